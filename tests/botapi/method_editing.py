"""In: edits, deletions and answers to presses and inline queries. Out: their results, or the refusal."""

from __future__ import annotations

import time
from typing import Any

from .errors import bad_request
from .markup import read_markup
from .messages import Message
from .method_sending import read_caption, read_text
from .requests import Params
from .state import State

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)
_QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
_MOST_RESULTS = 50


def edit_text(state: State, params: Params) -> dict[str, Any]:
    """A new text; a keyboard that is not given is taken away."""
    body = read_text(params)
    message = _mine(state, params)
    if "text" not in message.body:
        raise bad_request("there is no text in the message to edit")
    return _edit(state, message, body, read_markup(params))


def edit_caption(state: State, params: Params) -> dict[str, Any]:
    """A new caption for a picture or a file."""
    caption = read_caption(params)
    message = _mine(state, params)
    if "text" in message.body:
        raise bad_request("there is no caption in the message to edit")
    media = {name: value for name, value in message.body.items() if not name.startswith("caption")}
    return _edit(state, message, {**media, **caption}, read_markup(params))


def edit_markup(state: State, params: Params) -> dict[str, Any]:
    """A new keyboard, or none."""
    message = _mine(state, params)
    return _edit(state, message, message.body, read_markup(params))


def delete_message(state: State, params: Params) -> bool:
    """Delete a message, the bot's own or another's."""
    chat = state.chats.writable(params.chat_id())
    message = state.messages.find(chat, params.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    state.messages.delete(message)
    return True


def answer_callback_query(state: State, params: Params) -> bool:
    """Stop the button's clock; 400 if no such press was ever sent."""
    if len(params.text("text")) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    if params.text("callback_query_id") not in state.open_queries:
        raise bad_request(_QUERY_TOO_OLD)
    return True


def answer_inline_query(state: State, params: Params) -> bool:
    """Show results; each needs a type and an id of its own."""
    try:
        results = params.decoded("results")
    except ValueError as error:
        raise bad_request("can't parse inline query results JSON object") from error
    _check_results(results)
    if params.text("inline_query_id") not in state.open_queries:
        raise bad_request(_QUERY_TOO_OLD)
    return True


def _check_results(results: object) -> None:
    if not isinstance(results, list):
        raise bad_request("expected an Array of inline query results")
    if len(results) > _MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    ids = [result.get("id") if isinstance(result, dict) and result.get("type") else None for result in results]
    if any(not isinstance(each, str) or not 1 <= len(each.encode()) <= 64 for each in ids):
        raise bad_request("RESULT_ID_INVALID")
    if len(set(ids)) < len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")


def _mine(state: State, params: Params) -> Message:
    chat = state.chats.writable(params.chat_id())
    message = state.messages.find(chat, params.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if not message.is_mine:
        raise bad_request("message can't be edited")
    return message


def _edit(state: State, message: Message, body: dict[str, Any], markup: dict[str, Any] | None) -> dict[str, Any]:
    inline = markup if markup and markup.get("inline_keyboard") else None
    if message.body == body and (message.markup or None) == inline:
        raise bad_request(_NOT_MODIFIED)
    message.body, message.markup = body, inline
    message.edited_at = int(time.time())
    return message.shown(state.bot)
