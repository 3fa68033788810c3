"""In: updates, built or verbatim. Out: the queue Telegram keeps for a bot: ids, confirming, expiry, allowed kinds.

Follows td::TQueue and Client::add_update of tdlib/telegram-bot-api.
"""

from __future__ import annotations

import json
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from itertools import islice, takewhile
from typing import Any, Final

DAY: Final = 86_400.0
PRESS_LIFETIME: Final = 150.0
# An offset further ahead than this is not believed: the queue is read from its head (TQueue::get).
FUTURE_IDS: Final = 10
_NOT_BY_DEFAULT: Final = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_KNOWN_KINDS: Final = frozenset(
    [
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "business_connection",
        "business_message",
        "edited_business_message",
        "deleted_business_messages",
        "message_reaction",
        "message_reaction_count",
        "inline_query",
        "chosen_inline_result",
        "callback_query",
        "shipping_query",
        "pre_checkout_query",
        "purchased_paid_media",
        "poll",
        "poll_answer",
        "my_chat_member",
        "chat_member",
        "chat_join_request",
        "chat_boost",
        "removed_chat_boost",
    ]
)
QueueKey = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Waiting:
    """One update in the queue: its text as it will be sent, when it lapses, and whose order it must keep."""

    update_id: int
    text: str
    lapses_at: float
    key: QueueKey


@dataclass(slots=True)
class UpdateQueue:
    """The updates not yet confirmed, oldest first."""

    next_id: int = 100_000_001
    allowed: frozenset[str] | None = None
    confirmed: int = 0
    lapsed: int = 0
    _waiting: OrderedDict[int, Waiting] = field(default_factory=OrderedDict)

    def __len__(self) -> int:
        return len(self._waiting)

    def ids(self) -> list[int]:
        """The ids of all waiting updates."""
        return list(self._waiting)

    def find(self, update_id: int) -> Waiting | None:
        """A waiting update by its id."""
        return self._waiting.get(update_id)

    def after(self, update_id: int) -> list[Waiting]:
        """The waiting updates behind this id."""
        if not self._waiting or next(reversed(self._waiting)) <= update_id:
            return []
        newer = list(takewhile(lambda waiting: waiting.update_id > update_id, reversed(self._waiting.values())))
        return newer[::-1]

    def allows(self, kind: str) -> bool:
        """Whether updates of this kind are wanted; what we do not know is always passed on."""
        if kind not in _KNOWN_KINDS:
            return True
        return kind not in _NOT_BY_DEFAULT if self.allowed is None else kind in self.allowed

    def allow(self, kinds: list[str] | None) -> None:
        """Keep the last choice if none is given; an empty list brings back the default."""
        if kinds is not None:
            self.allowed = frozenset(kinds) or None

    def push(self, update: dict[str, Any]) -> int | None:
        """Queue an update, numbered if it is not; None if its kind is not allowed."""
        kind = kind_of(update)
        if not self.allows(kind):
            return None
        update_id = self._id_for(update)
        update = {"update_id": update_id, **update}
        text = json.dumps(update, separators=(",", ":"))  # Telegram escapes what is not ASCII, too
        return self._add(update_id, text, kind, queue_key(kind, update))

    def push_verbatim(self, text: str) -> int:
        """Queue a text as it is, whatever it holds. With no update_id in it, only confirming knows its id."""
        update = decoded(text)
        kind = kind_of(update)
        return self._add(self._id_for(update), text, kind, queue_key(kind, update))

    def _id_for(self, update: dict[str, Any]) -> int:
        update_id = update.get("update_id")
        is_one = isinstance(update_id, int) and not isinstance(update_id, bool) and update_id > 0
        return update_id if is_one and update_id is not None else self.next_id

    def _add(self, update_id: int, text: str, kind: str, key: QueueKey) -> int:
        lifetime = PRESS_LIFETIME if kind == "callback_query" else DAY
        early = update_id < self.next_id
        self._waiting[update_id] = Waiting(update_id, text, time.monotonic() + lifetime, key)
        self.next_id = max(self.next_id, update_id + 1)
        if early:  # a test chose its own id: the queue stays in the order of ids
            self._waiting = OrderedDict(sorted(self._waiting.items()))
        return update_id

    def read(self, offset: int, limit: int) -> list[Waiting]:
        """What getUpdates answers: everything below the offset is confirmed, then up to `limit` from there."""
        if offset < 0:
            self.keep_last(-offset)
        elif 0 < offset <= self.next_id + FUTURE_IDS:
            self._confirm_below(offset)
        self._let_lapse(time.monotonic())
        return list(islice(self._waiting.values(), limit))

    def _confirm_below(self, offset: int) -> None:
        while self._waiting and next(iter(self._waiting)) < offset:
            self._waiting.popitem(last=False)
            self.confirmed += 1

    def _let_lapse(self, now: float) -> None:
        """Also what stands behind the limit of a reading: it must not be confirmed unseen later."""
        lapsed = [waiting.update_id for waiting in self._waiting.values() if waiting.lapses_at < now]
        for update_id in lapsed:
            del self._waiting[update_id]
        self.lapsed += len(lapsed)

    def keep_last(self, count: int) -> None:
        """Forget all but the last few."""
        for update_id in list(self._waiting)[: max(0, len(self._waiting) - count)]:
            self.forget(update_id)

    def forget(self, update_id: int) -> None:
        """This one is confirmed."""
        if self._waiting.pop(update_id, None) is not None:
            self.confirmed += 1


def kind_of(update: dict[str, Any]) -> str:
    """The kind of an update: its first field that is not the id."""
    return next((name for name in update if name != "update_id"), "")


def queue_key(kind: str, update: dict[str, Any]) -> QueueKey:
    """Whose order a webhook keeps. A press and a message of one chat are two queues: Telegram may send them at once."""
    body = update.get(kind)
    if not isinstance(body, dict):
        return "none", id(update)
    if kind in ("callback_query", "inline_query", "chosen_inline_result", "shipping_query", "pre_checkout_query"):
        return ("press" if kind == "callback_query" else kind), _id_of(body.get("from"))
    if kind in ("my_chat_member", "chat_member"):
        return kind, _id_of(body.get("chat" if kind == "my_chat_member" else "from"))
    return "message", _id_of(body.get("chat"))


def _id_of(value: object) -> int:
    number = value.get("id") if isinstance(value, dict) else None
    return number if isinstance(number, int) else 0


def decoded(text: str) -> dict[str, Any]:
    """The object in a text; empty if there is none."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
