"""Transactions on both kinds of database: what is rolled back is gone, and readers hold nobody up."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, create_engine, insert, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from bot.calendar import BANGKOK
from bot.errors import StoreError, StoreReadOnlyError
from data.session import open_engine, read_url, reading, reading_apart, upsert, writing
from data.tables_people import chat_memory
from data.tables_plan import office

NOW = datetime(2024, 1, 8, 1, 0, tzinfo=UTC)


def add_office(connection: Connection, key: str) -> None:
    connection.execute(insert(office).values(key=key))


def offices(engine: Engine) -> list[str]:
    with reading(engine) as connection:
        return sorted(connection.scalars(select(office.c.key)))


def test_a_released_savepoint_goes_with_the_outer_rollback(engine: Engine) -> None:
    with suppress(ZeroDivisionError), writing(engine) as connection:
        with connection.begin_nested():
            add_office(connection, "inner")
        raise ZeroDivisionError
    assert offices(engine) == []


def test_sqlalchemys_own_way_with_sqlite_keeps_it() -> None:
    """Why `data.session` begins transactions itself: if this fails one day, the events there can go."""
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        connection.execute(text("CREATE TABLE one (a INTEGER)"))
        connection.commit()
        with suppress(ZeroDivisionError), connection.begin():
            with connection.begin_nested():
                connection.execute(text("INSERT INTO one VALUES (1)"))
            raise ZeroDivisionError
        assert connection.scalar(text("SELECT count(*) FROM one")) == 1
    engine.dispose()


def test_a_rolled_back_savepoint_leaves_the_rest(engine: Engine) -> None:
    with writing(engine) as connection:
        add_office(connection, "kept")
        with pytest.raises(IntegrityError), connection.begin_nested():
            add_office(connection, "kept")
        add_office(connection, "later")
    assert offices(engine) == ["kept", "later"]


def test_writing_inside_writing_is_one_transaction(engine: Engine) -> None:
    with suppress(ZeroDivisionError), writing(engine) as outer:
        with writing(engine) as inner:
            assert inner is outer
            add_office(inner, "inner")
        with reading(engine) as seen:
            assert seen.scalar(select(office.c.key)) == "inner"
        with reading_apart(engine) as apart:
            assert apart.scalar(select(office.c.key)) is None
        raise ZeroDivisionError
    assert offices(engine) == []
    with writing(engine) as connection:
        add_office(connection, "after")
    assert offices(engine) == ["after"]


def test_a_reader_sees_one_moment_and_holds_no_writer_up(engine: Engine) -> None:
    with reading_apart(engine) as looking:
        assert looking.scalar(select(office.c.key)) is None
        with writing(engine) as connection:
            add_office(connection, "new")
        assert looking.scalar(select(office.c.key)) is None
    assert offices(engine) == ["new"]


@pytest.mark.parametrize("database_kind", ["postgresql"])
def test_a_reader_cannot_write_on_postgresql(engine: Engine) -> None:
    with pytest.raises(StoreReadOnlyError), reading_apart(engine) as connection:
        add_office(connection, "sneaked")


def test_writers_that_read_first_wait_for_each_other(engine: Engine) -> None:
    """With BEGIN DEFERRED the second of two such writers on SQLite fails at once, whatever its timeout."""
    together = threading.Barrier(4)
    failures: list[BaseException] = []

    def count_up() -> None:
        try:
            together.wait()
            for _ in range(5):
                with writing(engine) as connection:
                    connection.execute(select(office.c.key).where(office.c.key == "one").with_for_update()).all()
                    held = connection.scalar(select(office.c.contact).where(office.c.key == "one"))
                    connection.execute(office.update().values(contact=str(int(held or 0) + 1)))
        except BaseException as error:
            failures.append(error)

    with writing(engine) as connection:
        add_office(connection, "one")
    threads = [threading.Thread(target=count_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with reading(engine) as connection:
        assert connection.scalar(select(office.c.contact)) == "20"


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Engine]:
    engine = open_engine(f"sqlite:///{tmp_path / 'one.db'}")
    yield engine
    engine.dispose()


@pytest.mark.parametrize(
    ("name", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 10_000)]
)
def test_sqlite_is_set_to_lose_nothing(file: Engine, name: str, value: object) -> None:
    with reading(file) as connection:
        assert connection.exec_driver_sql(f"PRAGMA {name}").scalar() == value


def test_a_writer_takes_its_place_at_begin(file: Engine, tmp_path: Path) -> None:
    locked = pytest.raises(sqlite3.OperationalError, match="locked")
    with writing(file), closing(sqlite3.connect(tmp_path / "one.db", timeout=0)) as other, locked:
        other.execute("BEGIN IMMEDIATE")


def test_a_moment_is_kept_in_utc_and_a_naive_one_refused(engine: Engine) -> None:
    row = {"door": "console", "chat": "1", "question": "w", "asked_at": NOW.astimezone(BANGKOK)}
    with writing(engine) as connection:
        connection.execute(insert(chat_memory).values(row))
    with reading(engine) as connection:
        found = connection.scalar(select(chat_memory.c.asked_at))
        raw = str(connection.exec_driver_sql("SELECT asked_at FROM chat_memory").scalar())
    assert found == NOW
    assert found.tzinfo is UTC
    assert raw.startswith("2024-01-08 0")
    with pytest.raises(StatementError, match="without a time zone"), writing(engine) as connection:
        connection.execute(insert(chat_memory).values(row | {"chat": "2", "asked_at": NOW.replace(tzinfo=None)}))


def test_upsert_inserts_once_and_then_changes(engine: Engine) -> None:
    for question in ("a", "b"):
        with writing(engine) as connection:
            keys = {"door": "console", "chat": "1"}
            upsert(connection, chat_memory, keys, {"question": question, "asked_at": NOW + timedelta(hours=1)})
    with reading(engine) as connection:
        assert connection.execute(select(chat_memory.c.question)).all() == [("b",)]


@pytest.mark.parametrize(
    "address", ["sqlite://", "sqlite:///:memory:", "mysql://host/name", "postgresql://host/x", "?"]
)
def test_an_address_that_cannot_be_used_is_refused_in_plain_words(address: str) -> None:
    with pytest.raises(StoreError):
        read_url(address)


def test_an_unreachable_server_is_a_sentence_without_the_password() -> None:
    engine = open_engine("postgresql+psycopg://nobody:secret@127.0.0.1:9/none")
    with pytest.raises(StoreError) as caught, reading(engine):
        pass
    engine.dispose()
    assert str(caught.value) == "The database cannot be reached."
