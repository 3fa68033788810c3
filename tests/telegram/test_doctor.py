"""`thamplan doctor`: settings, database, token, clock and the rest in plain words, and the quarantine."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.botapi import events
from tests.telegram.running import ROOT, Bot, PatientApi


@pytest.fixture(scope="module")
def api() -> Iterator[PatientApi]:
    with PatientApi() as running:
        yield running


def doctor(api: PatientApi, folder: Path, *words: str, **environ: str) -> tuple[int, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("THAMPLAN_")}
    ours = {
        "THAMPLAN_TOKEN": api.token,
        "THAMPLAN_TELEGRAM_API_URL": api.base_url,
        "THAMPLAN_DATABASE_URL": f"sqlite:///{folder}/x.db",
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "bot", "doctor", *words]
    ran = subprocess.run(command, cwd=folder, env=clean | ours | environ, capture_output=True, text=True, check=False)
    return ran.returncode, ran.stdout + ran.stderr


def test_a_healthy_bot_is_told_so_part_by_part(api: PatientApi, tmp_path: Path) -> None:
    code, said = doctor(api, tmp_path, THAMPLAN_MISSPELT="x")
    assert code == 0
    assert "[look ] settings: nothing reads THAMPLAN_MISSPELT." in said
    assert "[ok   ] token: the bot is @local_test_bot" in said
    assert "[ok   ] clock: agrees with Telegram's." in said
    assert api.token not in said


def test_a_refused_token_and_a_missing_one_are_wrong(api: PatientApi, tmp_path: Path) -> None:
    code, said = doctor(api, tmp_path, THAMPLAN_TOKEN="1234:wrongwrongwrongwrong")
    assert code == 1
    assert "Telegram refuses the token" in said
    code, said = doctor(api, tmp_path, THAMPLAN_TOKEN="")
    assert code == 1
    assert "THAMPLAN_TOKEN is missing" in said


def test_without_a_database_the_quarantine_is_empty(api: PatientApi, tmp_path: Path) -> None:
    code, said = doctor(api, tmp_path, "--quarantine")
    assert (code, said.strip()) == (0, "There is no database yet: nothing is in quarantine.")
    assert not (tmp_path / "x.db").exists()


@pytest.mark.slow
def test_the_quarantine_is_shown_and_emptied_when_seen(api: PatientApi, tmp_path: Path) -> None:
    with Bot(api, f"sqlite:///{tmp_path}/x.db", tmp_path / "log") as bot:
        api.push(events.message(8, "boom"))
        api.wait_for(1, chat_id=8)
        bot.stop()
    assert "1 updates could not be handled" in doctor(api, tmp_path)[1]
    assert '"text":"boom"' in doctor(api, tmp_path, "--quarantine")[1]
    assert "The texts of 1 updates are removed." in doctor(api, tmp_path, "--seen")[1]
    assert "could not be handled" not in doctor(api, tmp_path)[1]
