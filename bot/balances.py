"""Balances of different places in, their sum out; each place comes once, so that a shared budget is counted once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from bot.ledger import Balance
from bot.plan import Satang

_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


def sum_of(balances: Iterable[Balance]) -> Balance:
    """One balance of several; moment and recorder are those of the newest entry of all."""
    found = list(balances)
    newest = max(found, key=lambda one: one.as_of or _LONG_AGO, default=None)
    return Balance(
        Satang(sum(one.allocated or 0 for one in found)),
        Satang(sum(one.committed for one in found)),
        Satang(sum(one.disbursed for one in found)),
        Satang(sum(one.remaining or 0 for one in found)),
        sum(one.entries for one in found),
        newest.as_of if newest else None,
        newest.recorder if newest else "",
        newest.recorder_number if newest else 0,
        Satang(sum(one.transferred for one in found)),
    )
