"""What every part of the members' desk needs: where things are kept, whose plan, and in which voice."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from bot.admission import Book
from bot.asking_back import confirm_row
from bot.audit import Audit
from bot.calendar import FiscalYear, bangkok_day
from bot.frontdesk import Request
from bot.handover import Handovers, officer_who, who_of
from bot.invitation_links import InvitationLinks
from bot.member_words import MemberWords
from bot.membership import Contacts, Invitations
from bot.mentions import Reader, only_one, read_member, read_officers
from bot.pending import Pending
from bot.people import Person, Role
from bot.plan import Plan, Plans
from bot.reply import Choice, Outcome, Reply
from bot.rights import Action, demand
from bot.voice import Voice
from bot.welcome import role_of

LETTER = "m"


class Readers(Protocol):
    """Hands out the reader of a plan. Implementation: `bot.readers.CachedReaders`."""

    def reader(self, plan: Plan) -> Reader: ...


@dataclass(frozen=True, slots=True)
class Ports:
    """The keepers behind the desk."""

    book: Book
    invitations: Invitations
    contacts: Contacts
    handovers: Handovers
    audit: Audit
    pending: Pending
    plans: Plans
    readers: Readers
    words: MemberWords
    links: InvitationLinks = field(default_factory=InvitationLinks)
    particle: str = ""


@dataclass(frozen=True, slots=True)
class Matter:
    """One request with everything at hand to answer it."""

    ports: Ports
    request: Request

    @property
    def person(self) -> Person:
        return self.request.person

    @property
    def voice(self) -> Voice:
        return Voice(self.person.language, self.ports.particle)

    @property
    def today(self) -> date:
        return bangkok_day(self.request.now)

    @property
    def rest(self) -> str:
        """What stands behind the command, without the particle that ends it (ลบสมาชิก #3ค่ะ)."""
        return self.ports.words.plainly(self.request.spoken.rest) if self.request.spoken is not None else ""

    @property
    def is_certain(self) -> bool:
        """A slash, or the command alone: it cannot be the beginning of a question."""
        spoken = self.request.spoken
        return spoken is not None and (spoken.is_slashed or not self.rest)

    @property
    def argument(self) -> str:
        return self.request.press.argument if self.request.press is not None else ""

    def plan(self) -> Plan:
        """The plan in force today."""
        return self.ports.plans.plan_for(self.person.office, FiscalYear.containing(self.today))

    def reader(self) -> Reader:
        return self.ports.readers.reader(self.plan())

    def members(self) -> tuple[Person, ...]:
        return self.ports.book.people.members(self.person.office)

    def demand(self, action: Action) -> None:
        demand(self.person, action, self.request.chat.setting)

    def officer_key(self, typed: str) -> str:
        """The one person of the plan who is meant."""
        return only_one(read_officers(self.reader(), typed, self.today))

    def member(self, typed: str) -> Person:
        """The one member who is meant, by number or name."""
        found = {str(one.number): one for one in read_member(self.members(), typed)}
        return found[only_one(tuple(found))]

    def who(self, typed: str) -> str:
        """The one who is meant, of the plan or of the members."""
        if typed.lstrip().startswith("#"):
            return who_of(self.member(typed))
        found = tuple(map(officer_who, read_officers(self.reader(), typed, self.today)))
        return only_one(found or tuple({who_of(one) for one in read_member(self.members(), typed)}))

    def name_of(self, who: str) -> str:
        """How somebody in charge is called: as the plan prints them, or as the member is called now."""
        kind, _, key = who.partition(":")
        if kind == "officer":
            officer = self.plan().officer_by_key.get(key)
            return officer.full_name if officer is not None else key
        member = self.ports.book.people.by_number(self.person.office, int(key))
        return clean_name(member, self.voice) if member is not None else who

    def role_name(self, role: Role | None, officer: str) -> str:
        """A role, and who of the plan it is: what is theirs to do follows from that."""
        return role_of(role, self.name_of(officer_who(officer)) if officer else "", self.voice)

    def offer(self, kind: str, payload: dict[str, str]) -> str:
        request = self.request
        return self.ports.pending.offer(request.person, request.chat, kind, payload, request.now)

    def ask_back(self, kind: str, payload: dict[str, str], text: str) -> tuple[Reply, ...]:
        """Nothing is changed before the press: the text is shown with [Confirm] [Cancel]."""
        row = confirm_row(LETTER, f"{kind}.{self.offer(kind, payload)}", self.voice)
        return (Reply(text, Outcome.CLARIFY, (row,), code=f"confirm_{kind}"),)

    def usage(self, text: str, is_order: bool = False) -> tuple[Reply, ...] | None:
        """How the command is written, when it certainly was one; else it is somebody else's matter."""
        return said(text, "usage") if self.is_certain or is_order else None

    def knows(self, typed: str) -> bool:
        """True when somebody of the plan or of the members is named, be it clear who or not."""
        return bool(read_officers(self.reader(), typed, self.today) or read_member(self.members(), typed))


def clean_name(person: Person, voice: Voice) -> str:
    """A member's name in a message; a removed one has only the number."""
    return person.name.replace("*", "×") or voice.say("member {number}", number=person.number)


def said(text: str, code: str, *choices: tuple[Choice, ...]) -> tuple[Reply, ...]:
    return (Reply(text, Outcome.CHAT, choices, code=code),)


__all__ = ["LETTER", "InvitationLinks", "Matter", "Ports", "clean_name", "said"]
