"""Sums, ranks, comparisons, counts and splits: typed messages and the question that each must become."""

from __future__ import annotations

import pytest

from bot.plan import baht
from bot.questions import Agenda, Beyond, Breakdown, Compare, Count, Facts, Question, Rank, Slot, Total
from tests.understanding.asking import MONEY, WHEN, WHO, bare, chat, invented, miss, of, over, quarter, real, under

SEVEN_TO_EIGHT = ("1.7", "1.8")
FIFTEEN_ON = ("1.15", "1.16", "1.17", "1.18")
TAKEN: dict[str, list[tuple[str, Question]]] = {
    "comparison": [
        ("1.4 กับ 1.5 งบต่างกันเท่าไหร่", Compare((of("1.4"), of("1.5")), Slot.ALLOCATED)),
        ("ข้อ 1.4 กับ 1.9 อันไหนแพงกว่า", Compare((of("1.4"), of("1.9")), Slot.ALLOCATED, "more")),
        ("1.7 กับ 1.16 คนเดียวกันดูแลไหม", Compare((of("1.7"), of("1.16")), Slot.WHO)),
        (
            "งบไตรมาส 2 มากกว่าไตรมาส 4 ไหม",
            Compare((of(span=quarter(2)), of(span=quarter(4))), Slot.ALLOCATED, "more"),
        ),
        ("1.13 กับ 1.14 ทำช่วงเดียวกันไหม", Compare((of("1.13"), of("1.14")), Slot.WHEN)),
        ("ประเมินผู้บริหารใหม่กับโครงการครูใหม่ อันไหนมาก่อนกัน", Compare((of("1.8"), of("2.2")), Slot.WHEN, "before")),
    ],
    "shares of groups": [
        ("โครงการ 2.3 กลุ่มการเงินได้งบเท่าไหร่", Facts(of("2.3/4.2"), MONEY)),
        ("กลุ่มนิเทศได้เงินพัฒนาบุคลากรกี่บาท", Facts(of("2.3/4.6"), MONEY)),
        ("กลุ่มอำนวยการได้งบเท่าไร", Facts(of("2.3/4.1"), MONEY)),
    ],
    "same amount": [
        ("ข้อไหนงบเท่ากับ 1.7", Agenda(of(at_least=baht(5080), at_most=baht(5080)), MONEY)),
        ("มีกิจกรรมไหนแพงกว่า 1.2", Agenda(of(at_least=over(39444)), MONEY)),
        ("1.16 งบเท่าไหร่ > มีข้อไหนแพงกว่านี้ไหม", Agenda(of(at_least=over(5080)), MONEY, is_yes_no=True)),
        ("1.10 งบเท่าไหร่ > มีอันไหนถูกกว่านี้บ้าง", Agenda(of(at_most=under(1170)), MONEY)),
        ("1.16 งบเท่าไหร่ > มีข้อไหนงบเท่ากันอีกไหม", Agenda(of(at_least=baht(5080), at_most=baht(5080)), MONEY)),
        ("1.10 ใช้เงินเท่าไหร่ > มีอันไหนเท่ากันบ้าง", Agenda(of(at_least=baht(1170), at_most=baht(1170)), MONEY)),
        ("1.18 งบเท่าไร > มีกิจกรรมไหนเท่ากันอีก", Agenda(of(at_least=baht(3400), at_most=baht(3400)), MONEY)),
    ],
    "rank": [
        ("กิจกรรมไหนใช้งบเยอะสุด", Rank(of(), largest=True)),
        ("กิจกรรมของครูข้อไหนแพงสุด", Rank(of("1.4", "1.5", "1.6", "1.13"), largest=True)),
        ("สามอันดับที่งบน้อยที่สุด", Rank(of(), largest=False, n=3)),
        ("แพงสุดในไตรมาส 2", Rank(of(span=quarter(2)), largest=True)),
        ("ใครมีงานเยอะที่สุด", Rank(of(), largest=True, of="officer", by="work")),
        ("ใครถืองบมากที่สุด", Rank(of(), largest=True, of="officer")),
        ("งบเหลือน้อยสุดข้อไหน", Rank(of(), largest=False, slot=Slot.REMAINING)),
        ("ข้อไหนเบิกไปมากที่สุด", Rank(of(), largest=True, slot=Slot.DISBURSED)),
        ("ใครเบิกเยอะสุด", Rank(of(), largest=True, of="officer", slot=Slot.DISBURSED)),
        ("ไตรมาสไหนงานเยอะสุด", Rank(of(), largest=True, of="quarter", by="work")),
    ],
    "breakdown": [
        ("2.1 แบ่งงบเป็นอะไรบ้าง", Breakdown("2.1", "step")),
        ("แจกแจงค่าใช้จ่ายโครงการ 2.3 หน่อย", Breakdown("2.3", "step")),
        ("งบ 1.2 แต่ละครั้งเท่าไหร่", Breakdown("1.2", "round")),
        ("งบ 1.4 แยกรายไตรมาส", Breakdown("1.4", "quarter")),
    ],
    "count": [
        ("กลุ่มนิเทศมีกี่กิจกรรม", Count(of(group="supervision"))),
        ("มีกิจกรรมทั้งหมดกี่กิจกรรม", Count(of())),
        ("ไตรมาส 4 มีกี่งาน", Count(of(span=quarter(4)))),
        ("ฝั่งพัฒนาครูมีกี่โครงการ", Count(of(part=2))),
        ("มีผู้รับผิดชอบกี่คน", Count(of(), of="officer")),
        ("1.4 มีคนดูแลกี่คน", Count(of("1.4"), of="officer")),
        ("คณะกรรมการกลั่นกรองมีกี่คน", Beyond("members")),
        ("ครูทั้งหมดในเขตมีกี่คน", Beyond("schools")),
        ("อบรม ว PA มีคนเข้ากี่คน", Breakdown("2.1/3", "item")),
        ("กิจกรรมที่ไม่ใช้งบมีกี่ข้อ", Count(of(is_free=True))),
        ("งบเกิน 10,000 มีกี่ข้อ", Count(of(at_least=over(10000)))),
    ],
    "total": [
        ("งบทั้งหมดเท่าไหร่", Total(of())),
        ("รวมสามโครงการใช้เงินเท่าไหร่", Total(of("2.1", "2.2", "2.3"))),
        ("งบไตรมาส 3 กับ 1 รวมกันเท่าไร", Total(of("1.1", "1.2", "1.3", *SEVEN_TO_EIGHT, *FIFTEEN_ON, "2.1", "2.3"))),
        ("งบประเมินรวมเท่าไหร่", Total(of("1.5", "1.8"))),
        ("งบของตำแหน่งครูรวมเท่าไร", Total(of("1.4", "1.5", "1.6", "1.13"))),
        ("ผมเป็นครู งบทั้งแผนเท่าไหร่", Total(of())),
        ("งบเฉพาะโครงการรวมกี่บาท", Total(of("2.1", "2.2", "2.3"))),
        ("งบแผนพัฒนาครูคิดเป็นสัดส่วนกี่เปอร์เซ็นต์", Total(of(part=2))),
        ("งบเหลือเท่าไหร่", Total(of(), Slot.REMAINING)),
        ("สรุปงบให้หน่อย", Total(of(), Slot.REMAINING)),
        ("ข้อไหนงบมากสุด > เบิกไปกี่เปอร์เซ็นต์แล้ว", Total(of(), Slot.DISBURSED)),
        ("แผนพัฒนาครูใช้เงินรวมกี่บาท", Total(of(part=2))),
        ("ไตรมาส 3 ใช้งบรวมเท่าไหร่", Total(of(span=quarter(3)))),
        ("1.4 บวก 1.5 เป็นเงินเท่าไร", Total(of("1.4", "1.5"))),
        ("งบแต่ละคนเท่าไหร่", Total(of(), by="officer")),
        ("1.4 งบเท่าไหร่ > แล้ว 1.5 ล่ะ > รวมสองอันเท่าไหร่", Total(of("1.4", "1.5"))),
    ],
}
LEFT_ALONE: dict[str, tuple[str, Question]] = {
    "comparison": ("1.4 กับ 1.5 งบเท่าไหร่", Facts(of("1.4", "1.5"), MONEY)),
    "shares of groups": ("แผนพัฒนาครูใช้เงินรวมกี่บาท", Total(of(part=2))),
    "same amount": ("1.4 กับ 1.5 งบเท่ากันไหม", Compare((of("1.4"), of("1.5")), Slot.ALLOCATED, "same")),
    "rank": ("1.9 ใครดูแล", Facts(of("1.9"), WHO)),
    "breakdown": ("1.2 งบเท่าไหร่", Facts(of("1.2"), MONEY)),
    "count": ("1.8 อีกกี่วัน", Facts(of("1.8"), WHEN, counts_days=True)),
    "total": ("1.9 งบเท่าไหร่", Facts(of("1.9"), MONEY)),
}
INVENTED: list[tuple[str, str, Question]] = [
    ("งบเฉพาะโครงการเท่าไหร่", "total", Total(of("2.1"))),
    ("งานที่งบไม่เกิน 500 มีอะไรบ้าง", "agenda", Agenda(of(at_most=baht(500)), MONEY)),
    ("งานที่งบน้อยกว่า 500 มีอะไรบ้าง", "agenda", Agenda(of(at_most=under(500)), MONEY)),
    ("คุณเมฆรับผิดชอบกี่งาน", "persons", Count(of(officers=("mek",)))),
    ("งบทั้งหมดกี่บาท", "total", Total(of())),
    ("แผนดูแลว่าวใช้งบเท่าไหร่", "total", Total(of(part=2))),
    ("งานไหนแพงสุด", "rank", Rank(of(), largest=True)),
    ("ใครมีงานมากสุด", "rank", Rank(of(), largest=True, of="officer", by="work")),
    ("1.1 กับ 2.1 อันไหนแพงกว่า", "comparison", Compare((of("1.1"), of("2.1")), Slot.ALLOCATED, "more")),
    ("ซ้อมพายกับทาสีเรือคนเดียวกันดูแลไหม", "comparison", Compare((of("1.10"), of("1.2")), Slot.WHO)),
    ("2.1 แบ่งงบเป็นอะไรบ้าง", "breakdown", Breakdown("2.1", "step")),
    ("มีกี่กิจกรรม", "count", Count(of())),
    ("กลุ่มว่าวได้งบเท่าไหร่", "shares of groups", Facts(of("2.1/1.2"), MONEY)),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        miss("ฝั่งว่าวมีกี่กิจกรรม", Count(of(part=2)), "counts the whole plan: a wrong fact"),
    ],
)
def test_questions_about_money_of_the_invented_plan_that_are_not_yet_understood(text: str, expected: Question) -> None:
    assert invented().ask(text) == expected
