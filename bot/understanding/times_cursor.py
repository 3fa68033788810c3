"""The words of time in a text, in; what stands at a place and which year is named there, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeAlias

from bot.calendar import BUDDHIST_ERA_OFFSET, FiscalYear
from bot.understanding.times_calendar import buddhist_year
from bot.understanding.times_values import Found
from bot.understanding.times_words import Lexeme, TimeWords

Read: TypeAlias = tuple[tuple[Found, ...], int]
"""What was read, and the place behind it."""

SHIFTS = {"this": 0, "next": 1, "last": -1}
_MARKS_BEFORE_YEAR = 5
_YEARS = ("year", "fiscal_year", "school_year", "calendar_year")


class YearRead(NamedTuple):
    """A year named behind something: its Buddhist-era number, the word it was said with, the place behind."""

    number: int
    unit: str
    is_relative: bool
    end: int

    @property
    def common(self) -> int:
        return self.number - BUDDHIST_ERA_OFFSET


@dataclass(slots=True)
class Cursor:
    """The lexemes of one text, the day it is read on, and the fiscal year that a bare month belongs to."""

    words: TimeWords
    lexemes: Sequence[tuple[Lexeme, ...]]
    today: date
    year: FiscalYear
    has_law: bool = False

    def at(self, place: int, kind: str, name: str | None = None) -> Lexeme | None:
        """The lexeme at a place, if it can mean that."""
        if 0 <= place < len(self.lexemes):
            for lexeme in self.lexemes[place]:
                if lexeme.kind == kind and (name is None or lexeme.name == name):
                    return lexeme
        return None

    def joined(self, place: int, kind: str, name: str | None = None) -> Lexeme | None:
        """The same, if nothing stands between it and the one before."""
        found = self.at(place, kind, name)
        return found if found and found.is_joined else None

    def past_fillers(self, place: int) -> int:
        """The place behind of, in, about …"""
        while self.joined(place, "filler"):
            place += 1
        return place

    def number(self, place: int) -> int | None:
        """A joined number in digits or words."""
        found = self.joined(place, "number") or self.joined(place, "spelled")
        return found.value if found else None

    def shift(self, place: int) -> int | None:
        """0, 1 or -1 for this, next, last."""
        for name, shift in SHIFTS.items():
            if self.joined(place, "modifier", name):
                return shift
        return None

    def this_year(self) -> FiscalYear:
        return FiscalYear.containing(self.today)

    def year_at(self, place: int) -> YearRead | None:
        """The year named from a place on: "/2567", "ปี 67", "พ.ศ. 2567", "67", "ปีหน้า", "ปีงบหน้า"."""
        place, unit, is_marked = self._year_marks(place)
        shift = self.shift(place) if unit != "" else None
        if shift is not None:
            now = self.this_year().number if unit == "fiscal_year" else self.today.year + BUDDHIST_ERA_OFFSET
            return YearRead(now + shift, unit, True, place + 1)
        found = self.joined(place, "number")
        number = buddhist_year(found.text, self.today) if found else None
        if found is None or number is None or (found.name == "count" and not is_marked):
            return None
        return YearRead(number, unit or "year", False, place + 1)

    def _year_marks(self, place: int) -> tuple[int, str, bool]:
        unit, is_marked = "", False
        for _ in range(_MARKS_BEFORE_YEAR):
            found = next((name for name in _YEARS if self.joined(place, "unit", name)), None)
            if found:
                unit = found
            elif self.joined(place, "era") or self.joined(place, "sign", "/"):
                is_marked = True
            elif not self.joined(place, "filler"):
                break
            place += 1
        return place, unit, is_marked or unit != ""

    def fiscal_year_at(self, place: int) -> tuple[FiscalYear | None, bool, int]:
        """The fiscal year named from a place on (None: none is), whether relative to today, and the place behind."""
        named = self.year_at(place)
        if named is None:
            return None, False, place
        if named.is_relative and named.unit != "fiscal_year":
            # "ไตรมาส 1 ปีหน้า" is said of the office's year, not of the calendar's.
            shift = named.number - self.today.year - BUDDHIST_ERA_OFFSET
            return FiscalYear(self.this_year().number + shift), True, named.end
        return FiscalYear(named.number), named.is_relative, named.end


def one(found: Found, end: int) -> Read:
    """A single reading."""
    return (found,), end
