"""Named instants at which a test makes the process die; `name:count` in, a SIGKILL at that passing out."""

from __future__ import annotations

import os
import signal

POINTS = (
    "fetched",
    "before_commit",
    "after_commit",
    "before_request",
    "after_request",
    "before_acknowledging",
)
_armed: list[str | int] = []


def arm(spec: str) -> None:
    """Die at the passing numbered `count` of a point; an empty spec never dies."""
    name, _, count = spec.partition(":")
    _armed[:] = [name, int(count or 1)] if name in POINTS else []


def reach(name: str) -> None:
    """The process is at this point."""
    if _armed and _armed[0] == name:
        _die_in_turn(int(_armed[1]) - 1)


def _die_in_turn(left: int) -> None:
    if left <= 0:
        os.kill(os.getpid(), signal.SIGKILL)
    _armed[1] = left
