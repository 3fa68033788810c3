"""Replies in; the same as they may stand in a group out: short, without money, telephone numbers or files."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.choices import decode
from bot.questions import Facts, Total
from bot.reply import Choice, Reply
from bot.voice import N_, Voice

LINES = 14
_MONEY = re.compile(r"[0-9๐-๙][0-9๐-๙,.]*(?:\.-| *(?:บาท|baht))")
_PERSONAL = re.compile(r"(?<!\d)0[0-9](?:[ -]?[0-9]){7,8}(?!\d)|[\w.+-]+@[\w-]+\.[\w.]+")
RECORDED = N_("As of {day}, recorded by {name}")
"""The line below the figures: who recorded is theirs, and without figures it says nothing."""


def for_group(replies: tuple[Reply, ...], voice: Voice) -> tuple[Reply, ...]:
    """One short reply; what is left out is said to be in the private chat."""
    if not replies:
        return ()
    lines = [line for reply in replies for line in reply.text.split("\n")]
    recorded = _recorded(voice)
    kept = [line for line in lines if not any(one.search(line) for one in (_MONEY, _PERSONAL, recorded))]
    shown = kept[:LINES]
    if len(shown) < len(lines) or any(reply.attachment for reply in replies):
        shown.append(voice.say("(Money and details: ask me in the private chat{polite}.)"))
    last = replies[-1]
    choices = tuple(tuple(one for one in row if _can_be_answered(one)) for row in last.choices)
    text = "\n".join(shown).strip()
    return (replace(last, text=text, attachment=None, choices=tuple(row for row in choices if row)),)


def _recorded(voice: Voice) -> re.Pattern[str]:
    said = re.escape(voice.say(RECORDED, day="<day>", name="<name>"))
    return re.compile(said.replace("<day>", ".+").replace("<name>", ".*"))


def _can_be_answered(choice: Choice) -> bool:
    """False for a button that shows money, or asks for nothing else."""
    if _MONEY.search(choice.label):
        return False
    try:
        question = decode(choice.code)
    except ValueError:
        return True
    if isinstance(question, Facts):
        return not question.slots or not all(slot.is_money for slot in question.slots)
    return not (isinstance(question, Total) and question.slot.is_money)
