"""A place among the words of time, in; a time said there that no calendar has (quarter 5, 32 January), out."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import NamedTuple

from bot.understanding.times_calendar import buddhist_year, day_of
from bot.understanding.times_cursor import Cursor
from bot.understanding.times_days import month_at

_QUARTERS, _MONTHS, _DAYS = 4, 12, 31
_HIGHEST = {"quarter": 20, "month": 31}
"""What is higher is a year (เดือน 66), or counts something else."""
_HIGHEST_DAY = 39
_PARTS = re.compile(r"\d+")


class MissingTime(NamedTuple):
    """What was asked for ('quarter', 'month' or 'day'), its number (of a day 31/4), and how many there are."""

    what: str
    text: str
    most: int


def missing_time(cursor: Cursor, place: int) -> MissingTime | None:
    """The time at this place when it cannot be; None when there is none or it can."""
    if cursor.at(place, "numeric"):
        return _written(cursor, place)
    if cursor.at(place, "unit", "date"):
        return _day(cursor, cursor.past_fillers(place + 1), is_marked=True)
    for unit, most in (("quarter", _QUARTERS), ("short_quarter", _QUARTERS), ("month", _MONTHS)):
        if cursor.at(place, "unit", unit):
            return _counted(cursor, place, unit.removeprefix("short_"), most)
    return _day(cursor, place, is_marked=False) if _begins_number(cursor, place) else None


def _begins_number(cursor: Cursor, place: int) -> bool:
    """Whether a number stands here that no unit or number stands before."""
    is_number = cursor.at(place, "number") or cursor.at(place, "spelled")
    joined = is_number and is_number.is_joined
    return bool(is_number) and not (joined and (cursor.at(place - 1, "unit") or cursor.at(place - 1, "sign")))


def _counted(cursor: Cursor, place: int, unit: str, most: int) -> MissingTime | None:
    """A quarter or month by a number that is too high; "3 เดือน 15 วัน" counts months."""
    unit_at = cursor.lexemes[place][0]
    is_count = unit_at.is_joined and (cursor.at(place - 1, "number") or cursor.at(place - 1, "spelled"))
    at = cursor.past_fillers(place + 1)
    number = cursor.number(at)
    if is_count or number is None or (1 <= number <= most) or number > _HIGHEST[unit]:
        return None
    if cursor.joined(at + 1, "unit") or cursor.joined(at + 1, "month"):
        return None
    return MissingTime(unit, str(number), most)


def _day(cursor: Cursor, place: int, *, is_marked: bool) -> MissingTime | None:
    """A day that its month, or any month, has not."""
    number = cursor.number(place) if is_marked else (cursor.at(place, "number") or cursor.lexemes[place][0]).value
    if number is None or not 1 <= number <= _HIGHEST_DAY:
        return _written(cursor, place) if is_marked and cursor.at(place, "numeric") else None
    named = cursor.joined(place + 1, "month") or (is_marked and cursor.joined(place + 1, "unit", "month"))
    of_month = month_at(cursor, place + 1) if named else None
    if of_month is None:
        return MissingTime("day", str(number), _DAYS) if is_marked and number > _DAYS else None
    span = of_month[0][0].span
    count = monthrange(span.start_on.year, span.start_on.month)[1]
    return MissingTime("day", f"{number}/{span.start_on.month}", count) if number > count else None


def _written(cursor: Cursor, place: int) -> MissingTime | None:
    """A date written with strokes whose year is near and whose day or month is none."""
    text = cursor.lexemes[place][0].text
    parts = _PARTS.findall(text)
    year = buddhist_year(parts[2], cursor.today) if len(parts) > 2 and "/" in text else None
    if year is None:
        return None
    day, month = int(parts[0]), int(parts[1])
    if not 1 <= month <= _MONTHS:
        return MissingTime("month", parts[1], _MONTHS)
    if day_of(year - 543, month, day) or day > _HIGHEST_DAY:
        return None
    return MissingTime("day", f"{day}/{month}", monthrange(year - 543, month)[1])
