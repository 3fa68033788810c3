"""A question of days with others between them, in; the same question for each of those times, out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from bot.calendar import Span
from bot.questions import Agenda, Count, Question, Several, SingleQuestion, Total
from bot.understanding.reading import Reading

_MOST = 4


def for_each_time(question: SingleQuestion, reading: Reading) -> Question:
    """ "ไตรมาส 1 กับ 4 มีอะไรบ้าง": what lies between is not asked for."""
    spans = _apart(reading)
    asked = None if reading.is_whole_year else reading.span
    if (
        not isinstance(question, Agenda | Count | Total)
        or question.scope.span != asked
        or not spans
        or question.scope.keys
    ):
        return question
    return Several(tuple(replace(question, scope=replace(question.scope, span=one)) for one in spans))


def _apart(reading: Reading) -> tuple[Span, ...]:
    """The times of a message when days lie between two of them; else nothing."""
    spans = sorted({one.span for one in reading.times}, key=lambda one: one.start_on)
    gaps = any(later.start_on > first.end_on + timedelta(days=1) for first, later in pairwise(spans))
    return tuple(spans) if gaps and len(spans) <= _MOST else ()
