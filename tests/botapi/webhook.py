"""In: a webhook address and the queue of updates. Out: updates pushed to it, in order per chat, again until 2xx.

Follows tdlib/telegram-bot-api WebhookActor.cpp: one update of a queue key at a time; the first retry comes at once,
then after 2, 4, 8 … seconds up to a random 60-120; a Retry-After header on a bad answer is honoured up to an hour.
"""

from __future__ import annotations

import asyncio
import heapq
import json
import random
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Final

import aiohttp

from .updates import QueueKey, UpdateQueue

LONGEST_RETRY_AFTER: Final = 3600
_LONGEST_DELAY: Final = 60
_ANSWER_TIMEOUT: Final = 60.0
# The methods a webhook may not call in its answer, besides all that begin with "get".
_NOT_IN_ANSWERS: Final = ("deletewebhook", "setwebhook", "close", "logout")
CallMethod = Callable[[str, dict[str, Any]], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where updates go."""

    url: str
    secret: str = ""
    max_connections: int = 40
    ip_address: str = ""


@dataclass(slots=True)
class _Lane:
    """The updates of one queue key; only the first may be on its way."""

    ids: deque[int] = field(default_factory=deque)
    delay: int = 1
    fails: int = 0


class Pusher:
    """Pushes the queue to one webhook until it is closed; `scale` shortens the waiting between tries, for tests."""

    def __init__(self, webhook: Webhook, queue: UpdateQueue, call: CallMethod, scale: float) -> None:
        self.webhook = webhook
        self.last_error: tuple[int, str] | None = None
        self.tries = 0
        self._queue = queue
        self._call = call
        self._scale = scale
        self._lanes: dict[QueueKey, _Lane] = {}
        self._ready: list[tuple[float, int, QueueKey]] = []
        self._loaded = 0
        self._turn = 0
        self._flying: set[asyncio.Task[None]] = set()
        self._news = asyncio.Event()
        self._session = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=_ANSWER_TIMEOUT),
            connector=aiohttp.TCPConnector(limit=webhook.max_connections, ssl=False),
            auto_decompress=True,
        )
        self._loop = asyncio.create_task(self._run())

    def wake(self) -> None:
        """There is something new in the queue."""
        self._news.set()

    async def close(self) -> None:
        """Stop; what was not answered 2xx stays in the queue."""
        tasks = [self._loop, *self._flying]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._session.close()

    async def _run(self) -> None:
        while True:
            self._news.clear()
            self._load()
            wait = self._send_due()
            try:
                await asyncio.wait_for(self._news.wait(), wait)
            except TimeoutError:
                continue

    def _load(self) -> None:
        for waiting in self._queue.after(self._loaded):
            lane = self._lanes.setdefault(waiting.key, _Lane())
            lane.ids.append(waiting.update_id)
            if len(lane.ids) == 1:
                self._schedule(waiting.key, time.monotonic())
            self._loaded = waiting.update_id

    def _schedule(self, key: QueueKey, at: float) -> None:
        self._turn += 1
        heapq.heappush(self._ready, (at, self._turn, key))
        self._news.set()

    def _send_due(self) -> float | None:
        """Send what is due; returns the seconds until something else is, None if only news can tell."""
        now = time.monotonic()
        while self._ready and len(self._flying) < self.webhook.max_connections:
            at, _, key = self._ready[0]
            if at > now:
                return at - now
            heapq.heappop(self._ready)
            task = asyncio.create_task(self._push(key))
            self._flying.add(task)
            task.add_done_callback(self._landed)
        return None

    def _landed(self, task: asyncio.Task[None]) -> None:
        self._flying.discard(task)
        self._news.set()

    async def _push(self, key: QueueKey) -> None:
        lane = self._lanes[key]
        waiting = self._queue.find(lane.ids[0])
        if waiting is None:
            self._done(key, lane)
            return
        self.tries += 1
        error, retry_after = await self._post(waiting.text)
        if error is None:
            self._queue.forget(waiting.update_id)
            self._done(key, lane)
            return
        self.last_error = (int(time.time()), error)
        self._again(key, lane, retry_after)

    def _done(self, key: QueueKey, lane: _Lane) -> None:
        lane.ids.popleft()
        lane.delay, lane.fails = 1, 0
        if lane.ids:
            self._schedule(key, time.monotonic())
        else:
            del self._lanes[key]

    def _again(self, key: QueueKey, lane: _Lane, retry_after: int) -> None:
        wait = min(max(retry_after, 0), LONGEST_RETRY_AFTER)
        if wait == 0 and lane.fails > 0:
            lane.delay = min(random.randint(_LONGEST_DELAY, 2 * _LONGEST_DELAY), lane.delay * 2)
            wait = lane.delay
        lane.fails += 1
        self._schedule(key, time.monotonic() + wait * self._scale)

    async def _post(self, text: str) -> tuple[str | None, int]:
        """Push one update; returns what was wrong with the answer (None: nothing) and its Retry-After."""
        headers = {"Content-Type": "application/json"}
        if self.webhook.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self.webhook.secret
        try:
            async with self._session.post(self.webhook.url, data=text.encode(), headers=headers) as answer:
                body = await answer.read()
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            return f"Webhook connection closed ({type(error).__name__})", 0
        if 200 <= answer.status <= 299:
            await self._call_in_answer(body)
            return None, 0
        wait = answer.headers.get("Retry-After", "0")
        return f"Wrong response from the webhook: {answer.status} {answer.reason}", int(wait) if wait.isdigit() else 0

    async def _call_in_answer(self, body: bytes) -> None:
        try:
            values = json.loads(body)
        except ValueError:
            return
        method = str(values.pop("method", "")) if isinstance(values, dict) else ""
        name = method.lower()
        if name and name not in _NOT_IN_ANSWERS and not name.startswith("get"):
            await self._call(method, values)
