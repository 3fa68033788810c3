"""Meetings in SQL: as they stand, changed by one conditional UPDATE, with every change kept beside them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from sqlalchemy import Connection, Engine, Row, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.calendar import FiscalYear
from bot.meetings import Meeting, MeetingState, When
from data.prepared import Prepared
from data.session import fetch, kept_once, reading, writing
from data.tables_reminders import meeting as table
from data.tables_reminders import meeting_change

_of_year = Prepared(
    select(table)
    .where(table.c.office == bindparam("of_office"), table.c.fiscal_year == bindparam("of_year"))
    .order_by(table.c.id)
)
_of_activity = Prepared(
    select(table)
    .where(
        table.c.office == bindparam("of_office"),
        table.c.fiscal_year == bindparam("of_year"),
        table.c.activity == bindparam("of_activity"),
    )
    .order_by(table.c.id)
)


class SqlMeetings:
    """The `Meetings` of the database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of_year(self, office: str, year: FiscalYear) -> tuple[Meeting, ...]:
        wanted = {"of_office": office, "of_year": year.number}
        return kept_once(self._engine, ("meetings", *wanted.values()), lambda at: _read(at, _of_year, wanted))

    def of_activity(self, office: str, year: FiscalYear, activity: str) -> tuple[Meeting, ...]:
        wanted = {"of_office": office, "of_year": year.number, "of_activity": activity}
        return kept_once(self._engine, ("meetings", *wanted.values()), lambda at: _read(at, _of_activity, wanted))

    def by_id(self, office: str, number: int) -> Meeting | None:
        return next(iter(self._find(table.c.office == office, table.c.id == number)), None)

    def _find(self, *where: Any) -> tuple[Meeting, ...]:
        with reading(self._engine) as connection:
            rows = connection.execute(select(table).where(*where).order_by(table.c.id))
            return tuple(_meeting(row) for row in rows)

    def save(self, meeting: Meeting, expected: int) -> Meeting | None:
        with writing(self._engine) as connection:
            number = self._update(connection, meeting, expected) if meeting.id else _insert(connection, meeting)
            if number is None:
                return None
            change = {name: value for name, value in _row(meeting).items() if name in meeting_change.c}
            connection.execute(insert(meeting_change).values(change | {"meeting": number}))
            row = connection.execute(select(table).where(table.c.id == number)).one()
        return _meeting(row)

    def _update(self, connection: Connection, meeting: Meeting, expected: int) -> int | None:
        this = table.c.id == meeting.id, table.c.sequence == expected
        done = connection.execute(update(table).where(*this).values(_row(meeting)))
        return meeting.id if done.rowcount == 1 else None

    def history(self, meeting: Meeting) -> tuple[Meeting, ...]:
        columns = [table.c[name] for name in ("id", "office", "fiscal_year", "activity", "quarter")]
        changes = [meeting_change.c[name] for name in _CHANGING]
        wanted = select(*columns, *changes).select_from(table.join(meeting_change))
        with reading(self._engine) as connection:
            rows = connection.execute(wanted.where(table.c.id == meeting.id).order_by(meeting_change.c.sequence))
            return tuple(_meeting(row) for row in rows)


_CHANGING = ("state", "day", "at", "place", "sequence", "decided_at", "decided_by")


def _read(connection: Connection, statement: Prepared, wanted: Mapping[str, object]) -> tuple[Meeting, ...]:
    return tuple(map(_meeting, fetch(connection, statement, wanted)))


def _insert(connection: Connection, meeting: Meeting) -> int | None:
    """The new meeting; None when another officer has just begun one of the same round."""
    try:
        with connection.begin_nested():
            number: int | None = connection.scalar(insert(table).values(_row(meeting)).returning(table.c.id))
            return number
    except IntegrityError:
        return None


def _row(meeting: Meeting) -> dict[str, Any]:
    when = meeting.when
    return {
        "office": meeting.office,
        "fiscal_year": meeting.year.number,
        "activity": meeting.activity,
        "quarter": meeting.quarter,
        "state": meeting.state.value,
        "day": when.on if when else None,
        "at": f"{when.at:%H:%M}" if when and when.at else "",
        "place": when.place if when else "",
        "sequence": meeting.sequence,
        "decided_at": _moment(meeting),
        "decided_by": meeting.decided_by,
    }


def _moment(meeting: Meeting) -> datetime:
    if meeting.decided_at is None:
        raise ValueError("a decision has its moment")
    return meeting.decided_at


def _meeting(row: Row[Any]) -> Meeting:
    when = When(row.day, time.fromisoformat(row.at) if row.at else None, row.place) if row.day else None
    return Meeting(
        row.office,
        FiscalYear(row.fiscal_year),
        row.activity,
        row.quarter,
        MeetingState(row.state),
        when,
        row.id,
        row.sequence,
        row.decided_at,
        row.decided_by,
    )
