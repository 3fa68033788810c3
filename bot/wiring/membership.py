"""A store and settings in; the keepers of membership out, for the members' desk and for the command line."""

from __future__ import annotations

from bot.member_words import load_member_words
from bot.members_desk import Ports
from bot.settings import Settings
from bot.wiring.doorkeeping import links, members_book
from bot.wiring.places import WORDS
from bot.wiring.words import word_readers
from data.sql_audit import SqlAudit
from data.sql_members_contacts import SqlContacts
from data.sql_members_doors import SqlInvitations
from data.sql_members_handovers import SqlHandovers
from data.sql_pending import SqlPending
from handlers.commands.ports import Store


def members_ports(store: Store, settings: Settings) -> Ports:
    engine = store.engine
    return Ports(
        members_book(store, settings),
        SqlInvitations(engine),
        SqlContacts(engine),
        SqlHandovers(engine),
        SqlAudit(engine),
        SqlPending(engine),
        store.plans,
        word_readers(),
        load_member_words(WORDS),
        links(),
        settings.polite,
    )
