"""In: limits to keep and messages as they come. Out: 429 with the seconds to wait, as soon as a window is full."""

from __future__ import annotations

import math
import time
from collections import deque
from dataclasses import asdict, dataclass
from typing import Any, Literal

from .errors import too_many
from .windows import is_send

Scope = Literal["chat", "group", "all"]


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `count` messages in any sliding window of `seconds`, per chat, per group, or over all chats."""

    scope: Scope
    count: int
    seconds: float

    def to_json(self) -> dict[str, Any]:
        """As the control API takes it."""
        return asdict(self)


# What is reported of the real one (its exact limits are not published): one a second in a chat with a burst of three
# let through, 20 a minute in a group, 30 a second in all. The last binds bulk only, not answers to people.
CHAT_LIMITS = (Limit("chat", 3, 1.0), Limit("chat", 12, 10.0), Limit("group", 20, 60.0))
REAL_LIMITS = (*CHAT_LIMITS, Limit("all", 30, 1.0))


class Limits:
    """The limits in force; none at the start. A refused message does not count."""

    def __init__(self) -> None:
        self._limits: tuple[Limit, ...] = ()
        self._sent: dict[tuple[int, int | str | None], deque[float]] = {}
        self.refused = 0

    def set(self, limits: list[Limit]) -> None:
        """Keep these from now on, and forget what was sent before."""
        self._limits = tuple(limits)
        self._sent = {}

    def admit(self, method: str, chat_id: int | str | None) -> None:
        """Count a message, or refuse it."""
        if not self._limits or not is_send(method):
            return
        now = time.monotonic()
        windows = [
            (limit, self._window(number, limit, chat_id, now))
            for number, limit in enumerate(self._limits)
            if limit.scope != "group" or (isinstance(chat_id, int) and chat_id < 0)
        ]
        waits = [window[0] + limit.seconds - now for limit, window in windows if len(window) >= limit.count]
        if waits:
            self.refused += 1
            raise too_many(max(1, math.ceil(max(waits))))
        for _, window in windows:
            window.append(now)

    def _window(self, number: int, limit: Limit, chat_id: int | str | None, now: float) -> deque[float]:
        key = (number, None if limit.scope == "all" else chat_id)
        window = self._sent.setdefault(key, deque())
        while window and now - window[0] >= limit.seconds:
            window.popleft()
        return window
