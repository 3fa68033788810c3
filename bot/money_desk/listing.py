"""The books in; their newest entries out, each with its number, which undoing by text asks for."""

from __future__ import annotations

import re

from bot.errors import NotAllowedError
from bot.frontdesk import Replies
from bot.money_desk import saying
from bot.money_desk.parts import Matter
from bot.money_desk.pictures import PRIVATE_ONLY
from bot.rendering.words import N_, strong
from bot.reply import Outcome, Reply
from bot.rights import Action, may
from bot.understanding.text import fold

SHOWN = 10
NOTHING = N_("Nothing has been recorded yet{polite}.")
NOTHING_THERE = N_("Nothing has been recorded for {activity} yet{polite}.")
NO_ACTIVITY = N_("The plan has no activity {activity}, so nothing is recorded there{polite}.")
_NUMBER = re.compile(r"\d{1,3}\.\d{1,3}")


def show(matter: Matter) -> Replies:
    """The newest entries of the year, or of the activity whose number follows."""
    if not may(matter.person, Action.SEE_MONEY, matter.request.chat.setting):
        raise NotAllowedError(PRIVATE_ONLY)
    plan, words = matter.plan, matter.words
    named = _NUMBER.search(fold(matter.request.spoken.rest if matter.request.spoken else ""))
    if named and named[0] not in plan.activity_by_number:
        return (Reply(words.say(NO_ACTIVITY, activity=named[0]), Outcome.CHAT),)
    activity = named[0] if named and named[0] in plan.activity_by_number else ""
    entries = matter.ports.ledger.entries(plan.office.key, plan.year, activity)
    if not entries:
        said = words.say(NOTHING_THERE, activity=activity) if activity else words.say(NOTHING)
        return (Reply(said, Outcome.ANSWER, refs=(activity,) if activity else ()),)
    newest = entries[::-1][:SHOWN]
    head = words.ngettext("The newest of {n} entry", "The newest of {n} entries", len(entries))
    lines = [strong(head), *(saying.entry_line(words, one) for one in newest)]
    return (Reply("\n".join(lines), Outcome.ANSWER, refs=tuple(dict.fromkeys(one.activity for one in newest))),)
