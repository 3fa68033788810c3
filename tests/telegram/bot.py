"""A bot through the whole durable door, with an assistant of the tests: settings from the environment in, answers out.

It repeats what it hears. "boom" breaks its handling, "die" its process, "slow" takes its time, "long" gets a long
answer. A button "take:TOKEN" has an effect that must happen once: a row in a table of the tests' own, which only the
door keeps single.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from datetime import UTC, datetime

from sqlalchemy import Engine, text

from bot import failpoints
from bot.doorkeeper import OpenDoorkeeper
from bot.logs import log_json
from bot.people import Chat, Person
from bot.reply import Attachment, Choice, Outcome, Reply
from bot.settings import Settings, read_settings
from data.session import writing
from data.sql_inbox import SqlInbox
from data.sql_leases import SqlLeases
from data.sql_outbox import SqlOutbox
from data.sql_turns import SqlTokens, SqlTurns
from data.store import open_store
from handlers.http.app import application
from handlers.http.listening import listen
from handlers.http.ports import Depth, House
from handlers.http.server import serve
from handlers.telegram.door import Sentences, TelegramDoor, lease_of
from handlers.telegram.incoming import DOOR
from handlers.telegram.writer import Books

EFFECTS = "CREATE TABLE IF NOT EXISTS test_effect (token TEXT NOT NULL, at TEXT NOT NULL)"
Replies = tuple[Reply, ...]


class Repeater:
    """The assistant of the tests."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._tokens = SqlTokens(engine)

    def reply_to(self, text: str, person: Person, chat: Chat, now: datetime) -> Replies:
        if text == "boom":
            raise ValueError(f"cannot handle {text}")
        if text == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if text == "slow":
            time.sleep(0.2)
        if text == "long":
            return (Reply("\n".join(f"line {number} " + "x" * 60 for number in range(150)), Outcome.ANSWER),)
        if text == "picture":
            return (Reply("a *picture*", Outcome.ANSWER, attachment=Attachment("dot.png", "image/png", DOT, True)),)
        if text == "file":
            return (Reply("a file", Outcome.ANSWER, attachment=Attachment("แผน.txt", "text/plain", b"plan")),)
        if text.startswith("card"):
            choices = ((Choice("take it", f"take:{text[4:]}"), Choice("leave it", "leave")),)
            return (Reply(text, Outcome.CLARIFY, choices=choices),)
        return (Reply(f"*re:* {text}", Outcome.ANSWER),)

    def reply_to_choice(self, code: str, person: Person, chat: Chat, now: datetime) -> Replies:
        kind, _, token = code.partition(":")
        if kind == "take" and self._tokens.once(token, now):
            with writing(self._engine) as connection:
                connection.execute(
                    text("INSERT INTO test_effect VALUES (:token, :at)"), {"token": token, "at": str(now)}
                )
            if token.startswith("boom"):
                raise ValueError("after the effect")
        return (Reply(f"re: {code}", Outcome.ANSWER, edits_card=True),)


DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000 1f15c489".replace(" ", "")
    + "0000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


def make_table(engine: Engine) -> None:
    """Our own table, once. Of two processes that start together PostgreSQL lets one fail, IF NOT EXISTS or not."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('test_effect'))"))
        connection.execute(text(EFFECTS))


def door_of(settings: Settings, engine: Engine) -> TelegramDoor:
    """The door as the composition root builds it, with our assistant."""
    leases = SqlLeases(engine)
    books = Books(
        SqlTurns(engine, leases, lease_of(settings.token)),
        SqlInbox(engine, int(settings.token.partition(":")[0])),
        SqlOutbox(engine, DOOR, leases.owner),
    )
    sentences = Sentences("sorry", lambda at: f"late: {at:%H:%M}", "repeated")
    clock = lambda: datetime.now(UTC)  # noqa: E731
    return TelegramDoor(settings, books, leases, Repeater(engine), OpenDoorkeeper("office"), clock, sentences)


async def run(settings: Settings) -> None:
    store = open_store(settings.database_url)
    make_table(store.engine)
    door = door_of(settings, store.engine)
    stop = asyncio.Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(one, stop.set)
    serving = asyncio.create_task(serve_http(settings, door, stop))
    try:
        await door.run(stop)
    finally:
        stop.set()
        await serving
        store.close()


async def serve_http(settings: Settings, door: TelegramDoor, stop: asyncio.Event) -> None:
    if settings.http is None:
        return

    def depth() -> Depth:
        return Depth(door.books.inbox.counts(), door.books.outbox.counts(), door.books.outbox.oldest_waiting(), 2567)

    await serve(application(House(door, depth, "/telegram")), listen(settings.http), stop)


def main() -> None:
    settings = read_settings()
    log_json(sys.stderr, settings.log_level)
    failpoints.arm(settings.test_failpoint)
    asyncio.run(run(settings))


if __name__ == "__main__":
    main()
