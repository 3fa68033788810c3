"""In: a webhook that answers well and badly. Out: whether updates are pushed as the real one pushes them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from tests.botapi import BotApi, events

Answer = Callable[[dict[str, Any]], Awaitable[web.Response]]


class Receiver:
    """A webhook of the tests: notes what came, answers what it is told to."""

    def __init__(self) -> None:
        self.came: list[tuple[str, float]] = []
        self.secrets: set[str | None] = set()
        self.at_once = 0
        self.most_at_once = 0
        self.answer: Answer = self.well
        self.url = ""

    async def well(self, update: dict[str, Any]) -> web.Response:
        return web.Response()

    async def on_update(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.came.append((update["message"]["text"], time.monotonic()))
        self.secrets.add(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            return await self.answer(update)
        finally:
            self.at_once -= 1

    def texts(self) -> list[str]:
        return [text for text, _ in self.came]


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/hook", receiver.on_update)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    await runner.cleanup()


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi() as api:
        yield api


async def call(api: BotApi, method: str, **params: Any) -> dict[str, Any]:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{api.base_url}{api.token}/{method}", json=params) as a,
    ):
        answer: dict[str, Any] = await a.json()
    return answer


async def until_confirmed(api: BotApi, count: int) -> None:
    async with asyncio.timeout(20):
        while api.confirmed() < count:
            await asyncio.sleep(0.01)


async def test_every_update_comes_once_in_order_per_chat_with_the_secret(api: BotApi, receiver: Receiver) -> None:
    assert (await call(api, "setWebhook", url=receiver.url, secret_token="abc_-1", max_connections=7))["ok"]
    api.push_many(events.message(1 + n % 20, f"{n % 20} {n}") for n in range(200))
    await until_confirmed(api, 200)
    assert len(receiver.came) == 200
    assert receiver.secrets == {"abc_-1"}
    for chat in range(20):
        numbers = [int(text.split()[1]) for text in receiver.texts() if text.startswith(f"{chat} ")]
        assert numbers == sorted(numbers)


async def test_no_more_connections_than_allowed_and_one_at_a_time_per_chat(api: BotApi, receiver: Receiver) -> None:
    async def slowly(update: dict[str, Any]) -> web.Response:
        await asyncio.sleep(0.02)
        return web.Response()

    receiver.answer = slowly
    await call(api, "setWebhook", url=receiver.url, max_connections=3)
    api.push_many(events.message(n, "many chats") for n in range(1, 13))
    await until_confirmed(api, 12)
    assert receiver.most_at_once == 3
    receiver.most_at_once = 0
    api.push_many(events.message(1, "one chat") for _ in range(5))
    await until_confirmed(api, 17)
    assert receiver.most_at_once == 1


async def test_a_refused_update_holds_back_its_chat_only_and_comes_again(api: BotApi, receiver: Receiver) -> None:
    api.settings(webhook_delay_scale=0.01)
    left = 3

    async def badly(update: dict[str, Any]) -> web.Response:
        nonlocal left
        if update["message"]["text"] == "bad" and left:
            left -= 1
            return web.Response(status=500)
        return web.Response()

    receiver.answer = badly
    await call(api, "setWebhook", url=receiver.url)
    api.push(events.message(1, "bad"), events.message(1, "behind"), events.message(2, "other"))
    await until_confirmed(api, 3)
    assert receiver.texts().count("bad") == 4
    assert receiver.texts()[-1] == "behind"
    assert receiver.texts().index("other") < 3
    info = (await call(api, "getWebhookInfo"))["result"]
    assert info["last_error_message"].startswith("Wrong response from the webhook: 500")
    assert info["pending_update_count"] == 0


async def test_retry_after_of_the_webhook_is_honoured(api: BotApi, receiver: Receiver) -> None:
    api.settings(webhook_delay_scale=0.1)

    async def once_busy(update: dict[str, Any]) -> web.Response:
        if len(receiver.came) > 1:
            return web.Response()
        return web.Response(status=503, headers={"Retry-After": "3"})

    receiver.answer = once_busy
    await call(api, "setWebhook", url=receiver.url)
    api.push(events.message(1, "x"))
    await until_confirmed(api, 1)
    (_, first), (_, second) = receiver.came
    assert second - first >= 0.3


async def test_a_method_in_the_answer_is_carried_out(api: BotApi, receiver: Receiver) -> None:
    async def speaking(update: dict[str, Any]) -> web.Response:
        return web.json_response({"method": "sendMessage", "chat_id": 1, "text": "in the answer"})

    receiver.answer = speaking
    await call(api, "setWebhook", url=receiver.url)
    api.push(events.message(1, "x"))
    calls = await api.wait_for_async(1)
    assert calls[0].text == "in the answer"


async def test_polling_and_a_webhook_exclude_each_other(api: BotApi, receiver: Receiver) -> None:
    poll = asyncio.create_task(call(api, "getUpdates", timeout=20))
    while not api.count("getUpdates"):
        await asyncio.sleep(0.01)
    await call(api, "setWebhook", url=receiver.url)
    assert (await poll)["description"] == "Conflict: terminated by setWebhook request"
    assert (await call(api, "setWebhook", url=receiver.url))["parameters"] == {"retry_after": 1}
    await call(api, "deleteWebhook")
    pushed = api.push(events.message(1, "polled"))
    answer = await call(api, "getUpdates")
    assert [update["update_id"] for update in answer["result"]] == pushed


@pytest.mark.parametrize(
    ("params", "why"),
    [
        ({"url": "http://127.0.0.1/hook"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://"}, "invalid webhook URL specified"),
        ({"url": "https://example.org", "secret_token": "a b"}, "secret token contains unallowed characters"),
        ({"url": "https://example.org", "secret_token": "a" * 257}, "secret token is too long"),
    ],
)
async def test_a_bad_webhook_is_refused(api: BotApi, params: dict[str, Any], why: str) -> None:
    api.settings(https_only=True)
    assert (await call(api, "setWebhook", **params))["description"] == f"Bad Request: {why}"
