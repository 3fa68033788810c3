"""The ledger: append-only, never below zero without a written reason, each token once; held by the database itself."""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Identity,
    Integer,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
)

from data.migrations.first.base import Moment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def words(name: str, default: str | None = "") -> Column[str]:
    return Column(name, Text, nullable=False, server_default=default)


def number(name: str) -> Column[int]:
    return Column(name, BigInteger, nullable=False)


def upgrade() -> None:
    whole = " AND ".join(f"{name} = CAST({name} AS BIGINT)" for name in ("amount", "allocates", "commits", "disburses"))
    kinds = "'commit', 'disburse', 'refund', 'transfer_out', 'transfer_in', 'release', 'reversal'"
    op.create_table(
        "ledger_entry",
        Column("id", BigInteger().with_variant(Integer, "sqlite"), Identity(), nullable=False, autoincrement=True),
        words("token", None),
        words("office", None),
        Column("fiscal_year", Integer, nullable=False),
        words("activity", None),
        words("item"),
        words("kind", None),
        number("amount"),
        number("allocates"),
        number("commits"),
        number("disburses"),
        Column("happened_at", Moment, nullable=False),
        Column("recorded_at", Moment, nullable=False),
        Column("recorder", Integer, nullable=False),
        words("document"),
        words("note"),
        Column("reverses", BigInteger().with_variant(Integer, "sqlite"), nullable=True),
        Column("settles", BigInteger().with_variant(Integer, "sqlite"), nullable=True),
        words("allowed"),
        CheckConstraint("length(token) > 0", name="token_is_filled"),
        CheckConstraint("length(activity) > 0", name="activity_is_filled"),
        CheckConstraint(f"kind IN ({kinds})", name="kind_is_known"),
        CheckConstraint(f"amount > 0 AND {whole}", name="amounts_are_money"),
        CheckConstraint(_EFFECTS, name="effect_is_of_kind"),
        CheckConstraint("kind = 'reversal' OR reverses IS NULL", name="reverses_is_of_reversal"),
        CheckConstraint(
            "CASE WHEN settles IS NULL THEN kind <> 'release' AND (kind <> 'disburse' OR commits = 0)"
            " ELSE kind IN ('disburse', 'release', 'reversal') AND commits <> 0 END",
            name="settles_is_used",
        ),
        CheckConstraint("allowed = '' OR length(trim(allowed)) >= 3", name="allowed_is_reasoned"),
        ForeignKeyConstraint(["office"], ["office.key"]),
        ForeignKeyConstraint(["reverses"], ["ledger_entry.id"]),
        ForeignKeyConstraint(["settles"], ["ledger_entry.id"]),
        PrimaryKeyConstraint("id"),
        UniqueConstraint("token"),
        UniqueConstraint("reverses"),
    )
    place = ["office", "fiscal_year", "activity", "item"]
    op.create_index("ix_ledger_entry_office_fiscal_year_activity_item", "ledger_entry", place)
    op.create_index("ix_ledger_entry_settles", "ledger_entry", ["settles"])
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(statement)


_EFFECTS = """CASE kind
    WHEN 'commit' THEN allocates = 0 AND commits = amount AND disburses = 0
    WHEN 'disburse' THEN allocates = 0 AND commits BETWEEN -9223372036854775807 AND 0 AND disburses = amount
    WHEN 'refund' THEN allocates = 0 AND commits = 0 AND disburses = -amount
    WHEN 'release' THEN allocates = 0 AND commits = -amount AND disburses = 0
    WHEN 'transfer_out' THEN allocates = -amount AND commits = 0 AND disburses = 0
    WHEN 'transfer_in' THEN allocates = amount AND commits = 0 AND disburses = 0
    WHEN 'reversal' THEN reverses IS NOT NULL
    ELSE false END"""

_SAME = "{0}.office = NEW.office AND {0}.fiscal_year = NEW.fiscal_year AND {0}.activity = NEW.activity"
_PLACE = f"{_SAME.format('e')} AND e.item = NEW.item"

# Each fault is a condition on NEW that is true when the entry must be refused; both databases use the same words.
_ACTIVE = """FROM plan p JOIN activity a ON a.plan_id = p.id WHERE p.office = NEW.office
    AND p.fiscal_year = NEW.fiscal_year AND p.state = 'active' AND a.number = NEW.activity"""
