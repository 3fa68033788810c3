"""The first lock: somebody at a door in; the Person who may ask out, or what is said instead. Implements `Doorkeeper`.

In this order: groups that nobody allowed are not answered; who writes too fast is told once; a code is tried;
strangers get one
polite sentence and may ask to join; a new member is asked for consent; everybody else goes on to the front desk.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from bot.commands import CommandWords
from bot.doorkeeper import Visitor
from bot.member_words import MemberWords
from bot.membership import Attempts, Door, Groups, JoinRequests, Members
from bot.notices import Notices
from bot.pace import Pace, Pass
from bot.pending import press_code, read_press
from bot.people import Chat, MemberState, People, Person, Role, Setting
from bot.reply import Choice, Outcome, Reply
from bot.rights import Action, may
from bot.voice import Voice
from bot.welcome import consent_notice, join_notice, welcome

Admitted = Person | tuple[Reply, ...]
_START = re.compile(r"/start(?:@\w+)?\s+(\S+)", re.ASCII)
_CODE = re.compile(r"[A-Za-z0-9_-]{8,64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Book:
    """Where members, their ways in and their groups are kept."""

    people: People
    members: Members
    requests: JoinRequests
    groups: Groups
    attempts: Attempts
    notices: Notices


class Forgetful(Protocol):
    """Keeps something for a time only."""

    def tidy(self, now: datetime) -> object: ...


@dataclass(frozen=True, slots=True)
class Admission:
    """The doorkeeper of one office."""

    office: str
    book: Book
    commands: CommandWords
    words: MemberWords
    is_open: bool = False
    """Everybody is let in as staff: for demos."""
    language: str = "th"
    particle: str = ""
    pace: Pace = field(default_factory=Pace)
    tidies: tuple[Callable[[datetime], object], ...] = ()
    """What forgets things whose time is over."""
    officer_name: Callable[[str, str, datetime], str] = lambda _office, _key, _now: ""
    """The name of a person of the plan by office and key."""

    def admit(self, visitor: Visitor, chat: Chat, text: str, now: datetime) -> Admitted:
        person = self._person(visitor)
        if chat.setting is Setting.GROUP and not self._answers_in(chat, person, text):
            return ()
        step = self.pace.step(visitor.door, visitor.account, now)
        if step is not Pass.GO:
            return self._slow_down(step, person)
        code = _START.fullmatch(text.strip()) if chat.setting is Setting.PRIVATE else None
        if code is not None:
            return self._try_code(code[1], visitor, now)
        if person is None:
            return self._stranger(visitor, chat, text, now)
        if not person.has_consented:
            return self._newcomer(person, chat, text, now)
        return self._back(person, chat, now)

    def entered(self, chat: Chat, visitor: Visitor, now: datetime) -> bool:
        person = self._person(visitor)
        if chat.setting is not Setting.GROUP:
            if person is not None:
                self._back(person, chat, now)
            return True
        if self.is_open or self.book.groups.office_of(chat) == self.office:
            return True
        if person is None or not may(person, Action.ALLOW_GROUP, Setting.GROUP):
            return False
        self.book.groups.allow(chat, self.office, person.number, now)
        return True

    def lost(self, chat: Chat, now: datetime) -> None:
        if chat.setting is Setting.GROUP:
            self.book.groups.disallow(chat, 0, now)
            return
        person = self.book.people.by_account(chat.door, chat.id)
        if person is not None and person.state is MemberState.ACTIVE:
            self.book.members.mark_reachable(person, False, now)

    def moved(self, chat: Chat, to: str, now: datetime) -> None:
        self.book.groups.moved(chat, to)

    def tidy(self, now: datetime) -> None:
        for forget in self.tidies:
            forget(now)

    def _person(self, visitor: Visitor) -> Person | None:
        found = self.book.people.by_account(visitor.door, visitor.account)
        return found if found is not None and found.is_member and found.office == self.office else None

    def _answers_in(self, chat: Chat, person: Person | None, text: str) -> bool:
        if self.is_open or self.book.groups.office_of(chat) == self.office:
            return True
        spoken = self.commands.read(text)
        is_allowing = spoken is not None and spoken.name == "allow"
        return is_allowing and person is not None and may(person, Action.ALLOW_GROUP, Setting.GROUP)

    def _slow_down(self, step: Pass, person: Person | None) -> tuple[Reply, ...]:
        if step is Pass.SILENT:
            return ()
        voice = self._voice(person)
        said = voice.say("That was a little fast for me; please wait a moment and ask again{polite}.")
        return (Reply(said, Outcome.CHAT, code="too_fast"),)

    def _try_code(self, code: str, visitor: Visitor, now: datetime) -> Admitted:
        voice = self._voice(None)
        if not self.book.attempts.may_try(visitor, now):
            return _said(voice.say("Too many codes were tried; please ask an admin of the office{polite}."), "tries")
        known = replace(visitor, language=self.language)
        entered = self.book.members.enter(code, known, self.office, now) if _CODE.fullmatch(code) else Door.UNKNOWN
        if isinstance(entered, Door):
            return _said(_closed(entered, voice), f"code_{entered.value}")
        self.book.attempts.clear(visitor)
        if entered.has_consented:
            return (welcome(entered, self._voice(entered)),)
        return (self._notice(entered, now),)

    def _stranger(self, visitor: Visitor, chat: Chat, text: str, now: datetime) -> Admitted:
        if self.is_open:
            return Person(0, self.office, Role.STAFF, visitor.name, language=self.language)
        voice = self._voice(None)
        if chat.setting is Setting.PRIVATE and self._asks_to_join(text):
            return self._ask_to_join(visitor, now, voice)
        said = voice.say("I answer members of the office only{polite}.")
        button = Choice(voice.say("Ask to join"), press_code("m", "join"))
        choices = ((button,),) if chat.setting is Setting.PRIVATE else ()
        return (Reply(said, Outcome.CHAT, choices, code="stranger"),)

    def _asks_to_join(self, text: str) -> bool:
        press, spoken = read_press(text), self.commands.read(text)
        return (press is not None and press.verb == "join") or (spoken is not None and spoken.name == "join")

    def _ask_to_join(self, visitor: Visitor, now: datetime, voice: Voice) -> tuple[Reply, ...]:
        request = self.book.requests.ask(replace(visitor, language=self.language), self.office, now)
        if request is None and self.book.requests.is_refused(visitor):
            said = voice.say("You cannot ask again for now; please speak with the office itself{polite}.")
            return _said(said, "join_waits")
        if request is None:
            return _said(voice.say("Your request is with the admins already; please wait{polite}."), "join_waits")
        for admin in self.book.people.members(self.office):
            if may(admin, Action.DECIDE_JOINING):
                self.book.notices.tell(admin, join_notice(request, self._voice(admin)), now)
        return _said(voice.say("The admins have been asked; you will hear from me{polite}."), "join_asked")

    def _newcomer(self, person: Person, chat: Chat, text: str, now: datetime) -> Admitted:
        voice = self._voice(person)
        if chat.setting is not Setting.PRIVATE:
            return _said(voice.say("Please open a private chat with me first{polite}."), "consent_first")
        press = read_press(text)
        verb = press.verb if press is not None and press.desk == "m" else ""
        if verb == "consent" or self.words.is_answer("consent", text):
            return (welcome(self.book.members.consent(person, now), voice),)
        if verb == "decline" or self.words.is_answer("decline", text):
            self.book.members.remove(person, person.number, now)
            return _said(voice.say("All right: nothing about you is kept here{polite}."), "declined")
        return (self._notice(person, now),)

    def _notice(self, person: Person, now: datetime) -> Reply:
        in_plan = self.officer_name(person.office, person.officer, now) if person.officer else ""
        return consent_notice(person, self._voice(person), in_plan)

    def _back(self, person: Person, chat: Chat, now: datetime) -> Person:
        if person.state is MemberState.UNREACHABLE and chat.setting is Setting.PRIVATE:
            return self.book.members.mark_reachable(person, True, now)
        return person

    def _voice(self, person: Person | None) -> Voice:
        return Voice(person.language if person is not None else self.language, self.particle)


def _closed(door: Door, voice: Voice) -> str:
    if door is Door.USED:
        return voice.say("This invitation has been used already; please ask for a new one{polite}.")
    if door is Door.EXPIRED:
        return voice.say("This invitation has expired; please ask for a new one{polite}.")
    return voice.say("I do not know this invitation; please open the link once more or ask for a new one{polite}.")


def _said(text: str, code: str) -> tuple[Reply, ...]:
    return (Reply(text, Outcome.CHAT, code=code),)
