"""Sentences of a sheet that speak of what was asked: found by their own words, never made up."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from bot.plan import Activity, ProjectSheet
from bot.understanding.forms import FormMatcher, Text
from bot.understanding.passages import passages
from bot.understanding.text import fold
from tests.understanding.asking import invented, real

READER = FormMatcher({})


def _text(typed: str) -> Text:
    return READER.read(fold(typed))


def _activity(number: str) -> Activity:
    return real().plan.activity_by_number[number]


def _printed(sheet: ProjectSheet) -> Iterable[str]:
    yield from (*sheet.aims, *sheet.outputs, *sheet.outcomes)
    yield from (*sheet.quantitative_indicators, *sheet.qualitative_indicators)
    yield from (text for _, text in sheet.alignments)
    yield from (*sheet.evaluation.methods, *sheet.evaluation.tools)
    for step in sheet.steps:
        yield from (step.title, *step.tasks, *(item.text for item in step.items))
        yield from (text for item in step.items for text, _ in item.parts)


@pytest.mark.parametrize(
    ("number", "typed", "word"),
    [
        ("2.1", "จัดนิทรรศการไหม", "นิทรรศการ"),
        ("2.1", "กลุ่มสาระการเรียนรู้คณิตศาสตร์", "คณิตศาสตร์"),
        ("2.1", "ค่ากรอบเกียรติบัตร", "กรอบเกียรติบัตร"),
        ("2.3", "รายงานสรุปผลโครงการ", "รายงานสรุปผล"),
    ],
)
def test_the_sentence_with_the_words_asked_is_quoted_first(number: str, typed: str, word: str) -> None:
    assert word in passages(_activity(number), _text(typed), ())[0]


@pytest.mark.parametrize("typed", ["จัดนิทรรศการไหม", "ร้อยละ 80", "วิทยากร", "ประชุมคณะกรรมการ"])
def test_only_printed_sentences_are_quoted_and_at_most_three(typed: str) -> None:
    activity = _activity("2.1")
    assert activity.sheet is not None
    found = passages(activity, _text(typed), ())
    assert set(found) <= set(_printed(activity.sheet))
    assert len(found) <= 3


@pytest.mark.parametrize("typed", ["", "ๆ", "😀", "ไปเที่ยวทะเลกันเถอะ", "qwertyuiop"])
def test_what_no_sentence_speaks_of_is_not_quoted(typed: str) -> None:
    assert passages(_activity("2.1"), _text(typed), ()) == ()


def test_an_activity_without_a_sheet_has_nothing_to_quote() -> None:
    assert passages(_activity("2.2"), _text("จัดนิทรรศการไหม"), ()) == ()


def test_what_was_understood_otherwise_does_not_count() -> None:
    text = _text("จัดนิทรรศการไหม")
    assert passages(_activity("2.1"), text, [(0, len(text.folded))]) == ()


def test_the_title_of_the_project_does_not_count() -> None:
    activity = _activity("2.1")
    assert passages(activity, _text(activity.title), (), besides=activity.title) == ()


def test_a_lower_bar_lets_more_through_but_never_worse_first() -> None:
    activity, text = _activity("2.1"), _text("เกียรติบัตรผ่านระบบ")
    strict, loose = passages(activity, text, ()), passages(activity, text, (), least=0.05)
    assert len(loose) >= len(strict)
    assert loose[: len(strict)] == strict


def test_the_sheet_of_a_plan_never_seen_is_quoted_as_well() -> None:
    activity = invented().plan.activity_by_number["2.1"]
    assert passages(activity, _text("ซื้อกระดาษว่าวไหม"), ()) == ("ซื้อกระดาษว่าว",)
