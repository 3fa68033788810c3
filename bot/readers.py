"""The readers of plans: made from a plan and the word files when a plan is first asked, and kept while it is in use."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path

from bot.plan import Plan
from bot.understanding.amounts import AmountReader
from bot.understanding.confidence import load_weights
from bot.understanding.documents import PlanIndex
from bot.understanding.mending_reader import MendingReader
from bot.understanding.reader import Reader
from bot.understanding.times import TimeReader, read_time_words
from bot.understanding.words import Words, WordsFolder, load_forms
from bot.yaml_files import read_yaml

KEPT = 64
"""Readers kept in memory; the least used leaves first."""


class CachedReaders:
    """Implements `bot.assistant.Readers` over a folder of word files; an edited file makes new readers."""

    def __init__(self, folder: Path, kept: int = KEPT) -> None:
        self._folder = folder
        self._words = WordsFolder(folder)
        self._times = TimeReader(read_time_words(folder / "times.yaml"))
        self._amounts = amount_reader(folder)
        self._weights = load_weights(folder.parent / "confidence.json")
        self._kept = kept
        self._readers: OrderedDict[tuple[str, int], tuple[object, Plan, Reader]] = OrderedDict()

    def reader(self, plan: Plan) -> Reader:
        """The reader of this very plan with the words as the files say now."""
        words = self._words.current()
        key = (plan.office.key, plan.year.number)
        found = self._readers.get(key)
        if found is None or found[0] is not words or found[1] is not plan:
            found = (words, plan, self._made(plan, words))
            self._readers[key] = found
        self._readers.move_to_end(key)
        while len(self._readers) > self._kept:
            self._readers.popitem(last=False)
        return found[2]

    def _made(self, plan: Plan, words: Words) -> Reader:
        return MendingReader(
            PlanIndex(plan, words, self._weights),
            self._times,
            self._amounts,
            topics=load_forms(self._folder / "topics.yaml"),
            part_words=load_forms(self._folder / "parts.yaml"),
        )


def amount_reader(folder: Path) -> AmountReader:
    """The reader of amounts of a folder's words."""
    found = read_yaml(folder / "amounts.yaml")
    others = tuple(map(str, found["others"]))
    return AmountReader(_numbers(found["digits"]), _numbers(found["scales"]), tuple(found["units"]), others)


def _numbers(found: Mapping[str, int]) -> dict[str, int]:
    return {str(word): int(value) for word, value in found.items()}
