"""What is typed under a card: a no ends it, an amount or an activity makes a new one, and the old one never books."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.plan import Plan
from data.store import open_store
from tests.ledger.chatting import SEEN, Office


@pytest.fixture
def database_kind() -> str:
    return "sqlite"


@pytest.fixture
def office(store_url: str, plan_2567: Plan) -> Iterator[Office]:
    with open_store(store_url) as store:
        yield Office(store, plan_2567)


@pytest.mark.parametrize(
    "line",
    ["1300", "1,300 บาทค่ะ", "ไม่ใช่ แก้เป็น 1300", "แก้เป็น ๑,๓๐๐", "ผิดค่ะ 1300", "ขอแก้ไขเป็น 1,300 บาท", "ที่ถูกคือ 1300 ครับ"],
)
def test_a_corrected_amount_is_a_new_card_and_the_old_one_ends(line: str, office: Office) -> None:
    old = office.write("finance", "เบิก 1.2 1200 อาหารว่าง")
    card = office.write("finance", line)
    assert "1,300 บาท" in card.text
    assert "อาหารว่าง" in card.text
    office.write("finance", "ยืนยัน")
    office.press("finance", old, "ยืนยัน")
    assert (office.booked, office.left("1.2")) == (1, 38_144)


def test_a_corrected_activity_is_a_new_card(office: Office) -> None:
    office.write("finance", "เบิก 1.2 1200")
    assert office.write("finance", "1.4") == SEEN
    office.write("finance", "ไม่ใช่ แก้เป็น ๑.๔")
    office.write("finance", "ยืนยัน")
    assert (office.left("1.2"), office.left("1.4")) == (39_444, 13_000)


@pytest.mark.parametrize("line", ["แก้ไข", "ขอแก้ค่ะ", "แก้เป็น ประมาณ 1300", "ไม่ใช่ 1300 กับ 200"])
def test_an_unclear_correction_is_asked_for(line: str, office: Office) -> None:
    office.write("finance", "เบิก 1.2 1200")
    assert "คะ" in office.write("finance", line).text
    assert "ไม่มีรายการที่รอ" in office.write("finance", "ยืนยัน").text
    assert "1,300 บาท" in office.write("finance", "1300").text
    assert office.booked == 0


@pytest.mark.parametrize("word", ["ไม่", "ไม่ใช่ค่ะ", "ผิด", "ไม่ถูก", "ยกเลิกเลย", "ยกเลิกก่อนค่ะ", "ไม่เอา", "อย่าเพิ่งบันทึก"])
def test_a_no_ends_the_card(word: str, office: Office) -> None:
    office.write("finance", "เบิก 1.2 1200")
    assert "ยกเลิกแล้ว" in office.write("finance", word).text
    assert "ไม่มีรายการที่รอ" in office.write("finance", "ยืนยัน").text
    assert office.booked == 0


@pytest.mark.parametrize("word", ["ไม่", "ไม่ใช่", "ผิด", "แก้ไข", "1300"])
def test_without_a_card_such_a_word_is_not_for_the_desk(word: str, office: Office) -> None:
    assert office.write("finance", word) == SEEN


@pytest.mark.parametrize("word", ["ยืยยัน", "ยื่นยัน", "ยืนยันน", "ยินยันค่ะ"])
def test_a_slip_in_the_yes_is_told_what_to_type(word: str, office: Office) -> None:
    assert office.write("finance", word) == SEEN
    office.write("finance", "เบิก 1.2 1200")
    assert "ยืนยัน" in office.write("finance", word).text
    assert office.booked == 0


def test_a_question_in_between_corrects_nothing(office: Office) -> None:
    office.write("finance", "เบิก 1.2 1200")
    for line in ("1.4 เหลือเท่าไหร่", "ไม่ใช่ 1300 เหรอ", "แก้ปัญหาอย่างไร", "แก้ไขแผนการศึกษา"):
        assert office.write("finance", line) == SEEN, line
    office.write("finance", "ยืนยัน")
    assert office.left("1.2") == 38_244


def test_a_no_after_the_yes_says_that_it_is_booked(office: Office) -> None:
    card = office.write("finance", "เบิก 1.2 1200")
    office.press("finance", card, "ยืนยัน")
    said = office.press("finance", card, "ยกเลิก")
    assert "บันทึกไปแล้ว" in said.text
    assert "เลิกทำ" in said.text
    assert "ไม่มีอะไรเปลี่ยน" not in said.text
    office.press("finance", said, "เลิกทำ")
    assert office.left("1.2") == 39_444


@pytest.mark.parametrize("line", ["ไม่บันทึกแล้ว", "ยกเลิกดีกว่า", "ไม่เอาแล้วค่ะ"])
def test_a_no_is_no_reason_for_overspending(line: str, office: Office) -> None:
    office.write("finance", "เบิก 2.2 40,001")
    assert "ยกเลิกแล้ว" in office.write("finance", line).text
    assert "ไม่มีรายการที่รอ" in office.write("finance", "ยืนยัน").text
    assert office.booked == 0


def test_a_reason_is_written_out_and_stays_to_be_seen(office: Office) -> None:
    office.write("finance", "เบิก 2.2 40,001")
    assert office.write("finance", "งบ 1.9") == SEEN
    for line in ("เพราะ", "ด่วน"):
        assert "เหตุผล" in office.write("finance", line).text
    reason = "เพราะ ผอ. อนุมัติเพิ่ม"
    assert reason in office.write("finance", reason).text
    assert reason in office.write("finance", "ยืนยัน").text
    assert reason in office.write("finance", "รายการบันทึก 2.2").text
