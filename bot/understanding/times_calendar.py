"""Days and how they are shifted or halved, in; spans of days, out (no words, no clock)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from bot.calendar import BUDDHIST_ERA_OFFSET, FiscalYear, Quarter, Span, month_span

NEAREST_YEARS = 15
"""A year further from now than this is not asked about (it is the year of a law, or no year)."""
SOON_DAYS = 30
START, MID, LATE, END = "start", "mid", "late", "end"


def buddhist_year(written: str, today: date) -> int | None:
    """The Buddhist-era year of two or four digits, whichever era makes it nearer to today; None when neither does."""
    if not written.isdecimal() or len(written) not in (2, 4):
        return None
    number, now = int(written), today.year + BUDDHIST_ERA_OFFSET
    readings = (2500 + number, 2000 + number + BUDDHIST_ERA_OFFSET) if number < 100 else (number, number + 543)
    nearest = min(readings, key=lambda year: abs(year - now))
    return nearest if abs(nearest - now) <= NEAREST_YEARS else None


def day_of(year: int, month: int, day: int) -> date | None:
    """That day of a Gregorian year, if there is one."""
    if not (1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def add_months(day: date, months: int) -> date:
    """The same day so many months on, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_years(span: Span, years: int) -> Span:
    """The span so many years on; whole months stay whole."""
    end = add_months(span.end_on, 12 * years)
    if (span.end_on + timedelta(days=1)).day == 1:
        end = month_span(end.year, end.month).end_on
    return Span(add_months(span.start_on, 12 * years), end)


def month_from(today: date, months: int) -> Span:
    """The whole month so many months after that of today."""
    day = add_months(today, months)
    return month_span(day.year, day.month)


def week_from(today: date, weeks: int) -> Span:
    """Monday to Sunday of the week so many weeks after that of today."""
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=weeks)
    return Span(monday, monday + timedelta(days=6))


def part_of_month(span: Span, part: str) -> Span:
    """The first ten days, the second ten, the rest, or the last day of a month."""
    first, last = span.start_on, span.end_on
    return {
        START: Span(first, first.replace(day=10)),
        MID: Span(first.replace(day=11), first.replace(day=20)),
        LATE: Span(first.replace(day=21), last),
        END: Span(last, last),
    }[part]


def part_of_fiscal_year(year: FiscalYear, part: str) -> Span:
    """Quarter 1, quarters 2 and 3, quarter 4, or September."""
    first, second, third, fourth = (quarter.span for quarter in year.quarters)
    return {START: first, MID: Span(second.start_on, third.end_on), LATE: fourth, END: year.month(9)}[part]


def part_of_calendar_year(year: int, part: str) -> Span:
    """January to March, May to August, October to December, or December of a Gregorian year."""
    first, last = {START: (1, 3), MID: (5, 8), LATE: (10, 12), END: (12, 12)}[part]
    return Span(month_span(year, first).start_on, month_span(year, last).end_on)


def part_of_quarter(quarter: Quarter, part: str) -> Span:
    """The first, second or third month of a quarter."""
    months = {START: 0, MID: 1, LATE: 2, END: 2}[part]
    return month_from(quarter.span.start_on, months)


def half_of(year: FiscalYear, number: int) -> Span:
    """October to March (1) or April to September (2)."""
    quarters = year.quarters[:2] if number == 1 else year.quarters[2:]
    return Span(quarters[0].span.start_on, quarters[1].span.end_on)


def months_of_year(year: FiscalYear, count: int, is_first: bool) -> Span:
    """The first or the last so many months of a fiscal year."""
    whole = year.span
    if is_first:
        return Span(whole.start_on, month_from(whole.start_on, count - 1).end_on)
    return Span(month_from(whole.end_on, 1 - count).start_on, whole.end_on)
