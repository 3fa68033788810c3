"""A workplace in; the clock of its reminders running, in the thread that asks for it."""

from __future__ import annotations

import threading

from bot.money_desk.watching import TargetWatch, Watched
from bot.reminders.rounds import Rounds
from bot.wiring.dates import rounds_in
from bot.wiring.money import money_ports
from data.sql_reminders import SqlReminders
from data.sql_turns import SqlTurns
from handlers.clock import Pulse, ticking
from handlers.commands.ports import Workplace


def tick_until(place: Workplace, stopped: threading.Event) -> None:
    book = SqlReminders(place.store.engine)
    with ticking(Pulse(_rounds(place), book.depth, place.clock, place.settings.bulk_per_second)):
        stopped.wait()


def _rounds(place: Workplace) -> Rounds | Watched:
    """The reminders, and the watch of disbursement targets when there are any."""
    rounds = rounds_in(place.store, place.settings)(place.office)
    if not any(place.settings.targets):
        return rounds
    ports = money_ports(place.store, place.settings)
    return Watched(rounds, TargetWatch(place.office, ports, SqlTurns(place.store.engine)))
