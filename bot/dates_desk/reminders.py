"""Words and presses about being reminded in; topics chosen, notices muted, files, and what admins ask for, out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.asking_back import NO, YES
from bot.calendar import Quarter, bangkok_day
from bot.date_codes import REMINDERS, read_subject
from bot.dates_desk import sentences
from bot.dates_desk.admin import AdminCounter
from bot.dates_desk.reading import as_typed
from bot.dates_desk.surroundings import Surroundings
from bot.errors import SchedulingError
from bot.frontdesk import Replies, Request
from bot.meetings import unsettled
from bot.pending import Press, press_code
from bot.people import Role
from bot.plan import Plan
from bot.reminders.receivers import Circle
from bot.rendering import cards
from bot.rendering.calendar_files import calendar_file
from bot.rendering.dates import quarter_name
from bot.reply import Choice, Outcome, Reply
from bot.rights import Action, demand
from bot.voice import N_


@dataclass(frozen=True)
class RemindersDesk(Surroundings):
    """The desk of reminders; its buttons begin with `!r`."""

    letter: str = REMINDERS

    @cached_property
    def _admin(self) -> AdminCounter:
        return AdminCounter(self.rounds, self.reader, self.pending, self.audit, self.particle)

    def reply(self, request: Request) -> Replies | None:
        if request.press is not None:
            return self._pressed(request, request.press)
        spoken = request.spoken
        if spoken is None or not request.person.is_member:
            return None
        actions: Mapping[str, Callable[[Request, str], Replies | None]] = {
            "topics": self._topics,
            "mute": lambda one, rest: self._mute(one, rest, True),
            "unmute": lambda one, rest: self._mute(one, rest, False),
            "stop": lambda one, rest: self._stop(one, rest, True),
            "remind": lambda one, rest: self._stop(one, rest, False),
            "preview": self._admin.preview,
            "broadcast": self._admin.broadcast,
            "deliveries": self._admin.deliveries,
            "dayoff": lambda one, rest: self._admin.day(one, rest, True),
            "workday": lambda one, rest: self._admin.day(one, rest, False),
            "calendar": self._calendar,
            "undated": self._undated,
        }
        if spoken.name not in actions:
            return None
        # What everybody shall read stays as it was written.
        rest = (
            as_typed(spoken.rest, request.text)
            if spoken.name == "broadcast"
            else self.reader.without_politeness(spoken.rest)
        )
        return actions[spoken.name](request, rest)

    def _pressed(self, request: Request, press: Press) -> Replies | None:
        actions: Mapping[str, Callable[[Request, str], Replies]] = {
            YES: self._admin.confirmed,
            NO: self._admin.declined,
            "ok": self._got_it,
            "topics": self._choose,
            "topic": self._toggle,
            "mute": lambda one, number: self._set_mute(one, self._topic_of(one, number), True),
            "unmute": lambda one, number: self._set_mute(one, self._topic_of(one, number), False),
            "recall": self._admin.recall,
        }
        return actions[press.verb](request, press.argument) if press.verb in actions else None

    def _got_it(self, request: Request, argument: str) -> Replies:
        """A press proves that the reminder has arrived; nothing else happens."""
        subject = read_subject(argument)
        reference = subject.proves_for(request.person.number) if subject else ""
        if reference:
            self._rounds(request).keepers.deliveries.proved(reference, request.now)
        return (Reply(self._say(request, N_("Noted{polite}.")), Outcome.CHAT, code="remind_ok"),)

    # Topics

    def _topics(self, request: Request, rest: str) -> Replies | None:
        demand(request.person, Action.FOLLOW_TOPICS, request.chat.setting)
        named = self._topics_named(request, rest)
        if len(named) != 1:
            return None if rest else (self._topics_card(request),)
        sentences.demand_member(request.person)
        rounds = self._rounds(request)
        rounds.keepers.wishes.follow(request.person, self._followed(request) | set(named), request.now)
        return self._set_mute(request, named[0], False)

    def _topics_named(self, request: Request, rest: str) -> list[str]:
        words, language = self._rounds(request).words, request.person.language
        return [topic for topic in words.families if rest and rest in words.name(topic, language)]

    def _choose(self, request: Request, _argument: str) -> Replies:
        demand(request.person, Action.FOLLOW_TOPICS, request.chat.setting)
        return (self._topics_card(request),)

    def _topics_card(self, request: Request, *, edits: bool = False) -> Reply:
        rounds, language = self._rounds(request), request.person.language
        chosen = self._followed(request)
        rows = []
        for number, topic in enumerate(rounds.words.families):
            sign = "✓" if topic in chosen else "＋"
            label = f"{sign} {rounds.words.name(topic, language)}"
            rows.append((Choice(label, press_code(REMINDERS, "topic", number)),))
        said = self._say(request, N_("Which topics shall I tell you about? Press to choose or to drop one{polite}."))
        return Reply(said, Outcome.CHAT, tuple(rows), edits_card=edits, code="topics")

    def _followed(self, request: Request) -> set[str]:
        rounds, person = self._rounds(request), request.person
        chosen = rounds.keepers.wishes.choices(person).topics
        first = rounds.words.first.get(person.role.value, ()) if person.role else ()
        return set(first if chosen is None else chosen)

    def _toggle(self, request: Request, number: str) -> Replies:
        sentences.demand_member(request.person)
        demand(request.person, Action.FOLLOW_TOPICS, request.chat.setting)
        topic = self._topic_of(request, number)
        self._rounds(request).keepers.wishes.follow(request.person, self._followed(request) ^ {topic}, request.now)
        return (self._topics_card(request, edits=True),)

    def _topic_of(self, request: Request, number: str) -> str:
        topics = tuple(self._rounds(request).words.families)
        if not (number.isdigit() and int(number) < len(topics)):
            raise SchedulingError(sentences.NO_SUCH_TOPIC)
        return topics[int(number)]

    def _mute(self, request: Request, rest: str, is_muted: bool) -> Replies:
        demand(request.person, Action.FOLLOW_TOPICS, request.chat.setting)
        words, language = self._rounds(request).words, request.person.language
        named = self._topics_named(request, rest)
        if len(named) == 1:
            return self._set_mute(request, named[0], is_muted)
        verb = "mute" if is_muted else "unmute"
        rows = tuple(
            (Choice(words.name(topic, language), press_code(REMINDERS, verb, number)),)
            for number, topic in enumerate(words.families)
        )
        return (Reply(self._say(request, N_("Which topic{asking}?")), Outcome.CLARIFY, rows, code="mute_which"),)

    def _set_mute(self, request: Request, topic: str, is_muted: bool) -> Replies:
        sentences.demand_member(request.person)
        demand(request.person, Action.FOLLOW_TOPICS, request.chat.setting)
        rounds = self._rounds(request)
        rounds.keepers.wishes.mute(request.person, topic, is_muted, request.now)
        name = rounds.words.name(topic, request.person.language)
        sentence = (
            N_("I am silent on {topic} from now on{polite}.")
            if is_muted
            else N_("I tell you about {topic} again{polite}.")
        )
        return (Reply(self._say(request, sentence, topic=name), Outcome.CHAT, code="muted"),)

    def _stop(self, request: Request, rest: str, is_stopped: bool) -> Replies | None:
        if rest:
            return None
        demand(request.person, Action.FOLLOW_TOPICS, request.chat.setting)
        sentences.demand_member(request.person)
        self._rounds(request).keepers.wishes.stop(request.person, is_stopped, request.now)
        sentence = N_("I send you no reminders any more{polite}.") if is_stopped else N_("I remind you again{polite}.")
        return (Reply(self._say(request, sentence), Outcome.CHAT, code="stopped"),)

    # What is open

    def _undated(self, request: Request, rest: str) -> Replies:
        """What has no day or was not marked as held: everything for who sees to all, else what concerns them."""
        plan, today, person = self._plan(request), bangkok_day(request.now), request.person
        quarter = self._quarter(rest, plan.year) or Quarter.containing(today)
        meetings = self._rounds(request).keepers.meetings.of_year(plan.office.key, plan.year)
        left = unsettled(plan, quarter, meetings, today) if quarter.year == plan.year else ()
        if person.role not in (Role.DIRECTOR, Role.ADMIN):
            own = self._rounds(request).circle(plan, request.now).own(person) or self._watched(request, plan)
            left = tuple(line for line in left if line[0].number in own)
        words = self._words(request)
        if not left:
            said = self._say(request, sentences.NOTHING_OPEN, quarter=quarter_name(words, quarter))
            return (Reply(said, Outcome.ANSWER, code="undated"),)
        return cards.undated(words, quarter, left)

    # Files

    def _calendar(self, request: Request, rest: str) -> Replies:
        """The file of an activity, of a quarter, or of one's own work."""
        rounds, plan = self._rounds(request), self._plan(request)
        quarter = self._quarter(rest, plan.year)
        activities = list(plan.activities)
        if rest in plan.activity_by_number:
            activities = [plan.activity_by_number[rest]]
        elif quarter is not None:
            activities = [one for one in activities if one.runs_in(quarter.span)]
        else:
            circle: Circle = rounds.circle(plan, request.now)
            own = circle.own(request.person) | self._watched(request, plan)
            activities = [one for one in activities if one.number in own]
        meetings = rounds.keepers.meetings.of_year(plan.office.key, plan.year)
        if quarter is not None:
            meetings = tuple(one for one in meetings if one.when and one.when.on in quarter.span)
        file = calendar_file(plan, activities, meetings, request.now, f"{plan.year.number}.ics")
        if file is None:
            raise SchedulingError(sentences.NOTHING_DATED)
        return (Reply(self._say(request, N_("The calendar file")), Outcome.ANSWER, attachment=file, code="calendar"),)

    def _watched(self, request: Request, plan: Plan) -> frozenset[str]:
        rounds = self._rounds(request)
        return rounds.circle(plan, request.now).of_topics(self._followed(request))
