"""What officers write about a date: which activity, what to do, which day, at what time and where."""

from __future__ import annotations

import json
from datetime import date, time

import pytest

from bot.dates_desk.reading import DateReader, Intent
from bot.dates_desk.words import read_date_words
from bot.errors import SchedulingError
from bot.meetings import When
from bot.plan import Plan
from bot.understanding.times import TimeReader, read_time_words
from tests.conftest import ROOT

QUESTIONS = ROOT / "tests" / "questions"
WORDS = ROOT / "locales" / "words" / "th"
TODAY = date(2024, 1, 8)
DAY = date(2024, 2, 15)


@pytest.fixture(scope="module")
def reader() -> DateReader:
    return DateReader(read_date_words(WORDS / "date_words.yaml"), TimeReader(read_time_words(WORDS / "times.yaml")))


TIMES = [
    ("9.00 น.", time(9)),
    ("9:30", time(9, 30)),
    ("9 น.", time(9)),
    ("09.00-12.00 น.", time(9)),
    ("13 นาฬิกา", time(13)),
    ("13 นาฬิกา 30 นาที", time(13, 30)),
    ("เก้าโมง", time(9)),
    ("9 โมงเช้า", time(9)),
    ("สามโมงเช้า", time(9)),
    ("เก้าโมงครึ่ง", time(9, 30)),
    ("สิบเอ็ดโมง", time(11)),
    ("เที่ยง", time(12)),
    ("เที่ยงครึ่ง", time(12, 30)),
    ("บ่ายโมง", time(13)),
    ("บ่าย 2", time(14)),
    ("บ่ายสองโมงครึ่ง", time(14, 30)),
    ("บ่ายสาม", time(15)),
    ("สี่โมงเย็น", time(16)),
    ("หกโมงเย็น", time(18)),
    ("หนึ่งทุ่ม", time(19)),
    ("", None),
    ("25.00 น.", None),
    ("ใช้เวลา 2 ชั่วโมง", None),
    ("บ่าย", None),
]


@pytest.mark.parametrize(("written", "at"), TIMES)
@pytest.mark.parametrize("day", ["15 ก.พ. 67", "15 ก.พ.", "๑๕ กุมภาพันธ์ ๒๕๖๗", "15/2/2567"])
def test_times_of_day_are_read_in_figures_and_in_words(
    reader: DateReader, plan_2567: Plan, written: str, at: time | None, day: str
) -> None:
    found = reader.read(f"1.13 ประชุม {day} {written}", plan_2567, TODAY)
    assert found is not None
    assert found.when is not None
    assert (found.when.on, found.when.at) == (DAY, at)


PLACES = [
    ("9.00 น. ห้องประชุม 1", "ห้องประชุม 1"),
    ("เวลา 09.00 น. ณ ห้องประชุมใหญ่ สพม.", "ห้องประชุมใหญ่ สพม."),
    ("เก้าโมง ห้องเล็ก", "ห้องเล็ก"),
    ("บ่ายโมงตรง ผ่าน zoom", "ผ่าน zoom"),
    ("ห้องประชุม 1 นะคะ", "ห้องประชุม 1"),
]


@pytest.mark.parametrize(("written", "place"), PLACES)
def test_what_is_neither_day_nor_time_is_the_place(
    reader: DateReader, plan_2567: Plan, written: str, place: str
) -> None:
    found = reader.read(f"1.13 ประชุม 15 ก.พ. 67 {written}", plan_2567, TODAY)
    assert found is not None
    assert found.when is not None
    assert found.when.place == place


SAID = [
    ("ข้อ 1.13 ประชุม 15 ก.พ. 67", "set", DAY),
    ("ข้อ1.13 ประชุม 15 ก.พ. 67", "set", DAY),
    ("กิจกรรมที่ 1.13 กำหนดวัน 15 กุมภา 67", "set", DAY),
    ("กำหนดวันประชุม 1.13 เป็นวันที่ 15 กุมภาพันธ์ 2567", "set", DAY),
    ("ขอเลื่อนข้อ 1.13 เป็น 15 ก.พ. 67", "move", DAY),
    ("เลื่อน 1.13 ไปก่อน", "move", None),
    ("1.13 เลื่อนออกไปไม่มีกำหนด", "move", None),
    ("1.13 จัดไปแล้วเมื่อวันที่ 5 ม.ค. 67", "held", date(2024, 1, 5)),
    ("1.13 จัดแล้วค่ะ", "held", None),
    ("ยกเลิกการประชุม 1.13", "cancel", None),
    ("กำหนดวัน 1.13", "ask", None),
    ("แจ้งฉันเมื่อกำหนดวัน 1.13", "watch", None),
    ("แจ้งเตือนข้อ 1.13 ด้วยค่ะ", "watch", None),
    ("ไม่ต้องแจ้งวันของ 1.13", "unwatch", None),
    ("1.13 กำหนดวันประชุม", "ask", None),
    ("ติดตาม 1.13", "watch", None),
    ("แจ้งเตือนฉันเมื่อกำหนดวัน 1.13", "watch", None),
    ("เตือนผมเมื่อ 1.13 กำหนดวัน", "watch", None),
    ("เลิกแจ้ง 1.13", "unwatch", None),
    ("เลิกติดตามข้อ 1.13 ค่ะ", "unwatch", None),
]


@pytest.mark.parametrize(("line", "verb", "day"), SAID)
def test_a_change_is_read_whatever_stands_before_the_number(
    reader: DateReader, plan_2567: Plan, line: str, verb: str, day: date | None
) -> None:
    assert reader.read(line, plan_2567, TODAY) == Intent("1.13", verb, When(day) if day else None)


NO_CHANGE = ["งบข้อ 1.13 ประชุม 15 ก.พ.", "1.13 ประชุม", "1.13 ประชุมเดือนหน้า", "เรื่อง 1.13 ประชุม 15 ก.พ. ใช่ไหม", "ขอ 1.13"]


@pytest.mark.parametrize("line", NO_CHANGE)
def test_a_question_is_no_change(reader: DateReader, plan_2567: Plan, line: str) -> None:
    assert reader.read(line, plan_2567, TODAY) is None


@pytest.mark.parametrize("days", ["15-16 ก.พ. 67", "15–17 กุมภาพันธ์ 2567", "15 ถึง 16 ก.พ. 67"])
def test_more_than_one_day_is_asked_back(reader: DateReader, plan_2567: Plan, days: str) -> None:
    with pytest.raises(SchedulingError, match="more than one day"):
        reader.read(f"1.13 ประชุม {days}", plan_2567, TODAY)


def test_no_question_of_the_question_sets_is_taken_for_a_change(reader: DateReader, plan_2567: Plan) -> None:
    asked = [json.loads(line) for path in QUESTIONS.glob("*.jsonl") for line in path.read_text().splitlines()]
    questions = [one["q"] for one in asked if one.get("q")]
    assert len(questions) > 500
    assert [one for one in questions if reader.read(one, plan_2567, TODAY) is not None] == []
