"""Finance's sheets: entries written to XLSX or CSV; such files read and booked, every row or none, each row once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from bot.calendar import BANGKOK, BUDDHIST_ERA_OFFSET
from bot.errors import RecordingRefusedError
from bot.finance_sheets import BookedSheet, ReadSheet, RefusedRow, SheetRow, SheetWords
from bot.ledger import Books, Entry, EntryKind, Ledger, Posting, allocated_to
from bot.plan import Plan
from data.budget_reading import Columns, read_rows
from data.budget_tables import Table, read_table, write_table
from data.session import writing
from data.sql_ledger import entries_of_tokens

_ORDER = ("document", "day", "text", "amount", "remaining")
"""The columns that finance keeps, in finance's order; ours stand to the right of them."""
_OURS = ("kind", "activity", "item", "recorder", "number", "allowed", "settled", "refers", "token")


class _TakenBackError(Exception):
    """Ends a transaction that shall leave nothing behind."""


class BudgetFiles:
    """The `SheetFiles` of the database; `words` names the columns and kinds."""

    def __init__(self, engine: Engine, ledger: Ledger, words: SheetWords) -> None:
        self._engine = engine
        self._ledger = ledger
        self._words = words

    def write(self, path: Path, books: Books, entries: tuple[Entry, ...]) -> None:
        names = self._words.columns
        head = tuple(names[name] for name in (*_ORDER, *_OURS))
        write_table(path, Table(head, tuple(self._lines(books, entries))))

    def _lines(self, books: Books, entries: Sequence[Entry]) -> list[tuple[object, ...]]:
        left: dict[str, int] = {}
        tokens = {entry.number: entry.token for entry in entries}
        lines = []
        for entry in entries:
            before = left.get(entry.activity, allocated_to(books.plan, entry.activity) or 0)
            left[entry.activity] = before + entry.effect.remains
            lines.append(self._line(entry, left[entry.activity], tokens))
        return lines

    def _line(self, entry: Entry, remaining: int, tokens: dict[int, str]) -> tuple[object, ...]:
        refers = entry.reverses or (entry.settles if entry.reverses is None else None) or 0
        day = entry.at.astimezone(BANGKOK)
        return (
            entry.document,
            f"{day.day}/{day.month}/{day.year + BUDDHIST_ERA_OFFSET}",
            entry.note,
            entry.amount,
            remaining,
            self._words.kinds[entry.kind][0],
            entry.activity,
            entry.item,
            entry.recorder_name or entry.recorder,
            entry.number,
            entry.allowed,
            f"{-entry.effect.commits / 100:.2f}" if entry.settles and not entry.reverses else "",
            tokens.get(refers, ""),
            entry.token,
        )

    def read(self, path: Path, plan: Plan, activity: str) -> ReadSheet:
        return read_rows(read_table(path), Columns(self._words), plan, activity)

    def book(self, rows: tuple[SheetRow, ...], plan: Plan, recorder: int, now: datetime, is_trial: bool) -> BookedSheet:
        outcome = BookedSheet(0, 0)
        try:
            with writing(self._engine):
                outcome = self._book(rows, plan, recorder, now)
                if is_trial or outcome.faults:
                    raise _TakenBackError
        except _TakenBackError:
            pass
        return outcome

    def _book(self, rows: tuple[SheetRow, ...], plan: Plan, recorder: int, now: datetime) -> BookedSheet:
        new = known = 0
        faults: list[RefusedRow] = []
        for row in rows:
            try:
                posted = self._ledger.post(self._posting(row, plan, recorder, now))
            except RecordingRefusedError as refused:
                faults.append(RefusedRow(row.row, refused))
                continue
            new, known = new + posted.is_new, known + (not posted.is_new)
        return BookedSheet(new, known, tuple(faults))

    def _posting(self, row: SheetRow, plan: Plan, recorder: int, now: datetime) -> Posting:
        entry = row.new
        if row.refers:
            found = entries_of_tokens(self._engine, plan.office.key, row.refers)
            number = found[0].number if found else 0
            is_reversal = entry.kind is EntryKind.REVERSAL
            entry = replace(entry, reverses=number) if is_reversal else replace(entry, settles=number)
        return Posting(plan.office.key, plan.year, row.token, (entry,), recorder, row.at, now, row.allowed)
