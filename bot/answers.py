"""Every answer to a question, each kind of not-knowing included; `Answer` is their union.

An answer holds values of the plan and of the ledger, never words: rendering finds the words, and shows nothing
that is not in here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.calendar import FiscalYear, Quarter, Span
from bot.handover import Holder
from bot.ledger import Balance
from bot.plan import (
    NO_MONEY,
    Activity,
    Group,
    Layer,
    LineItem,
    Officer,
    Period,
    Post,
    ProjectSheet,
    Satang,
    Signatory,
    Statement,
    Step,
)
from bot.questions import Claim, Compare, Persons, Rank, Scope, Slot


@dataclass(frozen=True, slots=True)
class Row:
    """One activity, step or line item with the facts that may be said of it; `periods` fit the question."""

    activity: Activity
    officers: tuple[Officer, ...]
    periods: tuple[Period, ...]
    step: Step | None = None
    item: LineItem | None = None
    balance: Balance | None = None
    holders: tuple[Holder, ...] = ()
    """Who is in charge today in the place of an officer that the plan prints; mostly nobody."""

    @property
    def ref(self) -> str:
        return self.activity.number

    @property
    def key(self) -> str:
        thing = self.item or self.step
        return thing.key if thing else self.activity.number

    @property
    def title(self) -> str:
        if self.item:
            return self.item.text
        return self.step.title if self.step else self.activity.title

    @property
    def allocated(self) -> Satang | None:
        if self.item:
            return self.item.amount
        return self.step.allocated if self.step else self.activity.allocated


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is true of a claim: `holds`, and the rows' own value is shown whatever it is."""

    claim: Claim
    holds: bool


@dataclass(frozen=True, slots=True)
class FactsGiven:
    """The facts asked for, row by row; `days_until` counts from now to the next period's start or date."""

    rows: tuple[Row, ...]
    slots: tuple[Slot, ...]
    scope: Scope
    verdict: Verdict | None = None
    days_until: int | None = None
    day: date | None = None
    rounds: bool = False
    missing_round: bool = False
    outside: Span | None = None
    """The time asked for, when none of the rows runs in it."""
    spans_more: bool = False
    """True when a budget was asked for a time and covers rounds outside it, too."""
    absent: tuple[Quarter, ...] | None = None
    """The quarters in which none of the rows runs, when those were asked."""
    differs_in_time: bool = False
    """True when it was asked in what the rounds differ: each row has several, and only their times are printed."""


@dataclass(frozen=True, slots=True)
class AgendaGiven:
    """The activities of a scope, in plan order; `officers` when it is somebody's own list."""

    rows: tuple[Row, ...]
    slots: tuple[Slot, ...]
    scope: Scope
    officers: tuple[Officer, ...] = ()
    is_yes_no: bool = False


@dataclass(frozen=True, slots=True)
class TableLine:
    """A line of a table of sums or counts: what it is, how many activities, how much money."""

    kind: str
    key: str
    label: str
    activities: tuple[str, ...]
    amount: Satang
    balance: Balance | None = None
    """What is recorded on them, each once."""


@dataclass(frozen=True, slots=True)
class TotalGiven:
    """A sum made from rows, each activity once."""

    rows: tuple[Row, ...]
    total: Satang
    slot: Slot
    scope: Scope
    officers: tuple[Officer, ...] = ()
    table: tuple[TableLine, ...] = ()
    recorded: int = 0
    """How many of the rows have anything recorded."""
    committed: Satang = NO_MONEY
    disbursed: Satang = NO_MONEY
    spans_more: bool = False
    """True when the sum holds whole budgets of activities that run outside the time asked, too."""
    balance: Balance | None = None
    """The figures of all rows together, each once."""


@dataclass(frozen=True, slots=True)
class CountGiven:
    """A count made from rows."""

    count: int
    of: str
    scope: Scope
    rows: tuple[Row, ...] = ()
    officers: tuple[Officer, ...] = ()
    table: tuple[TableLine, ...] = ()


@dataclass(frozen=True, slots=True)
class RankGiven:
    """The first n by money or by work; ties at the end are all shown."""

    question: Rank
    rows: tuple[Row, ...] = ()
    table: tuple[TableLine, ...] = ()
    recorded: int = 0
    """Asked by what the books tell: for how many something is recorded; only those are in order."""
    candidates: int = 0
    """Of how many."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison."""

    rows: tuple[Row, ...]
    total: Satang
    officers: tuple[Officer, ...]


@dataclass(frozen=True, slots=True)
class ComparisonGiven:
    """Sides with their values; `is_same` when they are equal, `first` the index of the larger (or earlier) one."""

    question: Compare
    sides: tuple[Side, ...]
    is_same: bool
    first: int | None
    difference: Satang = NO_MONEY


