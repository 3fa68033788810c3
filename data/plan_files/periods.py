"""A printed period cell and its quarter column in, a Period out; what cannot be read to its end is a ValueError."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.calendar import FiscalYear, Span, month_span
from bot.plan import Period, PeriodKind


@dataclass(frozen=True, slots=True)
class _End:
    """One end of a period: the day is 0 when only the month is printed, the year 0 when the other end prints it."""

    day: int
    month: int
    year: int


@dataclass(frozen=True, slots=True)
class PeriodCells:
    """Reads period cells of one fiscal year, given the printed names of the months."""

    year: FiscalYear
    months: Mapping[str, int]

    def read(self, printed: str, quarter: int, round_number: int) -> Period:
        first, last = self._ends(printed)
        span = Span(self._start(first), self._end(last))
        column = self.year.quarter(quarter).span
        if span.start_on > span.end_on:
            raise ValueError(f"'{printed}' ends before it starts")
        if not (span.start_on in column and span.end_on in column):
            raise ValueError(f"'{printed}' is not inside quarter {quarter} of fiscal year {self.year.number}")
        return Period(_kind(first, last, span, column), quarter, span, printed, round_number)

    def _ends(self, printed: str) -> tuple[_End, _End]:
        found = self._pattern().fullmatch(printed)
        if found is None:
            raise ValueError(f"'{printed}' cannot be read as a period")
        day, until, month, year, last_day, last_month, last_year = found.groups()
        if last_month is None:
            start = self._as_end(day, month, year)
            return start, self._as_end(until, month, year) if until else start
        if until:
            raise ValueError(f"'{printed}' has too many days")
        return self._as_end(day, month, year or last_year), self._as_end(last_day, last_month, last_year)

    def _pattern(self) -> re.Pattern[str]:
        month = "|".join(map(re.escape, self.months))
        first = rf"(?:(\d{{1,2}})(?:-(\d{{1,2}}))?\s*)?({month})\s*(\d{{2}}|\d{{4}})?"
        return re.compile(rf"{first}(?:\s*-\s*(?:(\d{{1,2}})\s*)?({month})\s*(\d{{2}}|\d{{4}})?)?")

    def _as_end(self, day: str | None, month: str, year: str | None) -> _End:
        if year is None:
            raise ValueError(f"no year is printed at '{month}'")
        full_year = int(year) if len(year) == 4 else self.year.number // 100 * 100 + int(year)
        return _End(int(day or 0), self.months[month], full_year)

    def _start(self, end: _End) -> date:
        return date(_gregorian(end.year), end.month, end.day or 1)

    def _end(self, end: _End) -> date:
        if end.day:
            return self._start(end)
        return month_span(_gregorian(end.year), end.month).end_on


def _kind(first: _End, last: _End, span: Span, column: Span) -> PeriodKind:
    if first == last:
        return PeriodKind.DATE if first.day else PeriodKind.MONTH
    return PeriodKind.QUARTER if span == column else PeriodKind.RANGE


def _gregorian(year: int) -> int:
    return FiscalYear(year).span.end_on.year
