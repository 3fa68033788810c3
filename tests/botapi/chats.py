"""In: who wrote to the bot, who blocked it, which group moved. Out: the chat, or the refusal to write to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .errors import RefusedError, bad_request, forbidden

# A chat's state -> what Telegram answers to whoever writes there ({kind}: group or supergroup).
_REFUSALS = {
    "blocked": "bot was blocked by the user",
    "deactivated": "user is deactivated",
    "not_started": "bot can't initiate conversation with a user",
    "kicked": "bot was kicked from the {kind} chat",
    "left": "bot is not a member of the {kind} chat",
}


@dataclass(slots=True)
class Chat:
    """One chat as the bot sees it; `state` is "open", "no_rights" or a key of _REFUSALS."""

    info: dict[str, Any]
    state: str = "open"
    migrated_to: int | None = None
    members: dict[int, dict[str, Any]] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """private, group, supergroup or channel."""
        return str(self.info.get("type", "private"))


class ChatBook:
    """The chats the bot may write to: those that an update has named, or a test has added."""

    def __init__(self) -> None:
        self.chats: dict[int | str, Chat] = {}
        self.known_only = True

    def add(self, info: dict[str, Any]) -> Chat:
        """Note a chat; its state is kept if it was known."""
        known = self.chats.get(info["id"])
        if known is not None:
            known.info.update(info)
            return known
        chat = self.chats[info["id"]] = Chat(dict(info))
        if info.get("type") in ("supergroup", "channel") and info.get("username"):
            self.chats[f"@{info['username']}"] = chat
        return chat

    def note_update(self, update: dict[str, Any]) -> None:
        """Learn from an update: its chat exists, its sender has written, the bot was blocked or let in."""
        for kind, body in update.items():
            if isinstance(body, dict):
                self._note_body(kind, body)

    def _note_body(self, kind: str, body: dict[str, Any]) -> None:
        within = body.get("message") if kind == "callback_query" else body
        info = within.get("chat") if isinstance(within, dict) else None
        if not isinstance(info, dict) or not isinstance(info.get("id"), int):
            return
        chat = self.add(_believed(info))
        if kind == "my_chat_member":
            _note_membership(chat, body)
        elif isinstance(body.get("from"), dict):
            self._note_member(chat, body["from"])

    def _note_member(self, chat: Chat, user: dict[str, Any]) -> None:
        if chat.kind != "private" and isinstance(user.get("id"), int):
            chat.members[user["id"]] = user

    def readable(self, chat_id: int | str | None) -> Chat:
        """The chat, for reading; refused if it is empty or unknown."""
        if chat_id is None or chat_id == "":
            raise bad_request("chat_id is empty")
        chat = self.chats.get(chat_id)
        if chat is None and not self.known_only and isinstance(chat_id, int):
            return self.add(made_up_chat(chat_id))
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def writable(self, chat_id: int | str | None) -> Chat:
        """The chat, for writing; refused with 403, or with 400 and its new id if the group has moved."""
        chat = self.readable(chat_id)
        if chat.migrated_to is not None:
            raise bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to)
        if chat.state != "open":
            raise _refusal(chat)
        return chat


def made_up_chat(chat_id: int) -> dict[str, Any]:
    """A plausible chat for an id: people are positive, supergroups begin with -100."""
    if chat_id > 0:
        return {"id": chat_id, "type": "private", "first_name": f"User {chat_id}"}
    kind = "supergroup" if str(chat_id).startswith("-100") else "group"
    return {"id": chat_id, "type": kind, "title": f"Group {chat_id}"}


def _believed(info: dict[str, Any]) -> dict[str, Any]:
    """What a test's update, maybe a poisonous one, says of a chat, without what could not be true."""
    believed = made_up_chat(info["id"])
    for name in ("title", "first_name", "last_name", "username"):
        if isinstance(info.get(name), str) and len(info[name]) <= 255:
            believed[name] = info[name]
    if info.get("type") in ("private", "group", "supergroup", "channel"):
        believed["type"] = info["type"]
    return believed


def _refusal(chat: Chat) -> RefusedError:
    if chat.state == "no_rights":
        return bad_request("not enough rights to send text messages to the chat")
    return forbidden(_REFUSALS[chat.state].format(kind=chat.kind))


def _note_membership(chat: Chat, body: dict[str, Any]) -> None:
    after = body.get("new_chat_member")
    status = after.get("status") if isinstance(after, dict) else None
    if status in ("kicked", "left"):
        chat.state = "blocked" if chat.kind == "private" else str(status)
    elif status in ("member", "administrator"):
        chat.state = "open"
