"""What the process does that holds the lease: it polls (or takes what webhooks stored), has it handled, and sends."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp

from bot.errors import DoorError, LeaseLostError, StoreError
from bot.people import Chat, Setting
from bot.turn import Leases, Queued
from handlers.telegram.clerk import Clerk
from handlers.telegram.handling import Answering
from handlers.telegram.incoming import DOOR, KINDS
from handlers.telegram.limits import Limits, Rates
from handlers.telegram.polling import Polling
from handlers.telegram.seen import Seen
from handlers.telegram.sender import Notes, Sender
from handlers.telegram.transport import AiohttpRequest, NeverSentError, UnansweredError
from handlers.telegram.verdict import Fate, Verdict, judge
from handlers.telegram.writer import Arrived, Books, Done, Work, Writer

log = logging.getLogger(__name__)
RENEW_SECONDS = 4.0
GIVE_UP_SECONDS = 12.0
"""A lease lasts 15 seconds: who could not renew it for so long stops sending before another begins."""
LEFT_OVER = 5000
TIDY_SECONDS = 3600.0
_SHORT = aiohttp.ClientTimeout(total=30, sock_connect=10)
_FEED_SECONDS = 0.1
_CLAIM_SECONDS = 0.5


class Line:
    """The connections to Telegram: one set for polls, one for everything else."""

    def __init__(self, sending: AiohttpRequest, polling: AiohttpRequest, url: str) -> None:
        self.sending = sending
        self.polling = polling
        self.url = url

    async def open(self) -> None:
        await self.sending.initialize()
        await self.polling.initialize()

    async def close(self) -> None:
        await self.polling.shutdown()
        await self.sending.shutdown()

    async def call(self, method: str, **params: Any) -> Verdict:
        """A call outside the hurry; a verdict whatever happens."""
        try:
            return judge(*await self.sending.send(f"{self.url}/{method}", json.dumps(params).encode(), _SHORT))
        except NeverSentError as error:
            return Verdict(Fate.NEVER_SENT, str(error))
        except UnansweredError as error:
            return Verdict(Fate.UNKNOWN, str(error))


class Leading:
    """One term of leading."""

    def __init__(
        self,
        line: Line,
        books: Books,
        leases: Leases,
        lease: str,
        answering: Answering,
        rates: Rates,
        senders: int,
        notes: Notes,
        seen: Seen,
        thread: ThreadPoolExecutor,
        at_work: asyncio.Event,
    ) -> None:
        self._line = line
        self._books = books
        self._leases = leases
        self._lease = lease
        self._answering = answering
        self._seen = seen
        self._senders = senders
        self._at_work = at_work
        self._limits = Limits(rates)
        self._clerk = Clerk(Writer(books, answering.handle, answering.apologize), self._on_done, thread)
        self._sender = Sender(line.sending, line.url, self._clerk, self._limits, senders, notes, seen)
        self._clerk.on_trouble = lambda trouble: seen.troubles.update(database=trouble)
        self._sender.on_lost = self._on_lost
        self._sender.on_moved = self._on_moved
        self._sender.retake = self._retake

    def wake(self) -> None:
        """A webhook call has stored something."""
        self._clerk.wake()

    async def run(self, stop: asyncio.Event, webhook: str, secret: str) -> None:
        """Until `stop` is set, or until the lease is lost (then the error says so)."""
        await self._take_over()
        working = asyncio.create_task(self._clerk.work())
        receiving = self._webhook(webhook, secret) if webhook else self._poll()
        others = [receiving, self._renew(), self._feed_bulk(), self._claim_answers(), self._tidy()]
        tasks = [asyncio.create_task(one) for one in others]
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait([working, stopping, *tasks], return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._seen.troubles.pop("polling", None)
            for task in (stopping, *tasks):
                task.cancel()
            await self._wind_up(working)
        _raise_first(await asyncio.gather(working, *tasks, return_exceptions=True))

    async def _wind_up(self, working: asyncio.Task[None]) -> None:
        """Let what is on its way arrive and write that down: at most eight seconds of the ten that a stop may take."""
        self._clerk.pause()
        await self._sender.finish(4.0)
        self._clerk.finish()
        await asyncio.wait([working], timeout=4.0)
        working.cancel()

    async def _take_over(self) -> None:
        """What an earlier process left, in order; and how full the limits' windows are."""
        now = datetime.now(UTC)
        for chat, is_bulk, at in await self._clerk.in_thread(self._books.outbox.recent, now - timedelta(minutes=1)):
            self._limits.remember(chat, is_bulk, _loop_time(at, now))
        left = await self._clerk.in_thread(self._in_turn, self._books.outbox.recover, now)
        for queued in left:
            self._put_in_lane(queued, now)
        waiting = await self._clerk.in_thread(self._books.inbox.waiting, LEFT_OVER)
        self._clerk.reads_inbox = len(waiting) == LEFT_OVER
        self._clerk.waiting.extend(Arrived(update, None, is_left_over=True) for update in waiting)
        self._clerk.wake()
        self._sender.lanes.pump()

    def _in_turn(self, function: Callable[..., Any], *arguments: Any) -> Any:
        with self._books.turns.turn():
            return function(*arguments)

    def _put_in_lane(self, queued: Queued, now: datetime) -> None:
        wait = 0.0 if queued.not_before is None else (queued.not_before - now).total_seconds()
        if wait > 0:
            self._sender.lanes.hold(queued, wait)
        else:
            self._sender.lanes.add(queued)

    def _on_done(self, done: Done, work: Work) -> None:
        """A commit has happened: what was made in it leaves, and what it closed makes room."""
        seen = self._seen
        seen.commits += 1
        seen.updates += len(done.new)
        seen.outcomes.update(done.outcomes)
        seen.last_turn_at = time.time()
        self._sender.committed(work.marks)
        for queued in done.queued:
            self._sender.lanes.add(queued)
        self._sender.lanes.pump()
        for method, params in done.asides:
            self._sender.aside(method, params)
        seen.waiting = len(self._clerk.waiting) + self._sender.lanes.waiting

    def _backlog(self) -> int:
        """What would be handled or sent at once if there were more hands; a chat that has to wait is none of it."""
        return len(self._clerk.waiting) + self._sender.lanes.pressing

    async def _poll(self) -> None:
        polling = Polling(self._line.polling, self._line.url, self._clerk, self._backlog)
        polling.on_trouble = lambda trouble: self._seen.troubles.update(polling=trouble)
        polling.on_webhook = self._drop_webhook
        self._at_work.set()
        await polling.poll()

    async def _drop_webhook(self) -> None:
        await self._line.call("deleteWebhook")

    async def _webhook(self, url: str, secret: str) -> None:
        """Tell Telegram where to push, then read what every replica stores."""
        self._clerk.reads_inbox = True
        self._at_work.set()
        while True:
            set_up = {"url": url, "secret_token": secret, "allowed_updates": KINDS}
            verdict = await self._line.call("setWebhook", **set_up)
            if verdict.fate is Fate.SENT:
                break
            if verdict.fate is Fate.FAILED:
                raise DoorError(f"Telegram refuses THAMPLAN_WEBHOOK_URL: {verdict.reason}")
            await asyncio.sleep(max(1.0, verdict.wait))
        while True:
            self._clerk.wake()
            await asyncio.sleep(_FEED_SECONDS)

    async def _renew(self) -> None:
        renewed_at = time.monotonic()
        while True:
            await asyncio.sleep(RENEW_SECONDS)
            with contextlib.suppress(StoreError):
                if not await self._clerk.in_thread(self._leases.take, self._lease, datetime.now(UTC)):
                    raise LeaseLostError()
                renewed_at = time.monotonic()
            if time.monotonic() - renewed_at > GIVE_UP_SECONDS:
                raise LeaseLostError()

    async def _feed_bulk(self) -> None:
        """Claim bulk messages just when they can leave: what is claimed and not sent is doubtful after a crash."""
        loop, lanes = asyncio.get_running_loop(), self._sender.lanes
        while True:
            room = min(self._limits.room_for_bulk(loop.time()), lanes.room_for_bulk, 32)
            found: list[Queued] = []
            if room > 0:
                found = await self._claimed(self._books.outbox.claim_bulk, room)
                for queued in found:
                    lanes.add(queued)
                lanes.pump()
            idle = room > 0 and not found
            await asyncio.sleep(_CLAIM_SECONDS if idle else max(0.01, self._limits.wait_for_bulk(loop.time())))

    async def _claim_answers(self) -> None:
        """Messages that somebody else put into the outbox (the command line, another process)."""
        while True:
            await asyncio.sleep(_CLAIM_SECONDS)
            for queued in await self._claimed(self._books.outbox.claim_answers, 100):
                self._sender.lanes.add(queued)
            self._sender.lanes.pump()

    async def _claimed(self, claim: Callable[[int, datetime], list[Queued]], limit: int) -> list[Queued]:
        try:
            found: list[Queued] = await self._clerk.in_thread(self._in_turn, claim, limit, datetime.now(UTC))
        except LeaseLostError:
            raise
        except StoreError:
            return []  # the clerk has said so, and waits for it
        return found

    async def _retake(self, number: int) -> bool:
        """Claim a message again that had to wait; False when nobody wants it any more, or not from us."""
        while True:
            try:
                return bool(await self._clerk.in_thread(self._in_turn, self._books.outbox.retake, number))
            except LeaseLostError:
                return False
            except StoreError:
                await asyncio.sleep(_CLAIM_SECONDS)

    async def _tidy(self) -> None:
        while True:
            with contextlib.suppress(StoreError):
                for tidy in (self._books.inbox.tidy, self._books.outbox.tidy):
                    await self._clerk.in_thread(self._in_turn, tidy, datetime.now(UTC))
                await self._clerk.in_thread(self._in_turn, self._answering.doorkeeper.tidy, self._answering.clock())
            await asyncio.sleep(TIDY_SECONDS)

    def _on_lost(self, chat: str) -> None:
        self._note_chat(lambda now: self._answering.doorkeeper.lost(_chat(chat), now))

    def _on_moved(self, chat: str, to: str) -> None:
        self._note_chat(lambda now: self._answering.doorkeeper.moved(_chat(chat), to, now))

    def _note_chat(self, note: Callable[[datetime], None]) -> None:
        async def write() -> None:
            with contextlib.suppress(StoreError):
                await self._clerk.in_thread(self._in_turn, note, self._answering.clock())

        self._sender.spawn(write())


def _chat(number: str) -> Chat:
    return Chat(DOOR, number, Setting.GROUP if number.startswith("-") else Setting.PRIVATE)


def _loop_time(at: datetime, now: datetime) -> float:
    return asyncio.get_running_loop().time() - max(0.0, (now - at).total_seconds())


def _raise_first(ended: list[Any]) -> None:
    for one in ended:
        if isinstance(one, Exception):
            raise one
