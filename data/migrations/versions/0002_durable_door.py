"""The durable door: inbox, outbox, leases and tokens of effects."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Integer, LargeBinary, PrimaryKeyConstraint, Text
from sqlalchemy import text as sql

from data.migrations.first.base import Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def words(name: str, default: str | None = "") -> Column[str]:
    return Column(name, Text, nullable=False, server_default=default)


def known(name: str, *values: str) -> CheckConstraint:
    return CheckConstraint(f"{name} IN ({', '.join(repr(value) for value in values)})", name=f"{name}_is_known")


def filled(name: str) -> CheckConstraint:
    return CheckConstraint(f"length({name}) > 0", name=f"{name}_is_filled")


def upgrade() -> None:
    _inbox()
    _outbox()
    op.create_table(
        "lease",
        words("name", None),
        words("owner", None),
        Column("term", BigInteger, nullable=False),
        Column("until", Moment, nullable=False),
        filled("name"),
        PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "effect", words("token", None), Column("happened_at", Moment, nullable=False), PrimaryKeyConstraint("token")
    )
    op.create_index("ix_effect_happened_at", "effect", ["happened_at"])


def _inbox() -> None:
    op.create_table(
        "inbox",
        Column("bot", BigInteger, nullable=False, autoincrement=False),
        Column("key", BigInteger, nullable=False, autoincrement=False),
        words("chat"),
        words("raw"),
        words("state", "new"),
        words("outcome"),
        Column("attempts", Integer, nullable=False, server_default="0"),
        Column("received_at", Moment, nullable=False),
        Column("handled_at", Moment, nullable=True),
        known("state", "new", "done", "quarantined"),
        PrimaryKeyConstraint("bot", "key"),
    )
    waits = sql("state = 'new'")
    op.create_index("ix_inbox_waiting", "inbox", ["bot", "key"], sqlite_where=waits, postgresql_where=waits)
    op.create_index("ix_inbox_received_at", "inbox", ["received_at"])


def _outbox() -> None:
    op.create_table(
        "outbox",
        Column("id", BigInteger, nullable=False, autoincrement=False),
        words("door", None),
        words("chat", None),
        words("kind"),
        words("policy"),
        Column("is_bulk", Boolean(create_constraint=True, name="is_bulk"), nullable=False),
        words("reference"),
        Column("update_key", BigInteger, nullable=True),
        words("body"),
        Column("file", LargeBinary, nullable=True),
        words("state", "pending"),
        words("owner"),
        Column("attempts", Integer, nullable=False, server_default="0"),
        Column("asked_at", Moment, nullable=True),
        Column("made_at", Moment, nullable=False),
        Column("not_before", Moment, nullable=True),
        Column("ended_at", Moment, nullable=True),
        Column("message", BigInteger, nullable=True),
        words("reason"),
        known("state", "pending", "sending", "sent", "failed", "unknown", "recalled"),
        known("policy", "resend", "once_more", "hold"),
        filled("door"),
        filled("chat"),
        PrimaryKeyConstraint("id"),
    )
    leaving, referring = sql("state IN ('pending', 'sending')"), sql("reference <> ''")
    op.create_index(
        "ix_outbox_leaving", "outbox", ["door", "is_bulk", "id"], sqlite_where=leaving, postgresql_where=leaving
    )
    op.create_index("ix_outbox_ended_at", "outbox", ["ended_at"])
    op.create_index("ix_outbox_reference", "outbox", ["reference"], sqlite_where=referring, postgresql_where=referring)
