"""Long polls out; updates in, acknowledged by the next poll only after they are committed."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable

import aiohttp

from bot.failpoints import reach
from handlers.telegram.batches import UnreadableBatchError, next_offset, read_batch, read_blindly
from handlers.telegram.clerk import Clerk
from handlers.telegram.incoming import KINDS
from handlers.telegram.transport import AiohttpRequest, NeverSentError, UnansweredError
from handlers.telegram.verdict import Fate, judge
from handlers.telegram.writer import Arrived

log = logging.getLogger(__name__)
LIMIT = 100
POLL_SECONDS = 25
BACKLOG = 400
"""So many updates may wait in memory; the rest is safer with Telegram."""
_CONFLICT_PAUSE = 20.0
_LONGEST_PAUSE = 30.0
_PAUSE_WITHOUT_TOKEN = 60.0
_TIMEOUT = aiohttp.ClientTimeout(total=POLL_SECONDS + 15, sock_connect=10)


class RefusedPollError(Exception):
    """Telegram does not let us poll."""

    def __init__(self, status: int, words: str, wait: float = 0.0) -> None:
        super().__init__(words)
        self.status = status
        self.wait = wait


class Polling:
    """The one long poll of a bot. `backlog` tells how much waits to be handled or sent."""

    def __init__(self, request: AiohttpRequest, url: str, clerk: Clerk, backlog: Callable[[], int]) -> None:
        self._request = request
        self._url = f"{url}/getUpdates"
        self._clerk = clerk
        self._backlog = backlog
        self._offset: int | None = None
        self._pause = 0.0
        self.trouble = ""
        self.on_trouble: Callable[[str], None] = lambda trouble: None
        self.on_webhook: Callable[[], Awaitable[None]] | None = None

    async def poll(self) -> None:
        """For ever; every trouble is waited out."""
        while True:
            await self._until_there_is_room()
            try:
                await self._poll_once(LIMIT)
            except UnreadableBatchError:
                await self._pass_the_unreadable()
            except (NeverSentError, UnansweredError) as error:
                await self._wait_out(f"Telegram cannot be reached ({error}).")
            except RefusedPollError as refused:
                await self._wait_out(*_words_of(refused))
                if refused.status == 409 and "webhook" in str(refused) and self.on_webhook is not None:
                    await self.on_webhook()  # whoever starts a polling bot wants it polled

    async def _poll_once(self, limit: int) -> None:
        payload = await self._ask(limit)
        batch = read_batch(payload)
        await self._keep(batch)

    async def _keep(self, batch: list[Arrived]) -> None:
        self._recovered()
        if batch:
            reach("fetched")
            await self._clerk.keep(batch)
            reach("before_acknowledging")
            self._offset = next_offset(batch, self._offset)

    async def _ask(self, limit: int) -> bytes:
        params = {"timeout": POLL_SECONDS, "limit": limit, "allowed_updates": KINDS}
        if self._offset is not None:
            params["offset"] = self._offset
        status, payload = await self._request.send(self._url, json.dumps(params).encode(), _TIMEOUT)
        if status != 200:
            verdict = judge(status, payload)
            words = "" if verdict.fate is Fate.UNKNOWN else verdict.reason
            raise RefusedPollError(status, words, verdict.wait)
        return payload

    async def _pass_the_unreadable(self) -> None:
        """Ask for one update at a time until the one that spoils the batch is alone: it is kept and passed."""
        try:
            payload = await self._ask(1)
            try:
                batch = read_batch(payload)
            except UnreadableBatchError:
                batch = [read_blindly(payload)]
                log.error("An update is not JSON; it is kept for you to see.")
            await self._keep(batch)
            if self._offset is None:
                await self._wait_out("Telegram sends what cannot be read.")
        except (NeverSentError, UnansweredError, RefusedPollError) as error:
            await self._wait_out(f"Telegram cannot be reached ({error}).")

    async def _until_there_is_room(self) -> None:
        while self._backlog() > BACKLOG:
            await asyncio.sleep(0.01)

    async def _wait_out(self, trouble: str, pause: float = 0.0) -> None:
        if trouble != self.trouble:
            log.error("%s It is tried again until it works; nothing is lost.", trouble)
            self.trouble = trouble
            self.on_trouble(trouble)
        self._pause = min(max(1.0, self._pause * 2), _LONGEST_PAUSE)
        await asyncio.sleep(max(pause, self._pause))

    def _recovered(self) -> None:
        self._pause = 0.0
        if self.trouble:
            log.warning("Updates are coming in again.")
            self.trouble = ""
            self.on_trouble("")


def _words_of(refused: RefusedPollError) -> tuple[str, float]:
    if refused.status in (401, 404):
        return "Telegram refuses the bot's token: get a new one from @BotFather.", _PAUSE_WITHOUT_TOKEN
    if refused.status == 409 and "webhook" in str(refused):
        return "A webhook is set for this bot, so it cannot be polled.", _CONFLICT_PAUSE
    if refused.status == 409:
        return "Another program polls with this bot's token; stop one of the two.", _CONFLICT_PAUSE
    return f"Telegram answers {refused.status}.", refused.wait
