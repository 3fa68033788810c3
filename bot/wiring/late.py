"""How to make an assistant in; one out that is made at its first use."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime

from bot.people import Chat, Person
from bot.reply import Reply
from handlers.commands.ports import Assistant


class LateAssistant:
    """Stands in for the assistant; several threads may use it first at the same time."""

    def __init__(self, make: Callable[[], Assistant]) -> None:
        self._make = make
        self._made: Assistant | None = None
        self._making = threading.Lock()

    def reply_to(self, text: str, person: Person, chat: Chat, now: datetime) -> tuple[Reply, ...]:
        return self._assistant().reply_to(text, person, chat, now)

    def reply_to_choice(self, code: str, person: Person, chat: Chat, now: datetime) -> tuple[Reply, ...]:
        return self._assistant().reply_to_choice(code, person, chat, now)

    def explain(self, text: str, person: Person, chat: Chat, now: datetime) -> str:
        return self._assistant().explain(text, person, chat, now)

    def _assistant(self) -> Assistant:
        if self._made is None:
            with self._making:
                self._made = self._made or self._make()
        return self._made
