"""A database address in; an engine and short transactions out, the same on SQLite and PostgreSQL.

Everything written while one outside event is handled is one transaction: `writing` joins the transaction that is
under way in the same context (`asyncio.to_thread` carries contexts along), so only the outermost one commits.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, Engine, Executable, Table, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import StoreError
from data.inserting import insert_into
from data.notes import Notes
from data.plain_errors import as_sqlalchemy_says, in_our_words, plain_error
from data.prepared import Prepared

BUSY_SECONDS = 10
T = TypeVar("T")
_READING = "thamplan_reading"


class _Held(NamedTuple):
    """A transaction under way."""

    connection: Connection
    notes: Notes


_under_way: ContextVar[tuple[_Held, ...]] = ContextVar("_under_way", default=())


def read_url(address: str) -> URL:
    """The address as a value; what cannot be used is refused in plain words, never with a password in them."""
    try:
        url = make_url(address)
    except ArgumentError:
        raise StoreError("The database address cannot be read.") from None
    if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
        raise StoreError("An SQLite database needs a file: sqlite:///path/to/file.db")
    if url.drivername not in ("sqlite", "sqlite+pysqlite", "postgresql+psycopg"):
        raise StoreError(f"Databases of the kind {url.drivername} are not supported.")
    return url


def sqlite_file(url: URL) -> Path | None:
    """The file of an SQLite database; None for PostgreSQL."""
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def open_engine(address: str | URL, **options: Any) -> Engine:
    """An engine whose transactions are real ones; nothing is read or written yet."""
    url = read_url(address) if isinstance(address, str) else address
    if sqlite_file(url) is None:
        options = {"pool_pre_ping": True, "pool_size": 10} | options
    else:
        options = {"connect_args": {"timeout": BUSY_SECONDS}} | options
    engine = create_engine(url, **options)
    event.listen(engine, "handle_error", in_our_words)
    event.listen(engine, "before_execute", _keep_notes_true)
    event.listen(engine, "savepoint", lambda connection, _name: _notes_on(connection).write(connection))
    event.listen(engine, "rollback_savepoint", lambda connection, *_: _notes_on(connection).drop())
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """Python's own BEGIN comes too late (a savepoint before it outlives a rollback): switch it off."""
    connection.isolation_level = None
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        _write_ahead(connection)
        connection.execute("PRAGMA synchronous = FULL")
    except sqlite3.Error as error:
        raise plain_error(error) or StoreError() from error


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Of several that open a new file at once SQLite refuses some without waiting: they come again."""
    ends_at = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > ends_at:
                raise
            time.sleep(0.02)


def _begin_sqlite(connection: Connection) -> None:
    """Writers take their place at BEGIN: one that begins by reading could not be let in later (SQLITE_BUSY)."""
    is_reading = connection.get_execution_options().get(_READING, False)
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    try:
        driver.execute("BEGIN DEFERRED" if is_reading else "BEGIN IMMEDIATE")
    except sqlite3.Error as error:
        raise as_sqlalchemy_says(connection, error) from error


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that commits at the end and rolls back on any error; inside another one, a part of that."""
    with _transaction(engine) as held:
        yield held.connection


@contextmanager
def noting(engine: Engine) -> Iterator[Notes]:
    """The notes of the transaction, which is begun and ended as by `writing`."""
    with _transaction(engine) as held:
        yield held.notes


@contextmanager
def _transaction(engine: Engine) -> Iterator[_Held]:
    held = _held(engine)
    if held is not None:
        yield held
        return
    with engine.begin() as connection:
        new = _Held(connection, Notes())
        token = _under_way.set((*_under_way.get(), new))
        try:
            yield new
            new.notes.write(connection)
        finally:
            _under_way.reset(token)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent look that holds nobody up; inside `writing`, it sees what that has written so far."""
    held = _held(engine)
    if held is not None:
        yield held.connection
        return
    with reading_apart(engine) as connection:
        yield connection


@contextmanager
def reading_apart(engine: Engine) -> Iterator[Connection]:
    """A look at what is committed only, whatever is being written in this context."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection = connection.execution_options(**{_READING: True})
        else:
            connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with connection.begin():
            yield connection


def upsert(connection: Connection, table: Table, keys: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """Insert the row, or give the one that has these keys these values; two at once do not collide."""
    statement = insert_into(table, connection.dialect.name).values(**keys, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=list(keys), set_=dict(values)))


def kept_once(engine: Engine, what: Hashable, read: Callable[[Connection], T]) -> T:
    """What `read` finds; inside a transaction it is read once, until that writes something."""
    held = _held(engine)
    if held is not None:
        return held.notes.recall(what, lambda: read(held.connection))
    with reading_apart(engine) as connection:
        return read(connection)


def kept_of_chat(
    engine: Engine, what: Hashable, chat: str, read: Callable[[Connection, list[str]], Iterable[tuple[str, T]]]
) -> list[T]:
    """What `read` finds of a chat, as (chat, value); inside a turn it is read for all its chats at once."""
    held = _held(engine)
    if held is not None:
        return held.notes.of_chat(what, chat, lambda chats: read(held.connection, chats))
    with reading_apart(engine) as connection:
        return [value for _, value in read(connection, [chat])]


def fetch(connection: Connection, statement: Prepared, values: Mapping[str, Any]) -> list[Any]:
    """The rows of one run of a prepared statement, their columns by name."""
    _notes_on(connection).stay_true(connection, is_reading=statement.is_reading)
    return statement.rows(connection, values)


def put(connection: Connection, statement: Prepared, rows: Sequence[Mapping[str, Any]]) -> None:
    """Run a prepared statement that writes, for each of these rows."""
    if rows:
        _notes_on(connection).stay_true(connection, is_reading=False)
        statement.write(connection, rows)


def _keep_notes_true(connection: Connection, statement: Executable, *_: object) -> None:
    _notes_on(connection).stay_true(connection, is_reading=statement.is_select)


def _notes_on(connection: Connection) -> Notes:
    return next((one.notes for one in _under_way.get() if one.connection is connection), None) or Notes()


def _held(engine: Engine) -> _Held | None:
    """The transaction under way in this context on the same database."""
    for one in _under_way.get():
        if one.connection.engine is engine and not one.connection.closed:
            return one
    return None
