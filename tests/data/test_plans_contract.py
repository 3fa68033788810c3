"""What every `Plans` must do, in memory and in SQL on both databases."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace

import pytest

from bot.calendar import FiscalYear
from bot.errors import PlanNotFoundError
from bot.plan import Plan
from data.sql_plan import SqlPlans
from tests.conftest import KINDS
from tests.fakes import MemoryPlans, tiny_plan

AnyPlans = MemoryPlans | SqlPlans


@pytest.fixture(params=["memory", *KINDS])
def database_kind(request: pytest.FixtureRequest) -> str:
    """In memory once, in SQL on each kind of database."""
    return str(request.param)


@pytest.fixture
def plans(database_kind: str, request: pytest.FixtureRequest) -> AnyPlans:
    return MemoryPlans() if database_kind == "memory" else SqlPlans(request.getfixturevalue("engine"))


def test_a_saved_plan_comes_back_whole(plans: AnyPlans) -> None:
    saved = plans.save_plan(tiny_plan())
    assert saved == tiny_plan()
    assert plans.plan("tiny", FiscalYear(2570)) == saved


def test_the_real_plan_comes_back_whole(plans: AnyPlans, plan_2567: Plan) -> None:
    saved = plans.save_plan(plan_2567)
    found = plans.plan(plan_2567.office.key, plan_2567.year)
    assert found == saved == replace(plan_2567, version=1)
    assert list(found.words.items()) == list(plan_2567.words.items())


def test_a_changed_plan_is_a_new_version_and_takes_the_place_of_the_old(plans: AnyPlans) -> None:
    plans.save_plan(tiny_plan())
    assert plans.save_plan(replace(tiny_plan(), title="แก้ไข")).version == 2
    assert plans.plan("tiny", FiscalYear(2570)).title == "แก้ไข"
    assert plans.years("tiny") == (FiscalYear(2570),)


def test_the_same_plan_again_is_no_change(plans: AnyPlans) -> None:
    plans.save_plan(tiny_plan())
    assert plans.save_plan(tiny_plan()).version == 1
    assert plans.save_plan(replace(tiny_plan(), version=7)).version == 1


def test_offices_and_years_stand_side_by_side(plans: AnyPlans) -> None:
    for office, year in (("b", 2569), ("a", 2571), ("a", 2569)):
        plans.save_plan(tiny_plan(office, year))
    assert [one.key for one in plans.offices()] == ["a", "b"]
    assert plans.offices()[0] == tiny_plan("a").office
    assert plans.years("a") == (FiscalYear(2569), FiscalYear(2571))
    assert plans.years("nobody") == ()
    assert plans.plan("b", FiscalYear(2569)).office.key == "b"


@pytest.mark.parametrize(("asked", "found"), [(2569, 2569), (2570, 2569), (2575, 2571), (2560, 2569)])
def test_the_nearest_plan_answers_an_earlier_one_first(plans: AnyPlans, asked: int, found: int) -> None:
    for year in (2569, 2571):
        plans.save_plan(tiny_plan("a", year))
    assert plans.plan_for("a", FiscalYear(asked)).year == FiscalYear(found)


def test_a_plan_that_is_not_there_is_not_found(plans: AnyPlans) -> None:
    plans.save_plan(tiny_plan())
    for office, year in (("tiny", 2569), ("nobody", 2570)):
        with pytest.raises(PlanNotFoundError):
            plans.plan(office, FiscalYear(year))
    with pytest.raises(PlanNotFoundError):
        plans.plan_for("nobody", FiscalYear(2570))


def test_the_tiny_plan_uses_every_field_of_every_value() -> None:
    """A field added to `bot.plan` and forgotten in the tables is found by the tests above only if it is used."""
    used: dict[tuple[str, str], bool] = {}
    _note_use(tiny_plan(), used)
    assert [where for where, is_used in used.items() if not is_used] == []


def _note_use(value: object, used: dict[tuple[str, str], bool]) -> None:
    if isinstance(value, tuple):
        for one in value:
            _note_use(one, used)
    elif is_dataclass(value):
        for field in fields(value):
            here, inner = (type(value).__name__, field.name), getattr(value, field.name)
            used[here] = used.get(here, False) or inner not in (None, "", 0, (), False)
            _note_use(inner, used)
