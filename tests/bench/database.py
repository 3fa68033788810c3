"""The database measured: sync Core in a worker thread against async Core, and a whole country of plans.

python -m tests.bench.database            SQLite
python -m tests.bench.database URL        also a server of PostgreSQL (a database is made there and dropped)
"""

from __future__ import annotations

import asyncio
import importlib.util
import os
import secrets
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from statistics import median
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, event, insert, select, text, update
from sqlalchemy.engine import make_url

from data.session import open_engine, reading, writing
from data.store import open_store
from data.tables_people import chat_memory, unanswered
from data.tables_plan import office
from tests.bench.country import measure_country, say

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine

ROUNDS, TURNS = 5, 200
NOW = datetime(2024, 1, 8, tzinfo=UTC)
Measure = tuple[float, float]
"""Microseconds of the clock and of the processor."""

LOOK = select(unanswered.c.count).where(unanswered.c.office == "one", unanswered.c.key == "k")
COUNT = (
    update(unanswered).where(unanswered.c.office == "one", unanswered.c.key == "k").values(count=unanswered.c.count + 1)
)
ASK = update(chat_memory).where(chat_memory.c.chat == "c").values(question="w.1", asked_at=NOW)


def look_once(engine: Engine) -> None:
    with reading(engine) as connection:
        connection.execute(LOOK).one()


def one_turn(engine: Engine) -> None:
    """What an update costs the door, roughly: a transaction of two looks and three changes."""
    with writing(engine) as connection:
        connection.execute(LOOK).one()
        connection.execute(LOOK).one()
        for change in (COUNT, ASK, COUNT):
            connection.execute(change)


async def look_once_async(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        (await connection.execute(LOOK)).one()


async def one_turn_async(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        (await connection.execute(LOOK)).one()
        (await connection.execute(LOOK)).one()
        for change in (COUNT, ASK, COUNT):
            await connection.execute(change)


async def timed(act: Callable[[], Awaitable[object]]) -> Measure:
    """The median of the rounds, per call, after a warm-up."""
    await act()
    found: list[Measure] = []
    for _ in range(ROUNDS):
        clock, processor = time.perf_counter(), time.process_time()
        for _ in range(TURNS):
            await act()
        spent = time.perf_counter() - clock, time.process_time() - processor
        found.append((spent[0] / TURNS * 1e6, spent[1] / TURNS * 1e6))
    return median(one[0] for one in found), median(one[1] for one in found)


async def compare(url: str) -> None:
    engine = open_engine(url)
    other = open_async(url)
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(1) as thread:
        for name, act, act_async in (("look", look_once, look_once_async), ("turn", one_turn, one_turn_async)):
            ways: dict[str, Callable[[], Awaitable[object]]] = {
                "sync, same thread": lambda act=act: _done(act(engine)),  # type: ignore[misc]
                "sync, one worker thread": lambda act=act: loop.run_in_executor(thread, act, engine),  # type: ignore[misc]
                "sync, asyncio.to_thread": lambda act=act: asyncio.to_thread(act, engine),  # type: ignore[misc]
            }
            if other is not None:
                ways["async"] = lambda act=act_async, other=other: act(other)  # type: ignore[misc]
            for way, call in ways.items():
                clock, processor = await timed(call)
                say(f"{name:5} {way:26} {clock:8.0f} µs   processor {processor:8.0f} µs")
    engine.dispose()
    if other is not None:
        await other.dispose()


def open_async(url: str) -> AsyncEngine | None:
    """The same database by an async engine, with the same settings; None without the libraries of the `bench` extra."""
    is_sqlite = url.startswith("sqlite")
    if not importlib.util.find_spec("greenlet") or (is_sqlite and not importlib.util.find_spec("aiosqlite")):
        say("async: not measured, its libraries are not installed")
        return None
    from sqlalchemy.ext.asyncio import create_async_engine  # which cannot be imported without them

    engine = create_async_engine(url.replace("sqlite://", "sqlite+aiosqlite://"))
    if is_sqlite:

        @event.listens_for(engine.sync_engine, "connect")
        def _prepare(connection: object, _record: object) -> None:
            connection.isolation_level = None  # type: ignore[attr-defined]
            cursor = connection.cursor()  # type: ignore[attr-defined]
            for pragma in ("foreign_keys = ON", "synchronous = FULL"):
                cursor.execute(f"PRAGMA {pragma}")
            cursor.close()

        @event.listens_for(engine.sync_engine, "begin")
        def _begin(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


async def _done(_result: object) -> None:
    return None


def measure(url: str) -> None:
    say(f"\n{make_url(url).get_backend_name()}")
    with open_store(url) as store:
        with writing(store.engine) as connection:
            connection.execute(insert(office).values(key="one"))
            asked = {"office": "one", "key": "k", "text": "q", "count": 1, "first_at": NOW, "last_at": NOW}
            connection.execute(insert(unanswered).values(asked))
            connection.execute(insert(chat_memory).values(door="d", chat="c", question="w", asked_at=NOW))
        asyncio.run(compare(url))
        measure_country(store.engine)


@contextmanager
def database_at(server: str) -> Iterator[str]:
    name = f"thamplan_bench_{os.getpid()}_{secrets.token_hex(3)}"
    engine = open_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    engine.dispose()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        measure(f"sqlite:///{folder}/bench.db")
    for server in sys.argv[1:]:
        with database_at(server) as url:
            measure(url)


if __name__ == "__main__":
    main()
