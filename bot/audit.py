"""What was changed, by whom, when, in; entries that can be read and searched out, never changed.

Members are named by number only: when a member's name is removed from the member table, it is gone from here too. So
`subject`,
`before` and `after` hold numbers, keys and days, never a member's name, an account or a typed text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

COMMAND_LINE = 0
"""The number under which the machine itself acts: whoever runs `thamplan` on it."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `what` is like member.role, date.set, money.booked; `subject` like member 3, activity 1.9."""

    office: str
    by: int
    what: str
    subject: str
    before: Mapping[str, str] = field(default_factory=dict)
    after: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """A change as it was written down."""

    id: int
    at: datetime
    change: Change


class Audit(Protocol):
    """The trail of an office. Implementation: `data.sql_audit.SqlAudit`."""

    def write(self, change: Change, now: datetime) -> None:
        """Add one entry, in the transaction of the change itself."""
        ...

    def find(self, office: str, words: str = "", limit: int = 20, before: int | None = None) -> tuple[Entry, ...]:
        """The newest entries in which every word stands, older than number `before`."""
        ...
