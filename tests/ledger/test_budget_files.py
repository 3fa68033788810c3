"""Finance's sheets: what is written comes back, unreadable rows are listed, a file booked twice books nothing twice."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from bot.errors import RecordingError
from bot.finance_sheets import BookedSheet, SheetFiles
from bot.ledger import EntryKind, Refusal
from bot.ledger_rules import reversal
from bot.money_desk.words import load_money_words
from data.budget_files import BudgetFiles
from data.budget_reading import read_amount, read_day
from data.sql_ledger import SqlLedger
from data.sql_plan import SqlPlans
from data.store import Store, open_store
from tests.ledger.chatting import WORDS
from tests.ledger.making import NOW, commit, new, plan, posting, spend

YEAR = plan().year
HEAD = ("เลขที่เอกสาร", "วันที่", "รายการ", "จำนวนเงิน", "คงเหลือสะสม", "กิจกรรม", "รายการย่อย", "ประเภท")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def files(sql_ledger: SqlLedger, store: Store) -> SheetFiles:
    return BudgetFiles(store.engine, sql_ledger, load_money_words(WORDS).sheet)


def sheet(path: Path, *rows: tuple[object, ...], head: tuple[str, ...] = HEAD) -> Path:
    """A file as finance keeps it, titles above the head included."""
    if path.suffix == ".csv":
        written = io.StringIO()
        csv.writer(written).writerows([head, *rows])
        path.write_bytes(written.getvalue().encode("cp874"))
        return path
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    for row in (("ทะเบียนคุมงบประมาณ",), (), head, *rows):
        page.append(row)
    book.save(path)
    return path


def book(files: SheetFiles, path: Path, is_trial: bool = False, activity: str = "") -> BookedSheet:
    found = files.read(path, plan(), activity)
    assert found.faults == ()
    return files.book(found.rows, plan(), 0, NOW, is_trial)


GOOD = (
    ("ศธ 1", "15/2/2570", "ค่าอาหาร", "100.50", "", "1.2", "", ""),
    ("ศธ 2", date(2027, 2, 16), "ค่าอาหาร", 200, "", "1.2", "", "เบิกจ่าย"),
    ("ศธ 3", "๑๗ ก.พ. ๗๐", "ค่าวิทยากร", "๓๐๐", "", "2.1", "2.1/1.1", "ผูกพัน"),
    ("ศธ 2", date(2027, 2, 16), "ค่าอาหาร", 200, "", "1.2", "", "เบิกจ่าย"),
)


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_a_file_is_booked_once_however_often_it_comes(
    files: SheetFiles, sql_ledger: SqlLedger, tmp_path: Path, ending: str
) -> None:
    rows = [tuple(str(c) if ending == ".csv" and isinstance(c, date) else c for c in row) for row in GOOD]
    path = sheet(tmp_path / f"in{ending}", *rows)
    assert book(files, path) == BookedSheet(4, 0)
    assert book(files, path) == BookedSheet(0, 4)
    balance = sql_ledger.books(plan()).balance("1.2")
    assert (balance.disbursed, balance.remaining) == (50_050, 49_950)
    days = [entry.at.date().isoformat() for entry in sql_ledger.entries("tiny", YEAR)]
    assert days == ["2027-02-15", "2027-02-16", "2027-02-17", "2027-02-16"]


def test_a_trial_books_nothing(files: SheetFiles, sql_ledger: SqlLedger, tmp_path: Path) -> None:
    path = sheet(tmp_path / "in.xlsx", *GOOD)
    assert book(files, path, is_trial=True) == BookedSheet(4, 0)
    assert sql_ledger.entries("tiny", YEAR) == ()


def test_every_row_that_cannot_be_read_is_listed(files: SheetFiles, tmp_path: Path) -> None:
    bad = (
        ("", "15/2/2570", "", "หลายบาท", "", "1.2", "", ""),
        ("", "31/2/2570", "", "10", "", "1.2", "", ""),
        ("", "15/2/2570", "", "10", "", "9.9", "", ""),
        ("", "15/2/2570", "", "10", "", "2.1", "2.1/77", ""),
        ("", "15/2/2570", "", "10", "", "1.2", "", "ของขวัญ"),
        ("", "15/2/2570", "", "10", "", "1.2", "", "กลับรายการ"),
        ("", "15/2/2570", "", "0.005", "", "1.2", "", ""),
        (None, None, None, None, None, None, None, None),
        ("", "15/2/2570", "", "10", "", "1.2", "", ""),
    )
    found = files.read(sheet(tmp_path / "in.xlsx", *bad), plan(), "")
    assert [fault.row for fault in found.faults] == [4, 5, 6, 7, 8, 9, 10]
    assert [row.row for row in found.rows] == [12]


def test_one_row_that_is_refused_takes_back_all(files: SheetFiles, sql_ledger: SqlLedger, tmp_path: Path) -> None:
    too_much = ("", "15/2/2570", "", "1000", "", "1.2", "", "")
    outcome = book(files, sheet(tmp_path / "in.xlsx", GOOD[0], too_much, GOOD[2]))
    assert [(fault.row, fault.refused.refusal) for fault in outcome.faults] == [(5, Refusal.BELOW_ZERO)]
    assert sql_ledger.entries("tiny", YEAR) == ()


def test_rows_without_an_activity_take_the_one_that_is_named(files: SheetFiles, tmp_path: Path) -> None:
    path = sheet(tmp_path / "in.csv", ("1", "15/2/2570", "x", "5", ""), head=HEAD[:5])
    assert book(files, path, activity="1.2") == BookedSheet(1, 0)
    assert files.read(path, plan(), "").faults


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_what_is_exported_is_known_here_and_rebuilds_other_books(
    files: SheetFiles, sql_ledger: SqlLedger, tmp_path: Path, ending: str
) -> None:
    (owed,) = sql_ledger.post(commit("2.1/1", 300)).entries
    sql_ledger.post(spend("2.1/1", 180, settles=owed.number, settled=20_000))
    (paid,) = sql_ledger.post(spend("1.2", "12.34", note="=1+1", document="-5")).entries
    sql_ledger.post(posting(*reversal([paid], "บันทึกผิด")))
    sql_ledger.post(posting(new(EntryKind.DISBURSE, "1.2", 1200), allowed="ผอ. อนุมัติ"))
    sql_ledger.post(posting(new(EntryKind.TRANSFER_OUT, "2.1", 5), new(EntryKind.TRANSFER_IN, "1.2", 5)))
    entries = sql_ledger.entries("tiny", YEAR)
    path = tmp_path / f"out{ending}"
    files.write(path, sql_ledger.books(plan()), entries)
    assert book(files, path) == BookedSheet(0, len(entries))
    with open_store(f"sqlite:///{tmp_path / 'other.db'}") as other:
        SqlPlans(other.engine).save_plan(plan())
        again = BudgetFiles(other.engine, other.ledger, load_money_words(WORDS).sheet)
        assert book(again, path) == BookedSheet(len(entries), 0)
        there = other.ledger.entries("tiny", YEAR)
    seen = [(one.token, one.kind, one.effect, one.note, one.document, one.allowed) for one in entries]
    assert [(one.token, one.kind, one.effect, one.note, one.document, one.allowed) for one in there] == seen


def test_the_sheet_has_finances_columns_with_what_remains_after_each(
    files: SheetFiles, sql_ledger: SqlLedger, tmp_path: Path
) -> None:
    sql_ledger.post(spend("1.2", 100, document="ศธ 1", note="=HYPERLINK(1)"))
    sql_ledger.post(spend("1.2", 50))
    path = tmp_path / "out.xlsx"
    files.write(path, sql_ledger.books(plan()), sql_ledger.entries("tiny", YEAR))
    page = openpyxl.load_workbook(path).worksheets[0]
    rows = list(page.iter_rows(values_only=True))
    assert rows[0][:5] == HEAD[:5]
    assert rows[1][:5] == ("ศธ 1", "22/11/2569", "=HYPERLINK(1)", 100, 900)
    assert rows[2][3:5] == (50, 850)
    assert page["C2"].data_type == "s"


@pytest.mark.parametrize("content", [b"", b"\xff" * 100, b"PK\x03\x04 no", "สวัสดี".encode()])
@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_a_file_that_is_no_sheet_is_one_sentence(
    files: SheetFiles, tmp_path: Path, content: bytes, ending: str
) -> None:
    path = tmp_path / f"in{ending}"
    path.write_bytes(content)
    with pytest.raises(RecordingError):
        files.read(path, plan(), "")


def test_amounts_and_days_are_read_as_finance_writes_them() -> None:
    assert [read_amount(one) for one in (100, 100.5, "1,234.50", "๑,๐๑๐", "60,000.-")] == [
        10_000,
        10_050,
        123_450,
        101_000,
        6_000_000,
    ]
    days = ("15/2/2567", "15-2-67", "2024-02-15", "15 ก.พ. 67", "15 กุมภาพันธ์ 2567", date(2024, 2, 15), date(2567, 2, 15))
    assert {read_day(one).date() for one in days} == {date(2024, 2, 15)}
