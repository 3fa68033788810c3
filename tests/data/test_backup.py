"""Copies made while others write, brought back whole; and check-ups that find what is wrong."""

from __future__ import annotations

import gzip
import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import IntegrityError

from bot.errors import CorruptStoreError, StoreError
from bot.people import Person, Role
from data import schema
from data.backup import backup, check, keep_daily_copy, restore, suffix
from data.session import read_url, sqlite_file, writing
from data.store import Store, open_store
from data.tables_plan import office
from tests.conftest import POSTGRES_LATER
from tests.data.triggers import take_away, triggers
from tests.fakes import tiny_plan

NOW = datetime(2024, 1, 8, 1, 0, tzinfo=UTC)


@pytest.fixture
def filled(store: Store) -> Store:
    """A store with two versions of a plan, another office, and a member with an account."""
    store.plans.save_plan(tiny_plan())
    store.plans.save_plan(replace(tiny_plan(), title="แก้ไข\nสองบรรทัด \\ \"'"))
    store.plans.save_plan(tiny_plan("other"))
    store.people.add(Person(0, "tiny", Role.ADMIN, "ครูดี"), NOW, ("telegram", "7"))
    return store


@pytest.fixture
def copy(filled: Store, store_url: str, tmp_path: Path) -> Path:
    return backup(store_url, tmp_path / "copies" / f"copy{suffix(store_url)}")


def assert_is_whole(url: str) -> None:
    report = check(url)
    assert (report.problems, report.is_newest, report.is_sound) == ((), True, True)
    assert (report.counts["plan"], report.counts["member"], report.counts["activity"]) == (3, 1, 6)
    with open_store(url) as store:
        assert store.plans.plan("tiny", tiny_plan().year) == replace(
            tiny_plan(), title="แก้ไข\nสองบรรทัด \\ \"'", version=2
        )
        assert store.people.by_account("telegram", "7") is not None
        assert store.plans.save_plan(tiny_plan("third")).version == 1  # the next numbers come after the copied ones


def test_a_copy_is_private_and_no_database_has_trouble_with_it(copy: Path, store_url: str) -> None:
    assert copy.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in copy.parent.iterdir()] == [copy.name]
    assert_is_whole(store_url)


def test_a_copy_comes_back_into_an_empty_place(copy: Path, blank_url: str) -> None:
    path = sqlite_file(read_url(blank_url))
    target = blank_url if path is None else f"sqlite:///{path.with_name('elsewhere.db')}"
    restore(target, copy)
    assert_is_whole(target)


def test_a_copy_comes_back_over_a_store_without_rows(copy: Path, store_url: str, filled: Store) -> None:
    """The triggers would refuse the emptying (the last admin stays): they go first, and a restore brings them back."""
    before = triggers(store_url)
    take_away(store_url, before)
    with writing(filled.engine) as connection:
        for table in ("account", "member", "plan", "office_alias", "office"):
            connection.execute(text(f"DELETE FROM {table}"))
    restore(store_url, copy)
    assert_is_whole(store_url)
    assert triggers(store_url) == before


def test_a_copy_comes_back_over_a_store_of_the_newest_schema(copy: Path, blank_url: str) -> None:
    path = sqlite_file(read_url(blank_url))
    target = blank_url if path is None else f"sqlite:///{path.with_name('elsewhere.db')}"
    open_store(target).close()
    before = triggers(target)
    restore(target, copy)
    assert_is_whole(target)
    assert triggers(target) == before


def test_after_a_restore_the_guards_are_in_force(copy: Path, store_url: str, filled: Store) -> None:
    restore(store_url, copy, force=True)
    filled.people.add(Person(0, "tiny", Role.STAFF, "คนใหม่"), NOW)
    with writing(filled.engine) as connection:
        connection.execute(text("DELETE FROM account"))
    with pytest.raises(IntegrityError, match="last admin stays"), filled.engine.connect() as connection:
        connection.execute(text("DELETE FROM member WHERE role = 'admin'"))


