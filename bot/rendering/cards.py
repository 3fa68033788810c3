"""What a reminder is about in; the card that people read, with its buttons, out. Pure.

Every button carries the delivery it hangs under, so that any press proves that the card has arrived.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.calendar import FiscalYear, Quarter
from bot.date_codes import REMINDERS, date_code
from bot.meetings import Meeting, MeetingState, When, has_day
from bot.pending import press_code
from bot.plan import Activity, PeriodKind, total_allocated
from bot.rendering import money
from bot.rendering.buttons import shorten
from bot.rendering.dates import long_day, period_names, quarter_name, short_day, year_name
from bot.rendering.splitting import split
from bot.rendering.words import Words, clean, strong
from bot.reply import Choice, Outcome, Reply

Line = tuple[Activity, Meeting | None]
"""An activity, and what was decided on it last."""
SHOWN = 12
BUTTONS = 6
BUTTONS_OF_LEFT = 4
TITLE = 110


@dataclass(frozen=True, slots=True)
class Frame:
    """What every card has: the delivery it is, and the day it should have gone out when it is late."""

    delivery: str = ""
    late_since: date | None = None
    is_repeated: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    """What of a quarter is unsettled when the next one begins; that may be one of the year before, by its own plan."""

    quarter: Quarter
    lines: tuple[Line, ...] = ()


def card(
    words: Words, frame: Frame, blocks: Iterable[str], lines: Sequence[Line] = (), left: Left | None = None
) -> tuple[Reply, ...]:
    """The messages of a card; buttons hang under the last one."""
    late = (
        words.say("(Sent late: it was due on {day}.)", day=short_day(words, frame.late_since))
        if frame.late_since
        else ""
    )
    repeated = words.say("(This may be a repetition.)") if frame.is_repeated else ""
    pages = split([block for block in (repeated, late, *blocks) if block])
    numbers = tuple(dict.fromkeys(activity.number for activity, _ in lines))
    replies = [Reply(page, Outcome.CHAT, refs=numbers) for page in pages]
    replies[-1] = Reply(pages[-1], Outcome.CHAT, _buttons(words, frame, lines, left), refs=numbers)
    return tuple(replies)


def _buttons(words: Words, frame: Frame, lines: Sequence[Line], left: Left | None) -> tuple[tuple[Choice, ...], ...]:
    year = words.view.plan.year.number
    wanted = [(year, activity.number) for activity, _ in lines[:BUTTONS]]
    if left is not None:
        wanted += [(left.quarter.year.number, activity.number) for activity, _ in left.lines[:BUTTONS_OF_LEFT]]
    opening = [
        Choice(_opening_label(words, one, number), date_code("open", one, number, frame.delivery))
        for one, number in dict.fromkeys(wanted)
    ]
    rows = [tuple(opening[at : at + 2]) for at in range(0, len(opening), 2)]
    if frame.delivery:
        rows.append((Choice(words.say("Got it"), press_code(REMINDERS, "ok", f"~{frame.delivery}")),))
    return tuple(rows)


def _opening_label(words: Words, year: int, number: str) -> str:
    """A number of another year's plan means something else in this one's."""
    if year == words.view.plan.year.number:
        return words.say("Date of {n}", n=number)
    return words.say("Date of {n} of {year}", n=number, year=year)


def quarter_start(
    words: Words, frame: Frame, quarter: Quarter, lines: Sequence[Line], left: Left, *, is_own: bool
) -> tuple[Reply, ...]:
    """The card of an officer's own activities, or of those of the topics that a member follows."""
    head = strong(
        words.say(
            "{quarter} of {year} begins", quarter=quarter_name(words, quarter), year=year_name(words, quarter.year)
        )
    )
    if is_own:
        about = words.ngettext(
            "You are responsible for {n} activity:", "You are responsible for {n} activities:", len(lines)
        )
    else:
        about = words.ngettext(
            "{n} activity of the topics you follow:", "{n} activities of the topics you follow:", len(lines)
        )
    blocks = [f"{head}\n{about}", *items(words, lines, has_money=is_own)]
    if is_own:
        blocks.append(_sum(words, lines))
    blocks.append(_left(words, left))
    return card(words, frame, blocks, lines, left)


