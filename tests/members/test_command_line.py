"""`thamplan member`: each command as every role, what it prints, and one sentence for what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.people import Person, Role, Setting
from bot.rights import Action, may
from bot.wiring.parts import parts
from data.store import open_store
from handlers.commands.program import run_program
from tests.conftest import postgres_later
from tests.fakes import tiny_plan
from tests.members.house import NOW, House

database_kind = postgres_later

COMMANDS = {
    "add-admin": Action.INVITE,
    "invite --role finance": Action.INVITE,
    "list": Action.LIST_MEMBERS,
    "role 1 finance --yes": Action.CHANGE_ROLE,
    "remove 1 --yes": Action.REMOVE_MEMBER,
    "forget 1 --yes": Action.REMOVE_MEMBER,
    "accept REQUEST": Action.DECIDE_JOINING,
    "export 6": Action.READ_AUDIT,
    "handover 2.1 --from อนงค์ --to #1 --yes": Action.HAND_OVER_ANY,
    "audit": Action.READ_AUDIT,
}


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database with the tiny plan, a member of every role in the order of roles, and a second admin."""
    address = f"sqlite:///{tmp_path / 'thamplan.db'}"
    with open_store(address) as store:
        store.plans.save_plan(tiny_plan())
        house = House(store)
        for role in (*Role, Role.ADMIN):
            house.member(role, f"{role.value}{len(store.people.members('tiny'))}")
        house.write("stranger", "ขอเข้าร่วม")
    monkeypatch.setenv("THAMPLAN_DATABASE_URL", address)
    monkeypatch.setenv("THAMPLAN_CLOCK", NOW.isoformat())
    monkeypatch.delenv("THAMPLAN_TOKEN", raising=False)
    return address


def _request(url: str) -> str:
    """The number of the one request that waits."""
    with open_store(url) as store:
        (waiting,) = House(store).requests.waiting("tiny")
    return str(waiting.number)


def run(*words: str) -> int:
    return run_program(parts(), ["member", *words])


@pytest.mark.parametrize("typed", list(COMMANDS))
def test_each_command_asks_the_table_of_rights(url: str, typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = [_request(url) if word == "REQUEST" else word for word in typed.split()]
    for number, role in enumerate(Role, 1):
        if role is Role.ADMIN:
            continue
        is_allowed = may(Person(number, "tiny", role), COMMANDS[typed], Setting.CONSOLE)
        code = run(*words, "--as", str(number))
        said = capsys.readouterr()
        assert (code == 0) == is_allowed, (role, said)
        assert is_allowed or "ไม่มีสิทธิ์" in said.err
    if COMMANDS[typed] is not Action.HAND_OVER_ANY:  # the director has done it
        assert run(*words, "--as", "5") == 0, capsys.readouterr()


def test_an_invitation_prints_its_code_once_and_draws_it(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = tmp_path / "invite.png"
    assert run("invite", "--role", "officer", "--officer", "อนงค์ ใจดี", "--qr", str(picture)) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[1].startswith("/start ")
    assert picture.read_bytes().startswith(b"\x89PNG")


BAD = [
    "invite --role officer",
    "invite --role officer --officer ไม่มีคนนี้",
    "invite --days 0",
    "invite --people 501",
    "role 99 staff --yes",
    "remove nobody --yes",
    "accept 99",
    "handover 2.1 --from อนงค์ --to อนงค์ --yes",
    "handover 2.1 --from อนงค์ --to #1 --since 2020-01-01 --yes",
    "handover 9.9 --from อนงค์ --to #1 --yes",
]


@pytest.mark.parametrize("typed", BAD)
def test_what_cannot_be_done_is_one_sentence_and_changes_nothing(
    url: str, typed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_store(url) as store:
        before = House(store).audit.find("tiny", limit=1000)
    assert run(*typed.split()) == 1
    said = capsys.readouterr().err.strip()
    assert said
    assert "\n" not in said
    assert "{" not in said
    with open_store(url) as store:
        assert House(store).audit.find("tiny", limit=1000) == before


def test_the_last_admin_stays_at_the_command_line_too(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("remove", "6", "--yes") == 0
    assert run("remove", "5", "--yes") == 1
    assert "คนสุดท้าย" in capsys.readouterr().err


def test_the_trail_is_searched_at_the_command_line(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    run("role", "1", "finance", "--yes")
    run("invite")
    capsys.readouterr()
    assert run("audit", "role", "finance") == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert "staff → finance" in line
