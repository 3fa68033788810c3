"""In: a reply_markup as the bot sent it. Out: the keyboard, or the 400 Telegram would give."""

from __future__ import annotations

from typing import Any, Final

from .errors import bad_request
from .requests import Params

LONGEST_DATA: Final = 64
MOST_BUTTONS: Final = 100
_ACTIONS: Final = frozenset(
    [
        "url",
        "callback_data",
        "web_app",
        "login_url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "copy_text",
        "callback_game",
        "pay",
    ]
)
_KINDS: Final = ("inline_keyboard", "keyboard", "remove_keyboard", "force_reply")


def read_markup(params: Params) -> dict[str, Any] | None:
    """The keyboard of this call, checked."""
    try:
        value = params.decoded("reply_markup")
    except ValueError as error:
        raise bad_request("can't parse reply keyboard markup JSON object") from error
    if value is None:
        return None
    if not isinstance(value, dict):
        raise bad_request("object expected as reply markup")
    if value and not any(kind in value for kind in _KINDS):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in value:
        _check_inline(value["inline_keyboard"])
    elif "keyboard" in value:
        _check_rows(value["keyboard"], "keyboard")
    return value or None


def _check_rows(rows: object, name: str) -> list[Any]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(f'field "{name}" must be an Array of Arrays')
    buttons = [button for row in rows for button in row]
    if len(buttons) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return buttons


def _check_inline(rows: object) -> None:
    for button in _check_rows(rows, "inline_keyboard"):
        if not isinstance(button, dict):
            raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
        _check_button(button)


def _check_button(button: dict[str, Any]) -> None:
    if not isinstance(button.get("text"), str):
        raise bad_request("can't parse inline keyboard button: can't find field \"text\"")
    if not button["text"].strip():
        raise bad_request("BUTTON_TEXT_INVALID")
    if not _ACTIONS & button.keys():
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if "callback_data" in button:
        _check_data(button["callback_data"])
    if "url" in button and "." not in str(button["url"]) and not str(button["url"]).startswith("tg://"):
        raise bad_request("BUTTON_URL_INVALID")


def _check_data(data: object) -> None:
    if not isinstance(data, str) or not 1 <= len(data.encode()) <= LONGEST_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
