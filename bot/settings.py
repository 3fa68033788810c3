"""Environment (THAMPLAN_…) and an optional .env in; one frozen Settings out, or one sentence for each fault.

The only reader of the environment. A new setting is one line in `Settings`: its name in the environment is THAMPLAN_
and its name here in capitals; its text is read by the function named in `setting`.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from bot.calendar import BANGKOK
from bot.errors import SettingsError

PREFIX = "THAMPLAN_"
T = TypeVar("T")
Clock = Callable[[], datetime]
"""Tells the moment, aware; the doors read it, and hand the moment on."""


class Access(StrEnum):
    """Who gets in."""

    INVITE = "invite"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Address:
    """Where the HTTP server listens."""

    host: str
    port: int


def text(value: str) -> str:
    return value


def database_url(value: str) -> str:
    if value.startswith(("sqlite:///", "postgresql+psycopg://")):
        return value
    raise ValueError("write sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME")


def token(value: str) -> str:
    number, _, secret = value.partition(":")
    if value and not (number.isdigit() and secret and value.isascii() and value.isprintable() and " " not in value):
        raise ValueError("a bot token looks like 123456:ABC-DEF; take it from @BotFather")
    return value


def web_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"{value!r} is not an http or https address")
    return value.rstrip("/")


def address(value: str) -> Address | None:
    if not value:
        return None
    host, colon, port = value.rpartition(":")
    if not (colon and host and port.isascii() and port.isdigit() and int(port) < 65536):
        raise ValueError(f"{value!r} is not HOST:PORT, such as 127.0.0.1:8080 (empty: no server)")
    return Address(host.strip("[]"), int(port))


def moment(value: str) -> datetime | None:
    """An ISO moment; without an offset it is Bangkok time."""
    if not value:
        return None
    try:
        read = datetime.fromisoformat(value.strip())
        aware = read if read.tzinfo else read.replace(tzinfo=BANGKOK)
        aware.astimezone(BANGKOK)
    except (ValueError, OverflowError):
        raise ValueError(f"{value!r} is not an ISO moment such as 2024-01-08T08:00:00+07:00") from None
    return aware


def moment_with_offset(value: str) -> datetime | None:
    read = moment(value)
    if read and read.tzinfo is BANGKOK:
        raise ValueError(f"{value!r} lacks its offset, such as +07:00")
    return read


def one_of(*allowed: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value in allowed:
            return value
        raise ValueError(f"{value!r} is not one of {', '.join(allowed)}")

    return read


def access(value: str) -> Access:
    return Access(one_of(*Access)(value))


def webhook_url(value: str) -> str:
    """Where Telegram pushes updates; empty: they are polled. Only a local Bot API takes an address without TLS."""
    parts = urlsplit(value)
    if value and parts.scheme != "https" and parts.hostname not in ("127.0.0.1", "localhost", "::1"):
        raise ValueError(f"{value!r} does not begin with https://: Telegram pushes updates over TLS only")
    return web_url(value) if value else value


def number(value: str) -> float:
    """A number of 0 or more; 0 lifts a limit."""
    try:
        read = float(value)
    except ValueError:
        raise ValueError(f"{value!r} is not a number") from None
    if not 0 <= read < 1e6:
        raise ValueError(f"{value!r} is not between 0 and a million")
    return read


def count(value: str) -> int:
    read = number(value)
    if read != int(read):
        raise ValueError(f"{value!r} is not a whole number")
    return int(read)


def at_least_one(value: str) -> int:
    if count(value) < 1:
        raise ValueError(f"{value!r} is less than 1")
    return count(value)


def percents(value: str) -> tuple[int, int, int, int]:
    """What shall be disbursed by the end of each quarter, in percent of the year; empty: no targets."""
    if not value:
        return 0, 0, 0, 0
    read = [count(one.strip().removesuffix("%")) for one in value.split(",")]
    if len(read) != 4 or read != sorted(read) or read[3] > 100:
        raise ValueError(f"{value!r} is not four percents that do not fall, such as 32,54,77,100")
    return read[0], read[1], read[2], read[3]


def polite_particle(value: str) -> str:
    """The particle that ends polite sentences; empty for "none"."""
    return "" if one_of("ค่ะ", "ครับ", "none")(value) == "none" else value


def log_level(value: str) -> str:
    return one_of("DEBUG", "INFO", "WARNING", "ERROR")(value.upper())


def setting(default: str, read: Callable[[str], T], *, is_secret: bool = False) -> T:
    """A field of Settings: the text when the environment has none, and how text is read."""
    made: T = field(default_factory=lambda: read(default), metadata={"read": read}, repr=not is_secret)
    return made


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that a person who runs the bot can choose."""

    database_url: str = setting("sqlite:///var/thamplan.db", database_url, is_secret=True)
    token: str = setting("", token, is_secret=True)
    telegram_api_url: str = setting("https://api.telegram.org/bot", web_url)
    telegram_file_url: str = setting("https://api.telegram.org/file/bot", web_url)
    clock: datetime | None = setting("", moment_with_offset)
    access: Access = setting("invite", access)
    http: Address | None = setting("127.0.0.1:8080", address)
    language: str = setting("th", one_of("th", "en"))
    polite: str = setting("ค่ะ", polite_particle)
    office: str = setting("", text)
    log_level: str = setting("WARNING", log_level)
    webhook_url: str = setting("", webhook_url)
    messages_a_minute: int = setting("60", at_least_one)
    """How many messages one person may write; one kind sentence tells those who write more."""
    keep_questions_days: int = setting("90", count)
    """How long the text of a question that nobody could answer is kept, without a name; 0 keeps none."""
    senders: int = setting("64", at_least_one)
    """How many messages may be on their way to Telegram at a time; also the most that a crash may repeat."""
    chat_per_second: float = setting("1", number)
    chat_burst: int = setting("3", at_least_one)
    group_per_minute: int = setting("20", count)
    bulk_per_second: float = setting("25", number)
    bulk_most: int = setting("30", count)
    targets: tuple[int, int, int, int] = setting("", percents)
    """Disbursement by the end of each quarter, in percent (`bot.money_desk.targets`); the plan has none."""
    test_failpoint: str = setting("", text)
    """Where a test makes the process die (`bot.failpoints`)."""


