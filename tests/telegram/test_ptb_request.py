"""The transport under PTB's own Bot: what it sends arrives, and its errors say whether anything was sent."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from telegram import Bot
from telegram.error import Forbidden, NetworkError, TimedOut

from handlers.telegram.ptb_request import PtbRequest
from tests.botapi import BotApi, Fault

CHAT = 1001


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi() as api:
        api.add_chats([CHAT])
        yield api


@pytest.fixture
async def bot(api: BotApi) -> AsyncIterator[Bot]:
    places = {"base_url": api.base_url, "base_file_url": api.base_file_url}
    async with Bot(api.token, request=PtbRequest(), get_updates_request=PtbRequest(2), **places) as bot:
        yield bot


async def test_texts_and_files_arrive(bot: Bot, api: BotApi) -> None:
    assert (await bot.send_message(CHAT, "งบ <b>10</b> บาท", parse_mode="HTML")).text == "งบ 10 บาท"
    await bot.send_document(CHAT, b"plan", filename="แผน.txt", caption="แนบ")
    call = api.calls("sendDocument")[0]
    assert (call.text, api.file(call.params["file_id"])) == ("แนบ", b"plan")


async def test_a_refusal_is_ptbs_own(bot: Bot, api: BotApi) -> None:
    api.set_chat(CHAT, state="blocked")
    with pytest.raises(Forbidden):
        await bot.send_message(CHAT, "hello")


async def test_a_line_that_drops_after_the_request_leaves_it_unknown(bot: Bot, api: BotApi) -> None:
    api.fault(Fault("drop_after", method="sendMessage"))
    with pytest.raises(TimedOut):
        await bot.send_message(CHAT, "hello")


async def test_a_closed_door_is_no_time_out(api: BotApi) -> None:
    api.online(False)
    async with PtbRequest() as request:
        with pytest.raises(NetworkError) as caught:
            await request.post(f"{api.base_url}{api.token}/getMe")
    assert not isinstance(caught.value, TimedOut)
