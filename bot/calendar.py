"""Fiscal years, quarters and months of Thai government, in; days out (no clock, no words).

Fiscal year N (Buddhist era) runs 1 October N-1 to 30 September N (Budget Procedure Act B.E. 2561, section 4);
quarter 1 is October to December. Days are Gregorian `date`s; the Buddhist era is only a number of 543 added.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

BANGKOK = ZoneInfo("Asia/Bangkok")
BUDDHIST_ERA_OFFSET = 543


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A closed range of days, first and last included."""

    start_on: date
    end_on: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.start_on <= day <= self.end_on

    def overlaps(self, other: Span) -> bool:
        return self.start_on <= other.end_on and other.start_on <= self.end_on

    @property
    def days(self) -> int:
        return (self.end_on - self.start_on).days + 1


@dataclass(frozen=True, slots=True, order=True)
class FiscalYear:
    """A fiscal year by its Buddhist-era number, e.g. 2567."""

    number: int

    @classmethod
    def containing(cls, day: date) -> FiscalYear:
        return cls(day.year + BUDDHIST_ERA_OFFSET + (day.month >= 10))

    @property
    def span(self) -> Span:
        year = self.number - BUDDHIST_ERA_OFFSET
        return Span(date(year - 1, 10, 1), date(year, 9, 30))

    def quarter(self, number: int) -> Quarter:
        return Quarter(self, number)

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        return tuple(Quarter(self, number) for number in (1, 2, 3, 4))

    def month(self, month: int) -> Span:
        """The days of calendar month 1..12 inside this fiscal year."""
        year = self.number - BUDDHIST_ERA_OFFSET - (month >= 10)
        return month_span(year, month)

    def next(self) -> FiscalYear:
        return FiscalYear(self.number + 1)

    def previous(self) -> FiscalYear:
        return FiscalYear(self.number - 1)


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A quarter 1..4 of a fiscal year."""

    year: FiscalYear
    number: int

    def __post_init__(self) -> None:
        if self.number not in (1, 2, 3, 4):
            raise ValueError(f"no quarter {self.number}")

    @classmethod
    def containing(cls, day: date) -> Quarter:
        return cls(FiscalYear.containing(day), (day.month + 2) % 12 // 3 + 1)

    @property
    def span(self) -> Span:
        first = self.year.month((10, 1, 4, 7)[self.number - 1])
        last = self.year.month((12, 3, 6, 9)[self.number - 1])
        return Span(first.start_on, last.end_on)

    def next(self) -> Quarter:
        return Quarter(self.year, self.number + 1) if self.number < 4 else Quarter(self.year.next(), 1)

    def previous(self) -> Quarter:
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year.previous(), 4)


def month_span(year: int, month: int) -> Span:
    """All days of a month of a Gregorian year."""
    start = date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    return Span(start, following - timedelta(days=1))


def months_of(span: Span) -> Iterator[Span]:
    """The calendar months that a span touches, in order."""
    day = span.start_on.replace(day=1)
    while day <= span.end_on:
        month = month_span(day.year, day.month)
        yield month
        day = month.end_on + timedelta(days=1)


def bangkok_day(now: datetime) -> date:
    """The office's day at an aware moment."""
    return now.astimezone(BANGKOK).date()
