"""A delivery and the state of the plan's meetings in; the messages for that member out, or why there are none. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.calendar import FiscalYear, Quarter, bangkok_day
from bot.meetings import Meeting, MeetingState, When, latest, unsettled
from bot.people import Person
from bot.plan import Plan
from bot.reminders.kinds import Campaign, Delivery, Kind, Recipient, Share
from bot.reminders.receivers import Circle, share
from bot.reminders.schedule import quarter_of_period
from bot.rendering import cards
from bot.rendering.cards import Frame, Left, Line
from bot.rendering.view import View
from bot.rendering.words import Words
from bot.reply import Reply

PUNCTUAL = timedelta(hours=1)
"""A long run is not late because it is long."""


@dataclass(frozen=True, slots=True)
class Matter:
    """What texts are made from: the plan of the campaign's year with its meetings and whom they concern."""

    circle: Circle
    meetings: Sequence[Meeting] = ()
    particle: str = ""
    before: Matter | None = None
    """The same of the year before, when its plan is loaded: its last quarter is the one before our first."""

    @property
    def plan(self) -> Plan:
        return self.circle.plan


@dataclass(frozen=True, slots=True)
class Composed:
    """What a member gets and why; without replies, `reason` says why not."""

    share: Share | None = None
    replies: tuple[Reply, ...] = ()
    is_late: bool = False
    reason: str = ""


def is_late(campaign: Campaign, now: datetime) -> bool:
    return now > campaign.due_at + PUNCTUAL and campaign.kind is not Kind.TROUBLE


def compose(delivery: Delivery, recipient: Recipient, matter: Matter, now: datetime) -> Composed:
    """The card of a delivery as things stand now."""
    campaign = delivery.campaign
    if now > campaign.until_at:
        return Composed(reason="its time has passed")
    if _is_superseded(campaign, matter.meetings):
        return Composed(reason="the date has changed since")
    mine = share(campaign, matter.circle, recipient)
    if mine is None:
        return Composed(reason="it does not concern this member any more")
    late = is_late(campaign, now)
    frame = Frame(
        delivery.reference.removeprefix("r"), bangkok_day(campaign.due_at) if late else None, delivery.is_repeated
    )
    view = View(matter.plan, bangkok_day(now), recipient.person.language, matter.particle)
    task = _Task(Words(view), frame, campaign, mine, matter, recipient.person)
    replies = _card(task)
    return Composed(mine, replies, late, "" if replies else "nothing is left to do")


@dataclass(frozen=True, slots=True)
class _Task:
    """One card in the making."""

    words: Words
    frame: Frame
    campaign: Campaign
    mine: Share
    matter: Matter
    person: Person

    @property
    def today(self) -> date:
        return self.words.view.today


def _is_superseded(campaign: Campaign, meetings: Sequence[Meeting]) -> bool:
    if campaign.kind not in (Kind.MEETING, Kind.DATE_SET):
        return False
    meeting = _meeting(campaign, meetings)
    if campaign.kind is Kind.DATE_SET:
        return meeting is None or meeting.sequence != campaign.lead
    if meeting is None or meeting.state is not MeetingState.DATED or meeting.when is None:
        return True
    return meeting.when.on != campaign.day


def _meeting(campaign: Campaign, meetings: Sequence[Meeting]) -> Meeting | None:
    return next((one for one in meetings if one.id == campaign.meeting), None)


def _card(task: _Task) -> tuple[Reply, ...]:
    match task.campaign.kind:
        case Kind.QUARTER_START:
            return _quarter_start(task)
        case Kind.QUARTER_END:
            return _quarter_end(task)
        case Kind.NO_PLAN:
            return cards.no_plan(task.words, task.frame, FiscalYear(task.campaign.year))
        case Kind.TROUBLE:
            return _troubles(task)
        case Kind.BROADCAST:
            return cards.card(task.words, task.frame, [task.campaign.text])
        case _:
            return _of_activity(task)


def _of_activity(task: _Task) -> tuple[Reply, ...]:
    words, frame, campaign = task.words, task.frame, task.campaign
    lines = [(activity, _decided(task, activity.number)) for activity, _ in _lines(task, 1)]
    if not lines:
        return ()
    if campaign.kind is Kind.MONTH:
        return cards.month_begins(words, frame, lines)
    if campaign.kind is Kind.DATE_SET:
        return cards.date_set(words, frame, lines[0], _before(campaign))
    return cards.soon(words, frame, campaign.day or task.today, lines, is_meeting=campaign.kind is Kind.MEETING)


def _decided(task: _Task, number: str) -> Meeting | None:
    """The meeting that the campaign is about, else the newest of the round."""
    campaign, meetings = task.campaign, task.matter.meetings
    if campaign.meeting:
        return _meeting(campaign, meetings)
    day = date.fromisoformat(f"{campaign.period}-01") if campaign.kind is Kind.MONTH else campaign.day
    return latest(meetings, number, Quarter.containing(day or task.today).number)


def _before(campaign: Campaign) -> When | None:
    """The day before the change, as the campaign wrote it down: 2024-02-15."""
    return When(date.fromisoformat(campaign.text)) if campaign.text else None


def _lines(task: _Task, quarter: int) -> list[Line]:
    found = task.matter.plan.activity_by_number
    meetings = task.matter.meetings
    return [(found[one], latest(meetings, one, quarter)) for one in task.mine.activities if one in found]


def _quarter_start(task: _Task) -> tuple[Reply, ...]:
    quarter = quarter_of_period(task.campaign.period)
    lines = [
        (activity, _next_in(task, quarter, activity.number) or one) for activity, one in _lines(task, quarter.number)
    ]
    left = _left_before(task, quarter)
    if task.mine.why == "director":
        return cards.director_screen(task.words, task.frame, quarter, lines, left)
    return cards.quarter_start(task.words, task.frame, quarter, lines, left, is_own=task.mine.why == "own")


def _next_in(task: _Task, quarter: Quarter, number: str) -> Meeting | None:
    """The next meeting whose day falls in the quarter, though it may serve the round of another one."""
    found = [
        (one.when.on, one.id, one)
        for one in task.matter.meetings
        if one.activity == number and one.state is MeetingState.DATED and one.when and one.when.on in quarter.span
    ]
    return min((one for one in found if one[0] >= task.today), default=(None, 0, None))[2]


def _left_before(task: _Task, quarter: Quarter) -> Left:
    """What of the quarter before is unsettled, by the plan of its own year."""
    before = quarter.previous()
    matter = task.matter if before.year == quarter.year else task.matter.before
    if matter is None or task.mine.why == "topics":
        return Left(before)
    left = unsettled(matter.plan, before, matter.meetings, task.today)
    if task.mine.why != "director":
        own = matter.circle.own(task.person)
        left = tuple(line for line in left if line[0].number in own)
    return Left(before, left)


def _quarter_end(task: _Task) -> tuple[Reply, ...]:
    quarter = quarter_of_period(task.campaign.period)
    left = unsettled(task.matter.plan, quarter, task.matter.meetings, task.today)
    lines = [line for line in left if line[0].number in task.mine.activities]
    return cards.quarter_end(task.words, task.frame, quarter, lines) if lines else ()


def _troubles(task: _Task) -> tuple[Reply, ...]:
    """The counts as the campaign wrote them down: failed=2 unknown=1|7,9."""
    counts, _, members = task.campaign.text.partition("|")
    pairs = [one.split("=") for one in counts.split()]
    return cards.troubles(task.words, task.frame, [(state, int(count)) for state, count in pairs], members)
