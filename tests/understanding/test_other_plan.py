"""An invented office is answered from its own plan, and neither code nor shared words know the plan of 2567."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.calendar import BANGKOK
from bot.plan import Activity, Plan
from bot.understanding.text import fold, skeleton
from data.plan_files import read_plan
from tests.questions.line import ROOT, Line

NOW = datetime(2025, 2, 15, 9, tzinfo=BANGKOK)
"""Inside the fiscal year of the invented plan."""


@pytest.fixture(scope="module")
def line() -> Line:
    return Line(read_plan(ROOT / "tests" / "data" / "other_plan"))


@pytest.mark.parametrize(
    ("question", "refs", "patterns"),
    [
        ("ใครดูแล 1.1", ["1.1"], ["นายเมฆ ลอยฟ้า"]),
        ("ทาสีเรือใครรับผิดชอบคะ", ["1.2"], ["เมฆ", "ฝน"]),
        ("ซ้อมพายเมื่อไหร่", ["1.10"], [r"28 ต\.?ค|28 ตุลา", r"9"]),
        ("แข่งว่าวงบเท่าไหร่", ["2.1"], [r"(?<![\d,])500 บาท"]),
        ("ตรวจเรือได้งบกี่บาท", ["1.1"], [r"1,200\.50"]),
        ("ทาสีเรือใช้งบเท่าไหร่", ["1.2"], ["ไม่ใช้งบประมาณ"]),
        ("นายเมฆดูแลอะไรบ้าง", ["1.1", "1.2", "1.10"], []),
        ("พี่ฝนดูแลอะไรบ้าง", ["1.2", "2.1"], []),
        ("ฝนตำแหน่งอะไร", [], ["หัวหน้ากลุ่มว่าว"]),
        ("งบรวมทั้งแผนเท่าไหร่", ["1.1", "1.2", "1.10", "2.1", "2.2", "2.3"], [r"2,040\.50"]),
        ("เดือนมีนาคมมีอะไรบ้าง", ["2.1"], []),
        ("ไตรมาส 2 มีกิจกรรมอะไรบ้าง", ["1.2", "2.1"], []),
        ("กิจกรรมไหนงบมากที่สุด", ["1.1"], []),
        ("นโยบายที่ 2 คืออะไร", [], ["ว่าวทุกตัวบิน"]),
        ("มีนโยบายเรื่องเรือลอยไหม", [], ["เรือทุกลำลอย"]),
        ("นโยบายมีกี่ข้อ", [], ["3 ข้อ"]),
        ("กลยุทธ์ที่ 1", [], ["ให้เรือลอยและว่าวบิน"]),
        ("แข่งว่าวใครเป็นคนเสนอโครงการ", ["2.1"], ["ฝน"]),
        ("ค่ากระดาษเท่าไหร่", ["2.1"], [r"400 บาท"]),
        ("1.5 ใครดูแล", [], ["ไม่มี"]),
        ("พายเรือวันไหน", ["1.10"], []),
    ],
)
def test_an_invented_plan_is_answered_from_its_own_rows(
    line: Line, question: str, refs: list[str], patterns: list[str]
) -> None:
    got = line.ask(question, now=NOW)
    assert sorted(got["refs"]) == sorted(refs), got["text"]
    assert [one for one in patterns if not re.search(one, got["text"])] == [], got["text"]


@pytest.mark.parametrize("question", ["ใครดูแลเรื่องย้ายครู", "งบเลื่อนเงินเดือน", "นโยบายที่ 9", "คุณภิญญาพัชญ์ดูแลอะไร"])
def test_nothing_of_another_plan_is_said_of_it(line: Line, question: str) -> None:
    got = line.ask(question, now=NOW)
    assert got["outcome"] != "answer", got["text"]


# --- No word of the plan of 2567 stands in code, or in the words that every office shares. ---

SEARCHED = (
    "bot/**/*.py",
    "handlers/**/*.py",
    "data/**/*.py",
    "locales/**/*.yaml",
    "locales/**/*.po",
    "locales/**/*.json",
)
WINDOW = 28
"""Skeleton letters of a title that nobody writes by accident; official terms that every office uses are shorter."""
OFFICIAL = (
    "คณะอนุกรรมการข้าราชการครูและบุคลากรทางการศึกษาประจำเขตพื้นที่การศึกษา",
    "คณะกรรมการข้าราชการครูและบุคลากรทางการศึกษาประจำเขตพื้นที่การศึกษา",
    "พัฒนาข้าราชการครูและบุคลากรทางการศึกษา",
    "การประเมินสัมฤทธิผลการปฏิบัติงานในหน้าที่",
    "การพัฒนาตนเองและพัฒนาวิชาชีพ",
    "วิสัยทัศน์ในการบริหารจัดการศึกษา",
    "ความสามารถในการบริหารจัดการศึกษา",
    "บุคลากรทางการศึกษาอื่นตามมาตรา 38 ค.(2)",
    "ตรวจสอบคะแนนประเมินตามองค์ประกอบ",
)
"""Terms of the law and of the commission's criteria: every office's plan has them."""
COMMON_AMOUNTS = 5
"""Digits from which on an amount is telling; 1,000 may stand anywhere."""


def _searched() -> Iterator[tuple[str, str]]:
    for pattern in SEARCHED:
        for path in sorted(ROOT.glob(pattern)):
            yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")


def _places(found: Iterator[tuple[str, str]]) -> list[str]:
    return [f"{name}: {what}" for name, what in found]


def test_no_name_of_the_plans_people_stands_outside_the_plan(plan_2567: Plan) -> None:
    names = {name for one in plan_2567.officers for name in (one.first_name, one.last_name) if len(name) > 3}
    names |= {part for one in plan_2567.officers for alias in one.aliases for part in alias.split() if len(part) > 3}
    assert _places((name, one) for name, text in _searched() for one in sorted(names) if one in text) == []


def test_no_amount_of_the_plan_stands_outside_it(plan_2567: Plan) -> None:
    amounts = {amount for one in plan_2567.activities for amount in _amounts(one) if len(str(amount)) >= COMMON_AMOUNTS}
    telling = {form for amount in amounts if amount % 1000 for form in (f"{amount:,}", str(amount))}
    patterns = [re.compile(rf"(?<![\d,._-]){form}(?![\d,_])") for form in sorted(telling)]
    found = ((name, one.pattern) for name, text in _searched() for one in patterns if one.search(text))
    assert _places(found) == []


def _amounts(one: Activity) -> Iterator[int]:
    steps = one.sheet.steps if one.sheet else ()
    for amount in (
        one.allocated,
        *(step.allocated for step in steps),
        *(i.amount for step in steps for i in step.items),
    ):
        if amount:
            yield amount // 100


def test_no_title_of_the_plan_stands_outside_it(plan_2567: Plan) -> None:
    titles = {one.number: skeleton(fold(one.title)) for one in plan_2567.activities}
    windows = {
        title[start : start + WINDOW]: number
        for number, title in titles.items()
        for start in range(max(1, len(title) - WINDOW + 1))
    }
    official = [skeleton(fold(term)) for term in OFFICIAL]
    windows = {one: number for one, number in windows.items() if not any(one in term for term in official)}
    found = ((name, f"{windows[one]} {one}") for name, text in _searched() for one in _windows(text) if one in windows)
    assert _places(found) == []


def _windows(text: str) -> Iterator[str]:
    """Every stretch of a quoted or listed form, its spaces aside; forms are cut at commas, quotes and ends of lines."""
    for form in re.split(r"[,\n\"'\[\]#]", text):
        bones = skeleton(fold(form))
        yield from (bones[start : start + WINDOW] for start in range(len(bones) - WINDOW + 1))


def test_the_folders_that_are_searched_are_there() -> None:
    assert {Path(name).parts[0] for name, _ in _searched()} == {"bot", "handlers", "data", "locales"}
