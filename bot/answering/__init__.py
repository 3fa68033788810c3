"""(Question, Plan, Ledger, now) → Answer; words nothing."""

from __future__ import annotations

from bot.answering.answer import answer
from bot.answering.belonging import belongs
from bot.answering.rows import Asked

__all__ = ["Asked", "answer", "belongs"]
