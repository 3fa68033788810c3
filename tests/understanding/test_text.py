"""Folding, skeletons, tokens and word borders: what a keyboard sends, in; what the rest of the house reads, out."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.text import MAX_LENGTH, Borders, Skeleton, clusters, fold, skeleton

WORDS = Path(__file__).parents[2] / "locales" / "words" / "th" / "folding.yaml"
THAI = "".join(chr(code) for code in range(0x0E01, 0x0E3B)) + "".join(chr(code) for code in range(0x0E3F, 0x0E5C))
messy = st.one_of(st.text(), st.text(alphabet=THAI + "  .-aA1๑()\u200b\u0e4d\u0e32เแ่้ิี"))


@pytest.fixture(scope="module")
def borders() -> Borders:
    return Borders(yaml.safe_load(WORDS.read_text(encoding="utf-8"))["carriers"])


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("ทํางาน", "ทำงาน"),
        ("กํ่า", "ก่ำ"),
        ("ก่ํา", "ก่ำ"),
        ("เเผนงาน", "แผนงาน"),
        ("เเเแล้ว", "แล้ว"),
        ("๓๘ ค.(๒)", "38 ค.(2)"),
        ("ประชุมมมมม", "ประชุม"),
        ("ครัับผม", "ครับผม"),
        ("ย้้าย", "ย้าย"),
        ("ก่ิน", "กิ่น"),
        ("ก\u0e48\u0e38", "กุ่"),
        ("ง\u200bบ\ufeff", "งบ"),
        ("Quick  Win\n7", "quick win 7"),
        ("ม.ค.–มี.ค.", "ม.ค.-มี.ค."),
        ("14,000", "14,000"),
        ("90000", "90000"),
        ("<b>งบ</b> &amp;", "<b>งบ</b> &amp;"),
        ("  ๑.๑๔  ", "1.14"),
        ("\uf70aก", "่ก"),
        ("ＰＡ", "pa"),
        ("\ud800งบ", "งบ"),
    ],
)
def test_text_is_folded_to_one_spelling(typed: str, folded: str) -> None:
    assert fold(typed) == folded


def test_a_long_message_is_cut() -> None:
    assert len(fold("งบเท่าไร " * 500)) <= MAX_LENGTH


@given(messy)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(messy)
def test_a_skeleton_is_its_own_skeleton_and_both_ways_to_it_agree(text: str) -> None:
    folded = fold(text)
    bones = skeleton(folded)
    assert skeleton(bones) == bones
    assert Skeleton.of(folded).text == bones


@given(messy)
def test_skeleton_letters_lead_back_to_the_folded_text_in_order(text: str) -> None:
    whole = Skeleton.of(fold(text))
    edges = [edge for span in zip(whole.positions, whole.ends, strict=True) for edge in span]
    assert edges == sorted(edges)
    assert all(
        skeleton(whole.folded[start:end])[:1] == letter
        for letter, start, end in zip(whole.text, whole.positions, whole.ends, strict=True)
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("กลั่นกรอง", "กลันกรอง"),
        ("ศึกษา", "สึกสา"),
        ("ปริมาณงาน", "ปริ มาน งาน"),
        ("ไหน", "ใหน"),
        ("เมื่อไหร่", "เมือไหร"),
        ("อ.ก.ค.ศ.", "อกคศ"),
        ("ผอ.รร.", "ผอ รร"),
        ("38 ค.(2)", "38ค2"),
        ("ว PA", "วpa"),
        ("สพม.ลป.ลพ.", "สพม.ลปลพ"),
        ("บรรจุ", "บรรรจุ"),
    ],
)
def test_common_misspellings_share_a_skeleton(one: str, other: str) -> None:
    assert skeleton(fold(one)) == skeleton(fold(other))


def test_numbers_of_activities_stay_apart_in_skeleton_space() -> None:
    assert skeleton("1.10") != skeleton("11.0")
    assert skeleton("1.22") != skeleton("1.2")


def test_a_skeleton_span_covers_the_marks_that_were_dropped() -> None:
    whole = Skeleton.of("ใครย้ายครู")
    start = whole.text.index(skeleton("ย้าย"))
    first, last = whole.folded_span(start, start + len(skeleton("ย้าย")))
    assert whole.folded[first:last] == "ย้าย"


@given(messy)
def test_clusters_make_up_the_text(text: str) -> None:
    assert "".join(clusters(fold(text))) == fold(text)


def _is_cue(borders: Borders, cue: str, text: str) -> bool:
    whole = Skeleton.of(fold(text))
    bones = skeleton(fold(cue))
    edges = borders.of(whole)
    return any(
        whole.text.startswith(bones, start) and edges.is_word(start, start + len(bones))
        for start in range(len(whole.text) - len(bones) + 1)
    )


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("งบ", "แต่งตั้งบุคลากร"),
        ("งบ", "ของบุคลากร"),
        ("งบ", "ความสงบ"),
        ("งบ", "อย่างบริหาร"),
        ("งบ", "จริงบ้าง"),
        ("งบ", "ครั้งบอก"),
        ("เหลือ", "ดูแลช่วยเหลือนักเรียน"),
        ("รอง", "กลั่นกรอง"),
        ("รอง", "กลันกรอง"),
        ("ลา", "บุคลากร"),
        ("ลา", "เวลา"),
        ("ขั้น", "ขั้นพื้นฐาน"),
        ("รอบ", "กรอบอัตรากำลัง"),
        ("ศน", "วิสัยทัศน์"),
        ("คุณ", "เกียรติคุณครู"),
    ],
)
def test_a_cue_inside_a_word_is_no_word(borders: Borders, cue: str, text: str) -> None:
    assert not _is_cue(borders, cue, text)


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("งบ", "ว่างบเท่าไร"),
        ("งบ", "ส่งงบเมื่อไหร่"),
        ("งบ", "ย้ายครูงบกี่บาท"),
        ("เหลือ", "เงินเหลือเท่าไหร่"),
        ("รอง", "กลั่นกรองรอง ผอ."),
        ("ลา", "ขอลาพักร้อน"),
        ("รอบ", "ย้ายรอบสอง"),
        ("ศน", "ย้าย ศน. เมื่อไร"),
        ("นิเทศ", "งานนิเทศ"),
        ("งาน", "งานนิเทศ"),
        ("38ค2", "เลื่อนขั้น๓๘ค(๒)"),
        ("ย้าย", "ยายครู"),
    ],
)
def test_a_cue_between_word_borders_is_a_word(borders: Borders, cue: str, text: str) -> None:
    assert _is_cue(borders, cue, text)


@given(messy)
def test_borders_never_fail(text: str) -> None:
    whole = Skeleton.of(fold(text))
    edges = Borders(["สงบ", "ช่วยเหลือ"]).of(whole)
    assert len(edges.starts) == len(edges.ends) == len(whole.text) + 1


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("เ ดือน", "เดือน"),
        ("ป ีงบ", "ปีงบ"),
        ("ต ัว", "ตัว"),
        ("เเดือน", "เดือน"),
        ("เเท่าไร", "เท่าไร"),
        ("เเล้วมา", "แล้วมา"),
        ("แกมี", "แกมี"),
        ("แผนงาน", "แผนงาน"),
    ],
)
def test_what_no_writing_allows_is_put_right(typed: str, folded: str) -> None:
    assert fold(typed) == folded
