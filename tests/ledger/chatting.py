"""A whole office at the front desk: members of each role, the plan of 2567 or the small one, and what they write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bot.calendar import BANGKOK
from bot.commands import load_commands
from bot.frontdesk import FrontDesk
from bot.money_desk.desk import MoneyDesk
from bot.money_desk.parts import Ports
from bot.money_desk.targets import Targets
from bot.money_desk.words import load_money_words
from bot.people import Chat, Person, Role, Setting
from bot.plan import Plan
from bot.reply import Outcome, Reply
from bot.typed_presses import load_typed_presses
from data.sql_members_handovers import SqlHandovers
from data.sql_pending import SqlPending
from data.store import Store

WORDS = Path(__file__).parents[2] / "locales" / "words" / "th"
NOON = datetime(2024, 1, 8, 12, 0, tzinfo=BANGKOK)
SEEN = Reply("(คำตอบของผู้ช่วย)", Outcome.ANSWER)


class Silent:
    """An assistant that only shows that it was asked."""

    def reply_to(self, text: str, person: Person, chat: Chat, now: datetime) -> tuple[Reply, ...]:
        return (SEEN,)

    def reply_to_choice(self, code: str, person: Person, chat: Chat, now: datetime) -> tuple[Reply, ...]:
        return (SEEN,)

    def explain(self, text: str, person: Person, chat: Chat, now: datetime) -> str:
        return ""


@dataclass
class Told:
    """Notices that were sent: (member's name, text)."""

    sent: list[tuple[str, str]] = field(default_factory=list)

    def tell(self, person: Person, reply: Reply, now: datetime) -> bool:
        self.sent.append((person.name, reply.text))
        return True


class Office:
    """Everybody of an office, and a front desk with the money desk only."""

    def __init__(self, store: Store, plan: Plan, targets: Targets | None = None) -> None:
        self.store = store
        self.plan = store.plans.save_plan(plan)
        self.told = Told()
        self.now = NOON
        self.people = {name: store.people.add(person, NOON) for name, person in self._members().items()}
        self.ports = Ports(
            store.plans,
            store.ledger,
            store.people,
            SqlHandovers(store.engine),
            SqlPending(store.engine),
            load_money_words(WORDS),
            self.told,
            targets or Targets(),
            "ค่ะ",
        )
        typed = load_typed_presses(WORDS, self.ports.pending, "ค่ะ")
        self.front = FrontDesk(Silent(), [MoneyDesk(self.ports)], load_commands(WORDS), particle="ค่ะ", typed=typed)

    def _members(self) -> dict[str, Person]:
        key = self.plan.office.key
        first = self.plan.activities[-1].officers[0]
        second = next(one for activity in self.plan.activities for one in activity.officers if one != first)
        return {
            "staff": Person(0, key, Role.STAFF, "ครูดี"),
            "officer": Person(0, key, Role.OFFICER, "เจ้าของเรื่อง", first),
            "other": Person(0, key, Role.OFFICER, "คนอื่น", second),
            "finance": Person(0, key, Role.FINANCE, "การเงิน"),
            "director": Person(0, key, Role.DIRECTOR, "ผอ."),
            "admin": Person(0, key, Role.ADMIN, "ผู้ดูแล"),
        }

    def write(self, who: str, text: str, setting: Setting = Setting.PRIVATE) -> Reply:
        """The last reply to a typed line."""
        self.now += timedelta(seconds=1)
        return self.front.reply_to(text, self.people[who], self._chat(who, setting), self.now)[-1]

    def press(self, who: str, reply: Reply, label: str) -> Reply:
        """The last reply to the button whose label begins so."""
        code = next(one.code for row in reply.choices for one in row if one.label.startswith(label))
        return self.press_code(who, code)

    def press_code(self, who: str, code: str) -> Reply:
        self.now += timedelta(seconds=1)
        return self.front.reply_to_choice(code, self.people[who], self._chat(who, Setting.PRIVATE), self.now)[-1]

    def _chat(self, who: str, setting: Setting) -> Chat:
        return Chat("test", who if setting is Setting.PRIVATE else "group", setting)

    def left(self, activity: str) -> float:
        """What remains, in baht."""
        return (self.store.ledger.books(self.plan).balance(activity).remaining or 0) / 100

    @property
    def booked(self) -> int:
        return len(self.store.ledger.entries(self.plan.office.key, self.plan.year))


@contextmanager
def later(office: Office, by: timedelta) -> Iterator[None]:
    office.now += by
    yield
