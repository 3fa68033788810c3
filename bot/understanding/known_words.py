"""Known words and letters, in; what the letters cost as a word, as they stand or with one slip of the finger, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from types import MappingProxyType

from bot.understanding.text import fold, loose, skeleton
from bot.understanding.words import Forms

KNOWN = 1.0
"""What a known word costs; ordinary words cost more, the rarer the more."""
GAPS = frozenset(" ๆฯ.,-/()\"'")
MARKS = frozenset("็่้๊๋์ํฺ๎")

_ORDINARY = {"10000": 1.4, "1000": 1.8, "100": 2.3, "20": 3.0}
"""How often an ordinary word is found → its cost."""
WITHOUT_MARKS, _EXPECTED = 3.2, 2.6
"""The cost of an ordinary word without its marks; from which cost on slips in ordinary words are not looked for."""
_NO_MARKS, _OTHER_MARKS, _CONFUSED, _TWO = 0.3, 0.8, 0.7, 0.3
"""What is added for marks left out, other marks, other letters of a short word, and for words of two letters."""
_SLIP = {2: 4.2, 3: 3.0, 4: 2.6, 5: 2.4, 6: 2.2, 7: 2.0}
_LONG_SLIP = 1.8
_ADDED, _SWAPPED, _CHANGED, _DOUBLED = 0.4, -0.2, 0.7, 0.5
_DOUBLED_E = 1.0
_ORDINARY_SLIP, _SHORT_ORDINARY_SLIP = 0.8, 1.6
_SHORT, _LONGEST, _HEAD = 3, 24, 3
_KEPT = 4096
"""Stretches whose words are remembered: one message is read in pieces more than once."""
_FEWEST_CHANGED, _FEWEST_ORDINARY, _ORDINARY_LONG = 6, 4, 5


_NONE: Mapping[str, str] = MappingProxyType({})
_LETTERS = "กคงจชสดตทนบปผฟมยรลวหอะาิึุเแโไ"
"""All letters that are not alike."""


class KnownWords:
    """Words by their letters, marks and confusions aside. Made once; `extended` adds what one plan knows, cheaply."""

    def __init__(self, forms: Iterable[str], ordinary: Forms, misspelt: Mapping[str, str] = _NONE) -> None:
        self._written: dict[str, str] = {}
        self._ways: dict[str, tuple[str, ...]] = {}
        self._exact: set[str] = set()
        self._unmarked: set[str] = set()
        self._spaced: set[str] = set()
        self._heads: dict[str, int] = {}
        self._dropped: dict[str, tuple[str, ...]] = {}
        self._waiting: list[str] = []
        self._shared: KnownWords | None = None
        self._printed = ""
        self._is_printed: dict[str, bool] = {}
        self._costs = {word: _ORDINARY[often] for often in sorted(ordinary, key=int) for word in ordinary[often]}
        self._ordinary: dict[str, str] = {}
        self._longer: set[str] = set()
        self._misspelt = {alike(form): right for form, right in misspelt.items()}
        self._kept: dict[str, dict[str, float]] = {}
        for word, cost in self._costs.items():
            self._add_ordinary(word, cost)
        self._add(tuple(forms))

    def extended(self, forms: Iterable[str], printed: str = "") -> KnownWords:
        """These words with some more, and the ordinary ones in the skeleton of a printed text; they do not change."""
        more = copy(self)
        more._written, more._exact, more._unmarked = dict(self._written), set(self._exact), set(self._unmarked)
        more._spaced, more._heads, more._ways = set(self._spaced), dict(self._heads), dict(self._ways)
        more._shared, more._dropped, more._waiting = self, {}, []
        more._printed, more._is_printed, more._kept = printed, {}, {}
        more._add(tuple(forms))
        return more

    def _add_ordinary(self, word: str, cost: float) -> None:
        bare = alike(word)
        if len(bare) > 1:
            self._ordinary.setdefault(bare, word)
            if len(bare) > 2:
                self._longer.add(bare)
            self._see(bare)
            if len(bare) >= _FEWEST_ORDINARY and cost < _EXPECTED:
                self._index(bare)

    def _add(self, forms: tuple[str, ...]) -> None:
        latin = (piece for form in forms if form.isascii() for piece in form.split())
        for form in dict.fromkeys((*forms, *latin)):
            word = "".join(letter for letter in fold(form) if letter not in GAPS)
            bare = alike(word)
            if not 2 <= len(bare) <= _LONGEST or not (word.isascii() or not any(map(str.isascii, word))):
                continue
            self._exact.add(word)
            self._unmarked.add(_unmarked(word))
            if " " in form:
                self._spaced.add(bare)
            if bare in self._written:
                self._ways[bare] = tuple(dict.fromkeys((*self._ways.get(bare, (self._written[bare],)), word)))
                continue
            self._written[bare] = word
            self._see(bare)
            self._index(bare)

    def _see(self, bare: str) -> None:
        head = bare[:_HEAD]
        self._heads[head] = max(len(bare), self._heads.get(head, 0))

    def _index(self, bare: str) -> None:
        self._waiting.append(bare)

    def _fill(self) -> None:
        """Index what waits for it: only a message with a slip needs that, and a start has no time for it."""
        while self._waiting:
            bare = self._waiting.pop()
            for short in dict.fromkeys(_without_one(bare)):
                self._dropped[short] = (*self._dropped.get(short, ()), bare)

    def ends(self, bare: str, start: int) -> range:
        """Where words of three letters or more that begin at a letter may end."""
        head = bare[start : start + _HEAD]
        return range(start + _HEAD, min(len(bare), start + self._heads.get(head, 0)) + 1)

    def is_word(self, bare: str) -> bool:
        """Whether the letters are a word that has a meaning here."""
        return bare in self._written

    def is_spaced(self, bare: str) -> bool:
        """Whether the word is also written with a space in it."""
        return bare in self._spaced

    def right(self, bare: str, written: str = "") -> str:
        """The word as it is written rightly; of several, the one with most of the marks that were written."""
        ways = self._ways.get(bare)
        if bare in self._misspelt:
            return self._misspelt[bare]
        if ways is None:
            return self._written.get(bare) or self._ordinary[bare]
        return max(ways, key=lambda way: sum(way.count(mark) for mark in written if mark in MARKS))

    def better(self, bare: str, word: str, *, is_unmarked: bool = False) -> str:
        """How a word is written rightly, when it is a listed misspelling or its marks are others; else empty.

        Of everyday words the marks are put in only where no word has marks.
        """
        if bare in self._misspelt:
            return self._misspelt[bare]
        if word in self._exact or self._costs.get(word, _EXPECTED) < _EXPECTED:
            return ""
        if bare not in self._written:
            return self._ordinary.get(bare, "") if is_unmarked and word not in self._costs else ""
        plain = _unmarked(word)
        ways = [way for way in self._ways.get(bare, (self._written[bare],)) if _unmarked(way) == plain]
        return ways[0] if len(ways) == 1 else ""

    def cost(self, bare: str, written: list[str], is_torn: bool) -> float:
        """What it costs to read letters, written so with their marks, as a word; 0 when they are none."""
        word = "".join(written)
        two = 2 * _TWO if len(bare) == 2 else 0.0
        if bare in self._written:
            known = self._known_cost(bare, word)
            return min(known, self._costs.get(word, known) + two)
        if is_torn or bare not in self._ordinary:
            return 0.0
        cost = self._costs.get(word, 0.0) or (WITHOUT_MARKS if len(word) == len(bare) else 0.0)
        return cost + two if cost else 0.0

    def _known_cost(self, bare: str, word: str) -> float:
        two = _TWO if len(bare) == 2 else 0.0
        if word in self._exact:
            return KNOWN + two
        marks = _NO_MARKS if len(word) == len(bare) else _OTHER_MARKS
        is_confused = len(bare) <= _SHORT and _unmarked(word) not in self._unmarked
        return KNOWN + two + marks + (_CONFUSED if is_confused else 0.0)

    def near(self, letters: str) -> Mapping[str, float]:
        """The words that these letters are with one slip, and what each costs."""
        found = self._kept.get(letters)
        if found is None:
            self._make_room()
            found = self._kept[letters] = self._near(letters)
        return found

    def _make_room(self) -> None:
        if len(self._kept) >= _KEPT:
            self._kept.clear()

    def longer(self, before: str, short: str, behind: str) -> Mapping[str, float]:
        """The words with a meaning that these letters are with one letter more in the short part, and their costs.

        Looked up letter by letter: the index of slips is not made for a message that may have none.
        """
        whole = f"{before} {short} {behind}"
        if whole not in self._kept:
            self._make_room()
            words = (
                before + short[:at] + more + short[at:] + behind for at in range(len(short) + 1) for more in _LETTERS
            )
            self._kept[whole] = {bare: KNOWN + _slip(len(bare)) for bare in words if bare in self._written}
        return self._kept[whole]

    def _near(self, letters: str) -> dict[str, float]:
        found: dict[str, float] = {}
        places = [at for at in range(len(letters)) if not at or letters[at] != letters[at - 1]]
        shorts = [letters[:at] + letters[at + 1 :] for at in places]
        written, ordinary = self._written, self._longer
        for right in self._missing(letters):
            self._offer(found, right, 0.0)
        for at, short in zip(places, shorts, strict=True):
            if short in written or short in ordinary:
                is_doubled = letters[at] == letters[at + 1 : at + 2]
                self._offer(found, short, _DOUBLED - _slip(len(short)) if is_doubled else _ADDED)
        for at in range(len(letters) - 1):
            right = letters[:at] + letters[at + 1] + letters[at] + letters[at + 2 :]
            if (right in written or right in ordinary) and right != letters:
                self._offer(found, right, _SWAPPED)
        if "แ" in letters:
            self._offer_e(found, letters)
        if len(letters) >= _FEWEST_CHANGED:
            self._change(found, letters, shorts)
        return found

    def _offer_e(self, found: dict[str, float], letters: str) -> None:
        """แ may be a เ that was typed twice."""
        for at, letter in enumerate(letters):
            right = letters[:at] + "เ" + letters[at + 1 :]
            if letter == "แ" and (right in self._written or right in self._longer):
                self._offer(found, right, _DOUBLED_E - _slip(len(right)))

    def _change(self, found: dict[str, float], letters: str, shorts: list[str]) -> None:
        for short in shorts:
            for right in self._missing(short):
                if sum(map(str.__ne__, right, letters)) == 1:
                    self._offer(found, right, _CHANGED)

    def _missing(self, letters: str) -> Iterable[str]:
        """The words that are these letters and one more."""
        if self._waiting:
            self._fill()
        own = self._dropped.get(letters, ())
        return (*self._shared._missing(letters), *own) if self._shared else own

    def _has_meaning(self, bare: str) -> bool:
        """Whether a word is in the lists, or printed in the plan."""
        if bare in self._written:
            return True
        if bare not in self._is_printed:
            self._is_printed[bare] = len(bare) >= _FEWEST_ORDINARY and skeleton(bare) in self._printed
        return self._is_printed[bare]

    def _offer(self, found: dict[str, float], right: str, more: float) -> None:
        cost = KNOWN + _slip(len(right)) + more
        if not self._has_meaning(right):
            cost += _ORDINARY_SLIP if len(right) >= _ORDINARY_LONG else _SHORT_ORDINARY_SLIP
        if cost < found.get(right, cost + 1):
            found[right] = cost


def alike(folded: str) -> str:
    """A folded text with confused letters made equal and marks out; unlike in a skeleton, doubled letters stay."""
    return loose(folded)[0]


def _unmarked(word: str) -> str:
    return "".join(letter for letter in word if letter not in MARKS)


def _slip(length: int) -> float:
    return _SLIP.get(length, _LONG_SLIP)


def _without_one(letters: str) -> Iterator[str]:
    """The letters without each of them; of a doubled letter only once."""
    for at, letter in enumerate(letters):
        if not at or letter != letters[at - 1]:
            yield letters[:at] + letters[at + 1 :]
