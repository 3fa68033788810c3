"""The trail of changes, searched; and groups, let in or left. For admins."""

from __future__ import annotations

from collections.abc import Mapping

from bot.audit import Entry
from bot.members_desk.parts import LETTER, Matter, said
from bot.members_desk.trail import trail_line
from bot.pending import press_code
from bot.people import Setting
from bot.reply import Choice, Reply
from bot.rights import Action
from bot.voice import Voice
from bot.written_days import moment_name

Replies = tuple[Reply, ...]
SHOWN = 10
LONGEST_WORDS = 40


def show_trail(matter: Matter) -> Replies | None:
    """The newest changes in which all words stand; a kind of change may be named as people call it."""
    matter.demand(Action.READ_AUDIT)
    return _page(matter, matter.ports.words.as_written_down(matter.rest)[:LONGEST_WORDS], None)


def show_older(matter: Matter) -> Replies | None:
    """`older:120.words`."""
    matter.demand(Action.READ_AUDIT)
    before, _, words = matter.argument.partition(".")
    return _page(matter, words, int(before)) if before.isdecimal() and len(before) < 19 else None


def _page(matter: Matter, words: str, before: int | None) -> Replies:
    found = matter.ports.audit.find(matter.person.office, words, SHOWN + 1, before)
    if not found:
        return said(matter.voice.say("No change is written down for that{polite}."), "trail_empty")
    shown = found[:SHOWN]
    text = "\n".join(
        [matter.voice.say("*Changes, newest first*"), *(trail_line(one, matter.voice, matter.name_of) for one in shown)]
    )
    # A button holds ASCII only: a search with Thai words or several shows its newest page.
    if len(found) <= SHOWN or not words.isascii() or " " in words:
        return said(text, "trail")
    older = press_code(LETTER, "older", f"{shown[-1].id}.{words}")
    return said(text, "trail", (Choice(matter.voice.say("Older"), older),))


def entry_line(entry: Entry, voice: Voice) -> str:
    """12 · day time · member 3 · member.role · member 5 · role staff → finance: for the command line, as it is kept."""
    change = entry.change
    who = voice.say("member {number}", number=change.by) if change.by else voice.say("the command line")
    parts = [f"{entry.id}", moment_name(entry.at, voice.language), who, change.what, change.subject]
    return " · ".join([*parts, values(change.before, change.after)]).removesuffix(" · ")


def values(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """What differs: name before → after."""
    names = dict.fromkeys((*before, *after))
    shown = [(name, before.get(name, ""), after.get(name, "")) for name in names]
    return ", ".join(f"{name} {old} → {new}".replace("  ", " ") for name, old, new in shown if old != new)


def allow_group(matter: Matter) -> Replies | None:
    if not matter.is_certain:
        return None
    matter.demand(Action.ALLOW_GROUP)
    chat = matter.request.chat
    if chat.setting is not Setting.GROUP:
        return said(matter.voice.say("Please write this in the group itself{polite}."), "group_only")
    matter.ports.book.groups.allow(chat, matter.person.office, matter.person.number, matter.request.now)
    text = matter.voice.say("I answer members in this group now: commands, replies and mentions{polite}.")
    return said(text, "group_allowed")


def leave_group(matter: Matter) -> Replies | None:
    if not matter.is_certain:
        return None
    matter.demand(Action.ALLOW_GROUP)
    if not matter.ports.book.groups.disallow(matter.request.chat, matter.person.number, matter.request.now):
        return said(matter.voice.say("Please write this in the group itself{polite}."), "group_only")
    return said(matter.voice.say("I do not answer in this group any more{polite}."), "group_left")