def director_screen(
    words: Words, frame: Frame, quarter: Quarter, lines: Sequence[Line], left: Left
) -> tuple[Reply, ...]:
    """One screen with sums: by officer, what has a day, what is left."""
    dated = sum(1 for activity, meeting in lines if has_day(activity, meeting, quarter.number))
    head = strong(
        words.say(
            "{quarter} of {year} begins", quarter=quarter_name(words, quarter), year=year_name(words, quarter.year)
        )
    )
    about = words.say(
        "{n} activities; {dated} have a date, {open} have none", n=len(lines), dated=dated, open=len(lines) - dated
    )
    return card(words, frame, [f"{head}\n{about}", *_by_officer(words, lines), _sum(words, lines), _left(words, left)])


def _by_officer(words: Words, lines: Sequence[Line]) -> list[str]:
    plan = words.view.plan
    found = []
    for officer in plan.officers:
        own = tuple(activity for activity, _ in lines if officer.key in activity.officers)
        if own:
            amount = money.baht(words, total_allocated(own))
            numbers = ", ".join(one.number for one in own)
            found.append(
                words.say(
                    "• {name}: {n} ({numbers}) {amount}",
                    name=officer.full_name,
                    n=len(own),
                    numbers=numbers,
                    amount=amount,
                )
            )
    return found


def _sum(words: Words, lines: Sequence[Line]) -> str:
    total = total_allocated(tuple(activity for activity, _ in lines))
    return words.say("Sum of their budgets, all rounds: {amount}", amount=money.baht(words, total)) if total else ""


def _left(words: Words, left: Left) -> str:
    if not left.lines:
        return ""
    shown = ", ".join(_left_one(words, activity, meeting, left.quarter) for activity, meeting in left.lines)
    if left.quarter.year == words.view.plan.year:
        return words.say("Left from the last quarter: {items}", items=shown)
    year = year_name(words, left.quarter.year)
    return words.say("Left from the last quarter, in the plan of {year}: {items}", items=shown, year=year)


def _left_one(words: Words, activity: Activity, meeting: Meeting | None, quarter: Quarter) -> str:
    if has_day(activity, meeting, quarter.number):
        return words.say("{n} (not marked as held)", n=activity.number)
    return words.say("{n} (no date)", n=activity.number)


def month_begins(words: Words, frame: Frame, lines: Sequence[Line]) -> tuple[Reply, ...]:
    head = strong(words.say("This month, by the plan"))
    return card(words, frame, [head, *items(words, lines)], lines)


def soon(words: Words, frame: Frame, day: date, lines: Sequence[Line], *, is_meeting: bool) -> tuple[Reply, ...]:
    """Days before a deadline of the plan or a meeting."""
    left = (day - words.view.today).days
    shown = long_day(words, day)
    if left <= 0:
        head = words.say("Today, {day}:", day=shown)
    else:
        head = words.ngettext("In {n} day, on {day}:", "In {n} days, on {day}:", left, day=shown)
    note = "" if is_meeting else words.say("(the day that the plan prints)")
    return card(words, frame, [strong(head), *items(words, lines), note], lines)


def quarter_end(words: Words, frame: Frame, quarter: Quarter, left: Sequence[Line]) -> tuple[Reply, ...]:
    """What has no day yet or was not held, some days before a quarter ends."""
    head = words.say("{quarter} ends soon", quarter=quarter_name(words, quarter))
    return _unsettled(words, frame, head, left)


def undated(words: Words, quarter: Quarter, left: Sequence[Line]) -> tuple[Reply, ...]:
    """The same when somebody asks."""
    return _unsettled(words, Frame(), quarter_name(words, quarter), left)


