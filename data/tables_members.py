"""The tables of membership: what waits for a yes, the trail of changes, ways in, groups, contacts, handovers."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from bot.membership import ContactKind
from bot.people import Role
from data.tables_base import Moment, filled, flag, key, metadata, one_of, reference, text

pending_action = Table(
    "pending_action",
    metadata,
    key("nonce"),
    text("office", None),
    Column("member", Integer, nullable=False),
    text("chat", None),
    text("kind", None),
    text("payload", None),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment, nullable=True),
    *filled("nonce", "kind"),
    Index(None, "office", "member"),
    Index(None, "expires_at"),
)

audit_entry = Table(
    "audit_entry",
    metadata,
    # Append-only: triggers of the migration forbid UPDATE, DELETE, REPLACE and TRUNCATE.
    Column("id", BigInteger().with_variant(Integer, "sqlite"), Identity(), primary_key=True, autoincrement=True),
    text("office", None),
    Column("happened_at", Moment, nullable=False),
    Column("member", Integer, nullable=False),
    text("what", None),
    text("subject", None),
    text("was"),
    text("became"),
    *filled("what"),
    Index(None, "office", "id"),
)

invitation = Table(
    "invitation",
    metadata,
    # SHA-256 of the code; the code itself is in the link and nowhere here.
    key("key"),
    Column("office", Text, ForeignKey("office.key"), nullable=False),
    text("role", None),
    reference("officer"),
    Column("places", Integer, nullable=False),
    Column("taken", Integer, nullable=False, server_default="0"),
    Column("made_by", Integer, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    one_of("role", Role),
    CheckConstraint("length(key) = 64", name="key_is_hashed"),
    CheckConstraint("taken >= 0 AND taken <= places", name="places_are_kept"),
    Index(None, "expires_at"),
)

join_request = Table(
    "join_request",
    metadata,
    key("door"),
    key("account"),
    Column("office", Text, ForeignKey("office.key"), nullable=False),
    Column("number", Integer, nullable=False),
    text("name"),
    text("language", "th"),
    Column("asked_at", Moment, nullable=False),
    Column("refused_at", Moment, nullable=True),
    *filled("door", "account"),
    UniqueConstraint("office", "number"),
    Index(None, "asked_at"),
)

group_chat = Table(
    "group_chat",
    metadata,
    key("door"),
    key("chat"),
    Column("office", Text, ForeignKey("office.key"), nullable=False),
    Column("allowed_by", Integer, nullable=False),
    Column("allowed_at", Moment, nullable=False),
    *filled("door", "chat"),
)

attempt = Table(
    "attempt",
    metadata,
    key("door"),
    key("account"),
    Column("count", Integer, nullable=False),
    Column("begun_at", Moment, nullable=False),
    *filled("door", "account"),
    Index(None, "begun_at"),
)

contact = Table(
    "contact",
    metadata,
    Column("office", Text, primary_key=True),
    Column("member", Integer, primary_key=True, autoincrement=False),
    key("kind"),
    text("value", None),
    Column("agreed_at", Moment, nullable=False),
    one_of("kind", ContactKind),
    *filled("value"),
    ForeignKeyConstraint(["office", "member"], ["member.office", "member.number"], ondelete="CASCADE"),
)

handover = Table(
    "handover",
    metadata,
    Column("office", Text, ForeignKey("office.key"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("fiscal_year", Integer, nullable=False),
    text("activity", None),
    # officer:KEY of the plan, or member:NUMBER for somebody whom the plan does not print.
    text("from_who", None),
    text("to_who", None),
    Column("start_on", Date, nullable=False),
    Column("end_on", Date, nullable=True),
    flag("is_acting"),
    Column("made_by", Integer, nullable=False),
    Column("made_at", Moment, nullable=False),
    *filled("activity", "from_who", "to_who"),
    CheckConstraint("number >= 1", name="number_is_counted"),
    CheckConstraint("from_who <> to_who", name="hands_differ"),
    CheckConstraint("end_on >= start_on", name="days_run_on"),
    Index(None, "office", "fiscal_year"),
)
