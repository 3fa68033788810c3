"""Campaigns and deliveries in SQL: made once, claimed by one process, and settled by what the outbox knows of them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, and_, bindparam, case, delete, func, select, text, update

from bot.people import MemberState
from bot.reminders.kinds import Campaign, CampaignState, Delivery, DeliveryState, Key, Kind
from bot.turn import OutboxState
from data.inserting import insert_into
from data.session import reading, writing
from data.tables_door import outbox
from data.tables_people import member as member_table
from data.tables_reminders import campaign, delivered, delivery, waits, went_wrong

_PENDING, _QUEUED = DeliveryState.PENDING.value, DeliveryState.QUEUED.value
_LOST = ("%blocked%", "%chat not found%", "%deactivated%", "%kicked%", "%can't initiate%")
"""Words of a refusal that say: this chat cannot be reached, whatever is sent."""
_MADE = {
    # One statement for ten thousand members: the list of their numbers goes over as JSON.
    "sqlite": "INSERT INTO delivery (campaign, member, state, changed_at) "
    "SELECT :campaign, value, 'pending', :now FROM json_each(:members)",
    "postgresql": "INSERT INTO delivery (campaign, member, state, changed_at) "
    "SELECT :campaign, value, 'pending', :now FROM unnest(CAST(translate(:members, '[]', '{}') AS int[])) AS value",
}


class SqlReminders:
    """The `Book` of the database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def known(self, office: str) -> Mapping[Key, CampaignState]:
        wanted = select(campaign.c.kind, campaign.c.period, campaign.c.activity, campaign.c.state)
        with reading(self._engine) as connection:
            rows = connection.execute(wanted.where(campaign.c.office == office))
            return {(row.kind, row.period, row.activity): CampaignState(row.state) for row in rows}

    def open(self, new: Campaign, members: Sequence[int], now: datetime) -> Campaign | None:
        with writing(self._engine) as connection:
            number = self._insert(connection, new, CampaignState.OPEN, now)
            if number is None:
                return None
            made = text(_MADE[connection.dialect.name]).bindparams(bindparam("now", type_=delivery.c.changed_at.type))
            connection.execute(made, {"campaign": number, "members": json.dumps(list(members)), "now": now})
        return replace(new, id=number)

    def record(self, new: Campaign, state: CampaignState, now: datetime) -> bool:
        with writing(self._engine) as connection:
            return self._insert(connection, new, state, now) is not None

    def _insert(self, connection: Connection, new: Campaign, state: CampaignState, now: datetime) -> int | None:
        row = {
            "office": new.office,
            "kind": new.kind.value,
            "period": new.period,
            "activity": new.activity,
            "fiscal_year": new.year,
            "activities": " ".join(new.activities),
            "day": new.day,
            "lead": new.lead,
            "text": new.text,
            "meeting": new.meeting,
            "due_at": new.due_at,
            "until_at": new.until_at,
            "state": state.value,
            "made_at": now,
        }
        # Two processes that find it due at the same moment: the second waits for the first, and gets nothing.
        new_row = insert_into(campaign, connection.dialect.name).values(row)
        number: int | None = connection.scalar(new_row.on_conflict_do_nothing().returning(campaign.c.id))
        return number

    def claim(self, office: str, limit: int, now: datetime, only: Collection[int] | None = None) -> list[Delivery]:
        here = [waits, delivery.c.state == _PENDING, campaign.c.office == office, campaign.c.due_at <= now]
        if only is not None:
            here.append(campaign.c.id.in_(list(only)))
        wanted = select(*COLUMNS).select_from(delivered).where(*here)
        wanted = wanted.order_by(delivery.c.campaign, delivery.c.member).limit(limit)
        with writing(self._engine) as connection:
            rows = connection.execute(wanted.with_for_update(skip_locked=True, of=delivery)).all()
        return [delivery_of(row) for row in rows]

    def settle(
        self, one: Delivery, state: DeliveryState, now: datetime, reason: str = "", *, is_late: bool = False
    ) -> bool:
        this = and_(
            delivery.c.campaign == one.campaign.id, delivery.c.member == one.member, delivery.c.state == _PENDING
        )
        values = {"state": state.value, "reason": reason, "is_late": int(is_late), "changed_at": now}
        with writing(self._engine) as connection:
            return connection.execute(update(delivery).where(this).values(values)).rowcount == 1

    def reconcile(self, office: str, now: datetime) -> int:
        with writing(self._engine) as connection:
            rows = connection.execute(_ended(office)).all()
            for row in rows:
                _take_over(connection, row, now)
        return len(rows)

    def reopen(self, office: str, now: datetime) -> int:
        back = select(member_table.c.number).where(
            member_table.c.office == office, member_table.c.state == MemberState.ACTIVE.value
        )
        useful = select(campaign.c.id).where(campaign.c.office == office, campaign.c.until_at >= now)
        gone = went_wrong, delivery.c.state == DeliveryState.UNREACHABLE.value, delivery.c.reason != NO_ACCOUNT
        which = and_(*gone, delivery.c.member.in_(back), delivery.c.campaign.in_(useful))
        again = update(delivery).where(which).values(state=_PENDING, reason="", changed_at=now)
        with writing(self._engine) as connection:
            rows = connection.execute(again.returning(delivery.c.campaign, delivery.c.member)).all()
            for row in rows:
                release_reference(connection, row.campaign, row.member)
        return len(rows)

    def waiting(self, office: str) -> int:
        wanted = select(func.count()).select_from(delivered)
        with reading(self._engine) as connection:
            found = connection.scalar(wanted.where(waits, delivery.c.state == _PENDING, campaign.c.office == office))
        return int(found or 0)

    def depth(self) -> int:
        leaving = outbox.c.is_bulk, outbox.c.state.in_((OutboxState.PENDING.value, OutboxState.SENDING.value))
        with reading(self._engine) as connection:
            return int(connection.scalar(select(func.count()).select_from(outbox).where(*leaving)) or 0)

    def forget_day(self, office: str, start_at: datetime, end_at: datetime) -> None:
        this = campaign.c.office == office, campaign.c.due_at >= start_at, campaign.c.due_at <= end_at
        with writing(self._engine) as connection:
            ids = select(campaign.c.id).where(*this)
            connection.execute(delete(delivery).where(delivery.c.campaign.in_(ids)))
            connection.execute(delete(campaign).where(*this))

    @contextmanager
    def rolled_back(self) -> Iterator[None]:
        with writing(self._engine) as connection:
            # Inside the turn of a message too: only what is done in the block is taken back.
            nested = connection.begin_nested()
            try:
                yield
            finally:
                nested.rollback()


