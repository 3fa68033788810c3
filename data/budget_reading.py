"""The cells of a finance sheet in; rows to be booked, and each row that cannot be read with its reason, out."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from functools import cache

from bot.calendar import BANGKOK, BUDDHIST_ERA_OFFSET
from bot.errors import RecordingError
from bot.finance_sheets import (
    NO_ACTIVITY,
    NO_AMOUNT,
    NO_COLUMN,
    NO_DAY,
    NO_ITEM,
    NO_KIND,
    NO_REFERENCE,
    ReadSheet,
    SheetFault,
    SheetRow,
    SheetWords,
)
from bot.ledger import NO_MONEY, EntryKind, NewEntry, place_of
from bot.ledger_rules import MOST
from bot.plan import Plan, Satang
from data.budget_tables import Cell, Table

_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_NUMERIC_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NAMED_DAY = re.compile(r"(\d{1,2})\s*([^\d\s]+)\s*(\d{4}|\d{2})")


class Columns:
    """Where each column of ours stands under the heads of a file."""

    def __init__(self, words: SheetWords) -> None:
        self.names = words.columns
        self.kinds = {form: kind for kind, forms in words.kinds.items() for form in forms}

    def places(self, head: tuple[str, ...]) -> dict[str, int]:
        found = {name: head.index(label) for name, label in self.names.items() if label in head}
        for name in ("day", "amount"):
            if name not in found:
                raise RecordingError(NO_COLUMN.format(name=self.names[name]))
        return found


class _FaultError(Exception):
    def __init__(self, said: str, **values: str) -> None:
        self.said, self.values = said, values


@dataclass(frozen=True, slots=True)
class _Reader:
    plan: Plan
    columns: Columns
    places: dict[str, int]
    activity: str

    def text(self, row: tuple[Cell, ...], name: str) -> str:
        place = self.places.get(name, len(row))
        cell = row[place] if place < len(row) else None
        return "" if cell is None else str(cell).strip()

    def cell(self, row: tuple[Cell, ...], name: str) -> Cell:
        place = self.places[name]
        return row[place] if place < len(row) else None

    def read(self, number: int, row: tuple[Cell, ...], seen: Counter[str]) -> SheetRow:
        activity, item = self._place(row)
        kind, refers = self._kind(row), self.text(row, "refers")
        if kind in (EntryKind.REVERSAL, EntryKind.RELEASE) and not refers:
            raise _FaultError(NO_REFERENCE)
        amount, at = read_amount(self.cell(row, "amount")), read_day(self.cell(row, "day"))
        settled = read_amount(self.cell(row, "settled")) if self.text(row, "settled") else NO_MONEY
        texts = self.text(row, "document"), self.text(row, "text")
        new = NewEntry(kind, activity, amount, item, *texts, settled=settled)
        token = self.text(row, "token") or self._token(new, at, seen)
        return SheetRow(number, token, new, at, refers, self.text(row, "allowed"))

    def _place(self, row: tuple[Cell, ...]) -> tuple[str, str]:
        number = self.text(row, "activity") or self.activity
        activity = self.plan.activity_by_number.get(number)
        if activity is None:
            raise _FaultError(NO_ACTIVITY, found=number or "-")
        item = self.text(row, "item")
        if item and place_of(activity, item) is None:
            raise _FaultError(NO_ITEM, activity=number, found=item)
        return number, item

    def _kind(self, row: tuple[Cell, ...]) -> EntryKind:
        said = self.text(row, "kind")
        kind = self.columns.kinds.get(said) if said else EntryKind.DISBURSE
        if kind is None:
            raise _FaultError(NO_KIND, found=said)
        return kind

    def _token(self, new: NewEntry, at: datetime, seen: Counter[str]) -> str:
        """The same row of the same file has the same token, however often it comes; equal rows are counted apart."""
        office, year = self.plan.office.key, self.plan.year.number
        content = (office, year, new.kind, new.activity, new.item, new.amount, new.document, new.note, at.date())
        digest = hashlib.sha256("\x1f".join(map(str, content)).encode()).hexdigest()[:24]
        seen[digest] += 1
        return f"sheet-{digest}-{seen[digest]}"


def read_rows(table: Table, columns: Columns, plan: Plan, activity: str) -> ReadSheet:
    """Every row that holds anything; sums at the end that finance writes without a day are left out."""
    reader = _Reader(plan, columns, columns.places(table.head), activity)
    rows: list[SheetRow] = []
    faults: list[SheetFault] = []
    seen: Counter[str] = Counter()
    for number, row in enumerate(table.rows, table.first_row):
        if not any(str(cell).strip() for cell in row if cell is not None):
            continue
        try:
            rows.append(reader.read(number, row, seen))
        except _FaultError as fault:
            faults.append(SheetFault(number, fault.said, fault.values))
    return ReadSheet(tuple(rows), tuple(faults))


def read_amount(cell: Cell) -> Satang:
    """Baht, as a number or a text such as 3,200.50 or ๓,๒๐๐."""
    # A float is read by what it prints, as people see it in the sheet: 0.1 + 0.2 is refused rather than rounded.
    written = str(cell if cell is not None else "").translate(_THAI_DIGITS).replace(",", "").removesuffix(".-").strip()
    try:
        satang = Decimal(written) * 100
        whole = satang.to_integral_value()
    except InvalidOperation:
        raise _FaultError(NO_AMOUNT, found=written or "-") from None
    if not satang.is_finite() or satang != whole or not 0 < whole <= MOST:
        raise _FaultError(NO_AMOUNT, found=written)
    return Satang(int(whole))


def read_day(cell: Cell) -> datetime:
    """Noon in Bangkok of a date cell, or of a text such as 15/2/2567, 15 ก.พ. 67 or 2024-02-15."""
    if isinstance(cell, datetime):
        return _noon(cell.date())
    if isinstance(cell, date):
        return _noon(cell)
    written = str(cell if cell is not None else "").translate(_THAI_DIGITS).strip()
    try:
        return _noon(_day(written))
    except (ValueError, KeyError):
        raise _FaultError(NO_DAY, found=written or "-") from None


def _day(written: str) -> date:
    if found := _ISO_DAY.match(written):
        return date(_year(found[1]), int(found[2]), int(found[3]))
    if found := _NUMERIC_DAY.fullmatch(written):
        return date(_year(found[3]), int(found[2]), int(found[1]))
    found = _NAMED_DAY.fullmatch(written)
    if found is None:
        raise ValueError(written)
    return date(_year(found[3]), _months()[found[2]], int(found[1]))


def _year(written: str) -> int:
    """A Buddhist year unless it can only be a Christian one; two digits are Buddhist."""
    year = int(written) + (2500 if len(written) == 2 else 0)
    return year - BUDDHIST_ERA_OFFSET if year >= 2400 else year


def _noon(day: date) -> datetime:
    # Excel holds Buddhist years typed as such in a date cell as years of the far future.
    if day.year >= 2400:
        day = day.replace(year=day.year - BUDDHIST_ERA_OFFSET)
    return datetime.combine(day, time(12), BANGKOK)


@cache
def _months() -> dict[str, int]:
    """Short and long names of Thai months."""
    from babel import Locale

    names = Locale.parse("th").months["format"]
    return {name: number for width in ("abbreviated", "wide") for number, name in names[width].items()}


__all__ = ["Columns", "read_amount", "read_day", "read_rows"]
