"""In: a schedule of what shall go wrong. Out: for each call, what goes wrong with it.

A Fault is data: it says which calls it looks at, which of those it hits, and what happens to them.
"""

from __future__ import annotations

import random
import time
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal

Action = Literal["drop_before", "drop_after", "hang_before", "hang_after", "delay", "too_many", "error", "garbage"]


@dataclass(frozen=True, slots=True)
class Fault:
    """Which calls (method, chat_id) are hit, when (nth, every, percent, after), and by what (action).

    drop_before: the line drops, nothing was accepted. drop_after: it is accepted, then the line drops.
    hang_before / hang_after: no answer for `seconds`, then the line drops. delay: accepted, answered `seconds` late.
    too_many: 429 with retry_after; with `sticky` every matching call is refused until that time is over.
    error: HTTP `status`, nothing accepted. garbage: accepted, the answer is a proxy's HTML page with `status`.
    """

    action: Action
    method: str | None = None  # any method; "send*" fits all that begin so
    chat_id: int | None = None
    nth: tuple[int, ...] = ()  # 1 is the first matching call after the fault was set
    every: int = 0
    percent: float = 0.0
    seed: int = 0
    after: int = 0  # the first `after` matching calls are let through
    times: int = 0  # ends after so many hits; 0: never
    for_seconds: float = 0.0  # ends so long after it was set; 0: never
    seconds: float = 30.0
    status: int = 500
    description: str = "Internal Server Error"
    retry_after: int = 5
    sticky: bool = False

    def to_json(self) -> dict[str, Any]:
        """As the control API takes it."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Fault:
        """Read to_json; unknown fields are an error."""
        known = {field.name for field in fields(cls)}
        unknown = value.keys() - known
        if unknown:
            raise ValueError(f"unknown fields of a fault: {sorted(unknown)}")
        return cls(**{**value, "nth": tuple(value.get("nth", ()))})


class _Rule:
    """A fault with its counters."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        self.seen = 0
        self.hits = 0
        self.blocked_until = 0.0
        self._chance = random.Random(fault.seed)
        self._ends_at = time.monotonic() + fault.for_seconds if fault.for_seconds else None

    def hit(self, method: str, chat_id: int | str | None, now: float) -> Fault | None:
        fault = self.fault
        if not self._looks_at(method, chat_id):
            return None
        if now < self.blocked_until:
            return self._still_blocked(now)
        self.seen += 1
        if self._is_over(now) or self.seen <= fault.after or not self._strikes():
            return None
        self.hits += 1
        if fault.action == "too_many" and fault.sticky:
            self.blocked_until = now + fault.retry_after
        return fault

    def _looks_at(self, method: str, chat_id: int | str | None) -> bool:
        wanted, name = self.fault.method, method.lower()
        if self.fault.chat_id is not None and chat_id != self.fault.chat_id:
            return False
        if wanted is None:
            return True
        return name.startswith(wanted[:-1].lower()) if wanted.endswith("*") else name == wanted.lower()

    def _is_over(self, now: float) -> bool:
        used_up = bool(self.fault.times) and self.hits >= self.fault.times
        return used_up or (self._ends_at is not None and now >= self._ends_at)

    def _strikes(self) -> bool:
        fault = self.fault
        if fault.nth:
            return self.seen in fault.nth
        if fault.every:
            return self.seen % fault.every == 0
        if fault.percent:
            return self._chance.random() * 100 < fault.percent
        return True

    def _still_blocked(self, now: float) -> Fault:
        left = max(1, round(self.blocked_until - now))
        return Fault("too_many", retry_after=left)


class FaultPlan:
    """All faults that are set; the first that hits a call decides."""

    def __init__(self) -> None:
        self._rules: list[_Rule] = []

    def add(self, faults: list[Fault]) -> None:
        """Set more faults; their counting starts now."""
        self._rules.extend(_Rule(fault) for fault in faults)

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        self._rules = []

    def choose(self, method: str, chat_id: int | str | None) -> Fault | None:
        """What goes wrong with this call; every rule counts it, whichever decides."""
        if not self._rules:
            return None
        now = time.monotonic()
        hits = [hit for rule in self._rules if (hit := rule.hit(method, chat_id, now)) is not None]
        return hits[0] if hits else None

    def report(self) -> list[dict[str, Any]]:
        """Each fault with how many calls it saw and hit."""
        return [{**rule.fault.to_json(), "seen": rule.seen, "hits": rule.hits} for rule in self._rules]
