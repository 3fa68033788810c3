"""A statement that every message runs, in; its rows out, by the driver's own cursor, on SQLite and PostgreSQL.

SQLAlchemy makes the SQL and knows the types, once; each further run skips its machinery, which in the cold caches of a
lone message took a third of the answer's time. Run it by `data.session.fetch` and `data.session.put`: they keep the
notes of a transaction true.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, Dialect, Select, bindparam
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.sql.dml import Insert, Update

from data.plain_errors import as_sqlalchemy_says

AT_ONCE = 16
"""Chats that are read together."""
Statement: TypeAlias = Select[Any] | Insert | Update
Process: TypeAlias = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Ready:
    """A statement in the SQL of one dialect."""

    sql: str
    names: tuple[str, ...]
    """The parameters in the order of their marks."""
    fixed: Mapping[str, Any]
    """Values that the statement itself gives."""
    to_sql: tuple[tuple[str, Process], ...]
    is_positional: bool
    row: Callable[[Sequence[Any]], Any]
    from_sql: tuple[tuple[int, Process], ...]

    def parameters(self, values: Mapping[str, Any]) -> tuple[Any, ...] | dict[str, Any]:
        found = {**self.fixed, **values}
        for name, process in self.to_sql:
            found[name] = process(found[name])
        return tuple(map(found.__getitem__, self.names)) if self.is_positional else found

    def read(self, fetched: Sequence[Any]) -> Any:
        cells = list(fetched)
        for at, process in self.from_sql:
            cells[at] = process(cells[at])
        return self.row(cells)


class Prepared:
    """A statement with named parameters (none of them expanding); an INSERT names its columns in `columns`.

    `make` gives it for a dialect, for a statement that is written differently in each.
    Raises what SQLAlchemy would raise, with the handlers of `data.session.open_engine`.
    """

    def __init__(self, make: Statement | Callable[[str], Statement], columns: Sequence[str] = ()) -> None:
        self._make = make
        self._columns = columns
        self._ready: dict[str, _Ready] = {}

    @property
    def is_reading(self) -> bool:
        return isinstance(self._make, Select)

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> list[Any]:
        """Run it once; its rows, with their columns by name."""
        ready = self._for(connection.dialect)
        with _cursor(connection, ready.sql, ready.parameters(values)) as cursor:
            return [ready.read(row) for row in cursor.fetchall()]

    def write(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Run it for each of these rows of values; what it returns is not looked at."""
        ready = self._for(connection.dialect)
        with _cursor(connection, ready.sql, *map(ready.parameters, rows)):
            pass

    def _for(self, dialect: Dialect) -> _Ready:
        if dialect.name not in self._ready:
            statement = self._make(dialect.name) if callable(self._make) else self._make
            self._ready[dialect.name] = _compile(statement, dialect, self._columns)
        return self._ready[dialect.name]


@contextmanager
def _cursor(connection: Connection, sql: str, *parameters: Any) -> Iterator[DBAPICursor]:
    """A cursor behind the statement; whoever listens to the engine's statements hears of this one, too."""
    cursor = connection.connection.cursor()
    is_many = len(parameters) != 1
    try:
        for tell in connection.dispatch.before_cursor_execute:
            tell(connection, cursor, sql, parameters if is_many else parameters[0], None, is_many)
        if is_many:
            cursor.executemany(sql, parameters)
        else:
            cursor.execute(sql, parameters[0])
        yield cursor
    except connection.dialect.loaded_dbapi.Error as error:
        raise as_sqlalchemy_says(connection, error) from error
    finally:
        cursor.close()


def _compile(statement: Statement, dialect: Dialect, columns: Sequence[str]) -> _Ready:
    compiled = statement.compile(dialect=dialect, column_keys=list(columns) or None)
    positions: list[str] | None = getattr(compiled, "positiontup", None)
    binds = {name: bind for name, bind in getattr(compiled, "binds", {}).items() if not name.startswith("%")}
    returned = list(statement.exported_columns)
    readers = [one.type.dialect_impl(dialect).result_processor(dialect, None) for one in returned]
    writers = {name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in binds.items()}
    row = namedtuple("Row", [one.key for one in returned])  # type: ignore[misc]  # the statement's columns
    return _Ready(
        str(compiled),
        tuple(positions or binds),
        {name: bind.value for name, bind in binds.items() if not bind.required},
        tuple((name, process) for name, process in writers.items() if process is not None),
        positions is not None,
        row._make,
        tuple((at, process) for at, process in enumerate(readers) if process is not None),
    )


def one_of_chats(column: ColumnElement[str]) -> ColumnElement[bool]:
    """Where a column is one of up to sixteen chats; their names by `these_chats`."""
    return column.in_([bindparam(f"chat{number}") for number in range(AT_ONCE)])


def these_chats(names: Sequence[str]) -> dict[str, str]:
    """The parameters of `one_of_chats`: a mark that nobody needs stands for the first chat again."""
    return {f"chat{number}": names[number if number < len(names) else 0] for number in range(AT_ONCE)}
