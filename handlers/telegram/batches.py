"""The body of a getUpdates answer or of a webhook call in; updates to keep out, however odd they are. Pure."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

from bot.turn import Update
from handlers.telegram.incoming import chat_of
from handlers.telegram.writer import Arrived

_ID = re.compile(rb'"update_id"\s*:\s*(\d{1,18})(?!\d)')


class UnreadableBatchError(Exception):
    """The batch as a whole is not JSON: one of its updates may be to blame."""


def read_batch(payload: bytes) -> list[Arrived]:
    """The updates of a getUpdates answer."""
    try:
        result = json.loads(payload)["result"]
    except (ValueError, RecursionError, KeyError, TypeError) as error:
        raise UnreadableBatchError from error
    if not isinstance(result, list):
        raise UnreadableBatchError
    return [arrived(one) for one in result]


def read_one(payload: bytes) -> Arrived:
    """The update of a webhook call."""
    try:
        return arrived(json.loads(payload))
    except (ValueError, RecursionError):
        return read_blindly(payload)


def read_blindly(payload: bytes) -> Arrived:
    """An update that is not JSON, under the number that can be found in it: it is kept for an admin to see."""
    found = _ID.search(payload)
    raw = payload.decode("utf-8", "backslashreplace").replace("\0", "\\0")
    key = int(found[1]) if found else _made_up_key(raw)
    return Arrived(Update(key, raw), None)


def arrived(parsed: Any) -> Arrived:
    """One update, parsed."""
    # Plain ASCII: half of a surrogate pair or a NUL inside a text is then no trouble for any database.
    raw = json.dumps(parsed, separators=(",", ":"))
    key = parsed.get("update_id") if isinstance(parsed, dict) else None
    if not isinstance(key, int) or isinstance(key, bool) or not 0 <= key < 2**62:
        key = _made_up_key(raw)
    return Arrived(Update(key, raw, chat_of(parsed)), parsed)


def next_offset(batch: list[Arrived], offset: int | None) -> int | None:
    """What to ask for next, so that all of the batch is acknowledged."""
    highest = max((one.update.key for one in batch if one.update.key >= 0), default=None)
    if highest is not None:
        return highest + 1
    return offset + 1 if batch and offset is not None else offset


def _made_up_key(raw: str) -> int:
    """A negative number of the text itself: the same update gets the same one again."""
    return -(int.from_bytes(hashlib.sha256(raw.encode("utf-8", "surrogatepass")).digest()[:7], "big") + 1)
