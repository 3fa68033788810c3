"""An entry of the trail in; the line that an admin reads out: what, about whom, from what to what, in their language.

Members stay numbers (`bot.audit`); people of the plan, days and roles are named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from bot.audit import Entry
from bot.handover import POST, officer_who
from bot.meetings import MeetingState
from bot.people import MemberState, Role
from bot.rendering import money
from bot.voice import N_, Voice
from bot.welcome import role_name
from bot.written_days import day_name, moment_name

KINDS = {
    "member.added": N_("member added"),
    "member.joined": N_("joined by invitation"),
    "member.accepted": N_("request to join accepted"),
    "member.refused": N_("request to join refused"),
    "member.consented": N_("agreed to the notice of data protection"),
    "member.role": N_("role changed"),
    "member.removed": N_("member removed"),
    "member.state": N_("state changed"),
    "contact.agreed": N_("contact shown"),
    "contact.withdrawn": N_("contact withdrawn"),
    "invitation.made": N_("invitation made"),
    "group.allowed": N_("group allowed"),
    "group.left": N_("group left"),
    "activity.handed_over": N_("handed over"),
    "acting.named": N_("somebody acts"),
    "date.dated": N_("date set"),
    "date.postponed": N_("date postponed"),
    "date.held": N_("meeting held"),
    "date.cancelled": N_("meeting cancelled"),
    "day.added": N_("day off or working day added"),
    "reminder.broadcast": N_("broadcast sent"),
    "reminder.recalled": N_("broadcast recalled"),
    "money.booked": N_("money recorded"),
}
"""What was changed; a kind that is not here is shown by its own name."""
SUBJECTS = {
    "member": N_("member {number}"),
    "activity": N_("activity {number}"),
    "group": N_("group {number}"),
    "request": N_("request {number}"),
    "campaign": N_("campaign {number}"),
}
NAMES = {
    "role": N_("role"),
    "officer": N_("person of the plan"),
    "state": N_("state"),
    "who": N_("in charge"),
    "from": N_("from"),
    "until": N_("until"),
    "places": N_("places"),
    "kind": N_("kind"),
    "members": N_("members"),
    "off": N_("day off"),
    "invited_by": N_("invited by member"),
    "day": N_("day"),
    "at": N_("hour"),
    "entry": N_("entry"),
    "satang": N_("amount in baht"),
    "item": N_("item"),
}
VALUES = {
    MemberState.INVITED.value: N_("has not agreed yet"),
    MemberState.ACTIVE.value: N_("active"),
    MemberState.UNREACHABLE.value: N_("cannot be reached"),
    MemberState.REMOVED.value: N_("removed"),
    MeetingState.PLANNED.value: N_("without a date"),
    MeetingState.DATED.value: N_("dated"),
    MeetingState.POSTPONED.value: N_("postponed"),
    MeetingState.HELD.value: N_("held"),
    MeetingState.CANCELLED.value: N_("cancelled"),
    **{kind.value: said for kind, said in money.KINDS.items()},
}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def trail_line(entry: Entry, voice: Voice, name_of: Callable[[str], str]) -> str:
    """12 · day time · member 3 · role changed · member 5 · role: staff → finance officer."""
    change = entry.change
    who = voice.say("member {number}", number=change.by) if change.by else voice.say("the command line")
    what = voice.say(KINDS[change.what]) if change.what in KINDS else change.what
    head = (f"{entry.id}", moment_name(entry.at, voice.language), who, what, _subject(change.subject, voice))
    differences = _differences(change.before, change.after, voice, name_of)
    return " · ".join(part for part in (*head, differences) if part)


def _subject(subject: str, voice: Voice) -> str:
    """Member 3, activity 1.9, a day; an invitation needs no name of its own."""
    kind, _, rest = subject.partition(" ")
    words = rest.split()
    number = next((word for word in words if "." in word or word == POST), words[-1] if words else "")
    if number == POST:
        return voice.say("the post")
    if kind in SUBJECTS:
        return voice.say(SUBJECTS[kind], number=number)
    if kind == "invitation":
        return ""
    return _value(rest, voice, str) if kind == "day" else subject


def _differences(
    before: Mapping[str, str], after: Mapping[str, str], voice: Voice, name_of: Callable[[str], str]
) -> str:
    names = (name for name in dict.fromkeys((*before, *after)) if before.get(name, "") != after.get(name, ""))
    return ", ".join(_difference(name, before.get(name, ""), after.get(name, ""), voice, name_of) for name in names)


def _difference(name: str, old: str, new: str, voice: Voice, name_of: Callable[[str], str]) -> str:
    label = voice.say(NAMES[name]) if name in NAMES else name
    values = [_named(name, one, voice, name_of) for one in (old, new) if one]
    return f"{label}: {' → '.join(values) if new else f'{values[0]} → –'}"


def _named(name: str, value: str, voice: Voice, name_of: Callable[[str], str]) -> str:
    """A value that only its name explains."""
    if name == "officer":
        return name_of(officer_who(value))
    if name == "satang" and value.isdecimal():
        return money.figure(int(value))
    return _value(value, voice, name_of)


def _value(value: str, voice: Voice, name_of: Callable[[str], str]) -> str:
    """A role, a state, a day or somebody in charge by name; anything else as it was written down."""
    if value in list(Role):
        return role_name(Role(value), voice)
    if value in VALUES:
        return voice.say(VALUES[value])
    if value.startswith("officer:"):
        return name_of(value)
    if value.startswith("member:"):
        return voice.say("member {number}", number=value.partition(":")[2])
    return day_name(date.fromisoformat(value), voice.language) if _DAY.fullmatch(value) else value