_FAULTS = {
    "already recorded": "EXISTS (SELECT 1 FROM ledger_entry e WHERE e.id = NEW.id OR e.token = NEW.token)",
    "already reversed": "EXISTS (SELECT 1 FROM ledger_entry e WHERE e.reverses = NEW.reverses)",
    "no such activity": f"NOT EXISTS (SELECT 1 {_ACTIVE})",
    "not the reversal of its entry": f"""NEW.kind = 'reversal' AND NOT EXISTS (SELECT 1 FROM ledger_entry o
        WHERE o.id = NEW.reverses AND o.kind <> 'reversal' AND {_SAME.format("o")} AND o.item = NEW.item
        AND o.amount = NEW.amount AND o.allocates = -NEW.allocates AND o.commits = -NEW.commits
        AND o.disburses = -NEW.disburses AND coalesce(o.settles, 0) = coalesce(NEW.settles, 0))""",
    "settled": """NEW.kind = 'reversal' AND
        coalesce((SELECT sum(s.commits) FROM ledger_entry s WHERE s.settles = NEW.reverses), 0) <> 0""",
    "above its commitment": f"""NEW.settles IS NOT NULL AND NEW.kind <> 'reversal' AND NOT EXISTS
        (SELECT 1 FROM ledger_entry c WHERE c.id = NEW.settles AND c.kind = 'commit' AND {_SAME.format("c")}
        AND c.item = NEW.item AND NOT EXISTS (SELECT 1 FROM ledger_entry r WHERE r.reverses = c.id)
        AND c.amount + NEW.commits
            + coalesce((SELECT sum(s.commits) FROM ledger_entry s WHERE s.settles = c.id), 0) >= 0)""",
    "more back than was there": f"""
        coalesce((SELECT sum(e.commits) FROM ledger_entry e WHERE {_PLACE}), 0) + NEW.commits < 0
        OR coalesce((SELECT sum(e.disburses) FROM ledger_entry e WHERE {_PLACE}), 0) + NEW.disburses < 0""",
    "below zero": f"""NEW.allowed = '' AND NEW.allocates - NEW.commits - NEW.disburses < 0
        AND coalesce((SELECT max(a.allocated) {_ACTIVE}), 0) + NEW.allocates - NEW.commits - NEW.disburses
        + coalesce((SELECT sum(e.allocates - e.commits - e.disburses)
            FROM ledger_entry e WHERE {_SAME.format("e")}), 0) < 0""",
}

# REPLACE deletes without asking the trigger of DELETE, so a number or token that is there is refused before.
_SQLITE = (
    """CREATE TRIGGER ledger_entry_is_not_changed BEFORE UPDATE ON ledger_entry
    BEGIN SELECT RAISE(ABORT, 'ledger: append-only'); END""",
    """CREATE TRIGGER ledger_entry_is_not_deleted BEFORE DELETE ON ledger_entry
    BEGIN SELECT RAISE(ABORT, 'ledger: append-only'); END""",
    "CREATE TRIGGER ledger_entry_keeps_the_rules BEFORE INSERT ON ledger_entry BEGIN\n"
    + "\n".join(f"SELECT RAISE(ABORT, 'ledger: {name}') WHERE {fault};" for name, fault in _FAULTS.items())
    + "\nEND",
)

# The row of the activity is what racing bookings take turns at; a snapshot taken before could not see the one that
# was first, so REPEATABLE READ is refused. The plan's row is held so that no new version comes in between.
_POSTGRESQL = (
    """CREATE OR REPLACE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'ledger: append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE OR REPLACE FUNCTION ledger_keeps_the_rules() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF current_setting('transaction_isolation') = 'repeatable read' THEN
            RAISE EXCEPTION 'ledger: not in a snapshot' USING ERRCODE = 'check_violation';
        END IF;
    """
    + f"    PERFORM 1 {_ACTIVE} FOR NO KEY UPDATE OF a FOR SHARE OF p;\n"
    + "\n".join(
        f"    IF {fault} THEN RAISE EXCEPTION 'ledger: {name}' USING ERRCODE = 'check_violation'; END IF;"
        for name, fault in _FAULTS.items()
    )
    + "\n    RETURN NEW; END $$",
    """CREATE TRIGGER ledger_entry_is_not_changed BEFORE UPDATE OR DELETE ON ledger_entry
    FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only()""",
    """CREATE TRIGGER ledger_entry_is_not_emptied BEFORE TRUNCATE ON ledger_entry
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only()""",
    """CREATE TRIGGER ledger_entry_keeps_the_rules BEFORE INSERT ON ledger_entry
    FOR EACH ROW EXECUTE FUNCTION ledger_keeps_the_rules()""",
)
