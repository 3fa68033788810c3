"""Texts of documents by field, in; for each unit of meaning and each letter triple, the documents that have it, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from enum import IntEnum
from math import log

from bot.understanding.forms import FormMatcher, Text
from bot.understanding.lexicon import NEUTRAL
from bot.understanding.text import Edges, Skeleton, fold

GRAM = 3


class Field(IntEnum):
    """Where in a document something stands; the smaller, the more telling."""

    TITLE = 0
    DETAIL = 1
    CONTEXT = 2
    BODY = 3


class Postings:
    """Which documents have a unit, and which passages have a letter triple.

    A passage is a text that stands in one or more documents (a statement is its parent's body and the context of its
    children); it is read once.
    """

    def __init__(
        self,
        documents: Sequence[tuple[tuple[Field, str], ...]],
        matcher: FormMatcher,
        implied: Mapping[str, tuple[str, ...]],
        minor: frozenset[int],
    ) -> None:
        self.size = len(documents)
        self._most = log(1 + 2 * self.size)
        places: dict[str, dict[int, Field]] = {}
        for number, fields in enumerate(documents):
            for field, text in sorted(fields, key=lambda one: one[0]):
                places.setdefault(text, {}).setdefault(number, field)
        self.places: tuple[Mapping[int, Field], ...] = tuple(places.values())
        """Passage → the documents that it stands in, and as what."""
        self.passages: list[tuple[str, Edges]] = []
        self.units: dict[str, dict[int, Field]] = {}
        self.triples: dict[str, list[int]] = defaultdict(list)
        titles: dict[int, tuple[str, ...]] = {}
        for passage, (text, where) in enumerate(places.items()):
            is_minor = all(field is Field.BODY or number in minor for number, field in where.items())
            ready = _read_roughly(text) if is_minor else matcher.read(fold_whole(text))
            self.passages.append((ready.skeleton.text, ready.edges))
            said = dict.fromkeys(key for key in matcher.keys(ready) if key != NEUTRAL)
            keys = tuple(dict.fromkeys((*said, *(more for key in said for more in implied.get(key, ())))))
            titles.update((number, keys) for number, field in where.items() if field is Field.TITLE)
            for key in keys:
                _post(self.units.setdefault(key, {}), where)
            for gram in grams_of(ready.skeleton.text):
                self.triples[gram].append(passage)
        self._titles = titles

    def title_units(self, number: int) -> tuple[str, ...]:
        """The units of a document's title, in order."""
        return self._titles.get(number, ())

    def has_word(self, passage: int, bones: str) -> bool:
        """Whether the letters stand as whole words in a passage."""
        text, edges = self.passages[passage]
        at = text.find(bones)
        while at >= 0:
            if edges.is_word(at, at + len(bones)):
                return True
            at = text.find(bones, at + 1)
        return False

    def rarity(self, count: int) -> float:
        """1 for what no document has, towards 0 for what all have."""
        return log(1 + self.size / max(count, 0.5)) / self._most


def _post(found: dict[int, Field], where: Mapping[int, Field]) -> None:
    for number, field in where.items():
        if field < found.get(number, len(Field)):
            found[number] = field


def _read_roughly(text: str) -> Text:
    """A text in which only long words are looked for: for background, where finding word borders would cost most."""
    bones = Skeleton.of(fold_whole(text))
    nowhere = bytes(len(bones.text) + 1)
    return Text(bones.folded, bones, Edges(nowhere, nowhere))


def fold_whole(text: str) -> str:
    """Fold a text of any length: the reader of questions stops at a length, a plan's text does not."""
    return " ".join(fold(text[start : start + 400]) for start in range(0, len(text), 400))


def grams_of(bones: str) -> frozenset[str]:
    """The letter triples of a skeleton."""
    return frozenset({bones[index : index + GRAM] for index in range(len(bones) - GRAM + 1)})
