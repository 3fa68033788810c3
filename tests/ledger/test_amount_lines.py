"""An amount is booked only when it is surely the one that was meant; any doubt is one short question."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.money_desk.reading import read_order
from bot.money_desk.words import load_money_words
from bot.plan import Plan
from data.store import open_store
from tests.ledger.chatting import SEEN, WORDS, Office

SPOKEN = load_money_words(WORDS)


@pytest.fixture
def database_kind() -> str:
    return "sqlite"


@pytest.fixture
def office(store_url: str, plan_2567: Plan) -> Iterator[Office]:
    with open_store(store_url) as store:
        yield Office(store, plan_2567)


@pytest.mark.parametrize(
    "amount",
    [
        *("3,20", "3 200", "3.200", "3.200,50", "500/2", "1,200 + 300", "1200-1500", "3200 2000", "500x3", "450*2"),
        *("1หมื่น2พัน", "3พัน2", "3พันสอง", "2หมื่น5", "หมื่นห้า", "พันห้า", "สองพันห้า", "ครึ่งหมื่น", "พันครึ่ง"),
        *("ห้าร้อยบาทห้าสิบสตางค์", "500 บาท 50 สตางค์", "สามพันกว่า", "ประมาณ 3000", "เกือบสองพัน", "ไม่เกิน 900"),
        *("ค่าอาหาร 20 คน คนละ 50 บาท", "วันละ 300", "3,200 และ 1.4 500", "300 ถึง 400 บาท"),
    ],
)
def test_a_doubtful_amount_is_asked_for(amount: str, office: Office) -> None:
    read = read_order(f"เบิก 1.2 {amount}", office.plan, SPOKEN)
    assert read is not None
    assert (bool(read.fault), read.order.amount) == (True, 0)
    said = office.write("finance", f"เบิก 1.2 {amount}").text
    assert "คะ" in said
    assert "ถูกต้องไหม" not in said
    assert "สองร้อยบาทถ้วน" in office.write("finance", "200").text
    assert office.booked == 0


def test_two_places_are_no_amount(plan_2567: Plan) -> None:
    read = read_order("เบิก 2.1 3.1 500", plan_2567, SPOKEN)
    assert read is not None
    assert read.fault == "several"


@pytest.mark.parametrize(
    ("line", "baht", "note"),
    [
        ("เบิก 1.2 20 คน 3200", 3200, "20 คน"),
        ("เบิก 1.2 อาหารว่าง 500", 500, "อาหารว่าง"),
        ("เบิก 1.2 500 ค่ากระดาษ A4", 500, "ค่ากระดาษ A4"),
        ("เบิก 1.2 500 ค่าประชาสัมพันธ์", 500, "ค่าประชาสัมพันธ์"),
        ("เบิก 1.2 700 ค่าเก้าอี้", 700, "ค่าเก้าอี้"),
        ("เบิก 1.2 สองพันบาทถ้วน ค่าอาหารวันที่ 5 มกราคม 2567", 2000, "ค่าอาหารวันที่ 5 มกราคม 2567"),
        ("เบิก 1.2 ค่าวิทยากร ครั้งที่ 2 จำนวน 1,200 บาท", 1200, "ค่าวิทยากร ครั้งที่ 2"),
        ("เบิก 1.2 ฿3,200", 3200, ""),
        ("เบิก 1.2 ค่าอาหาร 500", 500, "ค่าอาหาร"),
        ("เบิก 1.2 900 ของรางวัลผู้ชนะ", 900, "ของรางวัลผู้ชนะ"),
        ("เบิก 3200 1.2", 3200, ""),
        ("เบิกค่าอาหาร 1.2 3200", 3200, "ค่าอาหาร"),
        ("เบิกงบ 1.2 500", 500, ""),
        ("จ่ายแล้ว 1.2 500", 500, ""),
        ("ได้เบิก 1.2 3200", 3200, ""),
        ("เบืก 1.2 500 ค่าปกครุฑ", 500, "ค่าปกครุฑ"),
        ("เบิก 1.2 3,200 หน่อยค่ะ", 3200, ""),
        ("เบิก 1.2. 3200", 3200, ""),
        ("เบิก 1.2 เพิ่ม 500 บาท", 500, ""),
    ],
)
def test_what_is_sure_is_read_with_its_note(line: str, baht: int, note: str, plan_2567: Plan) -> None:
    read = read_order(line, plan_2567, SPOKEN)
    assert read is not None
    assert (read.fault, read.order.amount, read.order.note) == ("", baht * 100, note)


def test_the_note_outlives_the_question_for_the_amount(office: Office) -> None:
    office.write("finance", "เบิก 1.2 อาหารว่าง ประมาณ 3000")
    card = office.write("finance", "2,950")
    assert "2,950 บาท" in card.text
    assert "เพื่อ อาหารว่าง" in card.text
    office.write("finance", "เบิก 1.2 ค่าถ่ายเอกสาร")
    assert "เพื่อ ค่าถ่ายเอกสาร" in office.write("finance", "80").text


@pytest.mark.parametrize("place", ["๑.๒", "1.2 ค่ะ", "ข้อ 1.2 ครับ", "1.2"])
def test_an_order_without_a_place_is_asked_for_it(place: str, office: Office) -> None:
    which = office.write("finance", "เบิก 3200")
    assert "กิจกรรมใด" in which.text
    assert "3,200 บาท" in office.write("finance", place).text
    office.write("finance", "ยืนยัน")
    assert office.left("1.2") == 36_244


def test_place_and_amount_may_answer_together_and_cancel_leaves(office: Office) -> None:
    office.press("finance", office.write("finance", "บันทึกเงิน"), "เบิกจ่าย")
    card = office.write("finance", "1.2 500 อาหารว่าง")
    assert "500 บาท" in card.text
    assert "อาหารว่าง" in card.text
    office.press("finance", office.write("finance", "บันทึกเงิน"), "เบิกจ่าย")
    assert "ยกเลิกแล้ว" in office.write("finance", "ยกเลิก").text
    assert office.write("finance", "1.2") == SEEN
    assert office.booked == 0
