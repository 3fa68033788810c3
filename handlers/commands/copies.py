"""A running bot in; a copy of its database a day out, kept 14 days."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import ThamPlanError
from handlers.commands.ports import Databases, Workplace

logger = logging.getLogger(__name__)

FOLDER = Path("var/copies")
LOOK_EVERY_SECONDS = 600.0


@contextmanager
def keeping_copies(databases: Databases, place: Workplace, folder: Path = FOLDER) -> Iterator[None]:
    """While inside, a thread makes today's copy as soon as there is none; it never stops the bot."""
    leaving = threading.Event()

    def keep() -> None:
        while True:
            keep_today(databases, place, folder)
            if leaving.wait(LOOK_EVERY_SECONDS):
                return

    thread = threading.Thread(target=keep, name="daily-copies", daemon=True)
    thread.start()
    try:
        yield
    finally:
        leaving.set()
        thread.join(timeout=5)


def keep_today(databases: Databases, place: Workplace, folder: Path) -> None:
    try:
        made = databases.keep_daily_copy(place.settings.database_url, folder, place.clock())
        if made is not None:
            logger.info("made the daily copy %s", made)
    except (ThamPlanError, OSError) as fault:
        logger.error("the daily copy could not be made: %s", fault)
