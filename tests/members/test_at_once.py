"""Two at the same moment, each in a thread and a connection of their own: a press takes effect once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from bot.pending import PendingAction, Refused
from bot.people import Chat, Person, Role
from tests.members.house import House

T = TypeVar("T")


def at_once(times: int, act: Callable[[int], T]) -> list[T]:
    start = threading.Barrier(times)

    def run(number: int) -> T:
        start.wait(10)
        return act(number)

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


def test_a_confirmation_is_taken_by_one_of_many_presses(house: House) -> None:
    admin, chat = house.by_account("1"), Chat("telegram", "1")
    for _ in range(5):
        nonce = house.pending.offer(admin, chat, "role", {"member": "1"}, house.now)
        taken = at_once(6, lambda _, nonce=nonce: house.pending.take(nonce, admin, "role", house.now))  # type: ignore[misc]
        assert sum(isinstance(one, PendingAction) for one in taken) == 1
        assert taken.count(Refused.USED) == 5


def test_one_of_many_admins_lets_somebody_in(house: House) -> None:
    house.write("7", "ขอเข้าร่วม")
    number = house.requests.waiting("tiny")[0].number
    entered = at_once(4, lambda by: house.requests.accept("tiny", number, Role.STAFF, "", by + 1, house.now))
    assert sum(isinstance(one, Person) for one in entered) == 1
    assert len(house.store.people.members("tiny")) == 2
    assert len(house.audit.find("tiny", "member.accepted")) == 1


def test_many_who_ask_to_join_at_once_get_numbers_of_their_own(house: House) -> None:
    at_once(6, lambda number: house.write(f"8{number}", "ขอเข้าร่วม"))
    assert len({one.number for one in house.requests.waiting("tiny")}) == 6


def test_a_place_in_the_trail_is_never_shared(house: House) -> None:
    before = len(house.audit.find("tiny", limit=1000))
    at_once(6, lambda _: house.write("1", "เชิญสมาชิก"))
    entries = house.audit.find("tiny", limit=1000)
    assert len({one.id for one in entries}) == len(entries) == before + 6


def test_what_waits_is_found_again_until_it_is_dropped(house: House) -> None:
    admin, chat = house.by_account("1"), Chat("telegram", "1")
    nonce = house.pending.offer(admin, chat, "date.reason", {"activity": "1.1"}, house.now)
    found = house.pending.waiting(admin, chat, "date.reason", house.now)
    assert found == house.pending.look(nonce, admin, house.now)
    assert found is not None
    assert found.payload == {"activity": "1.1"}
    assert house.pending.waiting(admin, Chat("telegram", "2"), "date.reason", house.now) is None
    assert house.pending.drop(nonce, admin, house.now)
    assert not house.pending.drop(nonce, admin, house.now)
    assert house.pending.waiting(admin, chat, "date.reason", house.now) is None
