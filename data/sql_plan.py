"""Plans kept in SQL: an office and a fiscal year in, the whole Plan out, read once and kept until a version changes."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, Select, bindparam, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.calendar import FiscalYear
from bot.errors import PlanFileError, PlanNotFoundError
from bot.plan import Office, Plan
from data.plan_from_rows import plan_of
from data.plan_to_rows import PLAN_TABLES, rows_of
from data.session import reading_apart, writing
from data.tables_plan import office, office_alias, plan, plan_change

PLANS_KEPT = 32
"""How many plans stay in memory; one of a real office and year takes about half a megabyte."""
SECONDS_TRUSTED = 1.0
"""How long an answer of `plan` may be behind the database."""

_OF_PLAN: Mapping[Any, Select[Any]] = {
    table: select(table)
    .where(table.c.plan_id == bindparam("plan_id"))
    .order_by(*([table.c.position] if "position" in table.c else []))
    for table in PLAN_TABLES
}


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """One version of a plan as the store has it, for lists."""

    office: str
    year: FiscalYear
    version: int
    state: str
    title: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class _Directory:
    """Which plans are active: everything but the plans themselves."""

    change: int = -1
    offices: tuple[Office, ...] = ()
    rows: Mapping[str, Mapping[FiscalYear, int]] = field(default_factory=dict)


class SqlPlans:
    """The `Plans` of the database; safe for any number of threads."""

    def __init__(self, engine: Engine, *, kept: int = PLANS_KEPT, clock: Callable[[], float] = time.monotonic) -> None:
        self._engine = engine
        self._kept = kept
        self._clock = clock
        self._lock = Lock()
        self._directory = _Directory()
        self._looked_at = float("-inf")
        self._plans: OrderedDict[int, Plan] = OrderedDict()

    def offices(self) -> tuple[Office, ...]:
        return self._current().offices

    def years(self, office: str) -> tuple[FiscalYear, ...]:
        return tuple(self._current().rows.get(office, {}))

    def plan(self, office: str, year: FiscalYear) -> Plan:
        number = self._current().rows.get(office, {}).get(year)
        if number is None:
            raise PlanNotFoundError(f"No plan of {office} for the fiscal year {year.number} is loaded.")
        return self._kept_plan(number) or self._read(number)

    def plan_for(self, office: str, year: FiscalYear) -> Plan:
        years = self.years(office)
        if not years:
            raise PlanNotFoundError(f"No plan of {office} is loaded.")
        earlier = [one for one in years if one <= year]
        return self.plan(office, earlier[-1] if earlier else years[0])

    def refresh(self) -> None:
        """Look at the database at the next question, however short ago the last look was."""
        self._looked_at = float("-inf")

    def entries(self) -> tuple[PlanEntry, ...]:
        """Every version of every plan, newest version first within a year."""
        columns = (plan.c.office, plan.c.fiscal_year, plan.c.version, plan.c.state, plan.c.title, plan.c.saved_at)
        wanted = select(*columns).order_by(plan.c.office, plan.c.fiscal_year, plan.c.version.desc())
        with reading_apart(self._engine) as connection:
            rows = connection.execute(wanted).all()
        return tuple(PlanEntry(row[0], FiscalYear(row[1]), *row[2:]) for row in rows)

    def save_plan(self, new: Plan) -> Plan:
        """Make this the active plan of its office and year, retire the one before; the same again is no change."""
        try:
            with writing(self._engine) as connection:
                saved = _save(connection, new)
        except IntegrityError as error:
            raise PlanFileError(f"The plan contradicts itself or the rules of the database: {error.orig}") from error
        self.refresh()
        return saved

    def _current(self) -> _Directory:
        with self._lock:
            now = self._clock()
            if now - self._looked_at >= SECONDS_TRUSTED:
                self._look()
                self._looked_at = now
            return self._directory

    def _look(self) -> None:
        with reading_apart(self._engine) as connection:
            change = connection.scalar(select(plan_change.c.number)) or 0
            if change != self._directory.change:
                self._directory = _read_directory(connection, change)
        active = {number for years in self._directory.rows.values() for number in years.values()}
        for number in [one for one in self._plans if one not in active]:
            del self._plans[number]

    def _kept_plan(self, number: int) -> Plan | None:
        with self._lock:
            found = self._plans.get(number)
            if found is not None:
                self._plans.move_to_end(number)
            return found

    def _read(self, number: int) -> Plan:
        with reading_apart(self._engine) as connection:
            found = _read_plan(connection, number)
        with self._lock:
            self._plans[number] = found
            while len(self._plans) > self._kept:
                self._plans.popitem(last=False)
        return found


def _read_directory(connection: Connection, change: int) -> _Directory:
    active = select(plan.c.office, plan.c.fiscal_year, plan.c.id).where(plan.c.state == "active")
    rows: dict[str, dict[FiscalYear, int]] = {}
    for key, year, number in connection.execute(active.order_by(plan.c.office, plan.c.fiscal_year)):
        rows.setdefault(key, {})[FiscalYear(year)] = number
    found = {one.key: one for one in _read_offices(connection)}
    return _Directory(change, tuple(found[key] for key in rows), rows)


def _read_offices(connection: Connection) -> list[Office]:
    aliases: dict[str, list[str]] = {}
    for row in connection.execute(select(office_alias).order_by(office_alias.c.position)):
        aliases.setdefault(row.office, []).append(row.alias)
    return [
        Office(row.key, row.name, row.short_name, tuple(aliases.get(row.key, ())), row.contact)
        for row in connection.execute(select(office))
    ]


def _read_plan(connection: Connection, number: int) -> Plan:
    head = connection.execute(select(plan).where(plan.c.id == number)).one()
    owner = next(one for one in _read_offices(connection) if one.key == head.office)
    found = {table: connection.execute(wanted, {"plan_id": number}).all() for table, wanted in _OF_PLAN.items()}
    return plan_of(head, owner, found)


def _save(connection: Connection, new: Plan) -> Plan:
    _count_change(connection)
    of_year = (plan.c.office == new.office.key, plan.c.fiscal_year == new.year.number)
    active = connection.scalar(select(plan.c.id).where(*of_year, plan.c.state == "active"))
    if active is not None:
        before = _read_plan(connection, active)
        if replace(new, version=before.version) == before:
            return before
    version = (connection.scalar(select(func.max(plan.c.version)).where(*of_year)) or 0) + 1
    _save_office(connection, new.office)
    connection.execute(update(plan).where(*of_year, plan.c.state == "active").values(state="retired"))
    _insert_plan(connection, new, version)
    return replace(new, version=version)


def _count_change(connection: Connection) -> None:
    """Tell every process that plans change; the row also holds back a second writer on PostgreSQL."""
    connection.execute(update(plan_change).values(number=plan_change.c.number + 1))


def _save_office(connection: Connection, owner: Office) -> None:
    values = {"name": owner.name, "short_name": owner.short_name, "contact": owner.contact}
    if not connection.execute(update(office).where(office.c.key == owner.key).values(values)).rowcount:
        connection.execute(insert(office).values(key=owner.key, **values))
    connection.execute(delete(office_alias).where(office_alias.c.office == owner.key))
    aliases = [{"office": owner.key, "position": n, "alias": alias} for n, alias in enumerate(owner.aliases)]
    if aliases:
        connection.execute(insert(office_alias), aliases)


def _insert_plan(connection: Connection, new: Plan, version: int) -> None:
    values = {"office": new.office.key, "fiscal_year": new.year.number, "version": version, "title": new.title}
    number = connection.scalar(insert(plan).values(**values, state="active").returning(plan.c.id))
    for table, rows in rows_of(new).items():
        if rows:
            connection.execute(insert(table), [row | {"plan_id": number} for row in rows])
