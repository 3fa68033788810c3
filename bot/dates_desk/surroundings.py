"""What the desks of reminders share: the office's reminders, its plan, and the voice of a request."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.audit import Audit, Change
from bot.calendar import FiscalYear, Quarter, bangkok_day
from bot.dates_desk.reading import DateReader
from bot.frontdesk import Request
from bot.pending import Pending
from bot.plan import Plan
from bot.reminders.rounds import Rounds
from bot.rendering.view import View
from bot.rendering.words import Words
from bot.voice import Voice


@dataclass(frozen=True)
class Surroundings:
    """Handed to every desk of reminders."""

    rounds: Callable[[str], Rounds]
    reader: DateReader
    pending: Pending
    audit: Audit
    particle: str = ""

    def _quarter(self, rest: str, year: FiscalYear) -> Quarter | None:
        for word in self.reader.words.quarter:
            number = rest.removeprefix(word).strip()[:1]
            if rest.startswith(word) and number in ("1", "2", "3", "4"):
                return Quarter(year, int(number))
        return None

    def _note(self, request: Request, what: str, subject: str, after: Mapping[str, str]) -> None:
        self.audit.write(Change(request.person.office, request.person.number, what, subject, {}, after), request.now)

    def _rounds(self, request: Request) -> Rounds:
        return self.rounds(request.person.office)

    def _plan(self, request: Request) -> Plan:
        year = FiscalYear.containing(bangkok_day(request.now))
        return self._rounds(request).keepers.plans.plan_for(request.person.office, year)

    def _words(self, request: Request) -> Words:
        return Words(View(self._plan(request), bangkok_day(request.now), request.person.language, self.particle))

    def _voice(self, request: Request) -> Voice:
        return Voice(request.person.language, self.particle)

    def _say(self, request: Request, msgid: str, **values: object) -> str:
        return self._voice(request).say(msgid, **values)
