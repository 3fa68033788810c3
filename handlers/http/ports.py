"""What the HTTP server needs of the parts behind it, as Protocols; `bot.wiring` hands them in."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class Seen(Protocol):
    """What the Telegram door has counted since its start. Implementation: `handlers.telegram.seen.Seen`."""

    updates: int
    outcomes: Counter[str]
    fates: Counter[str]
    too_many: int
    commits: int
    latencies: deque[float]
    waiting: int
    is_leading: bool

    @property
    def trouble(self) -> str: ...


class Door(Protocol):
    """A messenger that calls us. Implementation: `handlers.telegram.door.TelegramDoor`."""

    @property
    def seen(self) -> Seen: ...

    async def receive(self, payload: bytes, secret: str) -> int:
        """The HTTP status of a webhook call."""
        ...


@dataclass(frozen=True, slots=True)
class Depth:
    """How much lies in inbox and outbox, by state."""

    inbox: Mapping[str, int]
    outbox: Mapping[str, int]
    oldest_waiting_at: datetime | None
    plan_year: int


@dataclass(frozen=True, slots=True)
class House:
    """Everything behind the server. `depth` asks the database, in a thread."""

    door: Door
    depth: Callable[[], Depth]
    webhook_path: str = ""