def read_settings(environ: Mapping[str, str] | None = None, dotenv: Path = Path(".env")) -> Settings:
    """The settings of this process; the environment wins over the file. All faults are told together."""
    found = {**_dotenv(dotenv), **(os.environ if environ is None else environ)}
    values: dict[str, Any] = {}
    faults = []
    for one in fields(Settings):
        name = PREFIX + one.name.upper()
        if name in found:
            try:
                values[one.name] = one.metadata["read"](found[name].strip())
            except ValueError as fault:
                faults.append(f"{name}: {fault}.")
    if faults:
        raise SettingsError("\n".join(faults))
    return Settings(**values)


def unknown_names(environ: Mapping[str, str] | None = None, dotenv: Path = Path(".env")) -> tuple[str, ...]:
    """THAMPLAN_ names that mean nothing here: most likely typing errors. THAMPLAN_TEST_… belong to the tests."""
    known = {PREFIX + one.name.upper() for one in fields(Settings)}
    given = os.environ if environ is None else environ
    named = {name for name in (*_dotenv(dotenv), *given) if name.startswith(PREFIX)}
    return tuple(sorted(name for name in named - known if not name.startswith(f"{PREFIX}TEST_")))


def clock_from(start: datetime | None) -> Clock:
    """A clock that tells the true time, or one that starts at `start` and runs on."""
    if start is None:
        return lambda: datetime.now(BANGKOK)
    begun = time.monotonic()
    return lambda: start + timedelta(seconds=time.monotonic() - begun)


def _dotenv(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    # Imported late: most machines have no .env, and a question should be answered quickly.
    from dotenv import dotenv_values

    return {name: value or "" for name, value in dotenv_values(path).items()}
