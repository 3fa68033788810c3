"""The table of the ledger: one row an entry, never changed; triggers of the migration hold its rules."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Identity,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from bot.ledger import EntryKind
from data.tables_base import Moment, filled, key, metadata, one_of, text

EFFECTS = """CASE kind
    WHEN 'commit' THEN allocates = 0 AND commits = amount AND disburses = 0
    WHEN 'disburse' THEN allocates = 0 AND commits BETWEEN -9223372036854775807 AND 0 AND disburses = amount
    WHEN 'refund' THEN allocates = 0 AND commits = 0 AND disburses = -amount
    WHEN 'release' THEN allocates = 0 AND commits = -amount AND disburses = 0
    WHEN 'transfer_out' THEN allocates = -amount AND commits = 0 AND disburses = 0
    WHEN 'transfer_in' THEN allocates = amount AND commits = 0 AND disburses = 0
    WHEN 'reversal' THEN reverses IS NOT NULL
    ELSE false END"""
"""What each kind adds to the sums; a reversal's are compared with those of its original by a trigger."""
WHOLE = " AND ".join(f"{name} = CAST({name} AS BIGINT)" for name in ("amount", "allocates", "commits", "disburses"))

ledger_entry = Table(
    "ledger_entry",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), Identity(), primary_key=True, autoincrement=True),
    key("token", primary=False),
    Column("office", Text, ForeignKey("office.key"), nullable=False),
    Column("fiscal_year", Integer, nullable=False),
    key("activity", primary=False),
    text("item"),
    text("kind", None),
    Column("amount", BigInteger, nullable=False),
    Column("allocates", BigInteger, nullable=False),
    Column("commits", BigInteger, nullable=False),
    Column("disburses", BigInteger, nullable=False),
    Column("happened_at", Moment, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    # A member's number without a foreign key: 0 is the command line, and a removed member's entries stay.
    Column("recorder", Integer, nullable=False),
    text("document"),
    text("note"),
    Column("reverses", ForeignKey("ledger_entry.id"), nullable=True),
    Column("settles", ForeignKey("ledger_entry.id"), nullable=True),
    text("allowed"),
    *filled("token", "activity"),
    one_of("kind", EntryKind),
    CheckConstraint(f"amount > 0 AND {WHOLE}", name="amounts_are_money"),
    CheckConstraint(EFFECTS, name="effect_is_of_kind"),
    CheckConstraint("kind = 'reversal' OR reverses IS NULL", name="reverses_is_of_reversal"),
    CheckConstraint(
        "CASE WHEN settles IS NULL THEN kind <> 'release' AND (kind <> 'disburse' OR commits = 0)"
        " ELSE kind IN ('disburse', 'release', 'reversal') AND commits <> 0 END",
        name="settles_is_used",
    ),
    CheckConstraint("allowed = '' OR length(trim(allowed)) >= 3", name="allowed_is_reasoned"),
    UniqueConstraint("token"),
    UniqueConstraint("reverses"),
    Index(None, "office", "fiscal_year", "activity", "item"),
    Index(None, "settles"),
)
