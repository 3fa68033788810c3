"""A store and settings in; the reminders of any office, and the desks of dates and of reminders, out."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from bot.dates_desk.desk import DatesDesk
from bot.dates_desk.reading import DateReader
from bot.dates_desk.reminders import RemindersDesk
from bot.dates_desk.words import read_date_words
from bot.frontdesk import Desk
from bot.plan import Plan
from bot.reminders.receivers import Topics
from bot.reminders.rounds import Keepers, Rounds
from bot.reminders.topics import read_topic_words, topics_of
from bot.settings import Settings
from bot.understanding.times import TimeReader, read_time_words
from bot.wiring.places import TELEGRAM, WORDS
from bot.wiring.words import word_readers
from data.sql_audit import SqlAudit
from data.sql_deliveries import SqlDeliveries
from data.sql_mail import SqlMail
from data.sql_meetings import SqlMeetings
from data.sql_members_handovers import SqlHandovers
from data.sql_outbox import SqlOutbox
from data.sql_pending import SqlPending
from data.sql_reminders import SqlReminders
from data.sql_turns import SqlTurns
from data.sql_wishes import SqlWishes
from handlers.commands.ports import Store
from handlers.telegram.outgoing import wrap

DATE_WORDS = WORDS / "date_words.yaml"


def rounds_in(store: Store, settings: Settings) -> Callable[[str], Rounds]:
    """The reminders of an office by its key; what they send goes through the outbox of the Telegram door."""
    engine, words = store.engine, read_topic_words(DATE_WORDS)
    keepers = Keepers(
        store.plans,
        SqlReminders(engine),
        SqlDeliveries(engine),
        SqlWishes(engine),
        SqlMeetings(engine),
        SqlHandovers(engine),
        SqlMail(engine, SqlOutbox(engine, TELEGRAM, f"reminders:{secrets.token_hex(4)}"), TELEGRAM, wrap),
        SqlTurns(engine),
    )

    def topics(plan: Plan) -> Topics:
        return topics_of(word_readers().reader(plan).index, words)

    return lambda office: Rounds(office, keepers, topics, words, settings.polite)


def date_desks(store: Store, settings: Settings) -> tuple[Desk, ...]:
    rounds = rounds_in(store, settings)
    reader = DateReader(read_date_words(DATE_WORDS), TimeReader(read_time_words(WORDS / "times.yaml")))
    kept = SqlPending(store.engine), SqlAudit(store.engine)
    return DatesDesk(rounds, reader, *kept, settings.polite), RemindersDesk(rounds, reader, *kept, settings.polite)