@POSTGRES_LATER
def test_what_is_there_is_overwritten_with_force_only_and_copied_aside(
    copy: Path, store_url: str, filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    filled.people.add(Person(0, "tiny", Role.STAFF, "คนใหม่"), NOW)
    filled.close()
    with pytest.raises(StoreError, match="not empty"):
        restore(store_url, copy)
    assert check(store_url).counts["member"] == 2
    restore(store_url, copy, force=True)
    assert_is_whole(store_url)
    (aside,) = [*tmp_path.glob("thamplan.db.*.db"), *tmp_path.glob("var/copies/*.jsonl.gz")]
    restore(store_url, aside, force=True)
    assert check(store_url).counts["member"] == 2


def test_a_running_bot_sees_what_was_brought_back(copy: Path, store_url: str, filled: Store) -> None:
    number = filled.people.add(Person(0, "tiny", Role.STAFF, "คนใหม่"), NOW).number
    restore(store_url, copy, force=True)
    filled.plans.refresh()
    assert filled.people.by_number("tiny", number) is None
    assert filled.plans.plan("tiny", tiny_plan().year).version == 2


@POSTGRES_LATER
def test_a_copy_made_while_others_write_holds_one_moment(store: Store, store_url: str, tmp_path: Path) -> None:
    """Each transaction adds a pair: a copy with an odd number of rows would be torn."""
    done = threading.Event()

    def write_pairs() -> None:
        number = 0
        while not done.is_set():
            number += 1
            with writing(store.engine) as connection:
                for side in ("left", "right"):
                    connection.execute(insert(office).values(key=f"{side}{number}"))

    writer = threading.Thread(target=write_pairs)
    writer.start()
    try:
        copies = [backup(store_url, tmp_path / f"{n}{suffix(store_url)}") for n in range(2)]
    finally:
        done.set()
        writer.join()
    for one in copies:
        restore(store_url, one, force=True)
        report = check(store_url)
        assert report.problems == ()
        assert report.counts["office"] % 2 == 0


def test_a_copy_does_not_overwrite_a_file(copy: Path, store_url: str) -> None:
    before = copy.read_bytes()
    with pytest.raises(StoreError, match="exists already"):
        backup(store_url, copy)
    assert copy.read_bytes() == before


def test_a_place_where_no_copy_can_be_made_is_a_sentence(copy: Path, store_url: str) -> None:
    with pytest.raises(StoreError, match="cannot be written"):
        backup(store_url, copy / "inside a file")


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_a_copy_may_have_any_name(filled: Store, store_url: str, tmp_path: Path) -> None:
    restore(store_url, backup(store_url, tmp_path / "สำเนา 100%?#.db"), force=True)
    assert_is_whole(store_url)


def test_there_is_nothing_to_copy_or_check_without_a_database(blank_url: str, tmp_path: Path) -> None:
    for act in (lambda: backup(blank_url, tmp_path / "copy"), lambda: check(blank_url)):
        with pytest.raises(StoreError, match="no database yet"):
            act()
    assert not (tmp_path / "copy").exists()


@POSTGRES_LATER
@pytest.mark.parametrize("harm", ["cut", "mangled", "strange", "empty"])
def test_a_harmed_copy_is_refused_and_nothing_is_changed(
    copy: Path, store_url: str, filled: Store, tmp_path: Path, harm: str
) -> None:
    sound = copy.read_bytes()
    harmed = tmp_path / "harmed"
    middle = len(sound) // 2 // 4096 * 4096
    contents = {
        "cut": sound[:middle] if middle else sound[: len(sound) // 2],
        "mangled": sound[: len(sound) // 2] + b"\xee" * 5000 + sound[len(sound) // 2 + 5000 :],
        "strange": b"hello" * 50,
        "empty": b"",
    }
    harmed.write_bytes(contents[harm])
    with pytest.raises(CorruptStoreError):
        restore(store_url, harmed, force=True)
    filled.close()
    assert_is_whole(store_url)


@pytest.mark.parametrize("database_kind", ["postgresql"])
def test_a_copy_without_its_last_lines_is_not_complete(copy: Path, store_url: str, filled: Store) -> None:
    lines = gzip.decompress(copy.read_bytes()).splitlines(keepends=True)
    copy.write_bytes(gzip.compress(b"".join(lines[:-2])))
    with pytest.raises(CorruptStoreError, match="not complete"):
        restore(store_url, copy, force=True)
    assert_is_whole(store_url)


def test_a_copy_that_is_not_there_is_a_sentence(store_url: str, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no file"):
        restore(store_url, tmp_path / "nothing")


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_a_damaged_database_makes_room_with_force_and_is_kept(copy: Path, tmp_path: Path) -> None:
    path = tmp_path / "other" / "thamplan.db"
    path.parent.mkdir()
    path.write_bytes(b"no database" * 100)
    with pytest.raises(CorruptStoreError):
        restore(f"sqlite:///{path}", copy)
    restore(f"sqlite:///{path}", copy, force=True)
    assert_is_whole(f"sqlite:///{path}")
    (kept,) = path.parent.glob("thamplan.db.damaged.*")
    assert kept.read_bytes() == b"no database" * 100


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_a_check_finds_a_row_that_refers_to_nothing(filled: Store, store_url: str) -> None:
    filled.close()
    with closing(sqlite3.connect(store_url.removeprefix("sqlite:///"))) as connection:
        connection.execute("DELETE FROM office WHERE key = 'other'")
        connection.commit()
    report = check(store_url)
    assert not report.is_sound
    assert "plan refers to a missing office" in report.problems


@pytest.mark.parametrize("database_kind", ["postgresql"])
def test_a_check_finds_a_trigger_that_is_switched_off(store: Store, store_url: str) -> None:
    steps = (
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "CREATE TRIGGER no_change BEFORE UPDATE ON plan_note EXECUTE FUNCTION refuse()",
        "ALTER TABLE plan_note DISABLE TRIGGER no_change",
    )
    with writing(store.engine) as connection:
        for step in steps:
            connection.execute(text(step))
    assert check(store_url).problems == ("a trigger is switched off: no_change",)
    with writing(store.engine) as connection:
        connection.execute(text("DROP FUNCTION refuse CASCADE"))


def test_a_check_finds_a_missing_table(blank_url: str) -> None:
    with open_store(blank_url) as store, writing(store.engine) as connection:
        connection.execute(text("DROP TABLE unanswered"))
    assert check(blank_url).problems == ("the table unanswered is missing",)


def test_an_older_schema_is_checked_as_it_is(blank_url: str) -> None:
    schema.upgrade(read_url(blank_url), "0001")
    report = check(blank_url)
    assert (report.revision, report.problems) == ("0001", ())


@POSTGRES_LATER
def test_a_daily_copy_is_made_once_a_day_and_kept_fourteen_days(store_url: str, tmp_path: Path) -> None:
    folder = tmp_path / "daily"
    (folder / "keep").mkdir(parents=True)
    (folder / "thamplan-notes.db").touch()
    made = [keep_daily_copy(store_url, folder, NOW + timedelta(hours=12 * half)) for half in range(32)]
    assert sum(one is not None for one in made) == 16
    days = sorted(one.name for one in folder.glob("thamplan-20*"))
    assert len(days) == 14
    assert days[-1] == f"thamplan-2024-01-23{suffix(store_url)}"
    assert (folder / "thamplan-notes.db").exists()
