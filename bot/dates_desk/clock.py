"""A text in; the time of day that it names, out: 9.00 น., เก้าโมงครึ่ง, บ่าย 2 โมง, 13 นาฬิกา. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import time
from functools import cached_property

_FIGURES = r"(?<![\d.:])(?P<hour>[01]?\d|2[0-3])[.:](?P<minute>[0-5]\d)(?:\s*[-–]\s*\d{1,2}[.:]\d{2})?(?![\d.:]*\d)"
NOON, NIGHT, MORNING = 12, 18, 6
_LAST_SMALL = 5
"""One to five o'clock is of the afternoon, unless somebody counts the morning from six."""


@dataclass(frozen=True, slots=True)
class ClockMention:
    """A time of day, and the letters that name it."""

    at: time
    start: int
    end: int


@dataclass(frozen=True)
class Clock:
    """Reads times of day in the words of one language; `words` as in the word file of dates."""

    words: Mapping[str, tuple[str, ...]]

    def read(self, text: str) -> ClockMention | None:
        """The first that is named in figures, else in words."""
        for pattern in self._patterns:
            for found in pattern.finditer(text):
                at = self._time(found.groupdict())
                if at is not None:
                    return ClockMention(at, found.start(), found.end())
        return None

    def _time(self, parts: Mapping[str, str | None]) -> time | None:
        hour = self._number(parts["hour"]) if parts.get("hour") else 1
        if parts.get("noon"):
            hour = NOON
        elif parts.get("afternoon"):
            hour += NOON if hour < NOON else 0
        elif parts.get("night"):
            hour += NIGHT
        elif parts.get("oclock"):
            hour = _of_day(hour, bool(parts.get("morning")), bool(parts.get("evening")))
        minute = 30 if parts.get("half") else int(parts.get("minute") or 0)
        return time(hour, minute) if hour < 24 and minute < 60 else None

    def _number(self, written: str | None) -> int:
        numbers = self.words.get("numbers", ())
        return int(written) if written and written.isdigit() else numbers.index(written or "") + 1

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], ...]:
        figures = re.compile(_FIGURES)
        if not self.words:
            return (figures,)
        hour = rf"(?<![\d.:])(?P<hour>\d{{1,2}}|{_any(self.words['numbers'])})\s*"
        oclock, half = self._named("oclock"), self._named("half")
        rest = rf"\s*(?:{half}|(?P<minute>\d{{1,2}})\s*{_any(self.words['minute'])})?"
        part = rf"\s*(?:{self._named('morning')}|{self._named('evening')})?"
        afternoon = rf"{self._named('afternoon')}\s*(?:(?P<hour>\d|{_any(self.words['numbers'])})\s*)?{oclock}?"
        written = (
            rf"{afternoon}(?(hour)|(?(oclock)|(?!))){rest}",
            rf"{hour}{self._named('night')}{rest}",
            rf"{hour}{oclock}{part}{rest}",
            rf"{hour}{self._named('plain')}{rest}",
            rf"{self._named('noon')}{rest}",
        )
        return (figures, *map(re.compile, written))

    def _named(self, name: str) -> str:
        return f"(?P<{name}>{_any(self.words[name])})"


def _any(forms: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True)) + ")"


def _of_day(hour: int, is_morning: bool, is_evening: bool) -> int:
    if hour > _LAST_SMALL:
        return hour + NOON if is_evening and hour < NOON else hour
    return hour + MORNING if is_morning else hour + NOON
