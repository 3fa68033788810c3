"""Offices, plans, members, chat memory and unanswered questions."""

from __future__ import annotations

from alembic import op

from data.migrations.first import people, plan, sheet
from data.migrations.first.base import metadata

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (plan, sheet, people)


def upgrade() -> None:
    """The tables as they were at this revision; `first` is never changed again, whatever `data.tables` becomes."""
    metadata.create_all(op.get_bind(), checkfirst=False)
    op.bulk_insert(plan.plan_change, [{"id": 1, "number": 0}])
