"""HTTP requests in; the webhook's word, health and metrics out."""

from __future__ import annotations

import asyncio

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.errors import StoreError
from handlers.http.metrics import page
from handlers.http.ports import Depth, House

SECRET = "X-Telegram-Bot-Api-Secret-Token"
LARGEST_UPDATE = 4 << 20
RETRY_SECONDS = "5"


class Routes:
    """One method a page."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def webhook(self, request: Request) -> Response:
        """Telegram pushes an update: 200 when it is committed, else it comes again."""
        payload = await _body(request)
        if payload is None:
            return Response(status_code=413)
        status = await self._house.door.receive(payload, request.headers.get(SECRET, ""))
        return Response(status_code=status, headers={"Retry-After": RETRY_SECONDS} if status == 503 else None)

    async def alive(self, request: Request) -> Response:
        """That this process turns its loop."""
        return PlainTextResponse("ok\n")

    async def ready(self, request: Request) -> Response:
        """That people are being answered, or one sentence why not."""
        trouble = self._house.door.seen.trouble
        return PlainTextResponse(f"{trouble or 'ok'}\n", status_code=503 if trouble else 200)

    async def metrics(self, request: Request) -> Response:
        """For Prometheus."""
        depth = await asyncio.to_thread(self._depth)
        return Response(page(self._house.door.seen, depth), media_type="text/plain; version=0.0.4; charset=utf-8")

    def _depth(self) -> Depth | None:
        try:
            return self._house.depth()
        except StoreError:
            return None


def application(house: House) -> Starlette:
    """All routes."""
    routes = Routes(house)
    pages = [Route("/healthz", routes.alive), Route("/readyz", routes.ready), Route("/metrics", routes.metrics)]
    if house.webhook_path:
        pages.append(Route(house.webhook_path, routes.webhook, methods=["POST"]))
    return Starlette(routes=pages)


async def _body(request: Request) -> bytes | None:
    """The body, or None when it is larger than any update."""
    read = bytearray()
    async for piece in request.stream():
        read += piece
        if len(read) > LARGEST_UPDATE:
            return None
    return bytes(read)
