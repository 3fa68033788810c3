"""Dates through the real Telegram door: typed and by buttons, pressed twice, on old cards, by two at once, and told."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.meetings import Meeting, MeetingState
from bot.people import Person, Role
from bot.plan import Plan
from data.sql_meetings import SqlMeetings
from data.store import open_store
from tests.botapi import Call, events
from tests.reminders.conftest import at
from tests.telegram.running import Bot, PatientApi

pytestmark = pytest.mark.slow
OFFICER, ADMIN, TEACHER, COLLEAGUE = 7101, 7102, 7103, 7104
NOW = at(2024, 2, 5, 10)
"""The quarter's own card has had its thirty days by then."""
LINE = "1.13 ประชุม 15 ก.พ. 67 9.00 น. ห้องประชุม 1"
SET = "15 กุมภาพันธ์ 2567, 09.00 น. ห้องประชุม 1"


@pytest.fixture(scope="module")
def api() -> Iterator[PatientApi]:
    with PatientApi() as running:
        yield running


@pytest.fixture
def office(store_url: str, plan_2567: Plan) -> str:
    """The responsible officer, an admin, a teacher and another officer."""
    with open_store(store_url) as store:
        key = store.plans.save_plan(plan_2567).office.key
        mine = plan_2567.activity_by_number["1.13"].officers[0]
        other = next(one for activity in plan_2567.activities for one in activity.officers if one != mine)
        people = [
            (Person(0, key, Role.OFFICER, "เจ้าของเรื่อง", mine), OFFICER),
            (Person(0, key, Role.ADMIN, "ผู้ดูแล"), ADMIN),
            (Person(0, key, Role.STAFF, "ครู"), TEACHER),
            (Person(0, key, Role.OFFICER, "คนอื่น", other), COLLEAGUE),
        ]
        for person, account in people:
            store.people.add(person, NOW, ("telegram", str(account)))
    return store_url


@pytest.fixture
def chat(api: PatientApi, office: str, tmp_path: Path, plan_2567: Plan) -> Iterator[Chats]:
    api.clear_calls()
    api.settings(known_chats_only=False)
    with Bot(api, office, tmp_path / "log", "bot run", THAMPLAN_CLOCK=NOW.isoformat()):
        yield Chats(api, office, plan_2567)


class Chats:
    """What members write and press, and what the bot answers."""

    def __init__(self, api: PatientApi, url: str, plan: Plan) -> None:
        self.api, self.url, self.plan = api, url, plan

    def writes(self, who: int, text: str) -> Call:
        """The answer to a typed line."""
        before = self.heard(who)
        self.api.push(events.message(who, text))
        return self.hears(who, before + 1)

    def presses(self, who: int, card: Call, label: str, times: int = 1) -> Call:
        """The answer to a button, pressed so many times at once; a changed card counts as one."""
        return self.press_code(who, card, code_of(card, label), times)

    def press_code(self, who: int, card: Call, code: str, times: int = 1) -> Call:
        before, answered = self.heard(who), self.api.count("answerCallbackQuery")
        self.api.push(*(events.press(who, card.message_id or 1, code) for _ in range(times)))
        self.api.wait_for(answered + times, method="answerCallbackQuery")
        return self.hears(who, before + 1)

    def heard(self, who: int) -> int:
        return len(self._said(who))

    def hears(self, who: int, count: int) -> Call:
        """The answer of that number, an edited card included."""
        ends_at = time.monotonic() + 90
        while self.heard(who) < count:
            assert time.monotonic() < ends_at, f"{who} has heard {[call.text for call in self._said(who)]}"
            time.sleep(0.05)
        return self._said(who)[count - 1]

    def _said(self, who: int) -> list[Call]:
        methods = ("sendMessage", "editMessageText", "sendDocument")
        found = [call for method in methods for call in self.api.calls(method, who, accepted=True)]
        return sorted(found, key=lambda call: call.number)

    def meetings(self) -> list[Meeting]:
        with open_store(self.url) as store:
            return list(SqlMeetings(store.engine).of_activity(self.plan.office.key, self.plan.year, "1.13"))

    def history(self) -> list[MeetingState]:
        with open_store(self.url) as store:
            kept = SqlMeetings(store.engine)
            return [one.state for meeting in self.meetings() for one in kept.history(meeting)]


def code_of(card: Call, label: str) -> str:
    return next(code for name, code in card.buttons if name == label)


def test_a_typed_date_is_confirmed_by_a_press_that_comes_twice(chat: Chats) -> None:
    asked = chat.writes(OFFICER, LINE)
    assert SET in asked.text
    assert chat.meetings() == []
    saved = chat.presses(OFFICER, asked, "ยืนยัน", times=2)
    assert "บันทึกแล้ว" in saved.text
    (one,) = chat.meetings()
    assert (one.state, one.sequence) == (MeetingState.DATED, 1)
    again = chat.presses(OFFICER, asked, "ยืนยัน")
    assert "ทำไปแล้ว" in again.text
    assert chat.meetings() == [one]


