"""A meeting, a decision and its clashes in; what is read back, shown and confirmed out. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.meetings import Clashes, Meeting, MeetingState, When
from bot.plan import Activity, PeriodKind
from bot.rendering.buttons import shorten
from bot.rendering.cards import TITLE, state_line, when_name
from bot.rendering.dates import long_day, period_names
from bot.rendering.words import N_, Words, strong


def read_back(
    words: Words, activity: Activity, state: MeetingState, when: When | None, meeting: Meeting, found: Clashes | None
) -> str:
    """What will be saved when they confirm, and what it clashes with."""
    lines = [_asking(words, state, meeting), strong(f"{activity.number} {shorten(activity.title, TITLE)}")]
    if when is not None:
        lines.append(words.say("Date: {when}", when=when_name(words, when)))
    if state is MeetingState.DATED and meeting.when is not None:
        lines.append(words.say("before: {when}", when=when_name(words, meeting.when)))
    return "\n".join((*lines, *_warnings(words, found, when)))


def _asking(words: Words, state: MeetingState, meeting: Meeting) -> str:
    match state:
        case MeetingState.HELD:
            return words.say("Mark as held{asking}?")
        case MeetingState.CANCELLED:
            return words.say("Cancel the meeting{asking}?")
        case MeetingState.POSTPONED:
            return words.say("Postpone without a new date{asking}?")
        case _:
            return words.say("Move the date{asking}?") if meeting.when else words.say("Save this date{asking}?")


def _warnings(words: Words, found: Clashes | None, when: When | None) -> list[str]:
    if found is None or when is None:
        return []
    warnings = []
    if found.day_off is not None:
        reason = found.day_off or words.say("a weekend")
        warnings.append(words.say("Note: {day} is a day off ({reason})", day=long_day(words, when.on), reason=reason))
    if found.is_outside_quarter:
        warnings.append(words.say("Note: the plan does not have it in that quarter"))
    for meetings, sentence in ((found.same_officer, _OFFICER), (found.same_family, _FAMILY)):
        numbers = words.all_of(one.activity for one in meetings)
        if numbers:
            warnings.append(words.say(sentence, numbers=numbers))
    return warnings


_OFFICER = N_("Note: on that day the same officer has {numbers}")
_FAMILY = N_("Note: on that day the same topic has {numbers}")


def card_text(words: Words, activity: Activity, meetings: Sequence[Meeting]) -> str:
    """The dates of an activity as they stand."""
    lines = [strong(f"{activity.number} {shorten(activity.title, TITLE)}")]
    if activity.periods:
        lines.append(words.say("In the plan: {times}", times=period_names(words, activity.periods)))
    lines += [state_line(words, one) for one in meetings]
    # An exact day of the plan is a date already.
    if not meetings and not any(one.kind is PeriodKind.DATE for one in activity.periods):
        lines.append(state_line(words, None))
    return "\n".join(lines)


def line(words: Words, activity: Activity, meeting: Meeting | None) -> str:
    return f"{activity.number}: {state_line(words, meeting)}"


def saved(words: Words, activity: Activity, meeting: Meeting, told: int) -> str:
    """What has been saved, and how many are told."""
    lines = [words.say("Saved{polite}."), strong(f"{activity.number} {shorten(activity.title, TITLE)}")]
    lines.append(state_line(words, meeting))
    if told:
        lines.append(words.ngettext("{n} member who asked is told.", "{n} members who asked are told.", told))
    return "\n".join(lines)
