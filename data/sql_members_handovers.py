"""Handovers in SQL: added with their entries of the trail, never changed; the duties of a year out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import Connection, Engine, bindparam, func, insert, select

from bot.audit import Change
from bot.handover import Duties, Handover
from data.prepared import Prepared
from data.session import fetch, kept_once, writing
from data.sql_audit import SqlAudit
from data.tables_members import handover as table
from data.tables_plan import office as office_table

_of_year = Prepared(
    select(table)
    .where(table.c.office == bindparam("of_office"), table.c.fiscal_year == bindparam("of_year"))
    .order_by(table.c.number)
)


class SqlHandovers:
    """The `Handovers` of the database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._audit = SqlAudit(engine)

    def of_year(self, office: str, year: int) -> Duties:
        return kept_once(self._engine, ("handovers", office, year), lambda at: _duties(at, office, year))

    def add(
        self,
        office: str,
        year: int,
        new: Sequence[Handover],
        by: int,
        now: datetime,
        check: Callable[[Duties], None] = lambda _: None,
    ) -> None:
        with writing(self._engine) as connection:
            connection.execute(select(office_table.c.key).where(office_table.c.key == office).with_for_update())
            # Behind the lock: what this turn has read before may have been added to since.
            check(_duties(connection, office, year))
            last = connection.scalar(select(func.max(table.c.number)).where(table.c.office == office)) or 0
            for number, one in enumerate(new, last + 1):
                row = {"office": office, "number": number, "fiscal_year": year, "activity": one.activity}
                row |= {"from_who": one.from_who, "to_who": one.to_who, "start_on": one.start_on, "end_on": one.end_on}
                row |= {"is_acting": one.is_acting, "made_by": by, "made_at": now}
                connection.execute(insert(table).values(row))
                self._audit.write(_change(office, year, one, by), now)


def _duties(connection: Connection, office: str, year: int) -> Duties:
    rows = fetch(connection, _of_year, {"of_office": office, "of_year": year})
    return Duties(
        tuple(
            Handover(row.activity, row.from_who, row.to_who, row.start_on, row.end_on, row.is_acting, row.number)
            for row in rows
        )
    )


def _change(office: str, year: int, one: Handover, by: int) -> Change:
    after = {"who": one.to_who, "from": one.start_on.isoformat()}
    after |= {"until": one.end_on.isoformat()} if one.end_on else {}
    what = "acting.named" if one.is_acting else "activity.handed_over"
    return Change(office, by, what, f"activity {year} {one.activity}", {"who": one.from_who}, after)
