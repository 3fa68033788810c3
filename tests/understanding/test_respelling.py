"""Misspelled words of a message that was not understood are put right; what is known, or far from all, stays."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding.forms import FormMatcher, Text
from bot.understanding.respelling import Respeller, unknown_runs
from bot.understanding.text import fold
from tests.understanding.asking import real

MATCHER = FormMatcher({"cue:vision": ["วิสัยทัศน์"], "cue:strategy": ["กลยุทธ์"], "concept:school": ["โรงเรียน"]})
RESPELLER = Respeller(MATCHER)


def _text(typed: str) -> Text:
    return MATCHER.read(fold(typed))


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("โรงเรียม 3", "โรงเรียน 3"),
        ("วิสัยทัด 1", "วิสัยทัศน์ 1"),
        ("วิสัยทศน์", "วิสัยทัศน์"),
    ],
)
def test_a_word_near_one_form_becomes_that_form(typed: str, right: str) -> None:
    found = RESPELLER.respell(_text(typed), ())
    assert found == right


@pytest.mark.parametrize("typed", ["", "วิสัยทัศน์", "โรงเรียน กลยุทธ์", "ไปเที่ยวทะเล", "1.4 12,000", "😀"])
def test_what_is_right_or_far_from_all_stays(typed: str) -> None:
    assert RESPELLER.respell(_text(typed), ()) is None


def test_what_was_understood_already_is_left_alone() -> None:
    text = _text("โรงเรีนย")
    assert RESPELLER.respell(text, [(0, len(text.folded))]) is None


def test_runs_of_unknown_letters_end_at_digits_and_at_what_is_known_not_at_gaps() -> None:
    text = _text("กดบมนก ดบมนก 7 มนรวจ")
    assert unknown_runs(text, []) == [(0, 11), (12, 17)]
    assert unknown_runs(text, [(0, 7)]) == [(6, 11), (12, 17)]
    assert unknown_runs(text, [(0, len(text.folded))]) == []


def test_short_runs_are_no_words() -> None:
    assert unknown_runs(_text("กข คง"), []) == []


@given(st.text(max_size=40))
@settings(max_examples=60)
def test_no_text_makes_the_respeller_stumble(typed: str) -> None:
    found = RESPELLER.respell(_text(typed), ())
    assert found is None or isinstance(found, str)


@pytest.mark.parametrize("text", ["วิสัยทัดของเขตคืออะไร", "กลยุทของสำนักงานเขตมีกี่ข้อ", "ตัวชี้วดของนโยบายที่ 3"])
def test_a_misspelled_question_is_understood_as_the_right_one(text: str) -> None:
    right = text.replace("วิสัยทัด", "วิสัยทัศน์").replace("กลยุท", "กลยุทธ์").replace("ชี้วด", "ชี้วัด")
    assert real().ask(text) == real().ask(right)
