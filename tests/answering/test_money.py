"""Sums, ranks, comparisons and splits: always from rows, each activity once, and never divided by guess."""

from __future__ import annotations

import pytest

from bot.answers import BreakdownGiven, ComparisonGiven, NothingThere, RankGiven, TotalGiven
from bot.calendar import FiscalYear
from bot.plan import Plan, Satang, baht
from bot.questions import Breakdown, Compare, Question, Rank, Scope, Slot, Total
from tests.answering.conftest import YEAR, Ask

Y2567 = FiscalYear(2567)


def _total(ask: Ask, question: Total) -> TotalGiven:
    given = ask(question)
    assert isinstance(given, TotalGiven)
    return given


def _rank(ask: Ask, question: Rank) -> RankGiven:
    given = ask(question)
    assert isinstance(given, RankGiven)
    return given


def _compare(ask: Ask, *sides: Scope, slot: Slot = Slot.ALLOCATED) -> ComparisonGiven:
    given = ask(Compare(sides, slot))
    assert isinstance(given, ComparisonGiven)
    return given


def _breakdown(ask: Ask, key: str, by: str) -> BreakdownGiven:
    given = ask(Breakdown(key, by))
    assert isinstance(given, BreakdownGiven)
    return given


@pytest.mark.parametrize(
    ("scope", "amount"),
    [
        (Scope(), 850),
        (Scope(part=1), 500),
        (Scope(part=2), 350),
        (Scope(officers=("ann",)), 350),
        (Scope(officers=("ann", "ben", "cat")), 850),
        (Scope(officers=("dan",)), 0),
        (Scope(keys=("1.2", "1.2", "1.3")), 400),
        (Scope(keys=("1.4",)), 0),
        (Scope(without=("part:2",)), 500),
        (Scope(span=YEAR.quarter(3).span), 300),
        (Scope(span=FiscalYear(2571).span), 0),
    ],
)
def test_a_sum_has_each_activity_once(ask: Ask, scope: Scope, amount: int) -> None:
    assert _total(ask, Total(scope)).total == baht(amount)


def test_a_sum_of_a_time_says_when_it_holds_money_of_other_times(ask: Ask) -> None:
    assert _total(ask, Total(Scope(span=YEAR.quarter(2).span))).spans_more
    assert not _total(ask, Total(Scope(span=YEAR.span))).spans_more
    assert not _total(ask, Total(Scope(keys=("1.2",), span=YEAR.quarter(2).span))).spans_more


@pytest.mark.parametrize(
    ("by", "lines"),
    [
        ("officer", {"ann": 350, "ben": 400, "cat": 350}),
        ("quarter", {"1": 300, "2": 450, "3": 300, "4": 550}),
        ("part", {"1": 500, "2": 350}),
    ],
)
def test_a_table_gives_shared_money_to_everyone_who_shares_it(ask: Ask, by: str, lines: dict[str, int]) -> None:
    given = _total(ask, Total(Scope(), by=by))
    assert {line.key: line.amount for line in given.table} == {key: baht(amount) for key, amount in lines.items()}
    assert given.total == baht(850)


def test_nothing_is_recorded_until_somebody_records_it(ask: Ask) -> None:
    given = _total(ask, Total(Scope(), Slot.REMAINING))
    assert (given.recorded, given.committed, given.disbursed) == (0, 0, 0)


def test_the_real_plan_adds_up(ask_2567: Ask) -> None:
    sums = [_total(ask_2567, Total(Scope(part=part))).total for part in (1, 2, 0)]
    assert sums == [baht(129_024), baht(190_000), baht(319_024)]


def test_every_officers_sum_of_the_real_plan_is_that_of_their_rows(ask_2567: Ask, plan_2567: Plan) -> None:
    table = _total(ask_2567, Total(Scope(), by="officer")).table
    for line in table:
        rows = [one for one in plan_2567.activities if line.key in one.officers]
        assert line.amount == sum(one.allocated or 0 for one in rows)
        assert line.activities == tuple(one.number for one in rows)


@pytest.mark.parametrize(
    ("question", "refs"),
    [
        (Rank(Scope(), largest=True), ["2.1"]),
        (Rank(Scope(), largest=True, n=2), ["2.1", "1.2", "1.3"]),
        (Rank(Scope(), largest=True, n=3), ["2.1", "1.2", "1.3"]),
        (Rank(Scope(), largest=True, n=99), ["2.1", "1.2", "1.3", "1.1", "2.2"]),
        (Rank(Scope(), largest=False), ["2.2"]),
        (Rank(Scope(part=1), largest=False), ["1.1"]),
        (Rank(Scope(span=YEAR.quarter(2).span), largest=True), ["1.2", "1.3"]),
        (Rank(Scope(keys=("1.4",)), largest=True), []),
        (Rank(Scope(officers=("dan",)), largest=True), []),
    ],
)
def test_equal_ones_at_the_border_are_all_shown_and_what_is_free_never_wins(
    ask: Ask, question: Rank, refs: list[str]
) -> None:
    assert [row.ref for row in _rank(ask, question).rows] == refs


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        (Rank(Scope(), largest=True, of="officer", by="work"), ["ann", "ben"]),
        (Rank(Scope(), largest=False, of="officer", by="work"), ["cat"]),
        (Rank(Scope(), largest=True, of="officer"), ["ben"]),
        (Rank(Scope(), largest=False, of="officer"), ["ann", "cat"]),
        (Rank(Scope(), largest=True, of="quarter", by="work"), ["2"]),
        (Rank(Scope(), largest=True, of="quarter"), ["4"]),
        (Rank(Scope(), largest=True, of="part"), ["1"]),
        (Rank(Scope(), largest=True, n=4, of="quarter"), ["4", "2", "1", "3"]),
    ],
)
def test_people_quarters_and_parts_are_ranked_by_work_or_money(ask: Ask, question: Rank, keys: list[str]) -> None:
    assert [line.key for line in _rank(ask, question).table] == keys


