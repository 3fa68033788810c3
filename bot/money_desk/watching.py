"""Targets and the books in; after a quarter's end, one notice for each activity behind its target out, once ever."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol

from bot.calendar import FiscalYear, Quarter, bangkok_day
from bot.errors import PlanNotFoundError
from bot.handover import Duties
from bot.ledger import Books
from bot.money_desk.parts import Ports
from bot.money_desk.saying import place_name
from bot.money_desk.targets import disbursed_percent, is_behind
from bot.money_desk.telling import concerned_of
from bot.people import Person
from bot.plan import Activity, Plan
from bot.rendering import money
from bot.rendering.view import View
from bot.rendering.words import Words, strong
from bot.reply import Outcome, Reply
from bot.turn import Turns
from bot.workdays import Workdays

STILL_NEWS = timedelta(days=30)
"""So long after a quarter's end it is told; later it is known."""


class Rounds(Protocol):
    """What the clock wakes (`handlers.clock.Reminders`)."""

    def tick(self, now: datetime) -> int: ...

    def feed(self, now: datetime, room: int) -> int: ...


class Watched:
    """The reminders of an office with the watch of its targets beside them."""

    def __init__(self, rounds: Rounds, watch: TargetWatch) -> None:
        self._rounds = rounds
        self._watch = watch

    def tick(self, now: datetime) -> int:
        return self._rounds.tick(now) + self._watch.look(now)

    def feed(self, now: datetime, room: int) -> int:
        return self._rounds.feed(now, room)


class TargetWatch:
    """Looks once a day of work; what was told is kept as a token, so that no process tells it twice."""

    def __init__(self, office: str, ports: Ports, turns: Turns) -> None:
        self._office = office
        self._ports = ports
        self._turns = turns
        self._looked: tuple[int, int, int] | None = None

    def look(self, now: datetime) -> int:
        """How many activities were told of."""
        today = bangkok_day(now)
        plan = self._plan(now)
        quarter, _ = self._ports.targets.due(plan, today) if plan else (0, 0)
        mark = (today.toordinal(), plan.year.number if plan else 0, quarter)
        if plan is None or not quarter or mark == self._looked or not Workdays().is_open(now):
            return 0
        if today - Quarter(plan.year, quarter).span.end_on > STILL_NEWS:
            return 0
        told = self._tell_all(plan, quarter, now)
        self._looked = mark
        return told

    def _plan(self, now: datetime) -> Plan | None:
        """The plan whose quarter ended last: on 1 October that of the year before."""
        day = bangkok_day(now) - STILL_NEWS
        try:
            return self._ports.plans.plan(self._office, FiscalYear.containing(day))
        except PlanNotFoundError:
            return None

    def _tell_all(self, plan: Plan, quarter: int, now: datetime) -> int:
        books, today = self._ports.ledger.books(plan), bangkok_day(now)
        duties = self._ports.handovers.of_year(self._office, plan.year.number)
        behind = [one for one in plan.activities if is_behind(one, books, self._ports.targets, today)]
        return sum(self._tell(activity, books, duties, quarter, now) for activity in behind)

    def _tell(self, activity: Activity, books: Books, duties: Duties, quarter: int, now: datetime) -> int:
        token = f"behind:{self._office}:{books.plan.year.number}:{quarter}:{activity.number}"
        with self._turns.turn() as turn:
            if not turn.once(token, now):
                return 0
            members = self._ports.people.members(self._office)
            for person in concerned_of(members, activity, duties, bangkok_day(now)):
                self._ports.notices.tell(person, self._notice(person, activity, books, quarter, now), now)
        return 1

    def _notice(self, person: Person, activity: Activity, books: Books, quarter: int, now: datetime) -> Reply:
        words = Words(View(books.plan, bangkok_day(now), person.language, self._ports.particle))
        balance = books.balance(activity.number)
        target = self._ports.targets.at_end_of(quarter)
        head = words.say(
            "Behind target at the end of quarter {n}: {percent} percent disbursed, the target is {target}{polite}.",
            n=quarter,
            percent=disbursed_percent(balance),
            target=target,
        )
        figures = money.four_figures(words, balance) if balance.is_recorded else ()
        unrecorded = "" if figures else words.say("No spending has been recorded yet.")
        place = strong(place_name(words, books.plan, activity.number))
        text = "\n".join(line for line in (head, place, unrecorded, *figures) if line)
        return Reply(text, Outcome.CHAT, refs=(activity.number,))
