"""The last admin stays: by the rules, by the database itself, and when two leave at the same moment."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text as sql
from sqlalchemy.exc import IntegrityError

from bot.errors import MemberError
from bot.people import Chat, MemberState, Person, Role
from data.session import writing
from tests.members.house import House, codes, text


@pytest.mark.parametrize("typed", ["/forget", "/remove #1", "/role #1 เป็น ครู"])
def test_the_last_admin_cannot_leave_by_words(house: House, typed: str) -> None:
    replies = house.write("1", typed)
    assert codes(replies) == ["refused"]
    assert "คนสุดท้าย" in text(replies)
    assert house.by_account("1").role is Role.ADMIN


def test_a_confirmation_that_has_made_somebody_the_last_admin_is_refused(house: House) -> None:
    house.member(Role.ADMIN, "2")
    first, second = house.write("1", "/forget"), house.write("2", "/forget")
    assert codes(house.press_label("1", first, "ยืนยัน")) == ["forgotten"]
    assert codes(house.press_label("2", second, "ยืนยัน")) == ["refused"]
    assert house.by_account("2").role is Role.ADMIN


STATEMENTS = [
    "UPDATE member SET role = 'staff' WHERE number = 1",
    "UPDATE member SET state = 'removed' WHERE number = 1",
    "UPDATE member SET role = 'staff', state = 'removed'",
    "DELETE FROM member",
]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_database_keeps_the_last_admin_whoever_asks(house: House, statement: str) -> None:
    with writing(house.store.engine) as connection:
        connection.execute(sql("DELETE FROM account"))
        nested = connection.begin_nested()
        with pytest.raises(IntegrityError, match="the last admin stays"):
            connection.execute(sql(statement))
        nested.rollback()
    kept = house.store.people.by_number("tiny", 1)
    assert kept is not None
    assert kept.role is Role.ADMIN
    assert kept.is_member


def test_an_admin_who_blocks_the_bot_is_unreachable_and_still_the_admin(house: House) -> None:
    house.admission.lost(Chat("telegram", "1"), house.now)
    assert house.by_account("1").state is MemberState.UNREACHABLE


def test_an_admin_who_cannot_be_reached_does_not_count_as_the_other_one(house: House) -> None:
    house.member(Role.ADMIN, "2")
    house.admission.lost(Chat("telegram", "2"), house.now)
    assert codes(house.write("1", "/forget")) == ["refused"]


@pytest.mark.parametrize("is_removal", [True, False])
def test_of_two_admins_who_leave_at_the_same_moment_one_stays(house: House, is_removal: bool) -> None:
    one = house.by_account("1")
    for round_ in range(5):
        other = house.member(Role.ADMIN, f"a{round_}")
        start = threading.Barrier(2)

        def leave(person: Person, by: Person, start: threading.Barrier = start) -> bool:
            start.wait(10)
            try:
                if is_removal:
                    house.members.remove(person, by.number, house.now)
                else:
                    house.members.change_role(person, Role.STAFF, "", by.number, house.now)
            except MemberError:
                return False
            return True

        with ThreadPoolExecutor(2) as pool:
            left = [pool.submit(leave, one, other), pool.submit(leave, other, one)]
            assert sorted(done.result() for done in left) == [False, True]
        admins = [person for person in house.store.people.members("tiny") if person.role is Role.ADMIN]
        (one,) = admins
