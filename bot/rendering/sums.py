"""Sums, counts, ranks and breakdowns in; amounts first, then the rows that they are made of."""

from __future__ import annotations

from dataclasses import replace

from bot.answers import BreakdownGiven, CountGiven, RankGiven, Row, TableLine, TotalGiven
from bot.ledger import Balance
from bot.plan import Satang, total_allocated
from bot.questions import Slot
from bot.rendering import buttons, money, sources
from bot.rendering.dates import period_names, quarter_name
from bot.rendering.draft import Draft, refs_of
from bot.rendering.rows import item_of, lines_of, part_of, row_name
from bot.rendering.scopes import scope_or_plan
from bot.rendering.words import N_, Words, clean, strong
from bot.reply import Outcome

LISTED = 8
"""Up to so many rows are listed under a sum."""


def total(words: Words, given: TotalGiven) -> Draft:
    """The sum, from how many activities, and of what it is made."""
    if not given.rows:
        head = words.say("{scope}: the plan states no activity{polite}", scope=scope_or_plan(words, given.scope))
        return Draft(Outcome.UNKNOWN, head.lstrip(" :"), tail=(sources.of_plan(words),), code="total.none")
    is_spending = given.slot is not Slot.ALLOCATED
    return Draft(
        Outcome.ANSWER,
        _total_head(words, given),
        _total_items(words, given),
        (
            words.say("Each activity's budget covers all of its rounds; the plan does not split it by quarter.")
            if given.spans_more
            else "",
            _spending(words, given) if is_spending else "",
            words.say("I can tell who is responsible, when, how much, the policies and the duties of groups.")
            if _is_overview(given)
            else "",
            sources.uncertain_names(words, given.officers),
            sources.of_rows(words, given.rows),
        ),
        refs_of(given.rows),
        choices=buttons.after_total(words, given),
    )


def _total_head(words: Words, given: TotalGiven) -> str:
    n = len({row.key for row in given.rows})
    lines = [strong(scope_or_plan(words, given.scope))] if scope_or_plan(words, given.scope) else []
    lines.append(
        words.ngettext(
            "Allocated {amount} from {n} item (added up from the items)",
            "Allocated {amount} in all from {n} items (added up from the items)",
            n,
            amount=money.baht(words, given.total),
        )
    )
    lines += _shares(words, given)
    return "\n".join(lines)


def _shares(words: Words, given: TotalGiven) -> tuple[str, ...]:
    """What share of the plan a part is; of its part and of the plan, what is named by its number."""
    plan = words.view.plan
    whole = total_allocated(plan.activities)
    if given.scope.part and given.total < whole:
        return (words.say("That is {percent} per cent of the whole plan.", percent=money.share(given.total, whole)),)
    parts = [part for part in plan.parts if {part.number} == {row.activity.part for row in given.rows}]
    if not given.scope.keys or not parts:
        return ()
    of_part = total_allocated(tuple(one for one in plan.activities if one.part == parts[0].number))
    if not 0 < given.total < of_part:
        return ()
    return (
        words.say(
            "That is {percent} per cent of {part} and {of_whole} per cent of the whole plan.",
            percent=money.share(given.total, of_part),
            part=clean(parts[0].title),
            of_whole=money.share(given.total, whole),
        ),
    )


def _is_overview(given: TotalGiven) -> bool:
    """Whether the table is of several kinds: what the plan has as a whole."""
    return len({line.kind for line in given.table}) > 1


def _total_items(words: Words, given: TotalGiven) -> tuple[str, ...]:
    if _is_overview(given):
        return tuple(f"• {_in_short(words, line)}" for line in given.table)
    if given.table:
        return tuple(f"• {_line(words, line)}{_left(words, line.balance, given.slot)}" for line in given.table)
    if not 1 < len(given.rows) <= LISTED:
        return tuple(item_of(words, row) for row in given.rows) if len(given.rows) == 1 else ()
    return tuple(item_of(words, row, (_amounts(words, row, given.slot),)) for row in given.rows)


def _amounts(words: Words, row: Row, slot: Slot) -> str:
    return money.allocation(words, row.allocated) + _left(words, row.balance, slot)


