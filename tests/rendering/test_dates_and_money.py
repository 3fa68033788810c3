"""Days in the Buddhist era and amounts in baht, as people write them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.calendar import FiscalYear, Span
from bot.ledger import Balance, Effect, Sums
from bot.plan import Plan, Satang, baht
from bot.questions import Facts, Scope, Slot
from bot.rendering import View
from bot.rendering.dates import long_day, short_day, span_name
from bot.rendering.money import figure, four_figures, share
from bot.rendering.words import Words
from tests.rendering.conftest import TODAY, Ask, Notebook


@pytest.fixture
def thai(plan_2567: Plan) -> Words:
    return Words(View(plan_2567, TODAY))


@pytest.fixture
def english(plan_2567: Plan) -> Words:
    return Words(View(plan_2567, TODAY, "en", "ค่ะ"))


YEAR = FiscalYear(2567)
SPANS = [
    (YEAR.span, "ปีงบประมาณ 2567", "fiscal year 2567"),
    (YEAR.quarter(1).span, "ไตรมาส 1 (ต.ค.–ธ.ค. 66)", "quarter 1 (Oct–Dec 2023)"),
    (YEAR.month(12), "ธันวาคม 2566", "December 2023"),
    (Span(date(2024, 6, 10), date(2024, 6, 10)), "10 มิถุนายน 2567", "10 June 2024"),
    (Span(date(2023, 10, 1), date(2024, 3, 31)), "ต.ค. 66–มี.ค. 67", "Oct 2023–Mar 2024"),
    (Span(date(2024, 4, 1), date(2024, 9, 30)), "เม.ย.–ก.ย. 67", "Apr–Sep 2024"),
    (Span(date(2024, 7, 1), date(2024, 7, 5)), "1 ก.ค. 67–5 ก.ค. 67", "1 Jul 2024–5 Jul 2024"),
]


@pytest.mark.parametrize(("span", "in_thai", "in_english"), SPANS)
def test_a_span_has_its_shortest_exact_name(
    thai: Words, english: Words, span: Span, in_thai: str, in_english: str
) -> None:
    assert span_name(thai, span) == in_thai
    assert span_name(english, span) == in_english


def test_days_are_of_the_buddhist_era_in_thai(thai: Words) -> None:
    assert long_day(thai, date(2024, 6, 10)) == "10 มิถุนายน 2567"
    assert short_day(thai, date(2024, 6, 10)) == "10 มิ.ย. 67"


@pytest.mark.parametrize(
    ("amount", "written"),
    [(1420000, "14,200"), (1420050, "14,200.50"), (5, "0.05"), (0, "0"), (-150, "-1.50"), (31902400, "319,024")],
)
def test_satang_are_shown_only_when_there_are_some(amount: int, written: str) -> None:
    assert figure(amount) == written


@pytest.mark.parametrize(("part", "whole", "percent"), [(1, 3, "33.33"), (2, 3, "66.67"), (1, 2, "50")])
def test_shares_are_rounded_half_up(part: int, whole: int, percent: str) -> None:
    assert share(part, whole) == percent


def _balance() -> Balance:
    noon = datetime(2024, 2, 1, 18, 30, tzinfo=UTC)
    return Balance(baht(14200), baht(1000), baht(5300), baht(7900), 2, noon, "กลุ่มการเงิน")


def test_recorded_money_shows_four_figures_with_day_and_recorder(thai: Words) -> None:
    assert four_figures(thai, _balance()) == (
        "จัดสรร 14,200 บาท",
        "ผูกพัน 1,000 บาท",
        "เบิกจ่าย 5,300 บาท (ร้อยละ 37.32)",
        "คงเหลือ 7,900 บาท (ร้อยละ 55.63)",
        "ณ วันที่ 2 กุมภาพันธ์ 2567 บันทึกโดย กลุ่มการเงิน",
    )


def test_an_answer_on_what_remains_shows_what_is_recorded(ask: Ask, notebook: Notebook) -> None:
    at = datetime(2024, 2, 1, tzinfo=UTC)
    notebook.sums["1.4", ""] = Sums(Effect(0, baht(1000), baht(5300)), 2, 2, at, 3, "กลุ่มการเงิน")
    text = ask(Facts(Scope(keys=("1.4",)), (Slot.REMAINING,)))[0].text
    assert "คงเหลือ 7,900 บาท" in text
    assert "ยังไม่มีการบันทึก" not in text


def test_an_amount_without_allocation_has_no_share(thai: Words) -> None:
    lines = four_figures(thai, Balance(None, Satang(0), baht(5), None, 1))
    assert lines == ("จัดสรร ไม่ใช้งบประมาณ", "ผูกพัน 0 บาท", "เบิกจ่าย 5 บาท")
