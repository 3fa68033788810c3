"""Meetings with their activities in; a calendar file (RFC 5545) that every calendar program reads out. Pure.

The UID of a meeting never changes and its SEQUENCE grows with every change, so a second file moves the entry of the
first.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from bot.meetings import Meeting, MeetingState, When
from bot.plan import Activity, PeriodKind, Plan
from bot.rendering.words import clean
from bot.reply import Attachment

if TYPE_CHECKING:
    from icalendar import Event

MIME = "text/calendar"


def calendar_file(
    plan: Plan, activities: Iterable[Activity], meetings: Iterable[Meeting], now: datetime, name: str
) -> Attachment | None:
    """The days of these activities; None when none of them has a day."""
    # Imported late: it is needed for files only.
    from icalendar import Calendar

    wanted = {one.number: one for one in activities}
    decided = [one for one in meetings if one.activity in wanted and one.when is not None]
    rounds = {(one.activity, one.quarter) for one in meetings}
    file = Calendar()
    file.add("prodid", "-//ThamPlan//thamplan//TH")
    file.add("version", "2.0")
    file.add("x-wr-calname", f"{plan.office.short_name} {plan.year.number}")
    for meeting in decided:
        file.add_component(_of_meeting(plan, wanted[meeting.activity], meeting, now))
    for activity in wanted.values():
        for day in _printed_days(activity, rounds):
            file.add_component(_of_day(plan, activity, day, now))
    if not file.subcomponents:
        return None
    content: bytes = file.to_ical()
    return Attachment(name, MIME, content)


def _of_meeting(plan: Plan, activity: Activity, meeting: Meeting, now: datetime) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"meeting-{meeting.id}@{plan.office.key}.thamplan")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", (meeting.decided_at or now).astimezone(UTC))
    if meeting.when is not None:
        _add_when(event, meeting.when)
    event.add("summary", f"{activity.number} {clean(activity.title)}")
    event.add("status", "CANCELLED" if meeting.state is MeetingState.CANCELLED else "CONFIRMED")
    return event


def _add_when(event: Event, when: When) -> None:
    # A moment in UTC is the same everywhere; a day without a time is a whole day, wherever the reader is.
    if when.starts_at is not None:
        event.add("dtstart", when.starts_at.astimezone(UTC))
    else:
        _add_whole_day(event, when.on)
    if when.place:
        event.add("location", clean(when.place))


def _of_day(plan: Plan, activity: Activity, day: date, now: datetime) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"plan-{plan.year.number}-{activity.number}-{day.isoformat()}@{plan.office.key}.thamplan")
    event.add("sequence", 0)
    event.add("dtstamp", now.astimezone(UTC))
    _add_whole_day(event, day)
    event.add("summary", f"{activity.number} {clean(activity.title)}")
    return event


def _add_whole_day(event: Event, day: date) -> None:
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))


def _printed_days(activity: Activity, rounds: set[tuple[str, int]]) -> list[date]:
    """Exact days of the plan; where an officer has decided on the round, the meeting speaks."""
    exact = [one for one in activity.periods if one.kind is PeriodKind.DATE]
    return [one.span.start_on for one in exact if (activity.number, one.quarter) not in rounds]
