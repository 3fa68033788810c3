"""Slips of the finger are put right by the words that are known; what is a word already, or noise, stays as it was."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding.known_words import KnownWords
from bot.understanding.mending import Mended, mend
from bot.understanding.text import fold
from tests.understanding.asking import real

WORDS = KnownWords(
    [
        *("โครงการ", "กลุ่ม", "บุคคล", "คือใคร", "เดือน", "ไตรมาส", "ที่", "งบ", "เท่าไร", "ตัวชี้วัด"),
        *("ของ", "ไตมาส", "smile", "ส่งเสริม สนับสนุน"),
    ],
    {"10000": ("ฝน", "ตก"), "100": ("กลม", "ตลาด")},
    {"ไตมาส": "ไตรมาส"},
)


def _mended(typed: str) -> Mended:
    return mend(WORDS, fold(typed))


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("โครกงาร", "โครงการ"),
        ("โครงกา ที่ 3", "โครงการ ที่ 3"),
        ("กล่มบุคคล", "กลุ่มบุคคล"),
        ("กลุ่มบุคคคลือใคร", "กลุ่มบุคคลคือใคร"),
        ("เืดอนที่", "เดือนที่"),
        ("แดือนที่", "เดือนที่"),
        ("งบเเท่าไร", "งบเท่าไร"),
        ("ไตรม าสที่", "ไตรมาสที่"),
        ("ต ัวชี้วัด", "ตัวชี้วัด"),
        ("smlie", "smile"),
        ("ตัวชี้วดของโครงการ", "ตัวชี้วัดของโครงการ"),
        ("ไตมาสที่", "ไตรมาสที่"),
        ("เทาไรของโครงการ", "เท่าไรของโครงการ"),
        ("กลมุ่บุคคล", "กลุ่มบุคคล"),
    ],
)
def test_a_slip_is_put_right(typed: str, right: str) -> None:
    assert _mended(typed).text == right


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "โครงการ ที่ 3",
        "งบ โครงการ",
        "ฝนตก",
        "ตลาดกลม",
        "1.4 12,000 บ.",
        "ส่งเสริม สนับสนุน",
        "ส่งเสริมสนับสนุน",
        "อ.ก.",
        "😀",
    ],
)
def test_what_is_made_of_words_stays(typed: str) -> None:
    assert _mended(typed) == Mended(fold(typed))


def test_letters_of_no_word_are_told() -> None:
    assert _mended("โครงการ ฆฌฏ").unread == ("ฆฌฏ",)
    assert _mended("ว smile").unread == ()


def test_noise_is_no_slip_of_the_finger() -> None:
    noise = "ฆฌฏฐฑฒฬ" * 4
    assert _mended(noise).text == noise


def test_what_is_understood_already_is_left_alone() -> None:
    folded = fold("โครกงาร")
    assert mend(WORDS, folded, [(0, len(folded))]).text == folded


def test_the_words_of_a_plan_are_added_to_the_shared_ones_and_change_nothing_there() -> None:
    more = WORDS.extended(["ว่าวจุฬา"], printed="ตลาด")
    assert mend(more, "ว่าวจฬุา").text == "ว่าวจุฬา"
    assert mend(more, "โครกงาร").text == "โครงการ"
    assert _mended("ว่าวจฬุา").text != "ว่าวจุฬา"


@given(st.text(alphabet="กขคงจชดตทนบปผพมยรลวสหอะาิีึืุูเแโไ่้์ ", max_size=40))
@settings(max_examples=100, deadline=None)
def test_no_text_makes_it_stumble_and_what_is_mended_is_folded(typed: str) -> None:
    found = _mended(typed)
    assert fold(found.text) == found.text


@pytest.mark.parametrize(
    ("slipped", "right"),
    [
        ("ใครดูลโครกงารย้ายครู", "ใครดูแลโครงการย้ายครู"),
        ("ไรตมาส 2 มีกิจกรมอะไรบ้าง", "ไตรมาส 2 มีกิจกรรมอะไรบ้าง"),
        ("เ ดือนหน้ามีอะไรบ้าง", "เดือนหน้ามีอะไรบ้าง"),
        ("รมวงบทั้งหมดเ่ทาไร", "รวมงบทั้งหมดเท่าไร"),
        ("ไตมาสไหนงานแน่นสุด", "ไตรมาสไหนงานแน่นสุด"),
        ("แนวทางขอ้ที่ 20 ของนโยบายที่ 2", "แนวทางข้อที่ 20 ของนโยบายที่ 2"),
        ("นโยบายขอไหนยังไมมีตัวชีวัด", "นโยบายข้อไหนยังไม่มีตัวชี้วัด"),
    ],
)
def test_a_question_with_slips_is_understood_as_the_right_one(slipped: str, right: str) -> None:
    assert real().ask(slipped) == real().ask(right)
