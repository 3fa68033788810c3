"""How long it is until a time begins or ends, whatever is done in it: reading in, question or nothing out."""

from __future__ import annotations

import re

from bot.calendar import Span
from bot.questions import SingleQuestion, Today
from bot.understanding.context import Context, before_scope
from bot.understanding.reading import Reading
from bot.understanding.times import TimeKind

_ENDS = ("ends_year", "ends_quarter", "ends_month")
"""Lists of words for the end of what is running."""


def days_left(reading: Reading, context: Context) -> SingleQuestion | None:
    """ "เหลืออีกกี่เดือนจะหมดปีงบ", "อีกกี่วันถึงไตรมาส 3", "จากวันนี้ถึง 10 มิ.ย. กี่วัน"."""
    if not reading.cues.any("count_days", "length") or reading.references or reading.people or reading.topics:
        return None
    if reading.link(None).coverage > 0 or reading.unknown > 2 or reading.groups:
        return None
    if "count_days" not in reading.cues:
        is_range = (
            bool(reading.times) and reading.times[0].kind is TimeKind.RANGE and before_scope(context.before) is None
        )
        return Today(reading.span, "length") if is_range else None
    ending = next((name for name, found in reading.patterns.ends.items() if _is_whole(reading, found)), "")
    if ending:
        return Today(None, ending)
    edge = reading.span if reading.times and reading.times[0].kind is TimeKind.EDGE else None
    if edge is not None and _says_end(reading):
        return Today(Span(edge.end_on, edge.end_on), "until")
    return Today(reading.span, "until") if reading.times and not (reading.is_now or reading.is_whole_year) else None


def _says_end(reading: Reading) -> bool:
    """Whether the end of a year, a quarter or a month is said, named or not."""
    return any(word in reading.folded for key in _ENDS for word in reading.index.words.cues.get(key, ()))


def _is_whole(reading: Reading, ending: re.Pattern[str]) -> bool:
    """Whether the end of what is running is said, and no month, quarter or year is named behind it."""
    found = ending.search(reading.folded)
    return found is not None and not any(one.start <= found.start() and found.end() < one.end for one in reading.times)
