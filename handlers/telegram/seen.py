"""Counts of what the door does, as plain numbers: the metrics page reads them, the hot path only adds."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field


@dataclass(slots=True)
class Seen:
    """What has happened since the start of this process."""

    updates: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    fates: Counter[str] = field(default_factory=Counter)
    too_many: int = 0
    commits: int = 0
    latencies: deque[float] = field(default_factory=lambda: deque(maxlen=1000))
    """Seconds from an update's arrival to its answer's, of the last thousand."""
    waiting: int = 0
    is_leading: bool = False
    troubles: dict[str, str] = field(default_factory=dict)
    """What is wrong now, by who noticed: one sentence each."""
    last_turn_at: float = 0.0

    @property
    def trouble(self) -> str:
        """What is wrong now in one line; empty when all is well."""
        return " ".join(words for words in self.troubles.values() if words)
