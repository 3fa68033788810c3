"""A database address in; the open store out: plans, people and the engine that other keepers share."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.engine import URL

from bot.errors import StoreError
from data import schema
from data.session import open_engine, read_url, reading, sqlite_file
from data.sql_ledger import SqlLedger
from data.sql_people import SqlPeople
from data.sql_plan import SqlPlans
from data.tables_plan import plan


class Store:
    """An open database of the newest schema; close it when done."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.plans = SqlPlans(engine)
        self.people = SqlPeople(engine)
        self.ledger = SqlLedger(engine, self.plans)

    @property
    def is_empty(self) -> bool:
        """True while no plan has ever been loaded."""
        with reading(self.engine) as connection:
            return connection.execute(select(plan.c.id).limit(1)).first() is None

    def close(self) -> None:
        self.engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


def open_store(url: str, *, create: bool = True, copies: Path | None = None) -> Store:
    """Open the database: made when missing, upgraded when older (a copy goes to `copies`), else refused untouched."""
    address = read_url(url)
    revision = schema.look_at(address)
    if revision is None and not create:
        raise StoreError("There is no database yet.")
    if revision != schema.revisions()[-1]:
        _bring_up(address, revision, copies)
    return Store(open_engine(address))


def _bring_up(address: URL, revision: str | None, copies: Path | None) -> None:
    # Needed once in a database's life; every start passes here.
    from data.backup import copy_aside

    if revision is not None:
        copy_aside(address, revision, copies)
    path = sqlite_file(address)
    if path is not None and revision is None:
        _make_file(path)
    schema.upgrade(address)


def _make_file(path: Path) -> None:
    from data.copy_sqlite import make_private

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        make_private(path)
    except OSError as error:
        raise StoreError(f"The database {path} cannot be made: {error.strerror}.") from error
