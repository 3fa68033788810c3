"""Telling somebody who has not asked: a member and replies in; messages in the outbox of that member's door out."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.people import Person
from bot.reply import Reply


class Notices(Protocol):
    """Puts messages into outboxes, in the transaction under way."""

    def tell(self, person: Person, reply: Reply, now: datetime) -> bool:
        """Send a reply to a member's private chat; False when the member has none that can be reached."""
        ...


class NoNotices:
    """Where no messenger is connected: nobody is told."""

    def tell(self, person: Person, reply: Reply, now: datetime) -> bool:
        return False
