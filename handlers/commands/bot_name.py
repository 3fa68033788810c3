"""The settings in; the bot's name at Telegram out, for links; empty when Telegram cannot be asked."""

from __future__ import annotations

import json
import urllib.error
import urllib.request

from bot.settings import Settings

PATIENCE_SECONDS = 5.0


def ask_bot_name(settings: Settings) -> str:
    """One call of getMe; what goes wrong costs only the link: the code itself is shown then."""
    if not settings.token:
        return ""
    address = f"{settings.telegram_api_url}{settings.token}/getMe"
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE_SECONDS) as answer:
            found = json.load(answer)
        return str(found["result"]["username"])
    except (urllib.error.URLError, OSError, ValueError, KeyError, TypeError):
        return ""
