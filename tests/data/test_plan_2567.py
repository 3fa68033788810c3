"""The office's plan of fiscal year 2567 as its files have it: totals come from rows, and nothing of it is lost."""

from __future__ import annotations

import re
from datetime import date
from math import prod

import pytest

from bot.calendar import Span
from bot.plan import Layer, PeriodKind, Plan, ProjectSheet, Satang, baht, total_allocated
from tests.data.written import PLAN, SOURCE, source_lines


def part(plan: Plan, number: int) -> Satang:
    return total_allocated(tuple(activity for activity in plan.activities if activity.part == number))


def sheet_of(plan: Plan, number: str) -> ProjectSheet:
    sheet = plan.activity_by_number[number].sheet
    assert sheet is not None
    return sheet


def test_totals_come_from_rows(plan_2567: Plan) -> None:
    assert len(plan_2567.activities) == 21
    assert part(plan_2567, 1) == baht("129,024")
    assert part(plan_2567, 2) == baht("190,000")
    assert total_allocated(plan_2567.activities) == baht("319,024")


def test_only_one_activity_uses_no_budget(plan_2567: Plan) -> None:
    assert [activity.number for activity in plan_2567.activities if activity.allocated is None] == ["1.3"]


@pytest.mark.parametrize(("quarter", "count"), [(1, 9), (2, 16), (3, 5), (4, 11)])
def test_activities_are_counted_in_each_of_their_quarters(plan_2567: Plan, quarter: int, count: int) -> None:
    span = plan_2567.year.quarter(quarter).span
    assert sum(bool(activity.runs_in(span)) for activity in plan_2567.activities) == count


@pytest.mark.parametrize(
    ("officer", "count", "amount"),
    [
        ("watcharee", 3, "190,000"),
        ("phinyaphat", 5, "44,440"),
        ("anchaliphon", 1, "39,444"),
        ("kittisak", 6, "34,140"),
        ("natthawat", 4, "6,460"),
        ("buppha", 2, "4,540"),
        ("nisachon", 1, "4,540"),
    ],
)
def test_an_officer_holds_the_sum_of_her_rows(plan_2567: Plan, officer: str, count: int, amount: str) -> None:
    activities = plan_2567.activities_of[officer]
    assert (len(activities), total_allocated(activities)) == (count, baht(amount))


def test_nobody_else_is_responsible_for_an_activity(plan_2567: Plan) -> None:
    assert sum(bool(activities) for activities in plan_2567.activities_of.values()) == 7


def test_the_only_exact_date_is_10_june_2567(plan_2567: Plan) -> None:
    dates = [
        (activity.number, period.span)
        for activity in plan_2567.activities
        for period in activity.periods
        if period.kind is PeriodKind.DATE
    ]
    assert dates == [("1.3", Span(date(2024, 6, 10), date(2024, 6, 10)))]


def test_three_single_months_and_else_whole_quarters_are_printed(plan_2567: Plan) -> None:
    periods = [(one.number, period) for one in plan_2567.activities for period in one.periods]
    months = [(number, period.printed) for number, period in periods if period.kind is PeriodKind.MONTH]
    assert months == [("1.1", "ธ.ค.66"), ("1.1", "เม.ย.67"), ("1.3", "พ.ย.66")]
    assert sum(period.kind is PeriodKind.QUARTER for _, period in periods) == len(periods) - 4


@pytest.mark.parametrize("number", ["2.1", "2.3"])
def test_every_product_and_every_sum_of_a_project_sheet_adds_up(plan_2567: Plan, number: str) -> None:
    sheet = sheet_of(plan_2567, number)
    for step in sheet.steps:
        if step.items:
            assert sum(item.amount or 0 for item in step.items) == step.allocated
        for item in step.items:
            assert item.rate is None or item.rate * prod(count for count, _ in item.counts) == item.amount
            assert not item.parts or sum(amount for _, amount in item.parts) == item.amount
    assert sum(step.allocated or 0 for step in sheet.steps) == plan_2567.activity_by_number[number].allocated


