"""In: HTTP requests of a bot. Out: Telegram's answers, after the faults and limits a test has set."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Callable
from typing import Any, Final

from aiohttp import ClientPayloadError, web

from . import method_about, method_editing, method_receiving, method_sending
from .calls import Call
from .errors import RefusedError, too_many
from .faults import Fault
from .requests import Params, read_params
from .state import State

_METHODS: Final[dict[str, Callable[[State, Params], object]]] = {
    "getme": method_about.get_me,
    "getchat": method_about.get_chat,
    "getchatmember": method_about.get_chat_member,
    "leavechat": method_about.leave_chat,
    "setmycommands": method_about.set_my_commands,
    "getmycommands": method_about.get_my_commands,
    "deletemycommands": method_about.delete_my_commands,
    "getfile": method_about.get_file,
    "logout": method_about.log_out,
    "close": method_about.log_out,
    "sendmessage": method_sending.send_message,
    "sendphoto": method_sending.send_photo,
    "senddocument": method_sending.send_document,
    "sendchataction": method_sending.send_chat_action,
    "editmessagetext": method_editing.edit_text,
    "editmessagecaption": method_editing.edit_caption,
    "editmessagereplymarkup": method_editing.edit_markup,
    "deletemessage": method_editing.delete_message,
    "answercallbackquery": method_editing.answer_callback_query,
    "answerinlinequery": method_editing.answer_inline_query,
}
_BEFORE: Final = ("drop_before", "hang_before")
_AFTER: Final = ("drop_after", "hang_after")
_PROXY_PAGE: Final = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"


class Door:
    """The public side: /bot<token>/<method> and /file/bot<token>/<path>."""

    def __init__(self, state: State) -> None:
        self.state = state
        self._chance = random.Random(0)

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one request of a bot."""
        path = request.path
        if path.startswith("/file/bot"):
            return self._download(*_split(path, "/file/bot"))
        if not path.startswith("/bot") or "/" not in path[4:]:
            return _response(RefusedError(404, "Not Found"))
        token, method = _split(path, "/bot")
        refused = self._token_refused(token)
        if refused is not None:
            self._note_refused(method, refused)
            return _response(refused)
        return await self._answer_method(request, method)

    async def call_in_answer(self, method: str, values: dict[str, Any]) -> object:
        """A method called in the answer to a webhook: it takes effect, nobody hears how it went."""
        params = Params(values)
        call = self._note(method, params)
        try:
            await self._execute(call, params)
        except RefusedError as refused:
            call.status = refused.code
        return None

    async def _answer_method(self, request: web.BaseRequest, method: str) -> web.StreamResponse:
        try:
            params = await read_params(request)
        except RefusedError as refused:
            self._note_refused(method, refused)
            return _response(refused)
        except (OSError, ClientPayloadError):  # the bot died in the middle of its request: nothing was asked
            return web.Response(status=400)
        method = method or params.text("method")
        call = self._note(method, params)
        fault = self.state.faults.choose(method, call.chat_id)
        if fault is not None and fault.action in _BEFORE:
            return await _drop(request, fault)
        response = await self._outcome(call, params, fault)
        if fault is not None and fault.action in _AFTER:
            return await _drop(request, fault)
        call.answered, call.status = True, response.status
        await self._be_late(fault)
        return response

    async def _outcome(self, call: Call, params: Params, fault: Fault | None) -> web.Response:
        try:
            if fault is not None:
                _refuse(fault)
            text = await self._execute(call, params)
        except RefusedError as refused:
            call.status = refused.code
            return _response(refused)
        if fault is not None and fault.action == "garbage":
            return web.Response(text=_PROXY_PAGE, status=fault.status, content_type="text/html")
        # A verbatim update may hold what is no Unicode: it goes out all the same.
        body = f'{{"ok":true,"result":{text}}}'.encode("utf-8", "surrogatepass")
        return web.Response(body=body, content_type="application/json")

    async def _execute(self, call: Call, params: Params) -> str:
        """Carry the method out; returns its result as JSON."""
        name = call.method.lower()
        if name in ("getupdates", "setwebhook", "deletewebhook", "getwebhookinfo"):
            text = await self._receiving(name, params)
        else:
            text = self._ordinary(name, call, params)
        call.accepted = True
        return text

    async def _receiving(self, name: str, params: Params) -> str:
        state = self.state
        if name == "getupdates":
            return await method_receiving.get_updates(state, params)
        if name == "setwebhook":
            return json.dumps(await method_receiving.set_webhook(state, params, self.call_in_answer))
        if name == "deletewebhook":
            return json.dumps(await method_receiving.delete_webhook(state, params))
        return json.dumps(method_receiving.webhook_info(state))

    def _ordinary(self, name: str, call: Call, params: Params) -> str:
        method = _METHODS.get(name)
        if method is None:
            raise RefusedError(404, "Not Found: method not found")
        self.state.limits.admit(name, call.chat_id)
        result = method(self.state, params)
        if isinstance(result, dict) and "message_id" in result:
            _note_result(call, result)
        return json.dumps(result)

    def _token_refused(self, token: str) -> RefusedError | None:
        number, colon, _ = token.partition(":")
        if not colon or not number.isdigit() or number.startswith("0") or len(token) > 80:
            return RefusedError(401, "Unauthorized: invalid token specified")
        if token != self.state.token or self.state.revoked:
            return RefusedError(401, "Unauthorized")
        return None

    def _note(self, method: str, params: Params) -> Call:
        values: dict[str, Any] = {}
        if self.state.settings.keep_params:
            sizes = {name: {"file_name": each.name, "size": len(each.content)} for name, each in params.uploads.items()}
            values = {**params.values, **sizes}
        return self.state.calls.add(time.monotonic(), method, params.chat_id(), values)

    def _note_refused(self, method: str, refused: RefusedError) -> None:
        call = self._note(method, Params())
        call.answered, call.status = True, refused.code

    async def _be_late(self, fault: Fault | None) -> None:
        settings = self.state.settings
        wait = settings.latency + (settings.jitter * self._chance.random() if settings.jitter else 0.0)
        if fault is not None and fault.action == "delay":
            wait += fault.seconds
        if wait > 0:
            await asyncio.sleep(wait)

    def _download(self, token: str, path: str) -> web.StreamResponse:
        refused = self._token_refused(token)
        file = self.state.files.at(path)
        if refused is not None or file is None:
            return _response(refused or RefusedError(404, "Not Found"))
        return web.Response(body=self.state.files.read(file), content_type="application/octet-stream")


def _split(path: str, prefix: str) -> tuple[str, str]:
    token, _, rest = path[len(prefix) :].partition("/")
    return token, rest


def _response(refused: RefusedError) -> web.Response:
    if refused.description.startswith("<"):
        return web.Response(text=refused.description, status=refused.code, content_type="text/html")
    headers = refused.headers()
    return web.Response(text=refused.body(), status=refused.code, content_type="application/json", headers=headers)


def _refuse(fault: Fault) -> None:
    if fault.action == "too_many":
        raise too_many(fault.retry_after)
    if fault.action == "error":
        raise RefusedError(fault.status, fault.description)


async def _drop(request: web.BaseRequest, fault: Fault) -> web.StreamResponse:
    if fault.action.startswith("hang"):
        await asyncio.sleep(fault.seconds)
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def _note_result(call: Call, message: dict[str, Any]) -> None:
    call.message_id = message["message_id"]
    media = message.get("document") or next(iter(message.get("photo", ())), None)
    if media is not None:
        call.params["file_id"] = media["file_id"]
