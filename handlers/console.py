"""The console chat: lines typed in a terminal in, replies and numbered choices out."""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.calendar import BANGKOK, BUDDHIST_ERA_OFFSET
from bot.people import Chat, Person
from bot.plan import Plan
from bot.reply import Choice, Reply, plain

logger = logging.getLogger(__name__)

WIDTH = 79
LEAVING = ("exit", "quit")
LEADING_VOWELS = "เแโใไ"
FOLLOWING = "ะาำๅๆฯ"


class Answering(Protocol):
    """What the console asks. Implementation: `bot.assistant.Assistant`."""

    def reply_to(self, text: str, person: Person, chat: Chat, now: datetime) -> tuple[Reply, ...]: ...

    def reply_to_choice(self, code: str, person: Person, chat: Chat, now: datetime) -> tuple[Reply, ...]: ...


@dataclass(frozen=True, slots=True)
class Console:
    """One conversation in one terminal."""

    assistant: Answering
    person: Person
    chat: Chat
    clock: Callable[[], datetime]
    say: Callable[[str], str]
    read: Callable[[str], str] = input
    write: Callable[[str], None] = print

    def talk(self, banner: str) -> None:
        """Answer until the person leaves: by word, Ctrl-D or Ctrl-C."""
        self.show(banner)
        offered: tuple[Choice, ...] = ()
        for line in self.lines():
            offered = self.answer(line, offered)
        self.show(self.say("Goodbye."))

    def lines(self) -> Iterator[str]:
        leaving = {*LEAVING, self.say("exit")}
        while True:
            try:
                line = self.read("> ").strip()
            except (EOFError, KeyboardInterrupt):
                self.write("")
                return
            if line.lower() in leaving:
                return
            yield line

    def answer(self, line: str, offered: tuple[Choice, ...]) -> tuple[Choice, ...]:
        """Show the replies; the choices that they offer are what a bare number means next."""
        try:
            replies = self.replies(line, offered)
        except Exception:
            logger.exception("a question could not be answered")
            self.show(self.say("Sorry, something went wrong. Please ask in another way."))
            return ()
        choices = tuple(choice for reply in replies for row in reply.choices for choice in row)
        self.show("\n\n".join(shown(reply, self.say) for reply in replies))
        if choices:
            self.show("\n".join(f"  [{number}] {choice.label}" for number, choice in enumerate(choices, 1)))
        return choices

    def replies(self, line: str, offered: tuple[Choice, ...]) -> tuple[Reply, ...]:
        # A long number is no choice: more digits than choices have, and `int` refuses thousands of them.
        if line.isdecimal() and len(line) < 4 and 0 < int(line) <= len(offered):
            return self.assistant.reply_to_choice(offered[int(line) - 1].code, self.person, self.chat, self.clock())
        return self.assistant.reply_to(line, self.person, self.chat, self.clock())

    def show(self, text: str) -> None:
        self.write("\n".join(wrapped(text)) + "\n")


def banner(plan: Plan, now: datetime, say: Callable[[str], str]) -> str:
    """What a person sees first: which plan answers, what time the bot thinks it is, and how to leave."""
    local = now.astimezone(BANGKOK)
    day = f"{local.day}/{local.month}/{local.year + BUDDHIST_ERA_OFFSET} {local:%H:%M}"
    return "\n".join(
        (
            say("ThamPlan · {title}").format(title=plan.title),
            plan.office.name,
            say("Clock: {moment}").format(moment=day),
            "",
            say('Type a question; a number picks a choice; "exit" or Ctrl-D leaves.'),
        )
    )


def shown(reply: Reply, say: Callable[[str], str]) -> str:
    """A reply as text; a picture or file is only named, since a terminal cannot show it."""
    text = plain(reply.text)
    if reply.attachment is None:
        return text
    return "\n".join((text, say("[attached: {name}]").format(name=reply.attachment.name)))


def wrapped(text: str, width: int = WIDTH) -> Iterator[str]:
    """The lines of a text, none wider than the terminal, broken at spaces where there are any."""
    for line in text.split("\n"):
        indent = " " * min(len(line) - len(line.lstrip()), width // 2)
        rest = line
        while (fits := letters_within(rest, width)) < len(rest):
            cut = border(rest, fits)
            yield rest[:cut].rstrip()
            rest = indent + rest[cut:].lstrip()
        yield rest


def letters_within(line: str, width: int) -> int:
    """How many letters of a line fit; looks no further than that, for a line may be very long."""
    taken = 0
    for index, letter in enumerate(line):
        taken += _columns(letter)
        if taken > width:
            return index
    return len(line)


def border(line: str, fits: int) -> int:
    """Where to cut: after the last space of the second half that fits, else between letters that can stand apart."""
    space = line.rfind(" ", fits // 2, fits + 1)
    if space > len(line) - len(line.lstrip()):
        return space + 1
    cut = fits
    while cut > fits // 2 and not can_part(line[cut - 1], line[cut]):
        cut -= 1
    return cut if cut > fits // 2 else fits


def can_part(before: str, after: str) -> bool:
    if before in LEADING_VOWELS or after in FOLLOWING or columns(after) == 0:
        return False
    return not (before.isascii() and after.isascii() and before.isalnum() and after.isalnum())


def columns(text: str) -> int:
    """How many columns a text takes: Thai marks above and below take none, wide letters two."""
    return sum(_columns(letter) for letter in text)


def _columns(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
