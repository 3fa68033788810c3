"""People type what a button says: it presses the newest card; a word that may mean something else presses none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.commands import load_commands
from bot.people import Setting
from bot.plan import Plan
from data.store import open_store
from tests.ledger.chatting import SEEN, WORDS, Office


@pytest.fixture
def database_kind() -> str:
    return "sqlite"


@pytest.fixture
def office(store_url: str, plan_2567: Plan) -> Iterator[Office]:
    with open_store(store_url) as store:
        yield Office(store, plan_2567)


@pytest.mark.parametrize("word", ["ยืนยัน", "ยืนยันค่ะ", " ยืนยันครับ ", "บันทึกเลยครับ", "Confirm"])
def test_a_typed_confirmation_books_once(word: str, office: Office) -> None:
    office.write("finance", "เบิก 1.2 3,200")
    assert "บันทึกแล้ว" in office.write("finance", word).text
    assert office.booked == 1
    office.write("finance", word)
    assert office.booked == 1


def test_a_typed_cancel_books_nothing(office: Office) -> None:
    office.write("finance", "เบิก 1.2 3,200")
    assert "ยกเลิกแล้ว" in office.write("finance", "ยกเลิกค่ะ").text
    office.write("finance", "ยืนยัน")
    assert office.booked == 0


def test_a_typed_undo_undoes_what_was_just_booked(office: Office) -> None:
    office.write("finance", "เบิก 1.2 3,200")
    office.write("finance", "ยืนยัน")
    office.write("finance", "เลิกทำ")
    assert (office.booked, office.left("1.2")) == (2, 39_444)


@pytest.mark.parametrize("word", ["ok", "ใช่ค่ะ", "ได้เลย", "โอเค", "ถูกต้องครับ"])
def test_a_word_that_may_thank_for_something_else_presses_nothing(word: str, office: Office) -> None:
    assert office.write("finance", word) == SEEN
    office.write("finance", "เบิก 1.2 3,200")
    office.write("finance", "1.4 ประชุมเมื่อไหร่")
    assert "ยืนยัน" in office.write("finance", word).text
    assert office.booked == 0


def test_only_the_newest_card_of_this_chat_is_pressed_and_only_by_its_member(office: Office) -> None:
    office.write("finance", "เบิก 1.2 3,200")
    office.write("finance", "เบิก 1.4 100")
    assert "ไม่มี" in office.write("admin", "ยืนยัน").text
    assert "ไม่มี" in office.write("finance", "ยืนยัน", Setting.GROUP).text
    office.write("finance", "ยืนยัน")
    assert (office.booked, office.left("1.4")) == (1, 14_100)


def test_a_word_never_reaches_an_older_card(office: Office) -> None:
    office.write("finance", "เบิก 1.2 3,200")
    office.write("finance", "เบิก 1.4 200")
    assert "ยกเลิกแล้ว" in office.write("finance", "ยกเลิก").text
    assert "ไม่มีรายการที่รอ" in office.write("finance", "ยืนยัน").text
    older = office.write("finance", "เบิก 1.2 300")
    office.press("finance", office.write("finance", "เบิก 1.4 20"), "ยกเลิก")
    assert "ไม่มีรายการที่รอ" in office.write("finance", "ยืนยัน").text
    assert office.booked == 0
    office.press("finance", older, "ยืนยัน")  # its button still works
    assert (office.booked, office.left("1.2")) == (1, 39_144)


def test_undo_typed_twice_undoes_one_booking(office: Office) -> None:
    for amount in ("100", "200"):
        office.write("finance", f"เบิก 1.2 {amount}")
        office.write("finance", "ยืนยัน")
    office.write("finance", "เลิกทำ")
    office.write("finance", "เลิกทำ")
    assert (office.booked, office.left("1.2")) == (3, 39_344)


def test_after_half_an_hour_nothing_waits(office: Office) -> None:
    office.write("finance", "เบิก 1.2 3,200")
    office.now += timedelta(minutes=31)
    assert "ไม่มี" in office.write("finance", "ยืนยัน").text
    assert office.booked == 0


def test_a_new_order_ends_the_one_that_waited_for_its_amount(office: Office) -> None:
    office.write("finance", "เบิก 1.2")
    said = office.write("finance", "คืนเงิน 1.4 200").text
    assert "ยังไม่มีการบันทึกเบิกจ่าย" in said
    assert "0 บาท" not in said
    assert office.write("finance", "1") == SEEN


def test_an_amount_typed_a_quarter_of_an_hour_later_answers_nothing(office: Office) -> None:
    office.write("finance", "เบิก 1.2")
    office.now += timedelta(minutes=15)
    assert office.write("finance", "500") == SEEN


@pytest.mark.parametrize("line", ["รายการล่าสุด", "ใครบันทึกล่าสุด", "ขอดูรายการบันทึก 1.2", "/entries"])
def test_the_newest_entries_are_listed_with_their_numbers(line: str, office: Office) -> None:
    assert "ยังไม่มี" in office.write("director", line).text
    for order in ("เบิก 1.2 3,200 อาหารว่าง", "เบิก 1.2 100"):
        office.press("finance", office.write("finance", order), "ยืนยัน")
    said = office.write("director", line).text
    assert said.index("#2") < said.index("#1")
    assert "อาหารว่าง" in said
    assert "การเงิน" in said


def test_the_entries_of_one_activity_are_its_own(office: Office) -> None:
    office.press("finance", office.write("finance", "เบิก 1.2 3,200"), "ยืนยัน")
    said = office.write("director", "รายการบันทึก 1.4").text
    assert "1.4" in said
    assert "#1" not in said


def test_an_activity_that_is_not_there_has_no_entries(office: Office) -> None:
    office.press("finance", office.write("finance", "เบิก 1.2 3,200"), "ยืนยัน")
    said = office.write("director", "รายการบันทึก 9.9").text
    assert "ไม่มีข้อ 9.9" in said
    assert "#1" not in said


def test_no_entries_are_shown_in_a_group(office: Office) -> None:
    office.press("finance", office.write("finance", "เบิก 1.2 3,200"), "ยืนยัน")
    said = office.write("finance", "รายการล่าสุด", Setting.GROUP).text
    assert "แชตส่วนตัว" in said
    assert "3,200" not in said


def test_a_polite_beginning_is_no_hindrance(office: Office) -> None:
    for line in ("ขอกราฟงบ", "ขอดูกราฟ กลุ่ม", "ช่วยส่งกราฟหน่อยครับ"):
        assert office.write("director", line).attachment is not None, line


def test_no_question_of_the_question_sets_presses_or_commands() -> None:
    commands = load_commands(WORDS)
    asked = [
        json.loads(line)["q"]
        for path in sorted((WORDS.parents[2] / "tests" / "questions").glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]
    taken = {text: spoken.name for text in asked if (spoken := commands.read(text)) is not None}
    assert set(taken.values()) <= {"help", "mine", "quarter", "me", "contacts"}, taken
