"""A workplace in; the bot running out: the Telegram door, and all else beside it, until a signal.

The door comes first. The rest is imported and made in threads when the first poll is on its way: by the time a message
has arrived, what answers it is ready.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import sys
import threading
from collections.abc import Awaitable, Callable
from socket import socket
from typing import TYPE_CHECKING

from bot import failpoints
from bot.logs import log_json
from bot.settings import Access
from bot.wiring.door import telegram_door
from handlers.commands.ports import Workplace
from handlers.http.listening import listen
from handlers.telegram.door import TelegramDoor

if TYPE_CHECKING:
    from starlette.applications import Starlette

log = logging.getLogger("bot")
_LONGEST_WAIT = 1.0
"""Seconds that the rest waits for the first poll: a process that stands by, or has no network, sends none."""
_HEAD_START = 0.05
"""Seconds that the poll has for leaving: what is imported meanwhile would hold it up."""


async def answer_telegram(place: Workplace) -> None:
    log_json(sys.stderr, place.settings.log_level)
    failpoints.arm(place.settings.test_failpoint)
    stop, stopped = asyncio.Event(), threading.Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(one, stop.set)
    if place.settings.access is Access.OPEN:
        log.warning("THAMPLAN_ACCESS=open: whoever finds the bot may ask it. For demos only.")
    door = telegram_door(place)
    listener = listen(place.settings.http) if place.settings.http else None
    beside = asyncio.create_task(_run_beside(place, door, listener, stop, stopped))
    try:
        await door.run(stop)
    finally:
        stop.set()
        stopped.set()
        door.at_work.set()
        await beside


async def _run_beside(
    place: Workplace, door: TelegramDoor, listener: socket | None, stop: asyncio.Event, stopped: threading.Event
) -> None:
    """What people would miss first comes first."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(door.at_work.wait(), _LONGEST_WAIT)
    await asyncio.sleep(_HEAD_START)
    if not stop.is_set():
        await asyncio.to_thread(_warm, place)
    await asyncio.gather(_serve(place, door, listener, stop), asyncio.to_thread(_tick, place, stopped))


def _warm(place: Workplace) -> None:
    from bot.wiring.warming import warm

    try:
        warm(place)
    except Exception:  # whoever asks first makes the same parts, and is told what is wrong with them
        log.exception("The parts that answer could not be made ready.")


async def _serve(place: Workplace, door: TelegramDoor, listener: socket | None, stop: asyncio.Event) -> None:
    """Webhook, health and metrics; nothing when no address is set."""
    if listener is None:
        return
    with listener:
        if not stop.is_set():
            app, serve = await asyncio.to_thread(_http, place, door)
            await serve(app, listener, stop)


def _http(
    place: Workplace, door: TelegramDoor
) -> tuple[Starlette, Callable[[Starlette, socket, asyncio.Event], Awaitable[None]]]:
    from bot.wiring.serving import application_of, serve

    return application_of(place, door), serve


def _tick(place: Workplace, stopped: threading.Event) -> None:
    if not stopped.is_set():
        from bot.wiring.ticking import tick_until

        tick_until(place, stopped)
