"""What a message leaves out (ยกเว้น, ไม่รวม, หัก … ออก): a question without it, or one asked back, never a sum of all."""

from __future__ import annotations

import pytest

from bot.questions import Agenda, Beyond, Count, Facts, Question, Rank, Scope, Slot, Total, Unclear
from tests.questions.line import Line, line_2567
from tests.understanding.asking import MONEY, WHO, bare, chat, invented, of, quarter, real

ASKED_BACK = Unclear((), kind="exception")
TEACHERS = ("1.4", "1.5", "1.6", "1.13")


def less(*without: str, **rest: object) -> Scope:
    return of(without=without, **rest)


LEFT_OUT: list[tuple[str, Question]] = [
    ("ยกเว้นโครงการ งบรวมเท่าไหร่", Total(less("project"))),
    ("งบรวมเท่าไหร่ ไม่รวมโครงการ", Total(less("project"))),
    ("งบกิจกรรมที่ไม่ใช่โครงการรวมเท่าไหร่", Total(less("project"))),
    ("ไม่รวมแผนพัฒนาครู งบรวมเท่าไร", Total(less("part:2"))),
    ("งบรวมไม่นับ 2.1 เท่าไหร่", Total(less("2.1"))),
    ("งบทั้งหมดนอกจาก 2.1 กับ 2.3", Total(less("2.1", "2.3"))),
    ("หัก 2.1 ออก งบรวมเหลือเท่าไหร่", Total(less("2.1"))),
    ("ถ้าตัด 1.4 ออก งบรวมแผน 1 เท่าไหร่", Total(less("1.4", part=1))),
    ("งบรวมของทุกคนยกเว้นคุณกิตติศักดิ์", Total(less("officer:kittisak"))),
    ("ยกเว้นงานของกลุ่มพัฒนาครู งบรวมเท่าไร", Total(less("part:2"))),
    ("งบรวมไม่รวมไตรมาส 2", Total(less("quarter:2"))),
    ("งบรวม ยกเว้นเรื่องเลื่อนเงินเดือน", Total(less("1.9", "1.10", "1.11", "1.12"))),
    ("งบรวมทั้งแผน ไม่เอาตำแหน่งครู", Total(less(*TEACHERS))),
    ("งบรวมทั้งปีไม่รวมอันที่ไม่ใช้งบ", Total(less("free"))),
    ("มีกี่กิจกรรม ไม่นับโครงการ", Count(less("project"))),
    ("กิจกรรมไหนแพงสุด ไม่นับโครงการ", Rank(less("project"), largest=True)),
    ("ไตรมาส 3 มีอะไรบ้าง นอกจาก 1.8", Agenda(less("1.8", span=quarter(3)))),
    ("กิจกรรมที่ไม่ได้จัดในไตรมาส 2 มีอะไรบ้าง", Agenda(less("quarter:2"))),
    ("นอกจากโครงการแล้วมีกิจกรรมอะไรบ้าง", Agenda(less("project"))),
    ("งานที่ไม่ใช่ของคุณกิตติศักดิ์มีกี่งาน", Count(less("officer:kittisak"))),
    ("นอกจาก 1.4 คุณภิญญาพัชญ์ดูแลอะไรอีก", Agenda(less("1.4", officers=("phinyaphat",)))),
    ("โครงการ 2.1 งบเท่าไหร่ ไม่รวมอบรม CEFR", Total(of("2.1/1", "2.1/3"))),
    ("1.9 ไม่รวม 1.10 งบเท่าไหร่", Facts(of("1.9"), MONEY)),
    ("นอกจากคุณวัชรีแล้วใครดูแล 2.1 อีก", Facts(of("2.1"), WHO)),
    ("งบทั้งหมดเท่าไหร่ > ไม่รวมโครงการล่ะ", Total(less("project"))),
    ("ไตรมาส 3 มีอะไรบ้าง > ไม่เอา 1.8", Agenda(less("1.8", span=quarter(3)))),
]
NOT_CLEAR = [
    "งบทั้งแผนไม่รวมรถไฟฟ้า",
    "งบรวมทั้งหมด เว้นค่าอาหาร",
    "งบรวมยกเว้นเดือนธันวา",
    "งบรวมทั้งแผน ไม่รวม 1.25",
    "งบรวมทั้งแผน ไม่รวมคุณสมชาย",
    "โครงการ 2.1 ไม่นับค่าเดินทาง งบเท่าไหร่",
    "มีกี่กิจกรรม ไม่นับของกลุ่มกฎหมาย",
]
INVENTED: list[tuple[str, Question]] = [
    ("ไม่รวมโครงการ งบรวมเท่าไหร่", Total(less("project"))),
    ("งบรวม ยกเว้น 1.1", Total(less("1.1"))),
    ("ไม่นับงานของคุณเมฆ มีกี่กิจกรรม", Count(less("officer:mek"))),
    ("งบรวมไม่รวมเรื่องอวกาศ", ASKED_BACK),
]


@pytest.fixture(scope="module")
def line() -> Line:
    return line_2567()


@pytest.mark.parametrize(("typed", "expected"), LEFT_OUT)
def test_what_is_left_out_is_taken_from_the_question(typed: str, expected: Question) -> None:
    assert real().ask(*chat(typed)) == expected


@pytest.mark.parametrize("typed", NOT_CLEAR)
def test_nothing_is_added_up_when_it_is_not_clear_what_to_leave_out(typed: str) -> None:
    assert real().ask(typed) == ASKED_BACK


@pytest.mark.parametrize(("typed", "expected"), INVENTED)
def test_exceptions_hold_on_a_plan_they_never_saw(typed: str, expected: Question) -> None:
    assert invented().ask(typed) == expected


def test_words_that_only_contain_the_word_leave_nothing_out() -> None:
    assert real().ask("นอกจากนี้ 1.4 ใครดูแล") == Facts(of("1.4"), WHO)
    assert real().ask("กิจกรรมที่ไม่ใช้งบมีอะไรบ้าง") == Agenda(of(is_free=True))


def test_an_exception_that_leaves_nothing_to_ask_is_asked_about() -> None:
    assert bare(real().ask("ไม่เอาโครงการ")) == Unclear((), kind="vague")


def test_a_question_beyond_the_plan_stays_beyond_it() -> None:
    assert isinstance(real().ask("วันลาป่วยไม่รวมลากิจเหลือกี่วัน"), Beyond)


def test_what_is_left_of_the_money_is_still_asked_of_the_books() -> None:
    assert real().ask("ไม่รวมโครงการ งบเหลือเท่าไหร่") == Total(less("project"), Slot.REMAINING)


@pytest.mark.parametrize(
    ("typed", "amount", "named"),
    [
        ("ยกเว้นโครงการ งบรวมเท่าไหร่", "129,024", "ไม่รวม โครงการ"),
        ("งบรวมไม่นับ 2.1 เท่าไหร่", "229,024", "ไม่รวม 2.1"),
        ("งบรวมของทุกคนยกเว้นคุณกิตติศักดิ์", "284,884", "ไม่รวม นายกิตติศักดิ์"),
        ("งบรวม ยกเว้นเรื่องเลื่อนเงินเดือน", "312,564", "ไม่รวม 1.9–1.12"),
        ("โครงการ 2.1 งบเท่าไหร่ ไม่รวมอบรม CEFR", "59,010", "2.1"),
    ],
)
def test_the_sum_is_without_it_and_says_so(line: Line, typed: str, amount: str, named: str) -> None:
    said = line.ask(typed)["text"]
    assert amount in said
    assert named in said
    assert "319,024" not in said
