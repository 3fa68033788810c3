"""Replies in; the same as they may stand in a group out: short, without money, telephone numbers or files."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.reply import Reply
from bot.voice import Voice

LINES = 14
_MONEY = re.compile(r"[0-9๐-๙][0-9๐-๙,.]*(?:\.-| *(?:บาท|baht))")
_PERSONAL = re.compile(r"(?<!\d)0[0-9](?:[ -]?[0-9]){7,8}(?!\d)|[\w.+-]+@[\w-]+\.[\w.]+")


def for_group(replies: tuple[Reply, ...], voice: Voice) -> tuple[Reply, ...]:
    """One short reply; what is left out is said to be in the private chat."""
    if not replies:
        return ()
    lines = [line for reply in replies for line in reply.text.split("\n")]
    kept = [line for line in lines if not (_MONEY.search(line) or _PERSONAL.search(line))]
    shown = kept[:LINES]
    if len(shown) < len(lines) or any(reply.attachment for reply in replies):
        shown.append(voice.say("(Money and details: ask me in the private chat{polite}.)"))
    last = replies[-1]
    choices = tuple(tuple(one for one in row if not _MONEY.search(one.label)) for row in last.choices)
    text = "\n".join(shown).strip()
    return (replace(last, text=text, attachment=None, choices=tuple(row for row in choices if row)),)
