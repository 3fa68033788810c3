"""Kinds of documents, grouped by what a message may be about when it asks for something."""

from __future__ import annotations

from bot.understanding.documents import WORK, Kind

ACTIVITY_KINDS = frozenset({Kind.ACTIVITY})

MONEY_KINDS = frozenset({Kind.ACTIVITY, Kind.STEP, Kind.ITEM})

SHEET_KINDS = frozenset({Kind.ACTIVITY, Kind.STEP})

STATEMENT_KINDS = frozenset(Kind) - WORK - {Kind.DUTY, Kind.OFFICE_DUTY, Kind.BACKGROUND}

DUTY_KINDS = frozenset({Kind.DUTY})
