"""Reminders and dates: campaigns, deliveries, meetings with their history, wishes of members, added days."""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKeyConstraint,
    Identity,
    Integer,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
)
from sqlalchemy import text as sql

from data.migrations.first.base import Moment

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

NUMBER = BigInteger().with_variant(Integer, "sqlite")
MEETING = ("planned", "dated", "held", "postponed", "cancelled")


def words(name: str, default: str | None = "") -> Column[str]:
    return Column(name, Text, nullable=False, server_default=default)


def known(name: str, *values: str) -> CheckConstraint:
    return CheckConstraint(f"{name} IN ({', '.join(repr(value) for value in values)})", name=f"{name}_is_known")


def filled(name: str) -> CheckConstraint:
    return CheckConstraint(f"length({name}) > 0", name=f"{name}_is_filled")


def whole(name: str, default: str | None = None) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default=default, autoincrement=False)


def moment(name: str, *, is_needed: bool = True) -> Column[object]:
    return Column(name, Moment, nullable=not is_needed)


def flag(name: str) -> Column[bool]:
    return Column(name, Boolean(create_constraint=True, name=name), nullable=False)


def identity() -> Column[int]:
    return Column("id", NUMBER, Identity(), nullable=False, autoincrement=True)


def of_office() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["office"], ["office.key"])


def of_member() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["office", "member"], ["member.office", "member.number"], ondelete="CASCADE")


def upgrade() -> None:
    _campaigns()
    _deliveries()
    _meetings()
    _wishes()


def _campaigns() -> None:
    kinds = (
        "quarter_start",
        "month",
        "deadline",
        "meeting",
        "quarter_end",
        "date_set",
        "broadcast",
        "no_plan",
        "trouble",
    )
    op.create_table(
        "campaign",
        identity(),
        words("office", None),
        words("kind", None),
        words("period", None),
        words("activity"),
        whole("fiscal_year"),
        words("activities"),
        Column("day", Date, nullable=True),
        whole("lead", "0"),
        words("text"),
        Column("meeting", BigInteger, nullable=False, server_default="0"),
        moment("due_at"),
        moment("until_at"),
        words("state", None),
        moment("made_at"),
        known("kind", *kinds),
        known("state", "open", "passed", "recalled"),
        filled("period"),
        PrimaryKeyConstraint("id"),
        UniqueConstraint("office", "kind", "period", "activity"),
        of_office(),
    )
    op.create_index("ix_campaign_due_at", "campaign", ["due_at"])


def _deliveries() -> None:
    states = ("pending", "queued", "sent", "failed", "unknown", "unreachable", "dropped", "recalled")
    op.create_table(
        "delivery",
        Column("campaign", NUMBER, nullable=False, autoincrement=False),
        whole("member"),
        words("state", "pending"),
        words("reason"),
        whole("is_late", "0"),
        whole("is_repeated", "0"),
        moment("changed_at"),
        known("state", *states),
        CheckConstraint("is_late IN (0, 1) AND is_repeated IN (0, 1)", name="marks_are_flags"),
        PrimaryKeyConstraint("campaign", "member"),
    )
    waits = sql("state IN ('pending', 'queued')")
    columns = ["state", "campaign", "member"]
    op.create_index("ix_delivery_waiting", "delivery", columns, sqlite_where=waits, postgresql_where=waits)
    op.create_index("ix_delivery_changed_at", "delivery", ["changed_at"])


def _meetings() -> None:
    op.create_table(
        "meeting",
        identity(),
        words("office", None),
        whole("fiscal_year"),
        words("activity", None),
        whole("quarter"),
        words("state", None),
        Column("day", Date, nullable=True),
        words("at"),
        words("place"),
        whole("sequence"),
        moment("decided_at"),
        whole("decided_by"),
        known("state", *MEETING),
        filled("activity"),
        CheckConstraint("quarter BETWEEN 1 AND 4", name="quarter_is_one"),
        CheckConstraint("state <> 'dated' OR day IS NOT NULL", name="dated_has_a_day"),
        PrimaryKeyConstraint("id"),
        of_office(),
    )
    is_open = sql("state IN ('planned', 'dated', 'postponed')")
    columns = ["office", "fiscal_year", "activity", "quarter"]
    op.create_index("uq_meeting_open", "meeting", columns, unique=True, sqlite_where=is_open, postgresql_where=is_open)
    op.create_index("ix_meeting_office_fiscal_year", "meeting", ["office", "fiscal_year"])
    op.create_table(
        "meeting_change",
        Column("meeting", NUMBER, nullable=False, autoincrement=False),
        whole("sequence"),
        words("state", None),
        Column("day", Date, nullable=True),
        words("at"),
        words("place"),
        moment("decided_at"),
        whole("decided_by"),
        known("state", *MEETING),
        PrimaryKeyConstraint("meeting", "sequence"),
        ForeignKeyConstraint(["meeting"], ["meeting.id"]),
    )


def _wishes() -> None:
    op.create_table(
        "wish",
        words("office", None),
        whole("member"),
        moment("chose_at", is_needed=False),
        moment("stopped_at", is_needed=False),
        PrimaryKeyConstraint("office", "member"),
        of_member(),
    )
    op.create_table(
        "topic_wish",
        words("office", None),
        whole("member"),
        words("topic", None),
        flag("is_followed"),
        flag("is_muted"),
        filled("topic"),
        PrimaryKeyConstraint("office", "member", "topic"),
        of_member(),
    )
    op.create_table(
        "watch",
        words("office", None),
        whole("fiscal_year"),
        words("activity", None),
        whole("member"),
        moment("made_at"),
        filled("activity"),
        PrimaryKeyConstraint("office", "fiscal_year", "activity", "member"),
        of_member(),
    )
    op.create_table(
        "added_day",
        words("office", None),
        Column("day", Date, nullable=False),
        words("reason"),
        flag("is_off"),
        moment("made_at"),
        PrimaryKeyConstraint("office", "day"),
        of_office(),
    )
