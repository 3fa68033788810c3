"""The list of cues: every key is read by the core, and no form stands under two keys."""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import yaml

from bot.understanding.cues import SHIELD

ROOT = Path(__file__).parents[2]
PATTERNS = {
    *("item_word", "item_person", "place_word", "thing_that", "quarter_that", "project_asked", "all_year"),
    *("committee", "handing_in", "which_time", "which", "ends_year", "ends_quarter", "ends_month", "not_there"),
    *("lists_work", "service_verb", "service_not", "service_wish", "service_thing"),
    *("speaks_of", "speaks_end", "stands_in"),
}
"""Read as patterns, not as cues: their forms may stand among the cues, too."""
PREFIXES = ("chat_",)
"""Read by the beginning of the key: its rest is the kind of talk."""


@cache
def cues() -> dict[str, list[str]]:
    found: dict[str, list[str]] = yaml.safe_load((ROOT / "locales/words/th/cues.yaml").read_text(encoding="utf-8"))
    return found


@cache
def strings_of_the_core() -> frozenset[str]:
    """Every string constant under bot/understanding that is no docstring."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "bot/understanding").rglob("*.py"))
    nodes = (node for tree in trees for node in ast.walk(tree))
    return frozenset(node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))


@pytest.mark.parametrize("key", [key for key in cues() if key != SHIELD and not key.startswith(PREFIXES)])
def test_every_cue_is_read_somewhere(key: str) -> None:
    assert key in strings_of_the_core()


@pytest.mark.parametrize("prefix", PREFIXES)
def test_every_prefix_is_read_somewhere(prefix: str) -> None:
    assert prefix in strings_of_the_core()


def test_no_form_stands_under_two_keys() -> None:
    forms = Counter(form for key, found in cues().items() if key not in PATTERNS for form in set(found))
    assert [form for form, count in forms.items() if count > 1] == []


def test_no_form_stands_twice_under_a_key() -> None:
    assert {key: found for key, found in cues().items() if len(found) != len(set(found))} == {}


def test_the_rules_ask_for_no_cue_that_is_not_listed() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot/understanding").rglob("*.py"))
    asked = {key for call in re.findall(r"cues\.any\(([^()]*)\)", source) for key in re.findall(r'"(\w+)"', call)}
    asked |= set(re.findall(r'"(\w+)" (?:not )?in (?:reading\.|self\.)?cues\b', source))
    assert asked - set(cues()) == set()
