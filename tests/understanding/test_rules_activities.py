"""Facts and lists of activities: typed messages and the question that each must become."""

from __future__ import annotations

from datetime import date

import pytest

from bot.calendar import FiscalYear, Span
from bot.plan import baht
from bot.questions import Agenda, Beyond, Claim, Count, Facts, Question, Sheet, Slot, Total, Unclear
from tests.understanding.asking import MONEY, WHAT, WHEN, WHO, YEAR, bare, chat, invented, miss, of, over, quarter, real

MOVES = ("1.4", "1.5", "1.7", "1.13", "1.14", "1.15", "1.16", "1.17", "1.18")
INVENTED_YEAR = FiscalYear(2568)
TAKEN: dict[str, list[tuple[str, Question]]] = {
    "follow-up with a time": [
        ("ไตรมาส 2 มีอะไรบ้าง > แล้วไตรมาส 4 ล่ะ", Agenda(of(span=quarter(4)))),
        ("ไตรมาส 1 มีกี่งาน > แล้วเดือนพฤษภาล่ะ", Count(of(span=YEAR.month(5)))),
        ("ไตรมาส 3 ใช้งบรวมเท่าไหร่ > ไตรมาส 4 ล่ะ", Total(of(span=quarter(4)))),
    ],
    "agenda": [
        ("กลุ่มนิเทศมีงานอะไรในไตรมาส 2", Agenda(of(group="supervision", span=quarter(2)))),
        ("เดือนธันวาคมมีประชุมอะไร", Agenda(of(span=YEAR.month(12)))),
        ("ครึ่งปีแรกมีงานอะไรบ้าง", Agenda(of(span=Span(date(2023, 10, 1), date(2024, 3, 31))))),
        ("เดือนหน้ามีอะไร", Agenda(of(span=YEAR.month(3)))),
        ("กิจกรรมที่งบเกิน 50,000 มีอะไรบ้าง", Agenda(of(at_least=over(50000)), MONEY)),
        ("กิจกรรมที่ใช้งบตั้งแต่ 1,000 ถึง 2,000", Agenda(of(at_least=baht(1000), at_most=baht(2000)), MONEY)),
        ("งบระหว่าง 5,000 กับ 15,000 มีอะไรบ้าง", Agenda(of(at_least=baht(5000), at_most=baht(15000)), MONEY)),
        ("งานที่งบไม่เกิน 2,000 มีอะไรบ้าง", Agenda(of(at_most=baht(2000)), MONEY)),
        ("งานไหนไม่ใช้งบบ้าง", Agenda(of(is_free=True))),
        ("เรื่องย้ายมีกิจกรรมอะไรบ้าง", Agenda(of(*MOVES))),
        ("กิจกรรมที่ทำทุกไตรมาสมีไหม", Agenda(of(quarters=4), is_yes_no=True)),
        ("กิจกรรมไหนมีคนรับผิดชอบสองคน", Agenda(of(shared=2), WHO)),
        ("กิจกรรมไหนระบุวันที่ไว้ชัดเจนบ้าง", Agenda(of(has_date=True))),
        ("งานต่อไปคืออะไร", Agenda(of(), only_next=True)),
    ],
    "facts": [
        ("1.8 ใครรับผิดชอบ", Facts(of("1.8"), WHO)),
        ("ใครดูแลกิจกรรม ๑.๔", Facts(of("1.4"), WHO)),
        ("1.10 คืออะไร", Facts(of("1.10"), WHAT)),
        ("ประชุม อ.ก.ค.ศ. จัดเมื่อไหร่", Facts(of("1.2"), WHEN)),
        ("ประชุม อกคศ จัดเมื่อไหร่", Facts(of("1.2"), WHEN)),
        ("กลั่นกรองย้ายครูใช้งบเท่าไหร่", Facts(of("1.13"), MONEY)),
        ("ใครดูแล 1.2 งบเท่าไหร่ เมื่อไร", Facts(of("1.2"), (Slot.WHO, Slot.ALLOCATED, Slot.WHEN))),
        ("1.4 เหลืองบกี่บาท", Facts(of("1.4"), (Slot.REMAINING,))),
        ("1.9 อีกกี่วันถึงรอบหน้า", Facts(of("1.9"), WHEN, counts_days=True)),
        ("1.4 งบ 14,200 ใช่ไหม", Facts(of("1.4"), MONEY, Claim(amount=baht(14200)))),
        ("1.8 อยู่ไตรมาส 2 ใช่ไหม", Facts(of("1.8"), WHEN, Claim(span=quarter(2)))),
        ("ย้ายใครดูแล", Unclear(MOVES, WHO)),
    ],
    "did you mean": [
        ("ครูมีงานอะไร", Unclear(("1.13", "1.6", "1.5", "1.4"))),
        ("ประชุมผู้บริหาร", Unclear(("1.11", "1.7", "1.15", "1.16"))),
        ("ผอ. โรงเรียน", Unclear(("1.11", "1.8", "1.7", "1.15"))),
    ],
}
LEFT_ALONE: dict[str, tuple[str, Question]] = {
    "follow-up with a time": ("ไตรมาส 2 มีอะไรบ้าง > 1.8 ใครดูแล", Facts(of("1.8"), WHO)),
    "agenda": ("1.8 อยู่ไตรมาสไหน", Facts(of("1.8"), WHEN)),
    "facts": ("ประชุมข้อ 1.2 ห้องไหน", Beyond("", "place")),
    "did you mean": ("เกลี่ยอัตรา", Facts(of("1.1"), WHAT)),
}
INVENTED: list[tuple[str, str, Question]] = [
    ("1.1 ใครดูแล", "facts", Facts(of("1.1"), WHO)),
    ("ซ้อมพายเรือเมื่อไหร่", "facts", Facts(of("1.10"), WHEN)),
    ("ทาสีเรืองบเท่าไหร่", "facts", Facts(of("1.2"), MONEY)),
    ("ซ้อมพายครั้งที่สองเมื่อไหร่", "facts", Facts(of("1.10", occurrence=2), WHEN)),
    ("1.1 งบ 1,200.50 ใช่ไหม", "facts", Facts(of("1.1"), MONEY, Claim(amount=baht("1200.50")))),
    ("1.2 อยู่ไตรมาส 3 ใช่ไหม", "facts", Facts(of("1.2"), WHEN, Claim(span=quarter(3, INVENTED_YEAR)))),
    ("ไตรมาส 3 มีอะไรบ้าง", "agenda", Agenda(of(span=quarter(3, INVENTED_YEAR)))),
    ("กิจกรรมที่แพงกว่า 400 บาท", "agenda", Agenda(of(at_least=over(400)), MONEY)),
    ("งานไหนไม่ใช้งบบ้าง", "agenda", Agenda(of(is_free=True))),
]


