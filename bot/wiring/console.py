"""A workplace in; a conversation in the terminal out, forgotten afterwards."""

from __future__ import annotations

import secrets

from bot.calendar import FiscalYear, bangkok_day
from bot.people import Chat, Setting
from handlers.commands.ports import Workplace
from handlers.console import Console, banner


def open_console(place: Workplace) -> None:
    chat = Chat("console", secrets.token_hex(4), Setting.CONSOLE)
    plan = place.store.plans.plan_for(place.office, FiscalYear.containing(bangkok_day(place.clock())))
    console = Console(place.assistant, place.person, chat, place.clock, place.say)
    try:
        console.talk(banner(plan, place.clock(), place.say))
    finally:
        place.store.people.remember(chat, None, place.clock())
