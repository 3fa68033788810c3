"""An office with both locks in front of a tiny plan: what people write and press in, replies out, as at a door."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from bot.admission import Admission, Book
from bot.assistant import Assistant
from bot.commands import load_commands
from bot.doorkeeper import Visitor
from bot.frontdesk import FrontDesk
from bot.ledger import NothingRecorded
from bot.member_words import load_member_words
from bot.members_desk import InvitationLinks, MembersDesk, Ports
from bot.pace import Pace
from bot.people import Chat, Person, Role, Setting
from bot.readers import CachedReaders
from bot.reply import Reply
from bot.wiring.doorkeeping import officer_name
from data.sql_audit import SqlAudit
from data.sql_members import SqlMembers
from data.sql_members_contacts import SqlContacts
from data.sql_members_doors import SqlAttempts, SqlGroups, SqlInvitations, SqlJoinRequests
from data.sql_members_handovers import SqlHandovers
from data.sql_pending import SqlPending
from data.sql_questions import SqlQuestions
from data.store import Store
from tests.fakes import tiny_plan

WORDS = Path(__file__).parents[2] / "locales" / "words" / "th"
NOW = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)
GROUP = "-100"
READERS = CachedReaders(WORDS)


class RecordedNotices:
    """Keeps what was told to whom."""

    def __init__(self) -> None:
        self.told: list[tuple[int, Reply]] = []

    def tell(self, person: Person, reply: Reply, now: datetime) -> bool:
        self.told.append((person.number, reply))
        return True


@dataclass
class House:
    """One office, its members and a clock that tests move."""

    store: Store
    office: str = "tiny"
    is_open: bool = False
    now: datetime = NOW
    notices: RecordedNotices = field(default_factory=RecordedNotices)
    per_minute: int = 6000

    def __post_init__(self) -> None:
        engine = self.store.engine
        self.members = SqlMembers(engine)
        self.invitations, self.requests = SqlInvitations(engine), SqlJoinRequests(engine)
        self.groups, self.attempts = SqlGroups(engine), SqlAttempts(engine)
        self.contacts, self.handovers = SqlContacts(engine), SqlHandovers(engine)
        self.audit, self.pending = SqlAudit(engine), SqlPending(engine)
        people = self.store.people
        book = Book(people, self.members, self.requests, self.groups, self.attempts, self.notices)
        words, commands = load_member_words(WORDS), load_commands(WORDS)
        keepers = self.invitations, self.contacts, self.handovers, self.audit, self.pending
        self.ports = Ports(book, *keepers, self.store.plans, READERS, words, InvitationLinks("plan_bot"), "ค่ะ")
        parts = self.store.plans, people, NothingRecorded(), READERS
        assistant = Assistant(*parts, particle="ค่ะ", handovers=self.handovers)
        questions = SqlQuestions(engine)
        self.front = FrontDesk(assistant, (MembersDesk(self.ports),), commands, questions, "ค่ะ")
        pace = Pace(self.per_minute)
        named = partial(officer_name, self.store.plans)
        self.admission = Admission(self.office, book, commands, words, self.is_open, "th", "ค่ะ", pace, (), named)

    def member(self, role: Role, account: str, officer: str = "", name: str = "") -> Person:
        """A member who has consented."""
        new = Person(0, self.office, role, name or f"{role.value} {account}", officer)
        return self.store.people.add(new, self.now, ("telegram", account))

    def write(self, account: str, text: str, chat: Chat | None = None, name: str = "ผู้มาเยือน") -> tuple[Reply, ...]:
        return self._do(account, text, chat, name, is_press=False)

    def press(self, account: str, code: str, chat: Chat | None = None) -> tuple[Reply, ...]:
        return self._do(account, code, chat, "ผู้มาเยือน", is_press=True)

    def press_label(self, account: str, replies: tuple[Reply, ...], label: str) -> tuple[Reply, ...]:
        codes = [one.code for reply in replies for row in reply.choices for one in row if one.label == label]
        assert codes, (label, replies)
        return self.press(account, codes[0])

    def _do(self, account: str, said: str, chat: Chat | None, name: str, is_press: bool) -> tuple[Reply, ...]:
        place = chat or Chat("telegram", account)
        admitted = self.admission.admit(Visitor("telegram", account, name), place, said, self.now)
        if not isinstance(admitted, Person):
            return admitted
        answer = self.front.reply_to_choice if is_press else self.front.reply_to
        return answer(said, admitted, place, self.now)

    def by_account(self, account: str) -> Person:
        found = self.store.people.by_account("telegram", account)
        assert found is not None
        return found

    def pass_time(self, **span: float) -> None:
        self.now += timedelta(**span)


def group(chat: str = GROUP) -> Chat:
    return Chat("telegram", chat, Setting.GROUP)


def inline(account: str) -> Chat:
    return Chat("telegram", account, Setting.INLINE)


def text(replies: tuple[Reply, ...]) -> str:
    return "\n".join(reply.text for reply in replies)


def codes(replies: tuple[Reply, ...]) -> list[str]:
    return [reply.code for reply in replies]


def secret_in(replies: tuple[Reply, ...]) -> str:
    """The code of the link in an invitation."""
    return text(replies).partition("?start=")[2].split()[0]


def with_plan(store: Store) -> House:
    store.plans.save_plan(tiny_plan())
    return House(store)
