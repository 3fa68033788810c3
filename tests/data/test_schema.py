"""From nothing, from every released schema, or not at all: what opening a database does to it."""

from __future__ import annotations

import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, MetaData, create_engine, inspect, text

from bot.errors import CorruptStoreError, NewerSchemaError, StoreError
from data import schema
from data.backup import check, restore
from data.plan_to_rows import rows_of
from data.session import open_engine, read_url, sqlite_file, writing
from data.store import open_store
from data.tables import metadata
from tests.fakes import tiny_plan

NOW = datetime(2024, 1, 8, 1, 0, tzinfo=UTC)


HEADS: dict[str, list[dict[str, Any]]] = {
    "office": [{"key": "tiny", "name": "เล็ก", "short_name": "", "contact": ""}],
    "plan": [{"id": 1, "office": "tiny", "fiscal_year": 2570, "version": 1, "title": "แผน", "state": "active"}],
    "member": [
        {"office": "tiny", "number": 1, "role": "admin", "name": "ครูดี", "language": "th", "state": "active"}
        | {"created_at": NOW.replace(tzinfo=None)},
    ],
    "account": [{"door": "telegram", "account": "7", "office": "tiny", "member": 1}],
}
THEN = NOW.replace(tzinfo=None)
TAILS: dict[str, list[dict[str, Any]]] = {
    "pending_action": [
        {"nonce": "n", "office": "tiny", "member": 1, "chat": "telegram:7", "kind": "role", "payload": "{}"}
        | {"made_at": THEN, "expires_at": THEN},
    ],
    "audit_entry": [{"office": "tiny", "happened_at": THEN, "member": 1, "what": "member.role", "subject": "member 1"}],
    "invitation": [
        {"key": "a" * 64, "office": "tiny", "role": "staff", "places": 2, "taken": 1, "made_by": 1}
        | {"made_at": THEN, "expires_at": THEN},
    ],
    "join_request": [
        {"door": "telegram", "account": "8", "office": "tiny", "number": 1, "name": "ครูดาว", "asked_at": THEN}
    ],
    "group_chat": [{"door": "telegram", "chat": "-1", "office": "tiny", "allowed_by": 1, "allowed_at": THEN}],
    "attempt": [{"door": "telegram", "account": "8", "count": 3, "begun_at": THEN}],
    "contact": [{"office": "tiny", "member": 1, "kind": "email", "value": "a@example.org", "agreed_at": THEN}],
    "handover": [
        {"office": "tiny", "number": 1, "fiscal_year": 2570, "activity": "1.1", "from_who": "officer:bun"}
        | {"to_who": "member:1", "start_on": THEN.date(), "is_acting": False, "made_by": 1, "made_at": THEN},
    ],
    "campaign": [
        {"id": 1, "office": "tiny", "kind": "quarter_start", "period": "2570-Q1", "activity": "", "fiscal_year": 2570}
        | {"activities": "1.1 2.1", "state": "open", "due_at": THEN, "until_at": THEN, "made_at": THEN},
    ],
    "delivery": [{"campaign": 1, "member": 1, "state": "sent", "changed_at": THEN}],
    "meeting": [
        {"id": 1, "office": "tiny", "fiscal_year": 2570, "activity": "1.1", "quarter": 1, "state": "postponed"}
        | {"sequence": 2, "decided_at": THEN, "decided_by": 1},
    ],
    "meeting_change": [
        {"meeting": 1, "sequence": 2, "state": "postponed", "decided_at": THEN, "decided_by": 1},
    ],
    "wish": [{"office": "tiny", "member": 1, "chose_at": THEN}],
    "topic_wish": [{"office": "tiny", "member": 1, "topic": "transfer", "is_followed": True, "is_muted": False}],
    "watch": [{"office": "tiny", "fiscal_year": 2570, "activity": "1.1", "member": 1, "made_at": THEN}],
    "added_day": [{"office": "tiny", "day": THEN.date(), "reason": "x", "is_off": True, "made_at": THEN}],
    "ledger_entry": [
        {"token": "first", "office": "tiny", "fiscal_year": 2570, "activity": "2.1", "item": "2.1/1"}
        | {"kind": "disburse", "amount": 100, "allocates": 0, "commits": 0, "disburses": 100, "recorder": 1}
        | {"happened_at": NOW.replace(tzinfo=None), "recorded_at": NOW.replace(tzinfo=None)},
    ],
}
"""What refers to rows of a plan, and so comes after them."""


