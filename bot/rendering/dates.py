"""Days, spans and periods in; what people write for them out: Buddhist years in Thai, Christian years in English."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache

from bot.calendar import BUDDHIST_ERA_OFFSET, FiscalYear, Quarter, Span, month_span
from bot.plan import Period, PeriodKind
from bot.rendering.words import Words


def long_day(words: Words, day: date) -> str:
    """10 June 2024."""
    return f"{day.day} {_month(words, day, 'wide')} {_year(words, day)}"


def short_day(words: Words, day: date) -> str:
    return f"{day.day} {_month(words, day, 'abbreviated')} {_short_year(words, day)}"


def month_name(words: Words, number: int) -> str:
    """The whole name of the n-th month, 1 for January."""
    return _month_names(words.view.language, "wide")[number]


def quarter_name(words: Words, quarter: Quarter) -> str:
    """quarter 2 (Jan–Mar 2024)."""
    return words.say("quarter {n} ({months})", n=quarter.number, months=_months(words, quarter.span))


def year_name(words: Words, year: FiscalYear) -> str:
    return words.say("fiscal year {year}", year=year.number)


def span_name(words: Words, span: Span) -> str:
    """The shortest name that says exactly these days."""
    year, quarter = FiscalYear.containing(span.start_on), Quarter.containing(span.start_on)
    if span == year.span:
        return year_name(words, year)
    if span == quarter.span:
        return quarter_name(words, quarter)
    if span.days == 1:
        return long_day(words, span.start_on)
    if span == month_span(span.start_on.year, span.start_on.month):
        return f"{_month(words, span.start_on, 'wide')} {_year(words, span.start_on)}"
    if span.start_on.day == 1 and span.end_on == month_span(span.end_on.year, span.end_on.month).end_on:
        return _months(words, span)
    return f"{short_day(words, span.start_on)}–{short_day(words, span.end_on)}"


def period_name(words: Words, period: Period) -> str:
    """A period as exactly as the plan prints it."""
    name = span_name(words, period.span)
    if period.kind is PeriodKind.MONTH:
        return words.say("{month} (quarter {n})", month=name, n=period.quarter)
    return name


def period_names(words: Words, periods: Iterable[Period]) -> str:
    return words.all_of(period_name(words, one) for one in sorted(periods, key=lambda one: one.span))


def _months(words: Words, span: Span) -> str:
    """Jan–Mar 2024, or Oct 2023–Mar 2024."""
    last = f"{_month(words, span.end_on, 'abbreviated')} {_short_year(words, span.end_on)}"
    first = _month(words, span.start_on, "abbreviated")
    if span.start_on.year != span.end_on.year:
        first = f"{first} {_short_year(words, span.start_on)}"
    return f"{first}–{last}"


def _month(words: Words, day: date, width: str) -> str:
    return _month_names(words.view.language, width)[day.month]


def _year(words: Words, day: date) -> str:
    """Babel's Thai calendar is the Christian one, so the era is added here."""
    return str(day.year + BUDDHIST_ERA_OFFSET) if words.is_thai else str(day.year)


def _short_year(words: Words, day: date) -> str:
    return _year(words, day)[-2:] if words.is_thai else _year(words, day)


@cache
def _month_names(language: str, width: str) -> dict[int, str]:
    from babel import Locale  # not at the start of every process

    names = Locale.parse(language).months["format"][width]
    return {number: str(name) for number, name in names.items()}
