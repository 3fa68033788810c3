"""What only the SQL plans do: versions, the copy in memory, and rules that the database itself keeps."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event, insert, select, text
from sqlalchemy.exc import IntegrityError

from bot.calendar import FiscalYear
from bot.errors import PlanFileError
from bot.plan import Layer, Plan, Satang, Source, Statement
from data.session import reading, writing
from data.sql_plan import SqlPlans
from data.store import Store
from data.tables_plan import plan as plan_table
from tests.fakes import tiny_plan

YEAR = FiscalYear(2570)


class Watch:
    """A clock that the test turns, and a count of the statements that reach the database."""

    def __init__(self, engine: Engine) -> None:
        self.seconds = 100.0
        self.statements: list[str] = []
        event.listen(engine, "before_cursor_execute", self._count)

    def __call__(self) -> float:
        return self.seconds

    def _count(self, _connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if statement.startswith("SELECT"):
            self.statements.append(statement)

    def asked(self) -> int:
        found, self.statements = len(self.statements), []
        return found


@pytest.fixture
def watch(engine: Engine) -> Watch:
    return Watch(engine)


@pytest.fixture
def plans(engine: Engine, watch: Watch) -> SqlPlans:
    SqlPlans(engine).save_plan(tiny_plan())
    watch.asked()
    return SqlPlans(engine, kept=2, clock=watch)


def test_a_plan_is_read_once_and_the_database_asked_once_a_second(plans: SqlPlans, watch: Watch) -> None:
    first = plans.plan("tiny", YEAR)
    assert watch.asked() > 20
    assert plans.plan("tiny", YEAR) is first
    assert watch.asked() == 0
    watch.seconds += 1
    assert plans.plan("tiny", YEAR) is first
    assert watch.asked() == 1


def test_a_version_saved_elsewhere_is_seen_within_a_second(plans: SqlPlans, watch: Watch, engine: Engine) -> None:
    assert plans.plan("tiny", YEAR).version == 1
    SqlPlans(engine).save_plan(replace(tiny_plan(), title="แก้ไข"))
    assert plans.plan("tiny", YEAR).version == 1
    watch.seconds += 1
    assert plans.plan("tiny", YEAR).version == 2


def test_ones_own_version_is_seen_at_once(plans: SqlPlans) -> None:
    assert plans.plan("tiny", YEAR).version == 1
    plans.save_plan(replace(tiny_plan(), title="แก้ไข"))
    assert plans.plan("tiny", YEAR).version == 2


def test_only_so_many_plans_stay_in_memory(plans: SqlPlans, watch: Watch) -> None:
    for year in (2571, 2572):
        plans.save_plan(tiny_plan(year=year))
    kept = [plans.plan("tiny", FiscalYear(year)) for year in (2570, 2571, 2570, 2572)]
    watch.asked()
    assert plans.plan("tiny", YEAR) is kept[0]
    assert watch.asked() == 0
    assert plans.plan("tiny", FiscalYear(2571)) is not kept[1]


def test_a_version_rolled_back_was_never_there(plans: SqlPlans, engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError), writing(engine):
        _save_and_fail(plans, replace(tiny_plan(), title="แก้ไข"))
    assert plans.plan("tiny", YEAR).title == tiny_plan().title


def _save_and_fail(plans: SqlPlans, new: Plan) -> None:
    plans.save_plan(new)
    assert plans.plan("tiny", YEAR).version == 1
    raise ZeroDivisionError


def test_every_version_is_listed_with_its_state(store: Store) -> None:
    store.plans.save_plan(tiny_plan("b"))
    store.plans.save_plan(tiny_plan("a"))
    store.plans.save_plan(replace(tiny_plan("a"), title="แก้ไข"))
    found = [(one.office, one.year.number, one.version, one.state) for one in store.plans.entries()]
    assert found == [("a", 2570, 2, "active"), ("a", 2570, 1, "retired"), ("b", 2570, 1, "active")]
    assert abs(store.plans.entries()[0].saved_at - datetime.now(UTC)) < timedelta(minutes=5)


def test_every_layer_can_be_kept(store: Store) -> None:
    statements = tuple(Statement(f"{layer}1", layer, "1", "ข้อความ", Source(1)) for layer in Layer)
    store.plans.save_plan(replace(tiny_plan(), statements=statements))
    assert store.plans.plan("tiny", YEAR).statements == statements


@pytest.mark.parametrize(
    "change",
    [
        {"activities": (replace(tiny_plan().activities[0], officers=("nobody",)),)},
        {"activities": (replace(tiny_plan().activities[0], part=9),)},
        {"activities": (tiny_plan().activities[0], tiny_plan().activities[0])},
        {"activities": (replace(tiny_plan().activities[0], allocated=Satang(-1)),)},
        {"statements": (replace(tiny_plan().statements[0], parent="nowhere"),)},
        {"statements": (replace(tiny_plan().statements[2], related=("nowhere",)),)},
        {"year": FiscalYear(2024)},
    ],
)
def test_a_plan_that_contradicts_itself_is_refused_whole(plans: SqlPlans, change: dict[str, Any]) -> None:
    with pytest.raises(PlanFileError):
        plans.save_plan(replace(tiny_plan(), **change))
    assert plans.plan("tiny", YEAR) == tiny_plan()
    assert [one.version for one in plans.entries()] == [1]


WRONG = (
    "UPDATE activity SET allocated = -1",
    "UPDATE activity SET part = 9",
    "UPDATE activity SET title = NULL",
    "UPDATE activity_period SET quarter = 5",
    "UPDATE activity_period SET kind = 'week'",
    "UPDATE activity_period SET end_on = '2001-01-01'",
    "UPDATE activity_officer SET officer = 'nobody'",
    "UPDATE statement SET layer = 'ZZ'",
    "UPDATE statement SET parent = 'nowhere'",
    "UPDATE plan SET state = 'maybe'",
    "UPDATE plan SET version = 0",
    "UPDATE plan SET office = 'nowhere'",
    "UPDATE line_item_part SET amount = NULL",
    "UPDATE officer SET source_line = -1",
    "UPDATE officer SET key = ''",
    "DELETE FROM plan_group",
    "DELETE FROM office",
    "INSERT INTO plan_change (id, number) VALUES (2, 0)",
)


def test_the_database_itself_refuses_what_is_wrong(plans: SqlPlans, engine: Engine) -> None:
    assert [statement for statement in WRONG if _is_accepted(engine, statement)] == []
    assert plans.plan("tiny", YEAR) == tiny_plan()


def _is_accepted(engine: Engine, statement: str) -> bool:
    try:
        with writing(engine) as connection:
            connection.execute(text(statement))
    except IntegrityError:
        return False
    return True


@pytest.mark.parametrize("database_kind", ["sqlite"])
@pytest.mark.parametrize("amount", ["'much'", "1.5"])
def test_sqlite_keeps_only_whole_numbers_as_money(plans: SqlPlans, engine: Engine, amount: str) -> None:
    with pytest.raises(IntegrityError), writing(engine) as connection:
        connection.execute(text(f"UPDATE activity SET allocated = {amount}"))


def test_an_office_and_year_have_one_active_plan(plans: SqlPlans, engine: Engine) -> None:
    values = {"office": "tiny", "fiscal_year": 2570, "title": "อีกแผน", "version": 2}
    with writing(engine) as connection:
        connection.execute(insert(plan_table).values(values | {"state": "draft"}))
    with pytest.raises(IntegrityError), writing(engine) as connection:
        connection.execute(insert(plan_table).values(values | {"version": 3, "state": "active"}))


def test_money_beyond_32_bits_is_kept(store: Store) -> None:
    activity = replace(tiny_plan().activities[0], allocated=Satang(9_000_000_000_000))
    store.plans.save_plan(replace(tiny_plan(), activities=(activity, tiny_plan().activities[1])))
    assert store.plans.plan("tiny", YEAR).activities[0].allocated == 9_000_000_000_000


def test_rows_of_a_plan_go_with_it(plans: SqlPlans, engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(text("DELETE FROM plan"))
    with reading(engine) as connection:
        assert connection.execute(select(text("count(*)")).select_from(text("line_item_count"))).scalar() == 0
