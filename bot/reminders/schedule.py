"""A plan, its meetings and the working days in; every campaign of the year with the moment it falls due out. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.calendar import FiscalYear, Quarter, bangkok_day
from bot.meetings import Meeting, MeetingState, When, latest
from bot.plan import Activity, Period, PeriodKind, Plan
from bot.reminders.kinds import Campaign, CampaignState, Key, Kind
from bot.workdays import Workdays, end_of, opening

LEADS = (7, 1)
"""Days before a deadline or a meeting."""
LATE_DAYS = 30
"""A quarter's card is still sent so many days late."""
QUARTER_END_DAYS = 5
_ITEMS = frozenset({Kind.MONTH, Kind.DEADLINE, Kind.MEETING})


def schedule(plan: Plan, meetings: Sequence[Meeting], workdays: Workdays) -> tuple[Campaign, ...]:
    """All campaigns of the plan's year by the moment they fall due; each key once.

    What falls due on the day of a quarter start is part of its card.
    """
    starts = [_quarter_start(plan, quarter, workdays) for quarter in plan.year.quarters]
    items = [
        *_months(plan, meetings, workdays),
        *_deadlines(plan, meetings, workdays),
        *_meetings(plan, meetings, workdays),
    ]
    by_day = {bangkok_day(one.due_at): one for one in starts}
    alone = []
    for item in items:
        start = by_day.get(bangkok_day(item.due_at))
        if start is None or _was_decided_after(item, start, meetings):
            alone.append(item)
        else:
            merged = tuple(dict.fromkeys((*start.activities, *item.activities)))
            by_day[bangkok_day(item.due_at)] = replace(start, activities=merged)
    ends = [_quarter_end(plan, quarter, workdays) for quarter in plan.year.quarters]
    return tuple(
        sorted((*by_day.values(), *alone, *ends), key=lambda one: (one.due_at, one.kind, one.period, one.activity))
    )


def _was_decided_after(item: Campaign, start: Campaign, meetings: Iterable[Meeting]) -> bool:
    """A day that was set when the quarter's card had already fallen due is told on its own."""
    return any(one.id == item.meeting and one.decided_at and one.decided_at > start.due_at for one in meetings)


def quarter_period(quarter: Quarter) -> str:
    return f"{quarter.year.number}-Q{quarter.number}"


def quarter_of_period(period: str) -> Quarter:
    """The quarter that `quarter_period` wrote."""
    year, _, number = period.partition("-Q")
    return Quarter(FiscalYear(int(year)), int(number))


def _quarter_start(plan: Plan, quarter: Quarter, workdays: Workdays) -> Campaign:
    due_on = workdays.on_or_after(quarter.span.start_on)
    activities = tuple(one.number for one in plan.activities if one.runs_in(quarter.span))
    until = end_of(due_on + timedelta(days=LATE_DAYS))
    return _campaign(plan, Kind.QUARTER_START, quarter_period(quarter), due_on, until, activities=activities)


def _quarter_end(plan: Plan, quarter: Quarter, workdays: Workdays) -> Campaign:
    due_on = workdays.before(quarter.span.end_on, QUARTER_END_DAYS)
    activities = tuple(
        one.number for one in plan.activities if any(period.quarter == quarter.number for period in one.periods)
    )
    until = end_of(quarter.span.end_on)
    return _campaign(plan, Kind.QUARTER_END, quarter_period(quarter), due_on, until, activities=activities)


def no_plan(office: str, year: FiscalYear, workdays: Workdays) -> Campaign:
    """The one message to admins when a fiscal year begins without a plan."""
    due_on = workdays.on_or_after(year.span.start_on)
    until = end_of(due_on + timedelta(days=LATE_DAYS))
    return Campaign(office, Kind.NO_PLAN, str(year.number), opening(due_on), until, year.number)


