"""A moment every thirty seconds in; a tick of the reminders, and what may leave fed into the outbox, out.

APScheduler is only the clock that wakes us: its store forgets and it drops late jobs, so it holds no truth. What is
due, what was sent and what was not lies in tables, and a tick finds it there however long nobody looked.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Protocol

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.calendar import BANGKOK
from bot.errors import StoreError
from bot.settings import Clock

log = logging.getLogger(__name__)
EVERY_SECONDS = 30
LOOK_SECONDS = 0.25
AHEAD_SECONDS = 4
"""So much of sending waits in the outbox: enough never to run dry, little enough to end with the working hours."""


class Reminders(Protocol):
    """The reminders of an office. Implementation: `bot.reminders.rounds.Rounds`."""

    def tick(self, now: datetime) -> int: ...

    def feed(self, now: datetime, room: int) -> int: ...


class Pulse:
    """One process's share of the reminders; any number of processes may have one on the same database."""

    def __init__(self, reminders: Reminders, depth: Callable[[], int], clock: Clock, bulk_per_second: float) -> None:
        self._reminders = reminders
        self._depth = depth
        self._clock = clock
        self._ahead = max(50, int(bulk_per_second * AHEAD_SECONDS))
        self._stopping = threading.Event()
        self._trouble = ""

    def beat(self) -> None:
        """One tick, then feed until nothing waits; whatever goes wrong, the next beat tries again."""
        try:
            self._reminders.tick(self._clock())
            self._feed()
            self._say_once("")
        except StoreError as error:
            self._say_once(str(error))
        except Exception as error:  # the door of the clock: one bad tick must not end the clock
            log.debug("tick", exc_info=True)
            self._say_once(f"{type(error).__name__} in a tick of the reminders.")

    def stop(self) -> None:
        """Let the beat under way come to its end soon."""
        self._stopping.set()

    def _feed(self) -> None:
        while not self._stopping.is_set():
            room = self._ahead - self._depth()
            taken = self._reminders.feed(self._clock(), room) if room > 0 else 0
            if room > 0 and not taken:
                return
            self._stopping.wait(LOOK_SECONDS)

    def _say_once(self, trouble: str) -> None:
        if trouble and trouble != self._trouble:
            log.error("Reminders: %s They are tried again every %d seconds.", trouble, EVERY_SECONDS)
        self._trouble = trouble


@contextmanager
def ticking(pulse: Pulse, seconds: float = EVERY_SECONDS) -> Iterator[None]:
    """Beat now and every so many seconds until the end of the block."""
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a beat that outlasts the next one is no news
    defaults = {"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
    executors = {"default": ThreadPoolExecutor(1)}
    scheduler = BackgroundScheduler(timezone=BANGKOK, job_defaults=defaults, executors=executors)
    trigger = IntervalTrigger(seconds=seconds, timezone=BANGKOK)
    scheduler.add_job(pulse.beat, trigger, next_run_time=datetime.now(BANGKOK))
    scheduler.start()
    try:
        yield
    finally:
        pulse.stop()
        scheduler.shutdown(wait=True)
