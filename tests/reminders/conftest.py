"""An office with the plan of 2567, members of every role and their accounts; and its rounds on a real database."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

import pytest
from sqlalchemy import Engine, select

from bot.calendar import BANGKOK, Span
from bot.people import Person, Role
from bot.plan import Period, Plan
from bot.readers import CachedReaders
from bot.reminders.receivers import Topics
from bot.reminders.rounds import Keepers, Rounds
from bot.reminders.topics import read_topic_words, topics_of
from bot.settings import read_settings
from bot.turn import Mark, OutboxState
from bot.wiring.front import make_assistant
from data.sql_deliveries import SqlDeliveries
from data.sql_mail import SqlMail
from data.sql_meetings import SqlMeetings
from data.sql_members import SqlMembers
from data.sql_members_handovers import SqlHandovers
from data.sql_outbox import SqlOutbox
from data.sql_reminders import SqlReminders
from data.sql_turns import SqlTurns
from data.sql_wishes import SqlWishes
from data.store import Store
from data.tables_door import outbox
from handlers.commands.ports import Assistant
from handlers.telegram.outgoing import wrap
from tests.conftest import ROOT

DOOR = "telegram"
WORDS = read_topic_words(ROOT / "locales" / "words" / "th" / "date_words.yaml")
READERS = CachedReaders(ROOT / "locales" / "words" / "th")


def at(*numbers: int) -> datetime:
    """A moment in Bangkok."""
    return datetime(*numbers, tzinfo=BANGKOK)  # type: ignore[arg-type]


def topics(plan: Plan) -> Topics:
    return topics_of(READERS.reader(plan).index, WORDS)


def a_year_later(plan: Plan) -> Plan:
    """The same plan for the next fiscal year."""

    def later(day: date) -> date:
        return day.replace(year=day.year + 1, day=min(day.day, 28) if day.month == 2 else day.day)

    def shifted(one: Period) -> Period:
        return replace(one, span=Span(later(one.span.start_on), later(one.span.end_on)))

    moved = tuple(replace(one, periods=tuple(map(shifted, one.periods))) for one in plan.activities)
    return replace(plan, year=plan.year.next(), activities=moved)


@dataclass
class Office:
    """A running office."""

    store: Store
    plan: Plan
    rounds: Rounds
    people: dict[str, Person] = field(default_factory=dict)

    @cached_property
    def front(self) -> Assistant:
        """What every door talks to."""
        return make_assistant(self.store, read_settings({}))

    @property
    def engine(self) -> Engine:
        return self.store.engine

    @property
    def keepers(self) -> Keepers:
        return self.rounds.keepers

    @property
    def door(self) -> SqlOutbox:
        return SqlOutbox(self.engine, DOOR, "a sender")

    def add(self, name: str, role: Role, officer: str = "", account: str = "") -> Person:
        new = Person(0, self.plan.office.key, role, name, officer)
        accounts = [(DOOR, account)] if account else []
        self.people[name] = self.store.people.add(new, at(2024, 1, 1), *accounts)
        return self.people[name]

    def queued(self) -> list[tuple[str, str]]:
        """(chat, reference) of every message that was ever put into the outbox."""
        with self.engine.connect() as connection:
            rows = connection.execute(select(outbox.c.chat, outbox.c.reference).order_by(outbox.c.id))
            return [(row.chat, row.reference) for row in rows]

    def states(self) -> dict[int, str]:
        return {one.member: one.state.value for one in self.keepers.deliveries.deliveries(self.plan.office.key)}

    def run(self, now: datetime) -> int:
        """A tick, and all that may leave."""
        self.rounds.tick(now)
        return self.rounds.feed(now, 10_000)

    def send_all(self, now: datetime, state: OutboxState = OutboxState.SENT, reason: str = "") -> int:
        """What the door does with the outbox."""
        claimed = self.door.claim_bulk(10_000, now)
        self.door.mark([Mark(one.id, state, one.attempts, reason) for one in claimed], now)
        for one in claimed if "blocked" in reason else []:
            lost = self.store.people.by_account(DOOR, one.message.chat)
            assert lost is not None
            SqlMembers(self.engine).mark_reachable(lost, False, now)
        return len(claimed)


def open_office(store: Store, plan: Plan, *, crowd: bool = True) -> Office:
    saved = store.plans.save_plan(plan)
    engine = store.engine
    keepers = Keepers(
        store.plans,
        SqlReminders(engine),
        SqlDeliveries(engine),
        SqlWishes(engine),
        SqlMeetings(engine),
        SqlHandovers(engine),
        SqlMail(engine, SqlOutbox(engine, DOOR, "reminders"), DOOR, wrap),
        SqlTurns(engine),
    )
    office = Office(store, saved, Rounds(saved.office.key, keepers, topics, WORDS, "ค่ะ"))
    if crowd:
        office.add("kittisak", Role.OFFICER, "kittisak", "101")
        office.add("phinyaphat", Role.OFFICER, "phinyaphat", "102")
        office.add("teacher", Role.STAFF, "", "103")
        office.add("director", Role.DIRECTOR, "", "104")
        office.add("admin", Role.ADMIN, "", "105")
    return office


@pytest.fixture
def office(store: Store, plan_2567: Plan) -> Office:
    return open_office(store, plan_2567)
