"""SQLite files in, checked and copied while others write; the only place that knows SQLite's backup interface."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.errors import CorruptStoreError, StoreError
from data.plain_errors import plain_error
from data.session import BUSY_SECONDS


@contextmanager
def looking(path: Path) -> Iterator[sqlite3.Connection]:
    """The file for reading only; SQLite's troubles come out as ours."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            yield connection
    except sqlite3.Error as error:
        raise plain_error(error) or StoreError() from error


def problems_in(path: Path) -> tuple[str, ...]:
    """What SQLite finds wrong with the whole file; nothing when it is sound."""
    with looking(path) as connection:
        damages = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
        dangling = [f"{row[0]} refers to a missing {row[2]}" for row in connection.execute("PRAGMA foreign_key_check")]
    return tuple([one for one in damages if one != "ok"] + dangling)


def counts_in(path: Path) -> dict[str, int]:
    """How many rows each table holds."""
    names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    with looking(path) as connection:
        tables = [row[0] for row in connection.execute(names)]
        return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}


def triggers_in(path: Path) -> list[str]:
    """The names of all triggers."""
    with looking(path) as connection:
        return [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]


def copy_file(source: Path, target: Path) -> None:
    """A whole, consistent copy of a database in use, under its name only when it is complete."""
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    make_private(part)
    with looking(source) as connection, closing(sqlite3.connect(part)) as copy:
        connection.backup(copy)
        # The copied header says WAL, which would make a second and a third file beside the copy.
        copy.execute("PRAGMA journal_mode = DELETE")
    _settle(part)
    os.replace(part, target)


def pour_into(source: Path, target: Path) -> None:
    """Put the content of a copy into the place of a database; those who read it meanwhile see before or after."""
    if problems_in(source):
        raise CorruptStoreError("The copy is damaged; nothing was changed.")
    target.parent.mkdir(parents=True, exist_ok=True)
    make_private(target)
    try:
        with looking(source) as copy, closing(sqlite3.connect(target, timeout=BUSY_SECONDS)) as connection:
            copy.backup(connection)
    except sqlite3.Error as error:
        raise plain_error(error) or StoreError() from error


def make_private(path: Path) -> None:
    """An empty file that only its owner can read; one that is there stays as it is."""
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _settle(path: Path) -> None:
    """On the disk, not only in the machine's memory."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
