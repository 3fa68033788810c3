"""A place among the words of time, in; the month, date, week or stretch of days read there, out."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.calendar import FiscalYear, Quarter, Span, month_span
from bot.understanding.times_calendar import (
    SOON_DAYS,
    add_months,
    buddhist_year,
    day_of,
    month_from,
    months_of_year,
    part_of_month,
    part_of_quarter,
    week_from,
)
from bot.understanding.times_cursor import Cursor, Read, one
from bot.understanding.times_values import Found, TimeKind
from bot.understanding.times_years import part_of_year, quarter

_AHEAD = 9


def month_name(cursor: Cursor, place: int) -> Read | None:
    """มกราคม · ม.ค. 67 · พฤษภาคมปีหน้า (of the next calendar year) · มี.ค. ปีงบ 68 · เมษาหน้า."""
    found = cursor.at(place, "month")
    if found is None:
        return None
    named = cursor.year_at(place + 1)
    if named and named.unit == "fiscal_year":
        return one(_month(FiscalYear(named.number).month(found.value), named.is_relative), named.end)
    if named:
        return one(_month(month_span(named.common, found.value), named.is_relative), named.end)
    shift = cursor.shift(place + 1)
    # ก่อน behind a named month begins the next phrase (มีนาคม ก่อนวันที่ 15), unlike behind เดือน.
    if shift is not None and not cursor.at(place + 1, "opener"):
        return one(_month(_nearest_month(cursor.today, found.value, shift), True), place + 2)
    return one(Found(cursor.year.month(found.value), TimeKind.MONTH, is_movable=True), place + 1)


def _month(span: Span, is_relative: bool) -> Found:
    return Found(span, TimeKind.MONTH, is_relative=is_relative)


def _nearest_month(today: date, month: int, shift: int) -> Span:
    """The next such month after this one, the last before it, or (this) the coming unless it is only just over."""
    if shift == 0:
        ahead = (month - today.month) % 12
        return month_from(today, ahead if ahead <= _AHEAD else ahead - 12)
    distance = (month - today.month) % 12 if shift > 0 else -((today.month - month) % 12)
    return month_from(today, distance or 12 * shift)


def month(cursor: Cursor, place: int) -> Read | None:
    """เดือนหน้า · เดือนมกรา · เดือน 6 · เดือนที่ 12."""
    shift = cursor.shift(place + 1)
    if shift is not None:
        return one(_month(month_from(cursor.today, shift), True), place + 2)
    place = cursor.past_fillers(place + 1)
    if cursor.joined(place, "month"):
        return month_name(cursor, place)
    number = cursor.number(place)
    if number is None or not 1 <= number <= 12:
        return None
    named = cursor.year_at(place + 1)
    if named is None:
        return one(Found(cursor.year.month(number), TimeKind.MONTH, is_movable=True), place + 1)
    span = FiscalYear(named.number).month(number) if named.unit == "fiscal_year" else month_span(named.common, number)
    return one(_month(span, named.is_relative), named.end)


def month_at(cursor: Cursor, place: int) -> Read | None:
    """A month with or without the word เดือน."""
    place = cursor.past_fillers(place)
    if cursor.joined(place, "month"):
        return month_name(cursor, place)
    return month(cursor, place) if cursor.joined(place, "unit", "month") else None


def dated(cursor: Cursor, place: int) -> Read | None:
    """วันที่ 10 มิ.ย. · วันที่ 1-15 มีนาคม · วันที่ 20 (the coming one) · วันที่ 10/6/67."""
    place = cursor.past_fillers(place + 1)
    if cursor.joined(place, "numeric") or cursor.joined(place, "iso"):
        return numeric(cursor, place)
    days, end = _days(cursor, place, cursor.number(place))
    if not days:
        return None
    of_month = month_at(cursor, end)
    if of_month:
        return _days_of(days, of_month)
    first = _coming(cursor.today, days[0])
    last = first and day_of(first.year, first.month, days[-1])
    return one(Found(Span(first, last), TimeKind.DATE, is_relative=True), end) if first and last else None


def _days(cursor: Cursor, place: int, first: int | None) -> tuple[tuple[int, ...], int]:
    """One or two days of a month: 10 · 1-15."""
    if first is None or not 1 <= first <= 31:
        return (), place
    if cursor.joined(place + 1, "link"):
        after = cursor.past_fillers(place + 2)
        last = cursor.number(after)
        if last is not None and first < last <= 31:
            return (first, last), after + 1
    return (first,), place + 1


def _coming(today: date, day: int) -> date | None:
    """The coming day of that number: in this month, else in the next that has one."""
    months = (month_from(today, ahead).start_on for ahead in range(4))
    days = (day_of(first.year, first.month, day) for first in months)
    return next((one for one in days if one and one >= today), None)


def _days_of(days: tuple[int, ...], of_month: Read) -> Read | None:
    found, end = of_month[0][0], of_month[1]
    start = found.span.start_on
    first, last = (day_of(start.year, start.month, day) for day in (days[0], days[-1]))
    if first is None or last is None:
        return None
    kind = TimeKind.DATE if first == last else TimeKind.RANGE
    return one(Found(Span(first, last), kind, is_relative=found.is_relative, is_movable=found.is_movable), end)


def numbered(cursor: Cursor, place: int) -> Read | None:
    """10 มิ.ย.67 · 1-15 มีนาคม · 3 เดือนข้างหน้า · 6 เดือนแรก: a number only speaks of time before a month or a unit."""
    found = cursor.at(place, "number") or cursor.at(place, "spelled")
    days, end = _days(cursor, place, found.value if found else None)
    if days and cursor.joined(end, "month"):
        of_month = month_name(cursor, end)
        return _days_of(days, of_month) if of_month else None
    unit = cursor.joined(place + 1, "unit")
    if found is None or unit is None:
        return None
    if unit.name == "month" and 1 <= found.value <= 11:
        is_first = cursor.joined(place + 2, "modifier", "first")
        if is_first or cursor.joined(place + 2, "modifier", "latter") or cursor.joined(place + 2, "modifier", "final"):
            return _first_months(cursor, place + 3, found.value, is_first is not None)
    shift = cursor.shift(place + 2)
    return stretch(cursor, found.value, unit.name, place + 3, shift) if shift else None


def _first_months(cursor: Cursor, place: int, count: int, is_first: bool) -> Read:
    year, is_relative, end = cursor.fiscal_year_at(place)
    year = year or cursor.year
    kind, numbers = (TimeKind.HALF, (1 if is_first else 2,)) if count == 6 else (TimeKind.RANGE, ())
    return one(Found(months_of_year(year, count, is_first), kind, numbers, year.number, is_relative), end)


def stretch(cursor: Cursor, count: int, unit: str, end: int, shift: int = 1) -> Read | None:
    """So many days, weeks, months … from today on (shift 1) or back (-1)."""
    if not 1 <= count <= 400:
        return None
    months = {"month": 1, "quarter": 3, "year": 12, "fiscal_year": 12}.get(unit)
    days = {"day": 1, "week": 7}.get(unit)
    if months is not None:
        other = add_months(cursor.today, min(months * count, 120) * shift)
    elif days is not None:
        other = cursor.today + timedelta(days=days * count * shift)
    else:
        return None
    span = Span(min(cursor.today, other), max(cursor.today, other))
    return one(Found(span, TimeKind.DURATION, is_relative=True), end)


def again(cursor: Cursor, place: int) -> Read | None:
    """อีก 2 เดือน · อีกสองอาทิตย์."""
    place = cursor.past_fillers(place + 1)
    number = cursor.number(place)
    if number and cursor.joined(place + 1, "link") and cursor.number(place + 2):
        place += 2
        number = cursor.number(place)
    unit = cursor.joined(place + 1, "unit")
    if number is None or unit is None:
        return None
    return stretch(cursor, number, unit.name, place + 2 + (cursor.shift(place + 2) == 1))


_PARTS = re.compile(r"\d+")


def numeric(cursor: Cursor, place: int) -> Read | None:
    """10/6/67 · 10-06-2567 · 10.6.2024 · 2024-06-10."""
    written = cursor.lexemes[place][0]
    parts = _PARTS.findall(written.text)
    if written.kind == "iso":
        parts.reverse()
    year = buddhist_year(parts[2], cursor.today)
    day = day_of(year - 543, int(parts[1]), int(parts[0])) if year else None
    return one(Found(Span(day, day), TimeKind.DATE), place + 1) if day else None


def week(cursor: Cursor, place: int) -> Read | None:
    """สัปดาห์นี้ · อาทิตย์หน้า: Monday to Sunday."""
    shift = cursor.shift(place + 1)
    if shift is None:
        return None
    return one(Found(week_from(cursor.today, shift), TimeKind.WEEK, is_relative=True), place + 2)


def day_name(cursor: Cursor, place: int) -> Read | None:
    """วันศุกร์ (the coming one) · วันอาทิตย์หน้า (of next week) · วันจันทร์ที่ 10 มิ.ย. (the date)."""
    weekday = cursor.joined(place + 1, "weekday")
    return weekday_at(cursor, place + 1, True) if weekday else None


def weekday_at(cursor: Cursor, place: int, is_day: bool = False) -> Read | None:
    """A weekday's name; without วัน only with this, next or last behind it."""
    found = cursor.at(place, "weekday")
    after = cursor.past_fillers(place + 1)
    if found is None:
        return None
    if cursor.number(after):
        return numbered(cursor, after)
    shift = cursor.shift(place + 1)
    if shift is None and not is_day:
        return None
    monday = week_from(cursor.today, shift or 0).start_on
    day = monday + timedelta(days=found.value)
    if shift is None and day < cursor.today:
        day += timedelta(weeks=1)
    return one(Found(Span(day, day), TimeKind.DATE, is_relative=True), place + 1 + (shift is not None))


