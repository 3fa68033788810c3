"""What every `Ledger` must do, in memory and in SQL on both databases."""

from __future__ import annotations

import pytest

from bot.errors import RecordingRefusedError
from bot.ledger import Balance, EntryKind, Ledger, Refusal
from bot.ledger_rules import reversal, siblings, transfer
from data.sql_ledger import SqlLedger
from data.sql_plan import SqlPlans
from tests.conftest import KINDS
from tests.fake_ledger import MemoryLedger
from tests.fakes import MemoryPlans
from tests.ledger.making import NOW, commit, new, plan, posting, satang, spend

YEAR = plan().year
COMMIT, DISBURSE, REFUND, RELEASE = EntryKind.COMMIT, EntryKind.DISBURSE, EntryKind.REFUND, EntryKind.RELEASE


@pytest.fixture(params=["memory", *KINDS])
def database_kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def ledger(database_kind: str, request: pytest.FixtureRequest) -> Ledger:
    if database_kind == "memory":
        return MemoryLedger(MemoryPlans(plan()))
    found: SqlLedger = request.getfixturevalue("sql_ledger")
    return found


def balance(ledger: Ledger, key: str) -> Balance:
    return ledger.books(plan()).balance(key.partition("/")[0], key if "/" in key else "")


def figures(ledger: Ledger, key: str) -> tuple[object, ...]:
    """The four figures in baht."""
    found = balance(ledger, key)
    shown = (found.allocated, found.committed, found.disbursed, found.remaining)
    return tuple(None if one is None else one / 100 for one in shown)


def refusal(ledger: Ledger, *entries: object, **more: object) -> str:
    with pytest.raises(RecordingRefusedError) as refused:
        ledger.post(posting(*entries, **more))  # type: ignore[arg-type]
    return str(refused.value.refusal)


def test_nothing_recorded_is_a_state_of_its_own(ledger: Ledger) -> None:
    found = balance(ledger, "1.2")
    assert not found.is_recorded
    assert (found.as_of, found.recorder) == (None, "")


def test_the_four_figures_add_up(ledger: Ledger) -> None:
    ledger.post(commit("1.2", 300))
    ledger.post(spend("1.2", "100.25"))
    assert figures(ledger, "1.2") == (1000, 300, 100.25, 599.75)
    found = balance(ledger, "1.2")
    assert (found.entries, found.as_of) == (2, NOW)


def test_an_activity_without_budget_takes_no_spending(ledger: Ledger) -> None:
    assert figures(ledger, "1.1") == (None, 0, 0, None)
    assert refusal(ledger, new(DISBURSE, "1.1", 1)) == Refusal.BELOW_ZERO


def test_what_is_booked_on_an_item_counts_for_its_step_and_its_project(ledger: Ledger) -> None:
    ledger.post(spend("2.1/1.1", 50))
    ledger.post(spend("2.1/1", 20))
    ledger.post(spend("2.1", 5))
    assert figures(ledger, "2.1/1.1") == (300, 0, 50, 250)
    assert figures(ledger, "2.1/1") == (400, 0, 70, 330)
    assert figures(ledger, "2.1/10") == (None, 0, 0, None)
    assert figures(ledger, "2.1") == (600, 0, 75, 525)


def test_the_last_satang_can_be_spent_and_no_more(ledger: Ledger) -> None:
    ledger.post(spend("1.2", "999.99"))
    assert refusal(ledger, new(DISBURSE, "1.2", "0.02")) == Refusal.BELOW_ZERO
    ledger.post(spend("1.2", "0.01"))
    assert figures(ledger, "1.2") == (1000, 0, 1000, 0)
    assert refusal(ledger, new(COMMIT, "1.2", "0.01")) == Refusal.BELOW_ZERO


def test_a_written_reason_lets_it_go_below_zero_and_is_kept(ledger: Ledger) -> None:
    booked = ledger.post(posting(new(DISBURSE, "1.2", 1200), allowed=" ผอ. อนุมัติแล้ว "))
    assert booked.entries[0].allowed == "ผอ. อนุมัติแล้ว"
    assert figures(ledger, "1.2") == (1000, 0, 1200, -200)
    assert refusal(ledger, new(DISBURSE, "1.2", 1)) == Refusal.BELOW_ZERO
    ledger.post(posting(new(REFUND, "1.2", 100)))
    assert figures(ledger, "1.2") == (1000, 0, 1100, -100)


def test_a_reason_that_is_not_needed_is_not_kept(ledger: Ledger) -> None:
    booked = ledger.post(posting(new(DISBURSE, "1.2", 10), allowed="เผื่อไว้"))
    assert booked.entries[0].allowed == ""


