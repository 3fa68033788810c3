"""A line or a press about the date of an activity in; what was understood, then what was saved, out.

Nothing changes at the first words: the day is read back with what it clashes with, and the press of [Confirm] saves it,
with its history, the trail, and the notices to those who asked, in the transaction of the press.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.asking_back import NO, YES, cancelled, confirm_row, refused, settled
from bot.audit import Audit, Change
from bot.calendar import FiscalYear, bangkok_day
from bot.date_codes import DATES, Subject, date_code, read_subject
from bot.dates_desk import sentences
from bot.dates_desk.announcing import announce
from bot.dates_desk.deciding import decision_of, demand_sense, meeting_for
from bot.dates_desk.payloads import Case, decided, moment_of, trail, written
from bot.dates_desk.reading import DateReader, Intent
from bot.dates_desk.steps import CHANGE, answer_to, await_day, newest_step
from bot.errors import PlanNotFoundError, SchedulingError
from bot.frontdesk import Replies, Request
from bot.handover import is_responsible
from bot.meetings import Meeting, MeetingState, changed, clashes, moved
from bot.pending import Pending, PendingAction, Press, Refused, press_code
from bot.plan import Plan
from bot.reminders.rounds import Rounds
from bot.rendering import meetings as shown
from bot.rendering.calendar_files import calendar_file
from bot.rendering.view import View
from bot.rendering.words import Words
from bot.reply import Choice, Outcome, Reply
from bot.rights import Action, demand, may
from bot.voice import Voice


@dataclass(frozen=True, slots=True)
class DatesDesk:
    """The desk of dates; its buttons begin with `!d`."""

    rounds: Callable[[str], Rounds]
    """The reminders of an office, with everything that is kept about dates."""
    reader: DateReader
    pending: Pending
    audit: Audit
    particle: str = ""
    letter: str = DATES

    def reply(self, request: Request) -> Replies | None:
        if request.press is not None:
            return self._pressed(request, request.press)
        plan = self._plan_for(request)
        if plan is None or not request.person.is_member:
            return None
        intent = self.reader.read(request.text, plan, bangkok_day(request.now))
        if intent is None:
            return self._answered_step(request, plan)
        found = Case(request, plan, plan.activity_by_number[intent.activity])
        if intent.verb == "ask" and not self._may_change(found):
            return None
        others = {"ask": self._ask_for_day, "watch": self._watch, "unwatch": self._unwatch}
        return others[intent.verb](found) if intent.verb in others else self._asked_in_words(found, intent)

    # Words

    def _answered_step(self, request: Request, plan: Plan) -> Replies | None:
        """The day for which [Set a date] has asked, or another day for the card that waits; else it is a question."""
        step = newest_step(self.pending, request)
        if step is None or step.payload["activity"] not in plan.activity_by_number:
            return None
        case = Case(request, plan, plan.activity_by_number[step.payload["activity"]])
        try:
            verb, when = answer_to(step, request.text, self.reader, plan.year, case.today)
            if when is None:
                return None
            replies = self._asked(case, Intent(case.activity.number, verb, when))
        except SchedulingError:
            # The day before must not be confirmed any more; the next one is still awaited.
            self.pending.drop(step.nonce, request.person, request.now)
            await_day(self.pending, case)
            raise
        self.pending.drop(step.nonce, request.person, request.now)
        return replies

    def _asked_in_words(self, case: Case, intent: Intent) -> Replies:
        """A day that is refused may be followed by a better one."""
        try:
            return self._asked(case, intent)
        except SchedulingError as error:
            if error.args[:1] == (sentences.PAST,):
                await_day(self.pending, case)
            raise

    def _asked(self, case: Case, intent: Intent) -> Replies:
        """Read it back, with what it clashes with."""
        self._demand(case)
        decision = decision_of(case, intent)
        meetings = self._meetings(case)
        meeting = meeting_for(case, decision, meetings)
        if intent.verb == "move":
            decision = moved(decision, meeting)
        demand_sense(decision, meeting, case.today)
        day = changed(meeting, decision, case.request.person.number, case.request.now).when or meeting.when
        words = self._words(case)
        found = None
        if decision.when is not None and decision.state is MeetingState.DATED:
            rounds = self._rounds(case)
            kin = rounds.topics(case.plan)
            found = clashes(case.plan, case.activity, decision.when, meetings, kin, rounds.workdays(), case.today)
        nonce = self.pending.offer(
            case.request.person, case.request.chat, CHANGE, written(meeting, decision), case.request.now
        )
        text = shown.read_back(words, case.activity, decision.state, day, meeting, found)
        row = confirm_row(DATES, nonce, self._voice(case.request))
        return (Reply(text, Outcome.CLARIFY, (row,), refs=(case.activity.number,), code="date_confirm"),)

    # Presses

    def _pressed(self, request: Request, press: Press) -> Replies | None:
        if press.verb == YES:
            return self._confirmed(request, press.argument)
        if press.verb == NO:
            is_open = self.pending.drop(press.argument, request.person, request.now)
            return (cancelled(self._voice(request)) if is_open else settled(self._voice(request)),)
        case = self._case_of(request, press.argument)
        actions: Mapping[str, Callable[[Case], Replies]] = {
            "open": self._card,
            "set": self._ask_for_day,
            "move": self._ask_for_day,
            "held": lambda one: self._asked(one, Intent(one.activity.number, "held")),
            "cancel": lambda one: self._asked(one, Intent(one.activity.number, "cancel")),
            "watch": self._watch,
            "unwatch": self._unwatch,
            "ics": self._file,
        }
        return actions[press.verb](case) if press.verb in actions else None

    def _case_of(self, request: Request, argument: str) -> Case:
        subject = read_subject(argument) or Subject()
        rounds = self.rounds(request.person.office)
        if reference := subject.proves_for(request.person.number):
            rounds.keepers.deliveries.proved(reference, request.now)
        try:
            plan = rounds.keepers.plans.plan(request.person.office, FiscalYear(subject.year))
            return Case(request, plan, plan.activity_by_number[subject.activity], subject.delivery)
        except (PlanNotFoundError, KeyError):
            raise SchedulingError(sentences.GONE) from None

    def _card(self, case: Case) -> Replies:
        """The dates of an activity with what this member can do."""
        meetings = [one for one in self._meetings(case) if one.activity == case.activity.number]
        text = shown.card_text(self._words(case), case.activity, meetings)
        return (
            Reply(text, Outcome.ANSWER, self._buttons(case, meetings), refs=(case.activity.number,), code="date_card"),
        )

    def _buttons(self, case: Case, meetings: list[Meeting]) -> tuple[tuple[Choice, ...], ...]:
        say, person = self._voice(case.request).say, case.request.person

        def button(label: str, verb: str) -> Choice:
            return Choice(label, date_code(verb, case.plan.year.number, case.activity.number, case.delivery))

        rows: list[tuple[Choice, ...]] = []
        if self._may_change(case):
            rows.append((button(say("Set a date"), "set"), button(say("Postpone"), "move")))
            rows.append((button(say("It was held"), "held"), button(say("Call it off"), "cancel")))
        watching = person.number in self._rounds(case).keepers.wishes.watchers(
            person.office, case.plan.year.number, case.activity.number
        )
        if watching:
            rows.append((button(say("Do not tell me any more"), "unwatch"),))
        else:
            rows.append((button(say("Tell me when it gets a date"), "watch"),))
        if any(one.when is not None for one in meetings):
            rows.append((button(say("Calendar file"), "ics"),))
        return tuple(rows)

    def _ask_for_day(self, case: Case) -> Replies:
        self._demand(case)
        request = case.request
        nonce, voice = await_day(self.pending, case), self._voice(request)
        said = voice.say(
            "Write the day, the time and the place of {n}, such as: 15 Feb 2024 9.00 room 1", n=case.activity.number
        )
        rows = ((Choice(voice.say("Cancel"), press_code(DATES, NO, nonce)),),)
        return (Reply(said, Outcome.CLARIFY, rows, refs=(case.activity.number,), code="date_ask"),)

    def _watch(self, case: Case) -> Replies:
        person = case.request.person
        demand(person, Action.WATCH_DATES, case.request.chat.setting)
        sentences.demand_member(person)
        wishes, year = self._rounds(case).keepers.wishes, case.plan.year.number
        is_new = wishes.watch(person, year, case.activity.number, case.request.now)
        voice = self._voice(case.request)
        if is_new:
            said = voice.say("I will tell you when {n} gets a date or its date moves{polite}.", n=case.activity.number)
        else:
            said = voice.say("You are told of the dates of {n} already{polite}.", n=case.activity.number)
        return (Reply(said, Outcome.CHAT, refs=(case.activity.number,), code="date_watch"),)

    def _unwatch(self, case: Case) -> Replies:
        self._rounds(case).keepers.wishes.unwatch(case.request.person, case.plan.year.number, case.activity.number)
        said = self._voice(case.request).say(
            "You are not told of the dates of {n} any more{polite}.", n=case.activity.number
        )
        return (Reply(said, Outcome.CHAT, refs=(case.activity.number,), code="date_unwatch"),)

    def _file(self, case: Case) -> Replies:
        name = f"{case.plan.year.number}-{case.activity.number}.ics"
        file = calendar_file(case.plan, [case.activity], self._meetings(case), case.request.now, name)
        if file is None:
            raise SchedulingError(sentences.NOTHING_DATED)
        said = self._voice(case.request).say("The calendar file of {n}", n=case.activity.number)
        return (Reply(said, Outcome.ANSWER, refs=(case.activity.number,), attachment=file, code="date_file"),)

    # Saving

    def _confirmed(self, request: Request, nonce: str) -> Replies:
        action = self.pending.take(nonce, request.person, CHANGE, request.now)
        if isinstance(action, Refused):
            return (refused(action, self._voice(request)),)
        case = self._case_of(request, f"{action.payload['year']}/{action.payload['activity']}")
        self._demand(case)
        return self._save(case, action)

    def _save(self, case: Case, action: PendingAction) -> Replies:
        keepers, request = self._rounds(case).keepers, case.request
        payload = action.payload
        before = keepers.meetings.by_id(request.person.office, int(payload["meeting"]))
        before = before or Meeting(request.person.office, case.plan.year, case.activity.number, int(payload["quarter"]))
        after = changed(before, decided(payload), request.person.number, request.now)
        saved = keepers.meetings.save(after, int(payload["sequence"]))
        if saved is None:
            return self._somebody_was_faster(case)
        subject = f"activity {case.activity.number} of {case.plan.year.number}"
        what = f"date.{saved.state.value}"
        change = Change(request.person.office, request.person.number, what, subject, trail(before), trail(saved))
        self.audit.write(change, request.now)
        told = announce(self._rounds(case), before, saved, request.person.number, request.now)
        text = shown.saved(self._words(case), case.activity, saved, told)
        file = date_code("ics", case.plan.year.number, case.activity.number)
        row = (Choice(self._voice(request).say("Calendar file"), file),)
        rows = (row,) if saved.when is not None else ()
        return (Reply(text, Outcome.ANSWER, rows, refs=(case.activity.number,), edits_card=True, code="date_saved"),)

    def _somebody_was_faster(self, case: Case) -> Replies:
        """The second of two sees the first one's change."""
        mine = [one for one in self._meetings(case) if one.activity == case.activity.number]
        newest = max(mine, key=moment_of, default=None)
        is_own = newest is not None and newest.decided_by == case.request.person.number
        said = self._voice(case.request).say(sentences.CHANGED_BY_YOU if is_own else sentences.CHANGED_MEANWHILE)
        text = f"{said}\n{shown.line(self._words(case), case.activity, newest)}"
        return (Reply(text, Outcome.CHAT, refs=(case.activity.number,), edits_card=True, code="date_changed"),)

    # Rights and surroundings

    def _may_change(self, case: Case) -> bool:
        person, setting = case.request.person, case.request.chat.setting
        if may(person, Action.SET_ANY_DATE, setting):
            return True
        if not may(person, Action.SET_OWN_DATE, setting):
            return False
        duties = self._rounds(case).keepers.handovers.of_year(person.office, case.plan.year.number)
        return is_responsible(person, case.activity, duties, case.today)

    def _demand(self, case: Case) -> None:
        if not self._may_change(case):
            raise SchedulingError(sentences.NOT_YOURS)

    def _rounds(self, case: Case) -> Rounds:
        return self.rounds(case.request.person.office)

    def _meetings(self, case: Case) -> tuple[Meeting, ...]:
        return self._rounds(case).keepers.meetings.of_year(case.plan.office.key, case.plan.year)

    def _plan_for(self, request: Request) -> Plan | None:
        try:
            keepers = self.rounds(request.person.office).keepers
            return keepers.plans.plan_for(request.person.office, FiscalYear.containing(bangkok_day(request.now)))
        except PlanNotFoundError:
            return None

    def _words(self, case: Case) -> Words:
        return Words(View(case.plan, case.today, case.request.person.language, self.particle))

    def _voice(self, request: Request) -> Voice:
        return Voice(request.person.language, self.particle)
