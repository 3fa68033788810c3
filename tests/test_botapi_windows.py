"""In: made-up records of calls. Out: whether the judge of limits and order judges right."""

from __future__ import annotations

import random

import pytest

from tests.botapi import Call, windows


def sent(at: float, chat_id: int = 1, text: str = "", method: str = "sendMessage", accepted: bool = True) -> Call:
    return Call(0, at, method, chat_id, accepted, True, 200, 1, {"text": text})


def test_two_messages_exactly_a_second_apart_are_not_in_one_window() -> None:
    assert windows.worst_window([10.0, 11.0], 1.0) == 1
    assert windows.worst_window([10.0, 10.999], 1.0) == 2


def test_slack_forgives_jitter() -> None:
    assert windows.worst_window([10.0, 10.999], 1.0, slack=0.01) == 1


def test_the_worst_window_is_found_wherever_it_begins() -> None:
    chance = random.Random(4)
    times = [chance.uniform(0, 30) for _ in range(300)]
    slow = max(sum(1 for at in times if start <= at < start + 1.0) for start in times)
    assert windows.worst_window(times, 1.0) == slow


def test_refused_calls_and_typing_are_no_messages() -> None:
    calls = [sent(1.0), sent(1.1, accepted=False), sent(1.2, method="sendChatAction"), sent(1.3, method="sendPhoto")]
    assert windows.worst_second(calls) == 2


def test_seconds_are_counted_per_chat_and_minutes_per_group() -> None:
    calls = [sent(0.0, -5), sent(30.0, -5), sent(59.0, -5), sent(60.0, -5), sent(0.1, 7), sent(0.2, 7)]
    assert windows.worst_second(calls) == 3
    assert windows.worst_second_by_chat(calls) == {-5: 1, 7: 2} | {-5: windows.worst_window([59.0, 60.0], 1.0)}
    assert windows.worst_minute_by_group(calls) == {-5: 3}


@pytest.mark.parametrize(
    ("times", "excess"),
    [([0, 0, 0], 0), ([0, 0, 0, 1, 2, 3], 0), ([0, 0, 0, 0], 1), ([0, 0, 0, 0.5], 0.5), ([0, 0, 0, 10, 10, 10, 10], 1)],
)
def test_a_burst_beyond_the_bucket_is_its_excess(times: list[float], excess: float) -> None:
    assert windows.worst_excess(times, per_second=1.0, burst=3) == pytest.approx(excess)


def test_an_answer_after_a_later_one_is_out_of_order_in_its_chat_only() -> None:
    texts = [(1, "1"), (2, "9"), (1, "3"), (1, "2"), (2, "10"), (1, "x"), (1, "4")]
    calls = [sent(at, chat, text) for at, (chat, text) in enumerate(texts)]
    assert windows.out_of_order(calls, lambda call: int(call.text) if call.text.isdigit() else None) == {1: 1}


def test_repeats_are_counted_by_key() -> None:
    calls = [sent(1, text="a"), sent(2, text="b"), sent(3, text="a"), sent(4, text="b", accepted=False)]
    assert windows.repeated(calls, lambda call: call.text) == {"a": 2}
    assert windows.counts(calls, lambda call: call.text)["b"] == 1
