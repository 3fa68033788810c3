"""In: calls about the bot, chats, members, commands and files. Out: what is known, or the refusal."""

from __future__ import annotations

import json
import re
from typing import Any

from .errors import bad_request
from .files import LARGEST_DOWNLOAD
from .requests import Params
from .state import State

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_MOST_COMMANDS = 100


def get_me(state: State, params: Params) -> dict[str, Any]:
    """Who the bot is."""
    return state.bot_in_full()


def get_chat(state: State, params: Params) -> dict[str, Any]:
    """The chat in full."""
    chat = state.chats.readable(params.chat_id())
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    return {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
        **chat.info,
    }


def get_chat_member(state: State, params: Params) -> dict[str, Any]:
    """One member: the bot itself, or somebody who has written there."""
    chat = state.chats.readable(params.chat_id())
    user_id = params.integer("user_id")
    if user_id == state.bot["id"]:
        return {"status": "member" if chat.state == "open" else "left", "user": state.bot}
    known = chat.members.get(user_id)
    if known is None and chat.info.get("id") == user_id:
        known = {"id": user_id, "is_bot": False, "first_name": chat.info.get("first_name", "")}
    if known is None:
        raise bad_request("user not found")
    return {"status": known.get("status", "member"), "user": {k: v for k, v in known.items() if k != "status"}}


def leave_chat(state: State, params: Params) -> bool:
    """The bot goes; it can write there no more."""
    chat = state.chats.writable(params.chat_id())
    if chat.kind == "private":
        raise bad_request("chat member status can't be changed in private chats")
    chat.state = "left"
    return True


def set_my_commands(state: State, params: Params) -> bool:
    """The command list of a scope and language."""
    try:
        commands = params.decoded("commands") or []
    except ValueError as error:
        raise bad_request("can't parse commands JSON object") from error
    if not isinstance(commands, list):
        raise bad_request("expected an Array of BotCommand")
    if len(commands) > _MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        _check_command(command)
    state.commands[_scope(params)] = commands
    return True


def get_my_commands(state: State, params: Params) -> list[dict[str, str]]:
    """What setMyCommands set for exactly this scope and language."""
    return state.commands.get(_scope(params), [])


def delete_my_commands(state: State, params: Params) -> bool:
    """Forget the list of a scope and language."""
    state.commands.pop(_scope(params), None)
    return True


def get_file(state: State, params: Params) -> dict[str, Any]:
    """The path under which a file can be downloaded."""
    file_id = params.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    file = state.files.find(file_id)
    if file is None:
        raise bad_request("invalid file_id")
    if file.size > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return {**file.shown(), "file_path": file.path}


def log_out(state: State, params: Params) -> bool:
    """Accepted and without effect: there is no other server to move to."""
    return True


def _scope(params: Params) -> str:
    try:
        scope = params.decoded("scope") or {"type": "default"}
    except ValueError as error:
        raise bad_request("can't parse BotCommandScope JSON object") from error
    return json.dumps(scope, sort_keys=True) + params.text("language_code")


def _check_command(command: object) -> None:
    if not isinstance(command, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    if not _COMMAND.fullmatch(str(command.get("command", "")).removeprefix("/")):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(str(command.get("description", ""))) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
