"""Replies for a member in; rows in the outbox of the member's door out, in the transaction under way.

What a reply looks like in a messenger's own words is handed in, because the store knows no messenger.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, select

from bot.people import Person
from bot.reply import Reply
from bot.turn import Outgoing, Policy
from data.session import reading, writing
from data.sql_outbox import SqlOutbox
from data.tables_people import account

Wrap = Callable[[Reply, str], Sequence[tuple[str, bytes | None]]]
"""A reply and a chat in; bodies for the outbox, each with its file, out."""


@dataclass(frozen=True, slots=True)
class SqlMail:
    """The `Mail` of one door."""

    engine: Engine
    outbox: SqlOutbox
    door: str
    wrap: Wrap

    def post(
        self, person: Person, replies: tuple[Reply, ...], reference: str, now: datetime, *, is_last: bool = False
    ) -> bool:
        """A reminder: in bulk, and once more when nobody knows whether it arrived, if it is not that already."""
        chat = self._chat(person)
        if chat is None:
            return False
        bodies = [pair for reply in replies for pair in self.wrap(reply, chat)]
        policy = Policy.HOLD if is_last else Policy.ONCE_MORE
        reminder = {"kind": "reminder", "policy": policy, "is_bulk": True, "reference": reference}
        messages = [Outgoing(chat, body, file=file, **reminder) for body, file in bodies]  # type: ignore[arg-type]
        with writing(self.engine):
            self.outbox.put(messages, now)
        return True

    def _chat(self, person: Person) -> str | None:
        """The private chat of a messenger has the number of the account."""
        mine = account.c.office == person.office, account.c.member == person.number, account.c.door == self.door
        with reading(self.engine) as connection:
            return connection.scalar(select(account.c.account).where(*mine).limit(1))
