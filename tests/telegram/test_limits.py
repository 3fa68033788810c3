"""Limits: pure ones by hypothesis over any times; then under faults, judged by the receiver in every sliding window."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from bot.turn import Outgoing, Policy
from data.sql_outbox import SqlOutbox
from handlers.telegram.incoming import DOOR
from handlers.telegram.limits import Limits, Rates
from tests.botapi import Fault, events, windows
from tests.telegram.running import Bot, PatientApi

LIMITED = {"THAMPLAN_CHAT_PER_SECOND": "1", "THAMPLAN_GROUP_PER_MINUTE": "20"}
CHATS = st.sampled_from(["1", "2", "-3"])
SENDING = st.tuples(CHATS, st.booleans(), st.floats(0, 2), st.floats(0, 1.5))


@given(st.lists(SENDING, max_size=120))
def test_whenever_requests_end_no_window_of_the_receiver_is_too_full(
    sendings: list[tuple[str, bool, float, float]],
) -> None:
    limits, now, taken = Limits(Rates()), 1000.0, list[tuple[str, bool, float]]()
    for chat, is_bulk, pause, duration in sendings:
        now += pause
        while (wait := limits.wait(chat, is_bulk, now)) > 0:
            now += wait
        limits.begin(chat, is_bulk, now)
        taken.append((chat, is_bulk, now + duration / 2))  # the receiver takes it at some instant in between
        now += duration
        limits.end(chat, is_bulk, now)
    for chat in ("1", "2", "-3"):
        times = [at for one, _, at in taken if one == chat]
        assert windows.worst_excess(times, 1.0, 3) <= 1e-6
        if chat.startswith("-"):
            assert windows.worst_window(times, 60.0) <= 20
    assert windows.worst_window([at for _, is_bulk, at in taken if is_bulk], 1.0) <= 30


@pytest.fixture(scope="module")
def api() -> Iterator[PatientApi]:
    with PatientApi() as running:
        yield running


@pytest.mark.slow
def test_a_chat_gets_a_burst_and_then_one_a_second(api: PatientApi, store_url: str, tmp_path: Path) -> None:
    api.clear_calls()
    api.push(*(events.message(11, f"m{number}") for number in range(6)))
    with Bot(api, store_url, tmp_path / "log", **LIMITED):
        api.wait_for(3, chat_id=11)
        calls = api.wait_for(6, chat_id=11, timeout=10)
    assert windows.worst_excess_by_chat(calls)[11] <= 0
    assert calls[-1].at - calls[0].at < 6


@pytest.mark.slow
def test_no_answer_waits_behind_a_broadcast(api: PatientApi, engine: Engine, store_url: str, tmp_path: Path) -> None:
    api.clear_calls()
    api.add_chats(range(5000, 5200))
    queue(engine, 200)
    with Bot(api, store_url, tmp_path / "log", **LIMITED):
        api.wait_for(5)
        api.push(events.message(5150, "now"))
        answer = api.wait_for(1, chat_id=5150)[0]
    assert answer.text == "<b>re:</b> now"
    assert 5 <= api.count("sendMessage") < 150


@pytest.mark.slow
def test_faults_of_all_kinds_lose_nothing_and_break_no_window(
    api: PatientApi, engine: Engine, store_url: str, tmp_path: Path
) -> None:
    api.clear_calls()
    api.add_chats(range(5000, 5300))
    queue(engine, 300)
    api.fault(
        Fault("drop_before", method="sendMessage", percent=10, seed=1),
        Fault("drop_after", method="sendMessage", percent=10, seed=2),
        Fault("error", method="sendMessage", status=502, for_seconds=60, percent=30, seed=3),
        Fault("too_many", method="sendMessage", chat_id=21, nth=(1,), retry_after=10_800),
    )
    with Bot(api, store_url, tmp_path / "log", **LIMITED):
        for number in range(30):
            api.push(*(events.message(20 + chat, f"m{number}") for chat in range(3)))
        api.push_many([events.message(-66, f"/m{number}", user_id=6) for number in range(22)])
        wait_for_texts(api, 300 + 60 + 22)
    calls = api.calls("sendMessage", accepted=True)
    bulk = [call for call in calls if call.text.startswith("bulk")]
    worst = windows.worst_window((call.at for call in bulk), 1.0)
    print(f"worst second of bulk {worst}; worst minute of a group {windows.worst_minute_by_group(calls)}")  # noqa: T201
    assert worst <= 30
    assert max(windows.worst_excess_by_chat(calls).values()) <= 0
    assert windows.worst_minute_by_group(calls)[-66] <= 20
    assert windows.counts(calls, lambda call: call.chat_id)[21] == 0  # told to wait three hours, and waiting
    api.clear_faults()


def queue(engine: Engine, count: int) -> None:
    """A broadcast, as reminders will queue theirs."""
    outbox = SqlOutbox(engine, DOOR, "a test")
    body = 'sendMessage {{"chat_id":{0},"text":"bulk {0}"}}'
    chats = range(5000, 5000 + count)
    messages = [
        Outgoing(str(chat), body.format(chat), "broadcast", Policy.RESEND, is_bulk=True, reference=f"b{chat}")
        for chat in chats
    ]
    outbox.put(messages, datetime.now(UTC))


def wait_for_texts(api: PatientApi, count: int, seconds: float = 240.0) -> None:
    """Until so many different answers have arrived."""
    api.wait_for(count, timeout=seconds)
    for _ in range(int(seconds * 10)):
        arrived = {(call.chat_id, call.text) for call in api.calls("sendMessage", accepted=True)}
        if len(arrived) >= count:
            return
        time.sleep(0.1)
    raise TimeoutError(f"{len(arrived)} of {count}")
