"""Rows of activities, steps and line items in; their names and fact lines out, nothing that the row does not hold."""

from __future__ import annotations

from collections.abc import Iterable

from bot.answers import Row
from bot.handover import Holder
from bot.plan import Officer, PeriodKind
from bot.questions import Slot
from bot.rendering import money
from bot.rendering.dates import long_day, period_names
from bot.rendering.words import Words, clean

CARD = (Slot.WHAT, Slot.WHO, Slot.WHEN, Slot.ALLOCATED)
"""The facts of an activity when no one fact is asked for."""


def row_name(words: Words, row: Row) -> str:
    """1.4 and its title; a step or line item with the number of what it stands in."""
    title = clean(row.title)
    if row.item and row.step:
        return words.say("{n} step {step}: {title}", n=row.ref, step=row.step.number, title=title)
    if row.step:
        return words.say("{n} step {step} {title}", n=row.ref, step=row.step.number, title=title)
    return f"{row.ref} {title}"


def short_row_name(words: Words, row: Row) -> str:
    """The number alone, or the words of a step or item that has none of its own."""
    return row.ref if not (row.step or row.item) else clean(row.title)


def people(words: Words, officers: Iterable[Officer]) -> str:
    return words.all_of(officer.full_name for officer in officers) or words.say("not stated in the plan")


def when(words: Words, row: Row) -> str:
    if not row.periods:
        return words.say("not stated in the plan")
    return period_names(words, row.periods)


def is_over(words: Words, rows: Iterable[Row]) -> bool:
    """True when every period shown has passed."""
    ends = [period.span.end_on for row in rows for period in row.periods]
    return bool(ends) and max(ends) < words.view.today


def only_quarters(rows: Iterable[Row]) -> bool:
    """True when a period is known by its quarter only."""
    return any(period.kind is PeriodKind.QUARTER for row in rows for period in row.periods)


def fact_lines(words: Words, row: Row, slot: Slot) -> tuple[str, ...]:
    """What is said of a row for one slot."""
    match slot:
        case Slot.WHO:
            return (words.say("Responsible: {names}", names=people(words, row.officers)), *handed_lines(words, row))
        case Slot.WHEN:
            return (_when_line(words, row),)
        case Slot.ALLOCATED:
            return (_allocated_line(words, row), *_how_made(words, row))
        case Slot.WHAT:
            return _details(words, row)
        case Slot.COMMITTED | Slot.DISBURSED | Slot.REMAINING:
            if row.balance is not None and row.balance.is_recorded:
                return (*money.four_figures(words, row.balance), *_averaging(words, row))
            return (_allocated_line(words, row),)


def handed_lines(words: Words, row: Row) -> tuple[str, ...]:
    """Formerly the one whom the plan prints, now somebody else; or who acts until when."""
    return tuple(handed(words, one) for one in row.holders)


def handed(words: Words, one: Holder) -> str:
    """Who stands in for whom: since when, or until when for somebody who acts."""
    names = {"old": clean(one.printed), "new": clean(one.name)}
    if one.is_acting and one.until is not None:
        return words.say("{new} acts for {old} until {day}", **names, day=long_day(words, one.until))
    day = long_day(words, one.since) if one.since is not None else ""
    return words.say("Formerly {old}, now {new} (since {day})", **names, day=day)


def _averaging(words: Words, row: Row) -> tuple[str, ...]:
    """That the plan lets the items of this project be averaged, where it does."""
    sheet = row.activity.sheet
    return (words.say("The plan lets all items be averaged."),) if sheet and sheet.is_averaging_allowed else ()


def _when_line(words: Words, row: Row) -> str:
    if is_over(words, (row,)):
        return words.say("When: {times} (already past)", times=when(words, row))
    return words.say("When: {times}", times=when(words, row))


def _allocated_line(words: Words, row: Row) -> str:
    return words.say("Allocated budget: {amount}", amount=money.allocation(words, row.allocated))


def _how_made(words: Words, row: Row) -> tuple[str, ...]:
    """The product or the parts of a line item."""
    if row.item is None:
        return ()
    made = money.product(words, row.item)
    return ((made,) if made else ()) + money.parts_of(words, row.item)


def _details(words: Words, row: Row) -> tuple[str, ...]:
    if row.item:
        return ()
    if row.step:
        return tuple(f"– {clean(task)}" for task in row.step.tasks)
    details = tuple(f"– {clean(detail)}" for detail in row.activity.details)
    rounds = (words.say("Rounds: {rounds}", rounds=clean(row.activity.rounds)),) if row.activity.rounds else ()
    return details + rounds


def lines_of(words: Words, row: Row, slots: Iterable[Slot]) -> tuple[str, ...]:
    """All lines of a row; slots of money that say the same are said once."""
    return tuple(dict.fromkeys(line for slot in slots for line in fact_lines(words, row, slot)))


def item_of(words: Words, row: Row, lines: Iterable[str] = ()) -> str:
    """A bullet with its lines below; that it has changed hands is always said."""
    below = dict.fromkeys((*lines, *handed_lines(words, row)))
    return "\n".join((f"• {row_name(words, row)}", *(f"   {line}" for line in below)))


def part_of(words: Words, row: Row, lines: Iterable[str] = ()) -> str:
    """A bullet of a step or line item under the name of what it stands in."""
    title = clean(row.title)
    name = words.say("step {step}: {title}", step=row.step.number, title=title) if row.step and not row.item else title
    return "\n".join((f"• {name}", *(f"   {line}" for line in lines)))


def sum_line(words: Words, rows: tuple[Row, ...]) -> str:
    """The sum of rows of one depth; empty for one row, or when a row stands inside another."""
    if (
        len({row.key for row in rows}) < 2
        or len({row.key.count("/") + row.key.partition("/")[2].count(".") for row in rows}) > 1
    ):
        return ""
    total = sum({row.key: row.allocated or 0 for row in rows}.values())
    return words.say("Sum: {amount} (added up from the items)", amount=money.baht(words, total))
