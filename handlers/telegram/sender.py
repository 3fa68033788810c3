"""A message of the outbox in; a request to Telegram and the mark of what became of it out."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp

from bot.failpoints import reach
from bot.turn import Mark, OutboxState, Outgoing, Policy, Queued
from handlers.telegram import outgoing
from handlers.telegram.clerk import Clerk
from handlers.telegram.lanes import Lanes
from handlers.telegram.limits import Limits
from handlers.telegram.seen import Seen
from handlers.telegram.transport import AiohttpRequest, NeverSentError, UnansweredError
from handlers.telegram.verdict import Fate, Verdict, judge

log = logging.getLogger(__name__)
OLD = timedelta(minutes=10)
DOUBTS = 8
"""How often an answer is sent again when nobody knows whether it arrived."""
_PAUSES = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
_PAUSE_OF_BULK = 30.0
_PAUSE_WITHOUT_TOKEN = 60.0
_ANSWER = aiohttp.ClientTimeout(total=30, sock_connect=10)
_UPLOAD = aiohttp.ClientTimeout(total=180, sock_connect=10)


@dataclass(frozen=True, slots=True)
class Notes:
    """Sentences that the door adds, in the language of the office."""

    late: Callable[[datetime], str]
    repeated: str


class Sender:
    """Sends what the lanes hand out."""

    def __init__(
        self, request: AiohttpRequest, url: str, clerk: Clerk, limits: Limits, senders: int, notes: Notes, seen: Seen
    ) -> None:
        self._request = request
        self._url = url
        self._clerk = clerk
        self._limits = limits
        self._notes = notes
        self._seen = seen
        self._tasks: set[asyncio.Task[None]] = set()
        self._tries: dict[int, int] = {}
        self._doubted_at: dict[int, float] = {}
        self._ended: dict[int, tuple[Queued, Verdict]] = {}
        self._put_off: set[int] = set()
        """Messages whose rows say that nobody is sending them, because they had to wait."""
        self._answered_at = 0.0
        self._is_cut_off = False
        self._loop = asyncio.get_running_loop()
        self.lanes = Lanes(self._start, limits, senders)
        self.on_lost: Callable[[str], None] = lambda chat: None
        self.on_moved: Callable[[str, str], None] = lambda chat, to: None
        self.retake: Callable[[int], Awaitable[bool]] = _nobody_else

    def _start(self, queued: Queued) -> None:
        self.spawn(self._send(queued))

    def aside(self, method: str, params: dict[str, Any]) -> None:
        """A call that nobody waits for and that is useless later: it is tried once."""
        self.spawn(self._call_aside(method, params))

    async def finish(self, seconds: float) -> None:
        """Let what is under way come to its end."""
        self.lanes.close()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        for task in self._tasks:
            task.cancel()

    def committed(self, marks: list[Mark]) -> None:
        """These ends are written: their lanes go on."""
        for mark in marks:
            ended = self._ended.pop(mark.id, None)
            if ended is None:
                continue
            queued, verdict = ended
            if mark.state is OutboxState.PENDING:
                self._again(queued, mark, verdict)
            else:
                if mark.state is OutboxState.SENT:
                    # The number of a message is the microsecond at which it was made.
                    self._seen.latencies.append(max(0.0, time.time() - (mark.id >> 8) / 1e6))
                self._tries.pop(mark.id, None)
                self._doubted_at.pop(mark.id, None)
                self.lanes.done(queued)

    def _again(self, queued: Queued, mark: Mark, verdict: Verdict) -> None:
        # An answer may come more than once; anything else must be known to be on its way before it is.
        if queued.message.policy is not Policy.RESEND:
            self._put_off.add(queued.id)
        if mark.chat:
            self.lanes.done(queued)
            body = outgoing.with_chat(queued.message.body, mark.chat)
            self.lanes.add(replace(queued, message=replace(queued.message, chat=mark.chat, body=body)))
            return
        is_doubtful = queued.is_doubtful or verdict.fate is Fate.UNKNOWN
        self.lanes.again(replace(queued, attempts=mark.attempts, is_doubtful=is_doubtful), verdict.wait)

    async def _send(self, queued: Queued) -> None:
        is_bulk, chat = queued.message.is_bulk, queued.message.chat
        try:
            verdict = await self._verdict(queued) if await self._is_wanted(queued) else None
        finally:
            self._limits.end(chat, is_bulk, self._loop.time())
        if verdict is None:
            self._let_go(queued)
            return
        self._seen.fates[verdict.fate.name.lower()] += 1
        if verdict.fate is Fate.UNEDITABLE:
            self.lanes.again(_as_new(queued), 0.0)
            self.lanes.pump()
            return
        mark, verdict = self._settle(queued, verdict)
        self._ended[queued.id] = queued, verdict
        self._clerk.mark(mark)

    async def _is_wanted(self, queued: Queued) -> bool:
        """False when it was taken back while it waited, or a press has proved that it arrived."""
        if queued.id not in self._put_off:
            return True
        self._put_off.discard(queued.id)
        return await self.retake(queued.id)

    def _let_go(self, queued: Queued) -> None:
        self._tries.pop(queued.id, None)
        self._doubted_at.pop(queued.id, None)
        self.lanes.done(queued)
        self.lanes.pump()

    async def _verdict(self, queued: Queued) -> Verdict:
        if queued.attempts and not await self._is_alive(queued):
            # Sent again only when Telegram answers at all: an hour of silence must not become an hour of copies.
            return Verdict(Fate.NEVER_SENT, "waits for a sign of life")
        reach("before_request")
        verdict = await self._request_it(self._with_notes(queued))
        reach("after_request")
        return verdict

    async def _is_alive(self, queued: Queued) -> bool:
        if self._answered_at > self._doubted_at.get(queued.id, 0.0):
            return True
        verdict = await self.call("getMe", {})
        return verdict.fate is Fate.SENT

    async def _request_it(self, message: Outgoing) -> Verdict:
        method, _, text = message.body.partition(" ")
        if message.file is None:
            return await self._post(method, text.encode(), _ANSWER)
        return await self._post(method, _form(text, message.file), _UPLOAD)

    async def call(self, method: str, params: dict[str, Any]) -> Verdict:
        """Any other call; a verdict whatever happens."""
        return await self._post(method, json.dumps(params).encode(), _ANSWER)

    async def _post(self, method: str, body: bytes | aiohttp.FormData, timeout: aiohttp.ClientTimeout) -> Verdict:
        try:
            verdict = judge(*await self._request.send(f"{self._url}/{method}", body, timeout))
        except NeverSentError as error:
            return self._cut_off(Verdict(Fate.NEVER_SENT, str(error)))
        except UnansweredError as error:
            return self._cut_off(Verdict(Fate.UNKNOWN, str(error)))
        if verdict.fate is not Fate.UNKNOWN:
            self._answered_at = self._loop.time()
            self._reached()
        return verdict

    def _cut_off(self, verdict: Verdict) -> Verdict:
        if not self._is_cut_off and verdict.fate is Fate.NEVER_SENT:
            self._is_cut_off = True
            log.warning("Telegram cannot be reached (%s): answers wait, and are sent when it is back.", verdict.reason)
        return verdict

    def _reached(self) -> None:
        if self._is_cut_off:
            self._is_cut_off = False
            log.warning("Telegram is reached again.")

    def _with_notes(self, queued: Queued) -> Outgoing:
        message = queued.message
        body = message.body
        if message.asked_at is not None and self.now() - message.asked_at > OLD:
            body = outgoing.with_note(body, self._notes.late(message.asked_at))
        if queued.is_doubtful and message.policy is Policy.ONCE_MORE:
            body = outgoing.with_note(body, self._notes.repeated)
        return message if body is message.body else replace(message, body=body)

    def now(self) -> datetime:
        """The moment as Telegram's clock has it: ours may be an hour off."""
        return datetime.now(UTC) - timedelta(seconds=self._request.skew or 0.0)

    def _settle(self, queued: Queued, verdict: Verdict) -> tuple[Mark, Verdict]:
        """The mark of a fate, and the verdict with how long its chat has to wait."""
        match verdict.fate:
            case Fate.SENT:
                return Mark(queued.id, OutboxState.SENT, queued.attempts, message=verdict.message), verdict
            case Fate.UNKNOWN:
                return self._settle_unknown(queued, verdict)
            case Fate.FAILED | Fate.LOST:
                if verdict.fate is Fate.LOST:
                    self.on_lost(queued.message.chat)
                return Mark(queued.id, OutboxState.FAILED, queued.attempts, verdict.reason), verdict
            case Fate.MOVED:
                self.on_moved(queued.message.chat, verdict.moved_to)
                return Mark(queued.id, OutboxState.PENDING, queued.attempts, chat=verdict.moved_to), verdict
            case _:
                return self._settle_waiting(queued, verdict)

    def _settle_unknown(self, queued: Queued, verdict: Verdict) -> tuple[Mark, Verdict]:
        allowed = {Policy.RESEND: DOUBTS, Policy.ONCE_MORE: 1, Policy.HOLD: 0}[queued.message.policy]
        if queued.attempts >= allowed:
            return Mark(queued.id, OutboxState.UNKNOWN, queued.attempts, verdict.reason), verdict
        self._doubted_at[queued.id] = self._loop.time()
        wait = _PAUSES[min(queued.attempts, len(_PAUSES) - 1)]
        # Whoever finds it after a crash knows by the attempts that it is doubtful.
        mark = Mark(queued.id, OutboxState.PENDING, queued.attempts + 1, verdict.reason)
        return mark, replace(verdict, wait=wait)

    def _settle_waiting(self, queued: Queued, verdict: Verdict) -> tuple[Mark, Verdict]:
        tries = self._tries[queued.id] = self._tries.get(queued.id, -1) + 1
        wait = max(verdict.wait, _PAUSES[min(tries, len(_PAUSES) - 1)])
        if verdict.fate is Fate.UNAUTHORIZED:
            wait = _PAUSE_WITHOUT_TOKEN
        if verdict.fate is Fate.WAIT and queued.message.is_bulk:
            self._limits.hold_bulk(self._loop.time() + min(wait, _PAUSE_OF_BULK))
        self._seen.too_many += verdict.code == 429
        # Only what Telegram asked for outlives a restart: with a new token or network it is tried at once.
        not_before = datetime.now(UTC) + timedelta(seconds=wait) if verdict.fate is Fate.WAIT else None
        mark = Mark(queued.id, OutboxState.PENDING, queued.attempts, verdict.reason, not_before=not_before)
        return mark, replace(verdict, wait=wait)

    async def _call_aside(self, method: str, params: dict[str, Any]) -> None:
        verdict = await self.call(method, params)
        if verdict.fate is not Fate.SENT:
            log.info("%s: %s", method, verdict.fate.name)

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Do it beside; a stop waits for it."""
        task = self._loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _nobody_else(_number: int) -> bool:
    return True


def _as_new(queued: Queued) -> Queued:
    return replace(queued, message=replace(queued.message, body=outgoing.as_new_message(queued.message.body)))


def _form(text: str, content: bytes) -> aiohttp.FormData:
    params = json.loads(text)
    field, name, mime = params.pop("_file")
    form = aiohttp.FormData()
    for key, value in params.items():
        form.add_field(key, value if isinstance(value, str) else json.dumps(value))
    form.add_field(field, content, filename=name, content_type=mime)
    return form
