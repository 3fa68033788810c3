"""A place among the words of time, in; the quarter, half, year, term or round read there, out."""

from __future__ import annotations

from datetime import date

from bot.calendar import BUDDHIST_ERA_OFFSET, FiscalYear, Quarter, Span, month_span
from bot.understanding.times_calendar import half_of, part_of_calendar_year, part_of_fiscal_year
from bot.understanding.times_cursor import Cursor, Read, one
from bot.understanding.times_values import Found, TimeKind


def quarter(cursor: Cursor, place: int) -> Read | None:
    """ไตรมาส 3 · ไตรมาส 1-2 · ไตรมาส 2 และ 4 (two mentions) · ไตรมาสแรก · ไตรมาสหน้า, each with a year or without."""
    place = cursor.past_fillers(place + 1)
    shift = cursor.shift(place)
    if shift is not None:
        now = Quarter.containing(cursor.today)
        meant = {0: now, 1: now.next(), -1: now.previous()}[shift]
        return one(_quarters((meant.number,), meant.year, True), place + 1)
    numbers, place = _quarter_numbers(cursor, place)
    if not numbers:
        return None
    year, is_relative, place = cursor.fiscal_year_at(place)
    runs = _runs(numbers)
    return tuple(_quarters(run, year or cursor.year, is_relative) for run in runs), place


def short_quarter(cursor: Cursor, place: int) -> Read | None:
    """Q3 · คิว 4: only with its number."""
    return quarter(cursor, place) if cursor.number(place + 1) else None


def _quarter_numbers(cursor: Cursor, place: int) -> tuple[tuple[int, ...], int]:
    if cursor.joined(place, "modifier", "first"):
        return (1,), place + 1
    if cursor.joined(place, "modifier", "final"):
        return (4,), place + 1
    numbers: list[int] = []
    while (number := cursor.number(place)) in (1, 2, 3, 4):
        assert number is not None
        numbers.extend(range(numbers[-1] + 1, number) if numbers and _is_to(cursor, place) else ())
        numbers.append(number)
        place += 1
        after = _past_link(cursor, place)
        if cursor.number(after) not in (1, 2, 3, 4) or after == place:
            break
        place = after
    return tuple(sorted(set(numbers))), place


def _past_link(cursor: Cursor, place: int) -> int:
    """Behind "-", "กับ", "," … and a repeated ไตรมาส; the same place when there is no link."""
    if not (cursor.joined(place, "link") or _is_sign(cursor, place)):
        return place
    after = cursor.past_fillers(place + 1)
    for name in ("quarter", "short_quarter"):
        if cursor.joined(after, "unit", name):
            return cursor.past_fillers(after + 1)
    return after


def _is_sign(cursor: Cursor, place: int) -> bool:
    return any(cursor.joined(place, "sign", sign) for sign in ",/&+")


def _is_to(cursor: Cursor, place: int) -> bool:
    """Whether the link in the few places before is "to", not "and"."""
    for before in range(place - 1, max(place - 5, 0), -1):
        if cursor.at(before, "link", "to") or cursor.at(before, "link", "until"):
            return True
        if cursor.at(before, "number"):
            return False
    return False


def _runs(numbers: tuple[int, ...]) -> list[tuple[int, ...]]:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [tuple(run) for run in runs]


def _quarters(numbers: tuple[int, ...], year: FiscalYear, is_relative: bool) -> Found:
    span = Span(year.quarter(numbers[0]).span.start_on, year.quarter(numbers[-1]).span.end_on)
    return Found(span, TimeKind.QUARTER, numbers, year.number, is_relative)


def half(cursor: Cursor, place: int) -> Read | None:
    """ครึ่งปีแรก · ครึ่งปีงบหลัง · ครึ่งหลังของปี."""
    place = cursor.past_fillers(place + 1)
    number = _first_or_second(cursor, place)
    if number is None:
        return None
    year, is_relative, end = cursor.fiscal_year_at(place + 1)
    year = year or cursor.year
    return one(Found(half_of(year, number), TimeKind.HALF, (number,), year.number, is_relative), end)


