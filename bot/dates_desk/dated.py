"""Answers about the time of activities in; the same with the days that officers have set, and a button to one, out.

The plan prints quarters; the day that was set for one activity stands right below them, where a hurried eye looks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.calendar import FiscalYear, bangkok_day
from bot.date_codes import date_code
from bot.errors import PlanNotFoundError
from bot.frontdesk import Assistant, Replies
from bot.meetings import Meetings
from bot.people import Chat, Person, Setting
from bot.reminders.rounds import Rounds
from bot.rendering.cards import state_line
from bot.rendering.view import View
from bot.rendering.words import Words
from bot.reply import Choice, Outcome, Reply


@dataclass(frozen=True, slots=True)
class WithDates:
    """Stands in for the assistant."""

    assistant: Assistant
    rounds: Callable[[str], Rounds]
    particle: str = ""

    def reply_to(self, text: str, person: Person, chat: Chat, now: datetime) -> Replies:
        return self._dated(self.assistant.reply_to(text, person, chat, now), person, chat, now)

    def reply_to_choice(self, code: str, person: Person, chat: Chat, now: datetime) -> Replies:
        return self._dated(self.assistant.reply_to_choice(code, person, chat, now), person, chat, now)

    def explain(self, text: str, person: Person, chat: Chat, now: datetime) -> str:
        return self.assistant.explain(text, person, chat, now)

    def _dated(self, replies: Replies, person: Person, chat: Chat, now: datetime) -> Replies:
        # Inline answers are drafts of somebody's own message; nothing is added to them.
        if not replies or chat.setting is Setting.INLINE or not person.is_member:
            return replies
        last = replies[-1]
        if last.outcome is not Outcome.ANSWER or not last.refs:
            return replies
        return (*replies[:-1], self._with_date(last, person, now))

    def _with_date(self, reply: Reply, person: Person, now: datetime) -> Reply:
        keepers = self.rounds(person.office).keepers
        try:
            plan = keepers.plans.plan_for(person.office, FiscalYear.containing(bangkok_day(now)))
        except PlanNotFoundError:
            return reply
        words = Words(View(plan, bangkok_day(now), person.language, self.particle))
        is_of_time = words.say("When: {times}", times="").strip() in reply.text
        if not is_of_time or not set(reply.refs) <= plan.activity_by_number.keys():
            return reply
        if len(reply.refs) > 1:
            return replace(reply, text="\n".join((reply.text, *self._days(words, reply, keepers.meetings))))
        number = reply.refs[0]
        meetings = keepers.meetings.of_activity(person.office, plan.year, number)
        lines = reply.text.split("\n")
        prefix = words.say("When: {times}", times="").strip()
        at = next((place for place, line in enumerate(lines, 1) if line.strip().startswith(prefix)), len(lines))
        lines[at:at] = [state_line(words, one) for one in meetings]
        button = Choice(words.say("Date of {n}", n=number), date_code("open", plan.year.number, number))
        return replace(reply, text="\n".join(lines), choices=(*reply.choices, (button,)))

    def _days(self, words: Words, reply: Reply, meetings: Meetings) -> list[str]:
        """One line for each day that was set for one of several activities."""
        plan = words.view.plan
        decided = meetings.of_year(plan.office.key, plan.year)
        return [f"{one.activity}: {state_line(words, one)}" for one in decided if one.activity in reply.refs]
