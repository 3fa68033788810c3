"""What the plan does not say of what is named, and what points into the last answer: messages and their questions."""

from __future__ import annotations

import pytest

from bot.plan import Layer
from bot.questions import (
    Agenda,
    Beyond,
    Breakdown,
    Compare,
    Count,
    Duties,
    Facts,
    Holders,
    Listing,
    Nothing,
    Persons,
    Question,
    Rank,
    Sheet,
    Slot,
    Texts,
    Total,
)
from tests.understanding.asking import MONEY, WHEN, WHO, YEAR, chat, invented, of, quarter, real

I = Layer.INDICATOR  # noqa: E741  # the letter of the layer
TAKEN: dict[str, list[tuple[str, Question]]] = {
    "one of them": [
        ("1.1 ใครรับผิดชอบ > คนแรกตำแหน่งอะไร", Persons(("buppha",), ("post",), of(officers=("buppha",)))),
        ("1.1 ใครรับผิดชอบ > คนที่ 2 ล่ะ", Persons(("nisachon",), ("post", "work"), of(officers=("nisachon",)))),
        ("2.1 แบ่งงบยังไง > อันที่สามเท่าไหร่", Facts(of("2.1/3"), MONEY)),
        ("ไตรมาส 3 มีอะไรบ้าง > อันแรกใครดูแล", Facts(of(span=quarter(3), place=1), WHO)),
        ("ไตรมาส 1 มีอะไรบ้าง > ข้อสุดท้ายงบเท่าไหร่", Facts(of(span=quarter(1), place=-1), MONEY)),
        ("ใครดูแลย้ายครู > อันที่สองเมื่อไหร่", Facts(of("1.4", "1.5", "1.13", place=2), WHEN)),
    ],
    "printed count": [
        ("เขตเรามีกี่กลุ่มงาน", Beyond("", "number")),
        ("สำนักงานเขตแบ่งเป็นกี่กลุ่ม", Texts(("K1",))),
        ("ทั้งประเทศมีกี่เขต", Texts(("K1",))),
    ],
    "everywhere": [
        ("เรื่องการอ่านมีพูดถึงตรงไหนบ้าง", Texts(("P3", "F2", "B4", "P3.I3", "B4.1", "P3.L1"))),
        ("ความปลอดภัยอยู่ตรงไหนบ้างในแผน", Texts(("P7", "B8", "P7.I7", "B8.1", "P7.L1", "P7.I1"))),
        ("หนี้สินครูเขียนไว้ตรงไหน", Texts(("F8", "QT2", "M1.3", "QT2.1", "QT2.3", "QT2.2"))),
    ],
    "counted before": [
        ("ตัวชี้วัดของนโยบายที่ 6 > มีกี่ข้อ", Listing(I, "P6", counts=True)),
        ("จุดเน้นของเขตมีอะไรบ้าง > รวมกี่ข้อ", Listing(Layer.FOCUS, counts=True)),
        ("จุดเน้นที่ 2 คืออะไร > มีทั้งหมดกี่ข้อ", Listing(Layer.FOCUS, counts=True)),
    ],
    "follow-up with a fact": [
        ("ไตรมาส 3 มีกิจกรรมอะไรบ้าง > งบเท่าไร", Total(of(span=quarter(3)))),
        ("งานที่ไม่ใช้งบมีอะไรบ้าง > ใครดูแล", Agenda(of(is_free=True), WHO)),
        ("งานที่จัดไตรมาสเดียวมีอะไรบ้าง > ช่วงไหน", Agenda(of(quarters=1), WHEN)),
        ("ไตรมาส 1 มีอะไรบ้าง > อันแรกใครดูแล > งบล่ะ", Facts(of(span=quarter(1), place=1), MONEY)),
    ],
    "overview": [
        ("สรุปแผนให้หน่อย", Total(of(), by="overview")),
        ("ภาพรวมงบเป็นยังไงบ้าง", Total(of(), by="part")),
        ("2.2 คิดเป็นร้อยละเท่าไรของทั้งหมด", Total(of("2.2"))),
    ],
    "follow-up of a table": [
        ("กิจกรรมไหนงบมากสุด > ใครดูแล", Rank(of(), True, slots=WHO)),
        ("กิจกรรมไหนแพงสุด > รองลงมาล่ะ", Rank(of(), True, 2)),
        ("งบทั้งหมดเท่าไหร่ > แยกรายคน", Total(of(), by="officer")),
        ("งบแผน 2 เท่าไหร่ > แผน 1 ล่ะ", Total(of(part=1))),
        ("งบแผน 1 เท่าไหร่ > แผน 2 ล่ะ > รวมกัน", Total(of(), by="part")),
    ],
    "absent": [
        ("ไตรมาส 3 ใครไม่มีงาน", Persons(("phinyaphat", "natthawat"), ("work",))),
        ("ใครไม่มีงานไตรมาส 1 บ้าง", Persons(("phinyaphat", "natthawat"), ("work",))),
        ("ไตรมาส 2 ใครว่างงาน", Persons(("buppha", "nisachon"), ("work",))),
    ],
    "within the list before": [
        (
            "ไตรมาส 3 มีอะไรบ้าง > มีเรื่องเลื่อนเงินเดือนไหม",
            Agenda(of("1.9", "1.10", "1.11", "1.12", span=quarter(3)), is_yes_no=True),
        ),
        ("ไตรมาส 1 มีอะไรบ้าง > มีอัตรากำลังไหม", Agenda(of("1.1", "1.3", span=quarter(1)), is_yes_no=True)),
        ("ไตรมาส 4 มีอะไรบ้าง > เฉพาะกลั่นกรอง", Agenda(of("1.7", "1.13", "1.14", span=quarter(4)))),
    ],
    "unstated": [
        ("ค่าปรับล่าช้าของโครงการ 2.3 คือเท่าไหร่", Sheet("2.3", "unstated")),
        ("2.1 มีแผนบริหารความเสี่ยงว่าอะไร", Sheet("2.1", "unstated")),
        ("ผู้มีส่วนได้ส่วนเสียของ 2.3", Sheet("2.3", "unstated")),
        ("1.2 ถ่ายทอดสดไหม", Sheet("1.2", "unstated")),
    ],
}
LEFT_ALONE: dict[str, tuple[str, Question]] = {
    "one of them": ("ไตรมาส 3 มีอะไรบ้าง > 1.1 ใครดูแล", Facts(of("1.1"), WHO)),
    "printed count": ("กลุ่มกฎหมายมีกี่หน้าที่", Duties(("legal",))),
    "everywhere": ("จุดเน้นเรื่องหนี้สินครูคือข้อไหน", Texts(("F8",))),
    "absent": ("คุณกิตติศักดิ์ไม่มีงานไตรมาสไหน", Facts(of(officers=("kittisak",)), WHEN, asks_absent=True)),
    "within the list before": ("ไตรมาส 3 มีอะไรบ้าง > แล้วไตรมาส 4 ล่ะ", Agenda(of(span=quarter(4)))),
    "follow-up of a table": ("กิจกรรมไหนแพงสุด > 1.2 ใครดูแล", Facts(of("1.2"), WHO)),
    "overview": ("ไตรมาส 3 งบรวมเท่าไร", Total(of(span=quarter(3)))),
    "follow-up with a fact": ("ไตรมาส 3 มีอะไรบ้าง > 1.2 งบเท่าไร", Facts(of("1.2"), MONEY)),
    "counted before": ("จุดเน้นที่ 2 คืออะไร > ไตรมาส 2 มีกี่กิจกรรม", Count(of(span=quarter(2)))),
    "unstated": ("2.3 พัฒนาบุคลากรในสำนักงาน งบเท่าไหร่", Facts(of("2.3"), MONEY)),
}
BOUNDED: list[tuple[str, Question]] = [
    ("ใครดูแลกิจกรรมที่งบน้อยที่สุด", Rank(of(), False, slots=WHO)),
    ("งานที่ใช้งบเยอะสุดจัดเมื่อไหร่", Rank(of(), True, slots=WHEN)),
    ("โครงการไหนแพงที่สุด", Rank(of(is_project=True), True)),
    ("กิจกรรมไหนแพงที่สุด", Rank(of(), True)),
    ("ใครดูแลงบมากที่สุด", Rank(of(), True, of="officer")),
    ("ไตรมาส 2 มีอะไรบ้าง > อันไหนงบเยอะสุด", Rank(of(span=quarter(2)), True)),
    ("2.3 แบ่งเป็นอะไรบ้าง > อันไหนน้อยสุด", Rank(of("2.3"), False, of="item")),
    ("2.1 แบ่งเป็นอะไรบ้าง > อันไหนน้อยสุด", Rank(of("2.1"), False, of="step")),
    ("กิจกรรมที่งบเท่ากันมีอะไรบ้าง", Rank(of(), True, 21, by="equal")),
    ("กลยุทธ์ 5 ข้อมีอะไรบ้าง", Listing(Layer.STRATEGY)),
    ("1.11 มีตัวชี้วัดอะไร", Sheet("1.11", "indicators")),
    ("ใครเป็นคนเห็นชอบ 1.2", Holders((), role="endorser", project="1.2")),
    ("แผนนี้มีกี่โครงการ", Count(of(), by="part")),
    ("งานที่งบ 1000 ถึง 2000 บาท", Agenda(of(at_least=100000, at_most=200000), MONEY)),
    ("งานที่จัดปีละสองครั้งมีอะไรบ้าง", Agenda(of(quarters=2))),
    ("คนที่เป็นชำนาญการพิเศษมีใครบ้าง", Holders(("watcharee", "buppha"), post="people")),
    ("ผอ.กลุ่มพัฒนาครูคือใคร", Holders(("watcharee",), post="ผอ.กลุ่มพัฒนาครูฯ")),
    ("ผอ.กลุ่มกฎหมายคือใคร", Holders((), post="กลุ่มกฎหมาย")),
    ("เดือนเมษาของ ศน. มีอะไรบ้าง", Agenda(of("1.14", span=YEAR.month(4)))),
    ("ไตรมาส 2 ของ 38 ค.(2) มีกี่กิจกรรม", Count(of("1.10", span=quarter(2)))),
    ("ค่าวิทยากร 1.4 เท่าไหร่", Sheet("1.4", "unstated")),
    ("ค่าวิทยากรของ 2.2 เท่าไร", Sheet("2.2", "unstated")),
    ("โรงเรียนลำปางกัลยาณีมีครูกี่คน", Beyond("schools")),
    ("ประชุม อ.ก.ค.ศ. มีกี่คน", Beyond("members")),
    ("อบรมวิทยฐานะ วPA กี่คน", Breakdown("2.1/3", "item")),
    ("ประชุม อ.ก.ค.ศ. มีกี่คนดูแล", Facts(of("1.2"), WHO)),
    ("ใครหล่อที่สุดในเขต", Beyond("opinions", Slot.WHO)),
    ("ช่วงปิดเทอมเดือนตุลามีกิจกรรมอะไร", Agenda(of(span=YEAR.month(10)))),
    ("เปิดเทอมวันไหน", Beyond("terms", Slot.WHEN)),
    ("กิจกรรมไหนจัดตลอดปี", Agenda(of(quarters=4))),
    ("ทั้งปีมีงานอะไรบ้าง", Agenda(of())),
    ("คิดเฉลี่ยต่อกิจกรรมกี่บาท", Beyond("computing", Slot.ALLOCATED)),
    ("นโยบายบริหารบุคคลข้อ 3", Texts(("H3",))),
    ("ค่าวิทยากรอบรม ว PA เท่าไร", Facts(of("2.1/3.4"), MONEY)),
    ("ค่าวิทยากรโครงการ 2.1 เท่าไหร่", Facts(of("2.1/3.4", "2.1/4.3"), MONEY)),
    ("กิจกรรมสุดท้ายของแผน 1 คืออะไร", Facts(of(part=1, place=-1), (Slot.WHAT,))),
    ("โครงการแรกของแผน 2 งบเท่าไร", Facts(of(part=2, place=1), MONEY)),
    ("กลุ่มกฎหมายรับเรื่องร้องทุกข์ใช่ไหม", Duties(statements=("D.legal.5",))),
    ("แผน 1 เป็นกี่เปอร์เซ็นต์ของทั้งหมด", Total(of(part=1))),
    ("งบแผนพัฒนาครูกับแผนบริหารบุคคล อันไหนมากกว่ากัน", Total(of(), by="part")),
    ("ใครทำอะไรบ้างในแผนนี้", Count(of(), by="officer")),
    ("แผนนี้แบ่งเป็นกี่ส่วน", Count(of(), by="part")),
    ("ประธาน อ.ก.ค.ศ. ชื่ออะไร", Beyond("members", Slot.WHO)),
    ("1.9 กับ 1.10 ใครดูแล งบเท่ากันไหม", Facts(of("1.9", "1.10"), (Slot.WHO, Slot.ALLOCATED))),
    ("แผนอ้างอิงกฎหมายอะไรบ้าง", Listing(Layer.LAW)),
]
SHOWN: list[tuple[str, Question]] = [
    ("งานที่งบไม่เกินสองพันมีอะไรบ้าง > รวมกันกี่บาท", Total(of(at_most=200000))),
    ("ใครดูแลย้ายครู > รวมเท่าไหร่ > ช่วงไหน", Facts(of("1.4", "1.5", "1.13"), WHEN)),
    ("ไตรมาส 4 มีอะไรบ้าง > มีกี่กิจกรรม", Count(of(span=quarter(4)))),
    ("2.3 กลุ่มไหนได้มากสุด > กลุ่มไหนได้น้อยสุด", Rank(of("2.3"), False, of="item")),
    ("กลุ่มกฎหมายมีหน้าที่อะไรบ้าง > ข้อแรกคืออะไร", Texts(("D.legal.1",))),
    ("ตัวชี้วัดนโยบายที่ 5 มีอะไรบ้าง > ตัวสุดท้ายคืออะไร", Texts(("P5.I4",))),
    ("กลุ่มพัฒนาครูทำอะไรบ้าง > งบรวมเท่าไร", Total(of(part=2))),
    ("1.9 ใครดูแล > 1.11 ล่ะ > คนเดียวกันไหม", Compare((of("1.9"), of("1.11")), Slot.WHO)),
    ("1.5 จัดช่วงไหน > ของ ศน. ล่ะ", Facts(of("1.14"), WHEN)),
    ("คุณณัฐวัชรดูแลอะไร > อันแรกงบเท่าไร", Facts(of(officers=("natthawat",), place=1), MONEY)),
    ("พันธกิจข้อ 2 > ข้อสุดท้าย", Texts(("N7",))),
    ("จุดเน้นที่ 5 คืออะไร > ข้อ 20 ล่ะ", Nothing("F", "20", 13)),
    ("ขอรายชื่อผู้รับผิดชอบทุกคนพร้อมงบ", Total(of(), by="officer")),
]
INVENTED: list[tuple[str, Question]] = [
    ("ใครดูแลกิจกรรมที่แพงที่สุด", Rank(of(), True, slots=WHO)),
    ("1.1 มีความเสี่ยงอะไรบ้าง", Sheet("1.1", "unstated")),
    ("นโยบายมีอะไรบ้าง > ข้อ 7 ล่ะ", Nothing("P", "7", 3)),
]