@dataclass(frozen=True, slots=True)
class BreakdownGiven:
    """How an amount is split; `is_printed` is False when the plan does not split it that way."""

    row: Row
    by: str
    parts: tuple[Row, ...]
    is_printed: bool


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A person with posts and work."""

    officer: Officer
    posts: tuple[Post, ...]
    groups: tuple[Group, ...]
    rows: tuple[Row, ...]
    total: Satang
    shared: tuple[str, ...] = ()
    """Numbers of the activities that are shared with somebody else."""
    acting: tuple[Holder, ...] = ()
    """Who acts for them in their post today, and for whom they act."""


@dataclass(frozen=True, slots=True)
class PersonsGiven:
    """The cards of the people asked for."""

    cards: tuple[PersonCard, ...]
    question: Persons
    is_same: bool | None = None


@dataclass(frozen=True, slots=True)
class HoldersGiven:
    """Who holds a post, or who signed a sheet as what."""

    cards: tuple[PersonCard, ...]
    post: str = ""
    signatories: tuple[tuple[Signatory, Officer], ...] = ()
    activity: Activity | None = None
    role: str = ""


@dataclass(frozen=True, slots=True)
class SheetGiven:
    """A part of a project's sheet; `sheet` is None when the plan prints no sheet for the activity."""

    activity: Activity
    part: str
    sheet: ProjectSheet | None
    texts: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    signatories: tuple[tuple[Signatory, Officer], ...] = ()
    place: int = 0
    """Which of the part's texts this one is; 0 for all of them."""


@dataclass(frozen=True, slots=True)
class TextsGiven:
    """Statements with what stands above and below them."""

    statements: tuple[Statement, ...]
    children: tuple[tuple[Statement, ...], ...]
    related: tuple[tuple[Statement, ...], ...]
    parents: tuple[Statement | None, ...]
    asks_number: bool = False
    holds: bool | None = None
    """Whether what the asker took for true is; None when nothing was."""
    are_tied: bool | None = None
    """Whether the plan ties the first two together; None when that was not asked."""


@dataclass(frozen=True, slots=True)
class ListingGiven:
    """The statements of a layer or under one statement."""

    layer: Layer
    parent: Statement | None
    statements: tuple[Statement, ...]
    counts: bool
    ranked_by: Layer | None = None
    numbers: tuple[int, ...] = ()
    """How many of `ranked_by` each has, when that is asked; the statements are those with the most or fewest."""
    largest: bool = True


@dataclass(frozen=True, slots=True)
class DutiesGiven:
    """Duties of groups, or the groups whose printed duty a matter is."""

    groups: tuple[Group, ...]
    duties: tuple[tuple[Statement, ...], ...]
    is_beyond: bool
    with_duties: tuple[Group, ...] = ()
    """The groups that have duties in the plan, when those asked for have none."""


@dataclass(frozen=True, slots=True)
class TodayGiven:
    """A day's place in the fiscal year."""

    day: date
    quarter: Quarter
    asks: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class NothingThere:
    """The number or name asked for does not exist; `count` is how many there are."""

    what: str
    number: str
    count: int


@dataclass(frozen=True, slots=True)
class BeyondPlan:
    """The plan does not speak of it; `duties` name the group that handles it when a printed duty does."""

    topic: str
    slot: str
    duties: tuple[tuple[Group, Statement], ...] = ()
    near: FactsGiven | None = None
    """What the plan does state near it."""


@dataclass(frozen=True, slots=True)
class WhichOne:
    """Several candidates, each with its own fact; `facet` says what to choose by."""

    rows: tuple[Row, ...]
    statements: tuple[Statement, ...]
    slots: tuple[Slot, ...]
    facet: str
    facet_values: tuple[str, ...]
    officers: tuple[Officer, ...] = ()
    is_list: bool = False
    is_exception: bool = False
    """What is to be left out is not clear, and nothing is offered."""


@dataclass(frozen=True, slots=True)
class Chatter:
    """A human reply to a greeting, thanks, help …"""

    kind: str
    officer: Officer | None = None


@dataclass(frozen=True, slots=True)
class NoPlanOf:
    """No plan of the fiscal year asked for is loaded."""

    year: FiscalYear
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class SeveralGiven:
    """The answers to several questions of one message."""

    answers: tuple[SingleAnswer, ...]


SingleAnswer = (
    FactsGiven
    | AgendaGiven
    | TotalGiven
    | CountGiven
    | RankGiven
    | ComparisonGiven
    | BreakdownGiven
    | PersonsGiven
    | HoldersGiven
    | SheetGiven
    | TextsGiven
    | ListingGiven
    | DutiesGiven
    | TodayGiven
    | NothingThere
    | BeyondPlan
    | WhichOne
    | Chatter
    | NoPlanOf
)
Answer = SingleAnswer | SeveralGiven
