"""In: an HTTP request in any form Telegram takes (GET, JSON, form, multipart). Out: parameters and uploaded files."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, web

from .errors import RefusedError, bad_request


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with the call."""

    name: str
    kind: str
    content: bytes


@dataclass(slots=True)
class Params:
    """The arguments of a call. Forms bring texts, JSON brings values: read them through the methods below."""

    values: dict[str, Any] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """A text; numbers become texts, a missing one is empty; refused if it cannot be UTF-8."""
        value = self.values.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            return json.dumps(value)
        if not value.isascii():
            _refuse_surrogates(value)
        return value

    def integer(self, name: str, default: int = 0, least: int | None = None, most: int | None = None) -> int:
        """A whole number brought into its bounds; what is not a number is the default (td::to_integer)."""
        try:
            number = int(self.values.get(name, default))
        except (TypeError, ValueError):
            number = default
        number = number if least is None else max(least, number)
        return number if most is None else min(most, number)

    def truth(self, name: str) -> bool:
        """Whether it says true, yes or 1."""
        return str(self.values.get(name, "")).strip().lower() in ("true", "yes", "1")

    def decoded(self, name: str) -> Any:
        """A value that may come as JSON in a text; None if missing; ValueError if the text is no JSON."""
        value = self.values.get(name)
        if isinstance(value, str):
            return json.loads(value) if value else None
        return value

    def chat_id(self) -> int | str | None:
        """The chat this call is about: a number, an @name, or None."""
        value = self.values.get("chat_id")
        if isinstance(value, int) or value is None:
            return value
        try:
            return int(value)
        except (TypeError, ValueError):
            return str(value)


async def read_params(request: web.BaseRequest) -> Params:
    """Read the query string and the body; a body wins over the query string."""
    params = Params()
    if request.query_string:
        params.values.update(parse_qsl(request.query_string, keep_blank_values=True))
    if request.can_read_body:
        await _read_body(request, params)
    return params


async def _read_body(request: web.BaseRequest, params: Params) -> None:
    kind = request.content_type
    if kind == "multipart/form-data":
        await _read_multipart(request, params)
        return
    body = await request.content.read()
    if kind == "application/json":
        params.values.update(_json_object(body))
    elif kind == "application/x-www-form-urlencoded":
        params.values.update(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))


async def _read_multipart(request: web.BaseRequest, params: Params) -> None:
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        content = bytes(await part.read())
        if part.filename is None:
            params.values[part.name] = content.decode("utf-8", "replace")
        else:
            kind = part.headers.get("Content-Type", "application/octet-stream")
            params.uploads[part.name] = Upload(part.filename, kind, content)


def _json_object(body: bytes) -> dict[str, Any]:
    if not body:
        return {}
    try:
        value = json.loads(body)
    except ValueError as error:
        raise bad_request("can't parse request: can't parse JSON object") from error
    if not isinstance(value, dict):
        raise RefusedError(400, "Bad Request: can't parse request: can't parse JSON object")
    return value


def _refuse_surrogates(value: str) -> None:
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise bad_request("strings must be encoded in UTF-8") from error
