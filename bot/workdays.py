"""Days in; whether the office works on them out: Thai public holidays and the days that an admin added (no clock).

The cabinet adds days every year, so the library's list is only the beginning: an added day wins over it, both ways.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

from bot.calendar import BANGKOK, Span, bangkok_day

OPENS, CLOSES = time(8, 30), time(16, 30)
"""Quiet hours are everything outside, and days off."""
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class AddedDay:
    """A day that an admin has named: off with its reason, or a working day after all."""

    day: date
    reason: str = ""
    is_off: bool = True


@dataclass(frozen=True, slots=True)
class Workdays:
    """The working days of an office."""

    added: Mapping[date, AddedDay] = field(default_factory=dict)

    def is_working(self, day: date) -> bool:
        """True on days when staff are at work."""
        named = self.added.get(day)
        if named is not None:
            return not named.is_off
        return day.weekday() < _SATURDAY and day not in public_holidays(day.year)

    def reason(self, day: date) -> str:
        """The name of the holiday, or empty: a plain Saturday or Sunday has none."""
        named = self.added.get(day)
        if named is not None:
            return named.reason if named.is_off else ""
        return public_holidays(day.year).get(day, "")

    def on_or_after(self, day: date) -> date:
        """The first working day from this day on."""
        while not self.is_working(day):
            day += timedelta(days=1)
        return day

    def on_or_before(self, day: date) -> date:
        """The last working day up to this day."""
        while not self.is_working(day):
            day -= timedelta(days=1)
        return day

    def before(self, day: date, count: int) -> date:
        """The working day that is the `count`-th before a day."""
        for _ in range(count):
            day = self.on_or_before(day - timedelta(days=1))
        return day

    def is_open(self, moment: datetime) -> bool:
        """True when a message that nobody asked for may go out."""
        local = moment.astimezone(BANGKOK)
        return OPENS <= local.time() < CLOSES and self.is_working(local.date())

    def next_opening(self, moment: datetime) -> datetime:
        """This moment when it is open, else the next 08:30 of a working day."""
        if self.is_open(moment):
            return moment
        day = bangkok_day(moment)
        if moment.astimezone(BANGKOK).time() >= CLOSES:
            day += timedelta(days=1)
        return opening(self.on_or_after(day))


def opening(day: date) -> datetime:
    """08:30 in Bangkok."""
    return datetime.combine(day, OPENS, BANGKOK)


def end_of(day: date) -> datetime:
    """The last moment of a day in Bangkok."""
    return datetime.combine(day + timedelta(days=1), time(), BANGKOK) - timedelta(microseconds=1)


def days_off(workdays: Workdays, span: Span) -> tuple[date, ...]:
    """The named days off of a span: holidays and added days, without plain weekends."""
    days = (span.start_on + timedelta(days=number) for number in range(span.days))
    return tuple(day for day in days if workdays.reason(day) and not workdays.is_working(day))


@cache
def public_holidays(year: int) -> Mapping[date, str]:
    """The public holidays of a Gregorian year with their Thai names."""
    return {day: str(name) for day, name in _thailand()(years=year, language="th").items()}


@cache
def _thailand() -> Callable[..., Mapping[date, str]]:
    """The library's holidays of Thailand, imported late and alone: with its other 250 countries they are 8 MiB more."""
    import holidays

    path = Path(holidays.__file__).with_name("countries") / "thailand.py"
    module = ModuleType("holidays_of_thailand")
    SourceFileLoader(module.__name__, str(path)).exec_module(module)
    made: Callable[..., Mapping[date, str]] = module.Thailand
    return made
