"""Several questions in one message: each is understood on its own; several facts of one thing stay together."""

from __future__ import annotations

import pytest

from bot.questions import Agenda, Facts, Persons, Question, Several, SingleQuestion, Slot, Texts
from bot.understanding.several import questions_in
from tests.understanding.asking import MONEY, WHEN, WHO, Desk, invented, of, real

MANY: list[tuple[str, tuple[SingleQuestion, ...]]] = [
    ("1.4 ใครดูแล แล้วก็ 1.9 งบเท่าไหร่", (Facts(of("1.4"), WHO), Facts(of("1.9"), MONEY))),
    ("วิสัยทัศน์คืออะไร แล้ว 1.8 ทำเมื่อไหร่", (Texts(("V", "HV")), Facts(of("1.8"), WHEN))),
    (
        "1.4 ใครทำ? 2.1 งบกี่บาท? จุดเน้นที่ 8 คืออะไร?",
        (Facts(of("1.4"), WHO), Facts(of("2.1"), MONEY), Texts(("F8",))),
    ),
    ("1.4 ใครทำ\nประชุม อ.ก.ค.ศ. เมื่อไหร่", (Facts(of("1.4"), WHO), Facts(of("1.2"), WHEN))),
]
ONE: list[tuple[str, Question]] = [
    ("1.7 ใครดูแล งบเท่าไร เมื่อไร", Facts(of("1.7"), (Slot.WHO, Slot.ALLOCATED, Slot.WHEN))),
    ("ใครดูแล 1.7 งบเท่าไหร่ เมื่อไร", Facts(of("1.7"), (Slot.WHO, Slot.ALLOCATED, Slot.WHEN))),
    ("สวัสดีค่ะ 1.4 ใครดูแล ขอบคุณค่ะ", Facts(of("1.4"), WHO)),
    ("ข้อ 1.4 กับ 1.5 งบเท่าไหร่", Facts(of("1.4", "1.5"), MONEY)),
    ("1.4 และ 1.5 ใครดูแล", Facts(of("1.4", "1.5"), WHO)),
]


@pytest.mark.parametrize(("text", "expected"), MANY)
def test_questions_about_different_things_are_all_understood(text: str, expected: tuple[SingleQuestion, ...]) -> None:
    assert real().ask(text) == Several(expected)


@pytest.mark.parametrize(("text", "expected"), ONE)
def test_several_facts_of_one_thing_are_one_question(text: str, expected: Question) -> None:
    assert real().ask(text) == expected


def test_a_person_and_an_activity_are_two_questions() -> None:
    question = real().ask("คุณบุปผามีงานอะไร ส่วน 2.1 งบเท่าไหร่")
    assert isinstance(question, Several)
    person, project = question.questions
    assert isinstance(person, Agenda | Persons)
    assert person.scope.officers == ("buppha",)
    assert project == Facts(of("2.1"), MONEY)


def test_several_questions_are_understood_on_a_plan_never_seen() -> None:
    expected = Several((Facts(of("1.1"), WHO), Facts(of("2.2"), MONEY)))
    assert invented().ask("1.1 ใครดูแล แล้วก็ 2.2 งบเท่าไหร่") == expected


def test_a_later_question_leans_on_the_one_before_it() -> None:
    assert real().ask("1.4 ใครดูแล แล้วก็ 1.9 ล่ะ") == Facts(of("1.4", "1.9"), WHO)


@pytest.mark.parametrize("desk", [real(), invented()])
def test_what_is_cut_is_all_that_was_typed(desk: Desk) -> None:
    reading = desk.understand("1.1 ใครดูแล แล้วก็ 2.2 งบเท่าไหร่").reading
    pieces = questions_in(reading, desk.reader, desk.today)
    assert len(pieces) == 2
    assert "".join(" ".join(pieces).split()) == "".join(reading.folded.split())


@pytest.mark.xfail(strict=True, reason="a message is cut at gaps only: without one the two become one question of both")
def test_questions_typed_without_a_gap_are_told_apart() -> None:
    expected = Several((Facts(of("1.4"), WHO), Facts(of("1.9"), MONEY)))
    assert real().ask("1.4ใครดูแลแล้วก็1.9งบเท่าไหร่") == expected
