"""Whatever is asked of whatever a plan has, there is an answer; and every sum is that of its rows."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering import Asked, answer, belongs
from bot.answers import Answer, SeveralGiven, SingleAnswer, TotalGiven
from bot.calendar import FiscalYear
from bot.ledger import NothingRecorded
from bot.plan import Layer, Plan
from bot.questions import (
    Claim,
    Duties,
    Facts,
    Holders,
    Listing,
    Nothing,
    Persons,
    Question,
    Scope,
    Several,
    Sheet,
    Slot,
    SmallTalk,
    Texts,
    Total,
)
from tests.any_question import PLANS, plan_named, scopes_of, singles, spans


def _asked(plan: Plan) -> Asked:
    return Asked(plan, NothingRecorded(), plan.year.quarter(2).span.start_on)


@pytest.mark.parametrize("name", PLANS)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_every_question_of_what_a_plan_has_is_answered(name: str, data: st.DataObject) -> None:
    plan = plan_named(name)
    question = data.draw(singles(plan))
    assert belongs(question, plan)
    assert isinstance(answer(_asked(plan), question), get_args(SingleAnswer))


@pytest.mark.parametrize("name", PLANS)
@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_a_total_is_the_sum_of_its_rows_each_once(name: str, data: st.DataObject) -> None:
    plan = plan_named(name)
    found = answer(_asked(plan), Total(data.draw(scopes_of(plan)), by=data.draw(st.sampled_from(["", "part"]))))
    assert isinstance(found, TotalGiven)
    assert found.total == sum(amount or 0 for amount in {row.key: row.allocated for row in found.rows}.values())


@pytest.mark.parametrize("name", PLANS)
@given(data=st.data())
@settings(max_examples=20, deadline=None)
def test_parts_add_up_to_the_whole_of_a_scope_of_activities(name: str, data: st.DataObject) -> None:
    plan = plan_named(name)
    span = data.draw(spans(plan))
    found = answer(_asked(plan), Total(Scope(span=span), by="part"))
    assert isinstance(found, TotalGiven)
    assert sum(line.amount for line in found.table) == found.total


@given(data=st.data())
@settings(max_examples=10, deadline=None)
def test_several_questions_get_as_many_answers(data: st.DataObject) -> None:
    plan = plan_named("2567")
    questions = tuple(data.draw(st.lists(singles(plan), min_size=2, max_size=4)))
    found: Answer = answer(_asked(plan), Several(questions))
    assert isinstance(found, SeveralGiven)
    assert found.answers == tuple(answer(_asked(plan), one) for one in questions)


GONE: list[Question] = [
    Facts(Scope(keys=("9.9",)), (Slot.WHO,)),
    Facts(Scope(keys=("2.1/99",)), (Slot.WHO,)),
    Facts(Scope(keys=("1.1",)), (Slot.WHO,), Claim(officers=("nobody",))),
    Persons(("nobody",), ("work",)),
    Holders((), project="9.9"),
    Texts(("P99",)),
    Listing(Layer.POLICY, "S99"),
    Duties(("nobody",)),
    Sheet("9.9", "aims"),
    Several((Total(Scope()), Texts(("P99",)))),
]


@pytest.mark.parametrize("question", GONE)
def test_a_question_that_names_what_is_gone_does_not_belong(question: Question) -> None:
    assert not belongs(question, plan_named("2567"))


@pytest.mark.parametrize(
    "question",
    [Total(Scope()), Facts(Scope(span=FiscalYear(2599).span), ()), SmallTalk("thanks"), Nothing("policy", "99", 11)],
)
def test_a_question_that_names_nothing_belongs_to_every_plan(question: Question) -> None:
    assert all(belongs(question, plan_named(name)) for name in PLANS)
