"""`thamplan remind` and `thamplan deliveries`, as a person or a program calls them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.plan import Plan
from bot.wiring.parts import parts
from handlers.commands.program import run_program

START = "2024-01-02T08:31:00+07:00"


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    for name in ("THAMPLAN_DATABASE_URL", "THAMPLAN_CLOCK", "THAMPLAN_OFFICE", "THAMPLAN_LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(str(tmp_path))


def lines(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, Any]]:
    assert run_program(parts(), ["remind", "--demo", "--dry-run", "--jsonl", *words]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_quarter_2_lists_exactly_the_activities_of_each_officer(
    capsys: pytest.CaptureFixture[str], plan_2567: Plan
) -> None:
    found = lines(capsys, "--now", START)
    quarter = plan_2567.year.quarter(2).span
    expected = {
        officer.name: [one.number for one in plan_2567.activities_of[officer.key] if one.runs_in(quarter)]
        for officer in plan_2567.officers
    }
    told = {one["officer"]: one["activities"] for one in found if one["role"] == "officer"}
    assert told == {name: numbers for name, numbers in expected.items() if numbers}
    assert {(one["kind"], one["period"]) for one in found} == {("quarter_start", "2567-Q2")}
    assert all(one["text"] and one["member"] for one in found)
    director = next(one for one in found if one["role"] == "director")
    assert (director["officer"], len(director["activities"])) == (None, 16)


@pytest.mark.parametrize("now", ["2024-01-01T09:00:00+07:00", "2024-01-03T09:00:00+07:00", "2024-01-06T09:00:00+07:00"])
def test_a_day_on_which_nothing_falls_due_lists_nothing(capsys: pytest.CaptureFixture[str], now: str) -> None:
    assert lines(capsys, "--now", now) == []


def test_the_exact_day_is_told_twice_before(capsys: pytest.CaptureFixture[str]) -> None:
    for now in ("2024-05-31T12:00", "2024-06-07T12:00"):
        found = lines(capsys, "--now", now)
        assert {(one["kind"], tuple(one["activities"]), one["officer"]) for one in found} == {
            ("deadline", ("1.3",), "บุปผา อริยะสม")
        }
        assert "ยังไม่กำหนดวัน" not in found[0]["text"]


def test_without_dry_run_it_runs_one_tick(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THAMPLAN_DATABASE_URL", "sqlite:///own.db")
    assert run_program(parts(), ["remind", "--now", START]) == 0
    assert "Opened 1 reminders" in capsys.readouterr().out
    assert run_program(parts(), ["deliveries", "--now", START]) == 0
    assert run_program(parts(), ["deliveries", "--jsonl", "--now", START]) == 0


def test_without_members_it_says_why_nobody_would_get_anything(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THAMPLAN_DATABASE_URL", "sqlite:///empty.db")
    assert run_program(parts(), ["remind", "--dry-run", "--now", START]) == 0
    assert "ยังไม่มีสมาชิก" in capsys.readouterr().out
    assert run_program(parts(), ["deliveries"]) == 0
    assert "ยังไม่มีแจ้งเตือน" in capsys.readouterr().out
    assert run_program(parts(), ["member", "list"]) == 0
    assert "add-admin" in capsys.readouterr().out


def test_one_object_a_line_is_for_a_dry_run_only(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_program(parts(), ["remind", "--demo", "--jsonl", "--now", START]) == 2
    assert "--dry-run" in capsys.readouterr().err
