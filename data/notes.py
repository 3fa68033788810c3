"""What one transaction has read, and what it will write at its end: many messages, few statements.

The door handles many updates in one transaction. What each of them asks of the database is much the same, so the first
who asks reads it for all chats of the transaction. Any other statement that writes makes everything forgotten, and what
is to be written later is written before any statement that could see it: nobody reads what is not so.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection

from data.prepared import AT_ONCE, Prepared

T = TypeVar("T")


class Notes:
    """Of one transaction; gone with it."""

    def __init__(self) -> None:
        self.chats: tuple[str, ...] = ()
        """The chats whose updates are handled in it."""
        self._read: dict[Hashable, Any] = {}
        self._late: dict[Prepared, list[Mapping[str, Any]]] = {}
        self._is_writing = False

    def recall(self, what: Hashable, read: Callable[[], T]) -> T:
        """What has been read already; read now if nobody has."""
        if what not in self._read:
            self._read[what] = read()
        found: T = self._read[what]
        return found

    def of_chat(self, what: Hashable, chat: str, read: Callable[[list[str]], Iterable[tuple[str, T]]]) -> list[T]:
        """What is kept of one chat; who asks first reads it for those behind it, too. `read` gives (chat, value)."""
        known: dict[str, list[T]] = self._read.setdefault(what, {})
        if chat not in known:
            new: dict[str, list[T]] = {one: [] for one in self._next(chat) if one not in known}
            for one, value in read(list(new)):
                new[one].append(value)
            known.update(new)
        return known[chat]

    def _next(self, chat: str) -> Sequence[str]:
        at = self.chats.index(chat) if chat in self.chats else None
        return (chat,) if at is None else self.chats[at : at + AT_ONCE]

    def replace(self, what: Hashable, chat: str, values: list[Any]) -> None:
        """From now on this is what is kept of the chat."""
        self._read.setdefault(what, {})[chat] = values

    def write_later(self, statement: Prepared, row: Mapping[str, Any]) -> None:
        """Write the row together with others of the same statement, in the order in which they came.

        Who has read what the row changes says so by `replace`: nothing is forgotten when it is written.
        """
        self._late.setdefault(statement, []).append(row)

    def write(self, connection: Connection) -> None:
        """Write now what was to be written later."""
        self._is_writing = True
        try:
            while self._late:
                statement, rows = self._late.popitem()
                statement.write(connection, rows)
        finally:
            self._is_writing = False

    def stay_true(self, connection: Connection, *, is_reading: bool) -> None:
        """A statement is about to run: it must see what was to be written later, and may change what was read."""
        if self._is_writing:
            return
        if self._late:
            self.write(connection)
        if not is_reading:
            self._read.clear()

    def drop(self) -> None:
        """What happened since the savepoint has not happened."""
        self._read.clear()
        self._late.clear()
