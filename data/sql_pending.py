"""Actions that wait for a yes, in SQL: offered with a nonce, consumed exactly once by one conditional UPDATE."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, and_, bindparam, delete, insert, select, update

from bot.pending import LASTS, PendingAction, Refused
from bot.people import Chat, Person
from data.prepared import Prepared, one_of_chats, these_chats
from data.session import fetch, kept_of_chat, reading, writing
from data.tables_members import pending_action as table

KEPT = timedelta(days=7)
"""How long after its end an old button can still be told what became of it."""
_open_ones = Prepared(
    select(table)
    .where(one_of_chats(table.c.chat), table.c.used_at.is_(None), table.c.expires_at > bindparam("after"))
    .order_by(table.c.made_at.desc())
)


class SqlPending:
    """The `Pending` of the database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def offer(
        self, person: Person, chat: Chat, kind: str, payload: Mapping[str, str], now: datetime, lasts: timedelta = LASTS
    ) -> str:
        nonce = secrets.token_urlsafe(12)
        row = {
            "nonce": nonce,
            "office": person.office,
            "member": person.number,
            "chat": _chat(chat),
            "kind": kind,
            "payload": json.dumps(dict(payload), ensure_ascii=False),
            "made_at": now,
            "expires_at": now + lasts,
        }
        with writing(self._engine) as connection:
            connection.execute(insert(table).values(row))
        return nonce

    def take(self, nonce: str, person: Person, kind: str, now: datetime) -> PendingAction | Refused:
        this = and_(_of(nonce, person), table.c.kind == kind)
        open_ = and_(this, table.c.used_at.is_(None), table.c.expires_at > now)
        with writing(self._engine) as connection:
            is_first = connection.execute(update(table).where(open_).values(used_at=now)).rowcount == 1
            row = connection.execute(select(table).where(this)).first()
        if row is None:
            return Refused.UNKNOWN
        if is_first:
            return _read(row)
        return Refused.USED if row.used_at is not None else Refused.EXPIRED

    def look(self, nonce: str, person: Person, now: datetime) -> PendingAction | None:
        with reading(self._engine) as connection:
            row = connection.execute(select(table).where(_of(nonce, person), *_is_open(now))).first()
        return None if row is None else _read(row)

    def waiting(self, person: Person, chat: Chat, kind: str, now: datetime) -> PendingAction | None:
        def read(connection: Connection, chats: list[str]) -> Iterator[tuple[str, Row[Any]]]:
            prefix = _chat(replace(chat, id=""))
            wanted = these_chats([prefix + one for one in chats]) | {"after": now}
            for row in fetch(connection, _open_ones, wanted):
                yield row.chat.removeprefix(prefix), row

        wanted = person.office, person.number, kind
        rows = kept_of_chat(self._engine, ("pending.open", chat.door), chat.id, read)
        mine = (row for row in rows if (row.office, row.member, row.kind) == wanted and row.expires_at > now)
        return next(map(_read, mine), None)

    def drop(self, nonce: str, person: Person, now: datetime) -> bool:
        with writing(self._engine) as connection:
            dropped = update(table).where(_of(nonce, person), *_is_open(now)).values(used_at=now)
            return connection.execute(dropped).rowcount == 1

    def end(self, person: Person, chat: Chat, kind: str, now: datetime) -> int:
        here = and_(table.c.office == person.office, table.c.member == person.number, table.c.chat == _chat(chat))
        with writing(self._engine) as connection:
            ended = update(table).where(here, table.c.kind == kind, *_is_open(now)).values(used_at=now)
            return connection.execute(ended).rowcount

    def tidy(self, now: datetime) -> int:
        """Forget what ended a week ago."""
        with writing(self._engine) as connection:
            return connection.execute(delete(table).where(table.c.expires_at < now - KEPT)).rowcount


def _chat(chat: Chat) -> str:
    return f"{chat.door}:{chat.id}"


def _of(nonce: str, person: Person) -> ColumnElement[bool]:
    return and_(table.c.nonce == nonce, table.c.office == person.office, table.c.member == person.number)


def _is_open(now: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return table.c.used_at.is_(None), table.c.expires_at > now


def _read(row: Row[Any]) -> PendingAction:
    payload = {str(name): str(value) for name, value in json.loads(row.payload).items()}
    return PendingAction(row.nonce, row.office, row.member, row.chat, row.kind, payload, row.expires_at)