def test_steps_and_line_items_of_a_project_are_ranked(ask_2567: Ask) -> None:
    steps = _rank(ask_2567, Rank(Scope(keys=("2.1",)), largest=True, of="step"))
    items = _rank(ask_2567, Rank(Scope(keys=("2.1",)), largest=True, of="item"))
    cheapest = _rank(ask_2567, Rank(Scope(keys=("2.1",)), largest=False, of="step"))
    assert [row.key for row in (*steps.rows, *items.rows, *cheapest.rows)] == ["2.1/3", "2.1/3.4", "2.1/1"]


@pytest.mark.parametrize(
    ("one", "two", "slot", "is_same", "first", "difference"),
    [
        ("1.1", "2.1", Slot.ALLOCATED, False, 1, 200),
        ("2.1", "1.1", Slot.ALLOCATED, False, 0, 200),
        ("1.2", "1.3", Slot.ALLOCATED, True, None, 0),
        ("1.1", "1.4", Slot.ALLOCATED, False, 0, 100),
        ("1.3", "1.4", Slot.WHO, True, None, 0),
        ("1.2", "1.3", Slot.WHO, False, None, 0),
        ("1.2", "1.4", Slot.WHEN, True, None, 0),
        ("2.1", "1.2", Slot.WHEN, False, 1, 0),
        ("1.1", "1.3", Slot.WHEN, False, 0, 0),
    ],
)
def test_two_sides_are_compared_by_the_fact_asked(
    ask: Ask, one: str, two: str, slot: Slot, is_same: bool, first: int | None, difference: int
) -> None:
    given = _compare(ask, Scope(keys=(one,)), Scope(keys=(two,)), slot=slot)
    assert (given.is_same, given.first, given.difference) == (is_same, first, baht(difference))


def test_the_order_of_officers_does_not_make_them_different(ask: Ask) -> None:
    assert _compare(ask, Scope(keys=("1.2", "1.3")), Scope(keys=("1.3", "1.2")), slot=Slot.WHO).is_same


def test_what_has_no_time_is_never_said_to_come_first(ask: Ask) -> None:
    given = _compare(ask, Scope(keys=("2.1",)), Scope(keys=("9.9",)), slot=Slot.WHEN)
    assert given.first == 0


def test_sides_may_be_people_and_shared_work_counts_for_both(ask: Ask) -> None:
    given = _compare(ask, Scope(officers=("ann",)), Scope(officers=("cat",)))
    assert given.is_same
    assert [side.total for side in given.sides] == [baht(350), baht(350)]


def test_three_sides_are_compared_as_well(ask: Ask) -> None:
    given = _compare(ask, Scope(keys=("1.1",)), Scope(keys=("2.1",)), Scope(keys=("2.2",)))
    assert (given.first, given.difference) == (1, baht(250))


@pytest.mark.parametrize("by", ["round", "quarter", "step", "item"])
def test_an_amount_that_the_plan_does_not_split_stays_whole(ask: Ask, by: str) -> None:
    given = _breakdown(ask, "1.3", by)
    assert (given.is_printed, given.parts) == (False, ())
    assert given.row.allocated == baht(200)


def test_a_project_is_split_by_its_paid_steps_and_a_step_by_its_items(ask_2567: Ask) -> None:
    steps = _breakdown(ask_2567, "2.1", "step")
    items = _breakdown(ask_2567, "2.1/3", "item")
    assert [row.key for row in steps.parts] == ["2.1/1", "2.1/3", "2.1/4"]
    assert [row.key for row in items.parts] == [f"2.1/3.{place}" for place in (1, 2, 3, 4, 5)]
    for given, whole in ((steps, baht(90_000)), (items, baht(58_000))):
        assert given.is_printed
        assert sum(row.allocated or 0 for row in given.parts) == whole


def test_the_money_of_project_without_sheet_is_not_split(ask_2567: Ask) -> None:
    assert not _breakdown(ask_2567, "2.2", "step").is_printed


def test_a_project_of_one_paid_step_is_split_by_its_items(ask_2567: Ask) -> None:
    given = _breakdown(ask_2567, "2.3", "step")
    assert given.is_printed
    assert sum(row.allocated or 0 for row in given.parts) == baht(60_000)


def test_rounds_of_a_real_budget_are_never_guessed(ask_2567: Ask) -> None:
    given = _breakdown(ask_2567, "1.2", "round")
    assert (given.is_printed, given.row.allocated) == (False, Satang(3_944_400))


@pytest.mark.parametrize("question", [Breakdown("9.9", "step"), Breakdown("2.1/99", "item")])
def test_a_split_of_what_is_not_there_says_so(ask: Ask, question: Question) -> None:
    assert isinstance(ask(question), NothingThere)
