"""A scope and a plan in, the rows of activities, steps and line items that it selects out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from bot.answers import Row
from bot.balances import sum_of
from bot.calendar import Span
from bot.handover import Holder
from bot.ledger import Accounts, Balance, Books
from bot.plan import Activity, LineItem, Officer, Period, PeriodKind, Plan, Satang, Step
from bot.questions import Scope


@dataclass(frozen=True)
class Asked:
    """What every stage of answering needs: the plan, the ledger, the asker's day and officer key."""

    plan: Plan
    ledger: Accounts
    today: date
    officer: str = ""
    in_charge: Callable[[Activity], tuple[Holder, ...]] = field(default=lambda _: ())
    """Who stands in for the officers of an activity today: handed over, or acting."""

    acting: Callable[[str], tuple[Holder, ...]] = field(default=lambda _: ())
    """Who acts today for an officer (by key) in their post, and for whom they act."""

    needs_books: bool = True
    """False when nobody asked for spending: then the books are not opened."""

    @cached_property
    def books(self) -> Books:
        """What is recorded on the plan: read when the answer first needs it, and once."""
        return self.ledger.books(self.plan) if self.needs_books else Books(self.plan)


def select(asked: Asked, scope: Scope) -> tuple[Row, ...]:
    """The rows of a scope: its keys in their order, else every activity that fits, in plan order."""
    plan = asked.plan
    if scope.keys:
        found: Iterable[Row] = (row for key in scope.keys if (row := row_of(asked, key)) is not None)
    else:
        found = (row_of_activity(asked, activity) for activity in plan.activities)
    rows = tuple(narrowed for row in found if (narrowed := _narrow(row, scope)) is not None)
    if scope.is_over:
        rows = tuple(replace(row, periods=ended) for row in rows if (ended := _ended(row, asked.today)))
    return _at_place(rows, scope.place) if scope.place else rows


def _ended(row: Row, today: date) -> tuple[Period, ...]:
    """The periods of a row that are over."""
    return tuple(period for period in row.periods if period.span.end_on < today)


def _at_place(rows: tuple[Row, ...], place: int) -> tuple[Row, ...]:
    """The row at a place counted from 1, or from the end when negative; none when there are fewer."""
    index = place - 1 if place > 0 else len(rows) + place
    return (rows[index],) if 0 <= index < len(rows) else ()


def row_of(asked: Asked, key: str) -> Row | None:
    """The row of an activity ("2.1"), a step ("2.1/3") or a line item ("2.1/3.2"); None when there is none."""
    number, _, below = key.partition("/")
    activity = asked.plan.activity_by_number.get(number)
    if activity is None:
        return None
    if not below:
        return row_of_activity(asked, activity)
    for step in activity.sheet.steps if activity.sheet else ():
        if step.key == key:
            return _row(asked, activity, step=step)
        for item in step.items:
            if item.key == key:
                return _row(asked, activity, step=step, item=item)
    return None


def row_of_activity(asked: Asked, activity: Activity) -> Row:
    return _row(asked, activity)


def rows_of_steps(asked: Asked, activity: Activity) -> tuple[Row, ...]:
    """The steps of an activity's sheet that have money or say that they use none."""
    return tuple(_row(asked, activity, step=step) for step in (activity.sheet.steps if activity.sheet else ()))


def rows_of_items(asked: Asked, activity: Activity, step: Step) -> tuple[Row, ...]:
    return tuple(_row(asked, activity, step=step, item=item) for item in step.items)


def _row(asked: Asked, activity: Activity, step: Step | None = None, item: LineItem | None = None) -> Row:
    officers = tuple(asked.plan.officer_by_key[key] for key in activity.officers)
    key = item.key if item else step.key if step else ""
    balance = asked.books.balance(activity.number, key)
    periods = activity.periods if step is None or step.quarter is None else _periods_in(activity, step.quarter)
    return Row(activity, officers, periods, step, item, balance, asked.in_charge(activity))


