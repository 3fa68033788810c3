"""A message and all known words, in; the message with slips of the finger put right, and what stayed unread, out.

A row of letters is cut into words at the least cost. Known words cost little, rare ones more, letters of no word most;
only where that leaves letters over, words with one slip compete: a letter dropped, added, changed or swapped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.understanding.cutting import Word, cut, cut_with_slips, is_rare
from bot.understanding.forms import Span
from bot.understanding.known_words import KnownWords, alike
from bot.understanding.letters import Letters

_RUN = re.compile(r"[ก-ฮะ-ฺเ-๎](?:[ ๆฯ.]*[ก-ฮะ-ฺเ-๎])*\.?|[a-z]+")
_DOUBTED, _DOUBTED_SHORT, _SHORT = 2.0, 1.4, 3
"""What a word costs from which on it may be a piece of a misspelled one; short ones sooner."""
_SURE, _FAINT = 1.6, 3.9
"""What a word with a slip costs up to which it is sure (a doubled letter), and from which on it explains little."""
_LITTLE_MORE = 1.3
"""How much dearer one word may be than the two that it was read as."""
_MOST_UNSURE, _MOST_OTHERS = 4, 4
"""From how many unsure pieces on a message is noise, and how many other readings are looked at."""
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
    vague: tuple[str, ...] = ()
    """Those of them for which many words are as near."""
    faint: tuple[str, ...] = ()
    """Letters that a word was found for which explains little: a very short or everyday one, or a letter is left."""
    rare: tuple[str, ...] = ()
    """Words so rare for their length that they may be pieces of others."""
    more: float = 0.0
    """How much dearer these words are than the likeliest ones."""
    others: tuple[Mended, ...] = ()
    """What the message may as well have been, the likeliest first."""


def mend(words: KnownWords, folded: str, known: Iterable[Span] = ()) -> Mended:
    """A folded text with its slips put right, save in what is understood already. Never raises."""
    spans = list(_runs(folded, known))
    runs = [folded[start:end] for start, end in spans]
    found = [_latin(words, run) if run.isascii() else _thai(words, run) for run in runs]
    others = [_whole(folded, spans, (*found[:at], other, *found[at + 1 :])) for at, other in _others(found)]
    return replace(_whole(folded, spans, found), others=tuple(others))


def _whole(folded: str, spans: Sequence[Span], found: Sequence[Mended]) -> Mended:
    pieces: list[str] = []
    last = 0
    for (start, end), one in zip(spans, found, strict=True):
        pieces += [folded[last:start], one.text]
        last = end
    return Mended(
        "".join((*pieces, folded[last:])),
        tuple(slip for one in found for slip in one.slips),
        tuple(unread for one in found for unread in one.unread),
        tuple(vague for one in found for vague in one.vague),
        tuple(faint for one in found for faint in one.faint),
        tuple(rare for one in found for rare in one.rare),
        sum(one.more for one in found),
    )


def _others(found: Sequence[Mended]) -> list[tuple[int, Mended]]:
    """The likeliest other ways to read one of the runs; none of noise."""
    if sum(len(one.unread) + len(one.faint) for one in found) > _MOST_UNSURE:
        return []
    others = [(at, other) for at, one in enumerate(found) for other in one.others]
    return sorted(others, key=lambda one: one[1].more)[:_MOST_OTHERS]


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
    if not 0 < zone.count(1) <= _MOST_DOUBTED or zone.find(b"\x01" * _NOISE) >= 0:
        best = _read(words, letters, plain.words)
        return replace(best, others=tuple(_of_two(words, letters, plain.words)))
    mended = cut_with_slips(words, letters, zone, plain)
    best = _read(words, letters, mended.words)
    others = (replace(_read(words, letters, way), more=more) for more, way in mended.others)
    return replace(best, others=(*others, *_of_two(words, letters, mended.words)))


def _of_two(words: KnownWords, letters: Letters, way: list[Word]) -> Iterator[Mended]:
    """The ways with two words read as one that lost a letter (จ้า|หน้าที่), in the shorter of the two."""
    for at, (one, two) in enumerate(pairwise(way)):
        is_typed_so = not (one.right or two.right or one.is_unread or two.is_unread)
        if not is_typed_so or letters.is_after_gap(two.start):
            continue
        for bare, cost in _longer(words, letters, one, two).items():
            more, right = cost - one.cost - two.cost, words.right(bare)
            if more < _LITTLE_MORE and _is_within("".join(letters.written[one.start : two.end]), right):
                whole = Word(one.start, two.end, cost, right, False)
                yield replace(_read(words, letters, [*way[:at], whole, *way[at + 2 :]]), more=more)


def _longer(words: KnownWords, letters: Letters, one: Word, two: Word) -> dict[str, float]:
    """The words that two words are with one letter more in a short one of them, and what each costs."""
    first, second = letters.bare[one.start : one.end], letters.bare[two.start : two.end]
    found: dict[str, float] = {}
    if len(first) <= _SHORT and len(first) <= len(second):
        found |= words.longer("", first, second)
    if len(second) <= _SHORT and len(second) <= len(first):
        found |= words.longer(first, second, "")
    return found


def _is_within(letters: str, word: str) -> bool:
    """Whether a word has all these letters and marks in this order."""
    rest = iter(word)
    return all(letter in rest for letter in letters)


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


def _read(words: KnownWords, letters: Letters, way: list[Word]) -> Mended:
    """The words of a way as text, gaps between them kept."""
    pieces: list[str] = []
    slips: list[tuple[str, str]] = []
    for one in way:
        is_joined = _is_joined(words, letters, one)
        written = _as_written(letters, one, is_joined=is_joined)
        pieces += [" " if one.start and letters.is_after_gap(one.start) else "", one.right or written]
        if one.right or is_joined:
            slips.append((written, one.right or written))
    faint = ("".join(letters.written[one.start : one.end]) for one in way if _is_faint(words, letters, one))
    vague = (
        "".join(letters.written[one.start : one.end])
        for one in way
        if one.right and one.cost >= _FAINT and len(alike(one.right)) <= 3
    )
    rare = (
        "".join(letters.written[one.start : one.end])
        for one in way
        if not one.right and not one.is_unread and is_rare(one)
    )
    return Mended("".join(pieces), tuple(slips), _unread(letters, way), tuple(vague), tuple(faint), tuple(rare))


def _is_faint(words: KnownWords, letters: Letters, one: Word) -> bool:
    """Whether a slip was put right by a word that explains little, or by leaving a letter beside it out."""
    bare, right = letters.bare[one.start : one.end], alike(one.right)
    if not right or right == bare or one.cost <= _SURE:
        return False
    is_left_out = len(bare) > len(right) and right in (bare[1:], bare[:-1])
    return is_left_out or one.cost >= _FAINT or not words.is_word(right)


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
