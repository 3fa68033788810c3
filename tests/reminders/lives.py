"""A random life in: ticks, claims, sendings, deaths, leases, clocks and members; what reached whom, and why, out.

The store is real (SQLite, with its leases, turns and outbox). Of the door only its memory is played: what it has
claimed and not yet sent, and the ends of sendings that are not yet committed. Both are gone when the process dies.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextvars import Context
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Any

from sqlalchemy import Engine, event

from bot.errors import LeaseLostError
from bot.people import MemberState, Person, Role
from bot.plan import Plan
from bot.reminders.kinds import Campaign, Kind
from bot.reminders.receivers import Topics
from bot.reminders.rounds import Keepers, Rounds
from bot.turn import Mark, OutboxState, Queued
from data.session import open_engine
from data.sql_deliveries import SqlDeliveries
from data.sql_leases import LASTS, SqlLeases
from data.sql_mail import SqlMail
from data.sql_meetings import SqlMeetings
from data.sql_members import SqlMembers
from data.sql_members_handovers import SqlHandovers
from data.sql_outbox import SqlOutbox
from data.sql_people import SqlPeople
from data.sql_reminders import SqlReminders
from data.sql_turns import SqlTurns
from data.sql_wishes import SqlWishes
from handlers.telegram.outgoing import wrap
from tests.fakes import MemoryPlans
from tests.reminders.conftest import DOOR, WORDS

LEASE = "telegram:1"
GIVES_UP = timedelta(seconds=12)
"""So long a leader goes on that could not renew its lease, by a clock that nobody sets."""
BLOCKED = "Forbidden: bot was blocked by the user"


class DeathError(BaseException):
    """The process dies here."""


class Fate(Enum):
    """What becomes of a request."""

    ARRIVES = auto()
    ANSWER_LOST = auto()
    """It arrives, and nobody says so."""
    REQUEST_LOST = auto()
    TOO_MANY = auto()


class Fuse:
    """Counts what a process asks of its database, and does something at one of them: before it has happened."""

    def __init__(self, engine: Engine) -> None:
        self._left = -1
        self._then: Callable[[], None] = lambda: None
        self._only = ""
        event.listen(engine, "before_cursor_execute", self._on_statement)
        event.listen(engine, "commit", lambda _connection: self._count("COMMIT"))

    def light(self, count: int, then: Callable[[], None], only: str = "") -> None:
        self._left, self._then, self._only = count, then, only

    def put_out(self) -> None:
        self._left = -1

    def _on_statement(self, _connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        self._count(statement)

    def _count(self, statement: str) -> None:
        if self._left < 0 or not statement.startswith(self._only):
            return
        self._left -= 1
        if self._left < 0:
            self._then()


@dataclass(slots=True)
class Held:
    """A message in the memory of a door. `is_released`: its row says pending again, because it has to wait."""

    queued: Queued
    is_released: bool = False


@dataclass
class Process:
    """One process of the bot on the database, and the memory of its door."""

    url: str
    name: str
    plan: Plan
    topics: Topics
    held: list[Held] = field(default_factory=list)
    ends: list[tuple[Mark, Held]] = field(default_factory=list)
    renewed_at: timedelta | None = None
    """When it last renewed its lease; None while it does not lead."""

    def __post_init__(self) -> None:
        engine = self.engine = open_engine(self.url)
        self.fuse = Fuse(engine)
        self.outbox = SqlOutbox(engine, DOOR, self.name)
        self.leases = SqlLeases(engine, self.name)
        self.turns = SqlTurns(engine, self.leases, LEASE)
        self.deliveries = SqlDeliveries(engine)
        self.wishes, self.people, self.members = SqlWishes(engine), SqlPeople(engine), SqlMembers(engine)
        keepers = Keepers(
            MemoryPlans(self.plan),
            SqlReminders(engine),
            self.deliveries,
            self.wishes,
            SqlMeetings(engine),
            SqlHandovers(engine),
            SqlMail(engine, SqlOutbox(engine, DOOR, f"reminders of {self.name}"), DOOR, wrap),
            SqlTurns(engine),
        )
        self.rounds = Rounds(self.plan.office.key, keepers, lambda _plan: self.topics, WORDS, "ค่ะ")

    def work(self, now: datetime, room: int) -> None:
        """What the clock does twice a minute."""
        self.rounds.tick(now)
        self.rounds.feed(now, room)

    def forget(self) -> list[Queued]:
        """The memory is gone; what the database still has as being sent."""
        doubtful = [one.queued for one in self.held if not one.is_released] + [held.queued for _, held in self.ends]
        self.held, self.ends, self.renewed_at = [], [], None
        return doubtful

    def close(self) -> None:
        self.engine.dispose()


@dataclass
class Receiver:
    """Telegram: who blocks the bot, and what has reached whom."""

    blocked: set[str] = field(default_factory=set)
    cards: Counter[str] = field(default_factory=Counter)
    """Delivery → how often it has reached its member."""
    unmarked: Counter[str] = field(default_factory=Counter)
    """Those among them that do not say that they may be a repetition."""

    def receive(self, queued: Queued) -> bool:
        """False when the member has blocked the bot."""
        message = queued.message
        if message.chat in self.blocked:
            return False
        self.cards[message.reference] += 1
        # ซ้ำ, as JSON writes it: the card itself says so when the delivery is known to be a repetition.
        self.unmarked[message.reference] += not (queued.is_doubtful or "\\u0e0b\\u0e49\\u0e33" in message.body)
        return True


class Office:
    """Two processes, one database, one Telegram and two clocks: the one on the wall, and one that nobody sets."""

    def __init__(self, url: str, plan: Plan, topics: Topics, now: datetime) -> None:
        self.plan, self.now, self.running = plan, now, timedelta()
        self.latest = now
        """Of the clock on the wall: what was due then is not due any more when it has been set back."""
        self.receiver = Receiver()
        self.doubts: Counter[str] = Counter()
        """Delivery → how often nobody could know whether it had arrived."""
        self.recalled: set[int] = set()
        self._made = 0
        self._new = lambda: Process(url, f"process {self._made}", plan, topics)
        self.processes = [self._born() for _ in range(2)]

    def _born(self) -> Process:
        self._made += 1
        return self._new()

    @property
    def any(self) -> Process:
        return self.processes[0]

    def pass_time(self, span: timedelta) -> None:
        self.now += span
        self.running += span
        self.latest = max(self.latest, self.now)

    def close(self) -> None:
        for one in self.processes:
            one.close()

    # Deaths

    def die(self, number: int) -> None:
        """SIGKILL; another one is started in its place."""
        self._lose(self.processes[number])
        self.processes[number].close()
        self.processes[number] = self._born()

    def _lose(self, process: Process) -> None:
        self.doubts.update(one.message.reference for one in process.forget())

    # The clock

    def work(self, number: int, room: int, dies_at: int | None) -> None:
        process = self.processes[number]
        if dies_at is not None:
            process.fuse.light(dies_at, _die)
        try:
            process.work(self.now, room)
        except DeathError:
            self.die(number)
        finally:
            process.fuse.put_out()

    def work_both(self, number: int, room: int, at: int) -> None:
        """The other one does all its work between two transactions of this one."""
        process, other = self.processes[number], self.processes[1 - number]
        process.fuse.light(at, lambda: Context().run(other.work, self.now, room), only="BEGIN")
        process.work(self.now, room)
        process.fuse.put_out()

    # The door

    def lead(self, number: int) -> None:
        """Take or renew the lease; who begins to lead settles what was left."""
        process = self.processes[number]
        if not process.leases.take(LEASE, self.now):
            self._lose(process)
        elif process.renewed_at is None or self._has_lapsed(process):
            self._lose(process)
            with process.turns.turn():
                process.outbox.recover(self.now)
            process.renewed_at = self.running
        else:
            process.renewed_at = self.running

    def leads(self, number: int) -> bool:
        process = self.processes[number]
        return process.renewed_at is not None and not self._has_lapsed(process)

    def _has_lapsed(self, process: Process) -> bool:
        return process.renewed_at is not None and self.running - process.renewed_at > GIVES_UP

    def claim(self, number: int, limit: int) -> None:
        process = self.processes[number]
        try:
            with process.turns.turn():
                claimed = process.outbox.claim_bulk(limit, self.now)
            process.held += [Held(one) for one in claimed]
        except LeaseLostError:
            self._lose(process)

    def send(self, number: int, fate: Fate) -> None:
        """The first message in memory leaves; what became of it waits to be committed."""
        process = self.processes[number]
        held = process.held.pop(0)
        if held.is_released:
            try:
                with process.turns.turn():
                    if not process.outbox.retake(held.queued.id):
                        return
            except LeaseLostError:
                self._lose(process)
                return
            held.is_released = False
        process.ends.append((self._sent(held.queued, fate), held))

    def _sent(self, queued: Queued, fate: Fate) -> Mark:
        if fate is Fate.TOO_MANY:
            return Mark(queued.id, OutboxState.PENDING, queued.attempts, "Too Many Requests")
        has_arrived = fate is not Fate.REQUEST_LOST and self.receiver.receive(queued)
        if fate is Fate.ARRIVES:
            if has_arrived:
                return Mark(queued.id, OutboxState.SENT, queued.attempts)
            self._mark_lost(queued.message.chat)
            return Mark(queued.id, OutboxState.FAILED, queued.attempts, BLOCKED)
        self.doubts[queued.message.reference] += 1
        if queued.attempts >= (1 if queued.message.policy == "once_more" else 0):
            return Mark(queued.id, OutboxState.UNKNOWN, queued.attempts, "no answer")
        return Mark(queued.id, OutboxState.PENDING, queued.attempts + 1, "no answer")

    def _mark_lost(self, account: str) -> None:
        """What the door tells admission when a chat refuses."""
        person = self.any.people.by_account(DOOR, account)
        if person is not None and person.state is MemberState.ACTIVE:
            self.any.members.mark_reachable(person, False, self.now)

    def commit(self, number: int) -> None:
        """Write down the ends of sendings; what has to be sent again goes back into memory."""
        process = self.processes[number]
        try:
            with process.turns.turn():
                process.outbox.mark([mark for mark, _ in process.ends], self.now)
        except LeaseLostError:
            self._lose(process)
            return
        ends, process.ends = process.ends, []
        for mark, held in ends:
            if mark.state is OutboxState.PENDING:
                is_doubtful = held.queued.is_doubtful or mark.attempts > held.queued.attempts
                again = replace(held.queued, attempts=mark.attempts, is_doubtful=is_doubtful)
                process.held.append(Held(again, is_released=True))

    # Members

    def join(self, account: str) -> None:
        new = Person(0, self.plan.office.key, Role.STAFF, f"teacher {account}")
        self.any.people.add(new, self.now, (DOOR, account))

    def everybody(self) -> tuple[Person, ...]:
        return self.any.people.members(self.plan.office.key)

    def write(self, person: Person, account: str) -> None:
        """They write to the bot, which they can only when they do not block it: what admission does then."""
        self.receiver.blocked.discard(account)
        if person.state is MemberState.UNREACHABLE:
            self.any.members.mark_reachable(person, True, self.now)

    def press(self, reference: str) -> None:
        self.any.deliveries.proved(reference, self.now)

    def broadcast(self, period: str) -> None:
        office, rounds = self.plan.office.key, self.any.rounds
        until = self.now + timedelta(days=60)
        one = Campaign(office, Kind.BROADCAST, period, self.now, until, self.plan.year.number, text="ประชุมใหญ่")
        wanted = [one.person.number for one in self.any.wishes.recipients(office) if not one.is_stopped]
        rounds.keepers.book.open(one, wanted, self.now)

    def recall(self, campaign: int) -> None:
        if self.any.deliveries.recall(self.plan.office.key, campaign, self.now) is not None:
            self.recalled.add(campaign)

    # The end

    def settle(self) -> None:
        """Nothing goes wrong any more, and the work is done to its end."""
        self.pass_time(2 * LASTS)
        self.now = self.any.rounds.workdays().next_opening(self.latest + 2 * LASTS)
        self.die(1)
        self.lead(0)
        for _ in range(30):
            self.work(0, 10_000, None)
            self.claim(0, 10_000)
            while self.processes[0].held:
                self.send(0, Fate.ARRIVES)
                self.commit(0)
            if not self.any.rounds.keepers.book.waiting(self.plan.office.key) and not self.any.outbox.oldest_waiting():
                self.work(0, 10_000, None)
                return
        raise AssertionError("it never comes to rest")


def _die() -> None:
    raise DeathError
