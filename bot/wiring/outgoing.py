"""A store and settings in; how people are told who have not asked, out."""

from __future__ import annotations

from bot.notices import NoNotices, Notices
from bot.settings import Settings
from bot.wiring.places import TELEGRAM
from data.sql_members import SqlMembers
from data.sql_outbox import SqlOutbox
from handlers.commands.ports import Store
from handlers.telegram.notices import TelegramNotices


def notices(store: Store, settings: Settings) -> Notices:
    """By the outbox of the messenger, when there is one."""
    if not settings.token:
        return NoNotices()
    members = SqlMembers(store.engine)
    return TelegramNotices(SqlOutbox(store.engine, TELEGRAM, "notices"), lambda one: members.account_of(one, TELEGRAM))
