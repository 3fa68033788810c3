"""The books in SQL: postings in, entries and sums out; each posting once, whole, and in its turn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, Select, and_, func, insert, select
from sqlalchemy.exc import IntegrityError

from bot.audit import Change
from bot.calendar import FiscalYear
from bot.errors import RecordingError, RecordingRefusedError
from bot.ledger import Books, Effect, Entry, EntryKind, NewEntry, Posted, Posting, Refusal, Sums
from bot.ledger_rules import Past, effects, has_reason, needs_allowing
from bot.plan import Plan, Plans, Satang
from data.session import reading, writing
from data.sql_audit import SqlAudit
from data.tables_ledger import ledger_entry as table
from data.tables_people import member
from data.tables_plan import activity as activity_table
from data.tables_plan import plan as plan_table

_REFUSALS = {
    "below zero": Refusal.BELOW_ZERO,
    "already reversed": Refusal.REVERSED,
    "already recorded": Refusal.TOKEN_TAKEN,
    "above its commitment": Refusal.ABOVE_COMMITMENT,
    "more back than was there": Refusal.NOT_DISBURSED,
    "no such activity": Refusal.UNKNOWN_ACTIVITY,
    "settled": Refusal.SETTLED,
}
"""What the triggers say when something came between the rules and the writing."""


class SqlLedger:
    """The `Ledger` of the database; every entry leaves a line in the trail of changes."""

    def __init__(self, engine: Engine, plans: Plans) -> None:
        self._engine = engine
        self._plans = plans
        self._audit = SqlAudit(engine)

    def books(self, plan: Plan) -> Books:
        with reading(self._engine) as connection:
            return _books(connection, plan)

    def entries(self, office: str, year: FiscalYear, activity: str = "") -> tuple[Entry, ...]:
        wanted = [table.c.office == office, table.c.fiscal_year == year.number]
        if activity:
            wanted.append(table.c.activity == activity)
        with reading(self._engine) as connection:
            return _entries(connection, *wanted)

    def entry(self, office: str, number: int) -> Entry | None:
        with reading(self._engine) as connection:
            return next(iter(_entries(connection, table.c.office == office, table.c.id == number)), None)

    def open_commitments(self, office: str, year: FiscalYear, activity: str) -> tuple[tuple[Entry, Satang], ...]:
        here = table.c.office == office, table.c.fiscal_year == year.number, table.c.activity == activity
        with reading(self._engine) as connection:
            commitments = _entries(connection, *here, table.c.kind == EntryKind.COMMIT.value)
            numbers = [one.number for one in commitments]
            used, gone = _used(connection, numbers), _reversed(connection, numbers)
        left = ((one, Satang(one.amount - used.get(one.number, 0))) for one in commitments if one.number not in gone)
        return tuple((one, amount) for one, amount in left if amount > 0)

    def post(self, posting: Posting) -> Posted:
        plan = self._plans.plan(posting.office, posting.year)
        try:
            with writing(self._engine) as connection:
                _take_turn(connection, posting)
                before = _of_token(connection, posting)
                if before:
                    return Posted(before, False)
                past = _past(connection, plan, posting)
                posted = _book(connection, posting, past)
                self._write_trail(posted, posting)
                return Posted(posted, True)
        except IntegrityError as error:
            raise _refused(error) from error

    def _write_trail(self, posted: Iterable[Entry], posting: Posting) -> None:
        for one in posted:
            after = {"entry": str(one.number), "kind": one.kind.value, "satang": str(one.amount), "item": one.item}
            change = Change(one.office, one.recorder, "money.booked", f"activity {one.activity}", {}, after)
            self._audit.write(change, posting.recorded_at)


def entries_of_tokens(engine: Engine, office: str, *tokens: str) -> tuple[Entry, ...]:
    """The entries that were booked under these tokens."""
    with reading(engine) as connection:
        return _entries(connection, table.c.office == office, table.c.token.in_(tokens))


def _take_turn(connection: Connection, posting: Posting) -> None:
    """Hold the activities' rows until the commit, in one order for all; SQLite's writers take turns anyway."""
    if connection.dialect.name != "postgresql":
        return
    numbers = sorted({one.activity for one in posting.entries})
    active = and_(
        plan_table.c.office == posting.office,
        plan_table.c.fiscal_year == posting.year.number,
        plan_table.c.state == "active",
    )
    wanted = (
        select(activity_table.c.number)
        .join(plan_table, plan_table.c.id == activity_table.c.plan_id)
        .where(active, activity_table.c.number.in_(numbers))
        .order_by(activity_table.c.number)
        .with_for_update(of=activity_table, key_share=True)
    )
    connection.execute(wanted).all()


def _of_token(connection: Connection, posting: Posting) -> tuple[Entry, ...]:
    """What this token has booked before; a token of somebody else's matter is refused."""
    tokens = [posting.token_of(place) for place in range(len(posting.entries))]
    found = _entries(connection, table.c.token.in_(tokens))
    if any((one.office, one.year) != (posting.office, posting.year) for one in found):
        raise RecordingRefusedError(Refusal.TOKEN_TAKEN)
    return found


