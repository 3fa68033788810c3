"""A message and all known words, in; the message with slips of the finger put right, and what stayed unread, out.

A row of letters is cut into words at the least cost. Known words cost little, rare ones more, letters of no word most;
only where that leaves letters over, words with one slip compete: a letter dropped, added, changed or swapped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.understanding.cutting import Letters, Word, cut, cut_with_slips
from bot.understanding.forms import Span
from bot.understanding.known_words import KnownWords

_RUN = re.compile(r"[ก-ฮะ-ฺเ-๎](?:[ ๆฯ.]*[ก-ฮะ-ฺเ-๎])*\.?|[a-z]+")
_DOUBTED, _DOUBTED_SHORT, _SHORT = 2.0, 1.4, 3
"""What a word costs from which on it may be a piece of a misspelled one; short ones sooner."""
_LEAST_GAIN = 0.3
"""How much cheaper slips must make a text in which every letter is of some word."""
_LATIN = 3
_NOISE = 14
"""Doubted letters in a row from which they are no slip of the finger."""
_MOST_DOUBTED = 40
"""So many in all are noise: nobody slips so often, and looking at each takes time."""


@dataclass(frozen=True, slots=True)
class Mended:
    """What became of a message."""

    text: str
    """Folded; slips put right."""
    slips: tuple[tuple[str, str], ...] = ()
    """What was written and what was read instead."""
    unread: tuple[str, ...] = ()
    """Letters that no word explains."""
    others: tuple[tuple[str, str], ...] = ()
    """What was read, and the other word that it may as well have been."""


def mend(words: KnownWords, folded: str, known: Iterable[Span] = ()) -> Mended:
    """A folded text with its slips put right, save in what is understood already. Never raises."""
    pieces: list[str] = []
    found: list[Mended] = []
    last = 0
    for start, end in _runs(folded, known):
        run = folded[start:end]
        found.append(_latin(words, run) if run.isascii() else _thai(words, run))
        pieces += [folded[last:start], found[-1].text]
        last = end
    return Mended(
        "".join((*pieces, folded[last:])),
        tuple(slip for one in found for slip in one.slips),
        tuple(unread for one in found for unread in one.unread),
        tuple(other for one in found for other in one.others),
    )


def _runs(folded: str, known: Iterable[Span]) -> Iterator[Span]:
    """Where letters stand in a row: Thai ones over gaps, Latin ones not."""
    start = 0
    for first, last in (*sorted(known), (len(folded), len(folded))):
        yield from (found.span() for found in _RUN.finditer(folded, start, max(start, first)))
        start = max(start, last)


def _latin(words: KnownWords, run: str) -> Mended:
    """A Latin word, which is mended only as a whole and when one word alone is nearest."""
    if len(run) < _LATIN or words.is_word(run):
        return Mended(run)
    near = sorted((cost, right) for right, cost in words.near(run).items() if right.isascii() and len(right) >= _LATIN)
    if not near or (len(near) > 1 and near[1][0] == near[0][0]):
        return Mended(run, (), (run,))
    return Mended(near[0][1], ((run, near[0][1]),))


def _thai(words: KnownWords, run: str) -> Mended:
    letters = Letters.of(run)
    if len(letters.bare) < 2:
        return Mended(run)
    plain = cut(words, letters)
    zone = _doubted(plain.words, len(letters.bare))
    if 0 < zone.count(1) <= _MOST_DOUBTED and zone.find(b"\x01" * _NOISE) < 0:
        mended = cut_with_slips(words, letters, zone, plain)
        if plain.cost - mended.cost >= _LEAST_GAIN or any(one.is_unread for one in plain.words):
            return _written(words, letters, mended.words)
    if any(one.right or _is_joined(words, letters, one) for one in plain.words):
        return _written(words, letters, plain.words)
    return Mended(run, (), _unread(letters, plain.words))


def _doubted(plain: list[Word], size: int) -> bytearray:
    """The letters of no word and of doubted words, with their neighbours."""
    zone = bytearray(size)
    for one in plain:
        if one.is_unread or one.cost >= (_DOUBTED_SHORT if one.end - one.start <= _SHORT else _DOUBTED):
            first, last = max(0, one.start - 1), min(size, one.end + 1)
            zone[first:last] = b"\x01" * (last - first)
    return zone


def _is_joined(words: KnownWords, letters: Letters, one: Word) -> bool:
    return letters.is_torn(one.start, one.end) and not words.is_spaced(letters.bare[one.start : one.end])


def _written(words: KnownWords, letters: Letters, way: list[Word]) -> Mended:
    """The words of a way as text, gaps between them kept."""
    pieces: list[str] = []
    slips: list[tuple[str, str]] = []
    for one in way:
        is_joined = _is_joined(words, letters, one)
        written = _as_written(letters, one, is_joined=is_joined)
        pieces += [" " if one.start and letters.is_after_gap(one.start) else "", one.right or written]
        if one.right or is_joined:
            slips.append((written, one.right or written))
    others = tuple((one.right, one.other) for one in way if one.other)
    return Mended("".join(pieces), tuple(slips), _unread(letters, way), others)


def _as_written(letters: Letters, one: Word, *, is_joined: bool) -> str:
    pieces: list[str] = []
    for at in range(one.start, one.end):
        is_gap = at > one.start and not is_joined and letters.is_after_gap(at)
        pieces += [" " if is_gap else "", letters.written[at], "." if letters.is_pointed[at] else ""]
    return "".join(pieces)


def _unread(letters: Letters, way: list[Word]) -> tuple[str, ...]:
    """The letters of no word, side by side as one; long abbreviations and letters that stand alone are none."""
    found: list[str] = []
    end = -1
    for one in way:
        if one.is_unread and not letters.is_abbreviation(one.start) and not _stands_alone(letters, one.start):
            if one.start == end:
                found[-1] += letters.written[one.start]
            else:
                found.append(letters.written[one.start])
            end = one.end
    return tuple(found)


def _stands_alone(letters: Letters, at: int) -> bool:
    return letters.is_alone(at) and not letters.is_pointed[at]
