"""Commands and words: every Thai word works as plain text, the menu is a–z, the manual says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from bot.commands import COMMANDS, load_commands, menu
from bot.members_desk.desk import COMMANDS as AT_THE_DESK
from bot.people import Role
from handlers.commands.member import member
from tests.conftest import postgres_later
from tests.members.house import WORDS, House, codes, group

database_kind = postgres_later

WORDS_OF = load_commands(WORDS)
MANUAL = (Path(__file__).parents[2] / "docs" / "manual" / "members.md").read_text(encoding="utf-8")
FIRST_HOUR = (Path(__file__).parents[2] / "docs" / "manual" / "first-hour.md").read_text(encoding="utf-8")
OURS = {name: forms for name, forms in WORDS_OF.words.items() if name in AT_THE_DESK}


def test_every_command_has_words_and_telegram_takes_its_name() -> None:
    assert set(COMMANDS) <= set(WORDS_OF.words)
    for language in ("th", "en"):
        listed = menu(language)
        assert len(listed) <= 100
        for name, about in listed:
            assert re.fullmatch(r"[a-z0-9_]{1,32}", name)
            assert 3 <= len(about) <= 256


def test_the_menu_is_in_thai() -> None:
    assert all(re.search("[ก-๙]", about) for _, about in menu("th"))


@pytest.mark.parametrize("name", sorted(OURS))
def test_every_thai_word_says_the_same_as_the_command(house: House, name: str) -> None:
    house.member(Role.ADMIN, "2")
    slashed = codes(house.write("1", f"/{name}"))
    for form in OURS[name]:
        typed = codes(house.write("1", form))
        assert typed == slashed or form.startswith("ลบ"), (name, form, typed, slashed)
        assert codes(house.write("1", f"{form} ค่ะ")) is not None


def test_a_command_reaches_the_bot_by_its_name_in_a_group(house: House) -> None:
    assert codes(house.write("1", "/allow@plan_bot", group())) == ["group_allowed"]


def test_the_manual_names_every_command_and_every_first_word() -> None:
    for name, forms in OURS.items():
        assert f"`/{name}`" in MANUAL, name
        assert any(f"`{form}" in MANUAL for form in forms), name


def test_the_manual_names_every_command_of_the_command_line_and_no_other() -> None:
    assert isinstance(member, click.Group)
    named = set(re.findall(r"`thamplan member ([a-z-]+)", MANUAL))
    assert named == set(member.commands)


def test_every_option_in_the_manual_exists() -> None:
    for name, rest in re.findall(r"`thamplan member ([a-z-]+)([^`]*)`", MANUAL):
        known = {option for one in member.commands[name].params for option in one.opts}
        assert set(re.findall(r"--[a-z]+", rest)) <= known, name


def test_what_the_first_hour_tells_to_type_is_understood(house: House) -> None:
    typed = [*re.findall(r"`((?:เชิญสมาชิก|ฉันเป็นใคร|สมาชิก|บันทึก|/allow)[^`]*)`", FIRST_HOUR)]
    assert len(typed) >= 6
    for words in typed:
        assert not {"usage", "refused", "not_allowed"} & set(codes(house.write("1", words))), words
    assert "thamplan member add-admin" in FIRST_HOUR
    assert "thamplan run" in FIRST_HOUR
