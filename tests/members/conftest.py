"""What the tests of members share: an office with an admin, on both kinds of database."""

from __future__ import annotations

import pytest

from bot.people import Role
from data.store import Store
from tests.members.house import House, with_plan


@pytest.fixture
def house(store: Store) -> House:
    """The tiny office with one admin (account 1) and nobody else."""
    made = with_plan(store)
    made.member(Role.ADMIN, "1", name="แอดมิน หนึ่ง")
    return made
