"""Rules of membership: invitations, joining, roles, the last admin; values in, values or a MemberError out."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from bot.doorkeeper import Visitor
from bot.errors import MemberError
from bot.marks import N_
from bot.people import Chat, MemberState, Person, Role

SECRET_BYTES = 24
"""192 bits of chance in a code of 32 letters; Telegram takes up to 64 letters of A-Z a-z 0-9 _ - behind ?start=."""
LONGEST_DAYS = 90
MOST_PLACES = 500
TRIES = 10
TRIES_WITHIN = timedelta(hours=1)
REFUSED_FOR = timedelta(days=7)
"""How long somebody who was refused cannot ask to join again."""
FIRST_REQUEST = 100_000_000
"""The least number of a request to join. Nine digits fit behind a button with a role and a person of the plan."""
UNDECIDED_FOR = timedelta(days=30)
"""How long a request that nobody decides, or an invitation that is over, is kept."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """A way in for `places` people. The code itself is nowhere kept: `key` is its hash."""

    key: str
    office: str
    role: Role
    officer: str
    places: int
    taken: int
    made_by: int
    expires_at: datetime


class Door(StrEnum):
    """What a code opens, or why it opens nothing."""

    OPEN = "open"
    UNKNOWN = "unknown"
    USED = "used"
    EXPIRED = "expired"


def new_secret() -> str:
    """A code for a link; only its hash is kept."""
    return secrets.token_urlsafe(SECRET_BYTES)


def key_of(secret: str) -> str:
    """What is kept of a code. It is long and random, so a plain hash cannot be turned back."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def try_door(found: Invitation | None, office: str, now: datetime) -> Door:
    """Whether an invitation lets somebody in now; one of another office is as unknown as a made-up code."""
    if found is None or found.office != office:
        return Door.UNKNOWN
    if found.taken >= found.places:
        return Door.USED
    return Door.OPEN if now < found.expires_at else Door.EXPIRED


def check_invitation(places: int, days: int) -> None:
    if not 1 <= places <= MOST_PLACES:
        raise MemberError(N_("An invitation is for 1 to 500 people{polite}."))
    if not 1 <= days <= LONGEST_DAYS:
        raise MemberError(N_("An invitation lasts 1 to 90 days{polite}."))


def check_role(role: Role, officer: str) -> None:
    """An officer is one person of the plan; others are none."""
    if role is Role.OFFICER and not officer:
        raise MemberError(N_("An officer needs a name of the plan: which person is it{asking}?"))


def check_last_admin(members: Sequence[Person], leaving: Person) -> None:
    """The office keeps one admin who is there; the database refuses it too (two at the same moment)."""
    others = [one for one in members if one.role is Role.ADMIN and one.number != leaving.number]
    if leaving.role is Role.ADMIN and not any(one.state is MemberState.ACTIVE for one in others):
        raise MemberError(LAST_ADMIN)


LAST_ADMIN = N_("The last admin cannot leave or change their role; make another admin first{polite}.")


class ContactKind(StrEnum):
    """What somebody can be reached by; only what they entered and agreed to show."""

    MOBILE = "mobile"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach a member, as entered by them."""

    member: int
    kind: ContactKind
    value: str


@dataclass(frozen=True, slots=True)
class JoinRequest:
    """Somebody who asked to join and waits. No later request has the same `number`."""

    number: int
    visitor: Visitor
    office: str
    asked_at: datetime


class Members(Protocol):
    """Changes of membership, each with its entry of the trail. Implementation: `data.sql_members.SqlMembers`."""

    def enter(self, secret: str, visitor: Visitor, office: str, now: datetime) -> Person | Door:
        """Use an invitation: a new member, a member whose role it lifts, or why it opens nothing."""
        ...

    def consent(self, person: Person, now: datetime) -> Person: ...

    def change_role(self, person: Person, role: Role, officer: str, by: int, now: datetime) -> Person: ...

    def remove(self, person: Person, by: int, now: datetime) -> None:
        """Take out name, accounts, contacts and everything that hangs on them; the number stays."""
        ...

    def mark_reachable(self, person: Person, is_reachable: bool, now: datetime) -> Person: ...

    def everything_about(self, person: Person) -> Mapping[str, object]:
        """All that is kept about a member, by table, as plain values."""
        ...


class Invitations(Protocol):
    """Implementation: `data.sql_members_doors.SqlInvitations`."""

    def make(self, invitation: Invitation, now: datetime) -> None: ...

    def find(self, key: str) -> Invitation | None: ...


class JoinRequests(Protocol):
    """Implementation: `data.sql_members_doors.SqlJoinRequests`."""

    def ask(self, visitor: Visitor, office: str, now: datetime) -> JoinRequest | None:
        """A new request; None when this account waits already or was refused a short while ago."""
        ...

    def is_refused(self, visitor: Visitor) -> bool:
        """True for an account that was refused and cannot ask again yet."""
        ...

    def waiting(self, office: str) -> tuple[JoinRequest, ...]: ...

    def accept(self, office: str, number: int, role: Role, officer: str, by: int, now: datetime) -> Person | None:
        """The new member, not yet consented; None when the request is gone."""
        ...

    def refuse(self, office: str, number: int, by: int, now: datetime) -> bool: ...


class Groups(Protocol):
    """Groups that an admin has allowed. Implementation: `data.sql_members_doors.SqlGroups`."""

    def office_of(self, chat: Chat) -> str | None: ...

    def allow(self, chat: Chat, office: str, by: int, now: datetime) -> bool: ...

    def disallow(self, chat: Chat, by: int, now: datetime) -> bool: ...

    def moved(self, chat: Chat, to: str) -> None: ...


class Contacts(Protocol):
    """Implementation: `data.sql_members_contacts.SqlContacts`."""

    def of(self, person: Person) -> tuple[Contact, ...]: ...

    def put(self, person: Person, contact: Contact, now: datetime) -> None: ...

    def drop(self, person: Person, kind: ContactKind, now: datetime) -> bool: ...


class Attempts(Protocol):
    """Wrong codes by account. Implementation: `data.sql_members_doors.SqlAttempts`."""

    def may_try(self, visitor: Visitor, now: datetime) -> bool:
        """Count one try; False when there were too many within the hour."""
        ...

    def clear(self, visitor: Visitor) -> None: ...
