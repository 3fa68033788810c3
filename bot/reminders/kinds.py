"""What a reminder is: a campaign (one notice for many), a delivery (it for one member), and who keeps them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from bot.people import Person
from bot.workdays import AddedDay


class Kind(StrEnum):
    """Why a notice goes out."""

    QUARTER_START = "quarter_start"
    MONTH = "month"
    DEADLINE = "deadline"
    MEETING = "meeting"
    QUARTER_END = "quarter_end"
    DATE_SET = "date_set"
    """A date was set or moved: for those who asked to be told."""
    BROADCAST = "broadcast"
    NO_PLAN = "no_plan"
    """A fiscal year begins without a plan: for admins."""
    TROUBLE = "trouble"
    """Notices that did not arrive: for admins, once a day."""


class CampaignState(StrEnum):
    """Whether a campaign has deliveries."""

    OPEN = "open"
    PASSED = "passed"
    """Found too late: recorded, not sent."""
    RECALLED = "recalled"


class DeliveryState(StrEnum):
    """Where a delivery is. From `queued` on the outbox knows more."""

    PENDING = "pending"
    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    UNREACHABLE = "unreachable"
    """No account, or the bot is blocked: it goes out when the member writes again in time."""
    DROPPED = "dropped"
    """Not sent on purpose: it concerned nobody any more, or its date had passed."""
    RECALLED = "recalled"


Key = tuple[str, str, str]
"""(kind, period, activity): what makes a campaign of an office the same one."""


@dataclass(frozen=True, slots=True)
class Campaign:
    """One notice. Quarters are written 2567-Q2 (fiscal, Buddhist era), months 2024-04 and days 2024-06-10 (ISO)."""

    office: str
    kind: Kind
    period: str
    due_at: datetime
    until_at: datetime
    """After that it is of no use any more."""
    year: int
    """The fiscal year of the plan it speaks of."""
    activity: str = ""
    activities: tuple[str, ...] = ()
    day: date | None = None
    """The day of the deadline or meeting."""
    lead: int = 0
    """How many days before, by the rule; days off may make it more."""
    text: str = ""
    meeting: int = 0
    id: int = 0

    @property
    def key(self) -> Key:
        return (self.kind.value, self.period, self.activity)


@dataclass(frozen=True, slots=True)
class Recipient:
    """A member with what they chose. `topics` None: never chosen."""

    person: Person
    topics: frozenset[str] | None = None
    muted: frozenset[str] = frozenset()
    is_stopped: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """What of a campaign concerns one member, and why: own, topics, watched, director, admin, everybody."""

    member: int
    why: str
    activities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Delivery:
    """A campaign for one member."""

    campaign: Campaign
    member: int
    state: DeliveryState = DeliveryState.PENDING
    reason: str = ""
    is_late: bool = False
    is_repeated: bool = False
    changed_at: datetime | None = None

    @property
    def reference(self) -> str:
        """What names it in the outbox and behind its buttons."""
        return f"r{self.campaign.id}.{self.member}"


@dataclass(frozen=True, slots=True)
class Choices:
    """What a member chose about being told."""

    topics: frozenset[str] | None = None
    muted: frozenset[str] = frozenset()
    is_stopped: bool = False


@dataclass(frozen=True, slots=True)
class Troubles:
    """How many deliveries of which campaigns did not arrive, with their reasons."""

    counts: Mapping[str, int] = field(default_factory=dict)
    unreachable: tuple[int, ...] = ()
    """Members whom nothing reaches."""

    def __bool__(self) -> bool:
        return bool(self.counts)


class Book(Protocol):
    """Where campaigns and deliveries are kept. Implementation: `data.sql_reminders.SqlReminders`."""

    def known(self, office: str) -> Mapping[Key, CampaignState]:
        """Every campaign that was ever opened or recorded."""
        ...

    def open(self, campaign: Campaign, members: Sequence[int], now: datetime) -> Campaign | None:
        """Make it with its deliveries in one transaction; None when somebody else has."""
        ...

    def record(self, campaign: Campaign, state: CampaignState, now: datetime) -> bool:
        """Write down that it will not be sent."""
        ...

    def claim(self, office: str, limit: int, now: datetime, only: Collection[int] | None = None) -> list[Delivery]:
        """Take pending deliveries for this process: until the transaction ends nobody else sees them."""
        ...

    def settle(
        self, one: Delivery, state: DeliveryState, now: datetime, reason: str = "", *, is_late: bool = False
    ) -> bool:
        """Where a claimed delivery has come to; False when it is not pending any more."""
        ...

    def reconcile(self, office: str, now: datetime) -> int:
        """Take over what the outbox knows of queued deliveries; how many have ended."""
        ...

    def reopen(self, office: str, now: datetime) -> int:
        """Deliveries of members who can be reached again and that are still of use."""
        ...

    def waiting(self, office: str) -> int:
        """How many deliveries have not been put into the outbox."""
        ...

    def depth(self) -> int:
        """How many bulk messages the outbox has not sent yet."""
        ...

    def forget_day(self, office: str, start_at: datetime, end_at: datetime) -> None:
        """Take away the campaigns that fell due in between; for a dry run, which is rolled back."""
        ...

    def rolled_back(self) -> AbstractContextManager[None]:
        """A transaction of which nothing stays."""
        ...


class Deliveries(Protocol):
    """Deliveries looked at from outside. Implementation: `data.sql_deliveries.SqlDeliveries`."""

    def proved(self, reference: str, now: datetime) -> None:
        """A button of it was pressed: it has arrived."""
        ...

    def troubles(self, office: str, since: datetime, until: datetime) -> Troubles:
        """What was found in between not to have arrived."""
        ...

    def deliveries(self, office: str, limit: int = 1000) -> tuple[Delivery, ...]:
        """The newest deliveries with their states."""
        ...

    def recall(self, office: str, campaign: int, now: datetime) -> int | None:
        """Take back a broadcast of which nothing has left: how many deliveries; None when it is too late."""
        ...

    def resend(self, office: str, states: Collection[DeliveryState], now: datetime) -> int:
        """Deliveries in these states that are still of use wait again; how many."""
        ...

    def counts(self, office: str) -> Mapping[tuple[Kind, str, str], Mapping[str, int]]:
        """(kind, period, activity) → how many deliveries are in which state, newest campaign first."""
        ...


class Wishes(Protocol):
    """What members chose, whom to tell of dates, and added days off. Implementation: `data.sql_wishes.SqlWishes`."""

    def recipients(self, office: str) -> tuple[Recipient, ...]:
        """All active members with what they chose."""
        ...

    def choices(self, person: Person) -> Choices: ...

    def follow(self, person: Person, topics: Collection[str], now: datetime) -> None: ...

    def mute(self, person: Person, topic: str, is_muted: bool, now: datetime) -> None: ...

    def stop(self, person: Person, is_stopped: bool, now: datetime) -> None: ...

    def watch(self, person: Person, year: int, activity: str, now: datetime) -> bool:
        """False when they already do."""
        ...

    def unwatch(self, person: Person, year: int, activity: str) -> bool: ...

    def watchers(self, office: str, year: int, activity: str) -> tuple[int, ...]: ...

    def added_days(self, office: str) -> Mapping[date, AddedDay]: ...

    def add_day(self, office: str, day: AddedDay, now: datetime) -> None: ...

    def drop_day(self, office: str, day: date) -> bool: ...
