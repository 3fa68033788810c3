"""How fast one person may write: accounts and moments in; go on, say it once, or be silent out. Kept in memory."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

PER_MINUTE = 60
KEPT = 10_000
"""Accounts that are remembered; the longest silent leaves first."""


class Pass(Enum):
    """What a message meets."""

    GO = auto()
    SAY = auto()
    """The first one too many: it is told kindly."""
    SILENT = auto()


@dataclass(slots=True)
class _Bucket:
    left: float
    at: datetime
    is_told: bool = False


class Pace:
    """A bucket of messages for each account: half a minute's may come at once. Each process counts on its own."""

    def __init__(self, per_minute: int = PER_MINUTE, kept: int = KEPT) -> None:
        self._per_second = per_minute / 60
        self._burst = float(max(per_minute // 2, 1))
        self._kept = kept
        self._buckets: OrderedDict[tuple[str, str], _Bucket] = OrderedDict()

    def step(self, door: str, account: str, now: datetime) -> Pass:
        """Count one message."""
        bucket = self._bucket((door, account), now)
        seconds = max(0.0, (now - bucket.at).total_seconds())
        bucket.left = min(self._burst, bucket.left + seconds * self._per_second)
        bucket.at = now
        if bucket.left >= 1:
            bucket.left -= 1
            bucket.is_told = False
            return Pass.GO
        told, bucket.is_told = bucket.is_told, True
        return Pass.SILENT if told else Pass.SAY

    def _bucket(self, key: tuple[str, str], now: datetime) -> _Bucket:
        bucket = self._buckets.setdefault(key, _Bucket(self._burst, now))
        self._buckets.move_to_end(key)
        while len(self._buckets) > self._kept:
            self._buckets.popitem(last=False)
        return bucket
