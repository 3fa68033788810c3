"""A Reply in; calls of the Bot API out, as texts for the outbox: the method, a blank, its parameters as JSON. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from bot.reply import Attachment, Choice, Reply

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
_STRONG = re.compile(r"\*([^*\n]+)\*")
Params = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Call:
    """One call to make: `body` for the outbox and the bytes of a file that goes with it."""

    body: str
    file: bytes | None = None


def calls_for(reply: Reply, chat: str, card: int | None = None) -> list[Call]:
    """The messages of a reply; it replaces the message `card` if it asks for that."""
    if reply.attachment is not None:
        return [*_with_file(reply, reply.attachment, chat)]
    parts = list(split(reply.text, LONGEST_TEXT)) or ["…"]
    calls = [_text_call(part, chat) for part in parts]
    if reply.edits_card and card is not None:
        calls[0] = ("editMessageText", {**calls[0][1], "message_id": card})
    if reply.choices:
        calls[-1][1]["reply_markup"] = keyboard(reply.choices)
    return [Call(_body(method, params)) for method, params in calls]


def wrap(reply: Reply, chat: str) -> list[tuple[str, bytes | None]]:
    """The messages of a reply as the outbox keeps them, for who must not know this door."""
    return [(call.body, call.file) for call in calls_for(reply, chat)]


def _text_call(part: str, chat: str) -> tuple[str, Params]:
    html = to_html(part)
    params: Params = {"chat_id": int(chat), "text": html, "link_preview_options": {"is_disabled": True}}
    if html != part:
        params["parse_mode"] = "HTML"
    return "sendMessage", params


def _with_file(reply: Reply, file: Attachment, chat: str) -> Iterator[Call]:
    fits = utf16_length(reply.text) <= LONGEST_CAPTION
    if not fits:
        yield from calls_for(replace(reply, attachment=None, choices=(), edits_card=False), chat)
    method, field = ("sendPhoto", "photo") if file.is_picture else ("sendDocument", "document")
    params: Params = {"chat_id": int(chat), "_file": [field, file.name, file.mime]}
    if fits and reply.text:
        params.update(caption=to_html(reply.text), parse_mode="HTML")
    if reply.choices:
        params["reply_markup"] = keyboard(reply.choices)
    yield Call(_body(method, params), file.content)


def keyboard(rows: Sequence[Sequence[Choice]]) -> Params:
    """Rows of buttons."""
    return {"inline_keyboard": [[{"text": one.label, "callback_data": one.code} for one in row] for row in rows]}


def to_html(text: str) -> str:
    """Our light marks as Telegram's HTML; everything else is shown as it is."""
    return _STRONG.sub(r"<b>\1</b>", escape(text, quote=False))


def plain(text: str) -> str:
    """What is shown of a text with light marks."""
    return _STRONG.sub(r"\1", text)


def utf16_length(text: str) -> int:
    """The length as Telegram counts it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def split(text: str, longest: int) -> Iterator[str]:
    """Pieces that Telegram takes, cut at line ends; a line that is too long by itself is cut where it must be."""
    if len(text) * 2 <= longest or utf16_length(text) <= longest:
        if text.strip():
            yield text
        return
    piece = ""
    for line in text.split("\n"):
        longer = f"{piece}\n{line}" if piece else line
        if utf16_length(longer) <= longest:
            piece = longer
            continue
        if piece.strip():
            yield piece
        *whole, piece = _cut(line, longest)
        yield from whole
    if piece.strip():
        yield piece


def _cut(line: str, longest: int) -> list[str]:
    half = longest // 2  # a letter outside the basic plane counts twice
    return [line[at : at + half] for at in range(0, len(line), half)] if utf16_length(line) > longest else [line]


def _body(method: str, params: Params) -> str:
    return f"{method} {json.dumps(params, separators=(',', ':'))}"


def read_body(body: str) -> tuple[str, Params]:
    """The method and its parameters."""
    method, _, params = body.partition(" ")
    return method, json.loads(params)


def as_new_message(body: str) -> str:
    """The same text as a message of its own, because the one to change is gone."""
    _, params = read_body(body)
    params.pop("message_id", None)
    return _body("sendMessage", params)


def with_note(body: str, note: str) -> str:
    """The message with a line in front of its text; what holds no text (a bare picture) gets it as caption."""
    method, params = read_body(body)
    field = "text" if method in ("sendMessage", "editMessageText") else "caption"
    shown = params.get(field, "")
    line = to_html(note) if params.get("parse_mode") == "HTML" or not shown else note
    limit = LONGEST_TEXT if field == "text" else LONGEST_CAPTION
    # The limit counts what is shown, which is never longer than the marked text.
    if utf16_length(shown) + utf16_length(line) + 1 <= limit:
        params[field] = f"{line}\n{shown}".rstrip("\n")
    return _body(method, params)


def with_chat(body: str, chat: str) -> str:
    """The same message to the chat's new id."""
    method, params = read_body(body)
    return _body(method, {**params, "chat_id": int(chat)})
