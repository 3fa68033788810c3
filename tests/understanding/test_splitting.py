"""A message is cut at gaps, question marks and line ends; nothing that was typed is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.several import pieces_of


@pytest.mark.parametrize(
    ("folded", "pieces"),
    [
        ("", ()),
        ("1.4 ใครดูแล", ("1.4", "ใครดูแล")),
        ("ใครดูแล? งบเท่าไร?", ("ใครดูแล", "งบเท่าไร")),
        ("ใครดูแล\nงบเท่าไร;เมื่อไร", ("ใครดูแล", "งบเท่าไร", "เมื่อไร")),
        ("ใครดูแล, งบเท่าไร", ("ใครดูแล", "งบเท่าไร")),
        ("งบ 1,200 บาท", ("งบ", "1,200", "บาท")),
        ("ส่วนลดและส่วนต่าง", ("ส่วนลดและส่วนต่าง",)),
        ("ใครดูแล  แล้วก็งบเท่าไร", ("ใครดูแล", "แล้วก็งบเท่าไร")),
    ],
)
def test_a_message_is_cut_where_a_new_question_may_begin(folded: str, pieces: tuple[str, ...]) -> None:
    assert pieces_of(folded) == pieces


@given(st.text(alphabet="กขค14.,? \n;", max_size=40))
def test_no_letter_is_lost_or_made(folded: str) -> None:
    kept = [sign for sign in folded if sign not in "?;," and not sign.isspace()]
    assert [sign for piece in pieces_of(folded) for sign in piece if sign not in "?;,"] == kept
    assert all(piece == piece.strip() and piece for piece in pieces_of(folded))
