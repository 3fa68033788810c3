"""The reader of plan files: any office and year, and a fault of a file is told with its file, line and cell."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.calendar import FiscalYear, Span
from bot.errors import PlanFileError
from bot.plan import PeriodKind, Plan, baht, total_allocated
from data.plan_files import read_plan
from data.plan_files.cells import read_fields
from data.plan_files.folder import CELLS
from data.plan_files.printed import printed_of

OTHER = Path(__file__).parent / "other_plan"


@pytest.fixture(scope="module")
def other() -> Plan:
    return read_plan(OTHER)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the other plan, to be spoilt."""
    return Path(shutil.copytree(OTHER, tmp_path / "plan"))


def test_a_plan_of_another_office_and_year_reads_too(other: Plan) -> None:
    assert (other.office.key, other.year, other.version) == ("sky-sea", FiscalYear(2568), 1)
    assert [activity.number for activity in other.activities] == ["1.1", "1.2", "1.10", "2.1", "2.2", "2.3"]
    assert total_allocated(other.activities) == baht("2040.50")
    assert other.words == {"1.10": ("พาย", "พายเรือ"), "fon": ("พี่ฝน",)}
    assert other.notes == ("แผนนี้สมมุติขึ้นทั้งหมด",)


def test_no_budget_is_not_zero_baht(other: Plan) -> None:
    assert other.activity_by_number["1.2"].allocated is None
    assert other.activity_by_number["2.3"].allocated == 0


def test_an_activity_belongs_to_the_group_of_its_part_unless_it_names_its_own(other: Plan) -> None:
    assert [activity.group for activity in other.activities] == ["boats", "boats", "boats", "kites", "", ""]


def test_people_keep_their_spellings_and_posts(other: Plan) -> None:
    fon = other.officer_by_key["fon"]
    assert (fon.full_name, fon.aliases) == ("ร.ต.หญิงฝน โปรยปราย", ("ฝน โปรยปลาย",))
    assert (fon.is_spelling_uncertain, fon.spelling_note) == (True, "พิมพ์สองแบบ")
    assert (fon.posts[0].group, fon.posts[0].is_acting, fon.posts[0].role) == ("kites", True, "officer")
    assert other.officer_by_key["lom"].full_name == "ลม"


def test_statements_know_their_parent_and_their_relations(other: Plan) -> None:
    assert [statement.key for statement in other.statements] == ["S1", "P1", "P1.1", "P2", "P3"]
    assert other.statement_by_key["P1"].related == ("S1",)
    assert other.children_of["P1"] == (other.statement_by_key["P1.1"],)
    assert other.statement_by_key["P2"].heading == "นโยบายของสำนักงาน"


def test_a_sheet_keeps_rates_counts_parts_and_groups(other: Plan) -> None:
    sheet = other.activity_by_number["2.1"].sheet
    assert sheet is not None
    paper, journey = sheet.steps[0].items
    assert (paper.rate, paper.counts, paper.amount) == (baht(10), ((10, "แผ่น"), (4, "สี")), baht(400))
    assert journey.parts == (("ค่าเดินทาง", baht(60)), ("ค่าขนม", baht(40)))
    assert (journey.group, journey.groups) == ("kites", ("kites", "boats"))
    assert sheet.is_averaging_allowed is False


PERIODS = [
    (1, "ต.ค.-ธ.ค.67", PeriodKind.QUARTER, date(2024, 10, 1), date(2024, 12, 31)),
    (1, "ต.ค.67-ธ.ค.67", PeriodKind.QUARTER, date(2024, 10, 1), date(2024, 12, 31)),
    (1, "ต.ค. - ธ.ค. 2567", PeriodKind.QUARTER, date(2024, 10, 1), date(2024, 12, 31)),
    (2, "ก.พ.68", PeriodKind.MONTH, date(2025, 2, 1), date(2025, 2, 28)),
    (3, "เม.ย.-พ.ค.68", PeriodKind.RANGE, date(2025, 4, 1), date(2025, 5, 31)),
    (3, "10 มิ.ย.68", PeriodKind.DATE, date(2025, 6, 10), date(2025, 6, 10)),
    (4, "9-11 ก.ค. 68", PeriodKind.RANGE, date(2025, 7, 9), date(2025, 7, 11)),
    (4, "30 ก.ค.-2 ส.ค.68", PeriodKind.RANGE, date(2025, 7, 30), date(2025, 8, 2)),
]


