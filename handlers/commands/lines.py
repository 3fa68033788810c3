"""Lines of JSON in; one AskedLine each out, or a LineError that says what is wrong with the line."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.settings import moment


class LineError(ValueError):
    """A line that cannot be read as a question."""


@dataclass(frozen=True, slots=True)
class AskedLine:
    """A question with the messages before it in its chat; `now` is None when the line does not say."""

    id: object
    text: str
    before: tuple[str, ...] = ()
    now: datetime | None = None


def read_line(number: int, raw: bytes) -> AskedLine | None:
    """The question of a line; None for a blank one."""
    if not raw.strip().removeprefix(b"\xef\xbb\xbf"):
        return None
    return _asked(number, _object(raw))


def _object(raw: bytes) -> dict[str, Any]:
    try:
        found = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise LineError("not UTF-8") from None
    except json.JSONDecodeError as fault:
        raise LineError(f"not JSON: {fault.msg} at column {fault.colno}") from None
    except (RecursionError, ValueError):
        raise LineError("not JSON that can be read: too deep, or a number too long") from None
    if not isinstance(found, dict):
        raise LineError('not an object such as {"id": 1, "q": "…"}')
    return found


def _asked(number: int, found: dict[str, Any]) -> AskedLine:
    text, before = found.get("q"), found.get("before") or []
    if not isinstance(text, str):
        raise LineError('"q" is missing or is not a text')
    if not isinstance(before, list) or not all(isinstance(one, str) for one in before):
        raise LineError('"before" is not a list of texts')
    return AskedLine(found.get("id", number), sound(text), tuple(map(sound, before)), _now(found.get("now")))


def _now(value: object) -> datetime | None:
    if value is None:
        return None
    try:
        return moment(value) if isinstance(value, str) else moment("?")
    except ValueError:
        raise LineError('"now" is not an ISO moment such as "2024-01-08T08:00:00+07:00"') from None


def sound(text: str) -> str:
    """Half a surrogate pair can stand in JSON, but in no file, database or terminal."""
    return text.encode("utf-8", "replace").decode("utf-8")
