"""What waits for a yes, and the trail of every change, which the database itself keeps from being changed."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, CheckConstraint, Column, Identity, Integer, PrimaryKeyConstraint, Text

from data.migrations.first.base import Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def words(name: str, default: str | None = "") -> Column[str]:
    return Column(name, Text, nullable=False, server_default=default)


def filled(name: str) -> CheckConstraint:
    return CheckConstraint(f"length({name}) > 0", name=f"{name}_is_filled")


def upgrade() -> None:
    op.create_table(
        "pending_action",
        words("nonce", None),
        words("office", None),
        Column("member", Integer, nullable=False),
        words("chat", None),
        words("kind", None),
        words("payload", None),
        Column("made_at", Moment, nullable=False),
        Column("expires_at", Moment, nullable=False),
        Column("used_at", Moment, nullable=True),
        filled("nonce"),
        filled("kind"),
        PrimaryKeyConstraint("nonce"),
    )
    op.create_index("ix_pending_action_office_member", "pending_action", ["office", "member"])
    op.create_index("ix_pending_action_expires_at", "pending_action", ["expires_at"])
    op.create_table(
        "audit_entry",
        Column("id", BigInteger().with_variant(Integer, "sqlite"), Identity(), nullable=False, autoincrement=True),
        words("office", None),
        Column("happened_at", Moment, nullable=False),
        Column("member", Integer, nullable=False),
        words("what", None),
        words("subject", None),
        words("was"),
        words("became"),
        filled("what"),
        PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_audit_entry_office_id", "audit_entry", ["office", "id"])
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(statement)


# REPLACE deletes without asking the trigger of DELETE, so an id that is there is refused before.
_SQLITE = (
    """CREATE TRIGGER audit_entry_is_not_changed BEFORE UPDATE ON audit_entry
    BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END""",
    """CREATE TRIGGER audit_entry_is_not_deleted BEFORE DELETE ON audit_entry
    BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END""",
    """CREATE TRIGGER audit_entry_is_not_replaced BEFORE INSERT ON audit_entry
    WHEN EXISTS (SELECT 1 FROM audit_entry WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END""",
)

_POSTGRESQL = (
    """CREATE OR REPLACE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the audit trail is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    "DROP TRIGGER IF EXISTS audit_entry_is_not_changed ON audit_entry",
    """CREATE TRIGGER audit_entry_is_not_changed BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_is_append_only()""",
    "DROP TRIGGER IF EXISTS audit_entry_is_not_emptied ON audit_entry",
    """CREATE TRIGGER audit_entry_is_not_emptied BEFORE TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()""",
)