def _first_or_second(cursor: Cursor, place: int) -> int | None:
    if cursor.joined(place, "modifier", "first"):
        return 1
    is_second = cursor.joined(place, "modifier", "latter") or cursor.joined(place, "modifier", "final")
    return 2 if is_second else None


def fiscal_year(cursor: Cursor, place: int) -> Read | None:
    """ปีงบ 67 · ปีงบหน้า · ปี 2567 · ปีนี้ · ปี 2566-2570; a year alone is the office's, so fiscal."""
    if cursor.joined(cursor.past_fillers(place + 1), "unit", "school_year"):
        return None
    shift = cursor.shift(place + 1)
    if shift is not None:
        return one(_year(FiscalYear(cursor.this_year().number + shift), True), place + 2)
    named = cursor.year_at(place + 1)
    if named is None or named.is_relative:
        return None
    last = cursor.year_at(named.end + 1) if cursor.joined(named.end, "link", "to") else None
    if last and last.number > named.number and not last.is_relative:
        span = Span(FiscalYear(named.number).span.start_on, FiscalYear(last.number).span.end_on)
        return one(Found(span, TimeKind.RANGE), last.end)
    other = cursor.year_at(named.end + 1) if cursor.joined(named.end, "link", "and") else None
    if other and not other.is_relative:
        years = (_year(FiscalYear(named.number), False), _year(FiscalYear(other.number), False))
        return years, other.end
    return one(_year(FiscalYear(named.number), False), named.end)


def whole_year(cursor: Cursor, place: int) -> Read | None:
    """ทั้งปี · ตลอดปีงบ 67."""
    shift = cursor.shift(place + 1)
    if shift is not None:
        return one(_year(FiscalYear(cursor.this_year().number + shift), True), place + 2)
    year, is_relative, end = cursor.fiscal_year_at(place + 1)
    return one(_year(year or cursor.year, is_relative), end)


def era(cursor: Cursor, place: int) -> Read | None:
    """พ.ศ. 2567 alone, when no law is spoken of and the year is near."""
    named = cursor.year_at(place + 1)
    if named is None or named.is_relative or cursor.has_law or abs(named.number - cursor.year.number) > 3:
        return None
    return one(_year(FiscalYear(named.number), False), named.end)


def _year(year: FiscalYear, is_relative: bool) -> Found:
    return Found(year.span, TimeKind.YEAR, (), year.number, is_relative)


def calendar_year(cursor: Cursor, place: int) -> Read | None:
    """ปีปฏิทิน 2567."""
    shift = cursor.shift(place + 1)
    named = cursor.year_at(place + 1)
    if shift is None and named is None:
        return None
    year = cursor.today.year + shift if shift is not None else named.common if named else 0
    end = place + 2 if shift is not None else named.end if named else 0
    span = Span(month_span(year, 1).start_on, month_span(year, 12).end_on)
    return one(Found(span, TimeKind.CALENDAR_YEAR, (), year + BUDDHIST_ERA_OFFSET, shift is not None), end)


def part_of_year(cursor: Cursor, place: int, part: str, unit: str) -> Read:
    """ต้น, กลาง, ปลาย, สิ้น of ปีงบ (one reading) or of ปี (the calendar's, the office's offered); `place`: behind ปี."""
    shift = cursor.shift(place)
    named = cursor.year_at(place) if shift is None else None
    end = place + 1 if shift is not None else named.end if named else place
    is_relative = shift is not None or (named is None and unit == "year")
    if unit == "fiscal_year":
        fiscal = FiscalYear(
            named.number if named else cursor.this_year().number + shift if shift is not None else cursor.year.number
        )
        return one(Found(part_of_fiscal_year(fiscal, part), TimeKind.EDGE, (), fiscal.number, is_relative), end)
    year = named.common if named else cursor.today.year + (shift or 0)
    offered = part_of_fiscal_year(FiscalYear(named.number if named else cursor.this_year().number + (shift or 0)), part)
    return one(Found(part_of_calendar_year(year, part), TimeKind.EDGE, (), None, is_relative, alternative=offered), end)


