"""Messages to send in; the order in which they leave out: one chat's in order, answers before bulk, limits kept."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.turn import Queued
from handlers.telegram.limits import Limits

_KEPT_FOR_ANSWERS = 4
"""One sender in so many is never lent to bulk."""
Key = tuple[str, bool]


@dataclass(slots=True)
class Lane:
    """The messages of one chat, one after the other; bulk and answers are two lanes: no answer waits behind bulk."""

    chat: str
    is_bulk: bool
    rows: deque[Queued] = field(default_factory=deque)
    is_busy: bool = False
    """Waiting in the ready row, for a timer, or for the answer to a request."""


class Lanes:
    """Hands out messages to at most `senders` requests at a time; call everything from the event loop."""

    def __init__(self, send: Callable[[Queued], None], limits: Limits, senders: int) -> None:
        self._send = send
        self._limits = limits
        self._senders = senders
        self._lent = max(1, senders - max(1, senders // _KEPT_FOR_ANSWERS))
        self._lanes: dict[Key, Lane] = {}
        self._ready: dict[bool, deque[Lane]] = {False: deque(), True: deque()}
        self._timers: set[asyncio.TimerHandle] = set()
        self._now = asyncio.get_running_loop().time
        self.under_way: dict[int, Queued] = {}
        self.waiting = 0
        self.bulk_waiting = 0
        self.is_open = True

    def add(self, queued: Queued) -> None:
        """One more message, behind those of its chat."""
        key = queued.message.chat, queued.message.is_bulk
        lane = self._lanes.get(key)
        if lane is None:
            lane = self._lanes[key] = Lane(*key)
        lane.rows.append(queued)
        self._count(queued, 1)
        if not lane.is_busy:
            lane.is_busy = True
            self._ready[lane.is_bulk].append(lane)

    def done(self, queued: Queued) -> None:
        """It has ended, and that is committed: the next of its chat may go."""
        self.under_way.pop(queued.id, None)
        self._release(queued.message.chat, queued.message.is_bulk)

    def again(self, queued: Queued, after: float) -> None:
        """It has to be sent again; the chat waits so many seconds."""
        self.under_way.pop(queued.id, None)
        lane = self._lanes.setdefault((queued.message.chat, queued.message.is_bulk), Lane(*_key(queued)))
        lane.rows.appendleft(queued)
        self._count(queued, 1)
        lane.is_busy = True
        self._later(after, lane)

    def hold(self, queued: Queued, after: float) -> None:
        """The first of its chat, which Telegram has told to wait."""
        self.add(queued)
        lane = self._lanes[_key(queued)]
        if lane.rows[0] is queued:
            self._ready[lane.is_bulk].remove(lane)
            self._later(after, lane)

    @property
    def pressing(self) -> int:
        """Chats with an answer that could leave now, and what is under way."""
        return len(self._ready[False]) + len(self.under_way)

    @property
    def room_for_bulk(self) -> int:
        """How many more bulk messages could be under way."""
        return self._lent - len(self.under_way) - self.bulk_waiting

    def pump(self) -> None:
        """Let go what may go now."""
        while self.is_open and len(self.under_way) < self._senders and (lane := self._next()) is not None:
            queued = lane.rows.popleft()
            self._count(queued, -1)
            self.under_way[queued.id] = queued
            self._send(queued)

    def close(self) -> None:
        """Nothing leaves any more; what is under way comes to its end."""
        self.is_open = False
        for timer in self._timers:
            timer.cancel()
        self._timers.clear()

    def _next(self) -> Lane | None:
        return self._first(self._ready[False], is_bulk=False) or self._next_of_bulk()

    def _next_of_bulk(self) -> Lane | None:
        if not self._ready[True] or len(self.under_way) >= self._lent:
            return None
        wait = self._limits.wait_for_bulk(self._now())
        if wait > 0:
            # All of bulk waits, so the lanes keep their places; asking again pumps.
            self._later(wait, self._ready[True].popleft())
            return None
        return self._first(self._ready[True], is_bulk=True)

    def _first(self, ready: deque[Lane], *, is_bulk: bool) -> Lane | None:
        now = self._now()
        while ready:
            lane = ready.popleft()
            wait = self._limits.wait(lane.chat, is_bulk, now)
            if wait <= 0:
                self._limits.begin(lane.chat, is_bulk, now)
                return lane
            self._later(wait, lane)
        return None

    def _later(self, seconds: float, lane: Lane) -> None:
        loop = asyncio.get_running_loop()

        def ready() -> None:
            self._timers.discard(timer)
            self._ready[lane.is_bulk].append(lane)
            self.pump()

        timer = loop.call_later(seconds, ready)
        self._timers.add(timer)

    def _release(self, chat: str, is_bulk: bool) -> None:
        lane = self._lanes.get((chat, is_bulk))
        if lane is None:
            return
        if lane.rows:
            self._ready[is_bulk].append(lane)
        else:
            del self._lanes[chat, is_bulk]

    def _count(self, queued: Queued, by: int) -> None:
        self.waiting += by
        if queued.message.is_bulk:
            self.bulk_waiting += by


def _key(queued: Queued) -> Key:
    return queued.message.chat, queued.message.is_bulk
