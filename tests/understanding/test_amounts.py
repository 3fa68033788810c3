"""Amounts of money as people write them: digits, marks, scales, words; and what is no money."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.plan import Satang, baht
from bot.readers import amount_reader
from bot.understanding.amounts import AmountMention
from bot.understanding.text import fold
from tests.understanding.asking import ROOT

READER = amount_reader(ROOT / "locales" / "words" / "th")


def _only(text: str) -> AmountMention:
    (found,) = READER.read(fold(text))
    return found


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("60,000", "60000"),
        ("60,000.-", "60000"),
        ("60000 บาท", "60000"),
        ("๖๐,๐๐๐ บาท", "60000"),
        ("1,010.50", "1010.50"),
        ("0.25 บาท", "0.25"),
        ("3.5 พัน", "3500"),
        ("12k", "12000"),
        ("2 หมื่น", "20000"),
        ("1.2 ล้านบาท", "1200000"),
        ("สองหมื่น", "20000"),
        ("หนึ่งหมื่นห้าพัน", "15000"),
        ("สามแสนสี่หมื่นบาท", "340000"),
        ("ห้าร้อยบาท", "500"),
        ("ยี่สิบเอ็ดบาท", "21"),
        ("หนึ่งล้านสองแสน", "1200000"),
        ("ร้อยบาท", "100"),
        ("14200", "14200"),
    ],
)
def test_money_is_read_however_it_is_written(text: str, amount: str) -> None:
    found = _only(text)
    assert (found.amount, found.is_money, found.fault) == (baht(amount), True, "")


@pytest.mark.parametrize(
    ("text", "fault"),
    [("0 บาท", "zero"), ("-500 บาท", "negative"), ("−1,000", "negative"), ("10.555 บาท", "decimals")],
)
def test_what_cannot_be_booked_says_why(text: str, fault: str) -> None:
    found = _only(text)
    assert (found.amount, found.fault) == (None, fault)


@pytest.mark.parametrize("text", ["2567", "2024", "1.10", "2.1", "500", "3 งาน", "ปี 2568"])
def test_years_and_item_numbers_are_no_money(text: str) -> None:
    assert not any(one.is_money for one in READER.read(fold(text)))


@pytest.mark.parametrize("text", ["สองงาน", "สามครั้ง", "", "ใครดูแล", "หนึ่งในสอง"])
def test_a_few_things_are_no_money(text: str) -> None:
    assert READER.read(fold(text)) == ()


def test_two_amounts_in_one_message_are_both_read_in_order() -> None:
    found = READER.read(fold("ตั้งแต่ 1,000 ถึง 2,000 บาท"))
    assert [one.amount for one in found] == [baht(1000), baht(2000)]


def test_the_place_of_an_amount_is_that_of_its_writing() -> None:
    folded = fold("เบิก 1,200.50 บาท ค่ะ")
    (found,) = READER.read(folded)
    assert folded[found.start : found.end] == "1,200.50 บาท"


@given(st.integers(min_value=1, max_value=10**9))
def test_every_amount_printed_with_commas_is_read_back(satang: int) -> None:
    text = f"{satang // 100:,}.{satang % 100:02d} บาท"
    assert _only(text).amount == Satang(satang)


@given(st.text(max_size=60))
def test_no_text_makes_the_reader_stumble(text: str) -> None:
    folded = fold(text)
    for one in READER.read(folded):
        assert 0 <= one.start < one.end <= len(folded)
        assert (one.amount is None) == bool(one.fault)


def test_a_word_of_number_inside_another_word_is_no_amount() -> None:
    for text in ("ผูกพันเท่าไร", "ยอดผูกพัน", "ผูกพันทั้งหมดเท่าไหร่", "ค่าประชาสัมพันธ์", "พันธกิจของสำนักงาน", "ห้างหุ้นส่วน"):
        assert READER.read(fold(text)) == (), text
    assert [one.amount for one in READER.read(fold("ผูกพันห้าพันบาท"))] == [500_000]
