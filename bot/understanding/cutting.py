"""Letters and known words, in; the cheapest words that make the letters, some with a slip of the finger, out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from bot.understanding.known_words import GAPS, KNOWN, MARKS, KnownWords, alike

_UNREAD, _UNREAD_SIGN, _ALONE, _POINTED = 2.5, 3.5, 1.5, 0.3
"""What a letter of no word costs: a sign cannot begin one, a letter alone or with a point stands for one."""
_GAP, _ACROSS = 0.6, 3.3
"""What a gap inside a word costs, and two letters swapped over the border of two words."""
_SIGNS = frozenset("ะัาำิีึืุู")
_WINDOW = 16
"""Letters of the longest stretch that is looked up with a slip."""
_LEAST_SLIP, _SLACK = 1.6, 1.0
"""The cheapest word with a slip; how much dearer one alone may make the whole and still be looked at."""
_AS_NEAR, _DOUBLED = 0.3, 1.5
_NEVER = 1e9


class Letters(NamedTuple):
    """A run of letters: each as skeletons have it, as written with its marks, and how many gaps stand before it."""

    bare: str
    written: list[str]
    gaps: list[int]
    is_pointed: list[bool]

    @classmethod
    def of(cls, run: str) -> Letters:
        """The letters of a folded text."""
        found: list[str] = []
        gaps: list[int] = []
        is_pointed: list[bool] = []
        gap = 0
        for letter in run:
            if letter == "." and found and not gap:
                is_pointed[-1] = True
            elif letter in GAPS:
                gap = 1 if found else 0
            elif letter not in MARKS:
                found.append(letter)
                gaps.append(gap)
                is_pointed.append(False)
                gap = 0
            elif found:
                found[-1] += letter
        bare = alike("".join(found))
        return cls(bare, found, list(accumulate(gaps)), is_pointed)

    def is_after_gap(self, at: int) -> bool:
        """Whether a gap stands before a letter (at the end of the run, too)."""
        return at in (0, len(self.gaps)) or self.gaps[at] > self.gaps[at - 1]

    def is_alone(self, at: int) -> bool:
        """Whether gaps stand on both sides of a letter."""
        return self.is_after_gap(at) and self.is_after_gap(at + 1)

    def is_abbreviation(self, at: int) -> bool:
        """Whether a letter with a point stands beside another one (พ.ร.บ.)."""
        return self.is_pointed[at] and sum(self.is_pointed[max(0, at - 1) : at + 2]) > 1

    def is_torn(self, start: int, end: int) -> bool:
        """Whether a gap stands between letters start..end."""
        return self.gaps[end - 1] > self.gaps[start]


class Word(NamedTuple):
    """Letters start..end, read as a word."""

    start: int
    end: int
    cost: float
    right: str
    """What they are with their slip put right; empty when they are read as written."""
    is_unread: bool
    other: str
    """Another word that is as near; empty when there is none."""


class _Step(NamedTuple):
    """The last word of the cheapest way to some letter; `cost` is that of the whole way."""

    cost: float
    start: int
    kind: str
    right: str
    other: str = ""


_UNREAD_STEP, _AS_WRITTEN, _MENDED, _MENDED_ACROSS = "?", "", "~", "x"
_NOWHERE = _Step(_NEVER, 0, "", "")


@dataclass(frozen=True, slots=True)
class Cut:
    """A run of letters as words."""

    words: list[Word]
    cost: float
    rest: list[float]
    """What the letters from each one on cost at least, slips aside."""


def cut(words: KnownWords, letters: Letters) -> Cut:
    """The cheapest words that make the letters as they stand, in order."""
    search = _Search(words, letters)
    search.run()
    return Cut(search.words_found(), search.best[-1].cost, search.rest())


def cut_with_slips(words: KnownWords, letters: Letters, zone: bytearray, plain: Cut) -> Cut:
    """The same with words that hold a slip where the zone has a 1."""
    search = _Search(words, letters)
    search.run(zone, plain)
    return Cut(search.words_found(), search.best[-1].cost, plain.rest)


class _Search:
    """One pass over the letters; for each, the cheapest way to it."""

    def __init__(self, words: KnownWords, letters: Letters) -> None:
        self._words = words
        self._letters = letters
        size = len(letters.bare)
        self.best = [_Step(0.0, 0, "", ""), *[_NOWHERE] * size]
        self._across = [_NOWHERE] * (size + 1)
        self._arcs: list[tuple[int, int, float]] = []

    def run(self, zone: bytearray | None = None, plain: Cut | None = None) -> None:
        """Go over all letters; with slips when the way without is known."""
        for start in range(len(self._letters.bare)):
            self._leave(start)
            self._read(start)
            if zone is not None and plain is not None:
                self._mend(start, zone, plain)
                self._cross(start, zone)

    def rest(self) -> list[float]:
        """What is left to pay from each letter on."""
        size = len(self._letters.bare)
        rest = [_NEVER] * size + [0.0]
        for start, end, cost in reversed(self._arcs):
            if cost + rest[end] < rest[start]:
                rest[start] = cost + rest[end]
        return rest

    def _leave(self, at: int) -> None:
        cost = _left_over(self._letters, at)
        self._arcs.append((at, at + 1, cost))
        if self.best[at].cost + cost < self.best[at + 1].cost:
            self.best[at + 1] = _Step(self.best[at].cost + cost, at, _UNREAD_STEP, "")

    def _read(self, start: int) -> None:
        bare, written, gaps, _ = self._letters
        best, cost_of = self.best, self._words.cost
        so_far, before = best[start].cost, gaps[start]
        for end in (start + 2, *self._words.ends(bare, start)):
            if end > len(bare):
                break
            gap = gaps[end - 1] - before
            cost = cost_of(bare[start:end], written[start:end], gap > 0)
            if cost:
                cost += _GAP * gap
                self._arcs.append((start, end, cost))
                if so_far + cost < best[end].cost:
                    best[end] = _Step(so_far + cost, start, _AS_WRITTEN, "")

    def _mend(self, start: int, zone: bytearray, plain: Cut) -> None:
        bare, written, gaps, _ = self._letters
        best = self.best
        for end in range(start + 1, min(len(bare), start + _WINDOW) + 1):
            so_far = best[start].cost + _GAP * (gaps[end - 1] - gaps[start])
            if so_far + _LEAST_SLIP + plain.rest[end] >= plain.cost + _SLACK or zone.find(1, start, end) < 0:
                continue
            near = self._words.near(bare[start:end])
            for right, cost in near.items():
                if so_far + cost < best[end].cost:
                    other = _as_near(right, cost, near)
                    as_typed = "".join(written[start:end])
                    step = _Step(so_far + cost, start, _MENDED, self._words.right(right, as_typed))
                    best[end] = step._replace(other=self._words.right(other)) if other else step

    def _cross(self, start: int, zone: bytearray) -> None:
        """Two words whose neighbouring letters are swapped (คือ behind บุคคล: บุคคคลือ)."""
        bare, _, gaps, _ = self._letters
        size = len(bare)
        for end in range(start + 2, min(size, start + _WINDOW) + 1):
            gap = _GAP * (gaps[end - 1] - gaps[start])
            if end < size and (zone[end - 1] or zone[end]) and not self._letters.is_after_gap(end):
                first = bare[start : end - 1] + bare[end]
                self._offer(self._across, end, self.best[start].cost + _ACROSS + gap, start, _MENDED, first)
            if start and self._across[start].cost < _NEVER:
                second = bare[start - 1] + bare[start + 1 : end]
                self._offer(self.best, end, self._across[start].cost + gap, start, _MENDED_ACROSS, second)

    def _offer(self, steps: list[_Step], end: int, cost: float, start: int, kind: str, bare: str) -> None:
        if cost + KNOWN < steps[end].cost and self._words.is_word(bare):
            steps[end] = _Step(cost + KNOWN, start, kind, self._words.right(bare))

    def words_found(self) -> list[Word]:
        """The words of the cheapest way."""
        found: list[Word] = []
        end = len(self._letters.bare)
        while end > 0:
            step = self.best[end]
            steps = [step]
            if step.kind == _MENDED_ACROSS:
                steps.append(self._across[step.start])
            for one in steps:
                cost = one.cost - self.best[one.start].cost if one.kind != _MENDED_ACROSS else KNOWN
                right = self._better(one.start, end) if one.kind == _AS_WRITTEN else one.right
                found.append(Word(one.start, end, cost, right, one.kind == _UNREAD_STEP, one.other))
                end = one.start
        return found[::-1]

    def _better(self, start: int, end: int) -> str:
        bare, written, _, _ = self._letters
        return self._words.better(bare[start:end], "".join(written[start:end]))


def _as_near(right: str, cost: float, near: Mapping[str, float]) -> str:
    """The nearest of the other words, when it is about as near; a doubled letter leaves no choice."""
    if cost <= _DOUBLED:
        return ""
    others = [(other, word) for word, other in near.items() if word != right and other < cost + _AS_NEAR]
    return min(others)[1] if others else ""


def _left_over(letters: Letters, at: int) -> float:
    if letters.is_pointed[at]:
        return _POINTED
    if letters.is_alone(at):
        return _ALONE
    return _UNREAD_SIGN if letters.bare[at] in _SIGNS else _UNREAD
