"""A message in; what it wants left out ("ไม่รวมโครงการ", "หัก 1.4 ออก") and the message without that, out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.understanding.forms import Span
from bot.understanding.reading import Reading, spans_of

# Where one of these begins, the message says no longer what is left out but what is asked.
_ASKING = (
    *("money", "how_many", "total", "whole_plan", "who", "who_weak", "when", "what", "list", "exists", "some"),
    *("count", "count_people", "count_texts", "few", "largest", "smallest", "ranked", "yes_no", "confirm"),
    *("remaining", "disbursed", "percent", "same_topic", "work", "by_officer", "by_officer_money", "by_quarter"),
    *("by_part", "except", "except_from"),
)


@dataclass(frozen=True, slots=True)
class Cut:
    """A message cut in two."""

    rest: str
    left_out: tuple[str, ...]
    """What is left out, as typed: one piece an exception."""
    is_subtracted: bool = False
    """ "หัก … ออก เหลือเท่าไร" asks what is left of the sum, not of the money."""


def cut(reading: Reading, is_known: Callable[[str], bool]) -> Cut | None:
    """The message without its exceptions; None when it makes none. `is_known`: whether a piece names something."""
    clauses = tuple(_clauses(reading, is_known))
    if not clauses:
        return None
    rest, at = "", 0
    for start, end, _ in clauses:
        rest += reading.folded[at:start] + " "
        at = end
    pieces = tuple(piece.strip() for _, _, piece in clauses)
    return Cut((rest + reading.folded[at:]).strip(), pieces, "except_from" in reading.cues)


def _clauses(reading: Reading, is_known: Callable[[str], bool]) -> Iterator[tuple[int, int, str]]:
    """(start, end, what is left out) of every exception, in order."""
    closings = spans_of(reading.cues.found.get("except_to", ()))
    done = 0
    for start, end, is_closed in sorted(_openings(reading)):
        closing = next((one for one in closings if one[0] > end), None) if is_closed else None
        if start < done or (is_closed and closing is None):
            continue
        last = closing[0] if closing else _end(reading, end, is_known)
        done = closing[1] if closing else last
        yield start, done, reading.folded[end:last]


def _openings(reading: Reading) -> Iterator[tuple[int, int, bool]]:
    """Where an exception begins: the word for it, and whether another word ends it."""
    yield from ((*span, False) for span in spans_of(reading.cues.found.get("except", ())))
    yield from ((*span, True) for span in spans_of(reading.cues.found.get("except_from", ())))
    for word in reading.index.words.cues.get("except_spelt", ()):
        yield from ((one.start(), one.end(), False) for one in re.finditer(re.escape(word), reading.folded))


def makes_exceptions(reading: Reading) -> bool:
    """Whether a word for leaving something out stands in the message."""
    return next(_openings(reading), None) is not None


def _end(reading: Reading, start: int, is_known: Callable[[str], bool]) -> int:
    """Where what is left out ends: where something is asked, or at a gap once something is named."""
    taken = _one_thing(reading)
    cues = (match.start for key in _ASKING for match in reading.cues.found.get(key, ()))
    asked = (at for at in cues if at >= start and not any(first <= at < last for first, last in taken))
    whole = min(asked, default=len(reading.folded))
    joins = _joins(reading)
    for at in range(start + 1, whole):
        if reading.folded[at] != " " or any(first < at < last for first, last in taken):
            continue
        before, behind = reading.folded[start:at], reading.folded[at + 1 : whole]
        goes_on = before.endswith(joins) or behind.startswith((*joins, "(")) or behind[:1].isdigit()
        if not goes_on and is_known(before):
            return at
    return whole


def _one_thing(reading: Reading) -> list[Span]:
    """What is one thing, though a gap or a word that asks may stand in it."""
    known = (one for one in reading.link(None).mentions if one.kind != "text")
    free = reading.cues.found.get("free", ())
    return spans_of(known, free, reading.times, reading.people, reading.references, reading.parts, reading.groups)


def _joins(reading: Reading) -> tuple[str, ...]:
    """Words between two things of a row."""
    fields = reading.index.words.fields
    return (*fields.get("number.join", ()), *fields.get("number.range", ()))
