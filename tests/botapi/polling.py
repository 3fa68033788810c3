"""In: getUpdates calls and news of new updates. Out: long polls answered, or ended by 409, as Telegram does it."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import Final

from .errors import RefusedError
from .updates import UpdateQueue

LONGEST_POLL: Final = 50
# Telegram gathers news for a moment before it answers a waiting poll (LONG_POLL_WAIT_AFTER).
_GATHERING: Final = 0.001
_CONFLICT_PAUSE: Final = 3.0
_OTHER_POLL = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
_SET_WEBHOOK = "Conflict: terminated by setWebhook request"
_WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


@dataclass(slots=True)
class Asked:
    """The arguments of a getUpdates call, brought into their bounds."""

    offset: int
    limit: int
    timeout: float


class Polling:
    """The one long poll a bot may have."""

    def __init__(self, queue: UpdateQueue) -> None:
        self.queue = queue
        self._waiter: asyncio.Future[str] | None = None
        self._next_conflict_at = 0.0
        self._asked_before = (0, 0.0)

    async def get_updates(self, asked: Asked, strict: bool) -> str:
        """The JSON array of updates; waits for some up to the timeout; ends the other long poll if it has to wait."""
        if strict:
            self._calm(asked)
        found = self._read(asked)
        if found != "[]" or asked.timeout <= 0:
            return found
        self._end_other(_OTHER_POLL)
        return await self._wait(asked)

    async def refuse_for_webhook(self) -> RefusedError:
        """The 409 of a poll while a webhook is set."""
        return await self._conflict(_WEBHOOK_ACTIVE)

    def end_for_webhook(self) -> None:
        """A webhook is being set: the waiting poll gets its 409."""
        self._end_other(_SET_WEBHOOK)

    def wake(self) -> None:
        """There is something new."""
        if self._waiter is not None and not self._waiter.done():
            asyncio.get_running_loop().call_later(_GATHERING, _settle, self._waiter, "")

    def _calm(self, asked: Asked) -> None:
        # Against bots that ask in a tight loop: the same offset within 3 s waits, within half a second gets one update.
        now, (offset, at) = time.monotonic(), self._asked_before
        if asked.offset == offset and asked.timeout < 3 and now < at + 3.0:
            asked.timeout = 3
        if asked.offset == offset and now < at + 0.5:
            asked.limit = 1
        self._asked_before = (asked.offset, now)

    def _read(self, asked: Asked) -> str:
        return "[" + ",".join(waiting.text for waiting in self.queue.read(asked.offset, asked.limit)) + "]"

    async def _wait(self, asked: Asked) -> str:
        waiter: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._waiter = waiter
        try:
            ended_by = await asyncio.wait_for(waiter, asked.timeout)
        except TimeoutError:
            ended_by = ""
        finally:
            if self._waiter is waiter:
                self._waiter = None
        if ended_by:
            raise await self._conflict(ended_by)
        return self._read(asked)

    def _end_other(self, reason: str) -> None:
        if self._waiter is not None:
            _settle(self._waiter, reason)
            self._waiter = None

    async def _conflict(self, reason: str) -> RefusedError:
        now = time.monotonic()
        if now >= self._next_conflict_at:
            self._next_conflict_at = now + _CONFLICT_PAUSE
        else:
            await asyncio.sleep(_CONFLICT_PAUSE)
        return RefusedError(409, reason)


def _settle(waiter: asyncio.Future[str], reason: str) -> None:
    if not waiter.done():
        waiter.set_result(reason)