def test_a_reason_of_blanks_is_none(ledger: Ledger) -> None:
    assert refusal(ledger, new(DISBURSE, "1.2", 1001), allowed="   ") == Refusal.BELOW_ZERO


def test_a_step_or_item_stays_within_its_own(ledger: Ledger) -> None:
    assert refusal(ledger, new(DISBURSE, "2.1/1.2", 101)) == Refusal.ITEM_ABOVE
    ledger.post(spend("2.1/1.1", 300))
    assert refusal(ledger, new(DISBURSE, "2.1/1", 101)) == Refusal.ITEM_ABOVE
    ledger.post(spend("2.1/1", 100))
    assert refusal(ledger, new(DISBURSE, "2.1/1.2", 1)) == Refusal.ITEM_ABOVE


def test_where_items_are_averaged_the_project_alone_is_the_limit(
    database_kind: str, request: pytest.FixtureRequest
) -> None:
    averaged = plan(averaging=True)
    if database_kind == "memory":
        ledger: Ledger = MemoryLedger(MemoryPlans(averaged))
    else:
        engine = request.getfixturevalue("engine")
        plans = SqlPlans(engine)
        plans.save_plan(averaged)
        ledger = SqlLedger(engine, plans)
    ledger.post(spend("2.1/1.2", 500))
    assert ledger.books(averaged).balance("2.1", "2.1/1.2").remaining == satang(-400)
    assert refusal(ledger, new(DISBURSE, "2.1/2", 101)) == Refusal.BELOW_ZERO


def test_a_token_books_once(ledger: Ledger) -> None:
    first = ledger.post(posting(new(DISBURSE, "1.2", 100), token="press"))
    again = ledger.post(posting(new(DISBURSE, "1.2", 100), token="press"))
    assert (first.is_new, again.is_new) == (True, False)
    assert first.entries == again.entries
    assert figures(ledger, "1.2") == (1000, 0, 100, 900)


def test_a_token_books_once_even_when_it_would_not_fit_again(ledger: Ledger) -> None:
    ledger.post(posting(new(DISBURSE, "1.2", 700), token="press"))
    assert not ledger.post(posting(new(DISBURSE, "1.2", 700), token="press")).is_new


def test_a_commitment_is_settled_in_part_and_in_full(ledger: Ledger) -> None:
    (owed,) = ledger.post(commit("2.1/1", 300)).entries
    ledger.post(spend("2.1/1", 100, settles=owed.number))
    assert figures(ledger, "2.1/1") == (400, 200, 100, 100)
    assert [(one.number, left) for one, left in ledger.open_commitments("tiny", YEAR, "2.1")] == [(owed.number, 20000)]
    ledger.post(spend("2.1/1", 180, settles=owed.number, settled=satang(200)))
    assert figures(ledger, "2.1/1") == (400, 0, 280, 120)
    assert ledger.open_commitments("tiny", YEAR, "2.1") == ()
    assert refusal(ledger, new(DISBURSE, "2.1/1", 1, settles=owed.number)) == Refusal.ABOVE_COMMITMENT


def test_a_bill_above_its_commitment_uses_it_up_and_takes_the_rest_from_what_is_left(ledger: Ledger) -> None:
    (owed,) = ledger.post(commit("1.2", 900)).entries
    ledger.post(spend("1.2", 950, settles=owed.number))
    assert figures(ledger, "1.2") == (1000, 0, 950, 50)


def test_a_commitment_can_be_released(ledger: Ledger) -> None:
    (owed,) = ledger.post(commit("1.2", 900)).entries
    ledger.post(posting(new(RELEASE, "1.2", 400, settles=owed.number)))
    assert figures(ledger, "1.2") == (1000, 500, 0, 500)
    assert refusal(ledger, new(RELEASE, "1.2", 501, settles=owed.number)) == Refusal.ABOVE_COMMITMENT


def test_only_a_commitment_of_the_same_item_is_settled(ledger: Ledger) -> None:
    (owed,) = ledger.post(commit("2.1/1", 100)).entries
    (paid,) = ledger.post(spend("1.2", 100)).entries
    assert refusal(ledger, new(DISBURSE, "2.1/2", 50, settles=owed.number)) == Refusal.OTHER_ITEM
    assert refusal(ledger, new(DISBURSE, "1.2", 50, settles=paid.number)) == Refusal.NOT_A_COMMITMENT
    assert refusal(ledger, new(DISBURSE, "1.2", 50, settles=999)) == Refusal.NO_ENTRY


def test_no_more_comes_back_than_was_paid(ledger: Ledger) -> None:
    ledger.post(spend("1.2", 100))
    ledger.post(posting(new(REFUND, "1.2", 30)))
    assert figures(ledger, "1.2") == (1000, 0, 70, 930)
    assert refusal(ledger, new(REFUND, "1.2", 71)) == Refusal.NOT_DISBURSED
    assert refusal(ledger, new(REFUND, "2.1/1", 1)) == Refusal.NOT_DISBURSED


