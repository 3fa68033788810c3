"""The Telegram door: the parts of the house in; a bot out that answers until it is told to stop.

Any number of processes may run it on one database. Under the lease one of them leads: it polls, handles and sends. The
others stand by (and take webhook calls), so one chat's order and the limits of all chats have one keeper.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.doorkeeper import Doorkeeper
from bot.errors import DoorError, LeaseLostError, StoreError
from bot.settings import Clock, Settings
from bot.turn import Leases
from handlers.telegram.batches import read_one
from handlers.telegram.handling import Answering, Assistant
from handlers.telegram.incoming import Self
from handlers.telegram.leading import Leading, Line
from handlers.telegram.limits import Rates
from handlers.telegram.seen import Seen
from handlers.telegram.sender import Notes
from handlers.telegram.transport import AiohttpRequest
from handlers.telegram.verdict import Fate
from handlers.telegram.writer import Books

log = logging.getLogger(__name__)
STAND_BY_SECONDS = 3.0
_LONGEST_PAUSE = 30.0


@dataclass(frozen=True, slots=True)
class Sentences:
    """What the door itself says, in the language of the office."""

    apology: str
    late: Callable[[datetime], str]
    repeated: str


class TelegramDoor:
    """One process of the bot; `run` returns when `stop` is set and everything is put away."""

    def __init__(
        self,
        settings: Settings,
        books: Books,
        leases: Leases,
        assistant: Assistant,
        doorkeeper: Doorkeeper,
        clock: Clock,
        sentences: Sentences,
        introduced: Callable[[str], Sequence[tuple[str, str]]] = lambda _name: (),
    ) -> None:
        """`introduced` is told the bot's name, and gives the commands for Telegram's menu."""
        self._settings = settings
        self.books = books
        self._leases = leases
        self._assistant = assistant
        self._doorkeeper = doorkeeper
        self._clock = clock
        self._sentences = sentences
        self._introduced = introduced
        self._menu: asyncio.Task[object] | None = None
        self._thread = ThreadPoolExecutor(1, "clerk")
        self._url = f"{settings.telegram_api_url}{settings.token}"
        self._leading: Leading | None = None
        self._secret = webhook_secret(settings.token)
        self.lease = lease_of(settings.token)
        self.seen = Seen()
        self.at_work = asyncio.Event()
        """Set when the first poll is on its way, or the webhook is."""

    async def run(self, stop: asyncio.Event) -> None:
        """Introduce ourselves, then lead whenever the lease is ours."""
        line = Line(AiohttpRequest(self._settings.senders + 4), AiohttpRequest(2), self._url)
        await line.open()
        try:
            us = await self._introduce(line, stop)
            while us is not None and not stop.is_set():
                if await self._take_lease():
                    await self._lead(line, us, stop)
                else:
                    await _wait(stop, STAND_BY_SECONDS)
        finally:
            if self._menu is not None:
                self._menu.cancel()
            await line.close()
            self._thread.shutdown(wait=True)

    async def receive(self, payload: bytes, secret: str) -> int:
        """A webhook call: the HTTP status to answer. 200 only when the update is committed."""
        if not hmac.compare_digest(secret.encode(), self._secret.encode()):
            return 403
        update = read_one(payload).update
        try:
            await asyncio.get_running_loop().run_in_executor(
                self._thread, self.books.inbox.store, [update], datetime.now(UTC)
            )
        except (StoreError, RuntimeError):
            return 503
        self.seen.updates += 1
        if self._leading is not None:
            self._leading.wake()
        return 200

    @property
    def is_ready(self) -> bool:
        """True when people are being answered, by this process or by the one it stands by for."""
        return not self.seen.trouble

    async def _introduce(self, line: Line, stop: asyncio.Event) -> Self | None:
        """Who we are; waits for the network as long as it takes, but not for a token that is refused."""
        pause = 1.0
        while not stop.is_set():
            verdict = await line.call("getMe")
            if verdict.fate is Fate.SENT:
                self._set_trouble("")
                name = verdict.result.get("username", "")
                menu = [{"command": one, "description": about} for one, about in self._introduced(name)]
                # Beside the first poll: nobody waits for a menu.
                self._menu = asyncio.create_task(line.call("setMyCommands", commands=menu)) if menu else None
                return Self(verdict.result["id"], name)
            if verdict.fate is Fate.UNAUTHORIZED:
                raise DoorError("Telegram refuses THAMPLAN_TOKEN: take the token anew from @BotFather.")
            self._set_trouble("Telegram cannot be reached.")
            await _wait(stop, pause)
            pause = min(pause * 2, _LONGEST_PAUSE)
        return None

    async def _take_lease(self) -> bool:
        try:
            loop = asyncio.get_running_loop()
            taken = await loop.run_in_executor(self._thread, self._leases.take, self.lease, datetime.now(UTC))
        except StoreError as error:
            self._set_trouble(f"The database: {error}")
            return False
        self._set_trouble("")
        return taken

    async def _lead(self, line: Line, us: Self, stop: asyncio.Event) -> None:
        notes = Notes(self._sentences.late, self._sentences.repeated)
        answering = Answering(self._assistant, self._doorkeeper, self._clock, us, self._sentences.apology)
        rates = rates_of(self._settings)
        self._leading = Leading(
            line,
            self.books,
            self._leases,
            self.lease,
            answering,
            rates,
            self._settings.senders,
            notes,
            self.seen,
            self._thread,
            self.at_work,
        )
        log.info("This process answers now.")
        self.seen.is_leading = True
        try:
            await self._leading.run(stop, self._settings.webhook_url, self._secret)
        except (LeaseLostError, StoreError) as error:
            log.warning("%s This process stands by.", error)
        except DoorError:
            raise
        except Exception:  # the last line of defence: begin anew from what is committed
            log.exception("Something unexpected stopped the answering; it begins anew.")
            await _wait(stop, STAND_BY_SECONDS)
        finally:
            self._leading = None
            self.seen.is_leading = False
            with contextlib.suppress(StoreError):
                await asyncio.get_running_loop().run_in_executor(self._thread, self._leases.give_back, self.lease)

    def _set_trouble(self, trouble: str) -> None:
        before = self.seen.troubles.get("door", "")
        if trouble and trouble != before:
            log.error("%s It is tried again until it works.", trouble)
        elif before and not trouble:
            log.warning("All is well again.")
        self.seen.troubles["door"] = trouble


def rates_of(settings: Settings) -> Rates:
    """The limits that the administrator chose."""
    return Rates(
        settings.chat_per_second,
        settings.chat_burst,
        settings.group_per_minute,
        settings.bulk_per_second,
        settings.bulk_most,
    )


def webhook_secret(token: str) -> str:
    """The same on every replica, known to Telegram only, and telling nothing about the token."""
    return hmac.new(token.encode(), b"webhook", hashlib.sha256).hexdigest()


def lease_of(token: str) -> str:
    """The name of the work of one bot."""
    return f"telegram:{token.partition(':')[0]}"


async def _wait(stop: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