@pytest.mark.parametrize(("rule", "line", "expected"), [(rule, *one) for rule, some in TAKEN.items() for one in some])
def test_the_rule_takes_what_is_its_own(rule: str, line: str, expected: Question) -> None:
    understood = real().understand(*chat(line))
    assert (understood.rule, bare(understood.question)) == (rule, expected)


@pytest.mark.parametrize(("rule", "line", "expected"), [(rule, *one) for rule, one in LEFT_ALONE.items()])
def test_the_rule_leaves_what_looks_like_it(rule: str, line: str, expected: Question) -> None:
    understood = real().understand(*chat(line))
    assert understood.rule != rule
    assert bare(understood.question) == expected


@pytest.mark.parametrize(("text", "rule", "expected"), INVENTED)
def test_the_rules_hold_on_a_plan_they_never_saw(text: str, rule: str, expected: Question) -> None:
    assert (invented().understand(text).rule, invented().ask(text)) == (rule, expected)


def test_an_ambiguous_time_is_read_one_way_and_the_other_is_kept_to_offer() -> None:
    question = real().understand("ปลายปีมีอะไร").question
    assert isinstance(question, Agenda)
    assert {question.scope.span, question.scope.other_span} == {quarter(1, YEAR.next()), quarter(4)}


def test_many_alike_are_asked_about_by_what_tells_them_apart() -> None:
    question = real().understand("ย้ายใครดูแล").question
    assert isinstance(question, Unclear)
    assert question.facet in real().understand("1.4").reading.index.facet_names


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        miss("โครงการในสำนักงานมีรายงานสรุปผลไหม", Sheet("2.3", "passage"), "not found"),
        miss("โครงการพัฒนาผู้บริหาร", Unclear(("1.18", "1.8", "2.1")), "says it is 1.18, which is no project"),
    ],
)
def test_questions_about_activities_that_are_not_yet_understood(line: str, expected: Question) -> None:
    assert real().ask(*chat(line)) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ซ่อมว่าวใครดูแล", Facts(of("2.2"), WHO)),
        ("เก็บว่าว", Facts(of("2.3"), WHAT)),
    ],
)
def test_a_title_that_holds_the_short_name_of_a_group_is_read_whole(line: str, expected: Question) -> None:
    assert invented().ask(*chat(line)) == expected
