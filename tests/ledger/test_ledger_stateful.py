"""Random lives of a ledger: whatever is booked, undone or moved, the books add up and any beginning is replayed."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.errors import RecordingRefusedError
from bot.ledger import EntryKind, Ledger, NewEntry, Posting, Refusal
from bot.ledger_rules import reversal, siblings, transfer
from bot.money_desk.saying import REFUSALS
from bot.plan import Satang
from data.sql_ledger import SqlLedger
from data.store import open_store
from tests.fake_ledger import MemoryLedger
from tests.fakes import MemoryPlans
from tests.ledger.making import new, plan, posting

PLACES = ("1.1", "1.2", "2.1", "2.1/1", "2.1/1.1", "2.1/1.2", "2.1/2")
YEAR = plan().year
amounts = st.one_of(st.integers(1, 40_000), st.sampled_from([1, 10_000, 30_000, 60_000, 100_000]))
places = st.sampled_from(PLACES)
reasons = st.sampled_from(["", "", "", "ผอ. อนุมัติแล้ว"])


class LifeOfALedger(RuleBasedStateMachine):
    """Books the same on the ledger under test and in memory; both must say yes or no alike."""

    def __init__(self) -> None:
        super().__init__()
        self.plan = plan()
        self.twin: Ledger = MemoryLedger(MemoryPlans(self.plan))
        self.ledger = self.made()
        self.done: list[Posting] = []
        self.numbers: dict[int, int] = {}

    def made(self) -> Ledger:
        return MemoryLedger(MemoryPlans(self.plan))

    @initialize()
    def begin(self) -> None:
        assert self.ledger.entries("tiny", YEAR) == ()

    def post(self, wanted: Posting) -> None:
        answers = []
        for ledger in (self.twin, self.ledger):
            try:
                answers.append((ledger.post(wanted).is_new, ""))
            except RecordingRefusedError as refused:
                answers.append((False, str(refused.refusal)))
        assert answers[0] == answers[1]
        if answers[0][0]:
            self.done.append(wanted)

    @rule(place=places, kind=st.sampled_from(["commit", "disburse", "refund"]), amount=amounts, why=reasons)
    def books(self, place: str, kind: str, amount: int, why: str) -> None:
        entry = new(EntryKind(kind), place, 1)
        self.post(posting(_of(entry, amount), allowed=why))

    @rule(source=places, goal=places, amount=amounts)
    def moves(self, source: str, goal: str, amount: int) -> None:
        if source != goal:
            self.post(posting(*transfer(_place(source), _place(goal), Satang(amount), "", "")))

    @precondition(lambda self: self.done)
    @rule(data=st.data(), amount=amounts, kind=st.sampled_from(["disburse", "release"]), in_full=st.booleans())
    def settles(self, data: st.DataObject, amount: int, kind: str, in_full: bool) -> None:
        owed = self.ledger.open_commitments("tiny", YEAR, data.draw(st.sampled_from(["1.2", "2.1"])))
        if owed:
            entry, left = data.draw(st.sampled_from(owed))
            close = left if in_full and kind == "disburse" else Satang(0)
            wanted = new(EntryKind(kind), entry.key, 1, settles=entry.number, settled=close)
            self.post(posting(_of(wanted, amount)))

    @precondition(lambda self: self.done)
    @rule(data=st.data(), why=reasons)
    def undoes(self, data: st.DataObject, why: str) -> None:
        everything = self.ledger.entries("tiny", YEAR)
        entry = data.draw(st.sampled_from(everything))
        is_moved = entry.kind in (EntryKind.TRANSFER_OUT, EntryKind.TRANSFER_IN)
        self.post(posting(*reversal(siblings(entry, everything) if is_moved else [entry], "ผิด"), allowed=why))

    @precondition(lambda self: self.done)
    @rule(data=st.data())
    def presses_again(self, data: st.DataObject) -> None:
        before = len(self.ledger.entries("tiny", YEAR))
        again = data.draw(st.sampled_from(self.done))
        assert not self.ledger.post(again).is_new
        assert len(self.ledger.entries("tiny", YEAR)) == before

    @invariant()
    def the_entries_add_up_to_the_balance(self) -> None:
        books, entries = self.ledger.books(self.plan), self.ledger.entries("tiny", YEAR)
        assert books.sums.keys() == {(one.activity, one.item) for one in entries}
        for activity in ("1.1", "1.2", "2.1"):
            mine = [one.effect for one in entries if one.activity == activity]
            balance = books.balance(activity)
            planned = self.plan.activity_by_number[activity].allocated or 0
            assert balance.committed == sum(one.commits for one in mine)
            assert balance.disbursed == sum(one.disburses for one in mine)
            assert (balance.allocated or 0) == planned + sum(one.allocates for one in mine)
            assert (balance.remaining or 0) == (balance.allocated or 0) - balance.committed - balance.disbursed
            assert min(balance.committed, balance.disbursed) >= 0

    @invariant()
    def nothing_goes_below_zero_without_the_written_reason(self) -> None:
        left = {one.number: one.allocated or 0 for one in self.plan.activities}
        for entry in self.ledger.entries("tiny", YEAR):
            left[entry.activity] += entry.effect.remains
            assert left[entry.activity] >= 0 or entry.effect.remains >= 0 or entry.allowed

    def teardown(self) -> None:
        """Any beginning of the same postings makes the same books."""
        again = MemoryLedger(MemoryPlans(self.plan))
        for wanted in self.done[: max(1, len(self.done) // 2)]:
            assert again.post(wanted).is_new
        seen = [(one.token, one.effect) for one in again.entries("tiny", YEAR)]
        assert seen == [(one.token, one.effect) for one in self.ledger.entries("tiny", YEAR)][: len(seen)]


def _of(entry: NewEntry, amount: int) -> NewEntry:
    return replace(entry, amount=Satang(amount))


def _place(key: str) -> tuple[str, str]:
    return key.partition("/")[0], key if "/" in key else ""


class LifeOfASqlLedger(LifeOfALedger):
    """The same on a database file of its own."""

    template: Path

    def made(self) -> Ledger:
        self.folder = tempfile.TemporaryDirectory(prefix="ledger-")
        path = Path(self.folder.name) / "books.db"
        shutil.copyfile(self.template, path)
        self.store = open_store(f"sqlite:///{path}")
        self.store.plans.save_plan(self.plan)
        return SqlLedger(self.store.engine, self.store.plans)

    def teardown(self) -> None:
        super().teardown()
        self.store.close()
        self.folder.cleanup()


TestLifeOfALedgerInMemory = LifeOfALedger.TestCase
TestLifeOfALedgerInMemory.settings = settings(max_examples=30, stateful_step_count=20, deadline=None)


@pytest.mark.parametrize("examples", [5, pytest.param(150, marks=pytest.mark.slow)])
def test_the_life_of_a_ledger_in_a_database(sqlite_template: Path, examples: int) -> None:
    LifeOfASqlLedger.template = sqlite_template
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    chosen = settings(max_examples=examples, stateful_step_count=15, deadline=None, suppress_health_check=checks)
    run_state_machine_as_test(LifeOfASqlLedger, settings=chosen)


def test_every_refusal_has_its_sentence() -> None:
    assert set(REFUSALS) == set(Refusal)
