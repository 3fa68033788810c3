"""Money by chat: what is understood, read back, confirmed, booked and undone; what is refused, and how it is said."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.calendar import BANGKOK
from bot.ledger import EntryKind
from bot.money_desk.orders import Order
from bot.money_desk.reading import read_order
from bot.money_desk.spelling import in_words
from bot.money_desk.targets import Targets, crossed, is_behind
from bot.money_desk.watching import TargetWatch
from bot.money_desk.words import load_money_words
from bot.people import Setting
from bot.plan import Plan
from data.sql_turns import SqlTurns
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
    ("line", "order"),
    [
        ("เบิก 1.2 3,200 อาหารว่าง", Order("disburse", "1.2", amount=320_000, note="อาหารว่าง")),
        ("จ่าย 1.4 ไป ๒,๐๐๐ บาท ค่าเอกสาร", Order("disburse", "1.4", amount=200_000, note="ค่าเอกสาร")),
        ("ผูกพัน 2.1 กิจกรรม 3 35,000 ค่าวิทยากร", Order("commit", "2.1", "2.1/3", 3_500_000, "ค่าวิทยากร")),
        ("เบิก 2.1 รายการ 1.2 450", Order("disburse", "2.1", "2.1/1.2", 45_000)),
        ("เบิก 2.1/3 100", Order("disburse", "2.1", "2.1/3", 10_000)),
        ("คืนเงิน 1.2 200", Order("refund", "1.2", amount=20_000)),
        ("ขอเบิกเงินข้อ 1.2 60,000.- ครับ", Order("disburse", "1.2", amount=6_000_000)),
        ("เบิก 1.2 ๒,๖๕๐", Order("disburse", "1.2", amount=265_000)),
        ("เบิก 1.2 3.5 พัน", Order("disburse", "1.2", amount=350_000)),
        ("เบิก 1.2 สองหมื่น", Order("disburse", "1.2", amount=2_000_000)),
        ("เบิก 1.2 1,010.50 ค่ากรอบ PA", Order("disburse", "1.2", amount=101_050, note="ค่ากรอบ PA")),
        ("เบิก 1.2 อาหารว่าง 20 คน 3,200 บาท", Order("disburse", "1.2", amount=320_000, note="อาหารว่าง 20 คน")),
        ("เบิก 1.2 500 ค่าผ้าไหม เลขที่ ศธ 04/9", Order("disburse", "1.2", "", 50_000, "ค่าผ้าไหม", "ศธ 04/9")),
        (
            "โอนงบ 1.4 → 1.5 500 ตามบันทึก ศธ 04/77",
            Order("transfer", "1.4", amount=50_000, document="ศธ 04/77", to_activity="1.5"),
        ),
        ("ปลดผูกพัน 12 500", Order("release", settles=12, amount=50_000)),
    ],
)
def test_one_line_is_an_order(line: str, order: Order, plan_2567: Plan) -> None:
    read = read_order(line, plan_2567, SPOKEN)
    assert read is not None
    assert (read.order, read.fault, read.unknown) == (order, "", "")


@pytest.mark.parametrize(
    "line",
    [
        "1.2 เบิกไปเท่าไหร่",
        "เบิก 1.2 ไปเท่าไร",
        "เบิก 1.2 3,200 หรือยัง",
        "เบิก 1.2 3,200 ได้ไหมคะ",
        "จ่าย 1.4 ไปกี่บาท",
        "ใครเบิก 1.2 3,200",
        "1.2 เบิกไปแล้ว 3,200",
        "งบ 1.2 3,200",
        "ผูกพัน 2.1 คงเหลือ",
        "เบิกเกินงบทำอย่างไร",
        "เบิกค่าเช่าบ้านต้องใช้เอกสารอะไร",
        "โอนเงินเดือนเมื่อไหร่",
        *(f"เบิก 1.2 3200 {end}" for end in ("ใช่ป่ะ", "แล้วใช่ปะ", "จริงปะ", "เหรอ", "หรอคะ", "ไม๊", "รึป่าว", "ได้ป่าว")),
        *(f"เบิก 1.2 3200 {end}" for end in ("ใช่มะ", "ไม่ได้", "ถูกหรือ", "ใช่ป่าวครับ", "แล้วยัง", "ไม่ได้เหรอคะ")),
        "จ่าย 1.4 ไปแล้ว 2000 จริงหรือ",
    ],
)
def test_what_asks_never_books(line: str, office: Office) -> None:
    read = read_order(line, office.plan, SPOKEN)
    assert read is None or not read.order.amount
    assert office.write("finance", line) == SEEN


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("เบิก 1.2 3.555", "decimals"),
        ("เบิก 1.2 0", "zero"),
        ("เบิก 1.2 -500", "negative"),
        ("เบิก 1.2 หลายบาท", "unreadable"),
        ("เบิก 1.2 ค่าของ 2,000 กับ 3,000", "several"),
    ],
)
def test_an_amount_that_cannot_be_booked_gets_a_clear_question(line: str, fault: str, office: Office) -> None:
    read = read_order(line, office.plan, SPOKEN)
    assert read is not None
    assert read.fault == fault
    assert "1.2" in office.write("finance", line).text
    assert "สองพันบาทถ้วน" in office.write("finance", "2,000").text
    assert office.booked == 0


def test_an_order_is_read_back_confirmed_saved_and_undone_by_one_tap(office: Office) -> None:
    card = office.write("finance", "เบิก 1.2 3,200 อาหารว่าง")
    assert "3,200 บาท (สามพันสองร้อยบาทถ้วน)" in card.text
    assert office.booked == 0
    saved = office.press("finance", card, "ยืนยัน")
    assert "36,244" in saved.text
    assert office.left("1.2") == 36_244
    undone = office.press("finance", saved, "เลิกทำ")
    assert "บันทึกผิด" in undone.text
    assert (office.left("1.2"), office.booked) == (39_444, 2)
    again = office.press("finance", saved, "เลิกทำ")
    assert "ไม่ได้บันทึกซ้ำ" in again.text
    assert office.booked == 2


def test_a_second_press_books_nothing(office: Office) -> None:
    card = office.write("finance", "เบิก 1.2 3,200")
    office.press("finance", card, "ยืนยัน")
    office.press("finance", card, "ยืนยัน")
    assert (office.booked, office.left("1.2")) == (1, 36_244)


def test_a_crash_after_the_booking_and_before_the_button_is_used_up_books_once(office: Office) -> None:
    """The nonce is the token: the books know it even when the button does not."""
    card = office.write("finance", "เบิก 1.2 3,200")
    nonce = card.choices[-1][0].code.partition(":")[2]
    office.press("finance", card, "ยืนยัน")
    with office.store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE pending_action SET used_at = NULL WHERE nonce = ?", (nonce,))
    assert "ไม่ได้บันทึกซ้ำ" in office.press("finance", card, "ยืนยัน").text
    assert office.booked == 1


def test_an_old_cancelled_or_foreign_card_books_nothing(office: Office) -> None:
    card = office.write("finance", "เบิก 1.2 3,200")
    office.press("admin", card, "ยืนยัน")
    office.press("finance", card, "ยกเลิก")
    office.press("finance", card, "ยืนยัน")
    old = office.write("finance", "เบิก 1.2 100")
    office.now += timedelta(minutes=31)
    office.press("finance", old, "ยืนยัน")
    assert office.booked == 0


@pytest.mark.parametrize(
    "code", ["!byes:x", "!bundo:999", "!bundo:../..", "!bact:x~1.2", "!bsettle:x~y", "!bverb:~gift", "!bzz"]
)
def test_a_forged_button_does_nothing(code: str, office: Office) -> None:
    assert office.press_code("finance", code).text
    assert office.booked == 0


def test_step_by_step_with_buttons(office: Office) -> None:
    menu = office.write("officer", "บันทึกเงิน")
    which = office.press("officer", menu, "เบิกจ่าย")
    assert {row[0].label[:3] for row in which.choices[:-1]} == {"2.1", "2.2", "2.3"}
    assert which.choices[-1][0].label == "ยกเลิก"
    steps = office.press("officer", which, "2.1")
    office.press("officer", steps, "1.")
    card = office.write("officer", "1,010 ค่ากรอบ")
    office.press("officer", card, "ยืนยัน")
    (entry,) = office.store.ledger.entries(office.plan.office.key, office.plan.year)
    assert (entry.key, entry.amount, entry.note, entry.recorder_name) == ("2.1/1", 101_000, "ค่ากรอบ", "เจ้าของเรื่อง")
    assert office.left("2.1") == 88_990


def test_a_question_in_between_is_answered_and_not_taken_for_an_amount(office: Office) -> None:
    office.write("finance", "เบิก 1.2")
    assert office.write("finance", "1.4 ประชุมเมื่อไหร่") == SEEN
    assert office.write("finance", "ขอบคุณค่ะ") == SEEN
    assert "2,000" in office.write("finance", "สองพัน").text


def test_a_disbursement_can_use_a_commitment(office: Office) -> None:
    office.press("finance", office.write("finance", "ผูกพัน 2.1 กิจกรรม 3 35,000"), "ยืนยัน")
    card = office.write("finance", "เบิก 2.1 กิจกรรม 3 20,000")
    part = office.press("finance", card, "ตัดยอด")
    office.press("finance", part, "ยืนยัน")
    balance = office.store.ledger.books(office.plan).balance("2.1")
    assert (balance.committed, balance.disbursed) == (1_500_000, 2_000_000)
    card = office.write("finance", "เบิก 2.1 กิจกรรม 3 14,000")
    office.press("finance", office.press("finance", card, "ตัดและปิด"), "ยืนยัน")
    balance = office.store.ledger.books(office.plan).balance("2.1")
    assert (balance.committed, balance.disbursed, office.left("2.1")) == (0, 3_400_000, 56_000)


def test_the_officers_finance_and_admins_record_and_nobody_else(office: Office) -> None:
    for who, may in (("officer", True), ("finance", True), ("admin", True), ("other", False), ("staff", False)):
        reply = office.write(who, "เบิก 2.2 100")
        assert bool(reply.choices) is may, who
    assert not office.write("director", "เบิก 2.2 100").choices


def test_a_right_that_ended_before_the_press_is_asked_again(office: Office) -> None:
    card = office.write("officer", "เบิก 2.2 100")
    office.people["officer"] = replace(office.people["officer"], officer="")
    office.press("officer", card, "ยืนยัน")
    assert office.booked == 0


def test_only_finance_and_admins_undo_what_others_booked_and_move_money(office: Office) -> None:
    saved = office.press("finance", office.write("finance", "เบิก 2.2 100"), "ยืนยัน")
    assert "การเงิน" in office.press("officer", saved, "เลิกทำ").text
    assert office.booked == 1
    assert not office.write("officer", "โอนงบ 2.1 → 2.2 100").choices
    card = office.write("admin", "โอนงบ 2.1 → 2.2 100 ตามบันทึก 5")
    moved = office.press("admin", card, "ยืนยัน")
    assert (office.left("2.1"), office.left("2.2")) == (89_900, 40_000)
    office.press("admin", moved, "เลิกทำ")
    assert (office.left("2.1"), office.left("2.2")) == (90_000, 39_900)


def test_undoing_by_text_takes_a_reason_of_ones_own(office: Office) -> None:
    office.press("finance", office.write("finance", "เบิก 2.2 100"), "ยืนยัน")
    card = office.write("finance", "ยกเลิกรายการ 1 เพราะบันทึกซ้ำกับใบก่อน")
    office.press("finance", card, "ยืนยัน")
    undone = office.store.ledger.entries(office.plan.office.key, office.plan.year)[-1]
    assert (undone.kind, undone.note) == (EntryKind.REVERSAL, "บันทึกซ้ำกับใบก่อน")
    assert "ยกเลิกไปแล้ว" in office.write("finance", "ยกเลิกรายการ 1").text


def test_more_than_is_left_needs_finance_and_a_written_reason(office: Office) -> None:
    said = office.write("officer", "เบิก 2.2 40,001")
    assert "คงเหลือ 40,000" in said.text
    assert not said.choices
    office.write("finance", "เบิก 2.2 40,001")
    card = office.write("finance", "ผอ. อนุมัติตามบันทึก 9")
    office.press("finance", card, "ยืนยัน")
    (entry,) = office.store.ledger.entries(office.plan.office.key, office.plan.year)
    assert (entry.allowed, office.left("2.2")) == ("ผอ. อนุมัติตามบันทึก 9", -1)


def test_in_a_group_nothing_is_recorded_and_no_money_is_shown(office: Office) -> None:
    for line in ("เบิก 1.2 3,200", "กราฟ"):
        said = office.write("finance", line, Setting.GROUP)
        assert "แชตส่วนตัว" in said.text
        assert (said.attachment, said.choices) == (None, ())


def test_what_the_plan_does_not_have_is_said(office: Office) -> None:
    assert "1.99" in office.write("finance", "เบิก 1.99 100").text
    assert "2.1/9" in office.write("finance", "เบิก 2.1 กิจกรรม 9 100").text
    assert "ไม่มีงบ" in office.write("admin", "เบิก 1.3 100").text


def test_at_eighty_and_a_hundred_percent_the_officer_and_finance_are_told_once(office: Office) -> None:
    def spend(line: str) -> list[str]:
        office.told.sent.clear()
        office.press("admin", office.write("admin", line), "ยืนยัน")
        return sorted(name for name, _ in office.told.sent)

    assert spend("เบิก 2.2 31,999") == []
    assert spend("ผูกพัน 2.2 1") == ["การเงิน", "เจ้าของเรื่อง"]
    assert spend("เบิก 2.2 7,000") == []
    assert spend("เบิก 2.2 1,000") == ["การเงิน", "เจ้าของเรื่อง"]
    assert "ครบทั้งงบ" in office.told.sent[0][1]


def test_pictures_come_with_a_caption_that_says_the_same(office: Office) -> None:
    office.press("finance", office.write("finance", "เบิก 2.1 กิจกรรม 1 1,010"), "ยืนยัน")
    for line, said in (("กราฟ", "2.1: คงเหลือ 88,990"), ("กราฟ กลุ่ม", "188,990"), ("กราฟ ไตรมาส", "ร้อยละ 0.32")):
        reply = office.write("director", line)
        assert reply.attachment is not None
        assert reply.attachment.is_picture
        assert reply.attachment.content.startswith(b"\x89PNG")
        assert int.from_bytes(reply.attachment.content[16:20], "big") == 720
        assert said in reply.text
        assert len(reply.text) <= 1024


def test_before_anything_is_recorded_no_picture_says_what_is_left(office: Office) -> None:
    for line in ("กราฟ", "กราฟ กลุ่ม"):
        said = office.write("director", line).text
        assert "ยังไม่มีการบันทึก" in said
        assert "คงเหลือ 319,024" not in said
        assert "จัดสรร 319,024 บาท" in said


def test_targets_tell_who_is_behind(office: Office) -> None:
    targets, plan = Targets((32, 54, 77, 100)), office.plan
    books = office.store.ledger.books(plan)
    in_april = plan.year.quarter(3).span.start_on
    assert targets.due(plan, in_april) == (2, 54)
    assert is_behind(plan.activity_by_number["2.1"], books, targets, in_april)
    assert not is_behind(plan.activity_by_number["2.3"], books, targets, in_april)  # it begins in quarter 3
    assert not is_behind(plan.activity_by_number["1.3"], books, targets, in_april)  # it uses no budget
    assert not is_behind(plan.activity_by_number["2.1"], books, Targets(), in_april)
    before, office_left = books.balance("2.1"), office.left("2.1")
    assert (crossed(before, before), office_left) == (0, 90_000)


@pytest.mark.parametrize(
    ("satang", "words"),
    [
        (1, "หนึ่งสตางค์"),
        (100, "หนึ่งบาทถ้วน"),
        (1_100, "สิบเอ็ดบาทถ้วน"),
        (2_150, "ยี่สิบเอ็ดบาทห้าสิบสตางค์"),
        (10_100, "หนึ่งร้อยเอ็ดบาทถ้วน"),
        (320_000, "สามพันสองร้อยบาทถ้วน"),
        (100_000_100, "หนึ่งล้านเอ็ดบาทถ้วน"),
        (12_345_678_925, "หนึ่งร้อยยี่สิบสามล้านสี่แสนห้าหมื่นหกพันเจ็ดร้อยแปดสิบเก้าบาทยี่สิบห้าสตางค์"),
    ],
)
def test_amounts_are_read_out_in_words(satang: int, words: str) -> None:
    assert in_words(satang, SPOKEN.spelling) == words


def test_after_a_quarter_those_behind_their_target_are_told_once(office: Office) -> None:
    ports = replace(office.ports, targets=Targets((32, 54, 77, 100)))
    watch = TargetWatch(office.plan.office.key, ports, SqlTurns(office.store.engine))
    monday = datetime(2024, 1, 8, 9, 0, tzinfo=BANGKOK)
    assert watch.look(monday.replace(hour=7)) == 0
    assert watch.look(monday.replace(day=7)) == 0
    told = watch.look(monday)
    begun = [one for one in office.plan.activities if one.allocated and one.periods[0].quarter == 1]
    assert told == len(begun) == 8
    assert {name for name, _ in office.told.sent} <= {"การเงิน", "เจ้าของเรื่อง", "คนอื่น"}
    assert "เป้าหมายร้อยละ 32" in office.told.sent[0][1]
    again = TargetWatch(office.plan.office.key, ports, SqlTurns(office.store.engine))
    assert (watch.look(monday), again.look(monday + timedelta(days=1))) == (0, 0)
    assert again.look(monday.replace(month=3)) == 0


def test_no_question_of_the_question_sets_is_an_order(plan_2567: Plan) -> None:
    asked = [
        text
        for path in sorted((WORDS.parents[2] / "tests" / "questions").glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
        for text in (json.loads(line)["q"], *json.loads(line).get("before", []))
    ]
    assert len(asked) > 500
    assert [text for text in asked if read_order(text, plan_2567, SPOKEN) is not None] == []


def test_a_removed_members_name_is_gone_from_the_books(office: Office) -> None:
    office.press("finance", office.write("finance", "เบิก 2.2 100"), "ยืนยัน")
    number = office.people["finance"].number
    with office.store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE member SET name = '' WHERE number = ?", (number,))
    card = office.write("admin", "ยกเลิกรายการ 1")
    assert "การเงิน" not in card.text
    assert f"สมาชิกหมายเลข {number}" in card.text


def test_a_very_long_note_keeps_nobody_waiting(office: Office) -> None:
    began = time.process_time()
    said = office.write("finance", "เบิก 1.2 ค่ารถ 3,200 บาท " + "ค่าอาหาร " * 200)
    assert "3,200 บาท" in said.text
    assert time.process_time() - began < 3
