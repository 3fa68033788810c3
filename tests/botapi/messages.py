"""In: messages that were sent, by the bot or to it. Out: each by chat and id, and as Telegram shows it in an answer."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from .chats import Chat
from .entities import Entity


@dataclass(slots=True)
class Message:
    """One message: `body` holds what differs by kind (text and entities, or photo, document and caption)."""

    chat: Chat
    message_id: int
    date: int
    body: dict[str, Any] = field(default_factory=dict)
    markup: dict[str, Any] | None = None
    is_mine: bool = True
    edited_at: int | None = None

    def shown(self, bot: dict[str, Any]) -> dict[str, Any]:
        """The Message object of an answer."""
        shown = {"message_id": self.message_id, "from": bot, "chat": self.chat.info, "date": self.date, **self.body}
        if self.edited_at is not None:
            shown["edit_date"] = self.edited_at
        if self.markup and "inline_keyboard" in self.markup:
            shown["reply_markup"] = self.markup
        return shown


class MessageBook:
    """All messages that are still there."""

    def __init__(self) -> None:
        self._messages: dict[tuple[int, int], Message] = {}
        self._last_id = 0

    def __len__(self) -> int:
        return len(self._messages)

    def new_id(self) -> int:
        """The next message id; one counter for all chats, as in a bot's private chats."""
        self._last_id += 1
        return self._last_id

    def add(self, chat: Chat, body: dict[str, Any], markup: dict[str, Any] | None) -> Message:
        """A new message of the bot."""
        message = Message(chat, self.new_id(), int(time.time()), body, markup)
        self._messages[chat.info["id"], message.message_id] = message
        return message

    def note(self, chat: Chat, message_id: int, body: dict[str, Any]) -> None:
        """A message somebody else wrote: it can be replied to and deleted, not edited."""
        self._last_id = max(self._last_id, message_id)
        key = (chat.info["id"], message_id)
        self._messages.setdefault(key, Message(chat, message_id, int(time.time()), body, is_mine=False))

    def find(self, chat: Chat, message_id: int) -> Message | None:
        """The message, if it is there."""
        return self._messages.get((chat.info["id"], message_id))

    def delete(self, message: Message) -> None:
        """It is gone."""
        self._messages.pop((message.chat.info["id"], message.message_id), None)


def text_body(text: str, entities: list[Entity]) -> dict[str, Any]:
    """The fields of a text message."""
    return {"text": text, "entities": entities} if entities else {"text": text}


def caption_body(text: str, entities: list[Entity]) -> dict[str, Any]:
    """The fields a caption adds to a picture or a file."""
    if not text:
        return {}
    return {"caption": text, "caption_entities": entities} if entities else {"caption": text}
