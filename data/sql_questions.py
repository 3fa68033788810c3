"""Questions that nobody could answer, in SQL: the text without a name in; what people ask out; 90 days."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, select

from data.inserting import Insert, insert_into
from data.prepared import Prepared
from data.session import noting, reading, writing
from data.tables_people import unanswered as table

KEPT_DAYS = 90
LONGEST = 300
_NUMBER = re.compile(r"[0-9๐-๙][0-9๐-๙ -]{7,}[0-9๐-๙]")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")


def _counting(dialect: str) -> Insert:
    new = insert_into(table, dialect)
    again = {"count": table.c.count + 1, "last_at": new.excluded.last_at}
    return new.on_conflict_do_update(index_elements=["office", "key"], set_=again)


_count = Prepared(_counting, ("office", "key", "text", "count", "first_at", "last_at"))


@dataclass(frozen=True, slots=True)
class Asked:
    """One text that nobody could answer."""

    text: str
    count: int
    last_at: datetime


class SqlQuestions:
    """The `Unanswered` of the database."""

    def __init__(self, engine: Engine, kept_days: int = KEPT_DAYS) -> None:
        self._engine = engine
        self._kept = timedelta(days=kept_days)

    def note(self, office: str, text: str, now: datetime) -> None:
        """Count it; who asked is not written down, and numbers that may be somebody's are struck out."""
        shown = _without_persons(text)
        if not shown or not self._kept:
            return
        key = hashlib.sha256(shown.lower().encode("utf-8", "replace")).hexdigest()[:32]
        row = {"office": office, "key": key, "text": shown, "count": 1, "first_at": now, "last_at": now}
        with noting(self._engine) as notes:
            notes.write_later(_count, row)

    def most(self, office: str, limit: int = 20) -> tuple[Asked, ...]:
        """What was asked most often."""
        columns = table.c.text, table.c.count, table.c.last_at
        wanted = select(*columns).where(table.c.office == office).order_by(table.c.count.desc(), table.c.last_at.desc())
        with reading(self._engine) as connection:
            rows = connection.execute(wanted.limit(limit)).all()
        return tuple(Asked(*row) for row in rows)

    def tidy(self, now: datetime) -> int:
        """Forget what nobody asked for so many days."""
        with writing(self._engine) as connection:
            return connection.execute(delete(table).where(table.c.last_at < now - self._kept)).rowcount


def _without_persons(text: str) -> str:
    return _MAIL.sub("…", _NUMBER.sub("…", " ".join(text.split())))[:LONGEST]
