"""Who has spent most, what is left least: in order of what the books tell, never of the allocation unsaid."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answering import Asked, answer
from bot.plan import Plan
from bot.questions import Rank, Scope, Slot
from bot.rendering import render
from bot.rendering.view import View
from bot.reply import Outcome, Reply
from data.sql_ledger import SqlLedger
from tests.ledger.making import commit, plan, spend

TODAY = date(2026, 11, 22)
SMALL: Plan = plan()


def said(ledger: SqlLedger, slot: Slot, *, largest: bool = True, of: str = "activity", n: int = 1) -> Reply:
    question = Rank(Scope(), largest, n, of, slot=slot)
    found = answer(Asked(SMALL, ledger, TODAY, needs_books=True), question)
    return render(found, View(SMALL, TODAY, "th", "ค่ะ"))[0]


@pytest.fixture
def booked(sql_ledger: SqlLedger) -> SqlLedger:
    """1.2: 100 of 1,000 spent; 2.1: 500 of 600 committed and 50 spent."""
    for one in (spend("1.2", 100), commit("2.1", 500), spend("2.1", 50)):
        sql_ledger.post(one)
    return sql_ledger


@pytest.mark.parametrize(
    ("slot", "largest", "first", "amount"),
    [
        (Slot.REMAINING, True, "1.2", "คงเหลือ 900 บาท"),
        (Slot.REMAINING, False, "2.1", "คงเหลือ 50 บาท"),
        (Slot.DISBURSED, True, "1.2", "เบิกจ่าย 100 บาท"),
        (Slot.COMMITTED, True, "2.1", "ผูกพัน 500 บาท"),
    ],
)
def test_the_order_is_that_of_the_figure_asked_for(
    slot: Slot, largest: bool, first: str, amount: str, booked: SqlLedger
) -> None:
    reply = said(booked, slot, largest=largest)
    assert reply.refs == (first,)
    assert amount in reply.text
    assert "บันทึกแล้ว 2 จาก 3 รายการ" in reply.text


def test_people_stand_in_order_of_what_was_spent_on_theirs(booked: SqlLedger) -> None:
    reply = said(booked, Slot.DISBURSED, of="officer")
    spender = SMALL.officer_by_key[SMALL.activity_by_number["1.2"].officers[0]]
    assert spender.full_name in reply.text
    assert "1,000" not in reply.text


def test_quarters_are_not_put_in_order_of_spending(booked: SqlLedger) -> None:
    reply = said(booked, Slot.DISBURSED, of="quarter")
    assert reply.outcome is Outcome.UNKNOWN
    assert "150" not in reply.text


def test_before_anything_is_booked_the_allocation_is_said_to_be_the_order(sql_ledger: SqlLedger) -> None:
    reply = said(sql_ledger, Slot.REMAINING)
    assert "จึงเรียงตามงบจัดสรร" in reply.text
