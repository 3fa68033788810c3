"""What tests of the ledger share: a small plan, moments, and postings in few words."""

from __future__ import annotations

import itertools
import sys
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.ledger import EntryKind, NewEntry, Posting
from bot.plan import Activity, LineItem, Plan, Satang, Source, Step, baht
from tests.fakes import tiny_plan

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
_tokens = itertools.count(1)


def plan(averaging: bool = False) -> Plan:
    """1.1 uses no budget; 1.2 has 1,000 baht; 2.1 has 600 baht in two steps, the first with two items."""
    tiny = tiny_plan()
    free, project = tiny.activities
    simple = replace(free, number="1.2", title="การประชุม", allocated=baht(1000), officers=("bun",))
    assert project.sheet is not None
    items = (
        LineItem("2.1/1.1", "ค่าอาหาร", baht(300), Source(1)),
        LineItem("2.1/1.2", "ค่าเอกสาร", baht(100), Source(2)),
    )
    steps = (
        Step("2.1/1", "1", "อบรม", Source(3), baht(400), 4, items=items),
        Step("2.1/2", "2", "ติดตาม", Source(4), baht(200), 4),
        Step("2.1/10", "10", "สรุป", Source(5)),
    )
    sheet = replace(project.sheet, steps=steps, is_averaging_allowed=averaging)
    budgeted: Activity = replace(project, allocated=baht(600), sheet=sheet)
    return replace(tiny, activities=(free, simple, budgeted))


def new(kind: EntryKind, key: str, amount: int | str, **more: object) -> NewEntry:
    """An entry at an activity ("1.2"), a step ("2.1/1") or an item ("2.1/1.1")."""
    activity = key.partition("/")[0]
    item = key if "/" in key else ""
    return NewEntry(kind, activity, baht(amount), item, **more)  # type: ignore[arg-type]


def posting(*entries: NewEntry, token: str = "", allowed: str = "", recorder: int = 0, office: str = "tiny") -> Posting:
    found = token or f"token-{next(_tokens)}"
    return Posting(office, plan().year, found, entries, recorder, NOW, NOW, allowed)


def spend(key: str, amount: int | str, **more: object) -> Posting:
    return posting(new(EntryKind.DISBURSE, key, amount, **more))


def commit(key: str, amount: int | str) -> Posting:
    return posting(new(EntryKind.COMMIT, key, amount))


def satang(amount: int | str) -> Satang:
    return baht(amount)


def tell(capsys: pytest.CaptureFixture[str], figure: str) -> None:
    """Print what was measured, also when all is well."""
    with capsys.disabled():
        sys.stdout.write(f"\n  {figure}\n")
