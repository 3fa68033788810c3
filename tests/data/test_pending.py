"""What waits for a yes, on each database: all of a kind in one chat end together, and nothing else does."""

from __future__ import annotations

from datetime import datetime

from bot.calendar import BANGKOK
from bot.people import Chat, Person, Role, Setting
from data.sql_pending import SqlPending
from data.store import Store
from tests.ledger.making import plan

NOW = datetime(2024, 1, 8, 12, 0, tzinfo=BANGKOK)
HERE, THERE = Chat("test", "a", Setting.PRIVATE), Chat("test", "b", Setting.PRIVATE)


def test_all_of_a_kind_end_in_one_chat_and_nothing_else_does(store: Store) -> None:
    office = store.plans.save_plan(plan()).office.key
    person = store.people.add(Person(0, office, Role.FINANCE, "การเงิน"), NOW)
    pending = SqlPending(store.engine)
    for kind, chat in (("typed", HERE), ("typed", HERE), ("draft", HERE), ("typed", THERE)):
        pending.offer(person, chat, kind, {"kind": kind}, NOW)
    assert pending.end(person, HERE, "typed", NOW) == 2
    assert pending.waiting(person, HERE, "typed", NOW) is None
    assert pending.waiting(person, HERE, "draft", NOW) is not None
    assert pending.waiting(person, THERE, "typed", NOW) is not None
    assert pending.end(person, HERE, "typed", NOW) == 0
