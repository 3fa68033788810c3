"""What tests share: databases of both kinds, each test's own, and the plan of 2567."""

from __future__ import annotations

import gc
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from psycopg import Connection
from sqlalchemy import Engine, text
from sqlalchemy.engine import URL, make_url

from bot.plan import Plan
from data.session import open_engine
from data.store import Store, open_store

ROOT = Path(__file__).parent.parent
KINDS = ("sqlite", "postgresql")
POSTGRES = "THAMPLAN_TEST_POSTGRES"
POSTGRES_LATER = pytest.mark.parametrize(
    "database_kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)], indirect=True
)
"""For a test whose statements the contracts have tried on PostgreSQL already: there it runs with the slow ones."""


def pytest_collection_finish() -> None:
    """What is there when the tests begin stays: walking it for garbage again and again took a quarter of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


class Postgres:
    """A server of PostgreSQL: hands out empty databases, and one with the newest schema that is swept between tests."""

    def __init__(self, address: str) -> None:
        self._url = make_url(address)
        self._engine = open_engine(self._url, isolation_level="AUTOCOMMIT")
        self._prefix = f"thamplan_test_{os.getpid()}_{secrets.token_hex(3)}"
        self._made: list[URL] = []
        self._swept: Swept | None = None

    def blank(self) -> URL:
        url = self._url.set(database=f"{self._prefix}_{len(self._made)}")
        self._run(f'CREATE DATABASE "{url.database}"')
        # A test kills its own processes, never the server: its commits need not wait for the disk.
        self._run(f'ALTER DATABASE "{url.database}" SET synchronous_commit = off')
        self._made.append(url)
        return url

    def with_schema(self) -> URL:
        """The same database again and again, with the newest schema and no rows; nobody else is connected to it."""
        if self._swept is None:
            url = self.blank()
            open_store(url.render_as_string(hide_password=False)).close()
            self._swept = Swept(url)
        self._hang_up(self._swept.url)
        self._swept.sweep()
        return self._swept.url

    def drop(self, url: URL) -> None:
        self._run(f'DROP DATABASE IF EXISTS "{url.database}" WITH (FORCE)')

    def close(self) -> None:
        for url in self._made:
            self.drop(url)
        self._engine.dispose()

    def _hang_up(self, url: URL) -> None:
        """A process that a test killed may have left a connection with locks behind."""
        self._run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{url.database}'")

    def _run(self, statement: str) -> None:
        with self._engine.connect() as connection:
            connection.execute(text(statement))


class Swept:
    """A database that can be brought back to what its migrations left: much faster than making a new one."""

    def __init__(self, url: URL) -> None:
        self.url = url
        with closing(self._connect()) as connection:
            self._tables = self._names(connection)
            self._seeds = {name: self._rows(connection, name) for name in self._tables}

    def sweep(self) -> None:
        """Tables, rows and numbers as at first; as a replica PostgreSQL asks no trigger and no foreign key."""
        with closing(self._connect()) as connection:
            parts = ["SET session_replication_role = replica"]
            # A table that a test made for itself would show its rows to the next test.
            parts += [f'DROP TABLE "{name}" CASCADE' for name in self._names(connection) if name not in self._seeds]
            parts += [f'DELETE FROM "{name}"' for name in self._tables]
            parts += ["SELECT setval(seqrelid::regclass, seqstart, false) FROM pg_sequence"]
            connection.execute(";".join(parts))
            for name, rows in self._seeds.items():
                for row in rows:
                    insert = f'INSERT INTO "{name}" SELECT * FROM json_populate_record(NULL::"{name}", %s::json)'
                    connection.execute(insert, [row])

    def _names(self, connection: Connection[tuple[str]]) -> list[str]:
        found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return [name for (name,) in found.fetchall()]

    def _connect(self) -> Connection[tuple[str]]:
        return psycopg.connect(self.url.set(drivername="postgresql").render_as_string(False), autocommit=True)

    def _rows(self, connection: Connection[tuple[str]], name: str) -> list[str]:
        return [row for (row,) in connection.execute(f'SELECT row_to_json(t)::text FROM "{name}" AS t').fetchall()]


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The server named by THAMPLAN_TEST_POSTGRES; without it the test is skipped, in CI it fails."""
    address = os.environ.get(POSTGRES)
    if not address:
        reason = f"{POSTGRES} is not set: the tests on PostgreSQL did not run"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    server = Postgres(address)
    yield server
    server.close()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the newest schema and no rows."""
    path = tmp_path_factory.mktemp("template") / "thamplan.db"
    open_store(f"sqlite:///{path}").close()
    return path


@pytest.fixture(params=KINDS)
def database_kind(request: pytest.FixtureRequest) -> str:
    """Every test that uses a database runs once on each kind."""
    return str(request.param)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def postgres_later(request: pytest.FixtureRequest) -> str:
    """`database_kind = postgres_later` in a module whose statements the contracts have tried on PostgreSQL already."""
    return str(request.param)


@pytest.fixture
def blank_url(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database with nothing in it, not even a schema; the SQLite file does not exist."""
    if database_kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'thamplan.db'}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    url = server.blank()
    yield url.render_as_string(hide_password=False)
    server.drop(url)


@pytest.fixture
def store_url(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database with the newest schema and no rows."""
    if database_kind == "sqlite":
        path = tmp_path / "thamplan.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    yield server.with_schema().render_as_string(hide_password=False)


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """An open store of the newest schema without a plan."""
    with open_store(store_url) as opened:
        yield opened


@pytest.fixture
def engine(store: Store) -> Engine:
    return store.engine


@pytest.fixture(scope="session")
def plan_2567() -> Plan:
    """The office's whole plan, as its reviewable files have it."""
    from data.plan_files import read_plan

    return read_plan(ROOT / "data" / "plans" / "2567")
