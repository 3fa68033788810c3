"""The first lines: which plan answers, and how the question was read."""

from __future__ import annotations

from dataclasses import replace

from bot import choices
from bot.calendar import FiscalYear
from bot.questions import Agenda, Facts, Scope, Several, Slot, SmallTalk, Texts
from bot.rendering import NoPlanThisYear, Read, read_note
from tests.rendering.conftest import Ask

YEAR = FiscalYear(2567)
Q3, Q4 = YEAR.quarter(3).span, YEAR.quarter(4).span


def test_another_years_plan_is_named_on_the_first_line(ask: Ask) -> None:
    notes = (NoPlanThisYear(FiscalYear(2570)),)
    text = ask(Facts(Scope(keys=("1.4",)), (Slot.WHO,)), notes=notes)[0].text
    assert text.startswith("ยังไม่มีแผนปีงบประมาณ 2570 ข้อมูลนี้มาจากแผนปี 2567\n")


def test_chat_needs_no_note(ask: Ask) -> None:
    assert ask(SmallTalk("thanks"), notes=(NoPlanThisYear(FiscalYear(2570)),))[0].text == "ยินดีค่ะ"


def test_what_was_carried_over_is_shown(ask: Ask) -> None:
    question = Agenda(Scope(officers=("kittisak",), span=Q3, carried=("person", "time")))
    note = read_note(question)
    assert note == Read(Q3, ("kittisak",))
    first = ask(question, notes=(note,))[0].text.splitlines()[0]
    assert first == "(หมายถึง ไตรมาส 3 (เม.ย.–มิ.ย. 67) · นายกิตติศักดิ์ นวลจันทร์)"


def test_the_other_reading_of_a_time_is_offered(ask: Ask) -> None:
    question = Agenda(Scope(span=Q4, other_span=Q3))
    note = read_note(question)
    assert note is not None
    offered = ask(question, notes=(note,))[-1].choices[0][0]
    assert offered.label == "ไตรมาส 3 (เม.ย.–มิ.ย. 67)"
    assert choices.decode(offered.code) == replace(question, scope=Scope(span=Q3, other_span=Q4))


def test_a_plain_question_has_no_note() -> None:
    assert read_note(Facts(Scope(keys=("1.4",)), (Slot.WHO,))) is None
    assert read_note(Texts(("P7",))) is None


def test_several_questions_show_the_first_note() -> None:
    carried = Agenda(Scope(span=Q3, carried=("time",)))
    assert read_note(Several((Texts(("P7",)), carried))) == Read(Q3)
