"""What a finance sheet holds: rows to be booked, rows that cannot be read and why, and what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bot.errors import RecordingRefusedError
from bot.ledger import Books, Entry, EntryKind, NewEntry
from bot.plan import Plan
from bot.voice import N_

NO_AMOUNT = N_("the amount {found} cannot be read; write baht with two decimals at most, more than zero")
NO_DAY = N_("the day {found} cannot be read; write for example 15/2/2567")
NO_ACTIVITY = N_("the plan has no activity {found}")
NO_ITEM = N_("activity {activity} has no item {found}")
NO_KIND = N_("the kind {found} is not known")
NO_REFERENCE = N_("a row of this kind must say which entry it refers to")
NO_COLUMN = N_("The sheet has no column {name}.")
TOO_LARGE = N_("The file is too large.")
UNREADABLE = N_("The file cannot be read as a sheet (.xlsx or .csv).")
OTHER_ENDING = N_("Write to a file that ends in .xlsx or .csv.")


@dataclass(frozen=True, slots=True)
class SheetWords:
    """What the columns are called, and what the kinds of entries are called in them (the first form is written)."""

    columns: Mapping[str, str]
    kinds: Mapping[EntryKind, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row to be booked. `refers` is the token of the entry that it settles or reverses, or empty."""

    row: int
    token: str
    new: NewEntry
    at: datetime
    refers: str = ""
    allowed: str = ""


@dataclass(frozen=True, slots=True)
class SheetFault:
    """A row that cannot be read: its number, and a sentence (a msgid) with its values."""

    row: int
    said: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """All that was found in a file."""

    rows: tuple[SheetRow, ...]
    faults: tuple[SheetFault, ...]


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that a rule of the ledger forbids."""

    row: int
    refused: RecordingRefusedError


@dataclass(frozen=True, slots=True)
class BookedSheet:
    """How many rows are new, how many the books had already, and what was refused (then nothing is booked)."""

    new: int
    known: int
    faults: tuple[RefusedRow, ...] = ()


class SheetFiles(Protocol):
    """Finance's files. Implementation: `data.budget_files.BudgetFiles`."""

    def write(self, path: Path, books: Books, entries: tuple[Entry, ...]) -> None:
        """Entries in the order of the books, with what remained of their activity after each."""
        ...

    def read(self, path: Path, plan: Plan, activity: str) -> ReadSheet:
        """The rows of a file; `activity` is that of rows which name none."""
        ...

    def book(self, rows: tuple[SheetRow, ...], plan: Plan, recorder: int, now: datetime, is_trial: bool) -> BookedSheet:
        """All or none in one transaction; a trial does the same and takes it back."""
        ...
