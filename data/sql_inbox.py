"""Updates of a door in SQL: kept before they are acknowledged, handed out in order, emptied when handled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Engine, Row, bindparam, delete, func, select, update
from sqlalchemy.sql.dml import ReturningInsert

from bot.turn import Handled, InboxState, Update
from data.inserting import insert_into
from data.prepared import Prepared
from data.session import fetch, put, reading, writing
from data.tables_door import inbox

KEYS_LAST = timedelta(days=3)

_close = (
    update(inbox)
    .where(inbox.c.bot == bindparam("of_bot"), inbox.c.key == bindparam("of_key"))
    .values(state=bindparam("to_state"), outcome=bindparam("to_outcome"), handled_at=bindparam("to_handled_at"))
)
_close_full, _close_empty = Prepared(_close), Prepared(_close.values(raw=""))


def _keeping(dialect: str) -> ReturningInsert[int]:
    return insert_into(inbox, dialect).on_conflict_do_nothing().returning(inbox.c.key)


_keep = cache(_keeping)
_keep_one = Prepared(_keeping, ("bot", "key", "chat", "raw", "received_at"))


class SqlInbox:
    """The `Inbox` of one bot."""

    def __init__(self, engine: Engine, bot: int) -> None:
        self._engine = engine
        self._bot = bot

    def store(self, updates: Sequence[Update], now: datetime) -> list[Update]:
        once = {one.key: one for one in updates}
        rows = [
            {"bot": self._bot, "key": one.key, "chat": one.chat, "raw": one.raw, "received_at": now}
            for one in once.values()
        ]
        with writing(self._engine) as connection:
            if len(rows) == 1:
                new = {row.key for row in fetch(connection, _keep_one, rows[0])}
            else:
                new = set(connection.scalars(_keep(connection.dialect.name), rows)) if rows else set()
        return [one for key, one in once.items() if key in new]

    def waiting(self, limit: int, after: int | None = None) -> list[Update]:
        wanted = select(inbox.c.key, inbox.c.raw, inbox.c.chat, inbox.c.attempts).where(
            inbox.c.bot == self._bot, inbox.c.state == InboxState.NEW.value
        )
        if after is not None:
            wanted = wanted.where(inbox.c.key > after)
        with reading(self._engine) as connection:
            return [Update(*row) for row in connection.execute(wanted.order_by(inbox.c.key).limit(limit))]

    def begin(self, keys: Sequence[int]) -> None:
        with writing(self._engine) as connection:
            more = update(inbox).where(inbox.c.bot == self._bot, inbox.c.key.in_(keys))
            connection.execute(more.values(attempts=inbox.c.attempts + 1))

    def close(self, handled: Sequence[Handled], now: datetime) -> None:
        done = [self._closing(one, InboxState.DONE, now) for one in handled if not one.is_quarantined]
        odd = [self._closing(one, InboxState.QUARANTINED, now) for one in handled if one.is_quarantined]
        with writing(self._engine) as connection:
            put(connection, _close_empty, done)
            put(connection, _close_full, odd)

    def _closing(self, one: Handled, state: InboxState, now: datetime) -> dict[str, Any]:
        return {
            "of_bot": self._bot,
            "of_key": one.key,
            "to_state": state.value,
            "to_outcome": one.outcome,
            "to_handled_at": now,
        }

    def tidy(self, now: datetime) -> None:
        old = inbox.c.received_at < now - KEYS_LAST
        with writing(self._engine) as connection:
            connection.execute(delete(inbox).where(old, inbox.c.state == InboxState.DONE.value))

    def counts(self) -> dict[str, int]:
        """How many updates are in each state."""
        of_state = select(inbox.c.state, func.count()).where(inbox.c.bot == self._bot).group_by(inbox.c.state)
        with reading(self._engine) as connection:
            return {row.state: row[1] for row in connection.execute(of_state)}

    def quarantined(self) -> list[Row[Any]]:
        """Key, reason, time and text of what nobody could read or handle."""
        wanted = select(inbox.c.key, inbox.c.outcome, inbox.c.received_at, inbox.c.raw).where(
            inbox.c.bot == self._bot, inbox.c.state == InboxState.QUARANTINED.value
        )
        with reading(self._engine) as connection:
            return list(connection.execute(wanted.order_by(inbox.c.received_at)))

    def seen(self, now: datetime) -> int:
        """An admin has seen the quarantined ones: their texts are emptied; how many that were."""
        mine = inbox.c.bot == self._bot, inbox.c.state == InboxState.QUARANTINED.value
        with writing(self._engine) as connection:
            emptied = update(inbox).where(*mine).values(raw="", state=InboxState.DONE.value, handled_at=now)
            return connection.execute(emptied).rowcount
