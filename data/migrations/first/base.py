"""The tables of base as revision 0001 made them; never changed again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    Text,
)
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

metadata = MetaData(naming_convention=NAMES)


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept as UTC; a naive one is refused, because nobody could say when it was."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment without a time zone: {value}")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def key(name: str, *, primary: bool = True) -> Column[str]:
    """A short name that other rows refer to; never empty (see `filled`)."""
    return Column(name, Text, primary_key=primary, nullable=False)


def reference(name: str) -> Column[str]:
    """A name of another row, or nothing."""
    return Column(name, Text, nullable=True)


def text(name: str, default: str | None = "") -> Column[str]:
    return Column(name, Text, nullable=False, server_default=default)


def place(*, primary: bool = False) -> Column[int]:
    """Where a row stands among its neighbours, from 0, so that printed order comes back."""
    return Column("position", Integer, primary_key=primary, nullable=False, autoincrement=False)


def flag(name: str) -> Column[bool]:
    """True or false, held to that by the database too."""
    return Column(name, Boolean(create_constraint=True, name=name), nullable=False)


def satang(name: str) -> list[Any]:
    """Money in whole satang or nothing. SQLite would keep a text or a fraction in a BIGINT: the cast forbids it."""
    rule = f"{name} >= 0 AND {name} = CAST({name} AS BIGINT)"
    return [Column(name, BigInteger, nullable=True), CheckConstraint(rule, name=f"{name}_is_money")]


def filled(*names: str) -> list[CheckConstraint]:
    """Texts that must not be empty."""
    return [CheckConstraint(f"length({name}) > 0", name=f"{name}_is_filled") for name in names]


def one_of(name: str, values: Iterable[str]) -> CheckConstraint:
    """Only the words that the core knows."""
    words = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{name} IN ({words})", name=f"{name}_is_known")


def source() -> list[Any]:
    """The columns of a `bot.plan.Source`; line 0 says that the item stands nowhere in the text."""
    return [
        Column("source_line", Integer, nullable=False),
        Column("source_last_line", Integer, nullable=True),
        text("source_page"),
        text("source_raw"),
        text("source_reason"),
        flag("source_is_uncertain"),
        text("source_also"),  # line numbers with a blank between; nothing ever searches them
        CheckConstraint("source_line >= 0", name="source_line_is_counted"),
        CheckConstraint("source_last_line >= source_line", name="source_lines_run_on"),
    ]


def in_plan(table: str, *columns: str, to: str = "", later: bool = False) -> ForeignKeyConstraint:
    """A reference inside one plan: (plan_id, columns) → (plan_id, key of the other table); rows go with their plan."""
    targets = (to or "key").split(",")
    return ForeignKeyConstraint(
        ["plan_id", *columns],
        [f"{table}.plan_id", *(f"{table}.{name}" for name in targets)],
        deferrable=later or None,
        initially="DEFERRED" if later else None,
    )
