"""What every `People` must do, in memory and in SQL on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from bot.errors import MemberError
from bot.people import Chat, MemberState, Person, Role
from data.sql_people import SqlPeople
from data.sql_plan import SqlPlans
from tests.conftest import KINDS
from tests.fakes import MemoryPeople, tiny_plan

NOW = datetime(2024, 1, 8, 1, 0, tzinfo=UTC)
HERE = Chat("telegram", "42")
AnyPeople = MemoryPeople | SqlPeople


@pytest.fixture(params=["memory", *KINDS])
def database_kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def people(database_kind: str, request: pytest.FixtureRequest) -> AnyPeople:
    """The members of two offices, none yet."""
    if database_kind == "memory":
        return MemoryPeople("a", "b")
    engine: Engine = request.getfixturevalue("engine")
    for office in ("a", "b"):
        SqlPlans(engine).save_plan(tiny_plan(office))
    return SqlPeople(engine)


def somebody(office: str = "a", **values: object) -> Person:
    return Person(**({"number": 0, "office": office, "role": Role.STAFF, "name": "ครูดี"} | values))  # type: ignore[arg-type]


def test_members_are_numbered_within_their_office(people: AnyPeople) -> None:
    numbers = [people.add(somebody(office), NOW).number for office in ("a", "a", "b")]
    assert numbers == [1, 2, 1]
    assert people.by_number("a", 3) is None


def test_a_member_comes_back_as_added(people: AnyPeople) -> None:
    person = somebody(role=Role.OFFICER, officer="anong", language="en", state=MemberState.INVITED, has_consented=False)
    added = people.add(person, NOW)
    assert people.by_number("a", added.number) == added
    assert (added.officer, added.language, added.has_consented) == ("anong", "en", False)


def test_a_member_is_found_by_any_of_their_accounts(people: AnyPeople) -> None:
    added = people.add(somebody(), NOW, ("telegram", "77"), ("web", "abc"))
    people.add(somebody(name="อื่น"), NOW, ("telegram", "78"))
    assert people.by_account("telegram", "77") == people.by_account("web", "abc") == added
    assert people.by_account("web", "77") is None


def test_an_account_belongs_to_one_member_only(people: AnyPeople) -> None:
    people.add(somebody(), NOW, ("telegram", "77"))
    with pytest.raises(MemberError):
        people.add(somebody("b"), NOW, ("telegram", "77"))
    assert people.members("b") == ()


def test_a_member_needs_an_office_that_is_known(people: AnyPeople) -> None:
    with pytest.raises(MemberError):
        people.add(somebody("nowhere"), NOW)


def test_removed_members_are_not_listed_but_keep_their_number(people: AnyPeople) -> None:
    people.add(somebody(state=MemberState.REMOVED), NOW)
    listed = people.add(somebody(), NOW)
    assert people.members("a") == (listed,)
    assert people.by_number("a", 1) is not None


@pytest.mark.parametrize(("minutes", "is_remembered"), [(0, True), (9, True), (10, False), (600, False)])
def test_a_chat_remembers_its_question_for_ten_minutes(people: AnyPeople, minutes: int, is_remembered: bool) -> None:
    people.remember(HERE, "w.1", NOW)
    people.remember(HERE, "w.2", NOW)
    found = people.remembered(HERE, NOW + timedelta(minutes=minutes))
    assert found == ("w.2" if is_remembered else None)


def test_chats_do_not_share_what_they_remember(people: AnyPeople) -> None:
    people.remember(HERE, "w.1", NOW)
    assert people.remembered(Chat("web", "42"), NOW) is None
    people.remember(HERE, None, NOW)
    assert people.remembered(HERE, NOW) is None


def test_old_questions_are_removed(people: AnyPeople) -> None:
    people.remember(HERE, "w.1", NOW)
    people.remember(Chat("web", "1"), "w.2", NOW + timedelta(minutes=9))
    assert people.forget_chats(NOW + timedelta(minutes=10)) == 1
    assert people.remembered(Chat("web", "1"), NOW + timedelta(minutes=10)) == "w.2"
