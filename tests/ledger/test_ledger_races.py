"""Bookings at the same moment: nothing is overspent and none is lost, from threads and from processes."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.errors import RecordingRefusedError
from bot.ledger import EntryKind
from data.sql_plan import SqlPlans
from data.store import Store, open_store
from tests.ledger.making import commit, new, plan, posting, spend, tell

ROOT = Path(__file__).parents[2]


def attempts(url: str, wanted: list[Callable[[Store], bool]]) -> list[bool]:
    """All at once, each from a thread with connections of its own."""
    barrier = threading.Barrier(len(wanted))

    def run(book: Callable[[Store], bool]) -> bool:
        with open_store(url) as store:
            barrier.wait()
            return book(store)

    with ThreadPoolExecutor(len(wanted)) as pool:
        return list(pool.map(run, wanted))


def booked(store: Store, key: str, baht: int | str, token: str = "") -> bool:
    try:
        return store.ledger.post(posting(new(EntryKind.DISBURSE, key, baht), token=token)).is_new
    except RecordingRefusedError:
        return False


@pytest.fixture
def office(store_url: str) -> str:
    with open_store(store_url) as store:
        SqlPlans(store.engine).save_plan(plan())
    return store_url


def remaining(url: str, activity: str = "1.2") -> int:
    with open_store(url) as store:
        return store.ledger.books(plan()).balance(activity).remaining or 0


def test_of_twenty_racing_for_the_last_baht_exactly_one_wins(office: str) -> None:
    with open_store(office) as store:
        store.ledger.post(spend("1.2", 999))
    won = attempts(office, [lambda store: booked(store, "1.2", 1)] * 20)
    assert sum(won) == 1
    assert remaining(office) == 0


def test_one_press_that_arrives_ten_times_at_once_books_once(office: str) -> None:
    new_ones = attempts(office, [lambda store: booked(store, "1.2", 10, "the-press")] * 10)
    assert sum(new_ones) == 1
    assert remaining(office) == 99_000


@pytest.mark.slow
def test_fifty_from_threads_lose_none_and_overspend_nothing(office: str, capsys: pytest.CaptureFixture[str]) -> None:
    won = attempts(office, [lambda store: booked(store, "1.2", 30)] * 50)
    assert sum(won) == 33
    assert remaining(office) == 1_000
    tell(capsys, f"50 bookings of 30 baht from 50 threads on 1,000 baht: {sum(won)} won, 10 baht left")


def test_two_who_transfer_crosswise_do_not_lock_each_other_up(office: str) -> None:
    def move(source: str, target: str) -> Callable[[Store], bool]:
        out, into = new(EntryKind.TRANSFER_OUT, source, 10), new(EntryKind.TRANSFER_IN, target, 10)
        return lambda store: store.ledger.post(posting(out, into)).is_new

    assert all(attempts(office, [move("1.2", "2.1"), move("2.1", "1.2")] * 6))
    assert remaining(office) == 100_000


def test_of_two_who_use_up_a_commitment_one_wins(office: str) -> None:
    with open_store(office) as store:
        (owed,) = store.ledger.post(commit("1.2", 100)).entries

    def settle(store: Store) -> bool:
        try:
            release = new(EntryKind.RELEASE, "1.2", 100, settles=owed.number)
            return store.ledger.post(posting(release)).is_new
        except RecordingRefusedError:
            return False

    assert sum(attempts(office, [settle] * 8)) == 1


BOOKER = """
import sys
from bot.errors import RecordingRefusedError
from data.store import open_store
from tests.ledger.making import new, posting
from bot.ledger import EntryKind

url, who, count, baht = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
with open_store(url) as store:
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(count):
        token = f"{who}-{number}"
        try:
            store.ledger.post(posting(new(EntryKind.DISBURSE, "1.2", baht), token=token))
            print(token, flush=True)
        except RecordingRefusedError:
            print("refused", flush=True)
"""


def booker(url: str, who: str, count: int, baht: str) -> subprocess.Popen[str]:
    """Another process that books and says each token after its commit."""
    words = [sys.executable, "-c", BOOKER, url, who, str(count), baht]
    process = subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


@pytest.mark.slow
def test_fifty_from_two_processes_lose_none_and_overspend_nothing(
    office: str, capsys: pytest.CaptureFixture[str]
) -> None:
    both = [booker(office, who, 25, "30") for who in ("a", "b")]
    for one in both:
        go(one)
    said = [line for one in both for line in one.communicate(timeout=60)[0].split()]
    tokens = [line for line in said if line != "refused"]
    with open_store(office) as store:
        there = {one.token for one in store.ledger.entries("tiny", plan().year)}
    assert (len(said), len(tokens), there) == (50, 33, set(tokens))
    assert remaining(office) == 1_000
    tell(capsys, f"50 bookings from two processes on {office.split(':')[0]}: {len(tokens)} booked, none lost")


@pytest.mark.slow
@pytest.mark.parametrize("kills", [5])
def test_a_kill_in_the_middle_of_200_bookings_loses_no_confirmed_one(
    office: str, kills: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every token that was said is there; the process begins anew with the same tokens, and none is there twice."""
    said: list[str] = []
    for kill in range(kills):
        process = booker(office, "a", 200, "1")
        go(process)
        assert process.stdout is not None
        for _ in range(30 + 17 * kill):
            said.append(process.stdout.readline().strip())
        process.kill()
        said += [line for line in process.communicate()[0].split("\n")[:-1] if line]
    last = booker(office, "a", 200, "1")
    said += last.communicate("go\n", timeout=60)[0].split()
    with open_store(office) as store:
        tokens = [one.token for one in store.ledger.entries("tiny", plan().year)]
    assert sorted(tokens) == sorted({f"a-{number}" for number in range(200)})
    assert set(said) <= set(tokens)
    assert remaining(office) == 80_000
    confirmed = len(set(said))
    tell(capsys, f"{kills} SIGKILLs in 200 bookings on {office.split(':')[0]}: {confirmed} confirmed, 0 lost, 0 twice")
