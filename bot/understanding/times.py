"""A folded text, today and the fiscal year, in; every time mentioned, as inclusive days, and every occurrence, out.

    reader = TimeReader(read_time_words(path))
    reader.read_times("ต.ค.-ธ.ค.66", today, FiscalYear(2567))

Readings that could be argued about: a bare month, quarter or half belongs to the fiscal year given; "month + next year"
is of the next calendar year (พฤษภาคมปีหน้า said in December is five months off), "quarter + next year" of the next
fiscal year; quarters that follow each other are one mention (3 กับ 4), others are two (2 และ 4).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.calendar import FiscalYear
from bot.understanding.text import loose
from bot.understanding.times_cursor import Cursor, Read
from bot.understanding.times_missing import MissingTime, missing_time
from bot.understanding.times_phrases import occurrence, phrase
from bot.understanding.times_values import LAST, NEXT, PREVIOUS, Found, Occurrence, TimeKind, TimeMention
from bot.understanding.times_words import TimeWords, read_time_words

__all__ = [
    "LAST",
    "NEXT",
    "PREVIOUS",
    "Occurrence",
    "TimeKind",
    "TimeMention",
    "TimeReader",
    "TimeReading",
    "read_time_words",
]


@dataclass(frozen=True, slots=True)
class TimeReading:
    """All that a text says about time."""

    times: tuple[TimeMention, ...] = ()
    occurrences: tuple[Occurrence, ...] = ()
    missing: MissingTime | None = None
    """The first time that no calendar has (quarter 5)."""


class TimeReader:
    """Reads times in the words of one language."""

    def __init__(self, words: TimeWords) -> None:
        self._words = words

    @property
    def long_names(self) -> tuple[str, ...]:
        """The longer names of months and units, for putting slips in them right."""
        return self._words.long_names

    @property
    def names(self) -> tuple[str, ...]:
        """Every word of time, in order."""
        return self._words.names

    @property
    def misspelt(self) -> Mapping[str, str]:
        """Listed misspellings of the words of time, each with the right word."""
        return self._words.misspelt

    def read_times(self, folded: str, today: date, year: FiscalYear) -> tuple[TimeMention, ...]:
        """The times mentioned, in order; a bare month or quarter belongs to `year`, relative words to `today`."""
        return self.read(folded, today, year).times

    def read(self, folded: str, today: date, year: FiscalYear) -> TimeReading:
        """The times and the occurrences mentioned, in order, with their places in the folded text."""
        text, positions = loose(folded)
        lexemes = self._words.lexemes(text)
        if not lexemes:
            return TimeReading()
        cursor = Cursor(self._words, lexemes, today, year, bool(self._words.laws.search(text)))
        places = _Places(cursor, positions, len(folded))
        place = 0
        while place < len(lexemes):
            place = places.take(place)
        return TimeReading(tuple(places.times), tuple(places.occurrences), places.missing)


class _Places:
    """Collects what is read, place by place."""

    def __init__(self, cursor: Cursor, positions: list[int], length: int) -> None:
        self._cursor = cursor
        self._positions = positions
        self._length = length
        self._last = (-1, -1)
        self.times: list[TimeMention] = []
        self.occurrences: list[Occurrence] = []
        self.missing: MissingTime | None = None

    def take(self, place: int) -> int:
        """Read what begins at a place; the place behind it."""
        counted = occurrence(self._cursor, place)
        if counted:
            number, end = counted
            start_at, end_at = self._offsets(place, end)
            self.occurrences.append(Occurrence(number, start_at, end_at))
            return end
        self.missing = self.missing or missing_time(self._cursor, place)
        read = phrase(self._cursor, place)
        if read is None:
            return place + 1
        self._keep(read, place)
        return read[1]

    def _keep(self, read: Read, place: int) -> None:
        founds, end = read
        if self.times and self._is_named_again(founds[0], place):
            self.times.pop()
        start_at, end_at = self._offsets(place, end)
        self.times.extend(
            TimeMention(
                found.span,
                start_at,
                end_at,
                found.kind,
                found.numbers,
                found.year,
                found.is_relative,
                found.alternative,
            )
            for found in founds
        )
        self._last = (place, end)

    def _is_named_again(self, found: Found, place: int) -> bool:
        """ก่อนปิดปีงบใน ก.ย. 2567: the second names the very days that the first only bounds."""
        before = self.times[-1].span
        behind = self._cursor.past_fillers(self._last[1])
        is_next = place == behind != self._last[1] and self._cursor.lexemes[place][0].is_joined
        return is_next and before.start_on <= found.span.start_on and found.span.end_on <= before.end_on

    def _offsets(self, place: int, end: int) -> tuple[int, int]:
        first, last = self._cursor.lexemes[place][0].start, self._cursor.lexemes[end - 1][0].end
        behind = self._positions[last] if last < len(self._positions) else self._length
        return self._positions[first], behind
