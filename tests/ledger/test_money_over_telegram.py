"""Money through the real Telegram door: typed, confirmed by a press that comes twice, undone, and seen as a picture."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.people import Person, Role
from bot.plan import Plan
from data.store import open_store
from tests.botapi import Call, events
from tests.ledger.chatting import NOON
from tests.telegram.running import Bot, PatientApi

FINANCE, OFFICER = 4321, 8765
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def api() -> Iterator[PatientApi]:
    with PatientApi() as running:
        yield running


@pytest.fixture
def office(store_url: str, plan_2567: Plan) -> str:
    with open_store(store_url) as store:
        store.plans.save_plan(plan_2567)
        key = plan_2567.office.key
        officer = plan_2567.activity_by_number["2.1"].officers[0]
        store.people.add(Person(0, key, Role.ADMIN, "ผู้ดูแล"), NOON)
        store.people.add(Person(0, key, Role.FINANCE, "การเงิน"), NOON, ("telegram", str(FINANCE)))
        store.people.add(Person(0, key, Role.OFFICER, "เจ้าของเรื่อง", officer), NOON, ("telegram", str(OFFICER)))
    return store_url


@pytest.fixture
def bot(api: PatientApi, office: str, tmp_path: Path) -> Iterator[Bot]:
    api.clear_calls()
    clock = {"THAMPLAN_CLOCK": NOON.isoformat(), "THAMPLAN_TEST_FAILPOINT": ""}
    with Bot(api, office, tmp_path / "log", "bot run", **clock) as running:
        yield running


def said(api: PatientApi, chat: int, words: str, method: str = "sendMessage") -> Call:
    """The answer to a typed line."""
    before = len(api.calls(method, chat, accepted=True))
    api.push(events.message(chat, words))
    return api.wait_for(before + 1, method=method, chat_id=chat)[-1]


def test_a_booking_is_confirmed_once_undone_and_seen(api: PatientApi, bot: Bot, office: str, plan_2567: Plan) -> None:
    card = said(api, OFFICER, "เบิก 2.1 กิจกรรม 1 1,010 ค่าอาหารว่างและกรอบ")
    assert "หนึ่งพันสิบบาทถ้วน" in card.text
    confirm = next(code for label, code in card.buttons if label == "ยืนยัน")
    press = events.press(OFFICER, card.message_id or 0, confirm)
    api.push(press, press)
    api.wait_for(2, method="answerCallbackQuery")
    left = said(api, FINANCE, "งบโครงการ 2.1 เหลือเท่าไหร่")
    assert "คงเหลือ 88,990 บาท" in left.text
    assert "8 มกราคม 2567 บันทึกโดย เจ้าของเรื่อง" in left.text
    picture = said(api, FINANCE, "กราฟ", "sendPhoto")
    assert "88,990" in picture.text
    with open_store(office) as store:
        assert len(store.ledger.entries(plan_2567.office.key, plan_2567.year)) == 1
    saved = [one for one in api.calls() if any(label == "เลิกทำ" for label, _ in one.buttons)]
    undo = next(code for label, code in saved[-1].buttons if label == "เลิกทำ")
    api.push(events.press(OFFICER, saved[-1].message_id or card.message_id or 0, undo))
    api.wait_for(3, method="answerCallbackQuery")
    assert "คงเหลือ 90,000 บาท" in said(api, FINANCE, "งบโครงการ 2.1 เหลือเท่าไหร่").text


def test_finance_is_told_at_eighty_percent(api: PatientApi, bot: Bot) -> None:
    card = said(api, OFFICER, "เบิก 2.2 32,000")
    confirm = next(code for label, code in card.buttons if label == "ยืนยัน")
    api.push(events.press(OFFICER, card.message_id or 0, confirm))
    told = api.wait_for(1, chat_id=FINANCE)[-1]
    assert "ร้อยละ 80" in told.text
