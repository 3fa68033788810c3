"""A workplace in; the Telegram door out, with its books, its doorkeeper and its sentences."""

from __future__ import annotations

from bot.calendar import BANGKOK
from bot.commands import menu
from bot.wiring.doorkeeping import doorkeeper, links
from bot.wiring.places import TELEGRAM
from data.sql_inbox import SqlInbox
from data.sql_leases import SqlLeases
from data.sql_outbox import SqlOutbox
from data.sql_turns import SqlTurns
from handlers.commands.ports import Say, Workplace
from handlers.telegram.door import Sentences, TelegramDoor, lease_of
from handlers.telegram.writer import Books


def telegram_door(place: Workplace) -> TelegramDoor:
    settings, engine = place.settings, place.store.engine
    leases = SqlLeases(engine)
    books = Books(
        SqlTurns(engine, leases, lease_of(settings.token)),
        SqlInbox(engine, int(settings.token.partition(":")[0])),
        SqlOutbox(engine, TELEGRAM, leases.owner),
    )

    def introduced(name: str) -> tuple[tuple[str, str], ...]:
        links().bot_name = name
        return menu(settings.language)

    keepers = settings, books, leases, place.assistant, doorkeeper(place), place.clock
    return TelegramDoor(*keepers, _sentences(place.say), introduced)


def _sentences(say: Say) -> Sentences:
    return Sentences(
        say("Sorry, something went wrong. Please ask in another way."),
        lambda asked_at: say("(Late: you asked at {moment}.)").format(moment=f"{asked_at.astimezone(BANGKOK):%H:%M}"),
        say("(This may be a repetition.)"),
    )
