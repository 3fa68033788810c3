"""What people say of members besides the plainest words: half an order, a particle, a number, the data law."""

from __future__ import annotations

import pytest

from bot.membership import Contact, ContactKind
from bot.people import Role
from tests.conftest import postgres_later
from tests.members.house import House, codes, text

database_kind = postgres_later


@pytest.mark.parametrize(
    "typed", ["เปลี่ยนบทบาท #2", "เปลี่ยนบทบาท #2 การเงิน", "ส่งมอบ 1.1", "ตั้งรักษาการ บุญ มาก แทน อนงค์ ใจดี", "ลบสมาชิกค่ะ"]
)
def test_half_an_order_is_told_how_it_is_written(house: House, typed: str) -> None:
    replies = house.write("1", typed)
    assert codes(replies) == ["usage"]
    assert "พิมพ์แบบนี้ค่ะ: " in text(replies)
    assert not text(replies).endswith("ค่ะ")


@pytest.mark.parametrize("typed", ["ส่งมอบ 1.1 เมื่อไร", "รักษาการคือใคร"])
def test_a_question_stays_a_question(house: House, typed: str) -> None:
    assert codes(house.write("1", typed)) != ["usage"]


def test_a_particle_that_ends_an_order_is_no_part_of_it(house: House) -> None:
    house.member(Role.STAFF, "7", name="ครูดาว")
    assert codes(house.write("1", "ลบสมาชิก #2ค่ะ")) == ["confirm_remove"]
    assert codes(house.write("1", "เปลี่ยนบทบาท #2 เป็น การเงินค่ะ")) == ["confirm_role"]


def test_an_officer_without_a_name_is_asked_for_one(house: House) -> None:
    for typed in ("เชิญสมาชิก ผู้รับผิดชอบ", "เชิญสมาชิก ผู้รับผิดชอบ 7 วัน"):
        assert "ต้องระบุชื่อตามแผน" in text(house.write("1", typed))


def test_a_colleagues_number_is_found_however_it_is_asked_for(house: House) -> None:
    house.member(Role.OFFICER, "7", "bun", name="บุญ มาก")
    house.contacts.put(house.by_account("7"), Contact(2, ContactKind.MOBILE, "0812345678"), house.now)
    for typed in ("ขอเบอร์ บุญ", "เบอร์ บุญ มาก", "เบอร์โทรบุญ มาก", "เบอร์โทรศัพท์ของบุญ มาก", "บุญ มาก เบอร์อะไรคะ"):
        assert "0812345678" in text(house.write("1", typed)), typed


def test_a_number_that_nobody_agreed_to_show_is_not_shown(house: House) -> None:
    house.member(Role.OFFICER, "7", "bun", name="บุญ มาก")
    replies = house.write("1", "เบอร์ บุญ มาก")
    assert codes(replies) == ["contacts"]
    assert "ยังไม่ได้ยินยอม" in text(replies)


SAID = {
    "ถอนความยินยอม": "confirm_forget",
    "ลบบัญชีของฉัน": "confirm_forget",
    "ข้อมูลฉัน": "me",
    "ฉันคือใคร": "me",
    "เก็บข้อมูลอะไรของฉันบ้าง": "me",
    "PDPA": "me",
    "ขอสำเนาข้อมูล": "export",
    "ลบเบอร์": "contact_none",
    "เบอร์ฉัน 0812345678": "confirm_contact",
}


@pytest.mark.parametrize("typed", list(SAID))
def test_what_the_law_gives_is_asked_for_in_many_words(house: House, typed: str) -> None:
    house.member(Role.STAFF, "7")
    assert codes(house.write("7", typed))[0] == SAID[typed]


def test_a_no_after_the_yes_does_not_say_that_nothing_was_changed(house: House) -> None:
    house.member(Role.STAFF, "7")
    card = house.write("1", "เปลี่ยนบทบาท #2 เป็น การเงิน")
    assert codes(house.press_label("1", card, "ยืนยัน")) == ["role_changed"]
    assert codes(house.press_label("1", card, "ยกเลิก")) == ["press_settled"]
    other = house.write("1", "ลบสมาชิก #2")
    assert codes(house.press_label("1", other, "ยกเลิก")) == ["cancelled"]
    assert codes(house.press_label("1", other, "ยกเลิก")) == ["press_settled"]
