"""Every question a person can ask of a plan: one frozen class a kind; `Question` is their union.

A kind is a shape (facts, agenda, total, count, rank, compare …), not a topic. A question holds keys of the plan, never
the words that were typed: it can be kept for a follow-up and put behind a button.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.calendar import Span
from bot.plan import Layer, Satang


class Slot(StrEnum):
    """A fact about an activity that can be asked for."""

    WHAT = "what"
    WHO = "who"
    WHEN = "when"
    ALLOCATED = "allocated"
    COMMITTED = "committed"
    DISBURSED = "disbursed"
    REMAINING = "remaining"

    @property
    def is_money(self) -> bool:
        return self in MONEY_SLOTS


MONEY_SLOTS = frozenset({Slot.ALLOCATED, Slot.COMMITTED, Slot.DISBURSED, Slot.REMAINING})
SPENDING_SLOTS = MONEY_SLOTS - {Slot.ALLOCATED}
"""What the plan does not say and only the books can tell."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which activities a question is about. Empty fields do not restrict.

    `keys` are activities ("1.4"), steps ("2.1/3") or line items ("2.1/3.2"), best first.
    """

    keys: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    facets: tuple[tuple[str, str], ...] = ()
    officers: tuple[str, ...] = ()
    part: int = 0
    group: str = ""
    span: Span | None = None
    other_span: Span | None = None
    """A second reading of an ambiguous time, to be offered."""
    occurrence: int = 0
    """1 = first round, 2 = second …, -1 = last; 0 = all."""
    at_least: Satang | None = None
    at_most: Satang | None = None
    is_free: bool = False
    """Only activities that use no budget."""
    carried: tuple[str, ...] = ()
    """What was taken over from the question before: 'topic', 'time', 'person', 'asked'."""
    quarters: int = 0
    """Only activities that run in exactly so many quarters; 0 for any."""
    shared: int = 0
    """Only activities with exactly so many officers; 0 for any."""
    has_date: bool = False
    """Only activities with an exact day in the plan."""
    earlier: tuple[str, ...] = ()
    """Keys of the questions before, for "both together"."""
    without: tuple[str, ...] = ()
    """What is left out: keys of activities, "part:2", "group:…", "officer:…", "quarter:4", "project", "free"."""
    is_list: bool = False
    """True when the keys are one family to be shown whole, not rivals to choose from."""
    place: int = 0
    """Only the n-th of the rows, as they are shown (1 = the first, -1 = the last); 0 for all."""
    is_project: bool = False
    """Only what the plan calls a project."""
    is_over: bool = False
    """Only what was to be done before today, and only those of its times."""

    @property
    def restricts(self) -> bool:
        return bool(
            self.keys
            or self.officers
            or self.part
            or self.group
            or self.span
            or self.is_free
            or self.at_least is not None
            or self.at_most is not None
            or self.quarters
            or self.shared
            or self.has_date
            or self.is_project
            or self.is_over
        )


@dataclass(frozen=True, slots=True)
class Claim:
    """What the asker takes for true and wants confirmed: an officer, a time or an amount."""

    officers: tuple[str, ...] = ()
    span: Span | None = None
    amount: Satang | None = None
    is_denied: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Who, when, how much or what of the activities in scope."""

    scope: Scope
    slots: tuple[Slot, ...]
    claim: Claim | None = None
    counts_days: bool = False
    counts_rounds: bool = False
    asks_absent: bool = False
    """In which quarters there are none is asked."""
    compares_rounds: bool = False
    """In what the rounds differ is asked."""


@dataclass(frozen=True, slots=True)
class Agenda:
    """Which activities there are in a scope: a quarter, a month, between dates, of a person, a family."""

    scope: Scope
    slots: tuple[Slot, ...] = ()
    is_yes_no: bool = False
    only_next: bool = False


@dataclass(frozen=True, slots=True)
class Total:
    """The money of a scope, summed from rows; an empty scope is the whole plan."""

    scope: Scope
    slot: Slot = Slot.ALLOCATED
    by: str = ""
    """'' for one sum; 'officer', 'quarter', 'part' or 'group' for a table, 'overview' for parts and quarters."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many activities, officers … a scope has."""

    scope: Scope
    of: str = "activity"
    by: str = ""


@dataclass(frozen=True, slots=True)
class Rank:
    """The n largest or smallest of a scope: activities by money, officers or groups by work or money, quarters by work.

    By money means by `slot`: what is allocated, or what the books tell. By 'equal' means only activities that have
    just as much as another, amount by amount.
    """

    scope: Scope
    largest: bool
    n: int = 1
    of: str = "activity"
    by: str = "money"
    slot: Slot = Slot.ALLOCATED
    slots: tuple[Slot, ...] = ()
    """The facts asked of what comes first ("who has the dearest activity")."""


