"""Times in questions: what staff write, in; the days that are meant, out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar import FiscalYear, Span
from bot.understanding.text import fold
from bot.understanding.times import (
    LAST,
    NEXT,
    PREVIOUS,
    TimeKind,
    TimeMention,
    TimeReader,
    read_time_words,
)

ROOT = Path(__file__).parents[2]
TODAY = date(2024, 2, 15)
READER = TimeReader(read_time_words(ROOT / "locales" / "words" / "th" / "times.yaml"))


def _rows(path: Path) -> list[tuple[str, str, str, date]]:
    rows: list[tuple[str, str, str, date]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) >= 3 and not line.startswith("#") and cells[0] != "expression":
            rows.append((cells[0], cells[1], cells[2], date.fromisoformat(cells[3]) if len(cells) > 3 else TODAY))
    return rows


def _read(text: str, today: date = TODAY) -> tuple[TimeMention, ...]:
    return READER.read_times(fold(text), today, FiscalYear.containing(today))


GIVEN = _rows(ROOT / "tests" / "questions" / "times.tsv")
OWN = _rows(Path(__file__).parent / "times_own.tsv")


@pytest.mark.parametrize(("text", "starts", "ends", "today"), GIVEN + OWN)
def test_an_expression_is_read_as_its_days(text: str, starts: str, ends: str, today: date) -> None:
    expected = [] if starts == "-" else list(zip(starts.split(","), ends.split(","), strict=True))
    spans = [mention.span for mention in _read(text, today)]
    assert [(span.start_on.isoformat(), span.end_on.isoformat()) for span in spans] == expected


def test_the_tables_are_whole() -> None:
    assert len(GIVEN) == 109
    assert len(OWN) >= 120


@pytest.mark.parametrize("around", ["{} มีประชุมอะไรบ้างคะ", "ขอถามว่า {}", "เขตเรามีงานอะไร {} บ้าง"])
@pytest.mark.parametrize("row", [row for row in GIVEN if row[1] != "-"], ids=lambda row: row[0])
def test_the_words_around_an_expression_change_nothing(row: tuple[str, str, str, date], around: str) -> None:
    text, start, end, today = row
    found = _read(around.format(text), today)
    assert [(one.span.start_on.isoformat(), one.span.end_on.isoformat()) for one in found] == [(start, end)]


@pytest.mark.parametrize(
    ("text", "kind", "numbers", "year"),
    [
        ("ไตรมาส 1-2", TimeKind.QUARTER, (1, 2), 2567),
        ("q3 ปี 68", TimeKind.QUARTER, (3,), 2568),
        ("ไตรมาส 1 ถึงไตรมาส 3", TimeKind.QUARTER, (1, 2, 3), 2567),
        ("เทอม 1/2567", TimeKind.TERM, (1,), 2567),
        ("รอบ 1 ต.ค.", TimeKind.SALARY_ROUND, (2,), 2567),
        ("ครึ่งปีแรก", TimeKind.HALF, (1,), 2567),
        ("ปีงบหน้า", TimeKind.YEAR, (), 2568),
        ("มี.ค. 67", TimeKind.MONTH, (), None),
        ("10 มิ.ย.", TimeKind.DATE, (), None),
        ("ต.ค.-ธ.ค.66", TimeKind.RANGE, (), None),
        ("ปีการศึกษา 2567", TimeKind.SCHOOL_YEAR, (), 2567),
    ],
)
def test_a_mention_says_how_it_was_read(text: str, kind: TimeKind, numbers: tuple[int, ...], year: int | None) -> None:
    (found,) = _read(text)
    assert (found.kind, found.numbers, found.year) == (kind, numbers, year)


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("ต้นปี", Span(date(2023, 10, 1), date(2023, 12, 31))),
        ("ปลายปี", Span(date(2024, 7, 1), date(2024, 9, 30))),
        ("ปลายปี 68", Span(date(2025, 7, 1), date(2025, 9, 30))),
        ("สิ้นปีหน้า", Span(date(2025, 9, 1), date(2025, 9, 30))),
    ],
)
def test_an_ambiguous_part_of_the_year_offers_the_fiscal_reading(text: str, offered: Span) -> None:
    (found,) = _read(text)
    assert found.is_ambiguous
    assert found.alternative == offered


def test_a_part_of_the_fiscal_year_is_not_ambiguous() -> None:
    assert [one.is_ambiguous for one in _read("ปลายปีงบ")] == [False]


@pytest.mark.parametrize(
    ("text", "is_relative"),
    [("เดือนหน้า", True), ("พรุ่งนี้", True), ("ภายใน 30 ก.ย.", True), ("มีนาคม", False), ("ไตรมาส 2", False)],
)
def test_a_mention_tells_whether_it_depends_on_today(text: str, is_relative: bool) -> None:
    assert [one.is_relative for one in _read(text)] == [is_relative]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("ครั้งที่ 1", [1]),
        ("ย้ายรอบสองเมื่อไหร่", [2]),
        ("รอบแรกกับรอบหลัง", [1, LAST]),
        ("นัดแรกของปีงบประมาณนี้", [1]),
        ("ครั้งหลังของปีคือวันที่เท่าไหร่", [LAST]),
        ("รอบสุดท้าย", [LAST]),
        ("ครั้งต่อไป", [NEXT]),
        ("รอบที่แล้ว", [PREVIOUS]),
        ("รอบ 2 เดือนอะไร", [2]),
        ("ครั้งที่ 3/2567", [3]),
        ("รอบ 1 เม.ย.", []),
        ("รอบ 10 มิ.ย.", []),
        ("ปีละ 2 ครั้ง", []),
        ("จัดกี่รอบ", []),
        ("ประเมินรอบ 6 เดือนแรก", []),
        ("กรอบอัตรากำลัง", []),
    ],
)
def test_an_occurrence_is_counted_and_is_no_date(text: str, numbers: list[int]) -> None:
    reading = READER.read(fold(text), TODAY, FiscalYear(2567))
    assert [one.number for one in reading.occurrences] == numbers


def test_a_mention_knows_its_place_in_the_folded_text() -> None:
    folded = fold("มีประชุมอะไรเดือนหน้าบ้าง กับไตรมาสที่ ๓")
    first, second = READER.read_times(folded, TODAY, FiscalYear(2567))
    assert folded[first.start : first.end] == "เดือนหน้า"
    assert folded[second.start : second.end] == "ไตรมาสที่ 3"


pieces = st.sampled_from(
    [row[0] for row in GIVEN + OWN]
    + [
        "ถึง",
        "-",
        "กับ",
        "ก่อน",
        "หลัง",
        "ตั้งแต่",
        "ภายใน",
        "ปี",
        "67",
        "2567",
        "เดือน",
        "/",
        " ",
        "31",
        "9999",
        "รอบ",
        "อีก",
        "0",
    ]
)
words = st.one_of(st.text(), st.lists(pieces, max_size=8).map(" ".join), st.lists(pieces, max_size=8).map("".join))


@given(words, st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_any_text_is_read_without_failing_and_in_order(text: str, today: date) -> None:
    folded = fold(text)
    reading = READER.read(folded, today, FiscalYear.containing(today))
    assert reading == READER.read(folded, today, FiscalYear.containing(today))
    assert all(one.span.start_on <= one.span.end_on for one in reading.times)
    assert all(0 <= one.start < one.end <= len(folded) for one in reading.times)
    assert [one.start for one in reading.times] == sorted(one.start for one in reading.times)
