"""In: every call the bot made. Out: a compact record of each, and the counts a judge asks for."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Row = list[Any]


@dataclass(slots=True)
class Call:
    """One received call. `at` is time.monotonic() when Telegram took or refused it, on the clock all processes share.

    accepted: it took effect. answered: the bot got a whole answer. status: HTTP status sent, 0 if the line dropped.
    """

    number: int
    at: float
    method: str
    chat_id: int | str | None
    accepted: bool
    answered: bool
    status: int
    message_id: int | None
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The text or caption as the bot sent it."""
        return str(self.params.get("text", self.params.get("caption", "")))

    @property
    def markup(self) -> dict[str, Any]:
        """The reply markup, decoded whatever way it came; empty if there is none."""
        value = self.params.get("reply_markup") or {}
        decoded = json.loads(value) if isinstance(value, str) else value
        return dict(decoded)

    @property
    def buttons(self) -> list[tuple[str, str]]:
        """The inline buttons in reading order: label and callback_data (empty for links)."""
        rows = self.markup.get("inline_keyboard", [])
        return [(button["text"], button.get("callback_data", "")) for row in rows for button in row]

    def row(self) -> Row:
        """The record as a JSON array, see from_row."""
        return [
            self.number,
            self.at,
            self.method,
            self.chat_id,
            self.accepted,
            self.answered,
            self.status,
            self.message_id,
            self.params,
        ]

    @classmethod
    def from_row(cls, row: Row) -> Call:
        """Read what row wrote."""
        return cls(*row)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which calls: from a number on, of a method, a chat, accepted or refused; None means any."""

    since: int = 0
    method: str | None = None
    chat_id: int | None = None
    accepted: bool | None = None

    def fits(self, call: Call) -> bool:
        """Whether this call is wanted (its number is checked by the log)."""
        return (
            (self.method is None or call.method.lower() == self.method.lower())
            and (self.chat_id is None or call.chat_id == self.chat_id)
            and (self.accepted is None or call.accepted == self.accepted)
        )


class CallLog:
    """All calls since the start or the last clearing, in the order of their arrival; numbers never start again."""

    def __init__(self) -> None:
        self._calls: list[Call] = []
        self._dropped = 0

    @property
    def total(self) -> int:
        """How many calls were ever received: the number of the next one."""
        return self._dropped + len(self._calls)

    def add(self, at: float, method: str, chat_id: int | str | None, params: dict[str, Any]) -> Call:
        """Note a call that has just come in; the caller fills in how it ended."""
        call = Call(self.total, at, method, chat_id, False, False, 0, None, params)
        self._calls.append(call)
        return call

    def clear(self) -> None:
        """Forget the records, keep the numbering."""
        self._dropped = self.total
        self._calls = []

    def select(self, wanted: Wanted) -> Iterator[Call]:
        """The wanted calls in order."""
        start = max(0, wanted.since - self._dropped)
        return (call for call in self._calls[start:] if wanted.fits(call))

    def summary(self) -> dict[str, dict[str, int]]:
        """Per method: how often each HTTP status was sent ("unanswered" when none was), and how many were accepted."""
        counts: dict[str, Counter[str]] = {}
        for call in self._calls:
            of_method = counts.setdefault(call.method, Counter())
            of_method["unanswered" if not call.answered else str(call.status)] += 1
            of_method["accepted"] += call.accepted
        return {method: dict(of_method) for method, of_method in counts.items()}
