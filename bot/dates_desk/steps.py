"""What is typed while a day is awaited, or a card waits for a yes, in; the day that it names, and the verb, out."""

from __future__ import annotations

from datetime import date

from bot.calendar import FiscalYear
from bot.dates_desk.payloads import Case, decided
from bot.dates_desk.reading import DateReader
from bot.frontdesk import Request
from bot.meetings import Decision, Meeting, MeetingState, When, moved
from bot.pending import Pending, PendingAction

CHANGE, ASK = "date.change", "date.ask"


def newest_step(pending: Pending, request: Request) -> PendingAction | None:
    """What the member was asked last in this chat: for a day, or to confirm one."""
    steps = (pending.waiting(request.person, request.chat, kind, request.now) for kind in (ASK, CHANGE))
    return max((one for one in steps if one is not None), key=lambda one: one.expires_at, default=None)


def await_day(pending: Pending, case: Case) -> str:
    """Take the next line for the day of the activity; the nonce to leave it."""
    payload = {"activity": case.activity.number, "year": str(case.plan.year.number)}
    return pending.offer(case.request.person, case.request.chat, ASK, payload, case.request.now)


def answer_to(
    step: PendingAction, typed: str, reader: DateReader, year: FiscalYear, today: date
) -> tuple[str, When | None]:
    """The verb and the day of an answer; a corrected day keeps the hour and the place that nobody has named anew."""
    if step.kind == ASK:
        return "set", reader.read_when_alone(typed, year, today)
    was, when = decided(step.payload), reader.read_correction(typed, year, today)
    if when is None or was.state is MeetingState.CANCELLED:
        return "", None
    if was.state is MeetingState.HELD:
        return "held", when
    waiting = Meeting("", year, step.payload["activity"], 0, was.state, was.when)
    return "set", moved(Decision(MeetingState.DATED, when), waiting).when
