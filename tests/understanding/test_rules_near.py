"""What is not printed, not there or not yet over: messages and their questions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.calendar import Span
from bot.plan import Layer
from bot.questions import (
    Beyond,
    Facts,
    Holders,
    Listing,
    Nothing,
    Question,
    Scope,
    Sheet,
    Slot,
    SmallTalk,
    Texts,
    Today,
    Total,
)
from tests.understanding.asking import MONEY, WHEN, WHO, bare, chat, of, quarter, real

TAKEN: dict[str, list[tuple[str, Question]]] = {
    "days left": [
        ("เหลืออีกกี่วันจะสิ้นปีงบ", Today(None, "left_year")),
        ("อีกกี่เดือนหมดไตรมาส", Today(None, "left_quarter")),
        ("อีกกี่วันถึงไตรมาส 3", Today(quarter(3), "until")),
    ],
    "procedure": [
        ("ย้ายครูทำยังไง", Beyond("", "procedure", of("1.4", "1.5", "1.13"), (Slot.WHO, Slot.WHEN))),
        ("1.4 ต้องทำอย่างไร", Beyond("", "procedure", of("1.4"), (Slot.WHO, Slot.WHEN))),
        ("ย้าย ศน. มีขั้นตอนยังไง", Beyond("", "procedure", of("1.14"), (Slot.WHO, Slot.WHEN))),
    ],
    "nothing there": [
        ("ไตรมาสไหนไม่มีย้าย ศน.", Facts(of("1.14"), WHEN, asks_absent=True)),
        ("เดือนไหนคุณบุปผาไม่มีประชุม", Facts(of(officers=("buppha",)), WHEN, asks_absent=True)),
        ("ไตรมาสไหนไม่มีงานเลื่อนเงินเดือน", Facts(of("1.9", "1.10", "1.11", "1.12"), WHEN, asks_absent=True)),
    ],
    "members": [
        ("ใครเป็นประธาน อกคศ", Beyond("", "members", of("1.2"), WHO)),
        ("คณะกรรมการกลั่นกรองย้าย ศน. มีใครบ้าง", Beyond("", "members", of("1.14"), WHO)),
        ("ขอรายชื่อคณะกรรมการบริหารอัตรากำลัง", Beyond("", "members", of("1.1"), WHO)),
    ],
    "handing in": [
        ("ส่งคำร้องย้ายครูได้เมื่อไหร่", Beyond("", "submission", of("1.4", "1.5", "1.13"), WHEN)),
        ("เปิดรับคำร้องย้าย ศน. เดือนไหน", Beyond("", "submission", of("1.14"), WHEN)),
        ("ต้องยื่นภายในวันไหน", Beyond("", "submission")),
    ],
    "section of a law": [
        ("มาตรา 39 อยู่ในกฎหมายไหน", Texts(("K1",))),
        ("ม.34 ว่าด้วยอะไร", Texts(("K1",))),
        ("มาตรา 77 คืออะไร", Beyond("", "section")),
    ],
    "service": [
        ("แต่งเพลงเกี่ยวกับครูให้หน่อย", SmallTalk("service")),
        ("ช่วยแปลเป็นภาษาจีนได้มั้ย", SmallTalk("service")),
        ("เขียนเรียงความวันครูให้ที", SmallTalk("service")),
    ],
    "people counted": [
        ("2.1 กิจกรรมที่ 4 มีคนเข้ากี่คน", Facts(of("2.1/4.1", "2.1/4.2"), MONEY)),
        ("2.3 คนเข้าร่วมกี่คน", Beyond("", "headcount")),
        ("กิจกรรมที่ 4 ของ 2.1 อบรมกี่คน", Facts(of("2.1/4.1", "2.1/4.2"), MONEY)),
    ],
    "speaking of": [
        ("กลยุทธ์ไหนพูดถึงครู", Texts(("S4",))),
        ("พันธกิจข้อไหนกล่าวถึงสิ่งแวดล้อม", Texts(("N3", "HN6"))),
        ("จุดเน้นไหนพูดถึงกีฬา", Beyond("", "mention")),
    ],
    "missing number": [
        ("31 เมษายนมีอะไรไหม", Nothing("day", "31/4", 30)),
        ("31/6/67 มีอะไร", Nothing("day", "31/6", 30)),
        ("ไตรมาสที่หกมีอะไรบ้าง", Nothing("quarter", "6", 4)),
    ],
    "length": [
        ("อบรม CEFR กี่วัน", Beyond("", "length", of("2.1/4"), WHEN)),
        ("ประชุม อกคศ ใช้เวลานานเท่าไหร่", Beyond("", "length", of("1.2"), WHEN)),
        ("1.14 ประชุมกี่ชั่วโมง", Beyond("", "length", of("1.14"), WHEN)),
    ],
}
LEFT_ALONE: dict[str, tuple[str, Question]] = {
    "days left": ("อีกกี่วันถึง 1.3", Facts(of("1.3"), WHEN, counts_days=True)),
    "nothing there": ("1.14 จัดไตรมาสไหน", Facts(of("1.14"), WHEN)),
    "members": ("ประชุม อกคศ ใครรับผิดชอบ", Facts(of("1.2"), WHO)),
    "handing in": ("ย้าย ศน. ยื่นที่ใคร", Facts(of("1.14"), WHO)),
    "section of a law": ("มาตรา 38 ค.(2) เลื่อนเงินเดือนใครดูแล", Facts(of("1.10"), WHO)),
    "service": ("คำนวณงบรวมทั้งแผนให้หน่อย", Total(of())),
    "people counted": ("2.3 ใครดูแล", Facts(of("2.3"), WHO)),
    "speaking of": ("กลยุทธ์ที่ 4 พูดถึงอะไร", Texts(("S4",))),
    "procedure": ("2.3 มีขั้นตอนอะไรบ้าง", Sheet("2.3", "steps")),
    "length": ("1.14 งบเท่าไหร่", Facts(of("1.14"), MONEY)),
}
BOUNDED: list[tuple[str, Question]] = [
    ("วิสัยทัศน์ของ ศธ. คืออะไร", Beyond("", "of_owner")),
    ("กลยุทธ์ของ สพฐ. มีอะไรบ้าง", Beyond("", "of_owner")),
    ("เป้าประสงค์ข้อแรก", Texts(("G1",))),
    ("กลยุทธ์ไหนมีตัวชี้วัดมากที่สุด", Listing(Layer.STRATEGY, ranked_by=Layer.INDICATOR)),
    ("จุดเน้นไหนผูกกับนโยบายน้อยสุด", Listing(Layer.FOCUS, ranked_by=Layer.POLICY, largest=False)),
    ("นโยบายที่ 6 กับจุดเน้นที่ 9 สัมพันธ์กันไหม", Texts(("P6", "F9"), asks_tied=True)),
    ("มาตรา 39 เขียนไว้ว่าอะไร", Texts(("K1",))),
    ("ม.37 ว่าอะไร", Texts(("A.nea.37", "A.moe.37"))),
    ("ใครเป็นชำนาญการบ้าง", Holders(("phinyaphat", "kittisak", "natthawat"), post="people")),
    ("ครูชำนาญการพิเศษมีกี่คน", Beyond("", "headcount")),
    ("2.3 จัดสรรให้แต่ละกลุ่มกี่บาท", Facts(of(*(f"2.3/4.{n}" for n in range(1, 7))), MONEY)),
]


def _bare(question: Question) -> Question:
    """As `bare`, and without the activities beside what is not stated: their facets."""
    found = bare(question)
    if isinstance(found, Beyond):
        return replace(found, scope=Scope(found.scope.keys))
    return found


@pytest.mark.parametrize(("rule", "text", "expected"), [(rule, *one) for rule, some in TAKEN.items() for one in some])
def test_the_rule_takes_what_is_its_own(rule: str, text: str, expected: Question) -> None:
    assert (real().understand(*chat(text)).rule, _bare(real().ask(*chat(text)))) == (rule, expected)


@pytest.mark.parametrize(("rule", "text", "expected"), [(rule, *one) for rule, one in LEFT_ALONE.items()])
def test_the_rule_leaves_what_looks_like_it(rule: str, text: str, expected: Question) -> None:
    assert real().understand(*chat(text)).rule != rule
    assert real().ask(*chat(text)) == expected


@pytest.mark.parametrize(("text", "expected"), BOUNDED)
def test_what_is_named_bounds_the_answer(text: str, expected: Question) -> None:
    assert _bare(real().ask(*chat(text))) == expected


def test_a_day_known_by_its_name_is_a_time() -> None:
    asked = real().understand("วันครูมีกิจกรรมอะไร").reading.span
    assert asked == Span(date(2024, 1, 16), date(2024, 1, 16))
