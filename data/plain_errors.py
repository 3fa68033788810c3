"""What a database driver says, in; the error that people can act on, out."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, ExceptionContext
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError

from bot.errors import CorruptStoreError, StoreError, StoreReadOnlyError

_OUR_OWN_AFFAIR = IntegrityError, ProgrammingError, DataError
"""Broken constraints and wrong SQL: no trouble of the store."""


def plain_error(error: BaseException) -> StoreError | None:
    """What a driver said, as the error that people can act on; None when it is the caller's own affair."""
    words = str(error).lower()
    if "malformed" in words or "not a database" in words:
        return CorruptStoreError()
    if "readonly" in words or "read-only" in words:
        return StoreReadOnlyError()
    if "database is locked" in words:
        return StoreError("The database is busy: somebody else is writing.")
    if "unable to open" in words or "connection" in words:
        return StoreError("The database cannot be reached.")
    return StoreError("The disk is full.") if "disk is full" in words else None


def in_our_words(context: ExceptionContext) -> None:
    """Troubles of the store become StoreErrors; broken constraints and wrong SQL stay what they are."""
    if isinstance(context.sqlalchemy_exception, _OUR_OWN_AFFAIR):
        return
    plain = plain_error(context.original_exception)
    if plain is not None:
        raise plain from context.original_exception


def as_sqlalchemy_says(connection: Connection, error: Any) -> BaseException:
    """What the driver said to a statement of ours, as one of SQLAlchemy's would raise it; a lost connection is over."""
    dialect = connection.dialect
    if dialect.is_disconnect(error, connection.connection.driver_connection, None):
        connection.invalidate(error)
    said = DBAPIError.instance(None, None, error, dialect.loaded_dbapi.Error, dialect=dialect)
    return said if isinstance(said, _OUR_OWN_AFFAIR) else plain_error(error) or said