def test_every_button_of_a_date_does_what_it_says(chat: Chats) -> None:
    told = chat.writes(OFFICER, "ประชุม 1.13 เมื่อไร")
    card = chat.presses(OFFICER, told, "วันของ 1.13")
    assert [label for label, _ in card.buttons] == [
        "กำหนดวัน",
        "เลื่อน",
        "จัดแล้ว",
        "ยกเลิก",
        "แจ้งฉันเมื่อกำหนดวัน",
    ]
    chat.presses(OFFICER, card, "กำหนดวัน")
    chat.presses(OFFICER, chat.writes(OFFICER, "15 ก.พ. 67 9.00 น. ห้องประชุม 1"), "ยืนยัน")
    chat.presses(OFFICER, card, "เลื่อน")
    moved = chat.writes(OFFICER, "๒๐ กุมภาพันธ์ ๒๕๖๗ ๑๓.๓๐ น.")
    assert SET in moved.text
    chat.presses(OFFICER, moved, "ยืนยัน")
    assert not chat.presses(OFFICER, card, "จัดแล้ว").buttons  # its day is still to come
    assert [one.state for one in chat.meetings()] == [MeetingState.DATED]
    chat.presses(OFFICER, chat.writes(OFFICER, "1.13 จัดแล้วเมื่อวันที่ 5 ม.ค. 67"), "ยืนยัน")
    assert [one.state for one in chat.meetings()] == [MeetingState.HELD]
    chat.presses(OFFICER, chat.writes(OFFICER, "1.13 ประชุม 20 มี.ค. 67"), "ยืนยัน")
    chat.presses(OFFICER, chat.presses(OFFICER, card, "ยกเลิก"), "ยืนยัน")
    assert chat.history() == [
        MeetingState.DATED,
        MeetingState.DATED,
        MeetingState.HELD,
        MeetingState.DATED,
        MeetingState.CANCELLED,
    ]


def test_of_two_who_confirm_at_once_the_second_sees_the_first_ones_change(chat: Chats) -> None:
    first, second = chat.writes(OFFICER, LINE), chat.writes(ADMIN, "1.13 ประชุม 22 ก.พ. 67")
    before = {who: chat.heard(who) for who in (OFFICER, ADMIN)}
    presses = ((OFFICER, first), (ADMIN, second))
    chat.api.push(*(events.press(who, card.message_id or 0, code_of(card, "ยืนยัน")) for who, card in presses))
    told = {who: chat.hears(who, count + 1).text for who, count in before.items()}
    (one,) = chat.meetings()
    assert one.sequence == 1
    late = [text for text in told.values() if "บันทึกแล้ว" not in text]
    assert len(late) == 1
    assert "มีผู้อื่นเพิ่งเปลี่ยนวันนี้ไป" in late[0]
    day = "15 กุมภาพันธ์ 2567" if "บันทึกแล้ว" in told[OFFICER] else "22 กุมภาพันธ์ 2567"
    assert day in late[0]


def test_old_foreign_and_forwarded_buttons_change_nothing(chat: Chats) -> None:
    old = chat.writes(OFFICER, LINE)
    newer = chat.writes(OFFICER, "1.13 ประชุม 22 ก.พ. 67")
    chat.presses(OFFICER, newer, "ยืนยัน")
    assert "ท่านเปลี่ยนวันนี้ไปแล้ว" in chat.presses(OFFICER, old, "ยืนยัน").text
    assert chat.meetings()[0].sequence == 1
    yes = code_of(chat.writes(OFFICER, "เลื่อน 1.13 เป็น 23 ก.พ. 67"), "ยืนยัน")
    for who, code in ((ADMIN, yes), (TEACHER, "!dset:2567/1.13"), (COLLEAGUE, "!dheld:2567/1.13")):
        assert chat.press_code(who, old, code).text
    assert "ไม่มี" in chat.press_code(OFFICER, old, "!dopen:2599/1.13").text
    assert chat.meetings()[0].sequence == 1


def test_who_asked_is_told_once_of_a_day_and_once_of_its_move(chat: Chats) -> None:
    card = chat.presses(TEACHER, chat.writes(TEACHER, "ประชุม 1.13 เมื่อไร"), "วันของ 1.13")
    assert [label for label, _ in card.buttons] == ["แจ้งฉันเมื่อกำหนดวัน"]
    chat.presses(TEACHER, card, "แจ้งฉันเมื่อกำหนดวัน", times=2)
    assert "ไว้แล้ว" in chat.hears(TEACHER, 4).text
    chat.presses(OFFICER, chat.writes(OFFICER, LINE), "ยืนยัน")
    told = chat.hears(TEACHER, 5)
    assert "กำหนดวันแล้ว" in told.text
    assert SET in told.text
    chat.presses(OFFICER, chat.writes(OFFICER, "เลื่อน 1.13 เป็น 20 ก.พ. 67"), "ยืนยัน")
    moved = chat.hears(TEACHER, 6)
    assert "20 กุมภาพันธ์ 2567" in moved.text
    assert "เดิม: 15 กุมภาพันธ์ 2567" in moved.text
    assert "รับทราบ" in [label for label, _ in moved.buttons]
    chat.presses(TEACHER, moved, "รับทราบ")
    assert chat.heard(TEACHER) == 7