def fill(url: str, revision: str) -> None:
    """A database of an older schema with a plan and a member in it, as far as that schema had room for them."""
    schema.upgrade(read_url(url), revision)
    engine = open_engine(url)
    then = MetaData()
    then.reflect(engine)
    rows = {table.name: [row | {"plan_id": 1} for row in found] for table, found in rows_of(tiny_plan()).items()}
    with writing(engine) as connection:
        for name, found in (HEADS | rows | TAILS).items():
            table = then.tables.get(name)
            if table is not None:
                known = [{column: value for column, value in row.items() if column in table.c} for row in found]
                connection.execute(table.insert(), known)
        connection.execute(text("UPDATE plan_change SET number = 1"))
    engine.dispose()


@pytest.mark.parametrize("revision", schema.revisions())
def test_every_released_schema_is_upgraded_with_its_data(blank_url: str, revision: str, tmp_path: Path) -> None:
    fill(blank_url, revision)
    copies = tmp_path / "copies"
    with open_store(blank_url, copies=copies) as store:
        found = store.plans.plan_for("tiny", tiny_plan().year)
        assert found.activities == tiny_plan().activities
        assert found.statements == tiny_plan().statements
        person = store.people.by_account("telegram", "7")
        assert person is not None
        assert person.name == "ครูดี"
    report = check(blank_url)
    assert (report.is_newest, report.problems) == (True, ())
    aside = list(copies.glob(f"*.{revision}.*")) if copies.exists() else []
    assert len(aside) == (revision != schema.revisions()[-1])