@pytest.mark.parametrize(("rule", "text", "expected"), [(rule, *one) for rule, some in TAKEN.items() for one in some])
def test_the_rule_takes_what_is_its_own(rule: str, text: str, expected: Question) -> None:
    assert (real().understand(*chat(text)).rule, real().ask(*chat(text))) == (rule, expected)


@pytest.mark.parametrize(("rule", "text", "expected"), [(rule, *one) for rule, one in LEFT_ALONE.items()])
def test_the_rule_leaves_what_looks_like_it(rule: str, text: str, expected: Question) -> None:
    assert real().understand(*chat(text)).rule != rule
    assert real().ask(*chat(text)) == expected


@pytest.mark.parametrize(("text", "expected"), BOUNDED)
def test_what_is_named_bounds_the_answer(text: str, expected: Question) -> None:
    assert real().ask(*chat(text)) == expected


@pytest.mark.parametrize(("line", "expected"), SHOWN)
def test_what_was_shown_is_what_is_counted_and_summed(line: str, expected: Question) -> None:
    assert real().ask(*chat(line)) == expected


@pytest.mark.parametrize(("line", "expected"), INVENTED)
def test_the_rules_hold_on_a_plan_they_never_saw(line: str, expected: Question) -> None:
    assert invented().ask(*chat(line)) == expected
