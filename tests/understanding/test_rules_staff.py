"""What staff ask in passing – pay, posts, duties, groups, rounds, the plan as a whole: messages and their questions."""

from __future__ import annotations

from datetime import date

import pytest

from bot.calendar import Span
from bot.plan import Layer
from bot.questions import (
    Agenda,
    Beyond,
    Breakdown,
    Compare,
    Duties,
    Facts,
    Holders,
    Listing,
    Persons,
    Question,
    Rank,
    Scope,
    Slot,
    SmallTalk,
    Texts,
    Today,
    Total,
    Unclear,
)
from tests.understanding.asking import MONEY, WHEN, WHO, chat, invented, of, quarter, real

PAYMENT = Duties(statements=("D.personnel.6",), is_beyond=True)
RAISES = ("1.9", "1.10", "1.11", "1.12")
DEPUTIES = ("wilaiwan", "chiratthaphong")
HEADS = ("bandun", "watcharee")
SO_FAR = Span(date(2023, 10, 1), date(2024, 2, 14))
JUNE = date(2024, 6, 10)
ASKED: list[tuple[str, Question]] = [
    # pay that did not come is no raise
    ("เงินเดือนเดือนนี้ไม่เข้า", PAYMENT),
    ("เงินเดือนของผมเดือนที่แล้วยังไม่ออกเลย", PAYMENT),
    ("ค่าจ้างเดือนนี้ยังไม่ได้รับ", PAYMENT),
    ("ทำไมเงินเดือนโดนหักเยอะจัง", PAYMENT),
    ("เงินเดือนไม่เข้าติดต่อใคร", Duties(statements=("D.personnel.6",))),
    ("เลื่อนเงินเดือนเมื่อไหร่", Facts(of(*RAISES), WHEN)),
    # one duty of a group
    ("หน้าที่ข้อแรกของกลุ่มกฎหมายและคดี", Duties(("legal",), place=1)),
    ("หน้าที่ข้อที่ 3 ของกลุ่มบริหารงานบุคคล", Duties(("personnel",), place=3)),
    ("หน้าที่ข้อที่สองของกลุ่มพัฒนาครู", Duties(("development",), place=2)),
    ("หน้าที่ของกลุ่มพัฒนาครูข้อสุดท้าย", Duties(("development",), place=-1)),
    ("หน้าที่ (ค) ของกลุ่มกฎหมาย", Duties(("legal",), place=3)),
    ("หน้าที่ของกลุ่มกฎหมาย > ข้อแรกล่ะ", Texts(("D.legal.1",))),
    ("หน้าที่ของกลุ่มพัฒนาครู", Duties(("development",))),
    ("อำนาจหน้าที่ของเขตข้อแรก", Listing(Layer.OFFICE_DUTY, place=1)),
    ("กิจกรรมแรกของกลุ่มบริหารงานบุคคล", Facts(of(part=1, place=1), (Slot.WHAT,))),
    # posts
    ("รองผอ.มีกี่คน", Holders(DEPUTIES, post="counted")),
    ("ท่านรองมีกี่ท่าน", Holders(DEPUTIES, post="counted")),
    ("ใครเป็นรอง ผอ.", Holders(DEPUTIES, post="people")),
    ("ผอ.กลุ่มมีกี่คน", Holders(HEADS, post="counted")),
    ("เจ้าพนักงานธุรการกี่คน", Holders(("raphiphan",), post="counted")),
    ("พนักงานราชการมีกี่คน", Holders(("sutthatchai", "ronnachai"), post="counted")),
    ("ศึกษานิเทศก์มีกี่คน", Beyond("", "headcount")),
    ("รอง ผอ.โรงเรียนมีกี่คน", Beyond("", "headcount")),
    # money of groups
    ("งบทั้งหมด แยกตามกลุ่ม", Total(of(), by="group")),
    ("แต่ละกลุ่มได้งบเท่าไหร่", Total(of(), by="group")),
    ("กลุ่มไหนได้งบเยอะสุด", Rank(of(), True, of="group")),
    ("กลุ่มไหนมีกิจกรรมมากที่สุด", Rank(of(), True, of="group", by="work")),
    ("2.3 กลุ่มบริหารงานบุคคลได้กี่บาท", Facts(of("2.3/4.4"), MONEY)),
    # two things, several facts
    ("1.1 กับ 1.3 ใครดูแล งบต่างกันเท่าไหร่", Compare((of("1.1"), of("1.3")), Slot.ALLOCATED, "", WHO)),
    ("งบ 2.1 กับ 2.2 ต่างกันกี่บาท แล้วใครดูแล", Compare((of("2.1"), of("2.2")), Slot.ALLOCATED, "", WHO)),
    # rounds of the same
    ("เลื่อนเงินเดือนรอบเมษากับตุลาต่างกันไหม", Facts(of(*RAISES), WHEN, compares_rounds=True)),
    ("เลื่อนเงินเดือนสองรอบต่างกันยังไง", Facts(of(*RAISES), WHEN, compares_rounds=True)),
    ("1.4 สองรอบงบเท่ากันไหม", Facts(of("1.4"), MONEY, compares_rounds=True)),
    ("ไตรมาส 1 กับ 2 งบต่างกันเท่าไหร่", Compare((of(span=quarter(1)), of(span=quarter(2))), Slot.ALLOCATED)),
    ("ไตรมาส 1 กับ 2 อันไหนงานเยอะกว่า", Rank(Scope(), True, 4, of="quarter", by="work")),
    # the plan as a whole
    ("ภาพรวมแผนปีนี้", Total(of(), by="overview")),
    ("สรุปแผนปี 2567 ให้หน่อย", Total(of(), by="overview")),
    ("ขอภาพรวมหน่อย", Total(of(), by="overview")),
    ("แผน 1 รวมเท่าไหร่ แผน 2 รวมเท่าไหร่", Total(of(), by="part")),
    ("กิจกรรมที่ทำเฉพาะไตรมาส 3 รวมงบกี่บาท", Total(of(span=quarter(3), quarters=1))),
    # matters of policy that no list knows
    ("มีนโยบายเรื่องสร้างเครือข่ายไหม", Texts(("P5.L2", "P7.L2"))),
    ("มีนโยบายเรื่องการเรียนการสอนไหม", Texts(("H3.8",))),
    ("มีนโยบายเรื่องอะไรบ้าง", Listing(Layer.POLICY)),
    ("มีจุดเน้นเรื่องการประเมินไหม", Beyond("", "mention")),
    # days
    ("อีกกี่วันถึง 10 มิ.ย.", Today(Span(JUNE, JUNE), "until")),
    ("อีกกี่วันถึงสิ้นเดือนมีนา", Today(Span(date(2024, 3, 31), date(2024, 3, 31)), "until")),
    ("จากวันนี้ถึง 10 มิ.ย. กี่วัน", Today(Span(date(2024, 2, 15), JUNE), "length")),
    # what is done, what comes next, what money is for
    ("โครงการไหนเสร็จแล้วบ้าง", Agenda(of(span=SO_FAR, is_over=True))),
    ("กิจกรรมที่เลยกำหนดแล้วมีอะไรบ้าง", Agenda(of(span=SO_FAR, is_over=True))),
    ("ทำไปแล้วกี่กิจกรรม", Agenda(of(span=SO_FAR, is_over=True))),
    ("ประชุม อ.ก.ค.ศ. ครั้งต่อไปเมื่อไหร่", Facts(of("1.2", occurrence=0), WHEN, counts_days=True)),
    ("งบโครงการ 2.1 ใช้ทำอะไรบ้าง", Breakdown("2.1", "step")),
    ("2.2 มีรายละเอียดงบไหม", Breakdown("2.2", "step")),
    ("ค่าใช้จ่ายในการอบรม CEFR มีรายการอะไรบ้าง", Breakdown("2.1/4", "item")),
    ("ทำไมงบ 1.3 ไม่มี", Beyond("", "reason", of("1.3"), MONEY)),
    ("ขอยืมเงินราชการต้องทำยังไง", Beyond("borrowing")),
    # two matters of which no title has both; a joining word within a title
    ("ย้าย ศน. กับเลื่อนเงินเดือนเมื่อไหร่", Facts(of("1.9", "1.10", "1.11", "1.12", "1.14"), WHEN)),
    ("ย้ายครูกับเลื่อนเงินเดือนใครดูแล", Facts(of("1.4", "1.5", "1.9", "1.10", "1.11", "1.12", "1.13"), WHO)),
    ("ตรวจคุณสมบัติและจัดทำคะแนนย้ายครูใครดูแล", Facts(of("1.4"), WHO)),
    # a post and its work, a model and its parts
    ("ผอ.กลุ่มพัฒนาครูรับผิดชอบอะไรบ้าง", Persons(("watcharee",), ("post", "work"), of(officers=("watcharee",)))),
    ("LPSMILE ย่อมาจากอะไร", Texts(("X2",))),
    ("ประชุมครั้งล่าสุดได้ข้อสรุปว่าไง", Beyond("results")),
    # what was just shown
    ("โครงการไหนเสร็จแล้วบ้าง > งบรวมเท่าไหร่", Total(of(span=SO_FAR, is_over=True))),
    ("รองผอ.มีกี่คน > ใครบ้าง", Holders(DEPUTIES, post="people")),
    ("อีกกี่วันถึง 10 มิ.ย. > วันนั้นมีอะไรบ้าง", Agenda(of(span=Span(JUNE, JUNE)))),
    ("หน้าที่ข้อแรกของกลุ่มพัฒนาครู > ข้อถัดไปล่ะ", Duties(("development",), place=2)),
    ("จุดเน้นที่ 8 คืออะไร > ข้อต่อไปล่ะ", Texts(("F9",))),
    # no word of these is a slip of another
    ("พนักงานราชการจะได้จัดสรรเมื่อไหร่", Unclear(("1.1",), WHEN)),
    ("เลื่อนเงินเดือนปีนี้ไม่ได้รับพิจารณา", Unclear(("1.11", "1.12", "1.10", "1.9"))),
    # outside the plan
    ("วันหยุดราชการเดือนนี้มีวันไหน", Beyond("holidays", "when")),
    ("ใครเป็นคนทำบอทนี้", SmallTalk("identity")),
    # what stands before a question that is passed on, and a step in a project that is named
    ("ผอ.รร.ถามว่าเรื่องขอใช้อัตราว่างใครดูแล", Facts(of("1.2"), WHO)),
    ("อบรม CEFR ใน 2.1 ใช้เงินเท่าไร", Facts(of("2.1/4"), MONEY)),
]


@pytest.mark.parametrize(("text", "expected"), ASKED)
def test_what_staff_ask_in_passing(text: str, expected: Question) -> None:
    assert real().ask(*chat(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("เงินเดือนเดือนนี้ไม่เข้า", Beyond("pay")),
        ("ขอภาพรวมหน่อย", Total(of(), by="overview")),
    ],
)
def test_another_plan_is_asked_the_same(text: str, expected: Question) -> None:
    assert invented().ask(*chat(text)) == expected
