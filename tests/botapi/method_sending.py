"""In: sendMessage, sendPhoto, sendDocument and other calls that write into a chat. Out: the message, or the refusal."""

from __future__ import annotations

from typing import Any, Final

from .chats import Chat
from .entities import Entity, parse_html, utf16_length
from .errors import RefusedError, bad_request
from .files import LARGEST_PHOTO, LARGEST_UPLOAD, StoredFile, photo_size
from .markup import read_markup
from .messages import Message, caption_body, text_body
from .requests import Params
from .state import State

LONGEST_TEXT: Final = 4096
LONGEST_CAPTION: Final = 1024
_ACTIONS: Final = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "record_audio",
        "upload_audio",
        "upload_document",
        "choose_sticker",
        "pick_up_location",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)


def send_message(state: State, params: Params) -> dict[str, Any]:
    """A text message."""
    body = read_text(params)
    return _send(state, params, body)


def send_photo(state: State, params: Params) -> dict[str, Any]:
    """A picture: uploaded, or sent again by its id."""
    caption = read_caption(params)
    file = _file(state, params, "photo")
    width, height = photo_size(state.files.read(file))
    photo = {**file.shown(), "width": width, "height": height}
    return _send(state, params, {"photo": [photo], **caption})


def send_document(state: State, params: Params) -> dict[str, Any]:
    """A file: uploaded, or sent again by its id."""
    caption = read_caption(params)
    file = _file(state, params, "document")
    document = {**file.shown(), "file_name": file.name, "mime_type": file.kind}
    return _send(state, params, {"document": document, **caption})


def send_chat_action(state: State, params: Params) -> bool:
    """The "is typing" line."""
    if params.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    state.chats.writable(params.chat_id())
    return True


def read_text(params: Params) -> dict[str, Any]:
    """The text of a call, marked up or with entities, in its bounds."""
    text, entities = _formatted(params, "text", "entities")
    if not text:
        raise bad_request("message text is empty")
    if utf16_length(text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return text_body(text, entities)


def read_caption(params: Params) -> dict[str, Any]:
    """The caption of a call, in its bounds; there may be none."""
    text, entities = _formatted(params, "caption", "caption_entities")
    if utf16_length(text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return caption_body(text, entities)


def _formatted(params: Params, name: str, entities_name: str) -> tuple[str, list[Entity]]:
    text, mode = params.text(name), params.text("parse_mode").lower()
    if mode == "html":
        shown, entities = parse_html(text)
    elif mode:  # Markdown is not built here: no test of ours may lean on it unseen
        raise bad_request("unsupported parse_mode")
    else:
        shown, entities = text, _given_entities(params, entities_name)
    return (shown.rstrip() if entities else shown.strip()), entities


def _given_entities(params: Params, name: str) -> list[Entity]:
    try:
        value = params.decoded(name)
    except ValueError as error:
        raise bad_request("can't parse entities JSON object") from error
    return value if isinstance(value, list) else []


def _send(state: State, params: Params, body: dict[str, Any]) -> dict[str, Any]:
    markup = read_markup(params)
    chat = state.chats.writable(params.chat_id())
    replied = _replied(state, chat, params)
    message = state.messages.add(chat, body, markup)
    shown = message.shown(state.bot)
    if replied is not None:
        shown["reply_to_message"] = replied.shown(state.bot) if replied.is_mine else _foreign(replied)
    return shown


def _replied(state: State, chat: Chat, params: Params) -> Message | None:
    try:
        value = params.decoded("reply_parameters")
    except ValueError as error:
        raise bad_request("can't parse reply parameters JSON object") from error
    if not isinstance(value, dict) or "message_id" not in value:
        return None
    message = state.messages.find(chat, int(value["message_id"]))
    if message is None and not value.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return message


def _foreign(message: Message) -> dict[str, Any]:
    return {"message_id": message.message_id, "chat": message.chat.info, "date": message.date, **message.body}


def _file(state: State, params: Params, name: str) -> StoredFile:
    attached = params.text(name)
    upload = params.uploads.get(attached.removeprefix("attach://") if attached.startswith("attach://") else name)
    if upload is not None:
        _check_size(name, len(upload.content))
        return state.files.add(f"{name}s", upload.name, upload.kind, upload.content)
    if not attached:
        raise bad_request(f"there is no {name} in the request")
    if attached.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    file = state.files.find(attached)
    if file is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return file


def _check_size(name: str, size: int) -> None:
    if size == 0:
        raise bad_request("file must be non-empty")
    if size > LARGEST_UPLOAD:
        raise RefusedError(413, "Request Entity Too Large")
    if name == "photo" and size > LARGEST_PHOTO:
        raise bad_request("file is too big")