@pytest.mark.parametrize(("quarter", "printed", "kind", "start_on", "end_on"), PERIODS)
def test_a_period_is_read_as_printed(
    quarter: int, printed: str, kind: PeriodKind, start_on: date, end_on: date
) -> None:
    period = printed_of(FiscalYear(2568), CELLS).periods.read(printed, quarter, 1)
    assert (period.kind, period.span, period.quarter) == (kind, Span(start_on, end_on), quarter)
    assert period.printed == printed


def test_the_periods_of_an_activity_are_counted_as_its_rounds(other: Plan) -> None:
    periods = other.activity_by_number["1.1"].periods
    assert [(period.quarter, period.round) for period in periods] == [(1, 1), (3, 2)]


# file, what is written there, what it becomes, line of the fault, what the error says
FAULTS = [
    ("activities.yaml", "1: ต.ค.-ธ.ค.67", "1: ต.ค.-ธ.ค.67 เวลาเช้า", 6, "cannot be read as a period"),
    ("activities.yaml", "1: ต.ค.-ธ.ค.67", "1: ธ.ค.-ต.ค.67", 6, "ends before it starts"),
    ("activities.yaml", "1: ต.ค.-ธ.ค.67", "1: ม.ค.-มี.ค.68", 6, "is not inside quarter 1 of fiscal year 2568"),
    ("activities.yaml", "1: ต.ค.-ธ.ค.67", "1: ต.ค.-ธ.ค.", 6, "no year is printed"),
    ("activities.yaml", "2: 1 มี.ค.68", "2: 32 มี.ค.68", 32, "day"),
    ("activities.yaml", "1: ต.ค.-ธ.ค.67", "5: ต.ค.-ธ.ค.67", 6, "there is no quarter '5'"),
    ("activities.yaml", "1: ต.ค.-ธ.ค.67", "3: เม.ย.68", 7, "given twice"),
    ("activities.yaml", "allocated: 1,200.50", "allocated: หนึ่งพัน", 4, "'หนึ่งพัน' is not an amount"),
    ("activities.yaml", "allocated: 1,200.50", "allocated: 1,200.505", 4, "is not an amount"),
    ("activities.yaml", "allocated: 1,200.50", "allocated: -5", 4, "below zero"),
    ("activities.yaml", "    allocated: 1,200.50\n", "", 2, "'allocated' is missing"),
    ("activities.yaml", "title: ทาสีเรือ", "titel: ทาสีเรือ", 11, "'title' is missing"),
    ("activities.yaml", "rounds: ปีละ 2 ครั้ง", "round: ปีละ 2 ครั้ง", 9, "nobody reads this cell"),
    ("activities.yaml", "officers: [mek, fon]", "officers: [mek, somebody]", 16, "'somebody' is not known"),
    ("activities.yaml", "officers: [mek, fon]", "officers: mek", 16, "a list is expected"),
    ("activities.yaml", "group: kites", "group: balloons", 34, "'balloons' is not known"),
    ("activities.yaml", "number: 1.2", "number: 1.1", 11, "'1.1' is given twice"),
    ("activities.yaml", "number: 2.3", "number: 7.3", 43, "belongs to no part"),
    ("activities.yaml", "line: 10", "line: ten", 10, "is not a whole number"),
    ("activities.yaml", "line: 11\n", "line: 11\n    also: [x]\n", 19, "is not a whole number"),
    ("activities.yaml", "project: true", "project: perhaps", 30, "neither true nor false"),
    ("activities.yaml", "activities:", "activities: [", 2, ""),
    ("activities.yaml", "activities:", "activity:", 1, "nobody reads this cell"),
    ("people.yaml", "role: maker", "role: king", 10, "'king' is not a role"),
    ("people.yaml", "key: fon", "key: mek", 12, "'mek' is given twice"),
    ("people.yaml", "    why: พิมพ์สองแบบ\n", "", 19, "says 'why'"),
    ("people.yaml", "title: นักเดินเรือชำนาญการ", "title: [นัก, เดิน]", 8, "one text is expected"),
    ("people.yaml", "title: นักเดินเรือชำนาญการ", 'title: ""', 8, "the cell is empty"),
    ("groups.yaml", "key: kites", "key: boats", 5, "'boats' is given twice"),
    ("projects.yaml", "amount: 400", "amount: 401", 16, "rate times counts is another amount"),
    ("projects.yaml", "amount: 60", "amount: 61", 20, "do not add up"),
    ("projects.yaml", "allocated: 500", "allocated: 501", 8, "do not add up"),
    ("projects.yaml", "      amount: 500\n", "      amount: 900\n", 31, "do not add up"),
    ("projects.yaml", "activity: 2.1", "activity: 2.9", 2, "there is no activity '2.9'"),
    ("projects.yaml", "activity: 2.1", "activity: 2.2", 2, "do not add up to what activity 2.2 is allocated"),
    ("projects.yaml", "[10 แผ่น, 4 สี]", "[สิบ แผ่น, 4 สี]", 14, "is not a number and a unit"),
    ("projects.yaml", "quarter: 2", "quarter: 6", 9, "there is no quarter '6'"),
    ("projects.yaml", "officer: fon", "officer: nobody", 40, "'nobody' is not known"),
    ("policies/10-office.yaml", "key: P2", "key: P1", 22, "'P1' is given twice"),
    ("policies/10-office.yaml", "related: [S1]", "related: [S9]", 15, "'S9' is not known"),
    ("policies/10-office.yaml", "layer: strategy", "layer: dream", 2, "'dream' is not a layer"),
    ("policies/10-office.yaml", "    heading: นโยบายของสำนักงาน", "    parent: P9", 12, "the parent 'P9' is not known"),
    ("office.yaml", "year: 2568", "year: สองห้าหกแปด", 6, "is not a whole number"),
    ("office.yaml", "number: 2", "number: 1", 15, "'1' is given twice"),
    ("notes.yaml", "notes: [แผนนี้สมมุติขึ้นทั้งหมด]", "- แผน", 1, "names and values are expected"),
]


