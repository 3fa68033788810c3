"""What the tests of understanding share: the words and the indexed plan of 2567, read once."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.understanding.documents import PlanIndex
from bot.understanding.words import Words, load_words
from data.plan_files import read_plan

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def words() -> Words:
    """The word lists as people use them."""
    return load_words(ROOT / "locales" / "words" / "th")


@pytest.fixture(scope="session")
def index(words: Words) -> PlanIndex:
    """The plan of 2567, ready for linking."""
    return PlanIndex(read_plan(ROOT / "data" / "plans" / "2567"), words)
