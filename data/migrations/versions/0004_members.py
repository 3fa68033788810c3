"""Invitations, requests to join, groups, tries, contacts, handovers; and the last admin, whom the database keeps."""

from __future__ import annotations

from datetime import datetime

from alembic import op
from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
)

from data.migrations.first.base import Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_ROLES = "'staff', 'officer', 'finance', 'director', 'admin'"


def words(name: str, default: str | None = "") -> Column[str]:
    return Column(name, Text, nullable=False, server_default=default)


def filled(*names: str) -> list[CheckConstraint]:
    return [CheckConstraint(f"length({name}) > 0", name=f"{name}_is_filled") for name in names]


def moment(name: str, *, nullable: bool = False) -> Column[datetime]:
    return Column(name, Moment, nullable=nullable)


def of_office() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["office"], ["office.key"])


def upgrade() -> None:
    _ways_in()
    _groups_and_tries()
    _contacts_and_handovers()
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(statement)


def _ways_in() -> None:
    op.create_table(
        "invitation",
        words("key", None),
        words("office", None),
        words("role", None),
        Column("officer", Text, nullable=True),
        Column("places", Integer, nullable=False),
        Column("taken", Integer, nullable=False, server_default="0"),
        Column("made_by", Integer, nullable=False),
        moment("made_at"),
        moment("expires_at"),
        CheckConstraint(f"role IN ({_ROLES})", name="role_is_known"),
        CheckConstraint("length(key) = 64", name="key_is_hashed"),
        CheckConstraint("taken >= 0 AND taken <= places", name="places_are_kept"),
        of_office(),
        PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_invitation_expires_at", "invitation", ["expires_at"])
    op.create_table(
        "join_request",
        words("door", None),
        words("account", None),
        words("office", None),
        Column("number", Integer, nullable=False),
        words("name"),
        words("language", "th"),
        moment("asked_at"),
        moment("refused_at", nullable=True),
        *filled("door", "account"),
        of_office(),
        PrimaryKeyConstraint("door", "account"),
        UniqueConstraint("office", "number", name="uq_join_request_office_number"),
    )
    op.create_index("ix_join_request_asked_at", "join_request", ["asked_at"])


def _groups_and_tries() -> None:
    op.create_table(
        "group_chat",
        words("door", None),
        words("chat", None),
        words("office", None),
        Column("allowed_by", Integer, nullable=False),
        moment("allowed_at"),
        *filled("door", "chat"),
        of_office(),
        PrimaryKeyConstraint("door", "chat"),
    )
    op.create_table(
        "attempt",
        words("door", None),
        words("account", None),
        Column("count", Integer, nullable=False),
        moment("begun_at"),
        *filled("door", "account"),
        PrimaryKeyConstraint("door", "account"),
    )
    op.create_index("ix_attempt_begun_at", "attempt", ["begun_at"])


def _contacts_and_handovers() -> None:
    op.create_table(
        "contact",
        words("office", None),
        Column("member", Integer, nullable=False, autoincrement=False),
        words("kind", None),
        words("value", None),
        moment("agreed_at"),
        CheckConstraint("kind IN ('mobile', 'email')", name="kind_is_known"),
        *filled("value"),
        ForeignKeyConstraint(["office", "member"], ["member.office", "member.number"], ondelete="CASCADE"),
        PrimaryKeyConstraint("office", "member", "kind"),
    )
    op.create_table(
        "handover",
        words("office", None),
        Column("number", Integer, nullable=False, autoincrement=False),
        Column("fiscal_year", Integer, nullable=False),
        words("activity", None),
        words("from_who", None),
        words("to_who", None),
        Column("start_on", Date, nullable=False),
        Column("end_on", Date, nullable=True),
        Column("is_acting", Boolean(create_constraint=True, name="is_acting"), nullable=False),
        Column("made_by", Integer, nullable=False),
        moment("made_at"),
        *filled("activity", "from_who", "to_who"),
        CheckConstraint("number >= 1", name="number_is_counted"),
        CheckConstraint("from_who <> to_who", name="hands_differ"),
        CheckConstraint("end_on >= start_on", name="days_run_on"),
        of_office(),
        PrimaryKeyConstraint("office", "number"),
    )
    op.create_index("ix_handover_office_fiscal_year", "handover", ["office", "fiscal_year"])


_LEAVES = "OLD.role = 'admin' AND OLD.state = 'active'"
_STAYS = "NEW.role = 'admin' AND NEW.state <> 'removed'"
_OTHER = """SELECT 1 FROM member WHERE office = OLD.office AND number <> OLD.number
        AND role = 'admin' AND state = 'active'"""

# Becoming unreachable cannot be forbidden (people block the bot), so that alone is let through.
_SQLITE = (
    f"""CREATE TRIGGER member_keeps_an_admin BEFORE UPDATE OF role, state ON member
    WHEN {_LEAVES} AND NOT ({_STAYS}) AND NOT EXISTS ({_OTHER})
    BEGIN SELECT RAISE(ABORT, 'the last admin stays'); END""",
    f"""CREATE TRIGGER member_keeps_an_admin_row BEFORE DELETE ON member
    WHEN {_LEAVES} AND NOT EXISTS ({_OTHER})
    BEGIN SELECT RAISE(ABORT, 'the last admin stays'); END""",
)

# Two admins may leave at the same moment, each seeing the other still there: they queue at the office's row, and the
# count after the lock is a new look, which sees what the first has committed.
_POSTGRESQL = (
    f"""CREATE OR REPLACE FUNCTION member_keeps_an_admin() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF {_LEAVES} AND (TG_OP = 'DELETE' OR NOT ({_STAYS})) THEN
            PERFORM 1 FROM office WHERE key = OLD.office FOR UPDATE;
            IF NOT EXISTS ({_OTHER}) THEN
                RAISE EXCEPTION 'the last admin stays' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END $$""",
    "DROP TRIGGER IF EXISTS member_keeps_an_admin ON member",
    """CREATE TRIGGER member_keeps_an_admin BEFORE UPDATE OR DELETE ON member
    FOR EACH ROW EXECUTE FUNCTION member_keeps_an_admin()""",
)
