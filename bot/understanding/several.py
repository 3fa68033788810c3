"""A message in; its questions out: two when it asks about two things, one when it asks two facts of one thing."""

from __future__ import annotations

import re
from datetime import date

from bot.understanding.deciding import Certainty, decide
from bot.understanding.forms import Span
from bot.understanding.reader import Reader
from bot.understanding.reading import Reading

_SHAPES = (
    "list",
    "count",
    "what",
    "largest",
    "smallest",
    "total",
    "post",
    "work",
    "count_days",
    "count_rounds",
    "group_of",
    "contact",
    "exists",
    "yes_no",
)


_MOST_PIECES = 20
"""Pieces of a message above which it is no list of questions: each piece is read on its own, and that takes time."""
_MOST_READ = 1_500
"""Pieces times letters above which a message is read as one, for the same reason."""
_GAPS = re.compile(r"[?\n;]+|,\s+|\s+")


def pieces_of(folded: str, words: tuple[Span, ...] = ()) -> tuple[str, ...]:
    """Every piece between gaps and question marks, in order; a gap within one known word (อบรม CEFR) cuts nothing."""
    cuts = [one for one in _GAPS.finditer(folded) if not any(s < one.start() and one.end() < e for s, e in words)]
    starts = (0, *(one.end() for one in cuts))
    ends = (*(one.start() for one in cuts), len(folded))
    return tuple(folded[start:end] for start, end in zip(starts, ends, strict=True) if start < end)


def questions_in(reading: Reading, reader: Reader, today: date) -> tuple[str, ...]:
    """The message as one or several questions. Pieces that do not ask on their own stay with their neighbour."""
    words = tuple((one.start, one.end) for one in reading.link(None).mentions if one.kind != "text")
    pieces = pieces_of(reading.folded, words)
    is_long = len(pieces) * len(reading.folded) > _MOST_READ
    if not 2 <= len(pieces) <= _MOST_PIECES or is_long or not _could_be_several(reading):
        return (reading.folded,)
    grown: list[str] = []
    for piece in pieces:
        if grown and not (_is_whole(grown[-1], reader, today)):
            grown[-1] = f"{grown[-1]} {piece}"
        else:
            grown.append(piece)
    if len(grown) > 1 and not _asks(reader.read_one_way(grown[-1], today)):
        last = grown.pop()
        grown[-1] = f"{grown[-1]} {last}"
    if len(grown) < 2 or not _differ(grown, reader, today):
        return (reading.folded,)
    return tuple(grown)


def _could_be_several(reading: Reading) -> bool:
    asked = len(reading.cues.slots) + sum(cue in reading.cues for cue in _SHAPES)
    together = ("compare", "same", "different", "more", "less", "before", "same_person", "same_time", "each")
    if reading.cues.any(*together) or (len(reading.references) > 1 and "total" in reading.cues):
        return False
    return asked >= 2


def _is_whole(piece: str, reader: Reader, today: date) -> bool:
    reading = reader.read_one_way(piece, today)
    return _asks(reading) and _topic_key(reading) is not None


def _asks(reading: Reading) -> bool:
    return bool(reading.cues.slots) or reading.cues.any(*_SHAPES)


def _differ(pieces: list[str], reader: Reader, today: date) -> bool:
    """Every piece has a topic of its own, and they are not all the same."""
    topics = [_topic_key(reader.read_one_way(piece, today)) for piece in pieces]
    return all(topic is not None for topic in topics) and len(set(topics)) > 1


def _topic_key(reading: Reading) -> tuple[str, ...] | None:
    if reading.references:
        return tuple(key for one in reading.references for key in one.keys) or ("?",)
    if reading.people:
        return tuple(key for one in reading.people for key in one.keys)
    found = decide(reading.link(None))
    if found.certainty in (Certainty.SURE, Certainty.LIST):
        return found.keys
    if reading.times:
        return (str(reading.span),)
    if reading.groups or reading.parts:
        return tuple(match.key for match in (*reading.groups, *reading.parts))
    return None