def test_a_copy_of_an_older_schema_is_kept_and_can_be_restored(
    blank_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is one released schema yet: a next one is made up, in a folder of its own."""
    fill(blank_url, "0001")
    _add_migration(tmp_path / "migrations", monkeypatch)
    open_store(blank_url, copies=tmp_path / "copies").close()
    assert check(blank_url).revision == "9001"
    (aside,) = (tmp_path / "copies").iterdir()
    assert ".0001." in aside.name
    restore(blank_url, aside, force=True)
    report = check(blank_url)
    assert (report.revision, report.problems, report.counts["activity"]) == ("9001", (), 2)


def test_a_step_that_fails_leaves_the_older_schema_whole(
    blank_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(blank_url, "0001")
    _add_migration(tmp_path / "migrations", monkeypatch, last="raise ZeroDivisionError")
    with pytest.raises(ZeroDivisionError):
        open_store(blank_url, copies=tmp_path / "copies")
    monkeypatch.undo()
    report = check(blank_url)
    assert (report.revision, report.problems) == ("0001", ())


def _add_migration(folder: Path, monkeypatch: pytest.MonkeyPatch, last: str = "pass") -> None:
    """The released steps and one more, which adds a column and makes a table anew in batch mode."""
    shutil.copytree(schema.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "9001_next.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        f"revision = '9001'\ndown_revision = '{schema.revisions()[-1]}'\nbranch_labels = depends_on = None\n"
        "def upgrade():\n"
        "    op.add_column('member', sa.Column('nickname', sa.Text))\n"
        "    with op.batch_alter_table('activity') as batch:\n"
        "        batch.alter_column('rounds', type_=sa.String(200))\n"
        f"    {last}\n"
    )
    monkeypatch.setattr(schema, "MIGRATIONS", folder)


def test_a_missing_database_is_made_and_private(blank_url: str) -> None:
    with open_store(blank_url) as store:
        assert store.is_empty
        store.plans.save_plan(tiny_plan())
        assert not store.is_empty
    path = sqlite_file(read_url(blank_url))
    assert path is None or path.stat().st_mode & 0o777 == 0o600


def test_a_missing_database_is_not_made_when_nobody_asked(blank_url: str) -> None:
    with pytest.raises(StoreError, match="no database yet"):
        open_store(blank_url, create=False)
    path = sqlite_file(read_url(blank_url))
    assert path is None or not path.exists()


def test_an_open_database_of_this_version_is_just_opened(store_url: str, tmp_path: Path) -> None:
    open_store(store_url, copies=tmp_path / "copies").close()
    assert not (tmp_path / "copies").exists()


def test_a_newer_schema_is_refused_and_not_touched(store_url: str) -> None:
    engine = open_engine(store_url)
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    before = _bytes(store_url)
    for act in (open_store, check):
        with pytest.raises(NewerSchemaError):
            act(store_url)
    assert _bytes(store_url) == before


def test_tables_of_another_program_are_refused_and_not_touched(blank_url: str) -> None:
    engine = open_engine(blank_url)
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE member (name TEXT)"))
    engine.dispose()
    before = _bytes(blank_url)
    with pytest.raises(CorruptStoreError, match="another program"):
        open_store(blank_url)
    assert _bytes(blank_url) == before


def _bytes(url: str) -> bytes:
    path = sqlite_file(read_url(url))
    return path.read_bytes() if path else b""


@pytest.mark.parametrize(
    "content", [b"not a database at all" * 100, b"\x00" * 4096, b"SQLite format 3\x00" + b"\xff" * 5000]
)
def test_a_file_that_is_no_database_is_refused_and_not_touched(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "thamplan.db"
    path.write_bytes(content)
    with pytest.raises(CorruptStoreError):
        open_store(f"sqlite:///{path}")
    assert path.read_bytes() == content


@pytest.mark.parametrize("place", [0.2, 0.5, 0.9])
def test_a_damaged_or_cut_file_is_refused_and_not_touched(sqlite_template: Path, tmp_path: Path, place: float) -> None:
    sound = sqlite_template.read_bytes()
    at = int(len(sound) * place) // 4096 * 4096
    for name, content in (("cut", sound[:at]), ("hole", sound[:at] + b"\xee" * 4096 + sound[at + 4096 :])):
        path = tmp_path / f"{name}.db"
        path.write_bytes(content)
        with pytest.raises(CorruptStoreError):
            open_store(f"sqlite:///{path}")
        assert path.read_bytes() == content


def test_a_store_that_was_stopped_dead_opens_with_all_that_was_committed(tmp_path: Path) -> None:
    """Only the file and its log survive, not the shared memory that a running process keeps beside them."""
    (tmp_path / "after").mkdir()
    with open_store(f"sqlite:///{tmp_path / 'thamplan.db'}") as store:
        store.plans.save_plan(tiny_plan())
        for end in ("", "-wal"):
            shutil.copyfile(tmp_path / f"thamplan.db{end}", tmp_path / "after" / f"thamplan.db{end}")
    with open_store(f"sqlite:///{tmp_path / 'after' / 'thamplan.db'}") as store:
        assert store.plans.plan("tiny", tiny_plan().year) == tiny_plan()


def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    path = tmp_path / "thamplan.db"
    path.touch()
    with open_store(f"sqlite:///{path}") as store:
        assert store.is_empty


def test_a_place_where_no_file_can_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot be made"):
        open_store(f"sqlite:///{tmp_path / 'file' / 'thamplan.db'}")


def test_two_that_start_at_once_upgrade_once(blank_url: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(open_store, [blank_url] * 4))
    for store in stores:
        store.close()
    assert check(blank_url).problems == ()


def test_the_migrations_make_just_the_tables_of_the_program(engine: Engine) -> None:
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    assert _rules(engine) == _wanted_rules(engine)


def _rules(engine: Engine) -> set[tuple[str, str]]:
    """What Alembic does not compare: the named constraints of each table."""
    look = inspect(engine)
    return {
        (table, str(one["name"]))
        for table in metadata.tables
        for one in (*look.get_check_constraints(table), *look.get_foreign_keys(table), look.get_pk_constraint(table))
    }


def _wanted_rules(engine: Engine) -> set[tuple[str, str]]:
    """The same from the tables as the program has them, made in a database in memory."""
    made = create_engine("sqlite://")
    metadata.create_all(made)
    found = _rules(made)
    made.dispose()
    if engine.dialect.name == "postgresql":  # which has a type for true and false, and needs no rule
        flags = {(t.name, f"ck_{t.name}_{c.name}") for t in metadata.tables.values() for c in t.c if _is_flag(c)}
        return found - flags
    return found


def _is_flag(column: Any) -> bool:
    return column.type.python_type is bool


def test_foreign_keys_are_still_enforced_after_an_upgrade(blank_url: str) -> None:
    open_store(blank_url).close()
    path = sqlite_file(read_url(blank_url))
    if path is not None:
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    with (
        open_store(blank_url) as store,
        pytest.raises(Exception, match=r"(?i)foreign key"),
        writing(store.engine) as one,
    ):
        one.execute(text("INSERT INTO office_alias (office, position, alias) VALUES ('nowhere', 0, 'x')"))
