"""Facts, lists and counts: which rows a scope selects, with which of their periods, and what is true of a claim."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answers import AgendaGiven, CountGiven, FactsGiven
from bot.calendar import FiscalYear, Span
from bot.plan import Plan, baht
from bot.questions import Agenda, Claim, Count, Facts, Scope, Slot
from tests.answering.conftest import YEAR, Ask

WHO, WHEN = (Slot.WHO,), (Slot.WHEN,)
Q2567 = FiscalYear(2567)


def _listed(ask: Ask, scope: Scope) -> list[str]:
    given = ask(Agenda(scope))
    assert isinstance(given, AgendaGiven)
    return [row.ref for row in given.rows]


def _counted(ask: Ask, question: Count) -> CountGiven:
    given = ask(question)
    assert isinstance(given, CountGiven)
    return given


def _facts(ask: Ask, question: Facts) -> FactsGiven:
    given = ask(question)
    assert isinstance(given, FactsGiven)
    return given


@pytest.mark.parametrize(
    ("scope", "refs"),
    [
        (Scope(), ["1.1", "1.2", "1.3", "1.4", "2.1", "2.2"]),
        (Scope(keys=("2.1", "1.1")), ["2.1", "1.1"]),
        (Scope(keys=("1.1", "9.9")), ["1.1"]),
        (Scope(part=2), ["2.1", "2.2"]),
        (Scope(group="front"), ["1.1", "1.2", "1.3", "1.4"]),
        (Scope(officers=("ann",)), ["1.1", "1.2", "2.2"]),
        (Scope(officers=("ann", "cat")), ["1.1", "1.2", "2.1", "2.2"]),
        (Scope(officers=("dan",)), []),
        (Scope(span=YEAR.quarter(1).span), ["1.1", "1.3"]),
        (Scope(span=YEAR.month(2)), ["1.2", "1.3", "1.4", "2.2"]),
        (Scope(span=FiscalYear(2571).span), []),
        (Scope(is_free=True), ["1.4"]),
        (Scope(at_least=baht(200)), ["1.2", "1.3", "2.1"]),
        (Scope(at_most=baht(100)), ["1.1", "2.2"]),
        (Scope(at_least=baht(200), at_most=baht(200)), ["1.2", "1.3"]),
        (Scope(quarters=4), ["1.3"]),
        (Scope(quarters=1), ["1.2", "1.4", "2.1"]),
        (Scope(shared=2), ["1.2", "2.2"]),
        (Scope(has_date=True), []),
        (Scope(without=("1.3", "part:2")), ["1.1", "1.2", "1.4"]),
        (Scope(officers=("ann",), span=YEAR.quarter(2).span, without=("1.2",)), ["2.2"]),
    ],
)
def test_a_scope_selects_just_what_fits_it(ask: Ask, scope: Scope, refs: list[str]) -> None:
    assert _listed(ask, scope) == refs


def test_only_the_periods_that_were_asked_for_are_said(ask: Ask) -> None:
    given = _facts(ask, Facts(Scope(keys=("1.3",), span=YEAR.quarter(2).span), WHEN))
    assert [period.quarter for period in given.rows[0].periods] == [2]


@pytest.mark.parametrize(("occurrence", "quarter"), [(1, 1), (2, 2), (4, 4), (-1, 4)])
def test_a_round_is_counted_by_time(ask: Ask, occurrence: int, quarter: int) -> None:
    given = _facts(ask, Facts(Scope(keys=("1.3",), occurrence=occurrence), WHEN))
    assert [period.quarter for period in given.rows[0].periods] == [quarter]
    assert not given.missing_round


def test_a_round_that_is_not_planned_is_said_to_be_missing_and_those_planned_are_shown(ask: Ask) -> None:
    given = _facts(ask, Facts(Scope(keys=("1.1",), occurrence=3), WHEN))
    assert given.missing_round
    assert [period.quarter for period in given.rows[0].periods] == [1, 3]


def test_a_time_at_which_nothing_is_planned_shows_when_it_is(ask: Ask) -> None:
    given = _facts(ask, Facts(Scope(keys=("2.1",), span=YEAR.quarter(1).span), WHEN))
    assert [period.quarter for row in given.rows for period in row.periods] == [4]
    assert not given.missing_round


@pytest.mark.parametrize(
    ("claim", "holds"),
    [
        (Claim(officers=("ann",)), True),
        (Claim(officers=("ben", "ann")), True),
        (Claim(officers=("cat",)), False),
        (Claim(officers=("ann", "cat")), False),
        (Claim(span=YEAR.quarter(2).span), True),
        (Claim(span=YEAR.month(1)), True),
        (Claim(span=YEAR.quarter(3).span), False),
        (Claim(amount=baht(200)), True),
        (Claim(amount=baht("200.01")), False),
        (Claim(officers=("ann",), amount=baht(100)), False),
    ],
)
def test_a_claim_holds_only_when_the_plan_prints_it(ask: Ask, claim: Claim, holds: bool) -> None:
    verdict = _facts(ask, Facts(Scope(keys=("1.2",)), WHO, claim)).verdict
    assert verdict is not None
    assert verdict.holds is holds


def test_a_claim_about_several_holds_only_for_all_of_them(ask: Ask) -> None:
    verdict = _facts(ask, Facts(Scope(keys=("1.2", "1.3")), WHO, Claim(officers=("ann",)))).verdict
    assert verdict is not None
    assert not verdict.holds


def test_a_claim_about_nothing_never_holds(ask: Ask) -> None:
    verdict = _facts(ask, Facts(Scope(keys=("9.9",)), WHO, Claim(officers=("ann",)))).verdict
    assert verdict is not None
    assert not verdict.holds


def test_days_are_counted_to_the_next_start_or_to_the_end_of_what_runs(ask: Ask) -> None:
    soon = _facts(ask, Facts(Scope(keys=("2.1",)), WHEN, counts_days=True))
    running = _facts(ask, Facts(Scope(keys=("1.2",)), WHEN, counts_days=True))
    assert (soon.day, soon.days_until) == (date(2027, 7, 1), 167)
    assert (running.day, running.days_until) == (date(2027, 3, 31), 75)


def test_no_days_are_counted_to_what_is_over(ask_2567: Ask) -> None:
    over = _facts(ask_2567, Facts(Scope(keys=("2.1",)), WHEN, counts_days=True))
    assert (over.day, over.days_until) == (None, None)


def test_the_next_is_what_begins_first_from_today(ask: Ask, ask_tiny: Ask) -> None:
    given = ask_tiny(Agenda(Scope(), only_next=True))
    assert isinstance(given, AgendaGiven)
    assert [row.ref for row in given.rows] == ["1.1"]
    assert all(len(row.periods) == 1 for row in given.rows)


def test_officers_who_share_work_are_counted_once(ask: Ask) -> None:
    assert _counted(ask, Count(Scope(), "officer")).count == 3
    assert _counted(ask, Count(Scope(part=1), "officer")).count == 2


def test_rounds_are_the_periods_of_all_rows(ask: Ask) -> None:
    assert _counted(ask, Count(Scope(), "round")).count == 11
    assert _counted(ask, Count(Scope(span=YEAR.quarter(2).span), "round")).count == 4


@pytest.mark.parametrize(
    ("by", "lines"),
    [
        ("quarter", {"1": 2, "2": 4, "3": 2, "4": 3}),
        ("part", {"1": 4, "2": 2}),
        ("officer", {"ann": 3, "ben": 3, "cat": 2}),
    ],
)
def test_a_table_of_counts_has_each_activity_wherever_it_belongs(ask: Ask, by: str, lines: dict[str, int]) -> None:
    table = _counted(ask, Count(Scope(), by=by)).table
    assert {line.key: len(line.activities) for line in table} == lines


def test_steps_of_projects_are_counted(ask_2567: Ask) -> None:
    assert _counted(ask_2567, Count(Scope(keys=("2.1",)), "step")).count == 4
    assert _counted(ask_2567, Count(Scope(keys=("2.2",)), "step")).count == 0


def test_the_real_plan_has_its_known_counts(ask_2567: Ask, plan_2567: Plan) -> None:
    counts = [_counted(ask_2567, Count(Scope(span=Q2567.quarter(n).span))).count for n in (1, 2, 3, 4)]
    for number, count in enumerate(counts, 1):
        assert count == sum(bool(one.runs_in(Q2567.quarter(number).span)) for one in plan_2567.activities)
    assert counts[1] == 16
    assert _counted(ask_2567, Count(Scope())).count == 21
    assert _counted(ask_2567, Count(Scope(part=2))).count == 3


def test_a_single_day_finds_what_runs_on_it(ask_2567: Ask) -> None:
    day = date(2024, 6, 10)
    refs = _listed(ask_2567, Scope(span=Span(day, day), has_date=True))
    assert refs == ["1.3"]
