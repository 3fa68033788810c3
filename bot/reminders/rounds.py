"""A moment in; what is due opened, and what can leave put into the outbox, out: the tick, and the same for a dry run.

Truth is in tables. Any number of processes may call `tick` and `feed` at any moments: a campaign is made once by its
key,
a delivery is claimed and put into the outbox in one transaction, and from there the door answers for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.calendar import FiscalYear, bangkok_day
from bot.errors import PlanNotFoundError
from bot.handover import Handovers
from bot.meetings import Meetings
from bot.people import MemberState, Person
from bot.plan import Plan, Plans
from bot.reminders.compose import Composed, Matter, compose
from bot.reminders.kinds import (
    Book,
    Campaign,
    CampaignState,
    Deliveries,
    Delivery,
    DeliveryState,
    Kind,
    Recipient,
    Wishes,
)
from bot.reminders.receivers import Circle, Topics, shares
from bot.reminders.schedule import due, no_plan, schedule
from bot.reminders.topics import TopicWords
from bot.reply import Reply
from bot.workdays import CLOSES, Workdays, end_of, opening

GROUP = 25
"""So many texts are made in one transaction: nobody waits long behind them."""
NO_ACCOUNT = "no account"
AHEAD = timedelta(days=14)


class Mail(Protocol):
    """Puts messages into the outbox of a member's door, in the transaction under way. `data.sql_mail.SqlMail`."""

    def post(
        self, person: Person, replies: tuple[Reply, ...], reference: str, now: datetime, *, is_last: bool = False
    ) -> bool:
        """False when the member has no account that can be reached. `is_last`: never once more, whatever happens."""
        ...


class Turns(Protocol):
    """Opens transactions. Implementation: `data.sql_turns.SqlTurns`."""

    def turn(self) -> AbstractContextManager[object]: ...


@dataclass(frozen=True, slots=True)
class Keepers:
    """Where everything is that reminders read and write."""

    plans: Plans
    book: Book
    deliveries: Deliveries
    wishes: Wishes
    meetings: Meetings
    handovers: Handovers
    mail: Mail
    turns: Turns


@dataclass(frozen=True, slots=True)
class Made:
    """One line of a dry run: who gets what and why."""

    recipient: Recipient
    delivery: Delivery
    composed: Composed