def test_a_reversal_undoes_an_entry_once(ledger: Ledger) -> None:
    (paid,) = ledger.post(spend("1.2", 400)).entries
    ledger.post(posting(*reversal([paid], "บันทึกผิด"), token="undo"))
    assert figures(ledger, "1.2") == (1000, 0, 0, 1000)
    assert balance(ledger, "1.2").is_recorded
    assert refusal(ledger, *reversal([paid], "อีกครั้ง")) == Refusal.REVERSED
    undone = ledger.entries("tiny", YEAR, "1.2")[-1]
    assert (undone.kind, undone.reverses, undone.note) == (EntryKind.REVERSAL, paid.number, "บันทึกผิด")
    assert refusal(ledger, *reversal([undone], "กลับไปกลับมา")) == Refusal.IS_REVERSAL


def test_undoing_a_settlement_opens_the_commitment_again(ledger: Ledger) -> None:
    (owed,) = ledger.post(commit("1.2", 500)).entries
    (paid,) = ledger.post(spend("1.2", 500, settles=owed.number)).entries
    assert refusal(ledger, *reversal([owed], "ผิด")) == Refusal.SETTLED
    ledger.post(posting(*reversal([paid], "ผิด")))
    assert figures(ledger, "1.2") == (1000, 500, 0, 500)
    ledger.post(posting(*reversal([owed], "ผิด")))
    assert figures(ledger, "1.2") == (1000, 0, 0, 1000)
    assert refusal(ledger, new(DISBURSE, "1.2", 1, settles=owed.number)) == Refusal.NOT_A_COMMITMENT


def test_a_transfer_moves_an_allocation_and_is_undone_as_a_whole(ledger: Ledger) -> None:
    moved = ledger.post(posting(*transfer(("1.2", ""), ("2.1", "2.1/2"), satang(300), "บันทึก 7", "")))
    assert figures(ledger, "1.2") == (700, 0, 0, 700)
    assert figures(ledger, "2.1") == (900, 0, 0, 900)
    assert balance(ledger, "2.1/2").transferred == satang(300)
    everything = ledger.entries("tiny", YEAR)
    assert siblings(moved.entries[1], everything) == moved.entries
    ledger.post(posting(*reversal(moved.entries, "ผิด")))
    assert figures(ledger, "1.2") == (1000, 0, 0, 1000)
    assert figures(ledger, "2.1") == (600, 0, 0, 600)


def test_what_was_transferred_and_spent_cannot_be_taken_back(ledger: Ledger) -> None:
    moved = ledger.post(posting(*transfer(("1.2", ""), ("1.1", ""), satang(300), "", "")))
    ledger.post(spend("1.1", 300))
    assert figures(ledger, "1.1") == (300, 0, 300, 0)
    assert refusal(ledger, *reversal(moved.entries, "ผิด")) == Refusal.BELOW_ZERO
    assert figures(ledger, "1.2") == (700, 0, 0, 700)


def test_nothing_of_a_posting_is_booked_when_its_second_entry_is_refused(ledger: Ledger) -> None:
    assert refusal(ledger, new(DISBURSE, "1.2", 10), new(DISBURSE, "1.2", 991)) == Refusal.BELOW_ZERO
    assert ledger.entries("tiny", YEAR) == ()


def test_what_the_plan_does_not_have_is_refused(ledger: Ledger) -> None:
    assert refusal(ledger, new(DISBURSE, "9.9", 1)) == Refusal.UNKNOWN_ACTIVITY
    assert refusal(ledger, new(DISBURSE, "2.1/7", 1)) == Refusal.UNKNOWN_ITEM
    assert refusal(ledger, new(DISBURSE, "1.2", 0)) == Refusal.NO_AMOUNT
    assert refusal(ledger, new(DISBURSE, "1.2", 10**12)) == Refusal.NO_AMOUNT
    assert refusal(ledger) == Refusal.NO_AMOUNT


def test_an_entry_comes_back_as_booked(ledger: Ledger) -> None:
    entry = new(DISBURSE, "2.1/1.1", "12.50", document="ศธ 04/1", note="อาหารว่าง")
    (booked,) = ledger.post(posting(entry, recorder=7)).entries
    assert ledger.entry("tiny", booked.number) == booked
    assert ledger.entry("other", booked.number) is None
    found = (booked.amount, booked.document, booked.note, booked.recorder, booked.key, booked.at)
    assert found == (satang("12.50"), "ศธ 04/1", "อาหารว่าง", 7, "2.1/1.1", NOW)
