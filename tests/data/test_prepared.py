"""Statements by the driver's own cursor: the same rows, values and errors as SQLAlchemy gives, on both engines."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Connection, Engine, bindparam, event, insert, select, text, update
from sqlalchemy.exc import IntegrityError, ProgrammingError

from bot.errors import StoreError, StoreReadOnlyError
from data.prepared import AT_ONCE, Prepared, one_of_chats, these_chats
from data.session import fetch, put, writing
from data.tables_door import inbox, outbox

NOW = datetime(2024, 1, 8, 8, 0, 0, 123456, tzinfo=timezone(timedelta(hours=7)))
_keep = Prepared(insert(inbox), ("bot", "key", "chat", "raw", "received_at"))
_all = Prepared(select(inbox).order_by(inbox.c.key))
_of_chats = Prepared(select(inbox.c.chat).where(one_of_chats(inbox.c.chat)).order_by(inbox.c.chat))


def row(key: int, chat: str = "1") -> dict[str, object]:
    return {"bot": 9, "key": key, "chat": chat, "raw": "100 % ?", "received_at": NOW}


def test_rows_come_back_as_sqlalchemy_gives_them(engine: Engine) -> None:
    with writing(engine) as connection:
        put(connection, _keep, [row(1), row(2, "ครู")])
        ours = fetch(connection, _all, {})
        theirs = connection.execute(select(inbox).order_by(inbox.c.key)).all()
        assert [tuple(one) for one in ours] == [tuple(one) for one in theirs]
        assert [one._fields for one in ours] == [one._fields for one in theirs]
        assert ours[0].received_at == NOW
        assert ours[0].received_at.tzinfo is UTC


def test_flags_bytes_and_nothing_go_in_and_out(engine: Engine) -> None:
    new = {"id": 1, "door": "d", "chat": "c", "policy": "hold", "is_bulk": True, "made_at": NOW}
    new |= {"file": b"\x00%s?", "asked_at": None}
    written = Prepared(insert(outbox), tuple(new))
    found = Prepared(select(outbox.c.is_bulk, outbox.c.file, outbox.c.asked_at).where(outbox.c.id == bindparam("one")))
    with writing(engine) as connection:
        put(connection, written, [new])
        assert [tuple(one) for one in fetch(connection, found, {"one": 1})] == [(True, b"\x00%s?", None)]


def test_values_of_the_statement_itself_are_kept(engine: Engine) -> None:
    empty = Prepared(update(inbox).where(inbox.c.key == bindparam("of_key")).values(raw="", chat=bindparam("to_chat")))
    with writing(engine) as connection:
        put(connection, _keep, [row(1), row(2)])
        put(connection, empty, [{"of_key": 1, "to_chat": "7"}, {"of_key": 2, "to_chat": "8"}])
        assert [(one.raw, one.chat) for one in fetch(connection, _all, {})] == [("", "7"), ("", "8")]


def test_one_statement_asks_for_one_chat_or_many(engine: Engine) -> None:
    with writing(engine) as connection:
        put(connection, _keep, [row(number, f"{number:02}") for number in range(30)])
        for count in (1, 2, AT_ONCE):
            wanted = [f"{number:02}" for number in range(5, 5 + count)]
            assert [one.chat for one in fetch(connection, _of_chats, these_chats(wanted))] == wanted


def test_a_naive_moment_is_refused_before_the_database_sees_it(engine: Engine) -> None:
    with pytest.raises(ValueError, match="time zone"), writing(engine) as connection:
        put(connection, _keep, [row(1) | {"received_at": NOW.replace(tzinfo=None)}])


def test_a_broken_constraint_is_what_sqlalchemy_calls_it(engine: Engine) -> None:
    with pytest.raises(IntegrityError), writing(engine) as connection:
        put(connection, _keep, [row(1), row(1)])
    with writing(engine) as connection:
        assert fetch(connection, _all, {}) == []


def test_troubles_of_the_store_are_in_our_words(engine: Engine) -> None:
    read_only = "PRAGMA query_only = ON" if engine.dialect.name == "sqlite" else "SET TRANSACTION READ ONLY"
    with engine.connect() as connection:
        connection.exec_driver_sql(read_only)
        with pytest.raises(StoreReadOnlyError):
            put(connection, _keep, [row(1)])
    engine.dispose()


def test_a_lost_connection_is_said_so_and_not_used_again(engine: Engine) -> None:
    def lose(connection: Connection) -> None:
        if engine.dialect.name == "postgresql":
            with engine.connect() as other:
                number = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
                other.execute(text("SELECT pg_terminate_backend(:number)"), {"number": number})
        else:
            connection.connection.driver_connection.close()  # type: ignore[union-attr]

    def ask_after_loss() -> None:
        with writing(engine) as connection:
            lose(connection)
            fetch(connection, _all, {})

    with pytest.raises((StoreError, ProgrammingError)):
        ask_after_loss()
    with writing(engine) as connection:
        assert fetch(connection, _all, {}) == []


def test_who_listens_to_statements_hears_of_it(engine: Engine) -> None:
    heard: list[tuple[str, bool]] = []

    def hear(
        _connection: Connection, _cursor: object, said: str, _values: object, _context: object, many: bool
    ) -> None:
        heard.append((said.partition(" ")[0], many))

    event.listen(engine, "before_cursor_execute", hear)
    try:
        with writing(engine) as connection:
            put(connection, _keep, [row(1), row(2)])
            fetch(connection, _all, {})
    finally:
        event.remove(engine, "before_cursor_execute", hear)
    assert heard == [("INSERT", True), ("SELECT", False)]
