"""The short words that show what is asked: matches in; which cues there are, and the facts asked for, out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.questions import Slot
from bot.understanding.forms import Match

SHIELD = "shield"
"""The key of words that ask nothing and only keep the shorter cues in them from being found (งบ in ปีงบ)."""

_SLOT_CUES = (
    ("who", Slot.WHO),
    ("by_officer", Slot.WHO),
    ("by_officer_money", Slot.WHO),
    ("when", Slot.WHEN),
    ("count_days", Slot.WHEN),
    ("count_rounds", Slot.WHEN),
    ("length", Slot.WHEN),
    ("remaining", Slot.REMAINING),
    ("money_summary", Slot.REMAINING),
    ("disbursed", Slot.DISBURSED),
    ("percent", Slot.DISBURSED),
    ("committed", Slot.COMMITTED),
    ("money", Slot.ALLOCATED),
    ("by_officer_money", Slot.ALLOCATED),
)


_OF_MONEY = ("money", "how_many", "disbursed", "largest", "smallest", "ranked")


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues of a message by key, with where they stand."""

    found: Mapping[str, tuple[Match, ...]]

    def __contains__(self, key: object) -> bool:
        return key in self.found

    def any(self, *keys: str) -> bool:
        """Whether any of the cues is there."""
        return any(key in self.found for key in keys)

    def first(self, key: str) -> Match | None:
        return self.found[key][0] if key in self.found else None

    def starting(self, prefix: str) -> tuple[str, ...]:
        """The keys with this prefix, in the order in which they stand in the message."""
        keys = [key for key in self.found if key.startswith(prefix)]
        return tuple(sorted(keys, key=lambda key: self.found[key][0].start))

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The facts asked for, in the order of the message; 'remaining' and the like stand for plain money."""
        placed = [(self.found[key][0].start, slot) for key, slot in _SLOT_CUES if key in self.found]
        slots = tuple(dict.fromkeys(slot for _, slot in sorted(placed, key=lambda one: one[0])))
        if "share" in self.found and "disbursed" not in self.found:  # of the plan's money, not of what was spent
            slots = tuple(dict.fromkeys(Slot.ALLOCATED if slot is Slot.DISBURSED else slot for slot in slots))
        if Slot.REMAINING in slots and "list" in self.found and not self.any(*_OF_MONEY):
            slots = tuple(slot for slot in slots if slot is not Slot.REMAINING)  # what is left to do, not to spend
        special = {Slot.REMAINING, Slot.DISBURSED, Slot.COMMITTED} & set(slots)
        return tuple(slot for slot in slots if not (slot is Slot.ALLOCATED and special))

    @property
    def money(self) -> Slot | None:
        """The money asked for, if any."""
        return money_in(self.slots)


def money_in(slots: Iterable[Slot]) -> Slot | None:
    """The first of the facts that is money."""
    return next((slot for slot in slots if slot.is_money), None)