def _unsettled(words: Words, frame: Frame, head: str, left: Sequence[Line]) -> tuple[Reply, ...]:
    about = words.say("Without a date, or not marked as held:")
    return card(words, frame, [f"{strong(head)}\n{about}", *items(words, left)], left)


def date_set(words: Words, frame: Frame, line: Line, before: When | None) -> tuple[Reply, ...]:
    """For those who asked: a date was set, moved, or taken away."""
    _, meeting = line
    if meeting is not None and meeting.state is MeetingState.DATED:
        head = words.say("The date has been moved:") if before else words.say("A date has been set:")
    else:
        head = words.say("A date has changed:")
    was = words.say("before: {when}", when=when_name(words, before)) if before else ""
    return card(words, frame, [strong(head), *items(words, [line]), was], [line])


def no_plan(words: Words, frame: Frame, year: FiscalYear) -> tuple[Reply, ...]:
    said = words.say(
        "{year} has begun and no plan of it is loaded, so nobody is reminded. Load it with: thamplan plan load PATH",
        year=year_name(words, year),
    )
    return card(words, frame, [said])


def troubles(words: Words, frame: Frame, counts: Iterable[tuple[str, int]], members: str) -> tuple[Reply, ...]:
    """Once a day for admins: what did not arrive."""
    names = {
        "failed": words.say("refused by Telegram"),
        "unknown": words.say("may or may not have arrived"),
        "unreachable": words.say("the member cannot be reached"),
    }
    lines = [f"• {names.get(state, state)}: {count}" for state, count in counts]
    if members:
        lines.append(words.say("Members whom nothing reaches: {numbers}", numbers=members))
    head = strong(words.say("Reminders that did not arrive"))
    return card(words, frame, [head, *lines, words.say("More: thamplan deliveries")])


def items(words: Words, lines: Sequence[Line], *, has_money: bool = False) -> list[str]:
    """One block an activity; after a dozen only how many more there are."""
    blocks = [_item(words, activity, meeting, has_money) for activity, meeting in lines[:SHOWN]]
    if len(lines) > SHOWN:
        rest = ", ".join(activity.number for activity, _ in lines[SHOWN:])
        blocks.append(words.say("… and {n} more: {numbers}", n=len(lines) - SHOWN, numbers=rest))
    return blocks


def _item(words: Words, activity: Activity, meeting: Meeting | None, has_money: bool) -> str:
    rows = [f"• {activity.number} {shorten(activity.title, TITLE)}"]
    if activity.periods:
        rows.append("   " + words.say("In the plan: {times}", times=period_names(words, activity.periods)))
    # An exact day of the plan is a date already.
    if meeting is not None or not any(one.kind is PeriodKind.DATE for one in activity.periods):
        rows.append("   " + state_line(words, meeting))
    if has_money:
        rows.append("   " + words.say("Allocated budget: {amount}", amount=money.allocation(words, activity.allocated)))
    return "\n".join(rows)


def state_line(words: Words, meeting: Meeting | None) -> str:
    """What was decided on an activity."""
    if meeting is None or meeting.state is MeetingState.PLANNED:
        return words.say("Date: not set yet")
    when = when_name(words, meeting.when)
    match meeting.state:
        case MeetingState.DATED:
            return words.say("Date: {when}", when=when)
        case MeetingState.HELD:
            return words.say("Held: {when}", when=when) if when else words.say("Held")
        case MeetingState.POSTPONED:
            return words.say("Postponed; no new date yet")
        case _:
            return words.say("Cancelled")


def when_name(words: Words, when: When | None) -> str:
    """15 February 2024 09.00, room 1."""
    if when is None:
        return ""
    shown = long_day(words, when.on)
    if when.at:
        shown = words.say("{day}, {time}", day=shown, time=f"{when.at:%H.%M}")
    return f"{shown} {clean(when.place)}".strip()