def school_year(cursor: Cursor, place: int) -> Read | None:
    """ปีการศึกษา 2567 · ปีการศึกษานี้."""
    shift = cursor.shift(place + 1)
    if shift is not None:
        year = _term_of(cursor, cursor.today)[1] + shift
        return one(_school_year(cursor, year, True), place + 2)
    named = cursor.year_at(place + 1)
    return one(_school_year(cursor, named.common, False), named.end) if named else None


def _school_year(cursor: Cursor, year: int, is_relative: bool) -> Found:
    span = Span(term_span(cursor, 1, year).start_on, term_span(cursor, max(cursor.words.terms), year).end_on)
    return Found(span, TimeKind.SCHOOL_YEAR, (), year + BUDDHIST_ERA_OFFSET, is_relative)


def term(cursor: Cursor, place: int) -> Read | None:
    """เทอม 1/2567 · ภาคเรียนที่ 2 · เทอมปลาย · เทอมนี้; a term without a year is the one that begins in the fiscal year."""
    place = cursor.past_fillers(place + 1)
    number = _term_number(cursor, place)
    shift = cursor.shift(place)
    if number is None and shift is not None:
        number, year = _shifted_term(cursor, shift)
        return one(_term(cursor, number, year, True), place + 1)
    if number is None or number not in cursor.words.terms:
        return None
    named = cursor.year_at(place + 1)
    if named is None:
        begins = cursor.year.month(cursor.words.terms[number].first[0]).start_on
        return one(_term(cursor, number, begins.year, False), place + 1)
    if named.is_relative:
        year = _term_of(cursor, cursor.today)[1] + named.number - cursor.today.year - BUDDHIST_ERA_OFFSET
        return one(_term(cursor, number, year, True), named.end)
    return one(_term(cursor, number, named.common, False), named.end)


def _term_number(cursor: Cursor, place: int) -> int | None:
    number = cursor.number(place)
    if number is None and 0 <= place < len(cursor.lexemes) and cursor.lexemes[place][0].is_joined:
        number = cursor.words.term_names.get(cursor.lexemes[place][0].text)
    return number


def term_span(cursor: Cursor, number: int, year: int) -> Span:
    """The days of a term of the school year that begins in a Gregorian year."""
    dates = cursor.words.terms[number]
    return Span(date(year, *dates.first), date(year + (dates.last < dates.first), *dates.last))


def _term(cursor: Cursor, number: int, year: int, is_relative: bool) -> Found:
    span = term_span(cursor, number, year)
    return Found(span, TimeKind.TERM, (number,), year + BUDDHIST_ERA_OFFSET, is_relative)


def _terms_around(cursor: Cursor, day: date) -> list[tuple[int, int]]:
    return [(number, year) for year in range(day.year - 2, day.year + 3) for number in sorted(cursor.words.terms)]


def _term_of(cursor: Cursor, day: date) -> tuple[int, int]:
    """The term of a day; between two terms the coming one."""
    return next(one for one in _terms_around(cursor, day) if term_span(cursor, *one).end_on >= day)


def _shifted_term(cursor: Cursor, shift: int) -> tuple[int, int]:
    around = _terms_around(cursor, cursor.today)
    return around[around.index(_term_of(cursor, cursor.today)) + shift]


def salary_round(cursor: Cursor, place: int) -> Read | None:
    """รอบ 1 เม.ย. · รอบเมษา · รอบ 1 ต.ค. 67: the half year whose work the raise of that day rewards."""
    place = cursor.past_fillers(place + 1)
    if cursor.number(place) == 1:
        place += 1
    if cursor.joined(place, "unit", "month"):
        place += 1
    month = cursor.joined(place, "month")
    if month is None or month.value not in (4, 10):
        return None
    named = cursor.year_at(place + 1)
    number = 1 if month.value == 4 else 2
    year = FiscalYear(named.number if named else cursor.year.number)
    is_relative = named is not None and named.is_relative
    return one(
        Found(half_of(year, number), TimeKind.SALARY_ROUND, (number,), year.number, is_relative),
        named.end if named else place + 1,
    )
