"""Two or more sides in; the verdict first, then each side with its value."""

from __future__ import annotations

from bot.answers import ComparisonGiven, Row, Side
from bot.questions import Scope, Slot
from bot.rendering import money, sources
from bot.rendering.draft import Draft, refs_of
from bot.rendering.rows import item_of, lines_of, people, short_row_name
from bot.rendering.scopes import scope_name
from bot.rendering.words import Words, strong
from bot.reply import Outcome


def comparison(words: Words, given: ComparisonGiven) -> Draft:
    """Same or different, larger by how much, earlier; each side below."""
    rows = tuple(row for side in given.sides for row in side.rows)
    slot = given.question.slot
    if not all(side.rows for side in given.sides):
        verdict, outcome = words.say("The plan does not state one of the sides{polite}."), Outcome.UNKNOWN
    else:
        verdict, outcome = _verdict(words, given), Outcome.ANSWER
    shown = (*given.question.slots, slot)
    items = tuple(
        item
        for scope, side in zip(given.question.sides, given.sides, strict=True)
        for item in _side(words, scope, side, shown)
    )
    is_unrecorded = slot.is_money and slot is not Slot.ALLOCATED and not all(_is_recorded(row) for row in rows)
    tail = (
        money.nothing_recorded(words, (slot,)) if is_unrecorded else "",
        words.say("Each activity's budget covers all of its rounds; the plan does not split it by quarter.")
        if slot.is_money and any(scope.span for scope in given.question.sides)
        else "",
        sources.uncertain_names(words, (one for row in rows for one in row.officers)) if Slot.WHO in shown else "",
        sources.of_rows(words, rows),
    )
    return Draft(outcome, verdict, items, tail, refs_of(rows))


def _is_recorded(row: Row) -> bool:
    return row.balance is not None and row.balance.is_recorded


def _verdict(words: Words, given: ComparisonGiven) -> str:
    slot = given.question.slot
    if slot.is_money:
        return _money(words, given)
    if slot is Slot.WHO:
        return _who(words, given)
    if given.is_same:
        return words.say("At the same time{polite}")
    first = _name(words, given, given.first or 0)
    return words.say("Not at the same time{polite}: {side} comes first", side=first)


def _money(words: Words, given: ComparisonGiven) -> str:
    if given.is_same:
        yes = words.say("Yes{polite}") + " " if given.question.asks == "same" else ""
        return yes + words.say("The amounts are equal")
    no = words.say("No{polite}") + " " if given.question.asks == "same" else ""
    return no + _larger(words, given)


def _larger(words: Words, given: ComparisonGiven) -> str:
    """Which side is the larger or, when that was asked, the smaller; by how much when there are two."""
    if given.question.asks == "less":
        side = _name(words, given, min(range(len(given.sides)), key=lambda index: given.sides[index].total))
        if len(given.sides) > 2:
            return words.say("{side} is the smallest", side=side)
        return words.say("{side} is smaller by {amount}", side=side, amount=money.baht(words, given.difference))
    side = _name(words, given, given.first or 0)
    if len(given.sides) > 2:
        return words.say("{side} is the largest", side=side)
    return words.say("{side} is larger by {amount}", side=side, amount=money.baht(words, given.difference))


def _who(words: Words, given: ComparisonGiven) -> str:
    if given.is_same:
        return words.say("The same{polite}: {names}", names=people(words, given.sides[0].officers))
    shared = set(given.sides[0].officers).intersection(*(side.officers for side in given.sides[1:]))
    if shared:
        both = people(words, [one for one in given.sides[0].officers if one in shared])
        return words.say("Partly the same{polite}: {names} in all of them", names=both)
    return words.say("Different people{polite}")


def _name(words: Words, given: ComparisonGiven, index: int) -> str:
    """A short name of a side: its only row, its scope, or its numbers."""
    rows = given.sides[index].rows
    if len(rows) == 1:
        return short_row_name(words, rows[0])
    return scope_name(words, given.question.sides[index]) or words.all_of(row.ref for row in rows)


def _side(words: Words, scope: Scope, side: Side, slots: tuple[Slot, ...]) -> tuple[str, ...]:
    """The rows of a side; several are headed by its name and, for money, its sum."""
    items = tuple(item_of(words, row, lines_of(words, row, slots)) for row in side.rows)
    if len(side.rows) < 2:
        return items
    name = scope_name(words, scope)
    total = (
        words.say("Sum: {amount} (added up from the items)", amount=money.baht(words, side.total))
        if slots[-1].is_money
        else ""
    )
    head = " · ".join(one for one in (strong(name) if name else "", total) if one)
    return (head, *items) if head else items
