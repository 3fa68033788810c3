"""Requests to the Bot API in; HTTP answers out, by aiohttp, with errors that say whether anything was sent.

httpx, the client that python-telegram-bot brings, is more than half of the processor time of a bot; aiohttp takes a
quarter of it. Nothing of python-telegram-bot is imported on this way: it would be a fifth of the start
(`ptb_request` is the same transport for its objects).
"""

from __future__ import annotations

import time
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp

JSON_HEADERS = {"Content-Type": "application/json"}
NEVER_SENT = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.InvalidURL,
    aiohttp.ClientProxyConnectionError,
)


class NeverSentError(Exception):
    """The request never left: it can be repeated safely."""


class UnansweredError(Exception):
    """The request may have arrived; nobody knows."""


class AiohttpRequest:
    """The connections. `skew` is how many seconds our clock is ahead of Telegram's, once known."""

    __slots__ = ("_connections", "_proxy", "_session", "skew")

    def __init__(self, connections: int = 64) -> None:
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None
        self._proxy: str | None = None
        self.skew: float | None = None

    async def initialize(self) -> None:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections, ttl_dns_cache=60)
            self._session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())

    async def shutdown(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def send(
        self, url: str, body: bytes | aiohttp.FormData, timeout: aiohttp.ClientTimeout, method: str = "POST"
    ) -> tuple[int, bytes]:
        """The HTTP status and the body of the answer. Raise NeverSentError or UnansweredError."""
        if self._session is None:
            raise NeverSentError("the transport is closed")
        headers = JSON_HEADERS if isinstance(body, bytes) else {}
        try:
            proxy = self._proxy_for(url)
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=timeout, proxy=proxy
            ) as answer:
                payload = await answer.read()
                if self.skew is None and "Date" in answer.headers:
                    self.skew = _seconds_ahead(answer.headers["Date"])
                return answer.status, payload
        except NEVER_SENT as error:
            raise NeverSentError(type(error).__name__) from error
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            # The text of an aiohttp error may hold the address, and with it the token.
            raise UnansweredError(type(error).__name__) from error

    def _proxy_for(self, url: str) -> str | None:
        """The proxy that the environment names. aiohttp's trust_env would ask a thread twice for each request."""
        if self._proxy is None:
            parts = urlsplit(url)
            is_direct = proxy_bypass(parts.hostname or "")
            self._proxy = "" if is_direct else getproxies().get(parts.scheme, "")
        return self._proxy or None


def _seconds_ahead(date: str) -> float:
    try:
        return time.time() - parsedate_to_datetime(date).timestamp()
    except ValueError:
        return 0.0
