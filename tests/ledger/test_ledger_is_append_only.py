"""The database itself keeps the books: what the bare driver tries after the last migration is refused."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine
from sqlalchemy.engine import make_url

from bot.ledger import EntryKind
from data.session import read_url, sqlite_file
from data.sql_ledger import SqlLedger
from tests.ledger.making import commit, new, posting, spend

MOMENT = "2026-11-22 03:00:00"


class Driver:
    """The bare driver of either database: every statement is its own transaction."""

    def __init__(self, connection: Any, fault: type[Exception]) -> None:
        self.connection = connection
        self.fault = fault

    def run(self, statement: str) -> list[Any]:
        done = self.connection.execute(statement)
        return list(done.fetchall()) if done.description else []

    def refuses(self, statement: str, why: str) -> None:
        with pytest.raises(self.fault, match=why):
            self.run(statement)

    def insert(self, **values: object) -> str:
        row: dict[str, object] = {"token": "bare", "office": "tiny", "fiscal_year": 2570, "activity": "1.2", "item": ""}
        row |= {"kind": "disburse", "amount": 100, "allocates": 0, "commits": 0, "disburses": 100}
        row |= {"happened_at": MOMENT, "recorded_at": MOMENT, "recorder": 0} | values
        shown = [f"'{value}'" if isinstance(value, str) else str(value) for value in row.values()]
        return f"INSERT INTO ledger_entry ({', '.join(row)}) VALUES ({', '.join(shown)})"


@pytest.fixture
def driver(sql_ledger: SqlLedger, store_url: str) -> Iterator[Driver]:
    """Entries: 1 disburses 100 baht of 1.2, 2 commits 300 there, 3 uses 50 of that."""
    sql_ledger.post(spend("1.2", 100))
    sql_ledger.post(commit("1.2", 300))
    sql_ledger.post(spend("1.2", 50, settles=2))
    path = sqlite_file(read_url(store_url))
    if path is not None:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            yield Driver(connection, sqlite3.IntegrityError)
        return
    address = make_url(store_url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as server:
        yield Driver(server, psycopg.errors.IntegrityError)


def test_no_entry_is_changed_or_deleted(driver: Driver) -> None:
    before = driver.run("SELECT * FROM ledger_entry ORDER BY id")
    driver.refuses("UPDATE ledger_entry SET amount = 1 WHERE id = 1", "append-only")
    driver.refuses("UPDATE ledger_entry SET note = 'x'", "append-only")
    driver.refuses("DELETE FROM ledger_entry WHERE id = 3", "append-only")
    driver.refuses("DELETE FROM ledger_entry", "append-only")
    assert driver.run("SELECT * FROM ledger_entry ORDER BY id") == before


def test_no_entry_is_replaced_or_emptied_away(driver: Driver) -> None:
    before = driver.run("SELECT * FROM ledger_entry ORDER BY id")
    if isinstance(driver.connection, sqlite3.Connection):
        driver.refuses(driver.insert(id=1).replace("INSERT", "REPLACE", 1), "already recorded")
        driver.refuses(driver.insert(id=1).replace("INSERT", "INSERT OR REPLACE", 1), "already recorded")
        token = driver.run("SELECT token FROM ledger_entry WHERE id = 1")[0][0]
        driver.refuses(driver.insert(token=token).replace("INSERT", "REPLACE", 1), "already recorded")
        driver.refuses("UPDATE OR REPLACE ledger_entry SET id = 9 WHERE id = 1", "append-only")
    else:
        driver.refuses("TRUNCATE ledger_entry", "append-only")
        driver.refuses("TRUNCATE ledger_entry CASCADE", "append-only")
    upsert = driver.insert(id=1) + " ON CONFLICT (id) DO UPDATE SET amount = 1"
    driver.refuses(upsert, "already recorded|append-only|cannot insert a non-DEFAULT")
    assert driver.run("SELECT * FROM ledger_entry ORDER BY id") == before


def test_an_activity_cannot_go_below_zero_without_a_written_reason(driver: Driver) -> None:
    too_much = {"amount": 60_001, "disburses": 60_001}
    driver.refuses(driver.insert(**too_much), "below zero")
    driver.refuses(driver.insert(**too_much, allowed="  "), "allowed_is_reasoned")
    driver.refuses(driver.insert(activity="1.1"), "below zero")
    driver.run(driver.insert(amount=60_000, disburses=60_000, token="last"))
    driver.refuses(driver.insert(amount=1, disburses=1), "below zero")
    driver.run(driver.insert(**too_much, allowed="ผอ. อนุมัติ"))


def released(satang: int) -> dict[str, object]:
    return {"kind": "release", "amount": satang, "commits": -satang, "disburses": 0}


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"activity": "9.9"}, "no such activity"),
        ({"fiscal_year": 2569}, "no such activity"),
        ({"office": "nowhere"}, "no such activity"),
        ({"kind": "gift"}, "kind_is_known|effect_is_of_kind"),
        ({"amount": 0, "disburses": 0}, "amounts_are_money"),
        ({"amount": -5, "disburses": -5}, "amounts_are_money|below zero|more back"),
        ({"disburses": 99}, "effect_is_of_kind"),
        ({"commits": -5}, "settles_is_used|more back"),
        ({"kind": "refund", "disburses": -100, "amount": 100, "item": "2.1/1"}, "more back"),
        ({"kind": "reversal", "disburses": -10_000, "amount": 10_000, "reverses": 99}, "not the reversal"),
        ({"kind": "reversal", "disburses": -9_999, "amount": 9_999, "reverses": 1}, "not the reversal"),
        (released(30_000) | {"kind": "reversal", "reverses": 2}, "settled|more back"),
        (released(25_001) | {"settles": 2}, "above its commitment"),
        (released(10) | {"settles": 1}, "above its commitment"),
        ({"token": ""}, "token_is_filled"),
    ],
)
def test_an_entry_that_cannot_be_is_refused(driver: Driver, values: dict[str, object], why: str) -> None:
    driver.refuses(driver.insert(**values), why)


def test_an_entry_is_reversed_once(driver: Driver) -> None:
    undo = {"kind": "reversal", "disburses": -10_000, "amount": 10_000, "reverses": 1}
    driver.run(driver.insert(**undo))
    driver.refuses(driver.insert(**undo, token="again"), "already reversed")


def test_sqlite_takes_no_text_and_no_fraction_for_money(driver: Driver) -> None:
    if isinstance(driver.connection, sqlite3.Connection):  # PostgreSQL has a type for it
        driver.refuses(driver.insert(amount=1.5, disburses=1.5), "amounts_are_money")
        driver.refuses(driver.insert(amount="ten", disburses="ten"), "amounts_are_money|effect_is_of_kind|below zero")


def test_a_booking_in_a_snapshot_is_refused(driver: Driver) -> None:
    """REPEATABLE READ would not see the booking that was first."""
    if isinstance(driver.connection, sqlite3.Connection):
        return
    driver.run("BEGIN ISOLATION LEVEL REPEATABLE READ")
    driver.refuses(driver.insert(), "not in a snapshot")
    driver.run("ROLLBACK")


def test_the_rules_of_the_core_and_those_of_the_database_agree(engine: Engine, sql_ledger: SqlLedger) -> None:
    """Every kind of posting that the core lets pass is one that the triggers let pass too."""
    sql_ledger.post(posting(new(EntryKind.COMMIT, "2.1/1", 100)))
    sql_ledger.post(posting(new(EntryKind.DISBURSE, "2.1/1", 40, settles=1)))
    sql_ledger.post(posting(new(EntryKind.RELEASE, "2.1/1", 10, settles=1)))
    sql_ledger.post(posting(new(EntryKind.REFUND, "2.1/1", 40)))
    sql_ledger.post(posting(new(EntryKind.TRANSFER_OUT, "1.2", 5), new(EntryKind.TRANSFER_IN, "2.1", 5)))
    sql_ledger.post(posting(new(EntryKind.REVERSAL, "2.1/1", 10, reverses=3)))
    assert len(sql_ledger.entries("tiny", posting().year)) == 7
