"""A reply for somebody who has not asked in; messages in the outbox of their private chat out (`bot.notices`)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.people import MemberState, Person
from bot.reply import Reply
from bot.turn import Outbox, Outgoing
from handlers.telegram.outgoing import calls_for


class TelegramNotices:
    """Telegram gives a private chat the number of the account."""

    def __init__(self, outbox: Outbox, account_of: Callable[[Person], str | None]) -> None:
        self._outbox = outbox
        self._account_of = account_of

    def tell(self, person: Person, reply: Reply, now: datetime) -> bool:
        account = self._account_of(person)
        if account is None or person.state is MemberState.UNREACHABLE:
            return False
        calls = calls_for(reply, account)
        self._outbox.put([Outgoing(account, call.body, "notice", file=call.file) for call in calls], now)
        return True
