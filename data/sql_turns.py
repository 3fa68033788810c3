"""Turns in SQL: one transaction each, begun only while this process still holds its lease."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete
from sqlalchemy.exc import InterfaceError, OperationalError

from bot.errors import StoreError
from data.inserting import insert_into
from data.session import noting, writing
from data.sql_leases import SqlLeases
from data.tables_door import effect

TOKENS_LAST = timedelta(days=90)
"""A press may come late, but not later than its button is on a screen that somebody still scrolls to."""


class SqlTokens:
    """Business tokens whose effect has happened; inside a turn, a part of it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def once(self, token: str, now: datetime) -> bool:
        """True the first time this token is seen, for good; False when its effect has already happened."""
        with writing(self._engine) as connection:
            new = insert_into(effect, connection.dialect.name).values(token=token, happened_at=now)
            return connection.scalar(new.on_conflict_do_nothing().returning(effect.c.token)) is not None


class SqlTurns:
    """The `Turns` of one door; without a lease, anybody's."""

    def __init__(self, engine: Engine, leases: SqlLeases | None = None, lease: str = "") -> None:
        self._engine = engine
        self._leases = leases
        self._lease = lease

    @contextmanager
    def turn(self, chats: Sequence[str] = ()) -> Iterator[SqlTokens]:
        try:
            with writing(self._engine) as connection, noting(self._engine) as notes:
                if self._leases is not None:
                    self._leases.check(connection, self._lease)
                notes.chats = tuple(filter(None, chats))
                yield SqlTokens(self._engine)
        except (OperationalError, InterfaceError) as error:
            # What the session has no words for is still the database's trouble, not the update's.
            raise StoreError("The database cannot be used at the moment.") from error

    def tidy(self, now: datetime) -> None:
        with writing(self._engine) as connection:
            connection.execute(delete(effect).where(effect.c.happened_at < now - TOKENS_LAST))
