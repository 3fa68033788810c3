"""What was said about time: the values that the time reader hands out (no words, no clock)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.calendar import Span


class TimeKind(StrEnum):
    """How a time was said; `numbers` and `year` of the mention are given where the line says so."""

    DATE = "date"
    MONTH = "month"
    QUARTER = "quarter"
    """numbers: the quarters, in order; year: fiscal."""
    HALF = "half"
    """numbers: 1 or 2; year: fiscal."""
    YEAR = "year"
    """year: fiscal."""
    CALENDAR_YEAR = "calendar_year"
    SCHOOL_YEAR = "school_year"
    TERM = "term"
    """numbers: 1 or 2; year: of the school year."""
    SALARY_ROUND = "salary_round"
    """numbers: 1 (of 1 April) or 2 (of 1 October); year: fiscal."""
    EDGE = "edge"
    """Start, middle or end of a month, a quarter or a year."""
    WEEK = "week"
    DURATION = "duration"
    """So many days, weeks, months from today or back."""
    SOON = "soon"
    NOW = "now"
    """Said of the present (ตอนนี้): seldom a condition."""
    RANGE = "range"
    """From one time to another, or open at one side."""


@dataclass(frozen=True, slots=True)
class TimeMention:
    """One time in a folded text, characters start..end (end excluded), read as inclusive days."""

    span: Span
    start: int
    end: int
    kind: TimeKind
    numbers: tuple[int, ...] = ()
    year: int | None = None
    """Buddhist-era number of the fiscal year (of the school year for terms), when the kind has one."""
    is_relative: bool = False
    """True when the reading depends on today."""
    alternative: Span | None = None
    """The other reading to offer, when there are two (ปลายปี: calendar; fiscal)."""

    @property
    def is_ambiguous(self) -> bool:
        return self.alternative is not None


NEXT, LAST, PREVIOUS = 0, -1, -2


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Which of an activity's times is meant: 1, 2 …, LAST, NEXT (this one or the coming) or PREVIOUS; no date."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """A time while it is being read: a mention without its place."""

    span: Span
    kind: TimeKind
    numbers: tuple[int, ...] = ()
    year: int | None = None
    is_relative: bool = False
    alternative: Span | None = None
    is_movable: bool = False
    """A month or date without its year: a range or another month may still give it one."""
