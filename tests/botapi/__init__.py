"""In: nothing. Out: the names a test needs of the local Bot API; see README.md."""

from __future__ import annotations

from . import events, windows
from .calls import Call
from .controller import BotApi
from .faults import Fault
from .limits import CHAT_LIMITS, REAL_LIMITS, Limit

__all__ = ["CHAT_LIMITS", "REAL_LIMITS", "BotApi", "Call", "Fault", "Limit", "events", "windows"]