def _left(words: Words, balance: Balance | None, slot: Slot) -> str:
    """What is left, after an allocation, when spending was asked for and something is recorded there."""
    if slot is Slot.ALLOCATED or balance is None or not balance.is_recorded or balance.remaining is None:
        return ""
    return " · " + words.say("Remaining: {amount}", amount=money.baht(words, balance.remaining))


def _spending(words: Words, given: TotalGiven) -> str:
    if not given.recorded:
        return money.nothing_recorded(words, (given.slot,))
    figures = money.four_figures(words, given.balance)[1:] if given.balance else ()
    recorded = words.say("Recorded for {n} of {all} items.", n=given.recorded, all=len(given.rows))
    return "\n".join((*figures, recorded))


def _label(words: Words, line: TableLine) -> str:
    if line.kind == "quarter":
        return quarter_name(words, words.view.plan.year.quarter(int(line.key)))
    return clean(line.label)


def _in_short(words: Words, line: TableLine) -> str:
    """A line of an overview: a budget covers all rounds, so that quarters have no sums there."""
    if line.kind != "quarter":
        return _line(words, line)
    return f"{_label(words, line)}: {words.ngettext('{n} activity', '{n} activities', len(line.activities))}"


def _line(words: Words, line: TableLine) -> str:
    n = len(line.activities)
    counted = words.ngettext("{n} activity", "{n} activities", n)
    return f"{_label(words, line)}: {counted} · {money.baht(words, line.amount)}"


def count(words: Words, given: CountGiven) -> Draft:
    """The number first, then what was counted."""
    name = scope_or_plan(words, given.scope)
    head = _units(words, given.of, given.count)
    return Draft(
        Outcome.ANSWER,
        f"{strong(name)}: {head}" if name else head,
        _counted(words, given),
        (
            sources.uncertain_names(words, given.officers) if given.of == "officer" else "",
            sources.of_rows(words, given.rows),
        ),
        refs_of(given.rows),
        choices=buttons.after_count(words, given),
    )


def _units(words: Words, of: str, n: int) -> str:
    match of:
        case "activity":
            return words.ngettext("{n} activity", "{n} activities", n)
        case "officer":
            return words.ngettext("{n} person", "{n} people", n)
        case "round":
            return words.ngettext("{n} round", "{n} rounds", n)
        case "step":
            return words.ngettext("{n} step", "{n} steps", n)
    return words.ngettext("{n} item", "{n} items", n)


def _counted(words: Words, given: CountGiven) -> tuple[str, ...]:
    if given.table:
        return tuple(f"• {_line(words, line)}" for line in given.table)
    if given.of == "officer":
        return tuple(f"• {officer.full_name}" for officer in given.officers)
    if given.of == "round":
        return tuple(item_of(words, row, (period_names(words, row.periods),)) for row in given.rows)
    return tuple(item_of(words, row) for row in given.rows)


def rank(words: Words, given: RankGiven) -> Draft:
    """A numbered list; a tie at its end is said."""
    question = given.question
    if question.by == "equal":
        return _equal(words, given)
    shown = len(given.rows) or len(given.table)
    if not shown:
        head = words.say("The plan states no amounts to put in order{polite}.")
        return Draft(Outcome.UNKNOWN, head, tail=(sources.of_plan(words),), code="rank.none")
    order = _order(words, question.largest, question.n)
    name = scope_or_plan(words, question.scope)
    refs = refs_of(given.rows) or tuple(dict.fromkeys(one for line in given.table for one in line.activities))
    return Draft(
        Outcome.ANSWER,
        strong(f"{order} · {name}" if name else order),
        _ranked(words, given),
        (
            words.say("The last places are equal, so all of them are shown.") if shown > question.n else "",
            _by_the_books(words, given),
            sources.uncertain_names(words, (one for row in given.rows for one in row.officers))
            if Slot.WHO in question.slots
            else "",
            words.say("Each activity's budget covers all of its rounds; the plan does not split it by quarter.")
            if question.of == "quarter" and question.by == "money"
            else "",
            sources.of_items(words, refs),
        ),
        refs,
    )


