"""A bare aiogram echo, built as its own examples build it."""

from __future__ import annotations

import asyncio
import os

from aiogram import Bot, Dispatcher, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message

router = Router()


@router.message()
async def echo(message: Message) -> None:
    await message.answer(message.text or "")


async def main() -> None:
    root = os.environ["THAMPLAN_TELEGRAM_API_URL"].removesuffix("/bot")
    session = AiohttpSession(api=TelegramAPIServer.from_base(root))
    dispatcher = Dispatcher()
    dispatcher.include_router(router)
    await dispatcher.start_polling(Bot(os.environ["THAMPLAN_TOKEN"], session=session))


if __name__ == "__main__":
    asyncio.run(main())
