"""The word files in; the readers of all plans, one set for the whole process, out."""

from __future__ import annotations

from functools import cache

from bot.readers import CachedReaders
from bot.wiring.places import WORDS


@cache
def word_readers() -> CachedReaders:
    """The words of a language are the words that are understood; English questions are read with the same ones."""
    return CachedReaders(WORDS)
