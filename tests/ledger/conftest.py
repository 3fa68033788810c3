"""A ledger of each kind over the same small plan."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from data.sql_ledger import SqlLedger
from data.sql_plan import SqlPlans
from tests.ledger.making import plan


@pytest.fixture
def sql_ledger(engine: Engine) -> SqlLedger:
    """The books of the database, over the small plan."""
    plans = SqlPlans(engine)
    plans.save_plan(plan())
    return SqlLedger(engine, plans)
