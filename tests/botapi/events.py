"""In: who does what. Out: the update Telegram would make of it, without update_id; message ids are given by the server.

Every builder takes the chat by its id: people are positive (a private chat), groups negative.
"""

from __future__ import annotations

import itertools
import time
from typing import Any

from .chats import made_up_chat

Update = dict[str, Any]
_numbers = itertools.count(1)


def person(user_id: int, first_name: str = "", language: str = "th") -> dict[str, Any]:
    """A User object."""
    return {
        "id": user_id,
        "is_bot": False,
        "first_name": first_name or f"User {user_id}",
        "language_code": language,
    }


def message(chat_id: int, text: str, user_id: int | None = None, **fields: Any) -> Update:
    """Somebody writes. A leading /command gets its entity; more fields (document, reply_to_message) as given."""
    return {"message": _message(chat_id, text, user_id, fields)}


def edited_message(chat_id: int, message_id: int, text: str, user_id: int | None = None) -> Update:
    """Somebody changes what they wrote."""
    body = _message(chat_id, text, user_id, {"edit_date": int(time.time())})
    return {"edited_message": {**body, "message_id": message_id}}


def press(chat_id: int, message_id: int, data: str, user_id: int | None = None, query_id: str = "") -> Update:
    """Somebody presses an inline button under a message of the bot (whose text and keyboard the server adds)."""
    return {
        "callback_query": {
            "id": query_id or f"press-{next(_numbers)}-{time.monotonic_ns()}",
            "from": person(user_id or chat_id),
            "chat_instance": str(chat_id),
            "message": {"message_id": message_id, "chat": made_up_chat(chat_id), "date": int(time.time())},
            "data": data,
        }
    }


def inline_query(user_id: int, query: str, offset: str = "") -> Update:
    """Somebody types @bot in any chat."""
    number = f"inline-{next(_numbers)}-{time.monotonic_ns()}"
    return {"inline_query": {"id": number, "from": person(user_id), "query": query, "offset": offset}}


def my_chat_member(chat_id: int, before: str, after: str, user_id: int | None = None, bot_id: int = 0) -> Update:
    """The bot was let in, put out or blocked: "member", "administrator", "left", "kicked"."""
    bot = {"id": bot_id, "is_bot": True, "first_name": "Local bot", "username": "local_test_bot"}
    return {
        "my_chat_member": {
            "chat": made_up_chat(chat_id),
            "from": person(user_id or abs(chat_id)),
            "date": int(time.time()),
            "old_chat_member": _membership(bot, before),
            "new_chat_member": _membership(bot, after),
        }
    }


def migration(group_id: int, supergroup_id: int, user_id: int = 1) -> list[Update]:
    """The two service messages of a group that becomes a supergroup."""
    from_group = _message(group_id, None, user_id, {"migrate_to_chat_id": supergroup_id})
    in_supergroup = _message(supergroup_id, None, user_id, {"migrate_from_chat_id": group_id})
    return [{"message": from_group}, {"message": in_supergroup}]


def _message(chat_id: int, text: str | None, user_id: int | None, fields: dict[str, Any]) -> dict[str, Any]:
    body: dict[str, Any] = {
        "message_id": None,
        "date": int(time.time()),
        "chat": made_up_chat(chat_id),
        "from": person(user_id or abs(chat_id)),
    }
    if text is not None:
        body["text"] = text
        if text.startswith("/"):
            body["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]
    return {**body, **fields}


def _membership(bot: dict[str, Any], status: str) -> dict[str, Any]:
    member: dict[str, Any] = {"user": bot, "status": status}
    if status == "kicked":
        member["until_date"] = 0
    if status == "administrator":
        rights = (
            "can_be_edited is_anonymous can_manage_chat can_delete_messages can_manage_video_chats "
            "can_restrict_members can_promote_members can_change_info can_invite_users can_post_stories "
            "can_edit_stories can_delete_stories"
        )
        member.update(dict.fromkeys(rights.split(), False))
    return member
