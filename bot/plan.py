"""What an annual plan is: the values that every stage shares, and the Plans Protocol that hands them out.

Glossary (Thai term of the plan → name here; money words are the Budget Bureau's)
    ปีงบประมาณ fiscal year · ไตรมาส quarter · แผน plan · ส่วนแผน part (1 = administration, 2 = development)
    กิจกรรม/โครงการ activity (a project is an activity with a sheet) · กิจกรรมย่อย step · รายการ line item
    ผู้รับผิดชอบ officer · ตำแหน่ง post · กลุ่ม group · ระยะเวลาดำเนินการ period
    จัดสรร allocated · ผูกพัน committed · เบิกจ่าย disbursed · คงเหลือ remaining · ถัวจ่าย averaging
    นโยบาย policy · กลยุทธ์ strategy · จุดเน้น focus point · แนวทาง guideline · ตัวชี้วัด indicator
    วิสัยทัศน์ vision · พันธกิจ mission · เป้าประสงค์ goal · ค่านิยม value · อำนาจหน้าที่ duty

Money is whole satang (`Satang`); a plan never changes in memory: a new version replaces it whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import NewType, Protocol

from bot.calendar import FiscalYear, Span

Satang = NewType("Satang", int)
"""An amount of money in whole satang (1 baht = 100 satang)."""
NO_MONEY = Satang(0)


def baht(amount: int | str) -> Satang:
    """Whole or decimal baht as satang; at most two decimals, else ValueError."""
    whole, _, fraction = str(amount).replace(",", "").partition(".")
    if len(fraction) > 2:
        raise ValueError(f"more than two decimals: {amount}")
    sign = -1 if whole.startswith("-") else 1
    return Satang(int(whole) * 100 + sign * int(fraction.ljust(2, "0") or "0"))


@dataclass(frozen=True, slots=True)
class Source:
    """Where an item stands in the plan's text: line numbers from 1, and what was corrected there."""

    line: int
    last_line: int | None = None
    page: str = ""
    raw: str = ""
    """The text as machine-read, when it was corrected; else empty."""
    reason: str = ""
    """Why it was corrected."""
    is_uncertain: bool = False
    """True when the office still has to confirm the reading."""
    also: tuple[int, ...] = ()
    """Further lines that print the same item again."""


@dataclass(frozen=True, slots=True)
class Office:
    """A government office that has plans."""

    key: str
    name: str
    short_name: str
    aliases: tuple[str, ...] = ()
    contact: str = ""


class PeriodKind(StrEnum):
    """How exactly the plan prints a time."""

    QUARTER = "quarter"
    MONTH = "month"
    RANGE = "range"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Period:
    """When an activity runs, as printed: in the column of `quarter`, over `span` (inclusive days)."""

    kind: PeriodKind
    quarter: int
    span: Span
    printed: str
    round: int = 0
    """1 for the first period of the activity, 2 for the second …"""


@dataclass(frozen=True, slots=True)
class Post:
    """A post as one line of the plan prints it."""

    title: str
    source: Source
    group: str = ""
    """Key of the group, or empty when the plan does not say."""
    is_acting: bool = False
    role: str = ""
    """Why the person stands there: 'maker', 'officer', 'proposer', 'endorser', 'approver'."""


@dataclass(frozen=True, slots=True)
class Officer:
    """One person of the plan, under all spellings that it prints."""

    key: str
    title: str
    first_name: str
    last_name: str
    aliases: tuple[str, ...] = ()
    posts: tuple[Post, ...] = ()
    is_spelling_uncertain: bool = False
    spelling_note: str = ""
    source: Source = Source(0)

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def full_name(self) -> str:
        """Title, first and last name in the usual Thai way, without a space after the title."""
        return f"{self.title}{self.name}"


class Layer(StrEnum):
    """The layers of statements in a plan; a code is the layer's letter and the number ("P7", "F8", "H3")."""

    MINISTRY = "M"
    OBEC = "B"
    QUICK_WIN = "Q"
    VISION = "V"
    MISSION = "N"
    GOAL = "G"
    STRATEGY = "S"
    POLICY = "P"
    FOCUS = "F"
    GUIDELINE = "L"
    INDICATOR = "I"
    HR_VISION = "HV"
    HR_MISSION = "HN"
    HR_AREA = "H"
    VALUE = "C"
    MODEL = "X"
    DUTY = "D"
    LAW = "A"
    OFFICE_DUTY = "O"
    BACKGROUND = "K"


@dataclass(frozen=True, slots=True)
class Statement:
    """One numbered or headed text of the plan: a policy, a focus point, a duty, a section of law …

    `key` is unique in the plan and stable ("P7", "P7.L3", "H3.5", "D.personnel.1"); `parent` is the key it stands
    under; `related` are keys that it is tied to across layers (a policy's strategy first, then its focus points).
    """

    key: str
    layer: Layer
    number: str
    text: str
    source: Source
    parent: str = ""
    related: tuple[str, ...] = ()
    group: str = ""
    heading: str = ""
    """The head it stands under when that is no statement itself (the area of a Quick Win)."""


@dataclass(frozen=True, slots=True)
class LineItem:
    """One amount of a project sheet: rate × counts as printed, or a lump sum."""

    key: str
    text: str
    amount: Satang | None
    source: Source
    rate: Satang | None = None
    counts: tuple[tuple[int, str], ...] = ()
    """What the rate is multiplied by: (120, 'คน'), (2, 'มื้อ')."""
    group: str = ""
    parts: tuple[tuple[str, Satang], ...] = ()
    """What a lump sum is made of, when printed."""
    groups: tuple[str, ...] = ()
    """Keys of all groups that share it; `group` is the first."""


