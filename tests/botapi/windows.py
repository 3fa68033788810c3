"""In: records of calls (or bare instants). Out: how bad the worst moment was. Pure; the judge of limits and order.

A window of n seconds is half-open: two messages exactly n seconds apart are not in one window. `slack` shortens every
window by that many seconds, for the jitter of a loaded machine between the bot's clock and ours.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterable
from typing import Protocol, TypeVar


class Record(Protocol):
    """What the functions below need of a call."""

    @property
    def at(self) -> float: ...

    @property
    def method(self) -> str: ...

    @property
    def chat_id(self) -> int | str | None: ...

    @property
    def accepted(self) -> bool: ...


R = TypeVar("R", bound=Record)
K = TypeVar("K", bound=Hashable)
_NOT_MESSAGES = frozenset({"sendchataction", "sendmessagedraft"})


def sends(calls: Iterable[R]) -> list[R]:
    """The calls that put a new message into a chat and were accepted, in order of time."""
    return sorted((call for call in calls if call.accepted and is_send(call.method)), key=lambda call: call.at)


def is_send(method: str) -> bool:
    """Whether the method makes a message."""
    name = method.lower()
    return name.startswith(("send", "copymessage", "forwardmessage")) and name not in _NOT_MESSAGES


def worst_window(times: Iterable[float], seconds: float, slack: float = 0.0) -> int:
    """The most instants inside any sliding window of this length."""
    inside: deque[float] = deque()
    worst = 0
    for at in sorted(times):
        inside.append(at)
        while at - inside[0] >= seconds - slack:
            inside.popleft()
        worst = max(worst, len(inside))
    return worst


def worst_second(calls: Iterable[Record], slack: float = 0.0) -> int:
    """The most messages in any sliding second, all chats together."""
    return worst_window((call.at for call in sends(calls)), 1.0, slack)


def worst_second_by_chat(calls: Iterable[Record], slack: float = 0.0) -> dict[int | str | None, int]:
    """For each chat: the most messages in any sliding second."""
    return {chat: worst_window(times, 1.0, slack) for chat, times in _times_by_chat(calls).items()}


def worst_minute_by_group(calls: Iterable[Record], slack: float = 0.0) -> dict[int | str | None, int]:
    """For each group (a negative id): the most messages in any sliding minute."""
    return {
        chat: worst_window(times, 60.0, slack)
        for chat, times in _times_by_chat(calls).items()
        if isinstance(chat, int) and chat < 0
    }


def worst_excess(times: Iterable[float], per_second: float, burst: int, slack: float = 0.0) -> float:
    """How far the worst moment went beyond `burst` with `per_second` refilled; 0 or less means the rule was kept.

    The rule "1 a second beyond a burst of 3" is a bucket of 3 that drains 1 a second: at most 3 + n in any n seconds.
    """
    level, before, worst = 0.0, None, 0.0
    for at in sorted(times):
        level = level if before is None else max(0.0, level - (at - before + slack) * per_second)
        level, before = level + 1.0, at
        worst = max(worst, level)
    return worst - burst


def worst_excess_by_chat(
    calls: Iterable[Record], per_second: float = 1.0, burst: int = 3, slack: float = 0.0
) -> dict[int | str | None, float]:
    """worst_excess for each chat."""
    return {chat: worst_excess(times, per_second, burst, slack) for chat, times in _times_by_chat(calls).items()}


def out_of_order(calls: Iterable[R], number: Callable[[R], int | None]) -> dict[int | str | None, int]:
    """For each chat with any: how many answers came after an answer with a higher number (None is not counted).

    A repeated answer carries a number not higher than one already seen; it counts only if a later one came between.
    """
    highest: dict[int | str | None, int] = {}
    wrong: Counter[int | str | None] = Counter()
    for call in sends(calls):
        this = number(call)
        if this is None:
            continue
        if this < highest.get(call.chat_id, this):
            wrong[call.chat_id] += 1
        highest[call.chat_id] = max(this, highest.get(call.chat_id, this))
    return dict(wrong)


def counts(calls: Iterable[R], key: Callable[[R], K]) -> Counter[K]:
    """How many accepted messages carry each key (a text, a delivery id)."""
    return Counter(key(call) for call in sends(calls))


def repeated(calls: Iterable[R], key: Callable[[R], K]) -> dict[K, int]:
    """The keys that arrived more than once, and how often."""
    return {which: times for which, times in counts(calls, key).items() if times > 1}


def _times_by_chat(calls: Iterable[Record]) -> dict[int | str | None, list[float]]:
    by_chat: dict[int | str | None, list[float]] = defaultdict(list)
    for call in sends(calls):
        by_chat[call.chat_id].append(call.at)
    return by_chat
