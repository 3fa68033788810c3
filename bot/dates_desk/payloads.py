"""A decision on a meeting in; the texts that wait for a yes, and the trail, out; and back again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from bot.calendar import bangkok_day
from bot.frontdesk import Request
from bot.meetings import Decision, Meeting, MeetingState, When
from bot.plan import Activity, Plan


@dataclass(frozen=True, slots=True)
class Case:
    """One request about one activity."""

    request: Request
    plan: Plan
    activity: Activity
    delivery: str = ""

    @property
    def today(self) -> date:
        return bangkok_day(self.request.now)


def moment_of(meeting: Meeting) -> float:
    return meeting.decided_at.timestamp() if meeting.decided_at else 0.0


def written(meeting: Meeting, decision: Decision) -> dict[str, str]:
    when = decision.when
    return {
        "year": str(meeting.year.number),
        "activity": meeting.activity,
        "quarter": str(meeting.quarter),
        "meeting": str(meeting.id),
        "sequence": str(meeting.sequence),
        "state": decision.state.value,
        "day": when.on.isoformat() if when else "",
        "at": f"{when.at:%H:%M}" if when and when.at else "",
        "place": when.place if when else "",
    }


def decided(payload: Mapping[str, str]) -> Decision:
    when = None
    if payload["day"]:
        at = time.fromisoformat(payload["at"]) if payload["at"] else None
        when = When(date.fromisoformat(payload["day"]), at, payload["place"])
    return Decision(MeetingState(payload["state"]), when)


def trail(meeting: Meeting) -> dict[str, str]:
    day = meeting.when.on.isoformat() if meeting.when else ""
    at = f"{meeting.when.at:%H:%M}" if meeting.when and meeting.when.at else ""
    return {"state": meeting.state.value, "day": day, "at": at}
