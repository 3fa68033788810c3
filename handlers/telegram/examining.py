"""Settings in; what Telegram says of the bot out: whether the token works, where updates go, whose clock is off."""

from __future__ import annotations

from dataclasses import dataclass

from bot.settings import Settings
from handlers.telegram.leading import Line
from handlers.telegram.transport import AiohttpRequest
from handlers.telegram.verdict import Fate


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found. `trouble` is one sentence; empty when Telegram answered."""

    trouble: str = ""
    username: str = ""
    webhook: str = ""
    webhook_trouble: str = ""
    waiting: int = 0
    seconds_ahead: float = 0.0


async def examine(settings: Settings) -> Examined:
    """Two questions to Telegram; nothing is changed there."""
    request = AiohttpRequest(2)
    line = Line(request, request, f"{settings.telegram_api_url}{settings.token}")
    await line.open()
    try:
        me = await line.call("getMe")
        if me.fate is Fate.UNAUTHORIZED:
            return Examined("Telegram refuses the token: take it anew from @BotFather.")
        if me.fate is not Fate.SENT:
            return Examined(f"Telegram cannot be reached ({me.reason}).")
        info = (await line.call("getWebhookInfo")).result or {}
    finally:
        await line.close()
    return Examined(
        username=me.result.get("username", ""),
        webhook=info.get("url", ""),
        webhook_trouble=info.get("last_error_message", ""),
        waiting=info.get("pending_update_count", 0),
        seconds_ahead=request.skew or 0.0,
    )