def _months(plan: Plan, meetings: Sequence[Meeting], workdays: Workdays) -> Iterator[Campaign]:
    for activity, period in _periods(plan, PeriodKind.MONTH):
        if not _is_closed(latest(meetings, activity.number, period.quarter)):
            start = period.span.start_on
            due_on = workdays.on_or_after(start)
            yield _campaign(
                plan,
                Kind.MONTH,
                f"{start:%Y-%m}",
                due_on,
                end_of(period.span.end_on),
                activity.number,
                (activity.number,),
            )


def _deadlines(plan: Plan, meetings: Sequence[Meeting], workdays: Workdays) -> Iterator[Campaign]:
    """Exact days that the plan prints; once an officer has decided on the round, the meeting speaks instead."""
    for activity, period in _periods(plan, PeriodKind.DATE):
        if latest(meetings, activity.number, period.quarter) is None:
            yield from _leads(plan, Kind.DEADLINE, activity.number, When(period.span.start_on), workdays)


def _meetings(plan: Plan, meetings: Sequence[Meeting], workdays: Workdays) -> Iterator[Campaign]:
    for meeting in meetings:
        if meeting.state is MeetingState.DATED and meeting.when and meeting.activity in plan.activity_by_number:
            for one in _leads(plan, Kind.MEETING, meeting.activity, meeting.when, workdays):
                # Who has just set the day needs no notice that was due before.
                if meeting.decided_at is None or one.due_at > meeting.decided_at:
                    yield replace(one, meeting=meeting.id)


def _leads(plan: Plan, kind: Kind, activity: str, when: When, workdays: Workdays) -> Iterator[Campaign]:
    """Seven days and one day before, on a working day; only the later one when both fall on the same."""
    due_days = {lead: workdays.on_or_before(when.on - timedelta(days=lead)) for lead in LEADS}
    for lead, due_on in due_days.items():
        if not any(other < lead and due_days[other] == due_on for other in LEADS):
            period = f"{when.on.isoformat()}/{lead}"
            one = _campaign(plan, kind, period, due_on, when.over_at, activity, (activity,))
            yield replace(one, day=when.on, lead=lead)


def _periods(plan: Plan, kind: PeriodKind) -> Iterator[tuple[Activity, Period]]:
    """Each period of that kind; one printed twice for an activity counts once."""
    for activity in plan.activities:
        seen: set[date] = set()
        for period in activity.periods:
            if period.kind is kind and period.span.start_on not in seen:
                seen.add(period.span.start_on)
                yield activity, period


def _is_closed(meeting: Meeting | None) -> bool:
    return meeting is not None and meeting.state in (MeetingState.HELD, MeetingState.CANCELLED)


def _campaign(
    plan: Plan,
    kind: Kind,
    period: str,
    due_on: date,
    until: datetime,
    activity: str = "",
    activities: tuple[str, ...] = (),
) -> Campaign:
    return Campaign(plan.office.key, kind, period, opening(due_on), until, plan.year.number, activity, activities)


@dataclass(frozen=True, slots=True)
class Due:
    """What a tick has to do: open these, and record those as passed."""

    open: tuple[Campaign, ...] = ()
    passed: tuple[Campaign, ...] = ()


def due(scheduled: Iterable[Campaign], known: Mapping[Key, CampaignState], now: datetime) -> Due:
    """What has fallen due and is not yet known; of two leads of one day only the later is opened."""
    fresh = [one for one in scheduled if one.due_at <= now and one.key not in known]
    useful = [one for one in fresh if now <= one.until_at]
    newest: dict[tuple[object, ...], Campaign] = {}
    for one in sorted(useful, key=lambda one: one.due_at):
        newest[_matter(one)] = one
    opened = tuple(one for one in useful if newest[_matter(one)] is one)
    return Due(opened, tuple(one for one in fresh if one not in opened))


def _matter(one: Campaign) -> tuple[object, ...]:
    """Two notices of one matter supersede each other."""
    return (one.kind, one.activity, one.day) if one.day and one.kind in _ITEMS else one.key