NO_ACCOUNT = "no account"
COLUMNS = (
    campaign,
    delivery.c.member,
    delivery.c.state.label("delivery_state"),
    delivery.c.reason,
    delivery.c.is_late,
    delivery.c.is_repeated,
    delivery.c.changed_at,
)


def _reference() -> ColumnElement[str]:
    kind = outbox.c.reference.type
    return "r" + delivery.c.campaign.cast(kind) + "." + delivery.c.member.cast(kind)


def _ended(office: str) -> Any:
    """Queued deliveries all of whose messages have left or never will."""
    leaving = (OutboxState.PENDING.value, OutboxState.SENDING.value)
    joined = delivered.join(outbox, outbox.c.reference == _reference())
    worst = func.max(func.coalesce(outbox.c.reason, ""))
    return (
        select(
            delivery.c.campaign,
            delivery.c.member,
            func.min(outbox.c.state).label("least"),
            func.max(outbox.c.state).label("most"),
            worst.label("reason"),
            func.max(outbox.c.attempts).label("attempts"),
            func.max(func.coalesce(outbox.c.message, 0)).label("message"),
        )
        .select_from(joined)
        .where(waits, delivery.c.state == _QUEUED, campaign.c.office == office)
        .group_by(delivery.c.campaign, delivery.c.member)
        .having(func.sum(case((outbox.c.state.in_(leaving), 1), else_=0)) == 0)
        .limit(1000)
    )


def _take_over(connection: Connection, row: Row[Any], now: datetime) -> None:
    states = {row.least, row.most}
    state, reason = DeliveryState.SENT, row.reason if row.least == row.most == OutboxState.SENT.value else ""
    if OutboxState.FAILED.value in states:
        is_lost = any(word.strip("%") in row.reason.lower() for word in _LOST)
        state, reason = (DeliveryState.UNREACHABLE if is_lost else DeliveryState.FAILED), row.reason
    elif OutboxState.UNKNOWN.value in states:
        state, reason = DeliveryState.UNKNOWN, row.reason
    elif OutboxState.RECALLED.value in states:
        state = DeliveryState.RECALLED
    this = delivery.c.campaign == row.campaign, delivery.c.member == row.member, delivery.c.state == _QUEUED
    values: dict[str, Any] = {"state": state.value, "reason": reason, "changed_at": now}
    if row.attempts > 0:
        values["is_repeated"] = 1
    connection.execute(update(delivery).where(*this).values(values))


def release_reference(connection: Connection, number: int, member: int) -> None:
    """An earlier sending keeps its row; the next one has the reference to itself."""
    old = outbox.c.reference == f"r{number}.{member}"
    connection.execute(update(outbox).where(old).values(reference=outbox.c.reference + "/before"))


def delivery_of(row: Row[Any]) -> Delivery:
    return Delivery(
        _campaign(row),
        row.member,
        DeliveryState(row.delivery_state),
        row.reason,
        bool(row.is_late),
        bool(row.is_repeated),
        row.changed_at,
    )


def _campaign(row: Row[Any]) -> Campaign:
    return Campaign(
        row.office,
        Kind(row.kind),
        row.period,
        row.due_at,
        row.until_at,
        row.fiscal_year,
        row.activity,
        tuple(row.activities.split()),
        row.day,
        row.lead,
        row.text,
        row.meeting,
        row.id,
    )
