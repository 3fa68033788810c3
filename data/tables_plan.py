"""The tables of offices and plans: who, what, when, which statement; rows are keyed by plan and printed key."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    func,
)
from sqlalchemy import text as sql

from bot.plan import Layer, PeriodKind
from data.tables_base import (
    Moment,
    filled,
    flag,
    in_plan,
    key,
    metadata,
    one_of,
    place,
    reference,
    satang,
    source,
    text,
)

PLAN_STATES = ("draft", "active", "retired")


def plan_id() -> Column[int]:
    return Column("plan_id", Integer, ForeignKey("plan.id", ondelete="CASCADE"), primary_key=True, nullable=False)


office = Table("office", metadata, key("key"), text("name"), text("short_name"), text("contact"), *filled("key"))

office_alias = Table(
    "office_alias",
    metadata,
    Column("office", Text, ForeignKey("office.key", ondelete="CASCADE"), primary_key=True),
    place(primary=True),
    text("alias", None),
)

plan = Table(
    "plan",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("office", Text, ForeignKey("office.key"), nullable=False),
    Column("fiscal_year", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    text("title", None),
    text("state", None),
    Column("saved_at", Moment, nullable=False, server_default=func.current_timestamp()),
    CheckConstraint("fiscal_year BETWEEN 2400 AND 2700", name="fiscal_year_is_buddhist"),
    CheckConstraint("version >= 1", name="version_is_counted"),
    one_of("state", PLAN_STATES),
    UniqueConstraint("office", "fiscal_year", "version"),
    Index(
        "ux_plan_one_active",
        "office",
        "fiscal_year",
        unique=True,
        sqlite_where=sql("state = 'active'"),
        postgresql_where=sql("state = 'active'"),
    ),
)

# Grows with every change of any plan: one row to read to know that the copy in memory still holds.
plan_change = Table(
    "plan_change",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("number", BigInteger, nullable=False),
    CheckConstraint("id = 1", name="is_one_row"),
)

plan_group = Table(
    "plan_group",
    metadata,
    plan_id(),
    key("key"),
    place(),
    text("name"),
    text("short_name"),
    *source(),
    *filled("key"),
)

plan_group_alias = Table(
    "plan_group_alias",
    metadata,
    plan_id(),
    key("group_key"),
    place(primary=True),
    text("alias", None),
    in_plan("plan_group", "group_key"),
)

plan_part = Table(
    "plan_part",
    metadata,
    plan_id(),
    Column("number", Integer, primary_key=True, autoincrement=False),
    place(),
    text("title"),
    reference("group_key"),
    *source(),
    in_plan("plan_group", "group_key"),
)

officer = Table(
    "officer",
    metadata,
    plan_id(),
    key("key"),
    place(),
    text("title"),
    text("first_name"),
    text("last_name"),
    flag("is_spelling_uncertain"),
    text("spelling_note"),
    *source(),
    *filled("key"),
)

officer_alias = Table(
    "officer_alias",
    metadata,
    plan_id(),
    key("officer"),
    place(primary=True),
    text("alias", None),
    in_plan("officer", "officer"),
)

post = Table(
    "post",
    metadata,
    plan_id(),
    key("officer"),
    place(primary=True),
    text("title"),
    reference("group_key"),
    flag("is_acting"),
    text("role"),
    *source(),
    in_plan("officer", "officer"),
    in_plan("plan_group", "group_key"),
)

statement = Table(
    "statement",
    metadata,
    plan_id(),
    key("key"),
    place(),
    text("layer", None),
    text("number"),
    text("text"),
    reference("parent"),
    reference("group_key"),
    text("heading"),
    *source(),
    *filled("key"),
    one_of("layer", Layer),
    in_plan("statement", "parent", later=True),
    in_plan("plan_group", "group_key"),
)

statement_relation = Table(
    "statement_relation",
    metadata,
    plan_id(),
    key("statement"),
    place(primary=True),
    key("related", primary=False),
    in_plan("statement", "statement"),
    in_plan("statement", "related"),
)

activity = Table(
    "activity",
    metadata,
    plan_id(),
    key("number"),
    place(),
    Column("part", Integer, nullable=False),
    text("title"),
    *satang("allocated"),
    text("rounds"),
    reference("group_key"),
    flag("is_project"),
    *source(),
    *filled("number"),
    in_plan("plan_part", "part", to="number"),
    in_plan("plan_group", "group_key"),
)

activity_detail = Table(
    "activity_detail",
    metadata,
    plan_id(),
    key("activity"),
    place(primary=True),
    text("text"),
    in_plan("activity", "activity", to="number"),
)

activity_officer = Table(
    "activity_officer",
    metadata,
    plan_id(),
    key("activity"),
    place(primary=True),
    key("officer", primary=False),
    UniqueConstraint("plan_id", "activity", "officer"),
    in_plan("activity", "activity", to="number"),
    in_plan("officer", "officer"),
)

activity_period = Table(
    "activity_period",
    metadata,
    plan_id(),
    key("activity"),
    place(primary=True),
    text("kind", None),
    Column("quarter", Integer, nullable=False),
    Column("start_on", Date, nullable=False),
    Column("end_on", Date, nullable=False),
    text("printed"),
    Column("round", Integer, nullable=False),
    one_of("kind", PeriodKind),
    CheckConstraint("quarter BETWEEN 1 AND 4", name="quarter_is_of_a_year"),
    CheckConstraint("start_on <= end_on", name="days_run_on"),
    CheckConstraint("round >= 0", name="round_is_counted"),
    in_plan("activity", "activity", to="number"),
)

plan_word = Table("plan_word", metadata, plan_id(), key("key"), place(primary=True), text("form", None))

plan_note = Table("plan_note", metadata, plan_id(), place(primary=True), text("text", None))