@dataclass(frozen=True, slots=True)
class Step:
    """A sub-activity of a project sheet with its tasks and its money."""

    key: str
    """Like "2.1/3"; the number that is printed is `number`."""
    number: str
    title: str
    source: Source
    allocated: Satang | None = None
    quarter: int | None = None
    tasks: tuple[str, ...] = ()
    items: tuple[LineItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How a project is judged: indicator, method, tools."""

    indicators: tuple[str, ...]
    methods: tuple[str, ...]
    tools: tuple[str, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs a project sheet and as what ('proposer', 'endorser', 'approver')."""

    role: str
    officer: str
    post: str
    source: Source


@dataclass(frozen=True, slots=True)
class ProjectSheet:
    """The detail sheet of a project."""

    alignments: tuple[tuple[str, str], ...]
    """(what it is aligned with, text): national strategy, master plan, law, policy of a higher office."""
    reasons: str
    aims: tuple[str, ...]
    outputs: tuple[str, ...]
    outcomes: tuple[str, ...]
    quantitative_indicators: tuple[str, ...]
    qualitative_indicators: tuple[str, ...]
    steps: tuple[Step, ...]
    evaluation: Evaluation
    signatories: tuple[Signatory, ...]
    source: Source
    is_averaging_allowed: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Activity:
    """One numbered activity or project of the plan's tables."""

    number: str
    part: int
    title: str
    periods: tuple[Period, ...]
    officers: tuple[str, ...]
    """Keys of the officers responsible, in printed order."""
    source: Source
    allocated: Satang | None = None
    """None when the plan says that no budget is used (ไม่ใช้งบประมาณ)."""
    details: tuple[str, ...] = ()
    rounds: str = ""
    """The printed words on repetition, e.g. "ปีละ 2 ครั้ง"."""
    group: str = ""
    """Key of the group that runs it, or empty."""
    sheet: ProjectSheet | None = None
    is_project: bool = False

    def runs_in(self, span: Span) -> tuple[Period, ...]:
        """The periods that touch the span."""
        return tuple(period for period in self.periods if period.span.overlaps(span))


@dataclass(frozen=True, slots=True)
class Group:
    """A group or unit of the office."""

    key: str
    name: str
    short_name: str = ""
    aliases: tuple[str, ...] = ()
    source: Source = Source(0)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the plan: its number and title."""

    number: int
    title: str
    source: Source
    group: str = ""


@dataclass(frozen=True)
class Plan:
    """A whole plan of one office and one fiscal year; frozen, with its indexes made on first use."""

    office: Office
    year: FiscalYear
    title: str
    version: int
    parts: tuple[Part, ...]
    activities: tuple[Activity, ...]
    officers: tuple[Officer, ...]
    statements: tuple[Statement, ...]
    groups: tuple[Group, ...]
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Words that make sense with this plan only: key of an item (or concept) → forms that staff use."""
    notes: tuple[str, ...] = ()
    """What the plan is known not to say or to say unclearly, for admins."""

    @cached_property
    def activity_by_number(self) -> Mapping[str, Activity]:
        return {activity.number: activity for activity in self.activities}

    @cached_property
    def officer_by_key(self) -> Mapping[str, Officer]:
        return {officer.key: officer for officer in self.officers}

    @cached_property
    def group_by_key(self) -> Mapping[str, Group]:
        return {group.key: group for group in self.groups}

    @cached_property
    def statement_by_key(self) -> Mapping[str, Statement]:
        return {statement.key: statement for statement in self.statements}

    @cached_property
    def activities_of(self) -> Mapping[str, tuple[Activity, ...]]:
        """Officer key → the activities that the officer is responsible for."""
        return {
            officer.key: tuple(one for one in self.activities if officer.key in one.officers)
            for officer in self.officers
        }

    @cached_property
    def children_of(self) -> Mapping[str, tuple[Statement, ...]]:
        """Statement key → the statements right below it, in printed order."""
        below: dict[str, list[Statement]] = {}
        for statement in self.statements:
            below.setdefault(statement.parent, []).append(statement)
        return {key: tuple(found) for key, found in below.items()}

    def layer(self, layer: Layer) -> tuple[Statement, ...]:
        """The statements of a layer, in printed order."""
        return tuple(statement for statement in self.statements if statement.layer is layer)


def total_allocated(activities: tuple[Activity, ...]) -> Satang:
    """The sum of what is allocated, each activity once; no total stands in a plan, so it is always made from rows."""
    return Satang(sum(activity.allocated or 0 for activity in {one.number: one for one in activities}.values()))


class Plans(Protocol):
    """Where plans come from. Implementations: `data.sql_plan.SqlPlans`, `tests.fakes.MemoryPlans`."""

    def offices(self) -> tuple[Office, ...]:
        """The offices that have a plan, by key."""
        ...

    def years(self, office: str) -> tuple[FiscalYear, ...]:
        """The fiscal years with an active plan of this office, oldest first."""
        ...

    def plan(self, office: str, year: FiscalYear) -> Plan:
        """The active plan of that year itself, or PlanNotFoundError."""
        ...

    def plan_for(self, office: str, year: FiscalYear) -> Plan:
        """The plan of that year, else the latest earlier one, else the earliest later one, else PlanNotFoundError."""
        ...
