"""Deliveries in SQL, looked at from outside: what became of them, what proves them, and taking a broadcast back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import Engine, and_, case, func, or_, select, update

from bot.reminders.kinds import CampaignState, Delivery, DeliveryState, Kind, Troubles
from bot.turn import OutboxState
from data.session import reading, writing
from data.sql_reminders import COLUMNS, delivery_of, release_reference
from data.tables_door import outbox
from data.tables_reminders import campaign, delivered, delivery, went_wrong

PRESSED = "a button of it was pressed"
_WAITING = (DeliveryState.PENDING.value, DeliveryState.QUEUED.value)


class SqlDeliveries:
    """The `Deliveries` of the database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def proved(self, reference: str, now: datetime) -> None:
        number, _, member = reference.removeprefix("r").partition(".")
        if not (number.isdigit() and member.isdigit()):
            return
        doubtful = outbox.c.state.in_((OutboxState.UNKNOWN.value, OutboxState.PENDING.value, OutboxState.SENDING.value))
        sent = {"state": OutboxState.SENT.value, "ended_at": now, "reason": PRESSED}
        this = and_(delivery.c.campaign == int(number), delivery.c.member == int(member))
        unsure = delivery.c.state.in_((DeliveryState.QUEUED.value, DeliveryState.UNKNOWN.value))
        with writing(self._engine) as connection:
            connection.execute(update(outbox).where(outbox.c.reference == reference, doubtful).values(sent))
            proved = update(delivery).where(this, unsure)
            connection.execute(proved.values(state=DeliveryState.SENT.value, reason=PRESSED, changed_at=now))

    def troubles(self, office: str, since: datetime, until: datetime) -> Troubles:
        here = (
            campaign.c.office == office,
            went_wrong,
            delivery.c.changed_at >= since,
            delivery.c.changed_at < until,
        )
        counted = select(delivery.c.state, func.count()).select_from(delivered).where(*here)
        lost = (
            select(delivery.c.member)
            .select_from(delivered)
            .where(*here, delivery.c.state == DeliveryState.UNREACHABLE.value)
        )
        with reading(self._engine) as connection:
            counts = {state: int(count) for state, count in connection.execute(counted.group_by(delivery.c.state))}
            members = tuple(connection.scalars(lost.distinct().order_by(delivery.c.member)))
        return Troubles(counts, members)

    def deliveries(self, office: str, limit: int = 1000) -> tuple[Delivery, ...]:
        wanted = select(*COLUMNS).select_from(delivered).where(campaign.c.office == office)
        newest = wanted.order_by(delivery.c.campaign.desc(), delivery.c.member).limit(limit)
        with reading(self._engine) as connection:
            return tuple(delivery_of(row) for row in connection.execute(newest))

    def counts(self, office: str) -> Mapping[tuple[Kind, str, str], Mapping[str, int]]:
        """(kind, period, activity) → how many deliveries are in which state."""
        columns = campaign.c.kind, campaign.c.period, campaign.c.activity, delivery.c.state
        wanted = select(*columns, func.count().label("deliveries")).select_from(delivered)
        grouped = (
            wanted.where(campaign.c.office == office).group_by(*columns, campaign.c.id).order_by(campaign.c.id.desc())
        )
        found: dict[tuple[Kind, str, str], dict[str, int]] = {}
        with reading(self._engine) as connection:
            for row in connection.execute(grouped):
                found.setdefault((Kind(row.kind), row.period, row.activity), {})[row.state] = row.deliveries
        return found

    def recall(self, office: str, number: int, now: datetime) -> int | None:
        this = delivery.c.campaign == number
        # One that waits to be sent once more may have arrived.
        may_have_left = or_(outbox.c.state != OutboxState.PENDING.value, outbox.c.attempts > 0)
        left = select(func.count()).select_from(outbox).where(outbox.c.reference.like(f"r{number}.%"), may_have_left)
        with writing(self._engine) as connection:
            mine = campaign.c.id == number, campaign.c.office == office, campaign.c.kind == Kind.BROADCAST.value
            if connection.execute(select(campaign.c.id).where(*mine).with_for_update()).first() is None:
                return None
            if connection.scalar(left):
                return None
            waiting = outbox.c.reference.like(f"r{number}.%"), outbox.c.state == OutboxState.PENDING.value
            recalled = OutboxState.RECALLED.value
            connection.execute(update(outbox).where(*waiting).values(state=recalled, ended_at=now))
            back = this & delivery.c.state.in_(_WAITING)
            taken = update(delivery).where(back).values(state=DeliveryState.RECALLED.value, changed_at=now)
            count = connection.execute(taken).rowcount
            done = update(campaign).where(campaign.c.id == number).values(state=CampaignState.RECALLED.value)
            connection.execute(done)
        return count

    def resend(self, office: str, states: Collection[DeliveryState], now: datetime) -> int:
        """Deliveries in these states that are still of use wait again; what may have arrived will say so."""
        useful = select(campaign.c.id).where(campaign.c.office == office, campaign.c.until_at >= now)
        which = delivery.c.state.in_([one.value for one in states]), delivery.c.campaign.in_(useful)
        unsure = case((delivery.c.state == DeliveryState.UNKNOWN.value, 1), else_=delivery.c.is_repeated)
        again = {"state": DeliveryState.PENDING.value, "reason": "", "is_repeated": unsure, "changed_at": now}
        with writing(self._engine) as connection:
            waiting = update(delivery).where(*which).values(again)
            rows = connection.execute(waiting.returning(delivery.c.campaign, delivery.c.member)).all()
            for row in rows:
                release_reference(connection, row.campaign, row.member)
        return len(rows)
