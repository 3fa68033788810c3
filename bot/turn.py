"""What a door hands to the store and gets back: updates in, messages out, and the Turn that binds them.

The handling of one outside event is one turn: the update done, its effects (people, ledger, dates) and its answers are
committed together or not at all. Several turns may share one commit. Everything here is synchronous: a door calls it
from its one database thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class InboxState(StrEnum):
    """Where an update is. A quarantined one could not be read or handled; an admin looks at it."""

    NEW = "new"
    DONE = "done"
    QUARANTINED = "quarantined"


class OutboxState(StrEnum):
    """Where a message is; `sending` is committed before the request leaves, so a crash leaves it behind."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    RECALLED = "recalled"


class Policy(StrEnum):
    """What happens to a message of which nobody knows whether it arrived."""

    RESEND = "resend"
    """Answers: sent again until it is known to have arrived (at least once)."""
    ONCE_MORE = "once_more"
    """Reminders: sent again one time, marked as possibly repeated."""
    HOLD = "hold"
    """Never again (at most once); reported."""


@dataclass(frozen=True, slots=True)
class Update:
    """An event as it came, before anybody has understood it. `key` is the door's own number of it."""

    key: int
    raw: str
    chat: str = ""
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class Handled:
    """How an update ended: one word, and whether it is kept for an admin to see."""

    key: int
    outcome: str
    is_quarantined: bool = False


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message to leave: `body` in the door's own words; `reference` names what it belongs to (a delivery)."""

    chat: str
    body: str
    kind: str = "answer"
    policy: Policy = Policy.RESEND
    is_bulk: bool = False
    reference: str = ""
    file: bytes | None = None
    asked_at: datetime | None = None
    update_key: int | None = None


@dataclass(frozen=True, slots=True)
class Queued:
    """A message in the outbox with its number; numbers of one process grow."""

    id: int
    message: Outgoing
    attempts: int = 0
    not_before: datetime | None = None
    is_doubtful: bool = False
    """True when an earlier sending may have arrived."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What became of a sending. `chat` is set when the chat has moved; the rows of the old one follow."""

    id: int
    state: OutboxState
    attempts: int
    reason: str = ""
    message: int | None = None
    not_before: datetime | None = None
    chat: str = ""


class Turn(Protocol):
    """The transaction under way. Whatever `data` writes in the same thread until its end belongs to it."""

    def once(self, token: str, now: datetime) -> bool:
        """True the first time this token is seen, for good; False when its effect has already happened."""
        ...


class Turns(Protocol):
    """Opens turns. Implementation: `data.sql_turns.SqlTurns`."""

    def turn(self, chats: Sequence[str] = ()) -> AbstractContextManager[Turn]:
        """One transaction; refused with LeaseLostError when another process has taken over the door's work.

        `chats` are those whose updates it will handle: what is kept of them can be read at once.
        """
        ...


class Inbox(Protocol):
    """Updates kept before they are acknowledged. Implementation: `data.sql_inbox.SqlInbox`."""

    def store(self, updates: Sequence[Update], now: datetime) -> list[Update]:
        """Keep them; returns those that were not known yet."""
        ...

    def waiting(self, limit: int, after: int | None = None) -> list[Update]:
        """The oldest updates nobody has handled, in order."""
        ...

    def begin(self, keys: Sequence[int]) -> None:
        """Count one more attempt, before handling what an earlier process may have died of."""
        ...

    def close(self, handled: Sequence[Handled], now: datetime) -> None:
        """They are handled: only key and outcome stay; a quarantined one keeps its text until an admin has seen it."""
        ...

    def tidy(self, now: datetime) -> None:
        """Forget keys after three days: more than Telegram's 24 hours, less than its week (then numbers start anew)."""
        ...

    def counts(self) -> dict[str, int]:
        """How many updates are in each state."""
        ...


class Outbox(Protocol):
    """Messages kept until they are known to have left. Implementation: `data.sql_outbox.SqlOutbox`."""

    def put(self, messages: Sequence[Outgoing], now: datetime, *, is_claimed: bool = False) -> list[Queued]:
        """Keep them; claimed ones are being sent by this process from the commit on."""
        ...

    def recover(self, now: datetime) -> list[Queued]:
        """What earlier processes left: doubtful ones settled by their policy; answers to send, claimed, in order."""
        ...

    def claim_answers(self, limit: int, now: datetime) -> list[Queued]:
        """Answers that somebody else has put, claimed for this process."""
        ...

    def claim_bulk(self, limit: int, now: datetime) -> list[Queued]:
        """The next bulk messages that may leave now, claimed for this process."""
        ...

    def retake(self, number: int) -> bool:
        """Claim a message again that had to wait; False when it was proved or taken back meanwhile."""
        ...

    def mark(self, marks: Sequence[Mark], now: datetime) -> None:
        """What became of sendings; a press that proves an arrival may have come first and wins."""
        ...

    def proved(self, reference: str, now: datetime) -> None:
        """Somebody pressed a button of that message: it has arrived, whatever was known of it."""
        ...

    def recent(self, since: datetime) -> list[tuple[str, bool, datetime]]:
        """(chat, is bulk, when) of what left since then, so that limits survive a restart."""
        ...

    def tidy(self, now: datetime) -> None:
        """Empty texts sent more than seven days ago."""
        ...

    def counts(self) -> dict[str, int]:
        """How many messages are in each state."""
        ...

    def oldest_waiting(self) -> datetime | None:
        """When the oldest message that has not left was made."""
        ...


class Leases(Protocol):
    """Who may do what only one process may. Implementation: `data.sql_leases.SqlLeases`."""

    def take(self, name: str, now: datetime) -> bool:
        """Take or renew it for this process; False while somebody else holds it."""
        ...

    def give_back(self, name: str) -> None:
        """Let the next one in at once."""
        ...
