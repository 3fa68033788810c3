"""What Telegram answered to a call in; what that means for the message out. Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

_SHORTEST_WAIT = 1.0


class Fate(Enum):
    """What became of a call."""

    SENT = auto()
    WAIT = auto()
    """Not accepted; it may be sent again after `wait` seconds (429, 5xx)."""
    NEVER_SENT = auto()
    UNKNOWN = auto()
    FAILED = auto()
    LOST = auto()
    """The chat cannot be reached: blocked, deleted, put out."""
    MOVED = auto()
    UNEDITABLE = auto()
    """The message to change is gone; a new one can be sent instead."""
    UNAUTHORIZED = auto()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The fate of a call, with what goes with it."""

    fate: Fate
    reason: str = ""
    wait: float = 0.0
    message: int | None = None
    moved_to: str = ""
    result: Any = None
    code: int = 0


def judge(status: int, payload: bytes) -> Verdict:
    """Read an HTTP answer. One that is not Telegram's own (a proxy's page) tells nothing about the message."""
    answer = _decoded(payload)
    if answer is None:
        return Verdict(Fate.UNKNOWN, f"{status} that is not Telegram's")
    if answer.get("ok") is True:
        result = answer.get("result")
        return Verdict(Fate.SENT, message=_message_of(result), result=result)
    return _refusal(status, answer)


def _message_of(result: object) -> int | None:
    """The number of the message that was made, if it is one that a database can hold."""
    number = result.get("message_id") if isinstance(result, dict) else None
    return number if isinstance(number, int) and 0 <= number < 2**63 else None


def _refusal(status: int, answer: dict[str, Any]) -> Verdict:
    code = answer.get("error_code", status)
    words = str(answer.get("description", ""))[:200]
    parameters = answer.get("parameters")
    parameters = parameters if isinstance(parameters, dict) else {}
    if parameters.get("migrate_to_chat_id"):
        return Verdict(Fate.MOVED, words, moved_to=str(parameters["migrate_to_chat_id"]))
    if code == 429 or code >= 500:
        wait = max(_SHORTEST_WAIT, float(parameters.get("retry_after") or 0))
        return Verdict(Fate.WAIT, words, wait=wait, code=code)
    return Verdict(_final(code, words.lower()), words)


def _final(code: int, words: str) -> Fate:
    if code in (401, 404):
        return Fate.UNAUTHORIZED
    if code == 403 or "chat not found" in words or "user is deactivated" in words:
        return Fate.LOST
    if "message is not modified" in words:
        return Fate.SENT
    if "message to edit not found" in words or "message can't be edited" in words or "no text in the message" in words:
        return Fate.UNEDITABLE
    return Fate.FAILED


def _decoded(payload: bytes) -> dict[str, Any] | None:
    try:
        answer = json.loads(payload)
    except (ValueError, RecursionError):
        return None
    return answer if isinstance(answer, dict) and "ok" in answer else None