@pytest.mark.parametrize(("name", "before", "after", "line", "says"), FAULTS)
def test_a_fault_is_told_with_its_file_and_line(
    folder: Path, name: str, before: str, after: str, line: int, says: str
) -> None:
    file = folder / name
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(PlanFileError) as caught:
        read_plan(folder)
    told = str(caught.value)
    assert re.match(rf"{re.escape(str(file))}, line {line}\b", told), told
    assert says in told


@pytest.mark.parametrize("spoilt", [b"\xff\xfe\x00", b"year: \x07", b"\x80"])
def test_a_file_that_is_no_text_is_a_clear_error(folder: Path, spoilt: bytes) -> None:
    (folder / "people.yaml").write_bytes(spoilt)
    with pytest.raises(PlanFileError, match=r"people\.yaml, line 1"):
        read_plan(folder)


def test_an_item_that_stands_inside_itself_is_a_clear_error(folder: Path) -> None:
    file = folder / "policies" / "10-office.yaml"
    text = file.read_text(encoding="utf-8").replace("        below:\n", "        below: &inside\n", 1)
    file.write_text(text.replace("line: 33", "line: 33\n            below: *inside"), encoding="utf-8")
    with pytest.raises(PlanFileError, match=r"10-office\.yaml, line 22: aliases"):
        read_plan(folder)


def test_a_file_nested_without_end_is_a_clear_error(folder: Path) -> None:
    (folder / "notes.yaml").write_text("notes: " + "[" * 100_000, encoding="utf-8")
    with pytest.raises(PlanFileError, match=r"notes\.yaml, line 1: "):
        read_plan(folder)


def test_a_folder_without_a_plan_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(PlanFileError, match=r"there is no plan here \(office\.yaml is missing\)"):
        read_plan(tmp_path)


def test_files_that_a_plan_does_not_have_are_empty(folder: Path) -> None:
    for name in ("projects.yaml", "words.yaml", "notes.yaml", "policies/10-office.yaml"):
        (folder / name).unlink()
    plan = read_plan(folder)
    assert (plan.words, plan.notes, plan.statements) == ({}, (), ())
    assert len(plan.activities) == 6


def test_a_number_keeps_its_last_zero(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text("number: 1.10\n", encoding="utf-8")
    assert read_fields(tmp_path / "one.yaml").text("number") == "1.10"
