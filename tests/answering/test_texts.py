"""Statements, duties and sheets: the printed texts with what stands above, below and beside them, from either end."""

from __future__ import annotations

import pytest

from bot.answers import DutiesGiven, ListingGiven, SheetGiven, TextsGiven
from bot.plan import Layer, Plan
from bot.questions import Duties, Listing, Sheet, Texts
from tests.answering.conftest import Ask

P, F, S = Layer.POLICY, Layer.FOCUS, Layer.STRATEGY


def _texts(ask: Ask, question: Texts) -> TextsGiven:
    given = ask(question)
    assert isinstance(given, TextsGiven)
    return given


def _listed(ask: Ask, question: Listing) -> list[str]:
    given = ask(question)
    assert isinstance(given, ListingGiven)
    return [one.key for one in given.statements]


def _duties(ask: Ask, question: Duties) -> DutiesGiven:
    given = ask(question)
    assert isinstance(given, DutiesGiven)
    return given


def _sheet(ask: Ask, question: Sheet) -> SheetGiven:
    given = ask(question)
    assert isinstance(given, SheetGiven)
    return given


def test_a_statement_comes_with_its_relations_and_its_children_when_asked(ask: Ask) -> None:
    shown = _texts(ask, Texts(("P1", "P1.L1"), with_children=True))
    assert [[one.key for one in some] for some in shown.children] == [["P1.L1", "P1.I1"], []]
    assert [[one.key for one in some] for some in shown.related] == [["S1", "F1"], []]
    assert [one.key if one else None for one in shown.parents] == [None, "P1"]
    assert _texts(ask, Texts(("P1",))).children == ((),)


@pytest.mark.parametrize(("claimed", "holds"), [("", None), ("P1", True), ("P2", False)])
def test_a_claimed_number_is_judged(ask: Ask, claimed: str, holds: bool | None) -> None:
    assert _texts(ask, Texts(("P1",), claimed=claimed)).holds is holds


@pytest.mark.parametrize(
    ("layer", "parent", "keys"),
    [
        (P, "", ["P1", "P2"]),
        (Layer.HR_AREA, "", ["H1"]),
        (Layer.HR_AREA, "H1", ["H1.1"]),
        (Layer.GUIDELINE, "P1", ["P1.L1"]),
        (Layer.INDICATOR, "P2", []),
        (S, "P1", ["S1"]),
        (P, "S1", ["P1", "P2"]),
        (P, "S2", []),
        (F, "P1", ["F1"]),
        (F, "P2", ["F2"]),
        (P, "F1", ["P1"]),
        (P, "F2", ["P2"]),
        (S, "F1", ["S1"]),
        (F, "S1", ["F1"]),
        (P, "P1.L1", ["P1"]),
        (S, "P1.L1", ["S1"]),
    ],
)
def test_statements_are_found_below_beside_and_above_from_either_end(
    ask: Ask, layer: Layer, parent: str, keys: list[str]
) -> None:
    assert _listed(ask, Listing(layer, parent)) == keys


def test_only_the_statements_under_a_heading_are_listed(ask: Ask) -> None:
    assert _listed(ask, Listing(P, heading="หัวข้อ")) == ["P1"]


def test_relations_of_the_real_plan_hold_both_ways(ask_2567: Ask, plan_2567: Plan) -> None:
    for policy in plan_2567.layer(P):
        for strategy in _listed(ask_2567, Listing(S, policy.key)):
            assert policy.key in _listed(ask_2567, Listing(P, strategy))
        for focus in _listed(ask_2567, Listing(F, policy.key)):
            assert policy.key in _listed(ask_2567, Listing(P, focus))


def test_every_policy_of_the_real_plan_stands_under_one_strategy(ask_2567: Ask, plan_2567: Plan) -> None:
    assert [len(_listed(ask_2567, Listing(S, one.key))) for one in plan_2567.layer(P)] == [1] * 11
    found = [key for one in plan_2567.layer(S) for key in _listed(ask_2567, Listing(P, one.key))]
    assert sorted(found) == sorted(one.key for one in plan_2567.layer(P))


def test_duties_are_those_of_the_group(ask: Ask) -> None:
    given = _duties(ask, Duties(("front", "back")))
    assert [[one.key for one in some] for some in given.duties] == [["D1", "D2"], []]
    assert [group.key for group in given.with_duties] == ["front"]


def test_a_duty_names_its_group(ask: Ask) -> None:
    given = _duties(ask, Duties(statements=("D2", "D1"), is_beyond=True))
    assert [group.key for group in given.groups] == ["front"]
    assert [[one.key for one in some] for some in given.duties] == [["D2", "D1"]]
    assert given.is_beyond


def test_a_duty_that_stands_under_no_group_names_none(ask: Ask) -> None:
    assert _duties(ask, Duties(statements=("D3",))).groups == ()


@pytest.mark.parametrize(
    "part",
    ["aims", "reasons", "outputs", "outcomes", "targets", "indicators", "evaluation", "methods", "tools", "alignments"],
)
def test_every_part_of_a_sheet_is_printed_text(ask_2567: Ask, part: str) -> None:
    given = _sheet(ask_2567, Sheet("2.1", part))
    assert given.texts
    assert all(given.texts)


def test_targets_are_outputs_then_outcomes(ask_2567: Ask) -> None:
    outputs, outcomes = (_sheet(ask_2567, Sheet("2.3", part)).texts for part in ("outputs", "outcomes"))
    assert _sheet(ask_2567, Sheet("2.3", "targets")).texts == (*outputs, *outcomes)


def test_sentences_that_were_found_are_quoted_as_they_are(ask_2567: Ask) -> None:
    assert _sheet(ask_2567, Sheet("2.1", "passage", ("ถัวจ่ายทุกรายการ",))).texts == ("ถัวจ่ายทุกรายการ",)


def test_steps_and_items_of_a_sheet_are_rows(ask_2567: Ask) -> None:
    steps = _sheet(ask_2567, Sheet("2.1", "steps"))
    items = _sheet(ask_2567, Sheet("2.1/3", "items"))
    assert [row.key for row in steps.rows] == ["2.1/1", "2.1/2", "2.1/3", "2.1/4"]
    assert {row.key.rpartition(".")[0] for row in items.rows} == {"2.1/3"}


def test_a_project_without_a_sheet_says_that_there_is_none(ask_2567: Ask) -> None:
    given = _sheet(ask_2567, Sheet("2.2", "aims"))
    assert (given.sheet, given.texts) == (None, ())


def test_who_signs_without_a_name_is_shown_by_post(ask_tiny: Ask) -> None:
    given = _sheet(ask_tiny, Sheet("2.1", "signatories"))
    assert [officer.key for _, officer in given.signatories] == ["anong", ""]
