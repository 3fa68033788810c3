"""In: the real python-telegram-bot client. Out: whether it and the local Bot API understand each other."""

from __future__ import annotations

import asyncio
import struct
import zlib
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from telegram import (
    Bot,
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    Update,
)
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from tests.botapi import BotApi, Fault, events

CHAT, GROUP = 1001, -100_2001


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\xff" * width * 3 for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi() as api:
        api.add_chats([CHAT, GROUP])
        yield api


@pytest.fixture
async def bot(api: BotApi) -> AsyncIterator[Bot]:
    async with Bot(api.token, base_url=api.base_url, base_file_url=api.base_file_url) as bot:
        yield bot


async def test_it_says_who_it_is(bot: Bot, api: BotApi) -> None:
    assert bot.username == "local_test_bot"
    assert bot.id == int(api.token.partition(":")[0])


async def test_a_message_comes_back_as_it_was_sent(bot: Bot, api: BotApi) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("ตกลง", callback_data="yes:1")]])
    sent = await bot.send_message(CHAT, "งบ <b>10</b> บาท", parse_mode=ParseMode.HTML, reply_markup=keyboard)
    assert sent.text == "งบ 10 บาท"
    assert [(each.type, each.offset, each.length) for each in sent.entities] == [("bold", 3, 2)]
    assert sent.reply_markup == keyboard
    [call] = api.calls("sendMessage")
    assert call.buttons == [("ตกลง", "yes:1")]
    assert (call.chat_id, call.message_id, call.accepted) == (CHAT, sent.message_id, True)
    replied = await bot.send_message(CHAT, "x", reply_to_message_id=sent.message_id)
    assert replied.reply_to_message is not None


async def test_edits_and_deletions(bot: Bot) -> None:
    sent = await bot.send_message(CHAT, "one")
    edited = await bot.edit_message_text("two", CHAT, sent.message_id)
    assert not isinstance(edited, bool)
    assert edited.text == "two"
    with pytest.raises(BadRequest, match="not modified"):
        await bot.edit_message_text("two", CHAT, sent.message_id)
    assert await bot.delete_message(CHAT, sent.message_id)
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(CHAT, sent.message_id)


async def test_pictures_and_files_go_up_and_come_down(bot: Bot, api: BotApi) -> None:
    picture = png(20, 10)
    photo = await bot.send_photo(CHAT, picture, caption="กราฟ", filename="chart.png")
    assert (photo.photo[-1].width, photo.photo[-1].height) == (20, 10)
    assert bytes(await (await bot.get_file(photo.photo[-1].file_id)).download_as_bytearray()) == picture
    [call] = api.calls("sendPhoto")
    assert api.file(call.params["file_id"]) == picture
    again = await bot.send_photo(CHAT, photo.photo[-1].file_id)
    assert again.photo[-1].file_id == photo.photo[-1].file_id
    document = await bot.send_document(CHAT, b"BEGIN:VCALENDAR", filename="แผน.ics")
    assert document.document is not None
    assert document.document.file_name == "แผน.ics"
    with pytest.raises(BadRequest, match=r"(?i)image_process_failed"):
        await bot.send_photo(CHAT, b"no picture")
    with pytest.raises(BadRequest, match=r"[Ii]nvalid file_id"):
        await bot.get_file("nothing")


async def test_a_file_somebody_sends_can_be_downloaded(bot: Bot, api: BotApi) -> None:
    api.push(events.message(CHAT, "", document=api.add_file("plan.xlsx", b"content")))
    [update] = await bot.get_updates()
    assert update.message is not None
    assert update.message.document is not None
    file = await update.message.document.get_file()
    assert bytes(await file.download_as_bytearray()) == b"content"


