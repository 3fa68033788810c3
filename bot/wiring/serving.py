"""A workplace and its door in; the HTTP application for webhook, health and metrics out."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.calendar import FiscalYear, bangkok_day
from handlers.commands.ports import Workplace
from handlers.http.app import application
from handlers.http.ports import Depth, House
from handlers.http.server import serve
from handlers.telegram.door import TelegramDoor

if TYPE_CHECKING:
    from starlette.applications import Starlette


def application_of(place: Workplace, door: TelegramDoor) -> Starlette:
    def depth() -> Depth:
        year = FiscalYear.containing(bangkok_day(place.clock()))
        plan_year = place.store.plans.plan_for(place.office, year).year.number
        inbox, outbox = door.books.inbox, door.books.outbox
        return Depth(inbox.counts(), outbox.counts(), outbox.oldest_waiting(), plan_year)

    webhook = place.settings.webhook_url
    return application(House(door, depth, (urlsplit(webhook).path or "/") if webhook else ""))


__all__ = ["application_of", "serve"]
