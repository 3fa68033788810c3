"""An open database in; inbox and outbox of one bot as an admin looks at them out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from data.session import open_engine
from data.sql_inbox import SqlInbox
from data.sql_outbox import SqlOutbox


class SqlBoxes:
    """Counts, the quarantine, and its emptying."""

    def __init__(self, inbox: SqlInbox, outbox: SqlOutbox) -> None:
        self._inbox = inbox
        self._outbox = outbox

    def inbox(self) -> dict[str, int]:
        return self._inbox.counts()

    def outbox(self) -> dict[str, int]:
        return self._outbox.counts()

    def quarantined(self) -> list[Any]:
        return list(self._inbox.quarantined())

    def seen(self) -> int:
        return self._inbox.seen(datetime.now(UTC))


@contextmanager
def open_boxes(url: str, door: str, bot: int) -> Iterator[SqlBoxes]:
    """The boxes of a bot; the database must be there."""
    engine = open_engine(url)
    try:
        yield SqlBoxes(SqlInbox(engine, bot), SqlOutbox(engine, door, ""))
    finally:
        engine.dispose()
