"""Money as recorded: entries, what they add up to, and what is left; and the Ledger Protocol.

allocated − committed − disbursed = remaining (จัดสรร − ผูกพัน − เบิกจ่าย = คงเหลือ). "Nothing recorded" is a state of its
own, never zero.
An entry is never changed: what was booked wrongly is reversed by another entry. The rules are in `bot.ledger_rules`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Protocol

from bot.calendar import FiscalYear
from bot.plan import Activity, LineItem, Plan, Satang, Step

NO_MONEY = Satang(0)


class EntryKind(StrEnum):
    """What an entry does; amounts are always positive, a reversal names the entry that it undoes."""

    COMMIT = "commit"
    DISBURSE = "disburse"
    REFUND = "refund"
    TRANSFER_OUT = "transfer_out"
    TRANSFER_IN = "transfer_in"
    RELEASE = "release"
    REVERSAL = "reversal"


class Refusal(StrEnum):
    """Why an entry is refused (`RecordingRefusedError.refusal`); what is said of it is in `bot.money_desk.refusals`."""

    UNKNOWN_ACTIVITY = "unknown_activity"
    UNKNOWN_ITEM = "unknown_item"
    NO_AMOUNT = "no_amount"
    BELOW_ZERO = "below_zero"
    ITEM_ABOVE = "item_above"
    NOT_DISBURSED = "not_disbursed"
    NOT_A_COMMITMENT = "not_a_commitment"
    ABOVE_COMMITMENT = "above_commitment"
    OTHER_ITEM = "other_item"
    NO_ENTRY = "no_entry"
    IS_REVERSAL = "is_reversal"
    REVERSED = "reversed"
    SETTLED = "settled"
    SAME_PLACE = "same_place"
    REASON_NEEDED = "reason_needed"
    TOKEN_TAKEN = "token_taken"


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry to be booked. `settles` is the commitment that it uses up, `settled` how much of it (0: the amount)."""

    kind: EntryKind
    activity: str
    amount: Satang
    item: str = ""
    document: str = ""
    note: str = ""
    settles: int | None = None
    settled: Satang = NO_MONEY
    reverses: int | None = None


@dataclass(frozen=True, slots=True)
class Posting:
    """What is booked together or not at all, once for each token; it happened `at` and is booked at `recorded_at`."""

    office: str
    year: FiscalYear
    token: str
    entries: tuple[NewEntry, ...]
    recorder: int
    at: datetime
    recorded_at: datetime
    allowed: str = ""
    """The written reason of a finance officer for going below zero, or empty."""

    def token_of(self, place: int) -> str:
        """The token of the entry at a place: the posting's own for the first, with its number for the others."""
        return self.token if place == 0 else f"{self.token}/{place + 1}"


@dataclass(frozen=True, slots=True)
class Effect:
    """What an entry adds to the allocated, committed and disbursed sums of its place; negative takes away."""

    allocates: int = 0
    commits: int = 0
    disburses: int = 0

    @property
    def remains(self) -> int:
        return self.allocates - self.commits - self.disburses

    def undone(self) -> Effect:
        return Effect(-self.allocates, -self.commits, -self.disburses)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it stands in the books, with its number there."""

    number: int
    token: str
    office: str
    year: FiscalYear
    activity: str
    item: str
    kind: EntryKind
    amount: Satang
    effect: Effect
    at: datetime
    recorded_at: datetime
    recorder: int
    recorder_name: str = ""
    document: str = ""
    note: str = ""
    reverses: int | None = None
    settles: int | None = None
    allowed: str = ""

    @property
    def key(self) -> str:
        return self.item or self.activity


@dataclass(frozen=True, slots=True)
class Sums:
    """What the entries of one place add up to, and of which entry they are the newest (`last` is its number)."""

    effect: Effect = Effect()
    entries: int = 0
    last: int = 0
    as_of: datetime | None = None
    recorder: int = 0
    recorder_name: str = ""

    def plus(self, other: Sums) -> Sums:
        newer = self if self.last >= other.last else other
        mine, theirs = self.effect, other.effect
        effect = Effect(
            mine.allocates + theirs.allocates, mine.commits + theirs.commits, mine.disburses + theirs.disburses
        )
        count = self.entries + other.entries
        return Sums(effect, count, newer.last, newer.as_of, newer.recorder, newer.recorder_name)


@dataclass(frozen=True, slots=True)
class Balance:
    """The four figures of an activity, step or line item. `as_of` and `recorder` are of the newest entry, if any."""

    allocated: Satang | None
    committed: Satang
    disbursed: Satang
    remaining: Satang | None
    entries: int
    as_of: datetime | None = None
    recorder: str = ""
    recorder_number: int = 0
    """The member who recorded last; 0 is the command line."""
    transferred: Satang = NO_MONEY
    """What transfers added to the plan's allocation (negative: took from it); `allocated` has it in."""

    @property
    def is_recorded(self) -> bool:
        return self.entries > 0


