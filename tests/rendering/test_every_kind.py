"""Every kind of question gets its reply in both languages, with the right outcome, references and source."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from bot import choices
from bot.answers import NoPlanOf
from bot.calendar import FiscalYear, Span
from bot.plan import Layer, Plan, baht
from bot.questions import (
    Agenda,
    Beyond,
    Breakdown,
    Claim,
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
    Scope,
    Several,
    Sheet,
    SingleQuestion,
    Slot,
    SmallTalk,
    Texts,
    Today,
    Total,
    Unclear,
)
from bot.rendering import View, render
from bot.reply import Outcome
from tests.rendering.conftest import TODAY, Ask

YEAR = FiscalYear(2567)
Q2, MAY = YEAR.quarter(2).span, YEAR.month(5)
ONE, TWO = Scope(keys=("1.4",)), Scope(keys=("1.5",))
A, U, C, CHAT = Outcome.ANSWER, Outcome.UNKNOWN, Outcome.CLARIFY, Outcome.CHAT

CASES: list[tuple[Question, Outcome, str]] = [
    (Facts(ONE, (Slot.WHO,)), A, "ผู้รับผิดชอบ: นางภิญญาพัชญ์ พรหมอินทร์"),
    (Facts(ONE, (Slot.WHEN,)), A, "ไตรมาส 2 (ม.ค.–มี.ค. 67) และ ไตรมาส 4 (ก.ค.–ก.ย. 67)"),
    (Facts(ONE, (Slot.WHEN,)), A, "แผนระบุเป็นไตรมาส ไม่ได้ระบุวันที่"),
    (Facts(ONE, (Slot.ALLOCATED,)), A, "14,200 บาท"),
    (Facts(ONE, (Slot.REMAINING,)), A, "ยังไม่มีการบันทึกการเบิกจ่าย จึงยังบอกยอดคงเหลือไม่ได้"),
    (Facts(Scope(keys=("1.3",)), (Slot.ALLOCATED,)), A, "ไม่ใช้งบประมาณ"),
    (Facts(Scope(keys=("1.4", "1.5", "1.6", "1.13")), (Slot.WHO,)), A, "ทั้ง 4 รายการนี้\nผู้รับผิดชอบ: นางภิญญาพัชญ์"),
    (Facts(Scope(keys=("1.4", "1.5")), (Slot.ALLOCATED,)), A, "รวม 30,140 บาท (รวมจากรายการ)"),
    (Facts(Scope(keys=("1.3",)), (Slot.WHEN,), counts_days=True), A, "อีก 154 วัน (10 มิถุนายน 2567) ค่ะ"),
    (Facts(Scope(keys=("1.8",)), (Slot.WHEN,), counts_days=True), A, "วันจะถึงช่วงเวลาตามแผน (เริ่ม 1 เมษายน 2567)"),
    (Facts(Scope(keys=("2.1/3.2",)), (Slot.ALLOCATED,)), A, "120 คน × 2 มื้อ × 35 บาท = 8,400 บาท"),
    (Facts(Scope(keys=("1.8",)), (Slot.WHEN,), Claim(span=Q2)), A, "ไม่ใช่ค่ะ\n*1.8"),
    (Facts(ONE, (), Claim(officers=("phinyaphat",))), A, "ใช่ค่ะ\n*1.4"),
    (Facts(ONE, (), Claim(officers=("phinyaphat",), is_denied=True)), A, "ไม่ใช่ค่ะ\n*1.4"),
    (Facts(ONE, (), Claim(amount=baht(14200))), A, "ใช่ค่ะ"),
    (Facts(Scope(keys=("1.8",), occurrence=2), (Slot.WHEN,)), A, "แผนระบุไว้เพียง 1 รอบค่ะ"),
    (Facts(Scope(keys=("9.9",)), (Slot.WHO,)), U, "แผนไม่ได้ระบุกิจกรรม"),
    (Agenda(Scope(span=Q2)), A, "*ไตรมาส 2 (ม.ค.–มี.ค. 67)*: 16 กิจกรรม"),
    (Agenda(Scope(span=MAY)), A, "*พฤษภาคม 2567*: 3 กิจกรรม"),
    (Agenda(Scope(span=Q2), is_yes_no=True), A, "มีค่ะ"),
    (Agenda(Scope(span=FiscalYear(2569).span)), U, "แผนไม่ได้ระบุกิจกรรมค่ะ"),
    (Agenda(Scope(officers=("watcharee",), span=YEAR.month(8)), is_yes_no=True), A, "ไม่มีค่ะ"),
    (Total(Scope()), A, "319,024 บาท จาก 21 รายการ (รวมจากรายการ)"),
    (Total(Scope(part=1)), A, "คิดเป็นร้อยละ 40.44 ของงบทั้งแผน"),
    (Total(Scope(keys=("2.1",))), A, "คิดเป็นร้อยละ 47.37 ของแผนพัฒนาครูและบุคลากรทางการศึกษา และร้อยละ 28.21 ของงบทั้งแผน"),
    (Persons(("nisachon",), ("work",)), A, "ร่วมกับ: นางบุปผา อริยะสม"),
    (Total(Scope(span=Q2)), A, "งบของแต่ละกิจกรรมครอบคลุมทุกรอบ แผนไม่ได้แบ่งตามไตรมาส"),
    (Total(Scope(), by="quarter"), A, "ไตรมาส 2 (ม.ค.–มี.ค. 67): 16 กิจกรรม"),
    (Total(Scope(), Slot.DISBURSED), A, "ยังไม่มีการบันทึกการเบิกจ่าย"),
    (Count(Scope(span=Q2)), A, "16 กิจกรรม"),
    (Count(Scope(), of="officer"), A, "7 คน"),
    (Rank(Scope(), True, 3), A, "1. 2.1 "),
    (Rank(Scope(), True, 1, "officer", "work"), A, "นายกิตติศักดิ์ นวลจันทร์: 6 กิจกรรม"),
    (Rank(Scope(keys=("1.7", "1.16", "1.17")), False), A, "อันดับท้ายเท่ากัน"),
    (Rank(Scope(keys=("1.3",)), True), U, "แผนไม่ได้ระบุยอดเงิน"),
    (Compare((ONE, TWO), Slot.ALLOCATED, "more"), A, "1.5 มากกว่า 1,740 บาท"),
    (Compare((ONE, TWO), Slot.ALLOCATED, "less"), A, "1.4 น้อยกว่า 1,740 บาท"),
    (Compare((ONE, TWO), Slot.ALLOCATED, "same"), A, "ไม่ใช่ค่ะ 1.5 มากกว่า 1,740 บาท"),
    (Compare((Scope(keys=("1.16",)), Scope(keys=("1.17",))), Slot.ALLOCATED, "same"), A, "ใช่ค่ะ งบเท่ากัน"),
    (Compare((ONE, TWO), Slot.WHO, "same"), A, "คนเดียวกันค่ะ: นางภิญญาพัชญ์"),
    (Compare((Scope(keys=("1.17",)), Scope(keys=("1.13",))), Slot.WHO), A, "คนละคนกันค่ะ"),
    (Compare((Scope(keys=("1.8",)), ONE), Slot.WHEN), A, "คนละช่วงเวลาค่ะ 1.4 มาก่อน"),
    (Compare((ONE, Scope(keys=("9.9",))), Slot.WHO), U, "แผนไม่ได้ระบุ"),
    (Breakdown("2.1", "step"), A, "58,000 บาท"),
    (Breakdown("1.4", "round"), U, "แผนไม่ได้แบ่งงบเป็นรายรอบ"),
    (Persons(("kittisak",), ("post", "work")), A, "รับผิดชอบ 6 กิจกรรม งบรวม 34,140 บาท (รวมจากรายการ)"),
    (Persons(("butsaya",), ("post",)), A, "นักจัดการงานทั่วไป"),
    (Persons(("kittisak",), ("contact",)), U, "แผนไม่ได้ระบุช่องทางติดต่อ"),
    (Persons(("nisachon", "anchaliphon"), ("post",), is_compared=True), A, "คนละตำแหน่งค่ะ"),
    (Holders((), role="approver", project="2.3"), A, "ผู้อนุมัติโครงการ: นางนภาพร"),
    (Holders((), project="2.2"), U, "แผนไม่ได้ระบุผู้ลงนาม"),
    (Holders(("bandun",)), A, "ผู้อำนวยการกลุ่มบริหารงานบุคคล"),
    (Holders((), post="ใคร"), U, "แผนไม่ได้ระบุผู้ดำรงตำแหน่ง"),
    (Sheet("2.1", "aims"), A, "1. เพื่อพัฒนาศักยภาพ"),
    (Sheet("2.2", "aims"), U, "แผนไม่ได้พิมพ์รายละเอียดโครงการ 2.2"),
    (Sheet("2.1", "averaging"), A, "“ถัวจ่ายทุกรายการ”"),
    (Sheet("2.3", "methods"), A, "รายงานสรุปผลโครงการ"),
    (Sheet("2.3", "signatories"), A, "ผู้เสนอโครงการ"),
    (Texts(("P7",)), A, "*นโยบายที่ 7 ของสำนักงาน*"),
    (Texts(("F11",), asks_number=True), A, "*จุดเน้นที่ 11*"),
    (Texts(("H7.3",)), A, "ด้านที่ 7 ข้อ 7.3"),
    (Texts(("V",)), A, "(ข้อความนี้รอสำนักงานยืนยัน)"),
    (Listing(Layer.INDICATOR, "P7", counts=True), A, "7 ตัวชี้วัด"),
    (Listing(Layer.GOAL, counts=True), A, "10 ข้อ"),
    (Listing(Layer.FOCUS, "P4"), U, "แผนไม่ได้ระบุจุดเน้นของนโยบายที่ 4 ของสำนักงานค่ะ"),
    (Duties(("legal",)), A, "*กลุ่มกฎหมายและคดี*: 9 ข้อ"),
    (Duties(("finance",)), U, "แผนไม่ได้พิมพ์หน้าที่ของ"),
    (Duties(statements=("D.personnel.3",), is_beyond=True), U, "แต่เป็นหน้าที่ของกลุ่มบริหารงานบุคคล"),
    (Today(None), A, "8 มกราคม 2567 อยู่ในไตรมาส 2"),
    (Today(Q2, "span"), A, "1 มกราคม 2567 ถึง 31 มีนาคม 2567"),
    (Nothing("policy", "12", 11), U, "ไม่มีนโยบายที่ 12 ของสำนักงานค่ะ แผนมีทั้งหมด 11 ข้อ"),
    (Nothing("activity", "1.25", 21), U, "ไม่มีข้อ 1.25 ค่ะ มีทั้งหมด 21 กิจกรรม"),
    (Beyond("leave"), U, "แผนไม่ได้ระบุเรื่องการลาค่ะ"),
    (Beyond(), U, "ไม่พบเรื่องนี้ในแผนค่ะ"),
    (Unclear(("1.7", "1.16", "1.17"), (Slot.ALLOCATED,)), C, "หมายถึงข้อไหนคะ"),
    (Unclear(("P3", "B3")), C, "นโยบายที่ 3 ของ สพฐ."),
    (Unclear(("wilaiwan", "chiratthaphong")), C, "หมายถึงท่านใดคะ"),
    (SmallTalk("greeting", "kittisak"), CHAT, "สวัสดีค่ะ คุณกิตติศักดิ์"),
    (SmallTalk("thanks"), CHAT, "ยินดีค่ะ"),
    (SmallTalk("help"), CHAT, "ตอบจากแผนปี 2567"),
    (SmallTalk("identity"), CHAT, "ไม่ใช่คน"),
    (SmallTalk("decline"), U, "ไม่แต่งข้อมูล"),
    (Several((Facts(ONE, (Slot.WHO,)), Facts(TWO, (Slot.ALLOCATED,)))), A, "15,940 บาท"),
]


def _name(case: tuple[Question, Outcome, str]) -> str:
    return f"{type(case[0]).__name__}-{CASES.index(case)}"


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_says_it_in_thai(ask: Ask, case: tuple[Question, Outcome, str]) -> None:
    question, outcome, said = case
    replies = ask(question)
    assert replies[-1].outcome is outcome
    assert said in "\n".join(reply.text for reply in replies)


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_says_it_in_english_without_a_thai_sentence_of_ours(ask: Ask, case: tuple[Question, Outcome, str]) -> None:
    question, outcome, _ = case
    replies = ask(question, language="en")
    assert replies[-1].outcome is outcome
    text = "\n".join(reply.text for reply in replies)
    assert not re.search("ที่มา|ผู้รับผิดชอบ:|งบจัดสรร|ช่วงเวลา:|บาท|ค่ะ$", text)


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_every_answer_ends_with_its_source(ask: Ask, case: tuple[Question, Outcome, str]) -> None:
    replies = ask(case[0])
    if replies[-1].outcome is Outcome.ANSWER:
        assert replies[-1].text.splitlines()[-1].startswith("ที่มา: ")


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_buttons_are_short_and_lead_to_questions(ask: Ask, case: tuple[Question, Outcome, str]) -> None:
    for reply in ask(case[0]):
        offered = [choice for row in reply.choices for choice in row]
        assert len(offered) <= (8 if reply.outcome is Outcome.CLARIFY else 4)
        for choice in offered:
            assert 0 < len(choice.label) <= 40
            assert choices.fits_button(choice.code)
            choices.decode(choice.code)


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_without_a_particle_there_is_none(ask: Ask, case: tuple[Question, Outcome, str]) -> None:
    text = "\n".join(reply.text for reply in ask(case[0], particle=""))
    assert not re.search(r"ค่ะ|คะ\b|  |{|}|\u2060", re.sub(r"(?m)^ +", "", text))


def test_every_kind_of_question_has_a_case() -> None:
    assert {type(question) for question, _, _ in CASES} == set(get_args(Question))
    assert set(get_args(SingleQuestion)) <= {type(question) for question, _, _ in CASES}


def test_references_are_those_of_the_rows(ask: Ask) -> None:
    assert ask(Facts(Scope(keys=("2.1/3.2",)), (Slot.ALLOCATED,)))[0].refs == ("2.1",)
    assert ask(Unclear(("1.7", "1.16"), (Slot.WHO,)))[0].refs == ("1.7", "1.16")
    assert ask(Persons(("kittisak",), ("post",)))[0].refs == ()
    assert ask(Persons(("buppha",), ("work",)))[0].refs == ("1.1", "1.3")
    assert ask(Total(Scope(officers=("watcharee",))))[0].refs == ("2.1", "2.2", "2.3")


def test_policies_are_codes_of_the_office_and_of_human_resources(ask: Ask) -> None:
    assert ask(Texts(("P7.L3",)))[0].policies == ("P7",)
    assert ask(Texts(("H7.3",)))[0].policies == ("H7",)
    assert ask(Listing(Layer.FOCUS, "P6"))[0].policies == ("P6", "F3", "F4")
    assert ask(Texts(("M1",)))[0].policies == ()
    assert ask(Unclear(("P3", "B3")))[0].policies == ("P3",)


def test_what_has_passed_is_said_to_have_passed(ask: Ask) -> None:
    later = ask(Facts(ONE, (Slot.WHEN,)), today=YEAR.span.end_on.replace(year=2026))
    assert "(ผ่านแล้ว)" in later[0].text
    assert "(ผ่านแล้ว)" not in ask(Facts(ONE, (Slot.WHEN,)))[0].text


def test_no_plan_of_a_year_is_said(plan_2567: Plan) -> None:
    replies = render(NoPlanOf(FiscalYear(2571)), View(plan_2567, TODAY, particle="ครับ"))
    assert replies[0].outcome is Outcome.UNKNOWN
    assert "ยังไม่มีแผนปีงบประมาณ 2571 ครับ" in replies[0].text


def test_a_man_asks_as_a_man(ask: Ask) -> None:
    assert ask(Unclear(("1.7", "1.16")), particle="ครับ")[0].text.startswith("หมายถึงข้อไหนครับ")


def test_nobody_reads_the_same_not_understood_twice_running(ask: Ask) -> None:
    first = ask(Beyond())[0]
    second = ask(Beyond(), last_code=first.code)[0]
    assert first.text != second.text
    assert ask(Beyond(), last_code=second.code)[0].text != second.text


def test_a_span_that_is_no_quarter_shows_its_days(ask: Ask) -> None:
    start, end = YEAR.month(7).start_on, YEAR.month(9).end_on.replace(day=15)
    assert "1 ก.ค. 67–15 ก.ย. 67" in ask(Agenda(Scope(span=Span(start, end))))[0].text
