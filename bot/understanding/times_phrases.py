"""A place among the words of time, in; the whole phrase read there (what bounds it too), or which occurrence, out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from bot.calendar import FiscalYear, Span
from bot.understanding import times_days as days
from bot.understanding import times_years as years
from bot.understanding.times_calendar import add_years
from bot.understanding.times_cursor import Cursor, Read, one
from bot.understanding.times_values import LAST, NEXT, PREVIOUS, Found, TimeKind

_Rule = Callable[[Cursor, int], Read | None]
_UNITS: Mapping[str, _Rule] = {
    "quarter": years.quarter,
    "short_quarter": years.short_quarter,
    "fiscal_year": years.fiscal_year,
    "year": years.fiscal_year,
    "school_year": years.school_year,
    "calendar_year": years.calendar_year,
    "term": years.term,
    "month": days.month,
    "week": days.week,
    "day": days.day_name,
    "date": days.dated,
}
_KINDS: Mapping[str, _Rule] = {
    "month": days.month_name,
    "number": days.numbered,
    "spelled": days.numbered,
    "numeric": days.numeric,
    "iso": days.numeric,
    "edge": days.edge,
    "half": years.half,
    "whole": years.whole_year,
    "era": years.era,
    "again": days.again,
    "day": days.relative_day,
    "fixed_day": days.fixed_day,
    "now": days.now,
    "soon": days.soon,
    "rest": days.rest,
    "so_far": days.so_far,
    "weekday": days.weekday_at,
}


def _primary(cursor: Cursor, place: int) -> Read | None:
    """One time, without what bounds it."""
    read = _plain(cursor, place)
    return _within_year(cursor, read) if read else None


def _plain(cursor: Cursor, place: int) -> Read | None:
    if place >= len(cursor.lexemes):
        return None
    for lexeme in cursor.lexemes[place]:
        rule = _UNITS.get(lexeme.name) if lexeme.kind == "unit" else _KINDS.get(lexeme.kind)
        if lexeme.kind == "round":
            rule = years.salary_round
        read = rule(cursor, place) if rule else None
        if read:
            return read
    return None


def _within_year(cursor: Cursor, read: Read) -> Read:
    """ปี 68 ไตรมาส 1: what follows a year is read in that year."""
    founds, end = read
    if founds[0].kind is not TimeKind.YEAR or founds[0].year is None:
        return read
    behind = cursor.past_fillers(end)
    starts = behind < len(cursor.lexemes) and cursor.lexemes[behind][0].is_joined
    if not starts or cursor.at(behind, "unit", "year") or cursor.at(behind, "unit", "fiscal_year"):
        return read
    inner = _plain(replace(cursor, year=FiscalYear(founds[0].year)), behind)
    if inner is None or not (inner[0][0].is_movable or inner[0][0].kind in (TimeKind.QUARTER, TimeKind.HALF)):
        return read
    return tuple(replace(found, is_movable=False, is_relative=founds[0].is_relative) for found in inner[0]), inner[1]


def _joined_primary(cursor: Cursor, place: int) -> Read | None:
    place = cursor.past_fillers(place)
    if place < len(cursor.lexemes) and cursor.lexemes[place][0].is_joined:
        return _primary(cursor, place)
    return None


def phrase(cursor: Cursor, place: int) -> Read | None:
    """A time with what bounds it: ตั้งแต่ … ถึง …, ก่อน …, … เป็นต้นไป."""
    opener = cursor.at(place, "opener")
    until = cursor.at(place, "link", "until")
    if until and not opener:
        read = _joined_primary(cursor, place + 1)
        return _bounded(cursor, "by", read) if read else None
    if opener:
        return _opened(cursor, opener.name, place)
    read = _primary(cursor, place)
    return _ranged(cursor, read) if read else None


def _opened(cursor: Cursor, name: str, place: int) -> Read | None:
    behind = cursor.past_fillers(place + 1)
    number, unit = cursor.number(behind), cursor.joined(behind + 1, "unit")
    if name == "by" and number and unit:
        return days.stretch(cursor, number, unit.name, behind + 2)
    read = _joined_primary(cursor, place + 1)
    if read is None:
        return None
    if name in ("since", "from", "between"):
        ranged = _ranged(cursor, read, is_between=name == "between")
        if ranged[1] > read[1]:
            return ranged
    return read if name in ("from", "between") else _bounded(cursor, name, read)


def _ranged(cursor: Cursor, read: Read, is_between: bool = False) -> Read:
    """The time, and the other end when "to" (or, behind ระหว่าง, "and") leads to one."""
    founds, end = read
    if cursor.joined(end, "onward"):
        return _bounded(cursor, "since", (founds, end + 1))
    is_to = cursor.joined(end, "link", "to") or cursor.joined(end, "link", "until")
    is_and = cursor.joined(end, "link", "and") or cursor.joined(end, "sign", ",")
    if len(founds) != 1 or not (is_to or is_and):
        return read
    other = _joined_primary(cursor, end + 1) or _month_number(cursor, end, founds[0])
    if other is None or len(other[0]) != 1:
        return read
    if is_to or is_between:
        return one(_between(founds[0], other[0][0]), other[1])
    return one(_moved_before(founds[0], other[0][0]), end) if _takes_year(founds[0], other[0][0]) else read


def _month_number(cursor: Cursor, place: int, first: Found) -> Read | None:
    """The 5 of เดือน 3-5."""
    number = cursor.number(place + 1)
    if first.kind is not TimeKind.MONTH or number is None or not 1 <= number <= 12:
        return None
    if not cursor.at(place - 1, "number") or cursor.at(place + 1, "number", "count"):
        return None
    return one(Found(cursor.year.month(number), TimeKind.MONTH, is_movable=True), place + 2)


def _takes_year(first: Found, second: Found) -> bool:
    return first.is_movable and not second.is_movable and second.kind in (TimeKind.MONTH, TimeKind.DATE)


def _moved_before(first: Found, second: Found) -> Found:
    """The first without a year, put in the last twelve months up to the second."""
    gap = second.span.start_on.year - first.span.start_on.year
    span = add_years(first.span, gap)
    return replace(first, span=add_years(span, -1) if span.start_on > second.span.start_on else span)


def _moved_after(first: Found, second: Found) -> Found:
    gap = first.span.start_on.year - second.span.start_on.year
    span = add_years(second.span, gap)
    return replace(second, span=add_years(span, 1) if span.end_on < first.span.start_on else span)


def _between(first: Found, second: Found) -> Found:
    """From the first to the second; the one without a year is moved to the other."""
    if first.is_movable and not second.is_movable:
        first = _moved_before(first, second)
    elif second.is_movable and (not first.is_movable or second.span.end_on < first.span.start_on):
        second = _moved_after(first, second)
    start, end = first.span.start_on, second.span.end_on
    span = Span(start, end) if start <= end else Span(second.span.start_on, first.span.end_on)
    is_quarters = first.kind is second.kind is TimeKind.QUARTER and first.year == second.year
    if is_quarters and first.numbers < second.numbers:
        return replace(first, span=span, numbers=tuple(range(first.numbers[0], second.numbers[-1] + 1)))
    return Found(span, TimeKind.RANGE, is_relative=first.is_relative or second.is_relative)


def _bounded(cursor: Cursor, name: str, read: Read) -> Read:
    """since, after, before, by a time: open ends are today and the end of the fiscal year."""
    founds, end = read
    if cursor.joined(end, "onward"):
        end += 1
    whole = Span(founds[0].span.start_on, founds[-1].span.end_on)
    is_end = founds[0].kind is TimeKind.EDGE and whole.start_on != founds[0].span.end_on.replace(day=1)
    span = {
        "since": lambda: _since(cursor, whole.start_on),
        "after": lambda: _since(cursor, whole.end_on + timedelta(days=1)),
        "before": lambda: _until(cursor, whole, whole.start_on - timedelta(days=1)),
        "by": lambda: _until(cursor, whole, whole.end_on),
    }["by" if name == "before" and (is_end or _is_end_edge(cursor, read)) else name]()
    return one(Found(span, TimeKind.RANGE, is_relative=name not in ("since", "after")), end)


def _is_end_edge(cursor: Cursor, read: Read) -> bool:
    """ก่อนสิ้นปีงบ lasts until its last day."""
    found = read[0][0]
    if found.kind is not TimeKind.EDGE:
        return False
    near = range(read[1] - 1, max(read[1] - 6, -1), -1)
    return any(cursor.at(place, "edge", "end") for place in near)


def _since(cursor: Cursor, day: date) -> Span:
    end = cursor.year.span.end_on
    return Span(day, end if day <= end else FiscalYear.containing(day).span.end_on)


def _until(cursor: Cursor, whole: Span, day: date) -> Span:
    if cursor.today <= day:
        return Span(cursor.today, day)
    # What is over is asked about in its year up to that day.
    return Span(min(FiscalYear.containing(day).span.start_on, day), day)


_ORDINALS = (("first", 1), ("final", LAST), ("latter", LAST), ("next", NEXT), ("this", NEXT), ("last", PREVIOUS))


def occurrence(cursor: Cursor, place: int) -> tuple[int, int] | None:
    """ครั้งที่ 1 · รอบสอง · ครั้งหลัง · นัดแรก · รอบหน้า, and the place behind."""
    if not cursor.at(place, "round") or years.salary_round(cursor, place):
        return None
    behind = cursor.past_fillers(place + 1)
    number = cursor.number(behind)
    if number is not None:
        return (number, _past_slash(cursor, behind + 1)) if _is_ordinal(cursor, place, behind, number) else None
    for name, meant in _ORDINALS:
        if cursor.joined(behind, "modifier", name):
            return meant, behind + 1
    return None


def _is_ordinal(cursor: Cursor, place: int, behind: int, number: int) -> bool:
    """Not in รอบ 10 มิ.ย. (a date) or รอบ 6 เดือน, รอบ 1 ปี (how long)."""
    if not 1 <= number <= 12 or cursor.joined(behind + 1, "month"):
        return False
    if behind > place + 1 or not cursor.at(behind, "number", "count"):
        return True
    if cursor.joined(behind + 1, "unit", "year"):
        return False
    is_length = cursor.joined(behind + 1, "unit", "month") and (number > 4 or cursor.joined(behind + 2, "modifier"))
    return not is_length


def _past_slash(cursor: Cursor, place: int) -> int:
    """Behind the "/2567" of ครั้งที่ 1/2567."""
    return place + 2 if cursor.joined(place, "sign", "/") and cursor.joined(place + 1, "number") else place
