"""What a command names, in typed words: activities, one day, one person; values or a MemberError out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Protocol

from bot.errors import MemberError
from bot.people import Person
from bot.plan import Activity, Plan
from bot.understanding.reading import Reading
from bot.understanding.text import fold
from bot.understanding.times import TimeKind
from bot.voice import N_

_NUMBER = re.compile(r"(?<![\d.])(\d{1,2}\.\d{1,3})(?: *(?:-|ถึง) *(\d{1,2}\.\d{1,3}))?(?![\d.]*\d)")


class Reader(Protocol):
    """Finds times and people in a text. Implementation: `bot.understanding.reader.Reader`."""

    def read(self, typed: str, today: date) -> Reading: ...


def read_day(reader: Reader, typed: str, today: date) -> date:
    """The one day that is named; a month, a quarter or 31 February is none."""
    found = [one for one in reader.read(typed, today).times if one.kind is TimeKind.DATE]
    if len(found) != 1 or found[0].span.days != 1:
        raise MemberError(N_("Please name one day, such as 1 Oct 2026{polite}."))
    return found[0].span.start_on


def read_activities(plan: Plan, typed: str) -> tuple[Activity, ...]:
    """1.9, 1.9-1.12, 1.4 and 2.1: the activities of those numbers, in the order named."""
    found: list[Activity] = []
    for first, last in _NUMBER.findall(fold(typed)):
        found += _between(plan, first, last or first)
    return tuple(dict.fromkeys(found))


def without_activities(typed: str) -> str:
    """The words that are left when the numbers are taken out."""
    return _NUMBER.sub(" ", fold(typed)).strip(" ,")


def _between(plan: Plan, first: str, last: str) -> Sequence[Activity]:
    numbers = [one.number for one in plan.activities]
    if first not in numbers or last not in numbers:
        raise MemberError(N_("There is no activity of that number in the plan{polite}."))
    return plan.activities[numbers.index(first) : numbers.index(last) + 1]


def read_officers(reader: Reader, typed: str, today: date) -> tuple[str, ...]:
    """Keys of the plan's people who may be meant; one when it is certain who."""
    mentions = reader.read(typed, today).people
    return tuple(dict.fromkeys(key for one in mentions for key in one.keys))


def read_member(members: Sequence[Person], typed: str) -> tuple[Person, ...]:
    """Members who may be meant: by number (#3), else by whole name, else by a part of it."""
    word = fold(typed).removeprefix("#").strip()
    if word.isdecimal():
        return tuple(one for one in members if str(one.number) == word)
    whole = tuple(one for one in members if fold(one.name) == word)
    return whole or tuple(one for one in members if len(word) >= 2 and word in fold(one.name))


def only_one(found: Sequence[str]) -> str:
    """The only name, or a sentence that says there is none, or several."""
    if not found:
        raise MemberError(N_("I do not know anybody of that name here; nothing was changed{polite}."))
    if len(found) > 1:
        raise MemberError(N_("That name fits several people; please write it in full or use the number{polite}."))
    return found[0]
