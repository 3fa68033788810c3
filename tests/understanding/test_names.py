"""People are found by any part of their name, near spellings included; never the wrong person."""

from __future__ import annotations

import pytest

from bot.understanding.documents import PlanIndex
from bot.understanding.names import read_people


def named(index: PlanIndex, text: str) -> list[tuple[str, ...]]:
    return [mention.keys for mention in read_people(index, index.read(text))]


@pytest.mark.parametrize(
    ("text", "officer"),
    [
        ("คุณกิตติศักดิ์ดูแลกี่กิจกรรม", "kittisak"),
        ("พี่บุปผาทำเรื่องอะไร", "buppha"),
        ("ณัตวัชรทำอะไร", "natthawat"),
        ("วัชรีย์ สิทธิวงษ์ ทำโครงการอะไร", "watcharee"),
        ("นางวัชรี สิทธิวงศ์", "watcharee"),
        ("หมวดนิศาชลดูแลเรื่องไหน", "nisachon"),
        ("ร.ท.หญิง ณิศาชล", "nisachon"),
        ("กิตติศัก ทำไรบ้าง", "kittisak"),
        ("ภิญญาพัด ดูแลเรื่องอะไร", "phinyaphat"),
        ("พินยาพัด", "phinyaphat"),
        ("คุณอันชลีพอน", "anchaliphon"),
        ("นวลจันทร์ทำอะไร", "kittisak"),
        ("พี่กิตติ ดูแลอะไร", "kittisak"),
        ("ท่าน ผอ.นภาพร", "naphaphon"),
        ("พี่บุปพาทำไร", "buppha"),
    ],
)
def test_a_person_is_found(index: PlanIndex, text: str, officer: str) -> None:
    assert named(index, text) == [(officer,)]


@pytest.mark.parametrize(
    "text",
    [
        "สมชายทำอะไร", "คุณสมศักดิ์ทำอะไร", "คุณวัชระทำอะไร", "วัชรินทร์ทำอะไร", "บุษบาทำอะไร", "จันทร์หน้ามีประชุมไหม",
        "ใครดูแลเรื่องย้าย", "ครูบันจุใหม่", "งบเท่าไร", "", "ผู้บริหารย้าย", "ดอกบุปผชาติ",
    ],
)  # fmt: skip
def test_nobody_is_taken_for_someone_else(index: PlanIndex, text: str) -> None:
    assert named(index, text) == []


def test_two_people_are_two_mentions(index: PlanIndex) -> None:
    assert named(index, "หมวดณิศาชลกับน้องอัญชลีพร ตำแหน่งเหมือนกันไหม") == [("nisachon",), ("anchaliphon",)]


def test_a_first_and_a_last_name_of_two_people_is_asked_about(index: PlanIndex) -> None:
    (mention,) = read_people(index, index.read("วัชรี พงษ์ขัน"))
    assert set(mention.keys) == {"watcharee", "naphaphon"}
    assert mention.officer == ""


def test_the_title_belongs_to_the_mention_and_a_slip_is_not_exact(index: PlanIndex) -> None:
    text = index.read("ถามคุณกิตติศัก หน่อย")
    (mention,) = read_people(index, text)
    assert text.folded[mention.start : mention.end] == "คุณกิตติศัก"
    assert not mention.is_exact


def test_every_printed_spelling_names_its_person(index: PlanIndex) -> None:
    for officer in index.plan.officers:
        for name in (officer.full_name, officer.name, *officer.aliases):
            assert named(index, f"{name} ทำอะไร") == [(officer.key,)], name
