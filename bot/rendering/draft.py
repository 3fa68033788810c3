"""A reply in the making: its head, items that may be parted, and what follows them."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.reply import Choice, Outcome


@dataclass(frozen=True, slots=True)
class Draft:
    """What an answer says. Lines inside an item stay together; a long reply is split between items."""

    outcome: Outcome
    head: str
    items: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()
    """Notes and, last, the source; empty lines are dropped."""
    refs: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = field(default=())
    code: str = ""

    def blocks(self) -> tuple[str, ...]:
        """Head, items and tail as pieces that a message may be cut between."""
        tail = "\n".join(line for line in self.tail if line)
        return tuple(block for block in (self.head, *self.items, tail) if block)


def refs_of(rows: tuple[object, ...]) -> tuple[str, ...]:
    """The activity numbers of rows, each once."""
    return tuple(dict.fromkeys(str(getattr(row, "ref", "")) for row in rows))
