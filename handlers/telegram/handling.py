"""An update in; what to send for it out. Runs inside the turn: what it writes is committed with it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.doorkeeper import Doorkeeper, Visitor
from bot.people import Chat, Person, Setting
from bot.reply import Reply
from bot.turn import Outgoing, Turn
from handlers.telegram.incoming import (
    Asked,
    Ignored,
    Incoming,
    Membership,
    Moved,
    Pressed,
    Self,
    UnreadableError,
    Written,
    read,
)
from handlers.telegram.outgoing import calls_for, keyboard, plain, to_html
from handlers.telegram.writer import Arrived, Result

LONGEST_MESSAGE = 4096
INLINE_SECONDS = 10
Replies = tuple[Reply, ...]


class Assistant(Protocol):
    """The straight line from a text to replies: `bot.assistant.Assistant`."""

    def reply_to(self, text: str, person: Person, chat: Chat, now: datetime) -> Replies:
        """What to say to a text."""
        ...

    def reply_to_choice(self, code: str, person: Person, chat: Chat, now: datetime) -> Replies:
        """What to say to a button."""
        ...


@dataclass(frozen=True, slots=True)
class Answering:
    """Everything that handling needs, and nothing that knows of a database."""

    assistant: Assistant
    doorkeeper: Doorkeeper
    clock: Callable[[], datetime]
    us: Self
    apology: str

    def handle(self, turn: Turn, arrived: Arrived, now: datetime) -> Result:
        """What an update asks for. Anything it raises takes back all that it wrote."""
        return self._answer(read(parsed(arrived), self.us), arrived.update.key, now)

    def _answer(self, incoming: Incoming, key: int, now: datetime) -> Result:
        match incoming:
            case Written():
                return self._answer_text(incoming, key, now)
            case Pressed():
                return self._answer_press(incoming, key, now)
            case Asked():
                return self._answer_inline(incoming)
            case Membership():
                return self._note_membership(incoming)
            case Moved():
                self.doorkeeper.moved(incoming.chat, incoming.to, self.clock())
                return Result("moved")
            case Ignored():
                return Result("ignored")

    def _answer_text(self, written: Written, key: int, now: datetime) -> Result:
        if not written.is_for_us:
            return Result("ignored")
        text = written.text[:LONGEST_MESSAGE]
        replies = self._replies(text, written.visitor, written.chat, self.assistant.reply_to)
        return self._result(replies, written.chat, key, written.at or now)

    def _answer_press(self, pressed: Pressed, key: int, now: datetime) -> Result:
        replies = self._replies(pressed.code, pressed.visitor, pressed.chat, self.assistant.reply_to_choice)
        result = self._result(replies, pressed.chat, key, now, pressed.message)
        result.asides = [("answerCallbackQuery", {"callback_query_id": pressed.query})]
        return result

    def _answer_inline(self, asked: Asked) -> Result:
        replies = self._replies(asked.text, asked.visitor, asked.chat, self.assistant.reply_to) if asked.text else ()
        answer = {
            "inline_query_id": asked.query,
            "results": [_article(number, reply) for number, reply in enumerate(replies)],
            "cache_time": INLINE_SECONDS,
            "is_personal": True,
        }
        return Result("inline", asides=[("answerInlineQuery", answer)])

    def _note_membership(self, change: Membership) -> Result:
        moment = self.clock()
        if not change.is_in:
            self.doorkeeper.lost(change.chat, moment)
            return Result("left")
        if self.doorkeeper.entered(change.chat, change.visitor, moment) or change.chat.setting is Setting.PRIVATE:
            return Result("entered")
        return Result("refused", asides=[("leaveChat", {"chat_id": int(change.chat.id)})])

    def _replies(
        self, said: str, visitor: Visitor, chat: Chat, reply: Callable[[str, Person, Chat, datetime], Replies]
    ) -> Replies:
        moment = self.clock()
        found = self.doorkeeper.admit(visitor, chat, said, moment)
        return reply(said, found, chat, moment) if isinstance(found, Person) else found

    def _result(self, replies: Replies, chat: Chat, key: int, at: datetime, card: int | None = None) -> Result:
        calls = [call for reply in replies for call in calls_for(reply, chat.id, card)]
        messages = [Outgoing(chat.id, call.body, file=call.file, asked_at=at, update_key=key) for call in calls]
        return Result(replies[0].outcome.value if replies else "silent", messages)

    def apologize(self, arrived: Arrived, now: datetime) -> Sequence[Outgoing]:
        """A sentence for the person whose message cannot be handled, if we can tell who that is."""
        try:
            incoming = read(parsed(arrived), self.us)
        except UnreadableError:
            return ()
        if not (isinstance(incoming, Pressed) or (isinstance(incoming, Written) and incoming.is_for_us)):
            return ()
        params = {"chat_id": int(incoming.chat.id), "text": self.apology}
        return [
            Outgoing(
                incoming.chat.id, f"sendMessage {json.dumps(params)}", kind="apology", update_key=arrived.update.key
            )
        ]


def parsed(arrived: Arrived) -> Any:
    """The update as an object; parsed now if nobody has yet."""
    if arrived.parsed is not None:
        return arrived.parsed
    try:
        return json.loads(arrived.update.raw)
    except (ValueError, RecursionError) as error:
        raise UnreadableError("not JSON") from error


def _article(number: int, reply: Reply) -> dict[str, Any]:
    shown = plain(reply.text)
    article: dict[str, Any] = {
        "type": "article",
        "id": str(number),
        "title": shown.partition("\n")[0][:120] or "…",
        "description": shown.partition("\n")[2][:200],
        "input_message_content": {"message_text": to_html(reply.text[:LONGEST_MESSAGE]) or "…", "parse_mode": "HTML"},
    }
    if reply.choices:
        article["reply_markup"] = keyboard(reply.choices)
    return article
