"""A store and settings in; the keepers of the money desk, and what the commands of money need, out."""

from __future__ import annotations

from bot.money_desk import Ports
from bot.money_desk.targets import Targets
from bot.money_desk.words import load_money_words
from bot.settings import Settings
from bot.wiring.outgoing import notices
from bot.wiring.places import WORDS
from data.sql_members_handovers import SqlHandovers
from data.sql_pending import SqlPending
from handlers.commands.ports import Store, Till


def money_ports(store: Store, settings: Settings) -> Ports:
    return Ports(
        store.plans,
        store.ledger,
        store.people,
        SqlHandovers(store.engine),
        SqlPending(store.engine),
        load_money_words(WORDS),
        notices(store, settings),
        Targets(settings.targets),
        settings.polite,
    )


def till(store: Store) -> Till:
    # openpyxl and its kin are behind this; a conversation about money does without them.
    from data.budget_files import BudgetFiles

    words = load_money_words(WORDS)
    return Till(words, SqlHandovers(store.engine), BudgetFiles(store.engine, store.ledger, words.sheet))
