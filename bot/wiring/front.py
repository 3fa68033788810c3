"""A store and settings in; the assistant behind its front desk out."""

from __future__ import annotations

from bot.assistant import Assistant
from bot.commands import load_commands
from bot.dates_desk.dated import WithDates
from bot.frontdesk import FrontDesk
from bot.members_desk import MembersDesk
from bot.money_desk import MoneyDesk
from bot.settings import Settings
from bot.typed_presses import load_typed_presses
from bot.wiring.dates import date_desks, rounds_in
from bot.wiring.membership import members_ports
from bot.wiring.money import money_ports
from bot.wiring.places import WORDS
from bot.wiring.words import word_readers
from data.sql_members_handovers import SqlHandovers
from data.sql_pending import SqlPending
from data.sql_questions import SqlQuestions
from handlers.commands.ports import Store


def make_assistant(store: Store, settings: Settings) -> FrontDesk:
    """The assistant behind its front desk."""
    keepers = store.plans, store.people, store.ledger, word_readers()
    assistant = Assistant(*keepers, particle=settings.polite, handovers=SqlHandovers(store.engine))
    # In this order they are asked; what none takes is a question.
    members, money = MembersDesk(members_ports(store, settings)), MoneyDesk(money_ports(store, settings))
    desks = (members, *date_desks(store, settings), money)
    unanswered = SqlQuestions(store.engine, settings.keep_questions_days)
    dated = WithDates(assistant, rounds_in(store, settings), settings.polite)
    typed = load_typed_presses(WORDS, SqlPending(store.engine), settings.polite)
    return FrontDesk(dated, desks, load_commands(WORDS), unanswered, settings.polite, typed)
