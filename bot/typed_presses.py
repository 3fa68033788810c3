"""A typed "ยืนยัน" in, the code of the button that it means out: the one under the desks' newest card in the chat.

Only a word that can mean nothing else presses. "ok" after a card may thank for something said in between, so it is told
which word to type; money is never booked by a guess.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from pathlib import Path

from bot.asking_back import NO, YES
from bot.pending import Pending, read_press
from bot.people import Chat, Person
from bot.reply import Outcome, Reply
from bot.understanding.text import fold
from bot.voice import N_, Voice
from bot.yaml_files import read_yaml

KIND = "typed"
"""The kind of what waits here: the buttons under a card, by what they do."""
LONGEST = 40
PERHAPS_NO = "perhaps_no"
SHORTEST, ALIKE = 5, 0.8
"""Letters of a word that may be a slip, and how much of it must be right."""
_DECISIONS = (YES, NO)
TYPE_IT = N_("To confirm, press the button or type: confirm. To leave it, type: cancel{polite}.")
NOTHING_WAITS = N_("Nothing waits for a confirmation{polite}.")


@dataclass(frozen=True, slots=True)
class TypedPresses:
    """Presses by word. `words`: what a button does (`yes`, `no`, `undo`) or `perhaps` → folded words for it."""

    pending: Pending
    words: Mapping[str, frozenset[str]]
    after: re.Pattern[str]
    particle: str = ""

    def keep(self, replies: tuple[Reply, ...], person: Person, chat: Chat, now: datetime) -> None:
        """Remember the buttons of the newest card, if any can be pressed by a word; older cards hear no word again."""
        codes = [choice.code for row in (replies[-1].choices if replies else ()) for choice in row]
        named = {press.verb: code for code in codes if (press := read_press(code)) is not None}
        offered = {verb: code for verb, code in named.items() if verb in self.words}
        is_settled = any(reply.edits_card for reply in replies)
        if person.is_member and (offered or is_settled):
            self.pending.end(person, chat, KIND, now)
        if person.is_member and offered:
            self.pending.offer(person, chat, KIND, offered, now)

    def read(self, text: str, person: Person, chat: Chat, now: datetime) -> str | Reply | None:
        """The code to press, or what to say to a word that presses nothing; None for any other text."""
        verb = self._verb(text)
        if verb is None or not person.is_member:
            return None
        waiting = self.pending.waiting(person, chat, KIND, now)
        offered = waiting.payload if waiting is not None else {}
        if verb == PERHAPS_NO:
            verb = NO if NO in offered else verb
        if waiting is not None and verb in offered:
            self.pending.drop(waiting.nonce, person, now)  # the button itself still works
            return offered[verb]
        voice = Voice(person.language, self.particle)
        if verb == "perhaps" and "yes" in offered:
            return Reply(voice.say(TYPE_IT), Outcome.CHAT, code="type_it")
        return Reply(voice.say(NOTHING_WAITS), Outcome.CHAT, code="nothing_waits") if verb in _DECISIONS else None

    def _verb(self, text: str) -> str | None:
        if len(text) > LONGEST:
            return None
        said = self.after.sub("", fold(text)).strip(" .!")
        found = next((verb for verb, forms in self.words.items() if said in forms), None)
        return found or ("perhaps" if any(_is_slip(said, form) for form in self.words[YES]) else None)


def _is_slip(said: str, form: str) -> bool:
    """True for a word with a slip of the finger in it: it presses nothing, but is told what to type."""
    return len(said) >= SHORTEST and SequenceMatcher(None, said, form).ratio() >= ALIKE


def load_typed_presses(folder: Path, pending: Pending, particle: str = "") -> TypedPresses:
    """The words of a folder such as locales/words/th."""
    found = read_yaml(folder / "press_words.yaml")
    words = {str(verb): frozenset(fold(str(form)) for form in forms) for verb, forms in found["presses"].items()}
    endings = "|".join(sorted((re.escape(fold(str(form))) for form in found["after"]), key=len, reverse=True))
    return TypedPresses(pending, words, re.compile(rf"(?:\s*(?:{endings}))+$"), particle)
