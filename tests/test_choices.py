"""Every kind of question survives its code; a mangled code is refused."""

from __future__ import annotations

import contextlib
from dataclasses import fields
from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import choices
from bot.calendar import FiscalYear, Span
from bot.plan import Layer
from bot.questions import (
    Agenda,
    Facts,
    Listing,
    Persons,
    Question,
    Scope,
    Several,
    Sheet,
    SingleQuestion,
    Slot,
    Texts,
    Total,
)

spans = st.builds(lambda a, b: Span(min(a, b), max(a, b)), st.dates(), st.dates())
singles = st.one_of([st.from_type(kind) for kind in get_args(SingleQuestion)])
several = st.builds(Several, st.lists(singles, max_size=4).map(tuple))
st.register_type_strategy(Span, spans)


@settings(max_examples=150, deadline=None)
@given(st.one_of(singles, several))
def test_every_question_comes_back_from_its_code(question: Question) -> None:
    code = choices.encode(question)
    assert code.isascii()
    assert choices.decode(code) == question


@settings(max_examples=100, deadline=None)
@given(singles, st.data())
def test_a_cut_code_is_never_another_question(question: Question, data: st.DataObject) -> None:
    code = choices.encode(question)
    cut = code[: data.draw(st.integers(0, len(code) - 1))]
    with contextlib.suppress(ValueError):
        assert choices.encode(choices.decode(cut)) == cut


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_a_code_or_is_refused_with_a_value_error(text: str) -> None:
    with contextlib.suppress(ValueError):
        choices.decode(text)


@pytest.mark.parametrize(
    "mangled", ["", "F", "F()", "F(a(a[1.4,];);b[w,];)zz", "เมนู", "Q()aa", "F(a(a[1.4,", "[]", "F(z1;)xx"]
)
def test_a_mangled_code_is_refused(mangled: str) -> None:
    with pytest.raises(ValueError, match="not a code"):
        choices.decode(mangled)


def test_a_changed_letter_is_refused() -> None:
    code = choices.encode(Facts(Scope(keys=("1.4",)), (Slot.WHO,)))
    with pytest.raises(ValueError, match="not a code"):
        choices.decode(code.replace("1.4", "1.5"))


@pytest.mark.parametrize(
    "question",
    [
        Facts(Scope(keys=("1.14",)), (Slot.WHO, Slot.WHEN, Slot.ALLOCATED)),
        Facts(Scope(keys=("2.1/3.2",)), (Slot.REMAINING,)),
        Agenda(Scope(span=FiscalYear(2567).quarter(4).span), (Slot.WHO,)),
        Agenda(Scope(officers=("phinyaphat",), span=Span(date(2024, 1, 1), date(2024, 3, 31)))),
        Total(Scope(officers=("phinyaphat",))),
        Texts(("P7.L3",), with_children=True),
        Listing(Layer.INDICATOR, "P7", counts=True),
        Sheet("2.1", "indicators"),
        Persons(("phinyaphat",), ("post", "work")),
    ],
)
def test_questions_of_buttons_fit_64_bytes(question: Question) -> None:
    assert choices.fits_button(choices.encode(question))


def test_thai_keys_are_written_in_ascii() -> None:
    question = Facts(Scope(concepts=("ย้าย",), facets=(("position", "ครู"),)), (Slot.WHEN,))
    assert choices.encode(question).isascii()
    assert choices.decode(choices.encode(question)) == question
    assert not choices.fits_button(choices.encode(question))


def test_every_kind_has_a_letter_and_no_kind_has_more_fields_than_letters() -> None:
    kinds = set(choices.KINDS.values())
    assert kinds == set(get_args(Question))
    assert all(len(fields(kind)) <= 26 for kind in kinds)
    assert set(choices.SLOT_LETTERS) == set(Slot)


@pytest.mark.parametrize(
    ("code", "question"),
    [
        ("F(a(a[1.4,];);b[w,];)", Facts(Scope(keys=("1.4",)), (Slot.WHO,))),
        ("P(a[phinyaphat,];b[post,work,];)", Persons(("phinyaphat",), ("post", "work"))),
        ("X(a[P7,];b1;)", Texts(("P7",), with_children=True)),
    ],
)
def test_buttons_that_hang_in_chats_go_on_working(code: str, question: Question) -> None:
    """New fields of a question go to its end: then the letters of these codes stay."""
    assert choices.encode(question)[:-2] == code
    assert choices.decode(choices.encode(question)) == question


@pytest.mark.slow
@pytest.mark.parametrize(
    ("test", "count", "drawn"),
    [
        (test_every_question_comes_back_from_its_code, 400, (st.one_of(singles, several),)),
        (test_a_cut_code_is_never_another_question, 200, (singles, st.data())),
        (test_any_text_is_a_code_or_is_refused_with_a_value_error, 300, (st.text(max_size=80),)),
    ],
)
def test_many_more_are_held_against_the_same_rules(
    test: Any, count: int, drawn: tuple[st.SearchStrategy[Any], ...]
) -> None:
    settings(max_examples=count, deadline=None)(given(*drawn)(test.hypothesis.inner_test))()
