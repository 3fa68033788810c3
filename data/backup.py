"""Copies and check-ups of a database that is in use: an address and a file in, a report or a file out."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy.engine import URL

from bot.calendar import bangkok_day
from bot.errors import CorruptStoreError, StoreError
from data import copy_postgres, copy_sqlite, guards, schema
from data.session import open_engine, read_url, reading_apart, sqlite_file, writing
from data.tables import metadata

DAYS_KEPT = 14
UNCOUNTED = ("alembic_version", "plan_change")
"""Tables that also an empty database has rows in."""
_DAILY = re.compile(r"thamplan-(\d{4}-\d{2}-\d{2})\.(?:db|jsonl\.gz)")


@dataclass(frozen=True, slots=True)
class StoreReport:
    """What a check found."""

    kind: str
    """'sqlite' or 'postgresql'."""
    revision: str
    is_newest: bool
    counts: Mapping[str, int]
    """Rows by table."""
    problems: tuple[str, ...] = ()

    @property
    def is_sound(self) -> bool:
        return not self.problems


def check(address: str | URL) -> StoreReport:
    """Look through the whole database; nothing is changed, an older schema is not upgraded."""
    url = read_url(address) if isinstance(address, str) else address
    revision = schema.look_at(url)
    if revision is None:
        raise StoreError("There is no database yet.")
    counts, problems = _examine(url)
    is_newest = revision == schema.revisions()[-1]
    missing = sorted(set(metadata.tables) - set(counts)) if is_newest else []
    problems = (*problems, *(f"the table {name} is missing" for name in missing))
    problems += guards.missing(url.get_backend_name(), revision, _triggers(url))
    return StoreReport(url.get_backend_name(), revision, is_newest, counts, problems)


def _examine(url: URL) -> tuple[dict[str, int], tuple[str, ...]]:
    path = sqlite_file(url)
    if path is not None:
        return copy_sqlite.counts_in(path), copy_sqlite.problems_in(path)
    engine = open_engine(url)
    try:
        with reading_apart(engine) as connection:
            return copy_postgres.counts_in(connection), copy_postgres.problems_in(connection)
    finally:
        engine.dispose()


def _triggers(url: URL) -> list[str]:
    path = sqlite_file(url)
    if path is not None:
        return copy_sqlite.triggers_in(path)
    engine = open_engine(url)
    try:
        with reading_apart(engine) as connection:
            return copy_postgres.triggers_in(connection)
    finally:
        engine.dispose()


def suffix(address: str | URL) -> str:
    """How the name of a copy of this database ends."""
    url = read_url(address) if isinstance(address, str) else address
    return ".jsonl.gz" if sqlite_file(url) is None else ".db"


def backup(address: str | URL, target: Path, *, force: bool = False) -> Path:
    """Copy a database in use to a file; a file that is there already is not overwritten without `force`."""
    url = read_url(address) if isinstance(address, str) else address
    if schema.look_at(url) is None:
        raise StoreError("There is no database yet.")
    if target.exists() and not force:
        raise StoreError(f"{target} exists already.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _copy(url, target)
    except OSError as error:
        raise StoreError(f"The copy {target} cannot be written: {error.strerror}.") from error
    return target


def _copy(url: URL, target: Path) -> None:
    path = sqlite_file(url)
    if path is not None:
        copy_sqlite.copy_file(path, target)
        return
    engine = open_engine(url)
    try:
        copy_postgres.copy_file(engine, target)
    finally:
        engine.dispose()


def restore(address: str | URL, source: Path, *, force: bool = False) -> None:
    """Bring a copy back and up to the newest schema. What is there is overwritten with `force` only, copied aside."""
    url = read_url(address) if isinstance(address, str) else address
    if not source.is_file():
        raise StoreError(f"There is no file {source}.")
    path = sqlite_file(url)
    if path is not None and schema.look_at(URL.create("sqlite", database=str(source))) is None:
        raise CorruptStoreError("This file is no copy of a ThamPlan database.")
    _make_room(url, force)
    if path is not None:
        copy_sqlite.pour_into(source, path)
        schema.upgrade(url)
        return
    engine = open_engine(url)
    try:
        with writing(engine) as connection:
            copy_postgres.pour_into(connection, source)
    finally:
        engine.dispose()


def _make_room(url: URL, force: bool) -> None:
    """Nothing that somebody may miss is overwritten: refuse, or keep a copy of it."""
    try:
        revision = schema.look_at(url)
    except CorruptStoreError:
        path = sqlite_file(url)
        if path is None or not force:
            raise
        _put_away(path)
        return
    if revision is None or not any(n for name, n in _examine(url)[0].items() if name not in UNCOUNTED):
        return
    if not force:
        raise StoreError("The database is not empty; with --force it is copied aside and overwritten.")
    copy_aside(url, revision)


def _put_away(path: Path) -> None:
    """Move a damaged file aside with its log, which SQLite would else take for the log of the new one."""
    stamp = _stamp()
    for end in ("", "-wal", "-shm"):
        one = path.with_name(path.name + end)
        if one.exists():
            os.replace(one, path.with_name(f"{path.name}.damaged.{stamp}{end}"))


def copy_aside(url: URL, revision: str, directory: Path | None = None) -> Path:
    """A copy named by revision and moment, next to the file (PostgreSQL: in `directory`, else var/copies)."""
    path = sqlite_file(url)
    name = path.name if path is not None else str(url.database)
    folder = directory or (path.parent if path is not None else Path("var/copies"))
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{name}.{revision}.{_stamp()}{suffix(url)}"
    _copy(url, target)
    return target


def _stamp() -> str:
    """The machine's own time, also in a demo: the name of a file says when it was really made."""
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")


def keep_daily_copy(address: str | URL, directory: Path, now: datetime, *, days: int = DAYS_KEPT) -> Path | None:
    """Make today's copy when there is none yet (its file, else None) and remove daily copies older than `days`."""
    today = bangkok_day(now)
    target = directory / f"thamplan-{today.isoformat()}{suffix(address)}"
    made = None if target.exists() else backup(address, target)
    for path in directory.iterdir():
        found = _DAILY.fullmatch(path.name)
        if found and date.fromisoformat(found[1]) <= today - timedelta(days=days):
            path.unlink()
    return made
