"""No number, name or day is in an answer that is not in the rows that it cites."""

from __future__ import annotations

import re
from datetime import date

import pytest

from bot.plan import Activity, LineItem, Plan, Step
from bot.questions import Facts, Listing, Persons, Scope, Sheet, Slot, Texts
from tests.rendering.conftest import Ask

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
PARTS = (
    "aims",
    "reasons",
    "outputs",
    "outcomes",
    "targets",
    "indicators",
    "steps",
    "items",
    "evaluation",
    "alignments",
)


def _numbers(text: str) -> set[str]:
    return {one.replace(",", "").rstrip(".") for one in NUMBER.findall(text)}


def _in_thai(day: date) -> str:
    return f"{day.day} {day.year + 543} {day.year % 100 + 43}"


def _evidence(plan: Plan, activity: Activity) -> str:
    """All that the plan prints of an activity, and the year of the plan."""
    printed = [str(plan.year.number), activity.number, activity.title, activity.rounds, *activity.details]
    printed += [str(amount // 100) for amount in (activity.allocated,) if amount is not None]
    for period in activity.periods:
        printed += [str(period.quarter), _in_thai(period.span.start_on), _in_thai(period.span.end_on)]
    for step in activity.sheet.steps if activity.sheet else ():
        printed += _of_step(step)
    return " ".join(printed)


def _of_step(step: Step) -> list[str]:
    own = [step.number, step.title, *step.tasks, str(step.quarter or "")]
    own += [str(step.allocated // 100)] if step.allocated else []
    return own + [text for item in step.items for text in _of_item(item)]


def _of_item(item: LineItem) -> list[str]:
    amounts = [item.amount, item.rate, *(amount for _, amount in item.parts)]
    printed = [item.text, *(text for text, _ in item.parts), *(f"{count} {unit}" for count, unit in item.counts)]
    return printed + [str(amount // 100) for amount in amounts if amount is not None]


def _keys(activity: Activity) -> list[str]:
    steps = activity.sheet.steps if activity.sheet else ()
    below = [step.key for step in steps] + [item.key for step in steps for item in step.items]
    return [activity.number, *below]


@pytest.mark.parametrize("slots", [(), *((slot,) for slot in Slot), (Slot.WHO, Slot.WHEN, Slot.ALLOCATED)])
def test_every_number_of_a_fact_is_in_its_row(ask: Ask, plan_2567: Plan, slots: tuple[Slot, ...]) -> None:
    for activity in plan_2567.activities:
        known = _numbers(_evidence(plan_2567, activity))
        for key in _keys(activity):
            text = "\n".join(reply.text for reply in ask(Facts(Scope(keys=(key,)), slots)))
            assert _numbers(text) <= known, key


def test_only_the_rows_own_officers_are_named(ask: Ask, plan_2567: Plan) -> None:
    for activity in plan_2567.activities:
        text = "\n".join(reply.text for reply in ask(Facts(Scope(keys=(activity.number,)), ())))
        for officer in plan_2567.officers:
            assert (officer.first_name in text) == (officer.key in activity.officers), (activity.number, officer.key)


def test_a_persons_card_names_partners_and_nobody_else(ask: Ask, plan_2567: Plan) -> None:
    for officer in plan_2567.officers:
        text = "\n".join(reply.text for reply in ask(Persons((officer.key,), ("post", "work", "group", "contact"))))
        assert officer.full_name in text
        partners = {key for one in plan_2567.activities_of[officer.key] for key in one.officers}
        assert {one.key for one in plan_2567.officers if one.name in text} == partners | {officer.key}


def test_every_statement_is_shown_as_it_is_printed(ask: Ask, plan_2567: Plan) -> None:
    for one in plan_2567.statements:
        text = "\n".join(reply.text for reply in ask(Texts((one.key,))))
        assert "".join(one.text.split()) in "".join(text.split())


def test_every_listing_holds_just_its_statements(ask: Ask, plan_2567: Plan) -> None:
    for policy in plan_2567.layer(next(one.layer for one in plan_2567.statements if one.key == "P7")):
        for layer in {below.layer for below in plan_2567.children_of.get(policy.key, ())}:
            text = "\n".join(reply.text for reply in ask(Listing(layer, policy.key)))
            below = [one for one in plan_2567.children_of[policy.key] if one.layer is layer]
            assert all(one.text in text for one in below)


@pytest.mark.parametrize("part", PARTS)
def test_sheets_show_what_they_print(ask: Ask, part: str) -> None:
    for number in ("2.1", "2.3"):
        text = "\n".join(reply.text for reply in ask(Sheet(number, part)))
        assert f"ข้อ {number}" in text
