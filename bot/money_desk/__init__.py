"""The conversation about money: recording by chat, reading back, confirming, undoing, and telling who must know."""

from __future__ import annotations

from bot.money_desk.desk import MoneyDesk
from bot.money_desk.parts import Ports

__all__ = ["MoneyDesk", "Ports"]
