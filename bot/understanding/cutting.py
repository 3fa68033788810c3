"""Letters and known words, in; the cheapest words that make the letters, some with a slip of the finger, out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from bot.understanding.known_words import KNOWN, MARKS, WITHOUT_MARKS, KnownWords
from bot.understanding.letters import Letters

_UNREAD, _UNREAD_SIGN, _ALONE, _POINTED = 2.5, 3.5, 1.5, 0.3
"""What a letter of no word costs: a sign cannot begin one, a letter alone or with a point stands for one."""
_GAP, _ACROSS = 0.6, 3.3
"""What a gap inside a word costs, and two letters swapped over the border of two words."""
_UNMARKED = 2.0
"""What an ordinary word without its marks costs where no word has marks."""
_SIGNS = frozenset("ะัาำิีึืุู")
_WINDOW = 16
"""Letters of the longest stretch that is looked up with a slip."""
_LEAST_SLIP, _SLACK = 1.6, 1.0
"""The cheapest word with a slip; how much dearer one alone may make the whole and still be looked at."""
_RARE_SHORT, _RARE, _SHORT = 2.1, 2.4, 2
"""What words of up to so many letters, and longer ones, cost that may be pieces of others."""
_LEAST_GAIN = 0.3
"""How much cheaper slips must make a text in which every letter is of some word."""
_LITTLE_MORE, _MOST_OTHERS = 1.5, 6
"""How much dearer another way may be that is looked at, and how many are."""
_NEVER = 1e9


class Word(NamedTuple):
    """Letters start..end, read as a word."""

    start: int
    end: int
    cost: float
    right: str
    """What they are with their slip put right; empty when they are read as written."""
    is_unread: bool


class _Step(NamedTuple):
    """The last word of the cheapest way to some letter; `cost` is that of the whole way."""

    cost: float
    start: int
    kind: str
    right: str


class _Arc(NamedTuple):
    """A word that letters start..end may be, whatever stands before and behind."""

    start: int
    end: int
    cost: float
    kind: str
    right: str


_UNREAD_STEP, _AS_WRITTEN, _MENDED, _MENDED_ACROSS = "?", "", "~", "x"
_NOWHERE = _Step(_NEVER, 0, "", "")


@dataclass(frozen=True, slots=True)
class Cut:
    """A run of letters as words."""

    words: list[Word]
    steps: list[_Step]
    """The cheapest way to each letter."""
    rest: list[float]
    """What the letters from each one on cost at least, slips aside."""
    others: tuple[tuple[float, list[Word]], ...] = ()
    """Ways that cost little more, and how much."""

    @property
    def cost(self) -> float:
        return self.steps[-1].cost

    @property
    def is_read(self) -> bool:
        """Whether every letter is of some word."""
        return not any(one.is_unread for one in self.words)


def cut(words: KnownWords, letters: Letters) -> Cut:
    """The cheapest words that make the letters as they stand, in order."""
    search = _Search(words, letters)
    search.run()
    return Cut(search.words_found(), search.best, search.rest())


def cut_with_slips(words: KnownWords, letters: Letters, zone: bytearray, plain: Cut) -> Cut:
    """The same with words that hold a slip where the zone has a 1; as it was when that is not clearly cheaper."""
    search = _Search(words, letters)
    search.run(zone, plain)
    if plain.is_read and plain.cost - search.best[-1].cost < _LEAST_GAIN:
        search.forget(plain)
    others = search.others(_weak(plain.words, len(zone)))
    return Cut(search.words_found(), search.best, plain.rest, tuple(others))


def _weak(words: list[Word], size: int) -> bytearray:
    """The letters of no word and of words so rare for their length that they may be a piece of another."""
    zone = bytearray(size)
    for one in words:
        if one.is_unread or is_rare(one):
            zone[one.start : one.end] = b"\x01" * (one.end - one.start)
    return zone


def is_rare(word: Word) -> bool:
    """Whether a word is so rare for its length that it may be a piece of another."""
    return word.cost >= (_RARE_SHORT if word.end - word.start <= _SHORT else _RARE)


class _Search:
    """One pass over the letters; for each, the cheapest way to it."""

    def __init__(self, words: KnownWords, letters: Letters) -> None:
        self._words = words
        self._letters = letters
        size = len(letters.bare)
        self.best = [_Step(0.0, 0, "", ""), *[_NOWHERE] * size]
        self._across = [_NOWHERE] * (size + 1)
        self._arcs: list[_Arc] = []
        self._is_plain = False

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
        return self._onward()[0]

    def forget(self, plain: Cut) -> None:
        """Go back to the way without slips."""
        self.best = plain.steps
        self._is_plain = True

    def _onward(self) -> tuple[list[float], list[int]]:
        """What is left to pay from each letter on, and the word that begins there, by its place among the arcs."""
        size = len(self._letters.bare)
        rest, words = [_NEVER] * size + [0.0], [0] * size
        for place in range(len(self._arcs) - 1, -1, -1):
            start, end, cost, kind, _ = self._arcs[place]
            if cost + rest[end] < rest[start] and not (kind == _MENDED and self._is_plain):
                rest[start], words[start] = cost + rest[end], place
        return rest, words

    def others(self, zone: bytearray) -> Iterator[tuple[float, list[Word]]]:
        """The ways that cost little more, each by another word with a slip in the zone; the cheapest first."""
        rest, words = self._onward()
        known = {(one.start, one.end, one.right) for one in self.words_found()}
        found: list[tuple[float, int]] = []
        for place, (start, end, cost, kind, right) in enumerate(self._arcs):
            more = self.best[start].cost + cost + rest[end] - self.best[-1].cost
            if kind == _MENDED and more < _LITTLE_MORE and zone.find(1, start, end) >= 0:
                word = self._right(start, end, right)
                if (start, end, word) not in known and self._has_marks(start, end, word):
                    found.append((more, place))
        yield from ((more, self._way(place, words)) for more, place in sorted(found)[:_MOST_OTHERS])

    def _has_marks(self, start: int, end: int, word: str) -> bool:
        """Whether a word has the marks that were written: a slip adds none."""
        written = "".join(self._letters.written[start:end])
        return all(written.count(mark) <= word.count(mark) for mark in MARKS.intersection(written))

    def _way(self, place: int, words: list[int]) -> list[Word]:
        """The cheapest way with this word in it."""
        way = self.words_found(self._arcs[place].start)
        while True:
            start, end, cost, kind, right = self._arcs[place]
            right = self._right(start, end, right) if right else self._better(start, end, kind)
            way.append(Word(start, end, cost, right, kind == _UNREAD_STEP))
            if end == len(self._letters.bare):
                return way
            place = words[end]

    def _leave(self, at: int) -> None:
        cost = _left_over(self._letters, at)
        self._arcs.append(_Arc(at, at + 1, cost, _UNREAD_STEP, ""))
        if self.best[at].cost + cost < self.best[at + 1].cost:
            self.best[at + 1] = _Step(self.best[at].cost + cost, at, _UNREAD_STEP, "")

    def _read(self, start: int) -> None:
        bare, written, gaps, *_ = self._letters
        best, cost_of = self.best, self._words.cost
        so_far, before = best[start].cost, gaps[start]
        is_unmarked = self._letters.is_unmarked
        for end in (start + 2, *self._words.ends(bare, start)):
            if end > len(bare):
                break
            gap = gaps[end - 1] - before
            cost = cost_of(bare[start:end], written[start:end], gap > 0)
            if cost:
                cost = (_UNMARKED if is_unmarked and cost == WITHOUT_MARKS else cost) + _GAP * gap
                self._arcs.append(_Arc(start, end, cost, _AS_WRITTEN, ""))
                if so_far + cost < best[end].cost:
                    best[end] = _Step(so_far + cost, start, _AS_WRITTEN, "")

    def _mend(self, start: int, zone: bytearray, plain: Cut) -> None:
        bare, _, gaps, *_ = self._letters
        best = self.best
        for end in range(start + 1, min(len(bare), start + _WINDOW) + 1):
            so_far = best[start].cost + _GAP * (gaps[end - 1] - gaps[start])
            if so_far + _LEAST_SLIP + plain.rest[end] >= plain.cost + _SLACK or zone.find(1, start, end) < 0:
                continue
            for right, cost in self._words.near(bare[start:end]).items():
                if self._words.is_word(right):
                    self._arcs.append(_Arc(start, end, so_far + cost - best[start].cost, _MENDED, right))
                if so_far + cost < best[end].cost:
                    best[end] = _Step(so_far + cost, start, _MENDED, self._right(start, end, right))

    def _cross(self, start: int, zone: bytearray) -> None:
        """Two words whose neighbouring letters are swapped (คือ behind บุคคล: บุคคคลือ)."""
        bare, _, gaps, *_ = self._letters
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

    def words_found(self, last: int | None = None) -> list[Word]:
        """The words of the cheapest way, to the end or to some letter."""
        found: list[Word] = []
        end = len(self._letters.bare) if last is None else last
        while end > 0:
            step = self.best[end]
            steps = [step]
            if step.kind == _MENDED_ACROSS:
                steps.append(self._across[step.start])
            for one in steps:
                cost = one.cost - self.best[one.start].cost if one.kind != _MENDED_ACROSS else KNOWN
                right = one.right or self._better(one.start, end, one.kind)
                found.append(Word(one.start, end, cost, right, one.kind == _UNREAD_STEP))
                end = one.start
        return found[::-1]

    def _right(self, start: int, end: int, right: str) -> str:
        return self._words.right(right, "".join(self._letters.written[start:end]))

    def _better(self, start: int, end: int, kind: str) -> str:
        bare, written, *_ = self._letters
        if kind != _AS_WRITTEN:
            return ""
        return self._words.better(bare[start:end], "".join(written[start:end]), is_unmarked=self._letters.is_unmarked)


def _left_over(letters: Letters, at: int) -> float:
    if letters.is_pointed[at]:
        return _POINTED
    if letters.is_alone(at):
        return _ALONE
    return _UNREAD_SIGN if letters.bare[at] in _SIGNS else _UNREAD
