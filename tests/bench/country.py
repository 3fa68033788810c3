"""225 offices with ten years of plans each: the database is filled, and the first look at a plan is timed."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from sqlalchemy import Engine, func, insert, literal, select, update

from bot.calendar import FiscalYear
from data.plan_files import read_plan
from data.plan_to_rows import PLAN_TABLES
from data.session import reading, writing
from data.sql_plan import SqlPlans
from data.tables_plan import office, plan, plan_change

PLAN = Path(__file__).parents[2] / "data" / "plans" / "2567"
OFFICES, YEARS = 225, 10


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def fill_country(engine: Engine) -> None:
    """The real plan for every office and year, copied inside the database."""
    real = read_plan(PLAN)
    SqlPlans(engine).save_plan(real)
    with writing(engine) as connection:
        first = connection.execute(select(plan)).one()
        keys = [f"office{number:03}" for number in range(OFFICES)]
        connection.execute(insert(office), [{"key": key, "name": key, "short_name": "", "contact": ""} for key in keys])
        heads = [
            {"office": key, "fiscal_year": 2560 + year, "version": 1, "title": first.title, "state": "active"}
            for key in keys
            for year in range(YEARS)
        ]
        connection.execute(insert(plan), heads)
        new = select(plan.c.id.label("plan_id")).where(plan.c.id != first.id).subquery()
        for table in PLAN_TABLES:
            copied = [column for column in table.c if column.name != "plan_id"]
            rows = (
                select(new.c.plan_id, *copied)
                .where(table.c.plan_id == first.id)
                .select_from(table.join(new, literal(True)))
            )
            connection.execute(insert(table).from_select(["plan_id", *(column.name for column in copied)], rows))
        connection.execute(update(plan_change).values(number=plan_change.c.number + 1))


def measure_country(engine: Engine) -> None:
    fill_country(engine)
    with reading(engine) as connection:
        rows = sum(connection.scalar(select(func.count()).select_from(table)) or 0 for table in PLAN_TABLES)
    firsts: list[float] = []
    for number in range(9):
        plans = SqlPlans(engine)
        firsts.append(_milliseconds(partial(plans.plan, f"office{number * 20:03}", FiscalYear(2560 + number))))
    again = _milliseconds(lambda: [plans.plan("office160", FiscalYear(2568)) for _ in range(10_000)]) / 10
    say(f"{OFFICES * YEARS + 1} plans, {rows} rows: {again:.2f} µs a look-up in memory,")
    say(f"first snapshot {median(firsts):.1f} ms (worst of {len(firsts)}: {max(firsts):.1f})")


def _milliseconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1e3
