"""Facts, agendas and counts of activities: the question's scope in, rows with just what may be said out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot.answering.rows import Asked, balance_of, is_within, next_day, officers_of, select, total_of
from bot.answers import AgendaGiven, CountGiven, FactsGiven, Row, TableLine, Verdict
from bot.calendar import Quarter
from bot.plan import PeriodKind, Plan
from bot.questions import Agenda, Claim, Count, Facts, Scope, Slot

_OVERVIEW = ("part", "quarter")
"""What an overview of the plan is made of."""


def facts(asked: Asked, question: Facts) -> FactsGiven:
    """The facts of the rows; a claimed time or officer is judged against all of the rows' own."""
    scope = question.scope
    rows = select(asked, scope)
    missing_round = False
    outside = scope.span if not rows and not scope.occurrence else None
    if not rows or (scope.occurrence and not any(row.periods for row in rows)):
        missing_round = bool(scope.occurrence)
        rows = select(asked, _without_time(scope))
    verdict = judge(rows, question.claim) if question.claim else None
    days, day = _days_until(asked, rows) if question.counts_days else (None, None)
    return FactsGiven(
        rows,
        question.slots,
        scope,
        verdict,
        days,
        day,
        question.counts_rounds,
        missing_round,
        outside,
        _spans_more(rows, question),
        _absent(asked, rows) if question.asks_absent else None,
        question.compares_rounds and all(len(row.activity.periods) > 1 for row in rows),
    )


def _absent(asked: Asked, rows: tuple[Row, ...]) -> tuple[Quarter, ...]:
    """The quarters of the plan's year in which none of the rows runs."""
    spans = [period.span for row in rows for period in row.activity.periods]
    quarters = (asked.plan.year.quarter(n) for n in (1, 2, 3, 4))
    return tuple(one for one in quarters if not any(span.overlaps(one.span) for span in spans))


def _spans_more(rows: tuple[Row, ...], question: Facts) -> bool:
    """Whether a budget is asked for a time that is only a part of what the budget is for, or for each round."""
    span = question.scope.span
    if (question.counts_rounds or question.compares_rounds) and Slot.ALLOCATED in question.slots:
        return any(len(row.periods) > 1 for row in rows)
    return span is not None and Slot.ALLOCATED in question.slots and any(not is_within(row, span) for row in rows)


def _without_time(scope: Scope) -> Scope:
    """What is asked about, whatever the time, the round or the money."""
    return Scope(
        scope.keys,
        scope.concepts,
        scope.facets,
        scope.officers,
        scope.part,
        scope.group,
        carried=scope.carried,
        without=scope.without,
        is_list=scope.is_list,
    )


def judge(rows: tuple[Row, ...], claim: Claim) -> Verdict:
    """Whether every row agrees with what the asker takes for true."""
    holds = bool(rows) and all(_agrees(row, claim) for row in rows)
    return Verdict(claim, holds)


def _agrees(row: Row, claim: Claim) -> bool:
    if claim.officers and not set(claim.officers) <= set(row.activity.officers):
        return False
    if claim.span is not None and not any(period.span.overlaps(claim.span) for period in row.activity.periods):
        return False
    return claim.amount is None or row.allocated == claim.amount


def _days_until(asked: Asked, rows: tuple[Row, ...]) -> tuple[int | None, date | None]:
    days = [found[0] for row in rows if (found := next_day(row, asked.today))]
    return ((min(days) - asked.today).days, min(days)) if days else (None, None)


def agenda(asked: Asked, question: Agenda) -> AgendaGiven:
    """The activities of a scope; `only_next` keeps those of the nearest period that is not over."""
    rows = select(asked, question.scope)
    if question.only_next:
        rows = _nearest(asked, rows)
    if question.scope.span is not None and question.scope.span.days == 1:
        rows = tuple(sorted(rows, key=_has_no_date))  # what the plan sets for that very day comes first
    officers = tuple(asked.plan.officer_by_key[key] for key in question.scope.officers)
    return AgendaGiven(rows, question.slots, question.scope, officers, question.is_yes_no)


def _has_no_date(row: Row) -> bool:
    return not any(period.kind is PeriodKind.DATE for period in row.periods)


def _nearest(asked: Asked, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    coming = {row.key: found[1].span for row in rows if (found := next_day(row, asked.today))}
    if not coming:
        return ()
    first = min(span.start_on for span in coming.values())
    return tuple(
        replace(row, periods=tuple(one for one in row.periods if one.span == coming[row.key]))
        for row in rows
        if row.key in coming and coming[row.key].start_on == max(first, min(s.start_on for s in coming.values()))
    )


def count(asked: Asked, question: Count) -> CountGiven:
    """How many activities or officers a scope has, in all or by officer, quarter or part."""
    rows = select(asked, question.scope)
    officers = officers_of(rows)
    table = table_by(asked.plan, rows, question.by) if question.by else ()
    number = {"officer": len(officers), "round": sum(len(row.periods) for row in rows)}.get(question.of, len(rows))
    if question.of == "step":
        number = sum(len(row.activity.sheet.steps) if row.activity.sheet else 0 for row in rows)
    return CountGiven(number, question.of, question.scope, rows, officers, table)


def table_by(plan: Plan, rows: tuple[Row, ...], by: str) -> tuple[TableLine, ...]:
    """Sums and counts by 'officer', 'quarter', 'part' or 'group', in plan order; what is shared is in each line."""
    lines: list[TableLine] = []
    for kind in _OVERVIEW if by == "overview" else (by,):
        for key, label, chosen in _groups(plan, rows, kind):
            if chosen:
                refs = tuple(row.ref for row in chosen)
                lines.append(TableLine(kind, key, label, refs, total_of(chosen), balance_of(chosen)))
    return tuple(lines)


def group_of(plan: Plan, row: Row) -> str:
    """The key of the group that runs an activity, by itself or as a part of the plan; empty when none is printed."""
    runs = (part.group for part in plan.parts if part.number == row.activity.part)
    return row.activity.group or next(runs, "")


def _groups(plan: Plan, rows: tuple[Row, ...], by: str) -> Iterator[tuple[str, str, tuple[Row, ...]]]:
    """(key, label, its rows) of every line that a table may have."""
    if by == "officer":
        for one in plan.officers:
            yield one.key, one.full_name, tuple(row for row in rows if one.key in row.activity.officers)
    elif by == "quarter":
        for n in (1, 2, 3, 4):
            yield str(n), str(n), tuple(row for row in rows if any(p.quarter == n for p in row.periods))
    elif by == "group":
        for group in plan.groups:
            yield group.key, group.name, tuple(row for row in rows if group_of(plan, row) == group.key)
    else:
        for part in plan.parts:
            yield str(part.number), part.title, tuple(row for row in rows if row.activity.part == part.number)
