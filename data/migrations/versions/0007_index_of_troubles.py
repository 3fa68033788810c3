"""Deliveries are found by the moment of their last change only when something went wrong with them: index no others."""

from __future__ import annotations

from alembic import op
from sqlalchemy import text as sql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    is_wrong = sql("state IN ('failed', 'unknown', 'unreachable')")
    op.drop_index("ix_delivery_changed_at", "delivery")
    op.create_index(
        "ix_delivery_went_wrong", "delivery", ["changed_at"], sqlite_where=is_wrong, postgresql_where=is_wrong
    )
