"""Who is asking: members of an office, their roles and what each role may do; and the People Protocol."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Role(StrEnum):
    """What a member is in the office. A stranger has no role."""

    STAFF = "staff"
    OFFICER = "officer"
    FINANCE = "finance"
    DIRECTOR = "director"
    ADMIN = "admin"


class MemberState(StrEnum):
    """Where a member is in their life with the bot."""

    INVITED = "invited"
    ACTIVE = "active"
    UNREACHABLE = "unreachable"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at a door. `number` is the member number, 0 for a stranger or the command line."""

    number: int
    office: str
    role: Role | None
    name: str = ""
    officer: str = ""
    """Key of the plan's officer this member is, or empty."""
    language: str = "th"
    state: MemberState = MemberState.ACTIVE
    has_consented: bool = True

    @property
    def is_member(self) -> bool:
        return self.role is not None and self.state is not MemberState.REMOVED


class Setting(StrEnum):
    """Where a message was written."""

    PRIVATE = "private"
    GROUP = "group"
    INLINE = "inline"
    CONSOLE = "console"


@dataclass(frozen=True, slots=True)
class Chat:
    """A conversation at a door: the door's name and the door's own id of it."""

    door: str
    id: str
    setting: Setting = Setting.PRIVATE


class People(Protocol):
    """The members. Implementations: `data.sql_people.SqlPeople`, `tests.fakes.MemoryPeople`."""

    def by_number(self, office: str, number: int) -> Person | None:
        """The member of that number, removed ones too."""
        ...

    def by_account(self, door: str, account: str) -> Person | None:
        """The member who owns that account of a messenger."""
        ...

    def members(self, office: str) -> tuple[Person, ...]:
        """All members that are not removed, by number."""
        ...

    def remembered(self, chat: Chat, now: datetime) -> str | None:
        """The last typed question of a chat as a code, when it is younger than ten minutes; else None."""
        ...

    def remember(self, chat: Chat, question: str | None, now: datetime) -> None:
        """Keep (or forget, with None) the last typed question of a chat; never its text."""
        ...
