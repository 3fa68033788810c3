"""Whatever is answered of whatever plan can be said: in both languages, whole, with buttons that lead somewhere."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import choices
from bot.answering import Asked, answer
from bot.ledger import NothingRecorded
from bot.rendering import View, render
from tests.any_question import PLANS, plan_named, singles

LONGEST = 4096
LEFT_OPEN = re.compile(r"[{}\u2060]")
"""A place that no value has taken, or the mark where a particle would have stood."""


@pytest.mark.parametrize("name", PLANS)
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_every_answer_is_said(name: str, data: st.DataObject) -> None:
    plan, language = plan_named(name), data.draw(st.sampled_from(["th", "en"]))
    today = plan.year.quarter(2).span.start_on
    found = answer(Asked(plan, NothingRecorded(), today), data.draw(singles(plan)))
    replies = render(found, View(plan, today, language, data.draw(st.sampled_from(["", "ค่ะ", "ครับ"]))))
    assert replies
    for reply in replies:
        assert 0 < len(reply.text) <= LONGEST
        assert not LEFT_OPEN.search(reply.text)
        for choice in (choice for row in reply.choices for choice in row):
            assert choices.fits_button(choice.code)
            choices.decode(choice.code)
