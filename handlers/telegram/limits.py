"""Moments of sendings in; how long the next one has to wait out. Pure: the time is an argument.

Telegram counts when it takes a message, which is some time between our request and its answer. A sending under way
counts as happening now, and one that ended as at its end: so no window on Telegram's side can be fuller than ours.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

_MANY_CHATS = 5_000
_CATCH_UP = 0.2
"""Seconds of pace that may be made up for when a timer was late."""


@dataclass(frozen=True, slots=True)
class Rates:
    """What Telegram lets through; 0 lifts a limit."""

    per_chat: float = 1.0
    burst: int = 3
    group_per_minute: int = 20
    bulk_per_second: float = 25.0
    bulk_most: int = 30
    """Never more in any sliding second; the pace above stays below it."""


@dataclass(slots=True)
class Window:
    """At most `most` in any sliding window of `seconds`."""

    most: int
    seconds: float
    under_way: int = 0
    ended: deque[float] = field(default_factory=deque)

    def wait(self, now: float) -> float:
        while self.ended and now - self.ended[0] >= self.seconds:
            self.ended.popleft()
        if not self.most or self.under_way + len(self.ended) < self.most:
            return 0.0
        # With all places taken by what is under way, its end comes first: ask again soon.
        return self.ended[0] + self.seconds - now if self.ended else 0.05

    @property
    def room(self) -> int:
        return self.most - self.under_way - len(self.ended)

    def begin(self) -> None:
        self.under_way += 1

    def end(self, now: float) -> None:
        self.under_way -= 1
        self.ended.append(now)


@dataclass(slots=True)
class Bucket:
    """Holds a burst and drains at a rate; it does not drain while a sending is under way."""

    level: float = 0.0
    at: float = 0.0
    under_way: int = 0

    def wait(self, now: float, rate: float, burst: int) -> float:
        over = self._level(now, rate) + 1.0 - burst
        return max(0.0, over / rate)

    def begin(self, now: float, rate: float) -> None:
        self.level = self._level(now, rate) + 1.0
        self.at = now
        self.under_way += 1

    def end(self, now: float) -> None:
        self.under_way -= 1
        self.at = max(self.at, now)

    def _level(self, now: float, rate: float) -> float:
        return self.level if self.under_way else max(0.0, self.level - (now - self.at) * rate)


class Limits:
    """All limits of one bot."""

    def __init__(self, rates: Rates) -> None:
        self.rates = rates
        self._bulk = Window(rates.bulk_most, 1.0)
        self._next_bulk_at = 0.0
        self._groups: dict[str, Window] = {}
        self._chats: dict[str, Bucket] = {}

    def wait(self, chat: str, is_bulk: bool, now: float) -> float:
        """Seconds until a message may go to that chat; 0 for at once."""
        waits = 0.0
        if self.rates.per_chat and chat in self._chats:
            waits = self._chats[chat].wait(now, self.rates.per_chat, self.rates.burst)
        if chat in self._groups:
            waits = max(waits, self._groups[chat].wait(now))
        return max(waits, self.wait_for_bulk(now)) if is_bulk else waits

    def wait_for_bulk(self, now: float) -> float:
        """Seconds until any bulk message may go."""
        return max(self._bulk.wait(now), self._next_bulk_at - now)

    def room_for_bulk(self, now: float) -> int:
        """How many bulk messages could leave at once."""
        if self.wait_for_bulk(now) > 0:
            return 0
        paced = 1 + int(min(now - self._next_bulk_at, _CATCH_UP) * self.rates.bulk_per_second)
        return min(paced, self._bulk.room) if self.rates.bulk_most else paced

    def hold_bulk(self, until: float) -> None:
        """Telegram asks for a pause."""
        self._next_bulk_at = max(self._next_bulk_at, until)

    def begin(self, chat: str, is_bulk: bool, now: float) -> None:
        """A request is leaving."""
        if self.rates.per_chat:
            self._bucket(chat, now).begin(now, self.rates.per_chat)
        if chat.startswith("-") and self.rates.group_per_minute:
            self._groups.setdefault(chat, Window(self.rates.group_per_minute, 60.0)).begin()
        if is_bulk:
            self._bulk.begin()
            pause = 1 / self.rates.bulk_per_second if self.rates.bulk_per_second else 0.0
            self._next_bulk_at = max(self._next_bulk_at, now - _CATCH_UP) + pause

    def end(self, chat: str, is_bulk: bool, now: float) -> None:
        """It has ended, one way or another."""
        if chat in self._chats:
            self._chats[chat].end(now)
        if chat in self._groups:
            self._groups[chat].end(now)
        if is_bulk:
            self._bulk.end(now)

    def remember(self, chat: str, is_bulk: bool, at: float) -> None:
        """A message that left before this process led; oldest first."""
        self.begin(chat, is_bulk, at)
        self.end(chat, is_bulk, at)

    def _bucket(self, chat: str, now: float) -> Bucket:
        if len(self._chats) > _MANY_CHATS:
            self._forget_the_drained(now)
        return self._chats.setdefault(chat, Bucket())

    def _forget_the_drained(self, now: float) -> None:
        longest = self.rates.burst / self.rates.per_chat
        kept = {chat: one for chat, one in self._chats.items() if one.under_way or now - one.at < longest}
        self._chats = kept