def _periods_in(activity: Activity, quarter: int) -> tuple[Period, ...]:
    return tuple(period for period in activity.periods if period.quarter == quarter) or activity.periods


def _narrow(row: Row, scope: Scope) -> Row | None:
    """The row with the periods that fit, or None when it does not fit the scope."""
    if not (_fits_people(row, scope) and _fits_money(row, scope)) or _is_left_out(row, scope):
        return None
    periods = row.periods
    if scope.occurrence:
        periods = occurrence(periods, scope.occurrence)
    if scope.span is not None:
        periods = tuple(period for period in periods if period.span.overlaps(scope.span))
        if not periods:
            return None
    return replace(row, periods=periods)


def occurrence(periods: tuple[Period, ...], number: int) -> tuple[Period, ...]:
    """The n-th period (1 …, -1 = last) by start; none when there are not so many."""
    ordered = sorted(periods, key=lambda period: period.span)
    index = number - 1 if number > 0 else len(ordered) + number
    return (ordered[index],) if 0 <= index < len(ordered) else ()


def _fits_people(row: Row, scope: Scope) -> bool:
    if scope.officers and not set(scope.officers) & {*row.activity.officers, *(one.officer for one in row.holders)}:
        return False
    if scope.part and row.activity.part != scope.part:
        return False
    if scope.group and scope.group != row.activity.group:
        return False
    if scope.is_project and not row.activity.is_project:
        return False
    return _fits_shape(row, scope)


def _fits_shape(row: Row, scope: Scope) -> bool:
    if scope.shared and len(row.activity.officers) != scope.shared:
        return False
    if scope.quarters and len({period.quarter for period in row.activity.periods}) != scope.quarters:
        return False
    return not scope.has_date or any(period.kind is PeriodKind.DATE for period in row.activity.periods)


def _is_left_out(row: Row, scope: Scope) -> bool:
    return bool(scope.without) and not _names_of(row).isdisjoint(scope.without)


def _names_of(row: Row) -> set[str]:
    """Every way in which `Scope.without` may speak of a row."""
    activity = row.activity
    names = {row.key, activity.number, f"part:{activity.part}", f"group:{activity.group}"}
    names |= {f"officer:{key}" for key in (*activity.officers, *(one.officer for one in row.holders))}
    names |= {f"quarter:{period.quarter}" for period in activity.periods}
    names |= {"project"} if activity.is_project else set()
    return names | ({"free"} if not row.allocated else set())


def _fits_money(row: Row, scope: Scope) -> bool:
    amount = row.allocated
    if scope.is_free:
        return not amount
    if scope.at_least is not None and (amount is None or amount < scope.at_least):
        return False
    return not (scope.at_most is not None and (amount is None or amount > scope.at_most))


def next_day(row: Row, today: date) -> tuple[date, Period] | None:
    """The next day of a row and its period: the first day of one still to come, or the last of one that is running."""
    for period in sorted(row.periods, key=lambda one: one.span):
        if period.span.start_on >= today:
            return period.span.start_on, period
        if period.span.end_on >= today:
            return period.span.end_on, period
    return None


def officers_of(rows: Iterable[Row]) -> tuple[Officer, ...]:
    """All officers of the rows, each once, in order of appearance."""
    return tuple({officer.key: officer for row in rows for officer in row.officers}.values())


def total_of(rows: Iterable[Row]) -> Satang:
    """The sum of what is allocated to the rows, each key once."""
    return Satang(sum(amount or 0 for amount in {row.key: row.allocated for row in rows}.values()))


def balance_of(rows: Iterable[Row]) -> Balance:
    """The figures of rows together, each key once."""
    found = {row.key: row.balance for row in rows}
    return sum_of(balance for balance in found.values() if balance is not None)


def is_within(row: Row, span: Span) -> bool:
    """True when every period of the activity lies inside the span, so that its whole budget belongs to it."""
    spans = [period.span for period in row.activity.periods]
    return all(span.start_on <= one.start_on and one.end_on <= span.end_on for one in spans)
