"""Messages of a door in SQL: kept until they are known to have left, claimed, marked, and settled after a crash."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, and_, bindparam, func, insert, or_, select, update

from bot.turn import Mark, OutboxState, Outgoing, Policy, Queued
from data.prepared import Prepared
from data.session import put, reading, writing
from data.tables_door import outbox

TEXTS_LAST = timedelta(days=7)
_PENDING, _SENDING, _UNKNOWN = OutboxState.PENDING.value, OutboxState.SENDING.value, OutboxState.UNKNOWN.value
_ENDS = frozenset({OutboxState.SENT, OutboxState.FAILED, OutboxState.UNKNOWN})
_mark = Prepared(
    update(outbox)
    # A press may have proved the arrival while the request was still waiting for its answer.
    .where(outbox.c.id == bindparam("of_id"), or_(outbox.c.state == _SENDING, outbox.c.state == _PENDING))
    .values(
        state=bindparam("to_state"),
        attempts=bindparam("to_attempts"),
        reason=bindparam("to_reason"),
        message=bindparam("to_message"),
        not_before=bindparam("to_not_before"),
        ended_at=bindparam("to_ended_at"),
    )
)
_put = Prepared(
    insert(outbox),
    (
        *("id", "door", "chat", "kind", "policy", "is_bulk", "reference", "update_key", "body", "file"),
        *("state", "owner", "asked_at", "made_at"),
    ),
)


class SqlOutbox:
    """The `Outbox` of one door of one process; `owner` is the holder of the lease."""

    def __init__(self, engine: Engine, door: str, owner: str) -> None:
        self._engine = engine
        self._door = door
        self._owner = owner
        self._last_id = 0

    def put(self, messages: Sequence[Outgoing], now: datetime, *, is_claimed: bool = False) -> list[Queued]:
        if not messages:
            return []
        with writing(self._engine) as connection:
            if not self._last_id:
                self._last_id = connection.scalar(select(func.max(outbox.c.id))) or 0
            queued = [Queued(self._next_id(), one) for one in messages]
            put(connection, _put, [self._row(one, now, is_claimed) for one in queued])
        return queued

    def _next_id(self) -> int:
        """Microseconds, ever growing; two processes that write at one microsecond differ by the low bits."""
        fresh = time.time_ns() // 1000 << 8 | hash(self._owner) & 0xFF
        self._last_id = max(fresh, self._last_id + 256)
        return self._last_id

    def _row(self, queued: Queued, now: datetime, is_claimed: bool) -> dict[str, Any]:
        one = queued.message
        return {
            "id": queued.id,
            "door": self._door,
            "chat": one.chat,
            "kind": one.kind,
            "policy": one.policy.value,
            "is_bulk": one.is_bulk,
            "reference": one.reference,
            "update_key": one.update_key,
            "body": one.body,
            "file": one.file,
            "state": _SENDING if is_claimed else _PENDING,
            "owner": self._owner if is_claimed else "",
            "asked_at": one.asked_at,
            "made_at": now,
        }

    def recover(self, now: datetime) -> list[Queued]:
        with writing(self._engine) as connection:
            self._settle_doubtful(connection, now)
            mine = self._here(outbox.c.state.in_((_PENDING, _SENDING)), outbox.c.is_bulk.is_(False))
            rows = connection.execute(select(outbox).where(mine).order_by(outbox.c.id)).all()
            self._claim(connection, rows)
        return [_queued(row) for row in rows]

    def _settle_doubtful(self, connection: Connection, now: datetime) -> None:
        """Nobody is sending when a lease begins: what is marked so was left by a process that died."""
        left = self._here(outbox.c.state == _SENDING)
        once_more = outbox.c.policy == Policy.ONCE_MORE.value
        given_up = or_(outbox.c.policy == Policy.HOLD.value, and_(once_more, outbox.c.attempts >= 1))
        unknown = {"state": _UNKNOWN, "ended_at": now, "reason": "the process died while sending"}
        connection.execute(update(outbox).where(left, given_up).values(**unknown))
        again = update(outbox).where(left, once_more).values(state=_PENDING, attempts=outbox.c.attempts + 1, owner="")
        connection.execute(again)
        bulk = self._here(outbox.c.state.in_((_PENDING, _SENDING)), outbox.c.is_bulk)
        connection.execute(update(outbox).where(bulk).values(state=_PENDING, owner=""))

    def claim_answers(self, limit: int, now: datetime) -> list[Queued]:
        return self._claimed(limit, outbox.c.is_bulk.is_(False))

    def claim_bulk(self, limit: int, now: datetime) -> list[Queued]:
        due = or_(outbox.c.not_before.is_(None), outbox.c.not_before <= now)
        return self._claimed(limit, and_(outbox.c.is_bulk, due))

    def _claimed(self, limit: int, which: ColumnElement[bool]) -> list[Queued]:
        free = self._here(outbox.c.state == _PENDING, outbox.c.owner != self._owner, which)
        wanted = select(outbox).where(free).order_by(outbox.c.id).limit(limit)
        with writing(self._engine) as connection:
            rows = connection.execute(wanted.with_for_update(skip_locked=True)).all()
            self._claim(connection, rows)
        return [_queued(row) for row in rows]

    def _claim(self, connection: Connection, rows: Sequence[Row[Any]]) -> None:
        claim = update(outbox).where(outbox.c.id == bindparam("of_id")).values(state=_SENDING, owner=self._owner)
        if rows:
            connection.execute(claim, [{"of_id": row.id} for row in rows])

    def retake(self, number: int) -> bool:
        mine = self._here(outbox.c.id == number, outbox.c.state == _PENDING, outbox.c.owner == self._owner)
        with writing(self._engine) as connection:
            return connection.execute(update(outbox).where(mine).values(state=_SENDING)).rowcount == 1

    def mark(self, marks: Sequence[Mark], now: datetime) -> None:
        if not marks:
            return
        with writing(self._engine) as connection:
            put(connection, _mark, [_marking(one, now) for one in marks])
            for one in marks:
                if one.chat:
                    self._follow(connection, one)

    def _follow(self, connection: Connection, moved: Mark) -> None:
        old = select(outbox.c.chat).where(outbox.c.id == moved.id).scalar_subquery()
        waiting = self._here(outbox.c.state.in_((_PENDING, _SENDING)), outbox.c.chat == old)
        connection.execute(update(outbox).where(waiting).values(chat=moved.chat))

    def proved(self, reference: str, now: datetime) -> None:
        doubtful = self._here(
            outbox.c.reference == reference,
            outbox.c.state.in_((_UNKNOWN, _PENDING, _SENDING)),
            outbox.c.reference != "",
        )
        with writing(self._engine) as connection:
            sent = {"state": OutboxState.SENT.value, "ended_at": now, "reason": "a button of it was pressed"}
            connection.execute(update(outbox).where(doubtful).values(**sent))

    def recent(self, since: datetime) -> list[tuple[str, bool, datetime]]:
        wanted = select(outbox.c.chat, outbox.c.is_bulk, outbox.c.ended_at).where(
            self._here(outbox.c.ended_at >= since)
        )
        with reading(self._engine) as connection:
            return [(row.chat, row.is_bulk, row.ended_at) for row in connection.execute(wanted)]

    def tidy(self, now: datetime) -> None:
        old = self._here(outbox.c.ended_at < now - TEXTS_LAST, or_(outbox.c.body != "", outbox.c.file.is_not(None)))
        with writing(self._engine) as connection:
            connection.execute(update(outbox).where(old).values(body="", file=None))

    def counts(self) -> dict[str, int]:
        """How many messages are in each state."""
        of_state = select(outbox.c.state, func.count()).where(self._here()).group_by(outbox.c.state)
        with reading(self._engine) as connection:
            return {row.state: row[1] for row in connection.execute(of_state)}

    def oldest_waiting(self) -> datetime | None:
        """When the oldest message that has not left was made."""
        waiting = self._here(outbox.c.state.in_((_PENDING, _SENDING)))
        with reading(self._engine) as connection:
            oldest: datetime | None = connection.scalar(select(func.min(outbox.c.made_at)).where(waiting))
        return oldest

    def _here(self, *which: ColumnElement[bool]) -> ColumnElement[bool]:
        return and_(outbox.c.door == self._door, *which)


def _marking(one: Mark, now: datetime) -> dict[str, Any]:
    return {
        "of_id": one.id,
        "to_state": one.state.value,
        "to_attempts": one.attempts,
        "to_reason": one.reason,
        "to_message": one.message,
        "to_not_before": one.not_before,
        "to_ended_at": now if one.state in _ENDS else None,
    }


def _queued(row: Row[Any]) -> Queued:
    message = Outgoing(
        chat=row.chat,
        body=row.body,
        kind=row.kind,
        policy=Policy(row.policy),
        is_bulk=row.is_bulk,
        reference=row.reference,
        file=row.file,
        asked_at=row.asked_at,
        update_key=row.update_key,
    )
    return Queued(row.id, message, row.attempts, row.not_before, row.state == _SENDING or row.attempts > 0)
