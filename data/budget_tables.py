"""A table of cells ⇄ an XLSX or CSV file; a cell that looks like a formula stays a text on both sides."""

from __future__ import annotations

import csv
import io
import os
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.errors import RecordingError
from bot.finance_sheets import OTHER_ENDING, TOO_LARGE, UNREADABLE

MOST_BYTES = 20_000_000
MOST_ROWS = 50_000
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
Cell = object


@dataclass(frozen=True, slots=True)
class Table:
    """The heads of columns and the rows below; whole numbers written are satang."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    first_row: int = 2
    """The number of the first row in the file."""


def write_table(path: Path, table: Table) -> None:
    """The file under its name only when it is complete."""
    part = path.with_name(f".{path.name}.part")
    if path.suffix.lower() == ".csv":
        part.write_bytes(_csv(table))
    elif path.suffix.lower() == ".xlsx":
        _write_xlsx(part, table)
    else:
        raise RecordingError(OTHER_ENDING)
    os.replace(part, path)


def _csv(table: Table) -> bytes:
    written = io.StringIO()
    lines = csv.writer(written)
    lines.writerow(table.head)
    lines.writerows([_plain(cell, index in MONEY) for index, cell in enumerate(row)] for row in table.rows)
    # Excel takes a CSV file for UTF-8 only when it begins with this mark.
    return written.getvalue().encode("utf-8-sig")


MONEY = (3, 4)
"""The columns of money: amount and what remains."""


def _plain(cell: Cell, is_money: bool) -> str:
    if is_money and isinstance(cell, int):
        return f"{'-' if cell < 0 else ''}{abs(cell) // 100}.{abs(cell) % 100:02}"
    text = str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _write_xlsx(path: Path, table: Table) -> None:
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.worksheets[0]
    for row, cells in enumerate((table.head, *table.rows), 1):
        for column, cell in enumerate(cells, 1):
            place = sheet.cell(row, column)
            if row > 1 and column - 1 in MONEY and isinstance(cell, int):
                place.value = cell / 100
                place.number_format = "#,##0.00"
            else:
                place.value = str(cell)
                place.data_type = "s"  # else a note that begins with = would be a formula
            if row == 1:
                place.font = Font(bold=True)
    for letter, width in zip("ABCDEFGHIJKLMN", (18, 12, 40, 14, 14, 12, 10, 12, 24, 8, 20, 14, 14, 14), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    book.save(path)


def read_table(path: Path) -> Table:
    """The first sheet of a file; RecordingError when it is none."""
    if path.stat().st_size > MOST_BYTES:
        raise RecordingError(TOO_LARGE)
    try:
        found = _csv_rows(path) if path.suffix.lower() == ".csv" else _xlsx_rows(path)
        rows = _limited(found)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, csv.Error) as error:
        raise RecordingError(UNREADABLE) from error
    return _with_head(rows)


def _limited(rows: Iterable[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    kept = []
    for number, row in enumerate(rows):
        if number > MOST_ROWS:
            raise RecordingError(TOO_LARGE)
        kept.append(row)
    return kept


def _with_head(rows: list[tuple[Cell, ...]]) -> Table:
    """Finance puts titles above the head: it is the first row with at least three texts."""
    for number, row in enumerate(rows):
        heads = tuple(str(cell).strip() if cell is not None else "" for cell in row)
        if sum(bool(head) for head in heads) >= 3:
            return Table(heads, tuple(rows[number + 1 :]), number + 2)
    raise RecordingError(UNREADABLE)


def _csv_rows(path: Path) -> Iterator[tuple[Cell, ...]]:
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp874")  # what Excel writes on a Thai machine
    for row in csv.reader(io.StringIO(text, newline="")):
        yield tuple(cell[1:] if cell[:1] == "'" and cell[1:2] in _FORMULA else cell for cell in row)


def _xlsx_rows(path: Path) -> Iterator[tuple[Cell, ...]]:
    from openpyxl import load_workbook

    _check_unpacked(path)
    book = load_workbook(path, read_only=True, data_only=True)
    try:
        yield from book.worksheets[0].iter_rows(values_only=True)
    finally:
        book.close()


def _check_unpacked(path: Path) -> None:
    """A small file can unpack to gigabytes."""
    with zipfile.ZipFile(path) as archive:
        if sum(one.file_size for one in archive.infolist()) > 10 * MOST_BYTES:
            raise RecordingError(TOO_LARGE)
