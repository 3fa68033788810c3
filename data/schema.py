"""A database in; its schema brought to the newest revision out, after a copy aside; nothing unknown is touched.

Alembic is imported only when there is something to do: every start passes here.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.engine import URL

from bot.errors import CorruptStoreError, NewerSchemaError, StoreError
from data.plain_errors import plain_error
from data.session import open_engine, sqlite_file
from data.tables import metadata

MIGRATIONS = Path(__file__).parent / "migrations"
SMALL_BYTES = 8_000_000
"""Up to this size a file is read through at every start to find damage (about 10 ms); larger ones by `db check`."""
_ONE_AT_A_TIME = 2567_0001
"""Any number: the advisory lock under which PostgreSQL lets one process upgrade."""


def revisions() -> tuple[str, ...]:
    """Every released revision, oldest first; a migration's file name begins with it."""
    return tuple(sorted(path.stem.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py")))


def revision_of(connection: Connection) -> str | None:
    """The revision of an open database; None when it is empty. Somebody else's tables are refused."""
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" in tables:
        found = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return None if found is None else str(found)
    strangers = tables if connection.dialect.name == "sqlite" else tables & set(metadata.tables)
    if strangers:
        raise CorruptStoreError("The database holds tables of another program; nothing was changed.")
    return None


def look_at(url: URL) -> str | None:
    """The revision of a database without changing a byte of it; None when there is none yet."""
    path = sqlite_file(url)
    if path is not None:
        return _look_at_file(path)
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            return known(revision_of(connection))
    finally:
        engine.dispose()


def _look_at_file(path: Path) -> str | None:
    if not path.exists() or path.stat().st_size == 0:
        return None
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            return known(_revision_in_file(connection, path.stat().st_size))
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise plain_error(error) or StoreError() from error


def _revision_in_file(connection: sqlite3.Connection, size: int) -> str | None:
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if "alembic_version" not in tables:
        if tables:
            raise CorruptStoreError("The database holds tables of another program; nothing was changed.")
        return None
    if size <= SMALL_BYTES and connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise CorruptStoreError()
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else None


def known(revision: str | None) -> str | None:
    """The revision itself when this version of the program knows it."""
    if revision is not None and revision not in revisions():
        raise NewerSchemaError()
    return revision


def upgrade(url: URL, to: str = "head") -> None:
    """All steps up to a revision in one transaction: they all hold or none does."""
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            _upgrade(connection, to)
    finally:
        engine.dispose()


def _upgrade(connection: Connection, to: str) -> None:
    is_sqlite = connection.dialect.name == "sqlite"
    if is_sqlite:
        # A batch migration drops and remakes a table, which would take away all that refers to it; SQLite ignores
        # this switch inside a transaction, so it comes before BEGIN.
        connection.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")  # type: ignore[union-attr]
        # And the renaming at its end would fail on the triggers of other tables that name the table (the ledger's do).
        connection.connection.driver_connection.execute("PRAGMA legacy_alter_table = ON")  # type: ignore[union-attr]
    with connection.begin():
        take_steps(connection, to)
        if is_sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise CorruptStoreError("After the upgrade a row refers to nothing; the upgrade was taken back.")


def take_steps(connection: Connection, to: str = "head") -> None:
    """The steps themselves, in the transaction that the connection has begun."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:one)"), {"one": _ONE_AT_A_TIME})
    known(revision_of(connection))
    _run_alembic(connection, to)


def _run_alembic(connection: Connection, to: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    command.upgrade(config, to)
