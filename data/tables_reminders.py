"""The tables of reminders and dates: campaigns with their deliveries, meetings with history, wishes, added days."""

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
    literal_column,
)
from sqlalchemy import text as sql

from bot.meetings import MeetingState
from bot.reminders.kinds import CampaignState, DeliveryState, Kind
from data.tables_base import Moment, filled, flag, key, metadata, one_of, text

_NUMBER = BigInteger().with_variant(Integer, "sqlite")
WAITING = (DeliveryState.PENDING, DeliveryState.QUEUED)
WRONG = (DeliveryState.FAILED, DeliveryState.UNKNOWN, DeliveryState.UNREACHABLE)
_WAITS = sql("state IN ('pending', 'queued')")
_IS_WRONG = sql("state IN ('failed', 'unknown', 'unreachable')")
_IS_OPEN = sql("state IN ('planned', 'dated', 'postponed')")

campaign = Table(
    "campaign",
    metadata,
    Column("id", _NUMBER, Identity(), primary_key=True, autoincrement=True),
    Column("office", Text, ForeignKey("office.key"), nullable=False),
    text("kind", None),
    text("period", None),
    text("activity"),
    Column("fiscal_year", Integer, nullable=False),
    text("activities"),  # numbers with a blank between; nothing ever searches them
    Column("day", Date, nullable=True),
    Column("lead", Integer, nullable=False, server_default="0"),
    text("text"),
    Column("meeting", BigInteger, nullable=False, server_default="0"),
    Column("due_at", Moment, nullable=False),
    Column("until_at", Moment, nullable=False),
    text("state", None),
    Column("made_at", Moment, nullable=False),
    one_of("kind", Kind),
    one_of("state", CampaignState),
    *filled("period"),
    # What makes a notice the same one: any number of processes that find it due make it once.
    UniqueConstraint("office", "kind", "period", "activity"),
    Index(None, "due_at"),
)

delivery = Table(
    "delivery",
    metadata,
    # No foreign key: asked ten thousand times it would take two thirds of the time that making the rows takes.
    Column("campaign", _NUMBER, primary_key=True, autoincrement=False),
    Column("member", Integer, primary_key=True, autoincrement=False),
    text("state", DeliveryState.PENDING.value),
    text("reason"),
    Column("is_late", Integer, nullable=False, server_default="0"),
    Column("is_repeated", Integer, nullable=False, server_default="0"),
    Column("changed_at", Moment, nullable=False),
    one_of("state", DeliveryState),
    CheckConstraint("is_late IN (0, 1) AND is_repeated IN (0, 1)", name="marks_are_flags"),
    Index("ix_delivery_waiting", "state", "campaign", "member", sqlite_where=_WAITS, postgresql_where=_WAITS),
    # Of what went wrong only: an index of all would take a quarter of the time that making ten thousand rows takes.
    Index("ix_delivery_went_wrong", "changed_at", sqlite_where=_IS_WRONG, postgresql_where=_IS_WRONG),
)

# In these very words, because SQLite takes a partial index only for a condition that it finds again in the question.
waits = delivery.c.state.in_([literal_column(f"'{one}'") for one in WAITING])
went_wrong = delivery.c.state.in_([literal_column(f"'{one}'") for one in WRONG])

delivered = delivery.join(campaign, campaign.c.id == delivery.c.campaign)

meeting = Table(
    "meeting",
    metadata,
    Column("id", _NUMBER, Identity(), primary_key=True, autoincrement=True),
    Column("office", Text, ForeignKey("office.key"), nullable=False),
    Column("fiscal_year", Integer, nullable=False),
    text("activity", None),
    Column("quarter", Integer, nullable=False),
    text("state", None),
    Column("day", Date, nullable=True),
    text("at"),
    text("place"),
    Column("sequence", Integer, nullable=False),
    Column("decided_at", Moment, nullable=False),
    Column("decided_by", Integer, nullable=False),
    one_of("state", MeetingState),
    *filled("activity"),
    CheckConstraint("quarter BETWEEN 1 AND 4", name="quarter_is_one"),
    CheckConstraint("state <> 'dated' OR day IS NOT NULL", name="dated_has_a_day"),
    # Two officers who set the first day at the same moment make one meeting.
    Index(
        "uq_meeting_open",
        "office",
        "fiscal_year",
        "activity",
        "quarter",
        unique=True,
        sqlite_where=_IS_OPEN,
        postgresql_where=_IS_OPEN,
    ),
    Index(None, "office", "fiscal_year"),
)

meeting_change = Table(
    "meeting_change",
    metadata,
    Column("meeting", _NUMBER, ForeignKey("meeting.id"), primary_key=True),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    text("state", None),
    Column("day", Date, nullable=True),
    text("at"),
    text("place"),
    Column("decided_at", Moment, nullable=False),
    Column("decided_by", Integer, nullable=False),
    one_of("state", MeetingState),
)


def _of_member() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["office", "member"], ["member.office", "member.number"], ondelete="CASCADE")


wish = Table(
    "wish",
    metadata,
    Column("office", Text, primary_key=True),
    Column("member", Integer, primary_key=True, autoincrement=False),
    Column("chose_at", Moment, nullable=True),
    Column("stopped_at", Moment, nullable=True),
    _of_member(),
)

topic_wish = Table(
    "topic_wish",
    metadata,
    Column("office", Text, primary_key=True),
    Column("member", Integer, primary_key=True, autoincrement=False),
    key("topic"),
    flag("is_followed"),
    flag("is_muted"),
    *filled("topic"),
    _of_member(),
)

watch = Table(
    "watch",
    metadata,
    Column("office", Text, primary_key=True),
    Column("fiscal_year", Integer, primary_key=True, autoincrement=False),
    key("activity"),
    Column("member", Integer, primary_key=True, autoincrement=False),
    Column("made_at", Moment, nullable=False),
    *filled("activity"),
    _of_member(),
)

added_day = Table(
    "added_day",
    metadata,
    Column("office", Text, ForeignKey("office.key"), primary_key=True),
    Column("day", Date, primary_key=True),
    text("reason"),
    flag("is_off"),
    Column("made_at", Moment, nullable=False),
)