def _equal(words: Words, given: RankGiven) -> Draft:
    """Each amount that several activities have, and those that have it."""
    refs = refs_of(given.rows)
    if not refs:
        return Draft(Outcome.ANSWER, words.say("No two have the same budget{polite}."), tail=(sources.of_plan(words),))
    amounts = dict.fromkeys(row.allocated for row in given.rows)
    items = []
    for amount in amounts:
        rows = [row for row in given.rows if row.allocated == amount]
        items.append(
            "\n".join((f"{strong(money.allocation(words, amount))}", *(f"• {row_name(words, row)}" for row in rows)))
        )
    head = strong(words.say("The same budget"))
    return Draft(Outcome.ANSWER, head, tuple(items), (sources.of_items(words, refs),), refs)


def _order(words: Words, largest: bool, n: int) -> str:
    if n == 1:
        return words.say("The largest") if largest else words.say("The smallest")
    return words.say("Largest first") if largest else words.say("Smallest first")


def _ranked(words: Words, given: RankGiven) -> tuple[str, ...]:
    """Each place with the amount that it is ranked by."""
    if given.recorded:
        slot = given.question.slot
        lines = [_place(words, given, row, _figure(words, row.balance, slot)) for row in given.rows]
        lines = lines or [f"{_label(words, one)}: {_figure(words, one.balance, slot)}" for one in given.table]
    else:
        lines = [_place(words, given, row, money.allocation(words, row.allocated)) for row in given.rows]
        lines = lines or [_line(words, line) for line in given.table]
    return tuple(f"{n}. {line}" for n, line in enumerate(lines, 1))


def _place(words: Words, given: RankGiven, row: Row, figure: str) -> str:
    """An activity with what it is ranked by, and the facts that were asked of it."""
    return "\n   ".join((f"{row_name(words, row)}: {figure}", *lines_of(words, row, given.question.slots)))


def _figure(words: Words, balance: Balance | None, slot: Slot) -> str:
    """The one of the four figures that was asked for."""
    if balance is None:
        return ""
    figures = money.four_figures(words, replace(balance, as_of=None, transferred=Satang(0)))
    return figures[{Slot.COMMITTED: 1, Slot.DISBURSED: 2}.get(slot, len(figures) - 1)]


def _by_the_books(words: Words, given: RankGiven) -> str:
    """For how many the books know what was asked; when for none, that the order is by the allocation."""
    if given.question.slot is Slot.ALLOCATED:
        return ""
    if given.recorded:
        return words.say("Recorded for {n} of {all} items.", n=given.recorded, all=given.candidates)
    return words.say("No spending has been recorded yet, so this is in order of what is allocated.")


def breakdown(words: Words, given: BreakdownGiven) -> Draft:
    """The printed parts of an amount, or that the plan does not split it so."""
    name = strong(row_name(words, given.row))
    amount = words.say("Allocated budget: {amount}", amount=money.allocation(words, given.row.allocated))
    refs = (given.row.ref,)
    if not given.is_printed:
        msgid = NOT_SPLIT.get(given.by, NOT_SPLIT["item"])
        head = f"{name}\n{words.say(msgid)}\n{amount}"
        return Draft(
            Outcome.UNKNOWN, head, tail=(sources.of_rows(words, (given.row,)),), refs=refs, code="breakdown.none"
        )
    items = tuple(part_of(words, row, _part_lines(words, row, given.by)) for row in given.parts)
    return Draft(Outcome.ANSWER, f"{name}\n{amount}", items, (sources.of_rows(words, (given.row,)),), refs)


NOT_SPLIT = {
    "quarter": N_("The plan does not split this budget by quarter{polite}."),
    "round": N_("The plan does not split this budget by round; the amount covers all rounds{polite}."),
    "step": N_("The plan does not split this budget into steps{polite}."),
    "item": N_("The plan does not split this budget into line items{polite}."),
}


def _part_lines(words: Words, row: Row, by: str) -> tuple[str, ...]:
    amount = lines_of(words, row, (Slot.ALLOCATED,))
    if by == "quarter" and row.step and row.step.quarter:
        return (quarter_name(words, words.view.plan.year.quarter(row.step.quarter)), *amount)
    return amount
