"""A workplace in; everything that the first answer needs imported and made."""

from __future__ import annotations

import gc

from bot.calendar import FiscalYear, bangkok_day
from bot.people import Chat, Setting
from handlers.commands.ports import Workplace

COLLECT_EVERY = 50_000
"""Objects made between two looks for garbage: nearly all of ours goes without being looked for."""


def warm(place: Workplace) -> None:
    """Read a text as a question is read; nothing is written."""
    now = place.clock()
    plan = place.store.plans.plan_for(place.office, FiscalYear.containing(bangkok_day(now)))
    place.assistant.explain(plan.title, place.person, Chat("console", "warm", Setting.CONSOLE), now)
    # What is there now stays: the collector need not walk it again and again.
    gc.freeze()
    gc.set_threshold(COLLECT_EVERY, 20, 20)