def relative_day(cursor: Cursor, place: int) -> Read | None:
    """วันนี้ · พรุ่งนี้ · เมื่อวาน."""
    found = cursor.at(place, "day")
    day = cursor.today + timedelta(days=found.value if found else 0)
    return one(Found(Span(day, day), TimeKind.DATE, is_relative=True), place + 1)


def fixed_day(cursor: Cursor, place: int) -> Read | None:
    """วันครู · สงกรานต์: a day that everybody knows by its name, in the fiscal year."""
    found = cursor.at(place, "fixed_day")
    if found is None:
        return None
    month, day = divmod(found.value, 100)
    first = cursor.year.month(month).start_on.replace(day=day)
    last = first + timedelta(days=int(found.name or 1) - 1)
    return one(Found(Span(first, last), TimeKind.DATE, is_movable=True), place + 1)


def now(cursor: Cursor, place: int) -> Read:
    """ตอนนี้ · ปัจจุบัน."""
    return one(Found(Span(cursor.today, cursor.today), TimeKind.NOW, is_relative=True), place + 1)


def soon(cursor: Cursor, place: int) -> Read:
    """ช่วงนี้ · เร็วๆ นี้: the next thirty days."""
    span = Span(cursor.today, cursor.today + timedelta(days=SOON_DAYS))
    return one(Found(span, TimeKind.SOON, is_relative=True), place + 1)


