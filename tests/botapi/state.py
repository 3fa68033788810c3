"""In: a token. Out: everything this Telegram knows about one bot, in one place."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

from .calls import CallLog
from .chats import ChatBook
from .faults import FaultPlan
from .files import FileStore
from .limits import Limits
from .messages import MessageBook
from .polling import Polling
from .updates import UpdateQueue
from .webhook import Pusher


@dataclass(slots=True)
class Settings:
    """What a test may change at any time.

    latency/jitter: seconds every answer is late (jitter: up to so much more). strict_polls: slow down bots that ask
    in a tight loop, as the real one does. known_chats_only: 400 for chats no update has named. https_only: 400 for
    http:// webhooks. webhook_delay_scale: factor on the webhook's waiting between tries. keep_params: off saves memory.
    """

    latency: float = 0.0
    jitter: float = 0.0
    strict_polls: bool = True
    known_chats_only: bool = True
    https_only: bool = False
    webhook_delay_scale: float = 1.0
    keep_params: bool = True

    def change(self, values: dict[str, Any]) -> None:
        """Set some of them; an unknown name is an error."""
        unknown = values.keys() - {field.name for field in fields(self)}
        if unknown:
            raise ValueError(f"unknown settings: {sorted(unknown)}")
        for name, value in values.items():
            setattr(self, name, value)


@dataclass(slots=True)
class State:
    """One bot, its chats, its queue, and what went over the line."""

    token: str
    revoked: bool = False
    settings: Settings = field(default_factory=Settings)
    calls: CallLog = field(default_factory=CallLog)
    chats: ChatBook = field(default_factory=ChatBook)
    faults: FaultPlan = field(default_factory=FaultPlan)
    files: FileStore = field(default_factory=FileStore)
    limits: Limits = field(default_factory=Limits)
    messages: MessageBook = field(default_factory=MessageBook)
    updates: UpdateQueue = field(default_factory=UpdateQueue)
    commands: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    open_queries: set[str] = field(default_factory=set)
    pusher: Pusher | None = None
    next_webhook_at: float = 0.0
    polling: Polling = field(init=False)
    bot: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.polling = Polling(self.updates)
        self.bot = {
            "id": int(self.token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Local bot",
            "username": "local_test_bot",
        }

    def bot_in_full(self) -> dict[str, Any]:
        """What getMe says."""
        return {
            **self.bot,
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": True,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }

    def note_update(self, update: dict[str, Any]) -> None:
        """Learn chats, messages and open queries from an update that is being queued."""
        self.chats.note_update(update)
        for kind in ("callback_query", "inline_query"):
            query = update.get(kind)
            if isinstance(query, dict):
                self.open_queries.add(str(query.get("id")))
        self._note_message(update.get("message"))

    def _note_message(self, message: object) -> None:
        if not isinstance(message, dict) or not isinstance(message.get("chat"), dict):
            return
        chat_id, message_id = message["chat"].get("id"), message.get("message_id")
        chat = self.chats.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is not None and isinstance(message_id, int):
            self.messages.note(chat, message_id, {"text": str(message.get("text", ""))})

    def news(self) -> None:
        """Updates were queued: tell whoever waits for them."""
        if self.pusher is not None:
            self.pusher.wake()
        else:
            self.polling.wake()
