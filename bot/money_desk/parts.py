"""What every part of the money desk needs: where things are kept, whose plan and books, and in which voice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from bot.calendar import FiscalYear, bangkok_day
from bot.frontdesk import Request
from bot.handover import Duties, Handovers
from bot.ledger import Ledger
from bot.money_desk.orders import Counter, Order, order_of
from bot.money_desk.targets import NO_TARGETS, Targets
from bot.money_desk.words import MoneyWords
from bot.notices import NoNotices, Notices
from bot.pending import LASTS, Pending, PendingAction
from bot.people import People, Person
from bot.plan import Plan, Plans
from bot.rendering.view import View
from bot.rendering.words import Words
from bot.reply import Choice, Outcome, Reply
from bot.voice import Voice

LETTER = "b"
DRAFT, BOOK = "money.draft", "money.book"
"""Kinds of what waits: an order that lacks something, and one that lacks only a yes."""
DRAFT_LASTS = timedelta(minutes=10)
"""As long as a chat remembers its question: what is typed later begins anew."""


@dataclass(frozen=True, slots=True)
class Ports:
    """The keepers behind the desk."""

    plans: Plans
    ledger: Ledger
    people: People
    handovers: Handovers
    pending: Pending
    words: MoneyWords
    notices: Notices = field(default_factory=NoNotices)
    targets: Targets = NO_TARGETS
    particle: str = ""


@dataclass(frozen=True)
class Matter:
    """One thing that somebody asked of the desk."""

    ports: Ports
    request: Request

    @property
    def person(self) -> Person:
        return self.request.person

    @cached_property
    def today(self) -> date:
        return bangkok_day(self.request.now)

    @cached_property
    def plan(self) -> Plan:
        return self.ports.plans.plan_for(self.person.office, FiscalYear.containing(self.today))

    @cached_property
    def duties(self) -> Duties:
        return self.ports.handovers.of_year(self.person.office, self.plan.year.number)

    @cached_property
    def counter(self) -> Counter:
        setting, now = self.request.chat.setting, self.request.now
        return Counter(self.plan, self.ports.ledger, self.duties, self.person, setting, now, self.today)

    @cached_property
    def words(self) -> Words:
        return Words(View(self.plan, self.today, self.person.language, self.ports.particle))

    @property
    def voice(self) -> Voice:
        return Voice(self.person.language, self.ports.particle)

    @property
    def argument(self) -> tuple[str, str]:
        """The two halves of a pressed code's argument: the nonce, and what was chosen."""
        argument = self.request.press.argument if self.request.press else ""
        nonce, _, choice = argument.partition("~")
        return nonce, choice

    def offer(self, kind: str, order: Order, **more: str) -> str:
        """Keep the order until it is answered."""
        request, payload = self.request, {**order.payload(), **more}
        lasts = DRAFT_LASTS if kind == DRAFT else LASTS
        return self.ports.pending.offer(self.person, request.chat, kind, payload, request.now, lasts)

    def kept(self, nonce: str, *kinds: str) -> tuple[PendingAction, Order] | None:
        """The order behind a nonce, when it still waits."""
        found = self.ports.pending.look(nonce, self.person, self.request.now)
        return (found, order_of(found.payload)) if found is not None and found.kind in kinds else None

    def made(self, lines: Iterable[str], choices: tuple[tuple[Choice, ...], ...] = (), **more: object) -> Reply:
        text = "\n".join(line for line in lines if line)
        return Reply(text, Outcome.CHAT, choices, **more)  # type: ignore[arg-type]  # fields of Reply
