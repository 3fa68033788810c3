"""Names of work that one process at a time may do; leases with an end, and a term that grows with every new holder."""

from __future__ import annotations

import os
import secrets
import socket
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, DateTime, Engine, bindparam, cast, func, or_, select, update

from bot.errors import LeaseLostError
from data.inserting import insert_into
from data.prepared import Prepared
from data.session import fetch, writing
from data.tables_door import lease

LASTS = timedelta(seconds=15)
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
_FENCE = Prepared(select(lease.c.term).where(lease.c.name == bindparam("name")).with_for_update())


class SqlLeases:
    """The `Leases` of one process. On PostgreSQL the database's clock counts: those of two machines may differ."""

    def __init__(self, engine: Engine, owner: str = "", lasts: timedelta = LASTS) -> None:
        self._engine = engine
        self._lasts = lasts
        self.owner = owner or f"{_process(os.getpid())} {secrets.token_hex(4)}"
        self._terms: dict[str, int] = {}

    def take(self, name: str, now: datetime) -> bool:
        """Take or renew it. An end further off than a lease lasts was written before the clock was set back."""
        with writing(self._engine) as connection:
            moment = _moment(connection, now)
            if name in self._terms and self._renew(connection, name, moment):
                return True
            self._terms.pop(name, None)
            _plant(connection, name)
            holder = connection.scalar(select(lease.c.owner).where(lease.c.name == name)) or ""
            is_free = or_(lease.c.until < moment, lease.c.until > moment + 2 * self._lasts)
            if _is_gone(holder):
                is_free = or_(is_free, lease.c.owner == holder)
            taken = (
                update(lease)
                .where(lease.c.name == name, is_free)
                .values(owner=self.owner, term=lease.c.term + 1, until=moment + self._lasts)
                .returning(lease.c.term)
            )
            term = connection.scalar(taken)
        if term is not None:
            self._terms[name] = term
        return term is not None

    def _renew(self, connection: Connection, name: str, moment: datetime) -> bool:
        renewed = update(lease).where(*self._mine(name)).values(until=moment + self._lasts)
        return connection.execute(renewed).rowcount == 1

    def check(self, connection: Connection, name: str) -> None:
        """Refuse to go on with a transaction whose process has been replaced; a new holder waits until it has ended."""
        held = fetch(connection, _FENCE, {"name": name}) if name in self._terms else []
        if [row.term for row in held] != [self._terms.get(name)]:
            raise LeaseLostError()

    def give_back(self, name: str) -> None:
        if name in self._terms:
            with writing(self._engine) as connection:
                connection.execute(update(lease).where(*self._mine(name)).values(until=_LONG_AGO))
            self._terms.pop(name)

    def _mine(self, name: str) -> tuple[ColumnElement[bool], ...]:
        return lease.c.name == name, lease.c.owner == self.owner, lease.c.term == self._terms[name]


def _process(pid: int) -> str:
    """Names a process so that another one of the same machine can tell whether it still runs; empty if it does not."""
    with suppress(OSError, IndexError):
        with open(f"/proc/{pid}/stat") as file:
            state, *_, started = file.read().rpartition(")")[2].split()[:20]
        if state in ("Z", "X"):
            return ""
        # Numbers of processes mean something only inside one namespace, which a container has of its own.
        return f"{socket.gethostname()} {os.readlink('/proc/self/ns/pid')} {pid} {started}"
    return ""


def _is_gone(holder: str) -> bool:
    """True when the holder was a process of this machine and runs no more: nobody has to wait for its lease to end."""
    place, _, _ = holder.rpartition(" ")
    words = place.split(" ")
    ours = _process(os.getpid()).split(" ")
    if len(words) != 4 or words[:2] != ours[:2] or not words[2].isdigit():
        return False
    return _process(int(words[2])) != place


def _moment(connection: Connection, now: datetime) -> datetime:
    if connection.dialect.name == "sqlite":
        return now
    found = connection.scalar(select(cast(func.clock_timestamp(), DateTime(timezone=True))))
    return now if found is None else found


def _plant(connection: Connection, name: str) -> None:
    free = insert_into(lease, connection.dialect.name).values(name=name, owner="", term=0, until=_LONG_AGO)
    connection.execute(free.on_conflict_do_nothing())
