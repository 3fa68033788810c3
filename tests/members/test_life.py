"""The whole life of a member over HTTP, against the local Bot API: the true program, its command line and its log."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import MetaData, select

from data.session import open_engine, reading
from tests.botapi import BotApi, events
from tests.botapi.calls import Call
from tests.test_run import ROOT, bot, ended

ADMIN, OFFICER, STRANGER, OTHER = 501, 502, 503, 504
GROUP, WRONG_GROUP = -700, -701
NAME = "Somsri Secretname"
PRIVATE_QUESTION = "ใครดูแลเรื่องย้ายครูไปดวงจันทร์คำลับเฉพาะ"


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as running:
        yield running


class Talk:
    """People at their telephones."""

    def __init__(self, api: BotApi) -> None:
        self.api = api
        self.last: dict[int, list[Call]] = {}

    def say(self, who: int, text: str, chat: int | None = None, count: int = 1) -> str:
        return self._do(events.message(chat or who, text, who), chat or who, count)

    def press(self, who: int, label: str, count: int = 1) -> str:
        call = next(one for one in reversed(self.last[who]) if label in dict(one.buttons))
        return self._do(events.press(who, call.message_id or 0, dict(call.buttons)[label]), who, count)

    def press_code(self, who: int, code: str) -> str:
        return self._do(events.press(who, self.last[who][-1].message_id or 0, code), who, 1)

    def _do(self, update: dict[str, object], chat: int, count: int) -> str:
        before = len(self._sent(chat))
        self.api.push(update)
        self.wait(chat, before + count)
        self._settle(chat)
        self.last[chat] = self._sent(chat)
        return "\n".join(one.text for one in self.last[chat][before:])

    def wait(self, chat: int, count: int) -> None:
        """Until so many messages have come, in all."""
        ends = time.monotonic() + 30
        while len(self._sent(chat)) < count:
            assert time.monotonic() < ends, [one.text for one in self._sent(chat)]
            time.sleep(0.02)

    def _settle(self, chat: int) -> None:
        """Until nothing more comes for a moment."""
        found = -1
        while found != (found := len(self._sent(chat))):
            time.sleep(0.3)

    def told(self, who: int, count: int) -> str:
        """What came without being asked for: the message number `count` of all."""
        self.wait(who, count)
        self.last[who] = self._sent(who)
        return self.last[who][-1].text

    def _sent(self, chat: int) -> list[Call]:
        calls = self.api.calls(chat_id=chat)
        return [one for one in calls if one.accepted and one.method.startswith(("sendM", "sendP", "sendD", "edit"))]


def command(api: BotApi, folder: Path, url: str, *words: str) -> str:
    """One command of the command line, in a process of its own, beside the running bot."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("THAMPLAN_")}
    settings = {"THAMPLAN_TOKEN": api.token, "THAMPLAN_TELEGRAM_API_URL": api.base_url, "THAMPLAN_DATABASE_URL": url}
    settings |= {"PYTHONPATH": str(ROOT), "THAMPLAN_CLOCK": "2024-01-08T08:00:00+07:00"}
    typed = [sys.executable, "-m", "bot", "member", *words]
    ran = subprocess.run(typed, cwd=folder, env=clean | settings, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def code_in(said: str) -> str:
    return said.partition("?start=")[2].split()[0]


@pytest.mark.slow
def test_the_whole_life_of_a_member(api: BotApi, store_url: str, tmp_path: Path) -> None:
    admin_code = code_in(command(api, tmp_path, store_url, "add-admin"))
    quick = {"THAMPLAN_CHAT_PER_SECOND": "0", "THAMPLAN_GROUP_PER_MINUTE": "0", "THAMPLAN_LOG_LEVEL": "DEBUG"}
    quick |= {"THAMPLAN_MESSAGES_A_MINUTE": "1000"}
    with bot(api, tmp_path, THAMPLAN_DATABASE_URL=store_url, **quick) as running:
        talk = Talk(api)
        assert "PDPA" in talk.say(ADMIN, f"/start {admin_code}")
        assert "ผู้ดูแลระบบ" in talk.press(ADMIN, "ยินยอม")
        member_code = code_in(talk.say(ADMIN, "เชิญสมาชิก", count=2))
        assert api.calls("sendPhoto", chat_id=ADMIN)
        be_invited(talk, member_code)
        be_strangers(talk, member_code)
        live(talk)
        be_in_groups(talk)
        leave(talk)
        assert "member.removed" in command(api, tmp_path, store_url, "audit")
        running.send_signal(signal.SIGTERM)
        code, said = ended(running)
    assert code == 0
    for secret in (api.token, admin_code, member_code, NAME, PRIVATE_QUESTION, "คำลับเฉพาะ"):
        assert secret not in said
        assert json.dumps(secret)[1:-1] not in said
    assert_gone(store_url, admin_code, member_code)


def be_invited(talk: Talk, code: str) -> None:
    update = events.message(OFFICER, f"/start {code}", OFFICER)
    update["message"]["from"]["first_name"] = NAME
    assert "ยินยอม" in talk._do(update, OFFICER, 1)
    assert "คำลับเฉพาะ" not in talk.say(OFFICER, PRIVATE_QUESTION)
    assert "หมายเลข 2" in talk.press(OFFICER, "ยินยอม")
    talk.say(OFFICER, PRIVATE_QUESTION)
    talk.say(ADMIN, "เปลี่ยนบทบาท #2 เป็น ผู้รับผิดชอบ ณัฐวัชร")
    before = len(talk._sent(OFFICER))
    assert NAME in talk.press(ADMIN, "ยืนยัน")
    assert "ผู้รับผิดชอบ" in talk.told(OFFICER, before + 1)


def be_strangers(talk: Talk, used_code: str) -> None:
    """A used code, a question, a forged button and an inline question of somebody whom nobody let in."""
    assert "ใช้ไปแล้ว" in talk.say(STRANGER, f"/start {used_code}")
    assert "เฉพาะสมาชิก" in talk.say(STRANGER, "ใครดูแล 1.4")
    for code in ("!mtake:1.admin", "!mexport", "F(a(a[1.4,];);b[w,];)q7"):
        assert "เฉพาะสมาชิก" in talk.press_code(STRANGER, code)
    talk.api.push(events.inline_query(STRANGER, "ใครดูแล 1.4"))
    (answer,) = talk.api.wait_for(1, "answerInlineQuery", timeout=30)
    assert "ภิญญาพัชญ์" not in json.dumps(answer.params, ensure_ascii=False)
    assert "แจ้งผู้ดูแลระบบแล้ว" in talk.press_code(STRANGER, "!mjoin")


def live(talk: Talk) -> None:
    """Hand over, block the bot and come back, see everything that is kept."""
    talk.last[ADMIN] = talk._sent(ADMIN)
    assert "บุปผา" in talk.say(OFFICER, "ส่งมอบ 1.9 ให้ บุปผา อริยะสม")
    assert "เรียบร้อย" in talk.press(OFFICER, "ยืนยัน")
    assert "ทำไปแล้ว" in talk.press(OFFICER, "ยืนยัน")
    assert "ปัจจุบัน นางบุปผา อริยะสม" in talk.say(ADMIN, "ใครรับผิดชอบ 1.9")
    talk.api.push(events.my_chat_member(OFFICER, "member", "kicked", OFFICER))
    wait_until(lambda: "ติดต่อไม่ได้" in talk.say(ADMIN, "รายชื่อสมาชิก", count=2))
    talk.api.push(events.my_chat_member(OFFICER, "kicked", "member", OFFICER))
    assert NAME in talk.say(OFFICER, "ฉันเป็นใคร")
    assert "ติดต่อไม่ได้" not in talk.say(ADMIN, "รายชื่อสมาชิก", count=2)
    talk.say(OFFICER, "/export", count=2)
    files = [one for one in talk._sent(OFFICER) if one.method == "sendDocument"]
    assert len(files) == 2


def be_in_groups(talk: Talk) -> None:
    talk.api.push(events.my_chat_member(WRONG_GROUP, "left", "member", STRANGER))
    talk.api.wait_for(1, "leaveChat", timeout=30)
    talk.api.push(events.my_chat_member(GROUP, "left", "member", ADMIN))
    said = talk.say(OFFICER, "@local_test_bot งบ 1.4 เท่าไร", GROUP)
    assert "5,080" not in said
    assert "แชตส่วนตัว" in said


def leave(talk: Talk) -> None:
    talk.say(OFFICER, "ลบข้อมูลของฉัน")
    assert "ลบข้อมูลของคุณแล้ว" in talk.press(OFFICER, "ยืนยัน")
    assert "เฉพาะสมาชิก" in talk.say(OFFICER, "ใครดูแล 1.4")


def assert_gone(url: str, *secrets: str) -> None:
    engine = open_engine(url)
    tables = MetaData()
    tables.reflect(engine)
    with reading(engine) as connection:
        whole = "\n".join(str(connection.execute(select(table)).all()) for table in tables.sorted_tables)
    engine.dispose()
    assert NAME not in whole
    assert "คำลับเฉพาะ" not in whole.replace(PRIVATE_QUESTION, "")
    for secret in secrets[1:]:
        assert whole.count(secret) <= 1, "an invitation stands in what was sent to the admin only, for seven days"


def wait_until(is_so: object) -> None:
    ends = time.monotonic() + 20
    while not is_so():  # type: ignore[operator]
        assert time.monotonic() < ends
        time.sleep(0.2)