def test_every_product_printed_in_the_source_is_an_item_or_a_part(plan_2567: Plan) -> None:
    items = [item for step in sheet_of(plan_2567, "2.1").steps for item in step.items]
    amounts = [item.amount for item in items] + [amount for item in items for _, amount in item.parts]
    products = re.findall(r"\(([\d*]+)=([\d,]+)\)", "\n".join(source_lines()))
    assert len(products) == 8
    for factors, printed in products:
        assert prod(map(int, factors.split("*"))) == int(printed.replace(",", ""))
        assert baht(printed) in amounts


def test_the_amounts_of_the_sheets_are_those_of_the_printed_rows(plan_2567: Plan) -> None:
    lines = source_lines()
    rows = [cell for line in lines[901:954] for cell in re.findall(r"\tเงิน\t([\d,]+)\t", line)]
    items = [item.amount for step in sheet_of(plan_2567, "2.1").steps for item in step.items]
    assert items == [baht(cell) for cell in rows]
    shares = [cell for line in lines[1014:1020] for cell in re.findall(r"จำนวน ([\d,]+)\.-", line)]
    assert [item.amount for item in sheet_of(plan_2567, "2.3").steps[3].items] == [baht(cell) for cell in shares]


def test_the_sheets_are_whole(plan_2567: Plan) -> None:
    first, second = sheet_of(plan_2567, "2.1"), sheet_of(plan_2567, "2.3")
    assert [step.number for step in first.steps] == ["1", "2", "3", "4"]
    assert [step.number for step in second.steps] == ["1", "2", "3", "4", "5"]
    for sheet in (first, second):
        assert (len(sheet.aims), bool(sheet.reasons), sheet.is_averaging_allowed) == (2, True, True)
        assert sheet.outputs
        assert sheet.outcomes
        assert sheet.evaluation.methods
        assert [signatory.role for signatory in sheet.signatories] == ["proposer", "endorser", "approver"]
    assert plan_2567.activity_by_number["2.2"].sheet is None


def test_the_two_projects_were_endorsed_by_two_deputies_and_approved_by_the_director(plan_2567: Plan) -> None:
    officers = [[one.officer for one in sheet_of(plan_2567, number).signatories] for number in ("2.1", "2.3")]
    assert officers == [["watcharee", "wilaiwan", "naphaphon"], ["watcharee", "chiratthaphong", "naphaphon"]]


def test_all_ten_groups_share_the_money_of_project_2_3(plan_2567: Plan) -> None:
    shares = sheet_of(plan_2567, "2.3").steps[3].items
    assert sorted(key for item in shares for key in item.groups) == sorted(one.key for one in plan_2567.groups)
    assert len(plan_2567.groups) == 10


def test_people_are_one_person_each(plan_2567: Plan) -> None:
    names = [officer.name for officer in plan_2567.officers]
    spellings = names + [alias for officer in plan_2567.officers for alias in officer.aliases]
    assert len(names) == 15
    assert len(set(spellings)) == len(spellings)


def test_every_printed_spelling_of_a_name_is_known(plan_2567: Plan) -> None:
    titles = r"(?:ร\.ท\.หญิง|นางสาว|นาง|นาย)"
    text = "\n".join(source_lines()[811:])
    found = set(re.findall(rf"{titles}([\u0e01-\u0e4e\u0900-\u097f]+ [\u0e01-\u0e4e\u0900-\u097f]+)", text))
    known = {spelling for one in plan_2567.officers for spelling in (one.name, *one.aliases)}
    assert len(found) == 22
    assert found <= known


def test_the_makers_are_the_twelve_of_the_list(plan_2567: Plan) -> None:
    makers = [post for officer in plan_2567.officers for post in officer.posts if post.role == "maker"]
    assert [post.source.line for post in makers] == list(range(856, 868))
    assert all(post.title for post in makers)


