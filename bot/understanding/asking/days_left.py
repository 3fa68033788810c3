"""How long it is until a time begins or ends, whatever is done in it: reading in, question or nothing out."""

from __future__ import annotations

from bot.questions import SingleQuestion, Today
from bot.understanding.context import Context
from bot.understanding.reading import Reading


def days_left(reading: Reading, context: Context) -> SingleQuestion | None:
    """ "เหลืออีกกี่เดือนจะหมดปีงบ", "อีกกี่วันถึงไตรมาส 3"."""
    if "count_days" not in reading.cues or reading.references or reading.people or reading.topics:
        return None
    if reading.link(None).coverage > 0 or reading.unknown > 2 or reading.groups:
        return None
    ending = next((name for name, found in reading.patterns.ends.items() if found.search(reading.folded)), "")
    if ending:
        return Today(None, ending)
    return Today(reading.span, "until") if reading.times and not (reading.is_now or reading.is_whole_year) else None
