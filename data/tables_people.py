"""The tables of people: members, their accounts, what a chat last asked, and what nobody could answer."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, ForeignKeyConstraint, Index, Integer, Table, Text

from bot.people import MemberState, Role
from data.tables_base import Moment, filled, key, metadata, one_of, reference, text

member = Table(
    "member",
    metadata,
    Column("office", Text, ForeignKey("office.key"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    text("role", None),
    # No foreign key: an officer is a key inside a plan, and plans change every year under the same member.
    reference("officer"),
    text("name"),
    text("language", "th"),
    text("state", None),
    Column("consented_at", Moment, nullable=True),
    Column("created_at", Moment, nullable=False),
    CheckConstraint("number >= 1", name="number_is_counted"),
    one_of("role", Role),
    one_of("state", MemberState),
    *filled("language"),
)

account = Table(
    "account",
    metadata,
    key("door"),
    key("account"),
    Column("office", Text, nullable=False),
    Column("member", Integer, nullable=False),
    *filled("door", "account"),
    ForeignKeyConstraint(["office", "member"], ["member.office", "member.number"], ondelete="CASCADE"),
    Index(None, "office", "member"),
)

chat_memory = Table(
    "chat_memory",
    metadata,
    key("door"),
    key("chat"),
    text("question", None),
    Column("asked_at", Moment, nullable=False),
    *filled("door", "chat", "question"),
    Index(None, "asked_at"),
)

unanswered = Table(
    "unanswered",
    metadata,
    Column("office", Text, ForeignKey("office.key"), primary_key=True),
    key("key"),
    text("text", None),
    Column("count", Integer, nullable=False),
    Column("first_at", Moment, nullable=False),
    Column("last_at", Moment, nullable=False),
    *filled("key"),
    CheckConstraint("count >= 1", name="count_is_counted"),
    CheckConstraint("first_at <= last_at", name="moments_run_on"),
    Index(None, "last_at"),
)