COUNTS = {
    Layer.MINISTRY: 12,
    Layer.OBEC: 39,
    Layer.QUICK_WIN: 49,
    Layer.VISION: 1,
    Layer.MISSION: 7,
    Layer.GOAL: 10,
    Layer.STRATEGY: 5,
    Layer.POLICY: 11,
    Layer.FOCUS: 13,
    Layer.GUIDELINE: 40,
    Layer.INDICATOR: 44,
    Layer.HR_VISION: 1,
    Layer.HR_MISSION: 6,
    Layer.HR_AREA: 7 + 28,
    Layer.VALUE: 1,
    Layer.OFFICE_DUTY: 12,
    Layer.DUTY: 8 + 7 + 9,
}


@pytest.mark.parametrize(("layer", "count"), COUNTS.items())
def test_every_layer_is_whole(plan_2567: Plan, layer: Layer, count: int) -> None:
    assert len(plan_2567.layer(layer)) == count


def test_every_policy_names_its_strategy_first_and_then_its_focus_points(plan_2567: Plan) -> None:
    for policy in plan_2567.layer(Layer.POLICY):
        layers = [plan_2567.statement_by_key[key].layer for key in policy.related]
        assert layers == [Layer.STRATEGY] + [Layer.FOCUS] * (len(layers) - 1)
    related = {policy.key: policy.related for policy in plan_2567.layer(Layer.POLICY)}
    assert related["P4"] == ("S2",)
    assert related["P9"] == ("S3", "F3", "F6", "F7")
    assert related["P11"] == ("S5", "F7", "F8", "F9", "F10", "F11", "F12", "F13")


def test_guidelines_and_indicators_stand_below_their_policy(plan_2567: Plan) -> None:
    below = plan_2567.children_of["P7"]
    assert [one.key for one in below] == [f"P7.L{n}" for n in range(1, 8)] + [f"P7.I{n}" for n in range(1, 8)]
    assert "P11" not in plan_2567.children_of


def test_the_seven_hr_areas_have_their_items(plan_2567: Plan) -> None:
    areas = [len(plan_2567.children_of[f"H{number}"]) for number in range(1, 8)]
    assert areas == [4, 3, 8, 5, 2, 2, 4]


def test_duties_belong_to_their_group_by_thai_letters(plan_2567: Plan) -> None:
    letters: dict[str, str] = {}
    for duty in plan_2567.layer(Layer.DUTY):
        letters[duty.group] = letters.get(duty.group, "") + duty.number
    assert letters == {"personnel": "กขคงจฉชซ", "development": "กขคงจฉช", "legal": "กขคงจฉชซฌ"}


def test_a_statement_stands_before_those_of_the_same_layer_below_it(plan_2567: Plan) -> None:
    seen: set[str] = set()
    for statement in plan_2567.statements:
        assert not statement.parent or statement.parent in seen, statement.key
        seen.add(statement.key)


def test_an_activity_runs_in_the_group_of_its_part(plan_2567: Plan) -> None:
    groups = {activity.part: activity.group for activity in plan_2567.activities}
    assert groups == {1: "personnel", 2: "development"}


def test_no_phone_number_and_no_mail_address_of_a_person_is_in_any_file() -> None:
    files = [file for file in PLAN.rglob("*") if file.is_file()]
    assert SOURCE / "plan-2567.txt" in files
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"(?<!\d)0[2-9]\d?[- ]?\d{3}[- ]?\d{3,4}(?!\d)", text), file
        # What the source has at L882 is blanked to x's; that and nothing else may stand there.
        assert set(re.findall(r"[\w.+-]+@[\w.-]+", text)) <= {"xxxxxxxx@example.go.th"}, file


def test_what_the_plan_does_not_say_is_noted(plan_2567: Plan) -> None:
    assert len(plan_2567.notes) >= 15
