"""Presses that nobody asks for in time are forgotten, and counted so: the judge must not take them for lost."""

from __future__ import annotations

import pytest

from tests.botapi import events, updates


def test_a_press_behind_the_limit_of_a_reading_is_counted_when_it_lapses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(updates, "PRESS_LIFETIME", -1.0)
    queue = updates.UpdateQueue()
    for number in range(3):
        queue.push(events.message(1, f"m{number}"))
    queue.push(events.press(1, 1, "code"))
    queue.push(events.message(1, "last"))
    first = queue.read(0, 2)
    rest = queue.read(first[-1].update_id + 1, 100)
    assert [len(first), len(rest)] == [2, 2]
    queue.read(rest[-1].update_id + 1, 100)
    assert (queue.lapsed, queue.confirmed, len(queue)) == (1, 4, 0)
