"""The matter weighs more than the position: what fits the position alone is neither stated nor put first."""

from __future__ import annotations

import pytest

from bot.questions import Facts, Slot, Unclear
from tests.understanding.asking import real


@pytest.mark.parametrize(
    ("asked", "slot"),
    [
        ("เลื่อนเงินเดือนครูประชุมเมื่อไหร่", Slot.WHEN),
        ("เลื่อนเงินเดือนครู ใครดูแล", Slot.WHO),
        ("เลื่อนเงินเดือนศึกษานิเทศก์งบเท่าไหร่", Slot.ALLOCATED),
    ],
)
def test_titles_without_a_position_are_for_all_of_them(asked: str, slot: Slot) -> None:
    question = real().ask(asked)
    assert isinstance(question, Facts)
    assert (question.scope.keys, question.slots) == (("1.9", "1.12"), (slot,))


@pytest.mark.parametrize("asked", ["ย้าย 38 ค.(2) ใครดูแล", "การย้ายบุคลากร 38ค2 เมื่อไหร่"])
def test_another_matter_of_that_position_is_not_stated(asked: str) -> None:
    assert isinstance(real().ask(asked), Unclear)
