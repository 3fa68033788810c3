"""What Alembic runs: the connection that `data.upgrade` hands over in, one transaction of all steps out."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from data.tables import metadata

connection: Connection = context.config.attributes["connection"]
# The caller has begun the transaction, and commits only when every step and the check of all references went well.
context.configure(connection=connection, target_metadata=metadata, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
