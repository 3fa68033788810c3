"""Who is at a door and may come in: a visitor as the messenger names them in; a Person or a polite reply out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.people import Chat, Person, Role
from bot.reply import Reply


@dataclass(frozen=True, slots=True)
class Visitor:
    """An account of a messenger, before anybody knows whose it is."""

    door: str
    account: str
    name: str = ""
    language: str = ""


class Doorkeeper(Protocol):
    """Decides who gets in. Called inside the turn of the event, so what it writes is committed with the answer."""

    def admit(self, visitor: Visitor, chat: Chat, text: str, now: datetime) -> Person | tuple[Reply, ...]:
        """The person who may ask, or what to say instead (nothing at all for a group that nobody allowed).

        `text` is what they wrote, or the code of the button they pressed: invitations and consent come that way.
        """
        ...

    def entered(self, chat: Chat, visitor: Visitor, now: datetime) -> bool:
        """The bot was let into a chat (or unblocked); False makes it leave a group."""
        ...

    def lost(self, chat: Chat, now: datetime) -> None:
        """The chat cannot be reached any more: blocked, deleted, or the bot was put out."""
        ...

    def moved(self, chat: Chat, to: str, now: datetime) -> None:
        """The messenger gave the chat a new id."""
        ...

    def tidy(self, now: datetime) -> None:
        """Forget what is kept only for a time: old tries, requests, confirmations, questions."""
        ...


class OpenDoorkeeper:
    """Lets everybody in as staff: for demos (`THAMPLAN_ACCESS=open`)."""

    def __init__(self, office: str) -> None:
        self._office = office

    def admit(self, visitor: Visitor, chat: Chat, text: str, now: datetime) -> Person | tuple[Reply, ...]:
        return Person(0, self._office, Role.STAFF, visitor.name, language=visitor.language or "th")

    def entered(self, chat: Chat, visitor: Visitor, now: datetime) -> bool:
        return True

    def lost(self, chat: Chat, now: datetime) -> None:
        return None

    def moved(self, chat: Chat, to: str, now: datetime) -> None:
        return None

    def tidy(self, now: datetime) -> None:
        return None
