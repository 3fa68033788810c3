"""Disbursement targets by quarter (a setting: the plan has none) in; who is behind and which line was crossed out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.calendar import Quarter
from bot.ledger import Balance, Books
from bot.plan import Activity, Plan

THRESHOLDS = (80, 100)
"""Percent of an allocation that is spent or bound, from which on the officer and finance are told."""


@dataclass(frozen=True, slots=True)
class Targets:
    """Percent to be disbursed by the end of each quarter, in all; 0 is no target."""

    percents: tuple[int, int, int, int] = (0, 0, 0, 0)

    def at_end_of(self, quarter: int) -> int:
        return self.percents[quarter - 1]

    def due(self, plan: Plan, today: date) -> tuple[int, int]:
        """(quarter, percent) of the last target whose quarter is over; (0, 0) while there is none."""
        over = [q.number for q in plan.year.quarters if q.span.end_on < today and self.at_end_of(q.number)]
        return (over[-1], self.at_end_of(over[-1])) if over else (0, 0)


NO_TARGETS = Targets()


def used_percent(balance: Balance) -> int:
    """Whole percents of the allocation that are disbursed or committed."""
    return _percent(balance.disbursed + balance.committed, balance)


def disbursed_percent(balance: Balance) -> int:
    return _percent(balance.disbursed, balance)


def _percent(part: int, balance: Balance) -> int:
    return part * 100 // balance.allocated if balance.allocated else 0


def crossed(before: Balance, after: Balance) -> int:
    """The highest threshold that lies between; 0 for none."""
    lines = (one for one in THRESHOLDS if used_percent(before) < one <= used_percent(after))
    return max(lines, default=0)


def is_behind(activity: Activity, books: Books, targets: Targets, today: date) -> bool:
    """True when less is disbursed than the last target wants, of an activity that began before that quarter ended."""
    quarter, percent = targets.due(books.plan, today)
    if not quarter or not activity.allocated:
        return False
    end = Quarter(books.plan.year, quarter).span.end_on
    has_begun = any(period.span.start_on <= end for period in activity.periods)
    return has_begun and disbursed_percent(books.balance(activity.number)) < percent