@dataclass(frozen=True, slots=True)
class Compare:
    """Two or more sides and the fact to compare; `asks` is 'same', 'more', 'less' or ''."""

    sides: tuple[Scope, ...]
    slot: Slot
    asks: str = ""
    slots: tuple[Slot, ...] = ()
    """Other facts asked of each side."""


@dataclass(frozen=True, slots=True)
class Breakdown:
    """How one amount is split: by 'step', 'item', 'quarter' or 'round'."""

    key: str
    by: str


@dataclass(frozen=True, slots=True)
class Persons:
    """What people are and hold; `slots` of 'post', 'work', 'contact', 'group', 'count'."""

    officers: tuple[str, ...]
    slots: tuple[str, ...]
    scope: Scope = Scope()
    is_compared: bool = False


@dataclass(frozen=True, slots=True)
class Holders:
    """Who holds a post or signs: keys of officers found by post, or a role of a project's signatories."""

    officers: tuple[str, ...]
    post: str = ""
    role: str = ""
    project: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A part of a project's sheet: 'aims', 'reasons', 'outputs', 'outcomes', 'targets', 'indicators', 'steps', 'items',
    'evaluation', 'tools', 'alignments', 'averaging', 'passage' with the sentences found,
    or 'unstated' for anything else."""

    key: str
    part: str
    passages: tuple[str, ...] = ()
    place: int = 0
    """Only the n-th of the part's texts or rows (-1 for the last); 0 for all."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Statements of the plan (policies, duties, laws …) by key; `with_children` shows what stands below them."""

    keys: tuple[str, ...]
    with_children: bool = False
    asks_number: bool = False
    claimed: str = ""
    """The key that the asker takes it for."""
    asks_tied: bool = False
    """Whether the plan ties them together is asked."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The statements of a layer, or those below or tied to one statement; `counts` asks how many."""

    layer: Layer
    parent: str = ""
    counts: bool = False
    heading: str = ""
    """Only the statements under this heading."""
    ranked_by: Layer | None = None
    """Only those with the most, or else the fewest, statements of this layer below or tied to them."""
    largest: bool = True
    place: int = 0
    """Only the n-th of them (-1 for the last); 0 for all."""


@dataclass(frozen=True, slots=True)
class Duties:
    """What a group does, or which group a duty belongs to (`statements` found)."""

    groups: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    is_beyond: bool = False
    """True when the plan only says which group handles it."""
    place: int = 0
    """Only the n-th duty of each group (-1 for the last); 0 for all."""


@dataclass(frozen=True, slots=True)
class Today:
    """Where a day or now stands in the fiscal year: year and quarter; `asks` is 'quarter', 'year', 'span'.

    'left_year', 'left_quarter' and 'left_month' count the days to its end, 'until' those to the span's beginning, and
    'length' those in the span, or to its end when it begins today.
    """

    span: Span | None
    asks: str = "quarter"


@dataclass(frozen=True, slots=True)
class Nothing:
    """A number or name that is not in the plan: `what` is 'activity', 'policy' …; `count` is how many there are."""

    what: str
    number: str
    count: int


@dataclass(frozen=True, slots=True)
class Beyond:
    """A matter that the plan does not speak of; `topic` is a key of the word list or empty.

    `scope` and `slots` are what the plan does state near it: when the meeting is, whose day is asked in vain.
    """

    topic: str = ""
    slot: str = ""
    scope: Scope = Scope()
    slots: tuple[Slot, ...] = ()


@dataclass(frozen=True, slots=True)
class Unclear:
    """Several readings: candidates (keys) to choose from for the slots asked; `facet` would tell them apart."""

    candidates: tuple[str, ...]
    slots: tuple[Slot, ...] = ()
    facet: str = ""
    kind: str = "activity"
    scope: Scope = Scope()


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """Greeting, thanks, help, who are you …; `kind` is a key of the word list."""

    kind: str
    officer: str = ""


@dataclass(frozen=True, slots=True)
class Several:
    """Several questions in one message, each answered."""

    questions: tuple[SingleQuestion, ...]


SingleQuestion = (
    Facts
    | Agenda
    | Total
    | Count
    | Rank
    | Compare
    | Breakdown
    | Persons
    | Holders
    | Sheet
    | Texts
    | Listing
    | Duties
    | Today
    | Nothing
    | Beyond
    | Unclear
    | SmallTalk
)
Question = SingleQuestion | Several


def asks_spending(question: Question) -> bool:
    """True when the answer needs the books; the plan alone answers all else."""
    if isinstance(question, Several):
        return any(asks_spending(one) for one in question.questions)
    slots = (*getattr(question, "slots", ()), getattr(question, "slot", None))
    return any(slot in SPENDING_SLOTS for slot in slots)
