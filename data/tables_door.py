"""The tables of a door: what came in, what goes out, who holds which lease, and which tokens have taken effect."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, Table
from sqlalchemy import text as sql

from bot.turn import InboxState, OutboxState, Policy
from data.tables_base import Moment, filled, flag, key, metadata, one_of, text

_WAITS = sql("state = 'new'")
_LEAVES = sql("state IN ('pending', 'sending')")

inbox = Table(
    "inbox",
    metadata,
    # The messenger's own number of the update, with the bot's: another bot on the same database counts on its own.
    Column("bot", BigInteger, primary_key=True, autoincrement=False),
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    text("chat"),
    text("raw"),
    text("state", InboxState.NEW.value),
    text("outcome"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("received_at", Moment, nullable=False),
    Column("handled_at", Moment, nullable=True),
    one_of("state", InboxState),
    Index("ix_inbox_waiting", "bot", "key", sqlite_where=_WAITS, postgresql_where=_WAITS),
    Index("ix_inbox_received_at", "received_at"),
)

outbox = Table(
    "outbox",
    metadata,
    # Made by the writer, growing with time: a batch is written without asking the database for its numbers.
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    key("door", primary=False),
    key("chat", primary=False),
    text("kind"),
    text("policy"),
    flag("is_bulk"),
    text("reference"),
    Column("update_key", BigInteger, nullable=True),
    text("body"),
    Column("file", LargeBinary, nullable=True),
    text("state", OutboxState.PENDING.value),
    text("owner"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("asked_at", Moment, nullable=True),
    Column("made_at", Moment, nullable=False),
    Column("not_before", Moment, nullable=True),
    Column("ended_at", Moment, nullable=True),
    Column("message", BigInteger, nullable=True),
    text("reason"),
    one_of("state", OutboxState),
    one_of("policy", Policy),
    *filled("door", "chat"),
    Index("ix_outbox_leaving", "door", "is_bulk", "id", sqlite_where=_LEAVES, postgresql_where=_LEAVES),
    Index("ix_outbox_ended_at", "ended_at"),
    Index(
        "ix_outbox_reference", "reference", sqlite_where=sql("reference <> ''"), postgresql_where=sql("reference <> ''")
    ),
)

lease = Table(
    "lease",
    metadata,
    key("name"),
    text("owner", None),
    Column("term", BigInteger, nullable=False),
    Column("until", Moment, nullable=False),
    *filled("name"),
)

# A business token (the nonce of a confirm button) whose effect has happened. Telegram may deliver one press again under
# a new number (tdlib/telegram-bot-api#699), so the number of the update is not enough.
effect = Table(
    "effect", metadata, key("token"), Column("happened_at", Moment, nullable=False), Index(None, "happened_at")
)
