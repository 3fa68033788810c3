"""A PostgreSQL database in, a gzipped file of JSON lines out, and back; no external program is needed.

First line: what it is and of which revision; then one line a row, tables in an order that foreign keys allow; last
line: how many rows, so that a cut file is known as such. PostgreSQL itself writes and reads the rows: no type is lost.
"""

from __future__ import annotations

import gzip
import json
import os
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from bot.errors import CorruptStoreError
from data import schema
from data.session import reading_apart
from data.tables import RETIRED, metadata

FORMAT = "thamplan-copy-1"
ROWS_AT_ONCE = 500

_PROBLEMS = {
    "a constraint is not enforced": "SELECT conname FROM pg_constraint"
    " WHERE connamespace = current_schema()::regnamespace AND NOT convalidated",
    "an index is broken": "SELECT indexrelid::regclass::text FROM pg_index JOIN pg_class ON oid = indexrelid"
    " WHERE relnamespace = current_schema()::regnamespace AND NOT indisvalid",
    "a trigger is switched off": "SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
    " WHERE relnamespace = current_schema()::regnamespace AND tgenabled = 'D'",
}


@dataclass(frozen=True, slots=True)
class _Line:
    table: str
    row: str


def our_tables(connection: Connection) -> list[str]:
    """The tables of ours that are there, those first that others refer to."""
    there = set(inspect(connection).get_table_names())
    return [name for name in (*(table.name for table in metadata.sorted_tables), *RETIRED) if name in there]


def counts_in(connection: Connection) -> dict[str, int]:
    """How many rows each table holds; every page is read on the way."""
    return {
        name: connection.scalar(text(f'SELECT count(*) FROM "{name}"')) or 0 for name in sorted(our_tables(connection))
    }


def problems_in(connection: Connection) -> tuple[str, ...]:
    """What PostgreSQL knows to be not in force or broken."""
    return tuple(
        f"{words}: {name}" for words, query in _PROBLEMS.items() for name in connection.scalars(text(query)).all()
    )


def triggers_in(connection: Connection) -> list[str]:
    """The names of all triggers that somebody made; those of foreign keys are PostgreSQL's own."""
    query = (
        "SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
        " WHERE relnamespace = current_schema()::regnamespace AND NOT tgisinternal"
    )
    return list(connection.scalars(text(query)).all())


def copy_file(engine: Engine, target: Path) -> None:
    """All rows as of one moment, while others write; under its name only when it is complete."""
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_CREAT | os.O_WRONLY, 0o600), "wb") as raw:
        with reading_apart(engine) as connection, gzip.open(raw, "wt", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in _lines_of(connection))
        raw.flush()
        os.fsync(raw.fileno())
    os.replace(part, target)


def _lines_of(connection: Connection) -> Iterator[str]:
    yield json.dumps({"format": FORMAT, "revision": schema.revision_of(connection)})
    rows = 0
    for table in our_tables(connection):
        order = ", ".join(f'"{name}"' for name in inspect(connection).get_pk_constraint(table)["constrained_columns"])
        query = text(f'SELECT row_to_json(t)::text FROM "{table}" AS t {f"ORDER BY {order}" if order else ""}')
        streamed = connection.execution_options(stream_results=True, yield_per=ROWS_AT_ONCE)
        for row in streamed.scalars(query):
            rows += 1
            yield f'{{"table": {json.dumps(table)}, "row": {row}}}'
    yield json.dumps({"rows": rows})


def revision_in(source: Path) -> str:
    """The revision of a copy, read to its end first: a cut or mangled copy is refused before anything is touched."""
    with _reading_copy(source) as lines:
        head = json.loads(next(lines, "{}"))
        if head.get("format") != FORMAT:
            raise CorruptStoreError("This file is no copy of a ThamPlan database.")
        count, last = -1, "{}"
        for line in lines:
            count, last = count + 1, line
        if json.loads(last).get("rows") != count:
            raise CorruptStoreError("The copy is not complete; nothing was changed.")
    return str(schema.known(head.get("revision")))


def pour_into(connection: Connection, source: Path) -> None:
    """Put the content of a copy in the place of all our tables, in the caller's transaction."""
    revision = revision_in(source)
    for name in ("alembic_version", *our_tables(connection)):
        connection.execute(text(f'DROP TABLE IF EXISTS "{name}" CASCADE'))
    schema.take_steps(connection, revision)
    tables = our_tables(connection)
    _alter(connection, tables, "DISABLE TRIGGER USER")
    for name in reversed(tables):
        connection.execute(text(f'DELETE FROM "{name}"'))
    with _reading_copy(source) as lines:
        _insert(connection, (json.loads(line) for line in lines))
    # Nothing may be pending when a table is altered.
    connection.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    _alter(connection, tables, "ENABLE TRIGGER USER")
    _set_sequences(connection, tables)
    schema.take_steps(connection)


def _insert(connection: Connection, lines: Iterable[dict[str, object]]) -> None:
    rows = (line for line in lines if "table" in line)
    while batch := list(islice(rows, ROWS_AT_ONCE)):
        by_table: dict[object, list[object]] = {}
        for line in batch:
            by_table.setdefault(line["table"], []).append(line["row"])
        for table, found in by_table.items():
            insert = f'INSERT INTO "{table}" OVERRIDING SYSTEM VALUE SELECT * FROM json_populate_recordset'
            connection.execute(
                text(f'{insert}(NULL::"{table}", CAST(:rows AS json))'), {"rows": json.dumps(found, ensure_ascii=False)}
            )


def _alter(connection: Connection, tables: list[str], change: str) -> None:
    for name in tables:
        connection.execute(text(f'ALTER TABLE "{name}" {change}'))


def _set_sequences(connection: Connection, tables: list[str]) -> None:
    """A copied row brings its number along: the next new one must come after it."""
    for table in tables:
        for column in (one["name"] for one in inspect(connection).get_columns(table)):
            query = text("SELECT pg_get_serial_sequence(:table, :column)")
            sequence = connection.scalar(query, {"table": f'"{table}"', "column": column})
            if sequence is not None:
                last = f'SELECT max("{column}") FROM "{table}"'
                connection.execute(text(f"SELECT setval('{sequence}', coalesce(({last}), 1), ({last}) IS NOT NULL)"))


@contextmanager
def _reading_copy(source: Path) -> Iterator[Iterator[str]]:
    try:
        with gzip.open(source, "rt", encoding="utf-8", newline="\n") as file:
            yield iter(file)
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise CorruptStoreError("This file cannot be read as a copy of a ThamPlan database.") from error
