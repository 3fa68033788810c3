"""A raw update in; what somebody did out, as our own values. What cannot be read is an UnreadableError.

Only the fields that we use are looked at: an odd one elsewhere delays nobody, and reading costs a tenth of building
PTB's Update.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.doorkeeper import Visitor
from bot.errors import DoorError
from bot.people import Chat, Setting

DOOR = "telegram"
KINDS = ("message", "callback_query", "inline_query", "my_chat_member")
_CONTENTS = frozenset(
    [
        "text",
        "caption",
        "animation",
        "audio",
        "document",
        "photo",
        "sticker",
        "story",
        "video",
        "video_note",
        "voice",
        "contact",
        "dice",
        "game",
        "poll",
        "venue",
        "location",
    ]
)
_OUTSIDE = frozenset({"left", "kicked"})
Json = dict[str, Any]


class UnreadableError(DoorError):
    """An update that is not what Telegram promises."""


@dataclass(frozen=True, slots=True)
class Written:
    """Somebody wrote. `is_for_us` is always true in private; `text` is empty for a picture and the like."""

    chat: Chat
    visitor: Visitor
    text: str
    at: datetime | None
    is_for_us: bool


@dataclass(frozen=True, slots=True)
class Pressed:
    """Somebody pressed a button of ours."""

    chat: Chat
    visitor: Visitor
    code: str
    message: int | None
    query: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody typed @bot and a question in some chat."""

    chat: Chat
    visitor: Visitor
    text: str
    query: str


@dataclass(frozen=True, slots=True)
class Membership:
    """The bot was let in or put out."""

    chat: Chat
    visitor: Visitor
    is_in: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """A group has become another one."""

    chat: Chat
    to: str


@dataclass(frozen=True, slots=True)
class Ignored:
    """Nothing for us to do."""

    why: str


Incoming = Written | Pressed | Asked | Membership | Moved | Ignored


@dataclass(frozen=True, slots=True)
class Self:
    """Who we are on Telegram."""

    id: int
    username: str


def chat_of(update: object) -> str:
    """Whose order an update keeps, as well as can be told; empty if nothing can."""
    try:
        body = next(value for name, value in update.items() if name != "update_id")  # type: ignore[attr-defined]
        chat = body.get("chat") or (body.get("message") or {}).get("chat") or body["from"]
        return str(_number(chat["id"]))
    except (StopIteration, AttributeError, KeyError, TypeError, UnreadableError):
        return ""


def read(update: object, us: Self) -> Incoming:
    """What happened."""
    try:
        return _read(_object(update), us)
    except UnreadableError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise UnreadableError(f"{type(error).__name__} while reading") from error


def _read(update: Json, us: Self) -> Incoming:
    for kind, reader in _READERS.items():
        if kind in update:
            return reader(_object(update[kind]), us)
    return Ignored("a kind we do not use")


def _written(message: Json, us: Self) -> Incoming:
    if "migrate_to_chat_id" in message:
        return Moved(_chat(message["chat"]), str(_number(message["migrate_to_chat_id"])))
    sender = message.get("from")
    if sender is None or "sender_chat" in message or _CONTENTS.isdisjoint(message):
        return Ignored("not written by a person")
    chat = _chat(message["chat"])
    text = _text(message.get("text", message.get("caption", "")))
    is_for_us = chat.setting is Setting.PRIVATE or _mentions(message, text, us)
    return Written(chat, _visitor(sender), _without_name(text, us), _moment(message.get("date")), is_for_us)


def _mentions(message: Json, text: str, us: Self) -> bool:
    answered = message.get("reply_to_message")
    if isinstance(answered, dict) and isinstance(answered.get("from"), dict) and answered["from"].get("id") == us.id:
        return True
    if f"@{us.username}".lower() in text.lower():
        return True
    command = text.split(maxsplit=1)[0] if text.startswith("/") else ""
    return bool(command) and "@" not in command


def _without_name(text: str, us: Self) -> str:
    """The text without our own @name, which groups put behind commands and before questions."""
    if not us.username or "@" not in text:
        return text
    at = text.lower().find(f"@{us.username}".lower())
    return text if at < 0 else (text[:at] + text[at + len(us.username) + 1 :]).strip()


def _pressed(query: Json, us: Self) -> Incoming:
    number, visitor = _text(query["id"]), _visitor(query["from"])
    message = query.get("message")
    if message is None:
        return Pressed(Chat(DOOR, visitor.account, Setting.INLINE), visitor, _text(query.get("data", "")), None, number)
    message = _object(message)
    is_ours_to_change = bool(message.get("date"))  # 0: too old, "inaccessible"
    shown = _number(message["message_id"]) if is_ours_to_change else None
    return Pressed(_chat(message["chat"]), visitor, _text(query.get("data", "")), shown, number)


def _asked(query: Json, us: Self) -> Incoming:
    visitor = _visitor(query["from"])
    return Asked(
        Chat(DOOR, visitor.account, Setting.INLINE), visitor, _text(query.get("query", "")), _text(query["id"])
    )


def _membership(change: Json, us: Self) -> Incoming:
    status = _text(_object(change["new_chat_member"])["status"])
    return Membership(_chat(change["chat"]), _visitor(change["from"]), status not in _OUTSIDE)


_READERS = {"message": _written, "callback_query": _pressed, "inline_query": _asked, "my_chat_member": _membership}


def _chat(value: object) -> Chat:
    chat = _object(value)
    number = _number(chat["id"])
    return Chat(DOOR, str(number), Setting.PRIVATE if number > 0 else Setting.GROUP)


def _visitor(value: object) -> Visitor:
    sender = _object(value)
    name = f"{sender.get('first_name', '')} {sender.get('last_name', '')}".strip()
    language = sender.get("language_code")
    return Visitor(DOOR, str(_number(sender["id"])), name[:200], language if isinstance(language, str) else "")


def _moment(value: object) -> datetime | None:
    try:
        return datetime.fromtimestamp(_number(value), UTC)
    except (UnreadableError, ValueError, OverflowError, OSError):
        return None


def _object(value: object) -> Json:
    if not isinstance(value, dict):
        raise UnreadableError("an object is missing")
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not -(2**63) <= value < 2**63:
        raise UnreadableError("a number is missing")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise UnreadableError("a text is missing")
    # Half of a surrogate pair cannot be written anywhere; nobody types one on purpose.
    return value if value.isascii() else value.encode("utf-8", "replace").decode()
