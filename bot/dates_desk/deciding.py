"""An intent and the meetings of the plan in; the decision and the meeting that it is about out, or why it cannot be."""

from __future__ import annotations

from datetime import date

from bot.dates_desk import sentences
from bot.dates_desk.payloads import Case
from bot.dates_desk.reading import Intent
from bot.errors import SchedulingError
from bot.meetings import Decision, Meeting, MeetingState, open_meeting, quarter_of

STATES = {
    "set": MeetingState.DATED,
    "move": MeetingState.DATED,
    "held": MeetingState.HELD,
    "cancel": MeetingState.CANCELLED,
}


def decision_of(case: Case, intent: Intent) -> Decision:
    state = STATES[intent.verb]
    if intent.verb == "move" and intent.when is None:
        return Decision(MeetingState.POSTPONED)
    if state is MeetingState.DATED and intent.when is not None and intent.when.over_at < case.request.now:
        raise SchedulingError(sentences.PAST)
    if state is MeetingState.HELD and intent.when is not None and intent.when.on > case.today:
        raise SchedulingError(sentences.NOT_YET)
    return Decision(state, intent.when)


def meeting_for(case: Case, decision: Decision, meetings: tuple[Meeting, ...]) -> Meeting:
    """The meeting that a decision is about: the open one of the round, or a new one."""
    number, year = case.activity.number, case.plan.year
    quarter = quarter_of(case.activity, decision.when.on if decision.when else case.today, year)
    found = open_meeting(meetings, number, quarter)
    if decision.state is not MeetingState.DATED:
        dated = [one for one in meetings if one.activity == number and one.is_open and one.when is not None]
        found = found or (dated[-1] if dated else None)
    if decision.state is MeetingState.POSTPONED and (found is None or found.when is None):
        raise SchedulingError(sentences.NOT_DATED)
    return found or Meeting(case.plan.office.key, year, number, quarter)


def demand_sense(decision: Decision, meeting: Meeting, today: date) -> None:
    """Refuse the day that it has already, and "held" before its day has come."""
    if decision.state is meeting.state is MeetingState.DATED and decision.when == meeting.when:
        raise SchedulingError(sentences.SAME)
    if decision.state is MeetingState.HELD and decision.when is None and meeting.when and meeting.when.on > today:
        raise SchedulingError(sentences.NOT_YET)
