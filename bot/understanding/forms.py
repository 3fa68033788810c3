"""Forms (words with a meaning) and a text, in; where they stand in it, longest first and never overlapping, out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from bot.understanding.text import Borders, Edges, Skeleton, bones_of, fold, skeleton

SHORT = 5
"""Skeleton letters up to which a form counts only as a whole word."""

_HEAD = 3
"""Skeleton letters by which forms are looked up; shorter forms are looked up whole."""

Span = tuple[int, int]
"""Folded offsets, end excluded."""


@dataclass(frozen=True, slots=True)
class Text:
    """A message made ready for matching: folded, its skeleton, and where words may begin and end."""

    folded: str
    skeleton: Skeleton
    edges: Edges

    @classmethod
    def of(cls, folded: str, borders: Borders) -> Text:
        """Read an already folded text."""
        bones = Skeleton.of(folded)
        return cls(folded, bones, borders.of(bones))


@dataclass(frozen=True, slots=True)
class Match:
    """A form found at folded offsets start..end (end excluded)."""

    start: int
    end: int
    key: str
    form: str


class _Hit(NamedTuple):
    """A form found at skeleton letters start..end."""

    start: int
    end: int
    bones: str


class FormMatcher:
    """Finds forms by exact skeleton. Built once from key → forms; the answer does not depend on any hash seed.

    A short form counts only at word borders. With `is_strict`, the shortest (up to three letters) must besides touch
    a gap, the end of the text or another form: pass that only when the forms include the everyday words of a sentence.
    """

    def __init__(
        self, forms: Mapping[str, Iterable[str]], carriers: Iterable[str] = (), *, is_strict: bool = False
    ) -> None:
        self.borders = _borders_of(tuple(carriers))
        self._is_strict = is_strict
        self._meanings: dict[str, tuple[str, str]] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}
        self._add(forms)

    def extended(self, forms: Mapping[str, Iterable[str]]) -> FormMatcher:
        """This matcher with some forms more; it itself does not change. Cheap, for what one plan adds."""
        more = copy(self)
        more._meanings, more._lengths = dict(self._meanings), dict(self._lengths)
        more._add(forms)
        return more

    def _add(self, forms: Mapping[str, Iterable[str]]) -> None:
        lengths: dict[str, set[int]] = {}
        for key in sorted(forms):
            for form in forms[key]:
                bones = bones_of(form)
                if len(bones) >= 2 and bones not in self._meanings:
                    self._meanings[bones] = key, form
                    lengths.setdefault(bones[:_HEAD], set()).add(len(bones))
        for head, found in lengths.items():
            if len(head) == _HEAD:
                self._lengths[head] = tuple(sorted(found.union(self._lengths.get(head, ())), reverse=True))

    @property
    def meanings(self) -> Mapping[str, tuple[str, str]]:
        """Skeleton → (key, form)."""
        return self._meanings

    def read(self, folded: str) -> Text:
        """Make a folded text ready for this matcher."""
        return Text.of(folded, self.borders)

    def find(self, text: Text | str, taken: Iterable[Span] = ()) -> tuple[Match, ...]:
        """The forms in a text, in order; spans that are already taken are left alone."""
        ready = self.read(fold(text)) if isinstance(text, str) else text
        return tuple(self._match(ready, hit) for hit in self._choose(ready, tuple(taken)))

    def keys(self, text: Text) -> list[str]:
        """The keys of the forms in a text, in order: for who need not know where they stand."""
        return [self._meanings[hit.bones][0] for hit in self._choose(text, ())]

    def _match(self, text: Text, hit: _Hit) -> Match:
        start, end = text.skeleton.folded_span(hit.start, hit.end)
        first, last = _doubled_ends(self._meanings[hit.bones][1])
        if not first:
            start = _copies(text.skeleton, hit.start)[0]
        if not last:
            end = _copies(text.skeleton, hit.end - 1)[1]
        return Match(start, end, *self._meanings[hit.bones])

    def _choose(self, text: Text, taken: tuple[Span, ...]) -> list[_Hit]:
        used = used_letters(text.skeleton, taken)
        waiting = sorted(self._hits(text), key=lambda hit: (hit.start - hit.end, hit.start))
        chosen: list[_Hit] = []
        while True:
            refused: list[_Hit] = []
            count = len(chosen)
            for hit in waiting:
                if used.find(1, hit.start, hit.end) >= 0:
                    continue
                if self._is_anchored(text, hit, used):
                    chosen.append(hit)
                    first, last = self._taken_by(text.skeleton, hit)
                    used[first:last] = b"\x01" * (last - first)
                else:
                    refused.append(hit)
            if len(chosen) == count or not refused:
                chosen.extend(_tiles(text.skeleton, refused, used))
                return sorted(chosen, key=lambda hit: hit.start)
            waiting = refused

    def _taken_by(self, bones: Skeleton, hit: _Hit) -> Span:
        """The skeleton letters that a form takes: without a letter at its end that the next word has as well."""
        starts_shared, ends_shared = _is_shared(bones, hit.start), _is_shared(bones, hit.end - 1)
        if not starts_shared and not ends_shared:
            return hit.start, hit.end
        first, last = _doubled_ends(self._meanings[hit.bones][1])
        return hit.start + (not first and starts_shared), hit.end - (not last and ends_shared)

    def _hits(self, text: Text) -> list[_Hit]:
        bones, edges = text.skeleton.text, text.edges
        meanings, lengths = self._meanings, self._lengths
        hits: list[_Hit] = []
        starts, ends = edges.starts, edges.ends
        for start in range(len(bones) - 1):
            if starts[start] and ends[start + 2] and bones[start : start + 2] in meanings:
                hits.append(_Hit(start, start + 2, bones[start : start + 2]))
            for length in lengths.get(bones[start : start + _HEAD], ()):
                part = bones[start : start + length]
                if part in meanings and _is_whole(edges, start, part):
                    hits.append(_Hit(start, start + len(part), part))
        return hits

    def _is_anchored(self, text: Text, hit: _Hit, used: bytearray) -> bool:
        length = hit.end - hit.start
        if not self._is_strict or length > 3:
            return True
        bones, last = text.skeleton, hit.end - 1
        before = is_gap(bones, hit.start) or _has_gap(bones, hit.start) or bool(used[hit.start - 1] or used[hit.start])
        behind = is_gap(bones, hit.end) or _has_gap(bones, last) or bool(used[hit.end] or used[last])
        return before and behind if length <= 2 else before or behind


def _tiles(bones: Skeleton, refused: list[_Hit], used: bytearray) -> list[_Hit]:
    """Short forms that together fill a stretch between known words: none stands alone, all stand side by side."""
    by_start: dict[int, list[_Hit]] = {}
    for hit in refused:
        by_start.setdefault(hit.start, []).append(hit)
    chosen: list[_Hit] = []
    done = 0
    for start in sorted(by_start):
        if start >= done and not used[start] and (is_gap(bones, start) or used[start - 1]):
            row = _row(bones, by_start, used, start)
            chosen.extend(row)
            done = row[-1].end if row else start
    for hit in chosen:
        used[hit.start : hit.end] = b"\x01" * (hit.end - hit.start)
    return chosen


def _row(bones: Skeleton, by_start: Mapping[int, list[_Hit]], used: bytearray, start: int) -> list[_Hit]:
    """The hits that lead from `start` to the next known word or gap without a letter between; none if they cannot."""
    ways: dict[int, list[_Hit]] = {start: []}
    for at in range(start, len(bones.text) + 1):
        way = ways.get(at)
        if way and (is_gap(bones, at) or used[at]):
            return way
        if way is not None:
            for hit in by_start.get(at, ()):
                if used.find(1, hit.start, hit.end) < 0:
                    ways.setdefault(hit.end, [*way, hit])
    return []


def _is_whole(edges: Edges, start: int, part: str) -> bool:
    """Short forms are whole words; a long one may not cut a number or a Latin word."""
    end = start + len(part)
    if len(part) <= SHORT:
        return edges.is_word(start, end)
    return bool((not part[0].isascii() or edges.starts[start]) and (not part[-1].isascii() or edges.ends[end]))


@lru_cache(maxsize=16)
def _borders_of(carriers: tuple[str, ...]) -> Borders:
    """The borders of these carriers; the matchers of one language share theirs."""
    return Borders(carriers)


@lru_cache(maxsize=8192)
def _doubled_ends(form: str) -> tuple[bool, bool]:
    """Whether a form itself begins or ends with a doubled letter (จุดเน้น)."""
    folded = fold(form)
    if sum(letter not in _NOT_LETTERS for letter in folded) == len(skeleton(folded)):
        return False, False
    bones = Skeleton.of(folded)
    return _is_shared(bones, 0), _is_shared(bones, len(bones.text) - 1)


def _is_shared(bones: Skeleton, index: int) -> bool:
    """Whether a skeleton letter stands for two that met (ใคร|รับ): the words before and behind may both have it."""
    return bones.ends[index] - bones.positions[index] > 1 and _copies(bones, index)[0] > bones.positions[index]


def _copies(bones: Skeleton, index: int) -> Span:
    """Where the last copy of a skeleton letter begins and where the first one ends, in folded offsets."""
    first, end = bones.positions[index], bones.ends[index]
    if end - first == 1:
        return first, end
    letters = [at for at in range(first, end) if at == first or bones.folded[at] not in _NOT_LETTERS]
    return letters[-1], letters[1] if len(letters) > 1 else end


_NOT_LETTERS = frozenset("็่้๊๋์ํฺ๎ฯๆ .,-/()\"'")


def is_gap(bones: Skeleton, index: int) -> bool:
    """Whether something other than a letter (or nothing at all) stands before skeleton letter `index`."""
    if index in (0, len(bones.text)):
        return True
    before, behind = bones.text[index - 1], bones.text[index]
    return bones.ends[index - 1] < bones.positions[index] or before.isascii() != behind.isascii()


def _has_gap(bones: Skeleton, index: int) -> bool:
    """Whether a gap stands between the two letters that one skeleton letter stands for (ผอ. | อีก)."""
    start, end = bones.positions[index], bones.ends[index]
    return end - start > 1 and any(letter in " .,-/()" for letter in bones.folded[start:end])


def used_letters(bones: Skeleton, taken: Iterable[Span]) -> bytearray:
    """One byte a skeleton letter: 1 where it lies in one of the folded spans."""
    used = bytearray(len(bones.text))
    for start, end in taken:
        first, last = bisect_left(bones.positions, start), bisect_left(bones.positions, end)
        if first < last:
            used[first:last] = b"\x01" * (last - first)
    return used
