"""The environment in, Settings or a sentence for each fault out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import Access, Address, Settings, clock_from, moment, read_settings, unknown_names

NOWHERE = Path("there-is-no-such-file.env")
ROOT = Path(__file__).parents[1]
FOR_PEOPLE = [name.upper() for name in Settings.__dataclass_fields__ if not name.startswith("test_")]


def read(**environ: str) -> Settings:
    return read_settings({f"THAMPLAN_{name}": value for name, value in environ.items()}, NOWHERE)


def test_an_empty_environment_gives_settings_that_work() -> None:
    settings = read()
    assert settings.database_url == "sqlite:///var/thamplan.db"
    assert settings.token == ""
    assert settings.access is Access.INVITE
    assert settings.http == Address("127.0.0.1", 8080)
    assert (settings.language, settings.polite, settings.clock) == ("th", "ค่ะ", None)


def test_every_setting_is_read_from_its_variable() -> None:
    settings = read(
        DATABASE_URL="postgresql+psycopg://a@h/d",
        TOKEN="123:abc-DEF_1",
        TELEGRAM_API_URL="http://127.0.0.1:8081/bot",
        TELEGRAM_FILE_URL="http://127.0.0.1:8081/file/bot/",
        CLOCK="2024-01-08T08:00:00+07:00",
        ACCESS="open",
        HTTP="[::1]:9000",
        LANGUAGE="en",
        POLITE="none",
        OFFICE="one",
        LOG_LEVEL="debug",
    )
    assert settings.telegram_api_url == "http://127.0.0.1:8081/bot"
    assert settings.telegram_file_url == "http://127.0.0.1:8081/file/bot"
    assert settings.clock == datetime(2024, 1, 8, 1, tzinfo=UTC)
    assert (settings.access, settings.http) == (Access.OPEN, Address("::1", 9000))
    assert (settings.polite, settings.office, settings.log_level) == ("", "one", "DEBUG")


def test_an_empty_address_means_no_server() -> None:
    assert read(HTTP="").http is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://x"),
        ("DATABASE_URL", ""),
        ("TOKEN", "no token"),
        ("TOKEN", "abc:def"),
        ("TOKEN", "12:é"),
        ("TELEGRAM_API_URL", "ftp://x"),
        ("TELEGRAM_FILE_URL", ""),
        ("CLOCK", "yesterday"),
        ("CLOCK", "2024-01-08T08:00:00"),
        ("CLOCK", "9999-12-31T23:59:59-12:00"),
        ("ACCESS", "everyone"),
        ("HTTP", "8080"),
        ("HTTP", "localhost:99999"),
        ("LANGUAGE", "fr"),
        ("POLITE", "จ้า"),
        ("LOG_LEVEL", "loud"),
    ],
)
def test_what_cannot_be_used_is_named_in_one_sentence(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read(**{name: value})
    said = str(caught.value)
    assert said.startswith(f"THAMPLAN_{name}: ")
    assert said.endswith(".")
    assert "\n" not in said


def test_all_faults_are_told_together() -> None:
    with pytest.raises(SettingsError) as caught:
        read(ACCESS="x", HTTP="x", LANGUAGE="x")
    assert [line.partition(":")[0] for line in str(caught.value).splitlines()] == [
        "THAMPLAN_ACCESS",
        "THAMPLAN_HTTP",
        "THAMPLAN_LANGUAGE",
    ]


def test_a_fault_never_repeats_the_token() -> None:
    with pytest.raises(SettingsError) as caught:
        read(TOKEN="123 secret")
    assert "secret" not in str(caught.value)


def test_settings_shown_in_a_log_hold_no_secret() -> None:
    settings = read(TOKEN="123:secret", DATABASE_URL="postgresql+psycopg://a:hidden@h/d")
    assert "secret" not in repr(settings)
    assert "hidden" not in repr(settings)


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text("THAMPLAN_OFFICE=file\nTHAMPLAN_LANGUAGE=en\n# a remark\n", encoding="utf-8")
    settings = read_settings({"THAMPLAN_OFFICE": "environment"}, dotenv)
    assert (settings.office, settings.language) == ("environment", "en")


def test_a_misspelt_name_is_found() -> None:
    environ = {"THAMPLAN_ACESS": "open", "THAMPLAN_TEST_POSTGRES": "x", "THAMPLAN_ACCESS": "open", "HOME": "/"}
    assert unknown_names(environ, NOWHERE) == ("THAMPLAN_ACESS",)


def test_the_example_file_names_every_setting_that_exists_and_no_other() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    named = {line.lstrip("# ").partition("=")[0] for line in lines if "THAMPLAN_" in line}
    assert named == {f"THAMPLAN_{name}" for name in FOR_PEOPLE}


def test_every_value_of_the_example_file_can_be_read() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if "THAMPLAN_" in line:
            name, _, value = line.lstrip("# ").partition("=")
            read_settings({name: value}, NOWHERE)


def test_a_moment_without_offset_is_bangkok_time() -> None:
    assert moment("2024-01-08T08:00") == datetime(2024, 1, 8, 1, tzinfo=UTC)


def test_a_clock_that_was_set_starts_there_and_runs_on() -> None:
    start = datetime(2024, 1, 8, 1, tzinfo=UTC)
    clock = clock_from(start)
    first, second = clock(), clock()
    assert start <= first <= second < start + timedelta(hours=1)


def test_a_clock_that_was_not_set_tells_an_aware_moment() -> None:
    assert clock_from(None)().tzinfo is not None


def test_the_readme_explains_every_setting() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in FOR_PEOPLE:
        assert f"| `THAMPLAN_{name}` |" in text
