"""Many messages in one transaction: few statements, and nobody reads what is not so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Connection, Engine, event, insert, select, text
from sqlalchemy.exc import IntegrityError

from bot.handover import Duties, Handover
from bot.people import Chat, Person, Role
from data.prepared import AT_ONCE
from data.session import open_engine, reading, writing
from data.sql_members import SqlMembers
from data.sql_members_handovers import SqlHandovers
from data.sql_pending import SqlPending
from data.sql_people import SqlPeople
from data.sql_questions import SqlQuestions
from data.sql_turns import SqlTurns
from data.tables_people import chat_memory
from data.tables_plan import office

NOW = datetime(2024, 1, 8, 1, 0, tzinfo=UTC)
CHATS = [Chat("telegram", str(1000 + number)) for number in range(20)]


@pytest.fixture
def people(engine: Engine) -> SqlPeople:
    with writing(engine) as connection:
        connection.execute(insert(office).values(key="here"))
    kept = SqlPeople(engine)
    for chat in CHATS:
        kept.add(Person(0, "here", Role.STAFF, f"name {chat.id}"), NOW, (chat.door, chat.id))
    return kept


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """Every statement that reaches the database."""
    seen: list[str] = []

    def see(_connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", see)
    yield seen
    event.remove(engine, "before_cursor_execute", see)


def test_a_group_of_messages_asks_and_writes_once_for_all(engine: Engine, people: SqlPeople) -> None:
    pending = SqlPending(engine)
    with counted(engine) as seen, SqlTurns(engine).turn([chat.id for chat in CHATS]):
        for chat in CHATS:
            person = people.by_account(chat.door, chat.id)
            assert person is not None
            assert person.name == f"name {chat.id}"
            assert people.remembered(chat, NOW) is None
            assert pending.waiting(person, chat, "draft", NOW) is None
            people.remember(chat, f"code {chat.id}", NOW)
    rounds = -(-len(CHATS) // AT_ONCE)
    assert len([one for one in seen if one.lstrip().startswith("SELECT")]) == 3 * rounds
    assert len([one for one in seen if one.lstrip().startswith("INSERT")]) == rounds
    assert [people.remembered(chat, NOW) for chat in CHATS] == [f"code {chat.id}" for chat in CHATS]


def test_what_waits_is_found_in_its_own_chat_only(engine: Engine, people: SqlPeople) -> None:
    pending, (one, other) = SqlPending(engine), CHATS[:2]
    mine, others = (people.by_account(chat.door, chat.id) for chat in (one, other))
    assert mine is not None
    assert others is not None
    pending.offer(mine, one, "draft", {"n": "1"}, NOW - timedelta(minutes=2))
    pending.offer(mine, one, "draft", {"n": "2"}, NOW - timedelta(minutes=1))
    pending.offer(mine, one, "draft", {"n": "3"}, NOW - timedelta(hours=1))
    with SqlTurns(engine).turn([one.id, other.id]):
        found = pending.waiting(mine, one, "draft", NOW)
        assert found is not None
        assert found.payload == {"n": "2"}
        assert pending.waiting(mine, one, "book", NOW) is None
        assert pending.waiting(mine, other, "draft", NOW) is None
        assert pending.waiting(others, one, "draft", NOW) is None
        assert pending.drop(found.nonce, mine, NOW)
        before = pending.waiting(mine, one, "draft", NOW)
        assert before is not None
        assert before.payload == {"n": "1"}
        pending.offer(mine, other, "draft", {"n": "4"}, NOW)
        assert pending.waiting(mine, other, "draft", NOW) is not None


def test_the_second_message_of_a_chat_remembers_the_first(engine: Engine, people: SqlPeople) -> None:
    chat = CHATS[0]
    with SqlTurns(engine).turn([chat.id, chat.id]):
        people.remember(chat, "first", NOW)
        assert people.remembered(chat, NOW) == "first"
        people.remember(chat, "second", NOW)
        assert people.remembered(chat, NOW) == "second"
    assert people.remembered(chat, NOW) == "second"


def test_a_change_is_seen_by_the_next_message_of_the_same_turn(engine: Engine, people: SqlPeople) -> None:
    chat = CHATS[0]
    with SqlTurns(engine).turn([one.id for one in CHATS]):
        person = people.by_account(chat.door, chat.id)
        assert person is not None
        assert person.role is Role.STAFF
        SqlMembers(engine).change_role(person, Role.FINANCE, "", 1, NOW)
        changed = people.by_account(chat.door, chat.id)
        assert changed is not None
        assert changed.role is Role.FINANCE


def test_whoever_is_removed_after_a_question_leaves_no_memory(engine: Engine, people: SqlPeople) -> None:
    chat = CHATS[0]
    with SqlTurns(engine).turn([chat.id]):
        person = people.by_account(chat.door, chat.id)
        assert person is not None
        people.remember(chat, "asked", NOW)
        SqlMembers(engine).remove(person, person.number, NOW)
    with reading(engine) as connection:
        assert connection.execute(select(chat_memory)).all() == []


def test_any_statement_sees_what_was_to_be_written_later(engine: Engine, people: SqlPeople) -> None:
    with writing(engine) as connection:
        people.remember(CHATS[0], "asked", NOW)
        assert connection.scalars(select(chat_memory.c.question)).all() == ["asked"]
        people.remember(CHATS[1], "asked too", NOW)
        assert connection.scalar(text("SELECT count(*) FROM chat_memory")) == 2


def test_a_turn_that_fails_leaves_nothing(engine: Engine, people: SqlPeople) -> None:
    with suppress(ZeroDivisionError), SqlTurns(engine).turn([CHATS[0].id]):
        people.remember(CHATS[0], "asked", NOW)
        raise ZeroDivisionError
    assert people.remembered(CHATS[0], NOW) is None


def test_a_savepoint_takes_back_what_was_noted_since(engine: Engine, people: SqlPeople) -> None:
    before, since = CHATS[:2]
    with writing(engine) as connection:
        people.remember(before, "before", NOW)
        with suppress(ZeroDivisionError), connection.begin_nested():
            people.remember(since, "since", NOW)
            raise ZeroDivisionError
        assert people.remembered(since, NOW) is None
    assert [people.remembered(chat, NOW) for chat in (before, since)] == ["before", None]


def test_what_cannot_be_written_at_the_end_takes_all_back(engine: Engine, people: SqlPeople) -> None:
    def ask_in_no_office() -> None:
        with SqlTurns(engine).turn():
            people.remember(CHATS[0], "asked", NOW)
            SqlQuestions(engine).note("nowhere", "is not an office", NOW)

    with pytest.raises(IntegrityError):
        ask_in_no_office()
    assert people.remembered(CHATS[0], NOW) is None


def test_one_question_asked_twice_in_a_turn_counts_twice(engine: Engine, people: SqlPeople) -> None:
    questions = SqlQuestions(engine)
    with SqlTurns(engine).turn():
        questions.note("here", "what is this", NOW)
        questions.note("here", "What is  this", NOW + timedelta(seconds=1))
    (asked,) = questions.most("here")
    assert (asked.count, asked.last_at) == (2, NOW + timedelta(seconds=1))


def test_a_handover_is_checked_against_what_stands_behind_the_lock(engine: Engine, people: SqlPeople) -> None:
    handovers, day = SqlHandovers(engine), date(2024, 1, 8)
    first, second = (Handover("1.1", f"officer:{one}", "member:1", day) for one in "ab")
    seen: list[Duties] = []
    with writing(engine):
        assert handovers.of_year("here", 2567) == Duties()
        handovers.add("here", 2567, [first], 1, NOW, seen.append)
        assert len(handovers.of_year("here", 2567).handovers) == 1
        handovers.add("here", 2567, [second], 1, NOW, seen.append)
    assert [len(one.handovers) for one in seen] == [0, 1]


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_a_check_behind_the_lock_sees_what_another_process_has_added(store_url: str) -> None:
    """On SQLite nobody else writes while a turn is open."""
    ours, theirs = open_engine(store_url), open_engine(store_url)
    one = Handover("1.1", "officer:a", "member:1", date(2024, 1, 8))
    seen: list[Duties] = []
    with writing(ours) as connection:
        connection.execute(insert(office).values(key="here"))
    with writing(ours):
        assert SqlHandovers(ours).of_year("here", 2567) == Duties()
        SqlHandovers(theirs).add("here", 2567, [one], 1, NOW)
        SqlHandovers(ours).add("here", 2567, [], 1, NOW, seen.append)
    assert len(seen[0].handovers) == 1
    for engine in (ours, theirs):
        engine.dispose()
