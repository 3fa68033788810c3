"""Where every message of a person passes: an ordered list of desks, then the assistant. Rights in, replies out.

A door calls it as it would call the assistant: `reply_to(text, person, chat, now)`. Each desk is one conversation
that changes
something (members, dates, money). The first desk that has an answer ends the matter; what none takes is a question to
the plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.commands import CommandWords, Spoken
from bot.errors import MemberError, NotAllowedError, RecordingError, SchedulingError
from bot.group_manners import for_group
from bot.helping import commands_for, is_for_private_chat
from bot.pending import MARK, Press, read_press
from bot.people import Chat, Person, Setting
from bot.reply import Outcome, Reply
from bot.rights import Action, may
from bot.typed_presses import TypedPresses
from bot.voice import Voice

Replies = tuple[Reply, ...]
READ_BY_OTHERS = frozenset({Setting.GROUP, Setting.INLINE})
"""Where colleagues and others read along; what is answered inline is posted into any chat."""
LONGEST_TEXT = 2000
"""Letters that a message may have; questions are shorter, commands too."""


@dataclass(frozen=True, slots=True)
class Request:
    """One thing a member did: typed `text`, or pressed a button of a desk."""

    person: Person
    chat: Chat
    now: datetime
    text: str = ""
    """As typed, a slash name put into words; empty for a press."""
    spoken: Spoken | None = None
    """The command that the text begins with, if any."""
    press: Press | None = None


class Desk(Protocol):
    """One conversation. Implementations: `bot.members_desk.MembersDesk`, …"""

    @property
    def letter(self) -> str:
        """The letter of its buttons' codes (`bot.pending.press_code`); no two desks share one."""
        ...

    def reply(self, request: Request) -> Replies | None:
        """The replies, or None when this is not for this desk. A press reaches only the desk of its letter.

        Raise NotAllowedError, MemberError, SchedulingError or RecordingError before anything is written: its text is
        the reply.
        """
        ...


class Assistant(Protocol):
    """The straight line. Implementation: `bot.assistant.Assistant`."""

    def reply_to(self, text: str, person: Person, chat: Chat, now: datetime) -> Replies: ...

    def reply_to_choice(self, code: str, person: Person, chat: Chat, now: datetime) -> Replies: ...

    def explain(self, text: str, person: Person, chat: Chat, now: datetime) -> str: ...


class Unanswered(Protocol):
    """Keeps what nobody could answer, without a name. Implementation: `data.sql_questions.SqlQuestions`."""

    def note(self, office: str, text: str, now: datetime) -> None: ...


@dataclass(frozen=True, slots=True)
class FrontDesk:
    """Stands in for the assistant at every door."""

    assistant: Assistant
    desks: Sequence[Desk]
    commands: CommandWords
    unanswered: Unanswered | None = None
    particle: str = ""
    typed: TypedPresses | None = None

    def reply_to(self, text: str, person: Person, chat: Chat, now: datetime) -> Replies:
        """The replies to a typed message."""
        refusal = self._refusal(text, person, chat)
        if refusal is not None:
            return refusal
        pressed = self.typed.read(text, person, chat, now) if self.typed is not None else None
        if isinstance(pressed, str):
            return self.reply_to_choice(pressed, person, chat, now)
        if pressed is not None:
            return (pressed,)
        request = Request(person, chat, now, self.commands.plain(text), self.commands.read(text))
        replies = self._at_desks(request)
        if replies is None:
            replies = self.assistant.reply_to(request.text, person, chat, now)
            self._note_unanswered(request, replies)
            if request.spoken is not None and request.spoken.name == "help":
                voice = Voice(person.language, self.particle)
                replies = (*replies, commands_for(person, chat.setting, self.commands, voice))
        return self._mannerly(replies, request)

    def reply_to_choice(self, code: str, person: Person, chat: Chat, now: datetime) -> Replies:
        """The replies to a pressed button; one of a desk that is not there (any more) is an old button."""
        refusal = self._refusal(code, person, chat)
        if refusal is not None:
            return refusal
        press = read_press(code) if code.startswith(MARK) else None
        request = Request(person, chat, now, press=press)
        replies = self._at_desks(request) if press is not None else None
        if replies is None:
            replies = self.assistant.reply_to_choice(code, person, chat, now)
        return self._mannerly(replies, request)

    def explain(self, text: str, person: Person, chat: Chat, now: datetime) -> str:
        """How a question is understood; desks are not asked."""
        return self.assistant.explain(text, person, chat, now)

    def _refusal(self, text: str, person: Person, chat: Chat) -> Replies | None:
        """What is said instead of an answer. The doorkeeper has let nobody else in: this is the second lock."""
        voice = Voice(person.language, self.particle)
        if not may(person, Action.ASK, chat.setting):
            return (Reply(voice.say("I answer members of the office only{polite}."), Outcome.CHAT, code="stranger"),)
        if len(text) > LONGEST_TEXT:
            said = voice.say("That is too long for me; please write it shorter{polite}.")
            return (Reply(said, Outcome.CHAT, code="long"),)
        return None

    def _at_desks(self, request: Request) -> Replies | None:
        if request.spoken is not None and request.spoken.is_certain and self._is_elsewhere(request):
            return (self._not_allowed(request),)
        try:
            found = (desk.reply(request) for desk in self._desks_for(request))
            replies = next((replies for replies in found if replies is not None), None)
            if replies is not None and self.typed is not None:
                self.typed.keep(replies, request.person, request.chat, request.now)
            return replies
        except NotAllowedError:
            return (self._not_allowed(request),)
        except (MemberError, SchedulingError, RecordingError) as fault:
            return (_said(fault, Voice(request.person.language, self.particle), "refused"),)

    def _is_elsewhere(self, request: Request) -> bool:
        return is_for_private_chat(request.spoken, request.person, request.chat.setting)

    def _not_allowed(self, request: Request) -> Reply:
        """Why not: it is theirs, but not where others read along; or it is not theirs at all."""
        voice = Voice(request.person.language, self.particle)
        if self._is_elsewhere(request):
            said = voice.say("Please write that in the private chat with me: here others read along{polite}.")
        else:
            said = voice.say("That is not yours to do here; nothing was changed{polite}.")
        return Reply(said, Outcome.CHAT, code="not_allowed")

    def _desks_for(self, request: Request) -> Sequence[Desk]:
        if request.press is None:
            return self.desks
        return [desk for desk in self.desks if desk.letter == request.press.desk]

    def _note_unanswered(self, request: Request, replies: Replies) -> None:
        is_test = request.chat.setting is Setting.CONSOLE
        if self.unanswered is not None and not is_test and any(one.outcome is Outcome.UNKNOWN for one in replies):
            self.unanswered.note(request.person.office, request.text, request.now)

    def _mannerly(self, replies: Replies, request: Request) -> Replies:
        if request.chat.setting not in READ_BY_OTHERS:
            return replies
        return for_group(replies, Voice(request.person.language, self.particle))


def _said(fault: Exception, voice: Voice, code: str) -> Reply:
    return Reply(voice.say_error(fault), Outcome.CHAT, code=code)