def rest(cursor: Cursor, place: int) -> Read:
    """ที่เหลือของปี · จากนี้ไป: today to the end of the fiscal year."""
    span = Span(cursor.today, cursor.this_year().span.end_on)
    return one(Found(span, TimeKind.RANGE, is_relative=True), place + 1)


def so_far(cursor: Cursor, place: int) -> Read:
    """ทำไปแล้ว · เลยกำหนด: the fiscal year up to yesterday."""
    first = cursor.this_year().span.start_on
    span = Span(first, max(first, cursor.today - timedelta(days=1)))
    return one(Found(span, TimeKind.RANGE, is_relative=True), place + 1)


def edge(cursor: Cursor, place: int) -> Read | None:
    """ต้น, กลาง, ปลาย, สิ้น of a month, a quarter or a year."""
    found = cursor.at(place, "edge")
    place = cursor.past_fillers(place + 1)
    if found is None:
        return None
    for unit in ("fiscal_year", "year"):
        if cursor.joined(place, "unit", unit):
            return part_of_year(cursor, place + 1, found.name, unit)
    if cursor.joined(place, "unit", "quarter"):
        read = quarter(cursor, place)
        return _part_of_quarter(read, found.name) if read else None
    read = month_at(cursor, place)
    if read is None and cursor.joined(place, "unit", "month"):
        read = one(_month(month_from(cursor.today, 0), True), place + 1)
    return _part_of_month(read, found.name) if read else None


def _part_of_month(read: Read, part: str) -> Read:
    whole = read[0][0]
    span = part_of_month(whole.span, part)
    return one(Found(span, TimeKind.EDGE, is_relative=whole.is_relative, is_movable=whole.is_movable), read[1])


def _part_of_quarter(read: Read, part: str) -> Read:
    whole = read[0][-1]
    span = part_of_quarter(Quarter.containing(whole.span.start_on), part)
    return one(Found(span, TimeKind.EDGE, is_relative=whole.is_relative), read[1])
