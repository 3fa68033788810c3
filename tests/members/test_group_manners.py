"""What is said where others read along: no figures, nobody who recorded them, no button to more of it."""

from __future__ import annotations

import pytest

from bot.choices import encode
from bot.group_manners import RECORDED, for_group
from bot.people import Role
from bot.questions import Facts, Scope, Slot, Total
from bot.reply import Choice, Outcome, Reply
from bot.voice import Voice
from tests.conftest import postgres_later
from tests.members.house import House, codes, group, inline, text

database_kind = postgres_later


@pytest.mark.parametrize("language", ["th", "en"])
def test_who_recorded_goes_with_the_figures(language: str) -> None:
    voice = Voice(language)
    recorded = voice.say(RECORDED, day="8 มกราคม 2567", name="นางการเงิน มั่นคง")
    (said,) = for_group((Reply(f"*1.1 งาน*\n3,200 บาท\n{recorded}\nที่มา: แผน", Outcome.ANSWER),), voice)
    assert said.text.split("\n")[:2] == ["*1.1 งาน*", "ที่มา: แผน"]
    assert "มั่นคง" not in said.text


def test_buttons_that_ask_for_money_alone_are_left_out() -> None:
    one = Scope(keys=("1.1",))
    asked = {"งบ": Facts(one, (Slot.ALLOCATED,)), "ใคร": Facts(one, (Slot.WHO,)), "รวม": Total(one, Slot.REMAINING)}
    row = tuple(Choice(label, encode(question)) for label, question in asked.items())
    desk = Choice("วันของ 1.1", "!dopen:1")
    (said,) = for_group((Reply("x", Outcome.ANSWER, (row, (desk,))),), Voice("th"))
    assert [choice.label for row in said.choices for choice in row] == ["ใคร", "วันของ 1.1"]


def test_inline_answers_hold_no_money_as_they_are_posted_anywhere(house: House) -> None:
    house.member(Role.FINANCE, "7")
    assert "60,000" in text(house.write("7", "2.1 งบเท่าไร"))
    said = text(house.write("7", "2.1 งบเท่าไร", inline("7")))
    assert "60,000" not in said
    assert "แชตส่วนตัว" in said


@pytest.mark.parametrize("typed", ["บันทึกเงิน", "ข้อมูลของฉัน", "ฉันเป็นใคร", "/export", "ขอเบอร์ บุญ"])
def test_what_is_theirs_elsewhere_is_said_to_be_for_the_private_chat(house: House, typed: str) -> None:
    house.groups.allow(group(), "tiny", 1, house.now)
    house.member(Role.FINANCE, "7", name="บุญ การเงิน")
    replies = house.write("7", typed, group())
    assert codes(replies) == ["not_allowed"]
    assert "แชตส่วนตัว" in text(replies)


def test_what_is_not_theirs_anywhere_is_not_sent_to_the_private_chat(house: House) -> None:
    house.groups.allow(group(), "tiny", 1, house.now)
    house.member(Role.STAFF, "7")
    assert "แชตส่วนตัว" not in text(house.write("7", "/members", group()))
    assert "ฉันเป็นใคร" not in text(house.write("7", "ช่วยเหลือ", group()))
