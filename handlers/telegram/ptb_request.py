"""Requests of python-telegram-bot in; HTTP answers out, by the transport of the door and with PTB's own errors.

For whoever uses PTB's `Bot` or `Application` beside the door; the door itself sends ready bodies by `transport`.
"""

from __future__ import annotations

import aiohttp
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from handlers.telegram.transport import AiohttpRequest, NeverSentError, UnansweredError


class PtbRequest(BaseRequest):
    """A `BaseRequest` on aiohttp; times in seconds. TimedOut: the request may have arrived, nobody knows."""

    __slots__ = ("_connect", "_read", "_transport", "_write")

    def __init__(self, connections: int = 64, read: float = 30.0, connect: float = 10.0, write: float = 30.0) -> None:
        self._transport = AiohttpRequest(connections)
        self._read = read
        self._connect = connect
        self._write = write

    @property
    def read_timeout(self) -> float | None:
        return self._read

    async def initialize(self) -> None:
        await self._transport.initialize()

    async def shutdown(self) -> None:
        await self._transport.shutdown()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        write = _given(write_timeout, self._write)
        read = _given(read_timeout, self._read)
        timeout = aiohttp.ClientTimeout(
            total=None if read is None or write is None else read + write,
            connect=_given(pool_timeout, self._connect),
            sock_connect=_given(connect_timeout, self._connect),
            sock_read=read,
        )
        try:
            return await self._transport.send(url, _body(request_data), timeout, method)
        except NeverSentError as error:
            raise NetworkError(f"never sent: {error}") from error
        except UnansweredError as error:
            raise TimedOut(str(error)) from error


def _body(request_data: RequestData | None) -> bytes | aiohttp.FormData:
    if request_data is None:
        return b""
    return _form(request_data) if request_data.contains_files else request_data.json_payload


def _form(request_data: RequestData) -> aiohttp.FormData:
    form = aiohttp.FormData()
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in (request_data.multipart_data or {}).items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form


def _given(value: ODVInput[float], default: float | None) -> float | None:
    return default if isinstance(value, DefaultValue) else value
