"""What could not be read is asked about when it may change the question; a fact about what is named is given."""

from __future__ import annotations

import pytest

from bot.questions import Agenda, Facts, Rank, Sheet, Unclear
from tests.understanding.asking import real


@pytest.mark.parametrize(
    "messages",
    [
        ("1.4 ใครดูแล", "แล้ว ฆฌฏฐ ล่ะคะ งบเท่าไร"),
        ("ไตรมาส 2 ฆฌฏฐ มีกิจกรรมอะไรบ้าง",),
    ],
)
def test_letters_that_may_change_what_is_asked_are_asked_about(messages: tuple[str, ...]) -> None:
    assert isinstance(real().ask(*messages), Unclear)


@pytest.mark.parametrize("text", ["1.4 ฆฌฏฐ ใครดูแล", "ฆฌฏฐ ประชุมกลั่นกรองการย้ายครู ใครดูแล"])
def test_a_fact_about_what_is_named_is_given(text: str) -> None:
    assert isinstance(real().ask(text), Facts)


@pytest.mark.parametrize(
    "messages",
    [
        ("วัตถุประสงค์ข้อแกของ 2.3",),
        ("ตอนนี้อยู่ไตรมาสท่เท่าไหร่",),
        ("ไตรมาสหนงานแน่นสุด",),
        ("1.1 ใครดูแล", "คนสองตำแหง่อะไรคะ"),
        ("2.1 มีกิจกรรมย่อยอะไรบ้าง", "อันท่สมงบเท่าไหร่"),
        ("2.3 คนเข้าร่วมกี่",),
    ],
)
def test_a_word_that_may_be_another_one_is_asked_about_when_it_changes_the_question(messages: tuple[str, ...]) -> None:
    assert not isinstance(real().ask(*messages), Facts | Agenda | Rank | Sheet)


@pytest.mark.parametrize(
    ("slipped", "right"),
    [
        ("เขีนเรียงความวันครูให้ที", "เขียนเรียงความวันครูให้ที"),
        ("จุดเน้นไหนเกี่ยวกบการอ่าน", "จุดเน้นไหนเกี่ยวกับการอ่าน"),
    ],
)
def test_the_reading_that_explains_more_is_taken(slipped: str, right: str) -> None:
    assert real().ask(slipped) == real().ask(right)


@pytest.mark.parametrize(
    "text", ["Quick Win ข้อแก้หนี้สินครูมีอะไรบ้าง", "ปีนี้มีกี่โครงการคะ", "ถ้าหารสี่ไตรมาส อ.ก.ค.ศ. ตกไตรมาสละเท่าไหร่"]
)
def test_a_message_without_slips_is_not_doubted(text: str) -> None:
    assert not isinstance(real().ask(text), Unclear)
