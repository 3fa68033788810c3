"""A person and the words of commands in; the commands that this person may use here, in a few lines, out."""

from __future__ import annotations

from bot.commands import COMMANDS, CommandWords, Spoken
from bot.people import Person, Setting
from bot.reply import Outcome, Reply
from bot.rights import Action, may
from bot.voice import Voice

NEEDS: dict[str, Action] = {
    "me": Action.SEE_OWN_RECORD,
    "contacts": Action.SEE_CONTACTS,
    "mycontact": Action.SET_OWN_CONTACT,
    "export": Action.EXPORT_OWN,
    "forget": Action.REMOVE_SELF,
    "invite": Action.INVITE,
    "members": Action.LIST_MEMBERS,
    "role": Action.CHANGE_ROLE,
    "remove": Action.REMOVE_MEMBER,
    "handover": Action.HAND_OVER_OWN,
    "acting": Action.NAME_ACTING,
    "audit": Action.READ_AUDIT,
    "money": Action.RECORD_OWN_MONEY,
    "undo": Action.REVERSE_OWN_ENTRY,
    "chart": Action.SEE_MONEY,
    "entries": Action.SEE_MONEY,
    "topics": Action.FOLLOW_TOPICS,
    "mute": Action.FOLLOW_TOPICS,
    "unmute": Action.FOLLOW_TOPICS,
    "preview": Action.PREVIEW_REMINDERS,
    "broadcast": Action.BROADCAST,
    "deliveries": Action.SEE_DELIVERIES,
    "dayoff": Action.ADD_HOLIDAY,
    "workday": Action.ADD_HOLIDAY,
}
"""The right behind a command; those that are not here are everybody's."""
ELSEWHERE = frozenset({"help", "join", "allow", "disallow"})
"""Said here already, not needed any more, or typed in a group only."""


def is_for_private_chat(spoken: Spoken | None, person: Person, setting: Setting) -> bool:
    """True for a command that this person may use, but not here."""
    need = NEEDS.get(spoken.name) if spoken is not None else None
    return need is not None and may(person, need) and not may(person, need, setting)


def commands_for(person: Person, setting: Setting, commands: CommandWords, voice: Voice) -> Reply:
    """One line a command: what to type, and what it does."""
    usable = (name for name in COMMANDS if name in commands.words and name not in ELSEWHERE)
    mine = [name for name in usable if name not in NEEDS or may(person, NEEDS[name], setting)]
    is_thai = voice.language == "th"
    lines = [f"• {commands.words[name][0] if is_thai else f'/{name}'}: {voice.say(COMMANDS[name])}" for name in mine]
    return Reply("\n".join((voice.say("What you can type here{polite}:"), *lines)), Outcome.CHAT, code="commands")
