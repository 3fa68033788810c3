"""A changed meeting in; one notice for each member who asked to be told out, in the transaction of the change."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.meetings import Meeting, MeetingState
from bot.reminders.kinds import Campaign, Kind
from bot.reminders.rounds import Rounds

OF_USE = timedelta(days=30)
"""So long a change without a day to come is worth telling."""
_TOLD = frozenset({MeetingState.DATED, MeetingState.POSTPONED, MeetingState.CANCELLED})


def announce(rounds: Rounds, before: Meeting, after: Meeting, by: int, now: datetime) -> int:
    """Tell those who asked, but not who has just done it or wants no reminders; how many that are."""
    if after.state not in _TOLD or (after.state is not MeetingState.DATED and before.when is None):
        return 0
    watchers = rounds.keepers.wishes.watchers(after.office, after.year.number, after.activity)
    stopped = {one.person.number for one in rounds.keepers.wishes.recipients(after.office) if one.is_stopped}
    members = [number for number in watchers if number != by and number not in stopped]
    if not members:
        return 0
    due_at = rounds.workdays().next_opening(now)
    until = max(after.when.over_at, due_at) if after.when and after.state is MeetingState.DATED else due_at + OF_USE
    campaign = Campaign(
        after.office,
        Kind.DATE_SET,
        f"{after.id}.{after.sequence}",
        due_at,
        until,
        after.year.number,
        after.activity,
        (after.activity,),
        after.when.on if after.when else None,
        lead=after.sequence,
        text=before.when.on.isoformat() if before.when else "",
        meeting=after.id,
    )
    return len(members) if rounds.keepers.book.open(campaign, members, now) else 0
