"""The bots that are measured: how each is started, on which database, and what it is asked."""

from __future__ import annotations

import importlib.util
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from tests.botapi.calls import Call

ECHO = ("m{}",)
REAL = ("ใครรับผิดชอบการย้ายครู", "งบ 1.7 เท่าไร", "ไตรมาส 2 มีอะไรบ้าง", "1.13 เมื่อไร", "ใครดูแล 1.7 งบเท่าไหร่ เมื่อไร")
ORDERED = "งบ 1.{} เท่าไร"
"""A real question whose answer begins with its own number, so that the order of answers can be seen."""
REAL_BOT = {"THAMPLAN_ACCESS": "open", "THAMPLAN_CLOCK": "2024-01-08T08:00:00+07:00"}
_NUMBER = re.compile(r"^(?:m|1\.)(\d+)\b")
_TAG = re.compile(r"<[^>]*>")
Database = Callable[[Path], str]


def sqlite(folder: Path) -> str:
    return f"sqlite:///{folder / 'bench.db'}"


@dataclass(frozen=True, slots=True)
class Contender:
    """A bot to measure."""

    name: str
    module: str
    questions: tuple[str, ...] = ECHO
    database: Database = sqlite
    environ: dict[str, str] = field(default_factory=dict)

    @property
    def is_echo(self) -> bool:
        return self.questions == ECHO


BARE = Contender("bare PTB", "tests.bench.ptb_bot")
CONCURRENT = Contender("PTB concurrent_updates", "tests.bench.ptb_bot concurrent")
"""What P2 is compared with: PTB's own way of handling more than one update at a time."""
AIOGRAM = Contender("bare aiogram", "tests.bench.aiogram_bot")


def contenders(postgres_url: str) -> list[Contender]:
    """The bare ones first."""
    found = [BARE, CONCURRENT, *([AIOGRAM] if importlib.util.find_spec("aiogram") else [])]
    engines = {"SQLite": sqlite} | ({"PostgreSQL": postgres(postgres_url)} if postgres_url else {})
    for name, database in engines.items():
        found.append(Contender(f"durable echo, {name}", "tests.telegram.bot", database=database))
        found.append(Contender(f"full answers, {name}", "bot run", REAL, database, REAL_BOT))
    return found


def number_of(call: Call) -> int | None:
    """The number of the message that a call answers, from its first letters."""
    found = _NUMBER.match(_TAG.sub("", call.text).removeprefix("re:").strip())
    return int(found[1]) if found else None


def postgres(url: str) -> Database:
    """Hands out a fresh database for each round."""

    def fresh(_: Path) -> str:
        name = f"thamplan_bench_{secrets.token_hex(4)}"
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{name}"'))
        engine.dispose()
        return make_url(url).set(database=name).render_as_string(hide_password=False)

    return fresh


def drop_databases(url: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        names = connection.scalars(text("SELECT datname FROM pg_database WHERE datname LIKE 'thamplan_bench_%'"))
        for name in names.all():
            connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
    engine.dispose()
