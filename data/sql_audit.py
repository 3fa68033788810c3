"""The trail of every change in SQL: entries in, entries found out; the database refuses to change them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Row, insert, select

from bot.audit import Change, Entry
from data.session import reading, writing
from data.tables_members import audit_entry as table


class SqlAudit:
    """The `Audit` of the database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def write(self, change: Change, now: datetime) -> None:
        row = {
            "office": change.office,
            "happened_at": now,
            "member": change.by,
            "what": change.what,
            "subject": change.subject,
            "was": _written(change.before),
            "became": _written(change.after),
        }
        with writing(self._engine) as connection:
            connection.execute(insert(table).values(row))

    def find(self, office: str, words: str = "", limit: int = 20, before: int | None = None) -> tuple[Entry, ...]:
        wanted = select(table).where(table.c.office == office)
        if before is not None:
            wanted = wanted.where(table.c.id < before)
        by = "member " + table.c.member.cast(table.c.what.type)
        heap = by + " " + table.c.what + " " + table.c.subject + " " + table.c.was + " " + table.c.became
        for word in words.split()[:8]:
            wanted = wanted.where(heap.icontains(word, autoescape=True))
        with reading(self._engine) as connection:
            rows = connection.execute(wanted.order_by(table.c.id.desc()).limit(limit)).all()
        return tuple(_read(row) for row in rows)


def _written(values: Mapping[str, str]) -> str:
    return json.dumps(dict(values), ensure_ascii=False) if values else ""


def _values(written: str) -> dict[str, str]:
    return {str(name): str(value) for name, value in json.loads(written).items()} if written else {}


def _read(row: Row[Any]) -> Entry:
    change = Change(row.office, row.member, row.what, row.subject, _values(row.was), _values(row.became))
    return Entry(row.id, row.happened_at, change)
