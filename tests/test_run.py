"""`thamplan run`: a process of its own against the local Bot API of the tests."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.botapi import events
from tests.botapi.controller import BotApi

ROOT = Path(__file__).parents[1]
CHAT = 77


@contextmanager
def bot(api: BotApi, folder: Path, **environ: str) -> Iterator[subprocess.Popen[str]]:
    """A running bot that keeps its database and its copies in `folder`; it is gone at the end whatever happened."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("THAMPLAN_")}
    settings = {
        "THAMPLAN_TOKEN": api.token,
        "THAMPLAN_TELEGRAM_API_URL": api.base_url,
        "THAMPLAN_TELEGRAM_FILE_URL": api.base_file_url,
        "THAMPLAN_CLOCK": "2024-01-08T08:00:00+07:00",
        "THAMPLAN_HTTP": "",
    }
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        cwd=folder,
        env=clean | settings | {"PYTHONPATH": str(ROOT)} | environ,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        try:
            yield running
        finally:
            running.kill()


def ended(running: subprocess.Popen[str]) -> tuple[int, str]:
    """How it ended and what it said."""
    _, said = running.communicate(timeout=30)
    return running.returncode, said


@pytest.fixture(scope="module")
def api() -> Iterator[BotApi]:
    with BotApi() as running:
        yield running


def test_the_bot_answers_keeps_a_copy_and_leaves_on_a_signal(api: BotApi, tmp_path: Path) -> None:
    api.clear_calls()
    with bot(api, tmp_path, THAMPLAN_ACCESS="open", THAMPLAN_ACESS="x") as running:
        api.push(events.message(CHAT, "ใครดูแล 1.4"))
        (call,) = api.wait_for(1, chat_id=CHAT, timeout=30)
        running.send_signal(signal.SIGTERM)
        code, said = ended(running)
    assert "ภิญญาพัชญ์" in call.text
    assert "ที่มา" in call.text
    assert (code, "Traceback" in said) == (0, False)
    assert "THAMPLAN_ACESS is not a setting of ThamPlan" in said
    assert [path.name for path in (tmp_path / "var" / "copies").iterdir()] == ["thamplan-2024-01-08.db"]


def test_a_stranger_reads_one_sentence_and_nothing_of_the_plan(api: BotApi, tmp_path: Path) -> None:
    api.clear_calls()
    with bot(api, tmp_path) as running:
        api.push(events.message(CHAT + 1, "ใครดูแล 1.4"))
        (call,) = api.wait_for(1, chat_id=CHAT + 1, timeout=30)
        running.send_signal(signal.SIGTERM)
        assert ended(running)[0] == 0
    assert "1.4" not in call.text
    assert "ภิญญาพัชญ์" not in call.text


def test_a_token_that_telegram_refuses_is_one_sentence(api: BotApi, tmp_path: Path) -> None:
    with bot(api, tmp_path, THAMPLAN_TOKEN="1:refused") as running:
        code, said = ended(running)
    assert code == 1
    lines = [line for line in said.splitlines() if "now holds the bundled plan" not in line]
    assert len(lines) == 1
    assert "Telegram refuses THAMPLAN_TOKEN" in lines[0]
    assert "1:refused" not in said