@dataclass(frozen=True)
class Books:
    """The sums of a plan's books at one moment, read at once.

    Places are (activity, item), item "" for the activity as a whole.
    """

    plan: Plan
    sums: Mapping[tuple[str, str], Sums] = field(default_factory=dict)

    @cached_property
    def _places(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        found: dict[str, list[tuple[str, str]]] = {}
        for place in self.sums:
            found.setdefault(place[0], []).append(place)
        return {activity: tuple(places) for activity, places in found.items()}

    def of(self, activity: str, item: str = "") -> Sums:
        """The sums of an activity with all below it, or of a step or item with what is below that."""
        places = self._places.get(activity, ())
        return total_of(self.sums[place] for place in places if is_within(place[1], item))

    def balance(self, activity: str, item: str = "") -> Balance:
        """The four figures of a place of the plan."""
        found, planned = self.of(activity, item), allocated_to(self.plan, activity, item)
        effect = found.effect
        is_free = planned is None and effect == Effect()
        allocated = None if is_free else Satang((planned or 0) + effect.allocates)
        remaining = None if allocated is None else Satang(allocated - effect.commits - effect.disburses)
        return Balance(
            allocated,
            Satang(effect.commits),
            Satang(effect.disburses),
            remaining,
            found.entries,
            found.as_of,
            found.recorder_name,
            found.recorder,
            Satang(effect.allocates),
        )


def total_of(sums: Iterable[Sums]) -> Sums:
    total = Sums()
    for one in sums:
        total = total.plus(one)
    return total


def is_within(key: str, item: str) -> bool:
    """True when what is booked at a key counts for a step or item: keys below begin with the key above."""
    return not item or key == item or key.startswith((f"{item}.", f"{item}/"))


def allocated_to(plan: Plan, activity: str, item: str = "") -> Satang | None:
    """What the plan gives to an activity, step or line item; None when it uses no budget or is not there."""
    found = plan.activity_by_number.get(activity)
    if found is None:
        return None
    place = place_of(found, item) if item else found
    return place.amount if isinstance(place, LineItem) else place.allocated if place else None


def place_of(activity: Activity, item: str) -> Step | LineItem | None:
    """The step or line item of a key."""
    for step in activity.sheet.steps if activity.sheet else ():
        if step.key == item:
            return step
        for line in step.items:
            if line.key == item:
                return line
    return None


@dataclass(frozen=True, slots=True)
class Posted:
    """The entries of a posting; `is_new` is False when its token had been booked before and nothing was added."""

    entries: tuple[Entry, ...]
    is_new: bool


class Accounts(Protocol):
    """What answers need of the ledger."""

    def books(self, plan: Plan) -> Books:
        """All sums of a plan's office and year, in one look."""
        ...


class Ledger(Accounts, Protocol):
    """What has been recorded. Implementations: `data.sql_ledger.SqlLedger`, `tests.fakes.MemoryLedger`."""

    def post(self, posting: Posting) -> Posted:
        """Book it, once for its token; RecordingRefusedError when a rule forbids it, and then nothing is booked."""
        ...

    def entries(self, office: str, year: FiscalYear, activity: str = "") -> tuple[Entry, ...]:
        """The entries of a year, or of one activity, oldest first."""
        ...

    def entry(self, office: str, number: int) -> Entry | None:
        """The entry of that number."""
        ...

    def open_commitments(self, office: str, year: FiscalYear, activity: str) -> tuple[tuple[Entry, Satang], ...]:
        """The commitments that are not used up, with what is left of each, oldest first."""
        ...


class NothingRecorded:
    """The books of an office that does not record its spending: the plan's allocation stands alone."""

    def books(self, plan: Plan) -> Books:
        return Books(plan)
