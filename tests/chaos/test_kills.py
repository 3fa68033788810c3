"""The door is killed at named commit points and at any instant: nothing is lost, every press takes effect once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.chaos.kills import SENDERS, Figures, Run


def judged(figures: Figures) -> None:
    print(figures)  # noqa: T201
    assert figures.lost == 0
    assert figures.effects_missing <= figures.lapsed  # on a machine that is too slow to poll, Telegram forgets presses
    assert figures.effects_doubled == 0
    assert figures.out_of_order == 0
    assert figures.conflicts <= figures.kills  # the dead one's last poll may still be waiting
    assert figures.repeated <= figures.kills * SENDERS


@pytest.mark.slow
def test_a_few_kills_lose_nothing(store_url: str, tmp_path: Path) -> None:
    judged(Run(store_url, tmp_path, kills=3, per_kill=30).run())


@pytest.mark.slow
def test_fifty_kills_lose_nothing(store_url: str, tmp_path: Path) -> None:
    judged(Run(store_url, tmp_path, kills=50, seed=1).run())