def _past(connection: Connection, plan: Plan, posting: Posting) -> Past:
    numbers = [number for one in posting.entries for number in (one.reverses, one.settles) if number is not None]
    here = table.c.office == posting.office, table.c.fiscal_year == posting.year.number
    named = {one.number: one for one in _entries(connection, *here, table.c.id.in_(numbers))} if numbers else {}
    used, gone = _used(connection, numbers), _reversed(connection, numbers)
    return Past(_books(connection, plan), named, gone, used)


def _book(connection: Connection, posting: Posting, past: Past) -> tuple[Entry, ...]:
    found = effects(posting, past)
    allowed = posting.allowed.strip() if has_reason(posting.allowed) and needs_allowing(posting, past) else ""
    rows = [
        _row(posting, place, new, effect, past, allowed)
        for place, (new, effect) in enumerate(zip(posting.entries, found, strict=True))
    ]
    # A savepoint, so that what the database refuses spoils nothing else of the transaction.
    with connection.begin_nested():
        numbers = [connection.scalar(insert(table).values(row).returning(table.c.id)) for row in rows]
    return _entries(connection, table.c.id.in_(numbers))


def _row(posting: Posting, place: int, new: NewEntry, effect: Effect, past: Past, allowed: str) -> dict[str, object]:
    original = past.named.get(new.reverses or 0)
    return {
        "token": posting.token_of(place),
        "office": posting.office,
        "fiscal_year": posting.year.number,
        "activity": new.activity,
        "item": new.item,
        "kind": new.kind.value,
        "amount": int(new.amount),
        "allocates": effect.allocates,
        "commits": effect.commits,
        "disburses": effect.disburses,
        "happened_at": posting.at,
        "recorded_at": posting.recorded_at,
        "recorder": posting.recorder,
        "document": new.document,
        "note": new.note,
        "reverses": new.reverses,
        "settles": original.settles if original else new.settles,
        "allowed": allowed if effect.remains < 0 else "",
    }


def _books(connection: Connection, plan: Plan) -> Books:
    """One statement: the sums of each place, with moment and recorder of its newest entry."""
    sums = (
        select(
            table.c.activity,
            table.c.item,
            func.sum(table.c.allocates).label("allocates"),
            func.sum(table.c.commits).label("commits"),
            func.sum(table.c.disburses).label("disburses"),
            func.count().label("entries"),
            func.max(table.c.id).label("last"),
        )
        .where(table.c.office == plan.office.key, table.c.fiscal_year == plan.year.number)
        .group_by(table.c.activity, table.c.item)
        .subquery()
    )
    newest = _named(select(sums, table.c.recorded_at, table.c.recorder, member.c.name), sums, sums.c.last == table.c.id)
    return Books(plan, {(row.activity, row.item): _sums(row) for row in connection.execute(newest)})


def _named(wanted: Select[Any], source: Any, on: ColumnElement[bool]) -> Select[Any]:
    """With the name of the recorder, as the members have it now."""
    is_recorder = and_(member.c.office == table.c.office, member.c.number == table.c.recorder)
    return wanted.select_from(source.join(table, on).outerjoin(member, is_recorder))


def _sums(row: Row[Any]) -> Sums:
    effect = Effect(int(row.allocates), int(row.commits), int(row.disburses))
    return Sums(effect, row.entries, row.last, row.recorded_at, row.recorder, row.name or "")


def _entries(connection: Connection, *which: ColumnElement[bool]) -> tuple[Entry, ...]:
    is_recorder = and_(member.c.office == table.c.office, member.c.number == table.c.recorder)
    joined = table.outerjoin(member, is_recorder)
    wanted = select(table, member.c.name.label("recorder_name")).select_from(joined).where(*which)
    return tuple(_entry(row) for row in connection.execute(wanted.order_by(table.c.id)))


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        number=row.id,
        token=row.token,
        office=row.office,
        year=FiscalYear(row.fiscal_year),
        activity=row.activity,
        item=row.item,
        kind=EntryKind(row.kind),
        amount=Satang(row.amount),
        effect=Effect(row.allocates, row.commits, row.disburses),
        at=row.happened_at,
        recorded_at=row.recorded_at,
        recorder=row.recorder,
        recorder_name=row.recorder_name or "",
        document=row.document,
        note=row.note,
        reverses=row.reverses,
        settles=row.settles,
        allowed=row.allowed,
    )


def _used(connection: Connection, numbers: Sequence[int]) -> Mapping[int, int]:
    """How much of each commitment is settled or released."""
    used = select(table.c.settles, func.sum(table.c.commits)).where(table.c.settles.in_(numbers))
    found = connection.execute(used.group_by(table.c.settles)) if numbers else ()
    return {number: -int(commits) for number, commits in found}


def _reversed(connection: Connection, numbers: Sequence[int]) -> frozenset[int]:
    if not numbers:
        return frozenset()
    return frozenset(connection.scalars(select(table.c.reverses).where(table.c.reverses.in_(numbers))))


def _refused(error: IntegrityError) -> RecordingError:
    said = str(error.orig)
    refusal = next((refusal for words, refusal in _REFUSALS.items() if f"ledger: {words}" in said), None)
    return RecordingRefusedError(refusal) if refusal else RecordingError()
