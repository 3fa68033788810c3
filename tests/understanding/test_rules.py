"""The list of rules itself: each is tried by its own tests, and nothing else decides."""

from __future__ import annotations

import pytest

from bot.understanding.understand import RULES
from tests.understanding import (
    test_rules_activities,
    test_rules_fresh,
    test_rules_money,
    test_rules_near,
    test_rules_people,
    test_rules_sheets,
    test_rules_talk,
    test_rules_texts,
)

TRIED = (
    test_rules_activities,
    test_rules_fresh,
    test_rules_money,
    test_rules_near,
    test_rules_people,
    test_rules_sheets,
    test_rules_talk,
    test_rules_texts,
)
NAMES = [name for name, _ in RULES]
SELDOM = {"passage", "tied statements", "by its words"}
"""What other rules nearly always take first: two questions are enough."""


@pytest.mark.parametrize("rule", NAMES)
def test_each_rule_is_tried_with_what_it_takes_and_what_it_leaves(rule: str) -> None:
    taken = [text for module in TRIED for text, _ in module.TAKEN.get(rule, ())]
    assert len(taken) >= (2 if rule in SELDOM else 3)
    assert any(rule in module.LEFT_ALONE for module in TRIED)


def test_no_test_tries_a_rule_that_is_gone() -> None:
    assert {rule for module in TRIED for rule in (*module.TAKEN, *module.LEFT_ALONE)} <= set(NAMES)


def test_no_two_rules_have_one_name() -> None:
    assert len(set(NAMES)) == len(NAMES)
