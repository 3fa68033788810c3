"""What is to be written in; one commit for all of it out. Alone talks to the database, in a thread of its own.

Arriving updates, the handling of earlier ones and the ends of sendings share a transaction: a durable write costs an
fsync whatever its size, and a transaction for each would cost three times a bare echo.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from bot.errors import LeaseLostError, StoreError
from bot.turn import Mark, Update
from handlers.telegram.writer import Arrived, Done, Work, Writer

log = logging.getLogger(__name__)
T = TypeVar("T")
GROUP = 100
FEW = 4
"""So many updates are handled in the commit that keeps them, when nothing else waits."""
_LONGEST_PAUSE = 30.0


class Clerk:
    """Gathers while a commit is under way, then commits what has gathered."""

    def __init__(
        self,
        writer: Writer,
        on_done: Callable[[Done, Work], None],
        thread: ThreadPoolExecutor,
    ) -> None:
        self._writer = writer
        self._on_done = on_done
        self._thread = thread
        self._arriving: list[tuple[list[Arrived], asyncio.Future[None]]] = []
        self._marks: list[Mark] = []
        self._wanted = asyncio.Event()
        self.waiting: deque[Arrived] = deque()
        self.reads_inbox = False
        """True when the inbox holds more than is in memory: other processes store updates too, or a lot was left."""
        self.on_trouble: Callable[[str], None] = lambda trouble: None
        self._is_paused = False
        self._is_closing = False
        self._has_handled = False
        """Until then updates are kept before they are handled: the last process may have died of the first one."""
        self.trouble = ""

    def keep(self, arrived: list[Arrived]) -> asyncio.Future[None]:
        """Updates to store; the future ends when they are committed, and only then may they be acknowledged."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._arriving.append((arrived, future))
        self._wanted.set()
        return future

    def mark(self, mark: Mark) -> None:
        """The end of a sending; `on_done` tells when it is committed."""
        self._marks.append(mark)
        self._wanted.set()

    def wake(self) -> None:
        """There is something to handle."""
        self._wanted.set()

    async def in_thread(self, function: Callable[..., T], *arguments: Any) -> T:
        """Run something else in the database's thread, between two commits."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, function, *arguments)

    async def work(self) -> None:
        """Commit what comes, until told to finish; LeaseLostError when another process has taken over."""
        while not self._is_closing or self._marks or self._arriving:
            await self._wanted.wait()
            self._wanted.clear()
            await self._commit_once()

    def pause(self) -> None:
        """Handle nothing more; it stays in the inbox for the next start."""
        self._is_paused = True

    def finish(self) -> None:
        """Commit the ends of sendings and what has arrived, then end."""
        self._is_paused = self._is_closing = True
        self._wanted.set()

    async def _commit_once(self) -> None:
        if self.reads_inbox and not self.waiting and not self._is_paused:
            self.waiting.extend(map(Arrived, await self._until_written(self._writer.waiting, GROUP)))
        arriving, self._arriving = self._arriving, []
        marks, self._marks = self._marks, []
        arrived, group = [one for batch, _ in arriving for one in batch], self._take_group()
        is_calm = self._has_handled and not group and not self._is_paused and len(arrived) <= FEW
        work = Work([one.update for one in arrived], marks, group, arrived if is_calm else ())
        done = await self._until_written(self._writer.write, work)
        left = [one for one in work.waiting if one.update.key not in done.handled]
        self.waiting.extendleft(reversed(left))
        self._has_handled = self._has_handled or bool(done.handled)
        self._admit_new(arrived, [one for one in done.new if one.key not in done.handled])
        self._on_done(done, work)
        # Only now: the answer to somebody leaves before the next poll does.
        for _, future in arriving:
            if not future.done():
                future.set_result(None)
        if self._marks or self._arriving or (self.waiting and not self._is_paused):
            self._wanted.set()

    def _take_group(self) -> list[Arrived]:
        if self._is_paused:
            return []
        return [self.waiting.popleft() for _ in range(min(GROUP, len(self.waiting)))]

    def _admit_new(self, arrived: list[Arrived], new: list[Update]) -> None:
        keys = {one.key for one in new}
        for one in arrived:
            if one.update.key in keys:
                keys.discard(one.update.key)
                self.waiting.append(one)

    async def _until_written(self, function: Callable[..., T], *arguments: Any) -> T:
        """Write it, however long the database is away; what is not committed is not acknowledged, and not lost."""
        pause = 0.5
        while True:
            try:
                done = await self.in_thread(function, *arguments)
            except LeaseLostError:
                raise
            except StoreError as error:
                self._say_once(str(error))
                await asyncio.sleep(pause)
                pause = min(pause * 2, _LONGEST_PAUSE)
            else:
                self._say_once("")
                return done

    def _say_once(self, trouble: str) -> None:
        if trouble and not self.trouble:
            log.error("The database: %s Updates wait; nothing is acknowledged.", trouble)
        elif self.trouble and not trouble:
            log.warning("The database is back.")
        if trouble != self.trouble:
            self.on_trouble(trouble)
        self.trouble = trouble
