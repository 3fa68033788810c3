"""Answer → Reply: sentences, Thai dates and money, buttons; pure."""

from __future__ import annotations

from bot.rendering.render import render
from bot.rendering.view import NoPlanThisYear, Note, Read, View, read_note

__all__ = ["NoPlanThisYear", "Note", "Read", "View", "read_note", "render"]
