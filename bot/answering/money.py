"""Sums, ranks, comparisons and breakdowns of money: always made from rows, each activity once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from bot.answering.facts import table_by
from bot.answering.rows import (
    Asked,
    balance_of,
    is_within,
    officers_of,
    row_of,
    rows_of_items,
    rows_of_steps,
    select,
    total_of,
)
from bot.answers import BreakdownGiven, ComparisonGiven, RankGiven, Row, Side, TotalGiven
from bot.ledger import Balance
from bot.plan import Satang
from bot.questions import SPENDING_SLOTS, Breakdown, Compare, Rank, Scope, Slot, Total

T = TypeVar("T")


def total(asked: Asked, question: Total) -> TotalGiven:
    """The sum of a scope. The budget of an activity covers all its rounds: with a time asked, `spans_more` says so."""
    # The asker's own come first.
    rows = tuple(sorted(select(asked, question.scope), key=lambda row: asked.officer not in row.activity.officers))
    span = question.scope.span
    balances = [row.balance for row in rows if row.balance is not None]
    return TotalGiven(
        rows,
        total_of(rows),
        question.slot,
        question.scope,
        tuple(asked.plan.officer_by_key[key] for key in question.scope.officers),
        table_by(asked.plan, rows, question.by) if question.by else (),
        recorded=sum(balance.is_recorded for balance in balances),
        committed=Satang(sum(balance.committed for balance in balances)),
        disbursed=Satang(sum(balance.disbursed for balance in balances)),
        spans_more=span is not None and any(not is_within(row, span) for row in rows),
        balance=balance_of(rows),
    )


def rank(asked: Asked, question: Rank) -> RankGiven:
    """The largest or smallest n; equal ones at the border are all in, and what has no budget is never 'smallest'."""
    rows = select(asked, question.scope)
    if question.by == "equal":
        return RankGiven(question, rows=_equal(rows))
    if question.of in ("officer", "quarter", "part", "group"):
        return _ranked_table(asked, rows, question)
    if question.of == "step":
        rows = tuple(step for row in rows for step in rows_of_steps(asked, row.activity))
    elif question.of == "item":
        rows = tuple(
            item
            for row in rows
            for step in (row.activity.sheet.steps if row.activity.sheet else ())
            for item in rows_of_items(asked, row.activity, step)
        )
    booked = [row for row in rows if row.balance is not None and row.balance.is_recorded]
    if question.slot in SPENDING_SLOTS and booked:
        first = _first(booked, lambda row: _booked(row.balance, question.slot), question)
        return RankGiven(question, rows=first, recorded=len(booked), candidates=len(rows))
    return RankGiven(question, rows=_first([row for row in rows if row.allocated], _allocated, question))


def _equal(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Those whose budget another has as well, the largest amounts first."""
    having = Counter(_allocated(row) for row in rows if row.allocated)
    return tuple(sorted((row for row in rows if having[_allocated(row)] > 1), key=_allocated, reverse=True))


def _ranked_table(asked: Asked, rows: tuple[Row, ...], question: Rank) -> RankGiven:
    lines = table_by(asked.plan, rows, question.of)
    booked = [line for line in lines if line.balance is not None and line.balance.is_recorded]
    if question.slot in SPENDING_SLOTS and question.of == "quarter":
        return RankGiven(question)  # the books know activities, not their quarters
    if question.slot in SPENDING_SLOTS and booked:
        table = _first(booked, lambda line: _booked(line.balance, question.slot), question)
        return RankGiven(question, table=table, recorded=len(booked), candidates=len(lines))
    by_money = question.by == "money"
    return RankGiven(
        question, table=_first(lines, lambda line: line.amount if by_money else len(line.activities), question)
    )


def _allocated(row: Row) -> int:
    return row.allocated or 0


def _booked(balance: Balance | None, slot: Slot) -> int:
    """What the books tell of it, in satang."""
    assert balance is not None
    match slot:
        case Slot.COMMITTED:
            return balance.committed
        case Slot.DISBURSED:
            return balance.disbursed
    return balance.remaining or 0


def _first(found: Sequence[T], worth: Callable[[T], int], question: Rank) -> tuple[T, ...]:
    ordered = sorted(found, key=worth, reverse=question.largest)
    return tuple(ordered[: _with_ties([worth(one) for one in ordered], question.n)])


def _with_ties(values: list[int], n: int) -> int:
    end = min(n, len(values))
    while 0 < end < len(values) and values[end] == values[end - 1]:
        end += 1
    return end


def compare(asked: Asked, question: Compare) -> ComparisonGiven:
    """The sides and whether they are the same; `first` is the side that is larger, or earlier for times."""
    sides = tuple(_side(asked, scope) for scope in question.sides)
    values = [_worth(side, question.slot) for side in sides]
    is_same = all(value == values[0] for value in values)
    if question.slot.is_money:
        totals = [side.total for side in sides]
        first = None if is_same else totals.index(max(totals))
        return ComparisonGiven(question, sides, is_same, first, Satang(max(totals) - min(totals)))
    # What has no time in the plan is never said to come first.
    starts = [min((p.span.start_on for row in side.rows for p in row.periods), default=date.max) for side in sides]
    has_first = question.slot is Slot.WHEN and not is_same
    return ComparisonGiven(question, sides, is_same, starts.index(min(starts)) if has_first else None)


def _side(asked: Asked, scope: Scope) -> Side:
    rows = select(asked, scope)
    return Side(rows, total_of(rows), officers_of(rows))


def _worth(side: Side, slot: Slot) -> object:
    if slot is Slot.WHO:
        return frozenset(officer.key for officer in side.officers)
    if slot is Slot.WHEN:
        return frozenset(period.span for row in side.rows for period in row.periods)
    return side.total


def breakdown(asked: Asked, question: Breakdown) -> BreakdownGiven | None:
    """How an amount is split where the plan prints it; a budget is never divided by guess."""
    row = row_of(asked, question.key)
    if row is None:
        return None
    if question.by == "item" and row.step:
        parts = rows_of_items(asked, row.activity, row.step)
    elif question.by in ("step", "item"):
        parts = _detailed(asked, row)
    else:
        parts = rows_of_steps(asked, row.activity) if question.by == "quarter" and row.activity.sheet else ()
    return BreakdownGiven(row, question.by, parts, bool(parts))


def _detailed(asked: Asked, row: Row) -> tuple[Row, ...]:
    """Steps with their own sums; when only one step has money, its line items are the split."""
    rows = rows_of_steps(asked, row.activity)
    steps = tuple(one for one in rows if one.step and (one.step.items or one.allocated))
    if len(steps) == 1 and steps[0].step:
        return rows_of_items(asked, row.activity, steps[0].step) or steps
    return steps