@dataclass(frozen=True, slots=True)
class Rounds:
    """The reminders of one office."""

    office: str
    keepers: Keepers
    topics: Callable[[Plan], Topics]
    words: TopicWords
    particle: str = ""

    def workdays(self) -> Workdays:
        return Workdays(self.keepers.wishes.added_days(self.office))

    def tick(self, now: datetime) -> int:
        """Open what is due, record what has passed, take over what the outbox knows; how many campaigns were opened."""
        self.keepers.book.reconcile(self.office, now)
        self.keepers.book.reopen(self.office, now)
        workdays = self.workdays()
        opened = self._open_due(now, workdays)
        return opened + self._open_troubles(now, workdays)

    def feed(self, now: datetime, room: int) -> int:
        """Put at most `room` deliveries into the outbox, in working hours only; how many were taken."""
        if room <= 0 or not self.workdays().is_open(now):
            return 0
        matters = _Matters(self, now)
        taken = 0
        while taken < room:
            found = self._feed_group(matters, min(GROUP, room - taken), now)
            taken += found
            if not found:
                break
        return taken

    def dry_run(self, now: datetime) -> tuple[Made, ...]:
        """What falls due on the day of `now`, made by the same code and rolled back."""
        workdays, day = self.workdays(), bangkok_day(now)
        if not workdays.is_working(day):
            return ()
        moment = min(max(now, opening(day)), opening(day).replace(hour=CLOSES.hour, minute=CLOSES.minute - 1))
        found: list[Made] = []
        with self.keepers.book.rolled_back():
            self.keepers.book.forget_day(self.office, opening(day) - timedelta(hours=8, minutes=30), end_of(day))
            opened = self._opened(moment, workdays, lambda one: bangkok_day(one.due_at) == day)
            matters = _Matters(self, moment)
            if opened:
                for one in self.keepers.book.claim(self.office, 1_000_000, moment, [one.id for one in opened]):
                    found += self._made(matters, one, moment)
        return tuple(found)

    # What is due

    def _open_due(self, now: datetime, workdays: Workdays) -> int:
        return sum(1 for _ in self._opened(now, workdays, lambda _one: True))

    def _opened(self, now: datetime, workdays: Workdays, is_wanted: Callable[[Campaign], bool]) -> list[Campaign]:
        book, opened = self.keepers.book, []
        known = book.known(self.office)
        recipients: tuple[Recipient, ...] | None = None
        for plan, scheduled in self._schedules(now, workdays):
            found = due([one for one in scheduled if is_wanted(one)], known, now)
            for one in found.passed:
                book.record(one, CampaignState.PASSED, now)
            for one in found.open:
                recipients = self.keepers.wishes.recipients(self.office) if recipients is None else recipients
                members = [share.member for share in shares(one, self.circle(plan, now), recipients)]
                made = book.open(one, members, now)
                opened += [made] if made else []
        return opened

    def _schedules(self, now: datetime, workdays: Workdays) -> Iterator[tuple[Plan, tuple[Campaign, ...]]]:
        today = bangkok_day(now)
        this = FiscalYear.containing(today)
        loaded = self.keepers.plans.years(self.office)
        for year in sorted({this.previous(), this, FiscalYear.containing(today + AHEAD)}):
            if year in loaded:
                plan = self.keepers.plans.plan(self.office, year)
                yield plan, schedule(plan, self.keepers.meetings.of_year(self.office, year), workdays)
        if loaded and this not in loaded:
            plan = self.keepers.plans.plan_for(self.office, this)
            yield plan, (no_plan(self.office, this, workdays),)

    def _open_troubles(self, now: datetime, workdays: Workdays) -> int:
        """Once on a working day: what did not arrive since the morning of the working day before."""
        today = bangkok_day(now)
        period = today.isoformat()
        key = (Kind.TROUBLE.value, period, "")
        if not workdays.is_open(now) or key in self.keepers.book.known(self.office):
            return 0
        found = self.keepers.deliveries.troubles(self.office, opening(workdays.before(today, 1)), opening(today))
        if not found:
            return 0
        counts = " ".join(f"{state}={count}" for state, count in sorted(found.counts.items()))
        text = f"{counts}|{', '.join(map(str, found.unreachable))}"
        year = FiscalYear.containing(today).number
        one = Campaign(self.office, Kind.TROUBLE, period, opening(today), end_of(today), year, text=text)
        admins = [share.member for share in shares(one, self.circle(self._any_plan(now), now), self._recipients())]
        return int(self.keepers.book.open(one, admins, now) is not None)

    def _recipients(self) -> tuple[Recipient, ...]:
        return self.keepers.wishes.recipients(self.office)

    def _any_plan(self, now: datetime) -> Plan:
        return self.keepers.plans.plan_for(self.office, FiscalYear.containing(bangkok_day(now)))

    def circle(self, plan: Plan, now: datetime) -> Circle:
        """Whom the activities of a plan concern today."""
        duties = self.keepers.handovers.of_year(self.office, plan.year.number)
        return Circle(plan, self.topics(plan), self.words.first, duties, bangkok_day(now))

    # What leaves

    def _feed_group(self, matters: _Matters, limit: int, now: datetime) -> int:
        with self.keepers.turns.turn():
            found = self.keepers.book.claim(self.office, limit, now)
            for one in found:
                self._post(matters, one, now)
        return len(found)

    def _post(self, matters: _Matters, one: Delivery, now: datetime) -> None:
        recipient = matters.recipient(one.member)
        settle = self.keepers.book.settle
        if recipient is None:
            settle(one, DeliveryState.DROPPED, now, "no longer a member")
            return
        composed = compose(one, recipient, matters.of_year(one.campaign.year), now)
        if not composed.replies:
            settle(one, DeliveryState.DROPPED, now, composed.reason)
        elif recipient.person.state is MemberState.UNREACHABLE:
            settle(one, DeliveryState.UNREACHABLE, now, "could not be reached before")
        elif self.keepers.mail.post(recipient.person, composed.replies, one.reference, now, is_last=one.is_repeated):
            settle(one, DeliveryState.QUEUED, now, is_late=composed.is_late)
        else:
            settle(one, DeliveryState.UNREACHABLE, now, NO_ACCOUNT)

    def _made(self, matters: _Matters, one: Delivery, now: datetime) -> list[Made]:
        recipient = matters.recipient(one.member)
        if recipient is None:
            return []
        composed = compose(one, recipient, matters.of_year(one.campaign.year), now)
        return [Made(recipient, one, composed)] if composed.replies else []


class _Matters:
    """What texts of one feed are made from, each read once."""

    def __init__(self, rounds: Rounds, now: datetime) -> None:
        self._rounds = rounds
        self._now = now
        self._years: dict[int, Matter] = {}
        self._recipients: Mapping[int, Recipient] | None = None

    def recipient(self, number: int) -> Recipient | None:
        if self._recipients is None:
            found = self._rounds.keepers.wishes.recipients(self._rounds.office)
            self._recipients = {one.person.number: one for one in found}
        return self._recipients.get(number)

    def of_year(self, year: int) -> Matter:
        if year not in self._years:
            self._years[year] = self._matter(FiscalYear(year))
        return self._years[year]

    def _matter(self, year: FiscalYear) -> Matter:
        keepers, office = self._rounds.keepers, self._rounds.office
        try:
            plan = keepers.plans.plan(office, year)
        except PlanNotFoundError:
            plan = keepers.plans.plan_for(office, year)
        return self._around(self._rounds.circle(plan, self._now), self._before(plan))

    def _before(self, plan: Plan) -> Matter | None:
        """The year before; whom its activities concern needs no topics."""
        keepers, office, year = self._rounds.keepers, self._rounds.office, plan.year.previous()
        if year not in keepers.plans.years(office):
            return None
        duties = keepers.handovers.of_year(office, year.number)
        return self._around(Circle(keepers.plans.plan(office, year), {}, duties=duties, day=bangkok_day(self._now)))

    def _around(self, circle: Circle, before: Matter | None = None) -> Matter:
        meetings = self._rounds.keepers.meetings.of_year(self._rounds.office, circle.plan.year)
        return Matter(circle, meetings, self._rounds.particle, before)
