"""The form matcher finds words, not letters."""

from __future__ import annotations

import pytest

from bot.understanding.documents import PlanIndex
from bot.understanding.forms import FormMatcher


@pytest.fixture
def matcher() -> FormMatcher:
    forms = {
        "budget": ["งบ", "งบประมาณ"],
        "left": ["เหลือ"],
        "transfer": ["ย้าย", "ขอย้าย"],
        "deputy": ["รอง"],
        "leave": ["ลา"],
        "supervisor": ["ศน."],
        "focus": ["จุดเน้น"],
        "who": ["ใคร"],
        "agreement": ["PA", "ว PA"],
        "staff": ["38 ค.(2)"],
    }
    return FormMatcher(forms, ["ช่วยเหลือ", "กลั่นกรอง", "บุคลากร", "วิสัยทัศน์", "แต่งตั้งบุคลากร"])


def keys(matcher: FormMatcher, text: str) -> list[str]:
    return [match.key for match in matcher.find(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("งบเท่าไร", ["budget"]),
        ("แต่งตั้งบุคลากร", []),
        ("ของบุคลากร", []),
        ("ช่วยเหลือนักเรียน", []),
        ("เงินเหลือไหม", ["left"]),
        ("กลั่นกรอง", []),
        ("บุคลากร", []),
        ("วิสัยทัศน์", []),
        ("ศ.น. ย้าย", ["supervisor", "transfer"]),
        ("ศน ขอย้าย", ["supervisor", "transfer"]),
        ("ยายคู", ["transfer"]),
        ("วPA ใครจัด", ["agreement", "who"]),
        ("spa", []),
        ("๓๘ค(๒)", ["staff"]),
        ("138 ค.(2)", []),
    ],
)
def test_a_short_form_counts_only_as_a_whole_word(matcher: FormMatcher, text: str, found: list[str]) -> None:
    assert keys(matcher, text) == found


def test_the_longest_form_wins_and_matches_never_overlap(matcher: FormMatcher) -> None:
    matches = matcher.find("ขอย้ายใช้งบประมาณ")
    assert [match.form for match in matches] == ["ขอย้าย", "งบประมาณ"]


def test_offsets_point_into_the_folded_text(matcher: FormMatcher) -> None:
    text = matcher.read("แล้วงบประมาณ กี่บาท")
    (match,) = matcher.find(text)
    assert text.folded[match.start : match.end] == "งบประมาณ"


def test_words_that_share_a_doubled_letter_are_both_found() -> None:
    matcher = FormMatcher({"who": ["ใคร"], "responsible": ["รับผิดชอบ"]})
    text = matcher.read("ใครรับผิดชอบ")
    assert [text.folded[one.start : one.end] for one in matcher.find(text)] == ["ใคร", "รับผิดชอบ"]


def test_a_form_that_ends_in_a_doubled_letter_keeps_both(matcher: FormMatcher) -> None:
    text = matcher.read("จุดเน้นข้อ 12")
    (match,) = matcher.find(text)
    assert text.folded[match.start : match.end] == "จุดเน้น"


def test_taken_spans_are_left_alone(matcher: FormMatcher) -> None:
    assert matcher.find("งบเท่าไร", [(0, 2)]) == ()


def test_a_strict_matcher_wants_the_shortest_forms_beside_something_known() -> None:
    forms = {"year": ["ปี"], "this": ["นี้"]}
    assert keys(FormMatcher(forms, is_strict=True), "กขปีคง") == []
    assert keys(FormMatcher(forms, is_strict=True), "ปีนี้") == ["year", "this"]
    assert keys(FormMatcher(forms), "กฎปีใด") == ["year"]


def test_an_extended_matcher_leaves_the_first_as_it_was(matcher: FormMatcher) -> None:
    more = matcher.extended({"shuttle": ["รถรับส่ง"]})
    assert keys(more, "รถรับส่งใคร") == ["shuttle", "who"]
    assert keys(matcher, "รถรับส่ง") == []


def test_nothing_is_found_in_nothing(index: PlanIndex) -> None:
    for text in ("", " ", "...", "😀", "ๆๆๆ", "่่่"):
        assert index.lexicon.matcher.find(text) == ()
