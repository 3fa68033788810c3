"""Dates of meetings: what became of an activity's round in a quarter, how it may change, what a new date clashes with.

The plan prints quarters; a responsible officer gives the day. One meeting is open per activity and quarter: a new day
moves it; after it was held or cancelled, a new day begins another one. Pure: the time is an argument.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from typing import Protocol

from bot.calendar import BANGKOK, FiscalYear, Quarter
from bot.plan import Activity, PeriodKind, Plan
from bot.workdays import Workdays, end_of


class MeetingState(StrEnum):
    """Where a meeting is. `planned`: only the plan speaks of it; no row is kept."""

    PLANNED = "planned"
    DATED = "dated"
    HELD = "held"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


OPEN = frozenset({MeetingState.PLANNED, MeetingState.DATED, MeetingState.POSTPONED})


@dataclass(frozen=True, slots=True)
class When:
    """The day of a meeting, and the time and place when they were given."""

    on: date
    at: time | None = None
    place: str = ""

    @property
    def starts_at(self) -> datetime | None:
        return datetime.combine(self.on, self.at, BANGKOK) if self.at else None

    @property
    def over_at(self) -> datetime:
        """From then on nobody needs to be reminded."""
        return self.starts_at or end_of(self.on)


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting as it stands. `sequence` grows with every change: calendars follow it."""

    office: str
    year: FiscalYear
    activity: str
    quarter: int
    state: MeetingState = MeetingState.PLANNED
    when: When | None = None
    id: int = 0
    sequence: int = 0
    decided_at: datetime | None = None
    decided_by: int = 0
    """The member who changed it last."""

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody wants: a new day, or one of the other states."""

    state: MeetingState
    when: When | None = None


def moved(decision: Decision, meeting: Meeting) -> Decision:
    """A moved meeting keeps the hour and the place that nobody has named anew."""
    new, old = decision.when, meeting.when
    if new is None or old is None:
        return decision
    return replace(decision, when=replace(new, at=new.at or old.at, place=new.place or old.place))


class Meetings(Protocol):
    """The meetings of an office. Implementation: `data.sql_meetings.SqlMeetings`."""

    def of_year(self, office: str, year: FiscalYear) -> tuple[Meeting, ...]:
        """All that were ever decided, by day and activity."""
        ...

    def of_activity(self, office: str, year: FiscalYear, activity: str) -> tuple[Meeting, ...]:
        """Those of one activity."""
        ...

    def by_id(self, office: str, number: int) -> Meeting | None: ...

    def save(self, meeting: Meeting, expected: int) -> Meeting | None:
        """Keep a change and its history; None when somebody else changed it since `sequence` was `expected`."""
        ...

    def history(self, meeting: Meeting) -> tuple[Meeting, ...]:
        """The meeting as it was after every change, oldest first."""
        ...


def quarter_of(activity: Activity, day: date, year: FiscalYear) -> int:
    """The quarter that a day serves: its own when the activity runs then, else the nearest that it runs in."""
    own = Quarter.containing(day)
    quarters = sorted({period.quarter for period in activity.periods})
    if not quarters:
        return own.number
    number = (own.year.number - year.number) * 4 + own.number
    return min(quarters, key=lambda one: (abs(one - number), one))


def is_outside(activity: Activity, day: date) -> bool:
    """True when the plan does not have the activity in the quarter of that day."""
    return not any(period.span.overlaps(Quarter.containing(day).span) for period in activity.periods)


def open_meeting(meetings: Iterable[Meeting], activity: str, quarter: int) -> Meeting | None:
    """The meeting that a new day would move."""
    found = [one for one in meetings if one.activity == activity and one.quarter == quarter and one.is_open]
    return found[-1] if found else None


def latest(meetings: Iterable[Meeting], activity: str, quarter: int) -> Meeting | None:
    """What the newest decision on an activity in a quarter says."""
    found = [one for one in meetings if one.activity == activity and one.quarter == quarter]
    return max(found, key=lambda one: (one.is_open, one.id), default=None)


def changed(meeting: Meeting, decision: Decision, by: int, now: datetime) -> Meeting:
    """The meeting after a decision; one that was held or cancelled keeps its day, unless another is given for it."""
    has_own_day = decision.state is MeetingState.DATED or (decision.state is MeetingState.HELD and decision.when)
    when = decision.when if has_own_day else meeting.when
    if decision.state is MeetingState.POSTPONED:
        when = None
    return replace(
        meeting, state=decision.state, when=when, sequence=meeting.sequence + 1, decided_at=now, decided_by=by
    )


@dataclass(frozen=True, slots=True)
class Clashes:
    """What is pointed out before a day is confirmed."""

    is_past: bool = False
    is_outside_quarter: bool = False
    day_off: str | None = None
    """Why the day is off; empty for a plain weekend; None for a working day."""
    same_officer: tuple[Meeting, ...] = ()
    same_family: tuple[Meeting, ...] = ()

    @property
    def is_empty(self) -> bool:
        return self == Clashes()


def clashes(
    plan: Plan,
    activity: Activity,
    when: When,
    meetings: Sequence[Meeting],
    families: Mapping[str, Sequence[str]],
    workdays: Workdays,
    today: date,
) -> Clashes:
    """Same day and same officer or family, a day off, a past day, a day outside the activity's quarters."""
    others = [one for one in meetings if one.state is MeetingState.DATED and one.when and one.when.on == when.on]
    others = [one for one in others if one.activity != activity.number]
    kin = {number for found in families.values() if activity.number in found for number in found}
    numbers = plan.activity_by_number
    mine = tuple(
        one
        for one in others
        if one.activity in numbers and set(numbers[one.activity].officers) & set(activity.officers)
    )
    return Clashes(
        is_past=when.on < today,
        is_outside_quarter=is_outside(activity, when.on),
        day_off=None if workdays.is_working(when.on) else workdays.reason(when.on),
        same_officer=mine,
        same_family=tuple(one for one in others if one.activity in kin and one not in mine),
    )


def unsettled(
    plan: Plan, quarter: Quarter, meetings: Sequence[Meeting], today: date
) -> tuple[tuple[Activity, Meeting | None], ...]:
    """The activities of a quarter that have no day, or whose day has passed without being marked as held."""
    found = []
    for activity in plan.activities:
        if not any(period.quarter == quarter.number for period in activity.periods):
            continue
        meeting = latest(meetings, activity.number, quarter.number)
        if not _is_settled(activity, quarter, meeting, today):
            found.append((activity, meeting))
    return tuple(found)


def printed_day(activity: Activity, quarter: int) -> date | None:
    """The exact day that the plan prints for a quarter."""
    exact = (one for one in activity.periods if one.kind is PeriodKind.DATE and one.quarter == quarter)
    return next((one.span.start_on for one in exact), None)


def has_day(activity: Activity, meeting: Meeting | None, quarter: int) -> bool:
    """True when an officer has set a day for the quarter's round, or the plan prints one and nobody decided else."""
    return meeting.when is not None if meeting else printed_day(activity, quarter) is not None


def _is_settled(activity: Activity, quarter: Quarter, meeting: Meeting | None, today: date) -> bool:
    day = printed_day(activity, quarter.number)
    if meeting is None and day is not None:
        return day >= today
    if meeting is None or meeting.state in (MeetingState.PLANNED, MeetingState.POSTPONED):
        return False
    if meeting.state is MeetingState.DATED:
        return meeting.when is not None and meeting.when.on >= today
    return True
