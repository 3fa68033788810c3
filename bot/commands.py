"""The words that begin a command: word files in; the command and what follows it out. Also Telegram's list of commands.

Telegram takes names of a–z only, so every command has a Latin name and words of the reader's language; `/invite x`
and `เชิญ x` are
the same to every desk. A desk adds its commands to `COMMANDS`, and its words to a file `<subject>_words.yaml` beside
the others.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.understanding.text import fold
from bot.voice import N_, Voice
from bot.yaml_files import read_yaml

COMMANDS: dict[str, str] = {
    "help": N_("What I can answer"),
    "mine": N_("My own activities"),
    "quarter": N_("What runs this quarter"),
    "me": N_("Who I am here, and what is kept about me"),
    "contacts": N_("How to reach a colleague"),
    "mycontact": N_("My telephone number or e-mail, shown if I agree"),
    "export": N_("Everything that is kept about me"),
    "forget": N_("Remove me and my data"),
    "join": N_("Ask to become a member"),
    "invite": N_("Invite a colleague (admins)"),
    "members": N_("The members and who waits (admins, director)"),
    "role": N_("Change a member's role (admins)"),
    "remove": N_("Remove a member (admins)"),
    "handover": N_("Hand activities over to a colleague"),
    "acting": N_("Somebody acts for an officer until a day"),
    "audit": N_("Who changed what, and when (admins)"),
    "allow": N_("Let me answer in this group (admins)"),
    "disallow": N_("Let me leave this group (admins)"),
    "money": N_("Record money (officers, finance)"),
    "undo": N_("Undo an entry of the books"),
    "chart": N_("The budget as a picture"),
    "entries": N_("What has been recorded last"),
    "topics": N_("The topics I am reminded of"),
    "mute": N_("Be silent on a topic"),
    "unmute": N_("Speak of a topic again"),
    "stop": N_("No reminders any more"),
    "remind": N_("Remind me again"),
    "calendar": N_("A calendar file of my dates"),
    "undated": N_("What has no date yet"),
    "preview": N_("What reminders would go out (admins)"),
    "broadcast": N_("Tell every member something (admins)"),
    "deliveries": N_("What became of the reminders (admins)"),
    "dayoff": N_("Add a day off (admins)"),
    "workday": N_("Make a holiday a working day (admins)"),
}
"""Latin name → what it does; in the order of Telegram's menu."""
_SLASH = re.compile(r"/([a-z_]{1,32})(?:@\w+)?(?:[\s_]+(.*))?", re.ASCII | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A command that somebody gave, and the words after it, as typed."""

    name: str
    rest: str = ""
    is_slashed: bool = False
    """Written with a slash: it is certainly a command. A word may also begin a question."""

    @property
    def is_certain(self) -> bool:
        """A slash, or the command alone: it cannot be the beginning of a question."""
        return self.is_slashed or not self.rest


class CommandWords:
    """Finds the command at the beginning of a message."""

    def __init__(self, words: Mapping[str, tuple[str, ...]], before: tuple[str, ...] = ()) -> None:
        """`before`: what people say first when they ask for something; a command may stand behind it."""
        self.words = words
        self._forms = {fold(form): name for name, found in words.items() for form in found}
        # Of two forms with one beginning the longer is meant.
        longest_first = sorted(self._forms, key=len, reverse=True)
        polite = "|".join(map(re.escape, sorted(map(fold, before), key=len, reverse=True))) or r"(?!)"
        # A form that begins with such a word itself is found without it.
        self._beginning = re.compile(rf"(?:(?:{polite}) ?)??({'|'.join(map(re.escape, longest_first)) or '(?!)'})")
        self._look_at = 2 * max(map(len, (*self._forms, *before)), default=0)

    def read(self, text: str) -> Spoken | None:
        """The command of a message, by its slash name or by its words; None when it begins with neither."""
        slashed = _SLASH.fullmatch(text.strip())
        if slashed is not None:
            return Spoken(slashed[1], (slashed[2] or "").strip(), is_slashed=True) if slashed[1] in self.words else None
        # Nearly every message is a question, as its first letters show.
        if self._beginning.match(fold(text[: self._look_at])) is None:
            return None
        folded = fold(text)
        found = self._beginning.match(folded)
        if found is None:
            return None
        form, rest = found[1], folded[found.end() :]
        if rest and rest[0].isalpha() and not _may_follow(form, rest):
            return None
        return Spoken(self._forms[form], rest.strip(" :"))

    def plain(self, text: str) -> str:
        """The message with its slash name put into words; other messages as they are."""
        if not text.lstrip().startswith("/"):
            return text
        spoken = self.read(text)
        if spoken is None:
            return text.lstrip(" /")
        return f"{self.words[spoken.name][0]} {spoken.rest}".strip()


def _may_follow(form: str, rest: str) -> bool:
    """Thai writes no spaces: a word of Thai letters may run on, if no mark of it hangs on the form's last letter."""
    return not form.isascii() and rest[0] not in "ะัาำิีึืฺุู็่้๊๋์ํ"


def load_commands(folder: Path) -> CommandWords:
    """The words of all commands: `commands` of every `*_words.yaml` in the folder."""
    words: dict[str, tuple[str, ...]] = {}
    before: list[str] = []
    for path in sorted(folder.glob("*_words.yaml")):
        found = read_yaml(path) or {}
        words.update({str(name): tuple(map(str, forms)) for name, forms in found.get("commands", {}).items()})
        before += map(str, found.get("before_commands", []))
    return CommandWords(words, tuple(before))


def menu(language: str) -> tuple[tuple[str, str], ...]:
    """(name, description) of every command, for the messenger's own list."""
    voice = Voice(language)
    return tuple((name, voice.say(about)) for name, about in COMMANDS.items())
