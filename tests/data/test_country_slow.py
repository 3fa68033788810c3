"""A whole country in one database: every office's first answer of the day is still quick."""

from __future__ import annotations

import time
from statistics import median

import pytest
from sqlalchemy import Engine

from bot.calendar import FiscalYear
from data.sql_plan import SqlPlans
from data.store import open_store
from tests.bench.country import OFFICES, YEARS, fill_country


@pytest.mark.slow
def test_the_first_snapshot_among_2250_plans_takes_at_most_150_ms(blank_url: str) -> None:
    assert OFFICES * YEARS == 2250
    with open_store(blank_url) as store:
        fill_country(store.engine)
        taken = [_seconds_to_first(store.engine, number) for number in range(9)]
    assert median(taken) <= 0.150


def _seconds_to_first(engine: Engine, number: int) -> float:
    plans = SqlPlans(engine)
    start = time.perf_counter()
    plans.plan(f"office{number * 20:03}", FiscalYear(2560 + number))
    return time.perf_counter() - start