async def test_chats_members_and_commands(bot: Bot, api: BotApi) -> None:
    commands = [BotCommand("start", "เริ่ม"), BotCommand("help", "ช่วยด้วย")]
    assert await bot.set_my_commands(commands, language_code="th")
    assert list(await bot.get_my_commands(language_code="th")) == commands
    assert await bot.get_my_commands() == ()
    api.push(events.message(GROUP, "hello", user_id=7))
    assert (await bot.get_chat(GROUP)).type == "supergroup"
    assert (await bot.get_chat_member(GROUP, 7)).status == "member"
    assert (await bot.get_chat_member(CHAT, CHAT)).user.id == CHAT
    assert await bot.send_chat_action(CHAT, ChatAction.TYPING)
    assert await bot.leave_chat(GROUP)
    with pytest.raises(Forbidden):
        await bot.send_message(GROUP, "x")


async def test_refusals_become_the_clients_errors(bot: Bot, api: BotApi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    api.add_chats([3001], "blocked")
    api.migrate(-3002, -1003002)
    with pytest.raises(Forbidden, match="blocked by the user"):
        await bot.send_message(3001, "x")
    with pytest.raises(ChatMigrated) as migrated:
        await bot.send_message(-3002, "x")
    assert migrated.value.new_chat_id == -1003002
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(999_999, "x")
    api.fault(Fault("too_many", retry_after=11, nth=(1,)), Fault("error", nth=(2,)), Fault("drop_after", nth=(3,)))
    with pytest.raises(RetryAfter) as flood:
        await bot.send_message(CHAT, "x")
    assert flood.value.retry_after == timedelta(seconds=11)
    for _ in range(2):
        with pytest.raises(NetworkError):
            await bot.send_message(CHAT, "x")
    api.revoke_token()
    with pytest.raises(InvalidToken):
        await bot.get_me()


async def test_two_pollers_conflict(api: BotApi) -> None:
    async with (
        Bot(api.token, base_url=api.base_url) as first,
        Bot(api.token, base_url=api.base_url) as second,
    ):
        poll = asyncio.create_task(first.get_updates(timeout=20))
        while not api.count("getUpdates"):
            await asyncio.sleep(0.01)
        other = asyncio.create_task(second.get_updates(timeout=20))
        with pytest.raises(Conflict):
            await poll
        api.push(events.message(CHAT, "x"))
        assert len(await other) == 1


async def test_a_whole_application_polls_and_answers_every_kind(api: BotApi) -> None:
    seen: list[str] = []

    async def on_text(update: Update, context: object) -> None:
        assert update.effective_message is not None
        await update.effective_message.reply_text(f"echo {update.effective_message.text}")

    async def on_press(update: Update, context: object) -> None:
        assert update.callback_query is not None
        await update.callback_query.answer("ok")
        await update.callback_query.edit_message_text("pressed")

    async def on_inline(update: Update, context: object) -> None:
        assert update.inline_query is not None
        await update.inline_query.answer([InlineQueryResultArticle("1", "title", InputTextMessageContent("text"))])

    async def on_membership(update: Update, context: object) -> None:
        assert update.my_chat_member is not None
        seen.append(update.my_chat_member.new_chat_member.status)

    builder = ApplicationBuilder().token(api.token).base_url(api.base_url).base_file_url(api.base_file_url)
    app: Application = builder.build()  # type: ignore[type-arg]  # six type parameters that say nothing here
    app.add_handler(MessageHandler(filters.TEXT, on_text))
    app.add_handler(CallbackQueryHandler(on_press))
    app.add_handler(InlineQueryHandler(on_inline))
    app.add_handler(ChatMemberHandler(on_membership))
    async with app:
        await app.start()
        assert app.updater is not None
        await app.updater.start_polling()
        api.push(events.message(CHAT, "/hello"), events.edited_message(CHAT, 1, "changed"))
        [echo, _] = await api.wait_for_async(2)
        assert echo.message_id is not None
        assert echo.text == "echo /hello"
        api.push(events.press(CHAT, echo.message_id, "yes"), events.inline_query(CHAT, "q"))
        api.push(events.my_chat_member(-5, "left", "administrator"), *events.migration(-5, -1005))
        await api.wait_for_async(1, "editMessageText")
        await api.wait_for_async(1, "answerInlineQuery")
        while not seen:
            await asyncio.sleep(0.01)
        await app.updater.stop()
        await app.stop()
    assert seen == ["administrator"]
    assert api.waiting() == []
