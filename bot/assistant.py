"""The straight line itself: text → Question → Answer → Reply; the same for every door."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

from bot.answering import Asked, answer, belongs
from bot.answers import Answer, Chatter, NoPlanOf
from bot.calendar import FiscalYear, Span, bangkok_day
from bot.choices import decode, encode
from bot.errors import PlanNotFoundError
from bot.handover import Duties, Handovers, Holder, holders, stand_ins
from bot.ledger import Accounts
from bot.people import Chat, People, Person
from bot.plan import Activity, Plan, Plans
from bot.questions import Question, SmallTalk, asks_spending
from bot.rendering import render
from bot.rendering.view import NoPlanThisYear, Note, View, read_note
from bot.reply import Reply
from bot.understanding.context import Context, single
from bot.understanding.explaining import explain
from bot.understanding.reader import Reader
from bot.understanding.understand import Understood, understand


class Readers(Protocol):
    """Hands out the reader of a plan; made when the plan is first asked, kept while it is in use."""

    def reader(self, plan: Plan) -> Reader:
        """The reader of this version of the plan."""
        ...


@dataclass(frozen=True, slots=True)
class _Asking:
    """One message being answered."""

    person: Person
    chat: Chat
    now: datetime
    plan: Plan
    is_other_year: bool

    @property
    def today(self) -> date:
        return bangkok_day(self.now)

    @property
    def anchor(self) -> date:
        """The day that relative words are read from: today, or the same day in the year of the plan that answers."""
        if not self.is_other_year:
            return self.today
        shift = self.plan.year.number - FiscalYear.containing(self.today).number
        day = self.today
        return day.replace(year=day.year + shift, day=min(day.day, 28) if day.month == 2 else day.day)


class Assistant:
    """Answers people. Holds no conversation: what is remembered of a chat lies with `People`."""

    def __init__(
        self,
        plans: Plans,
        people: People,
        ledger: Accounts,
        readers: Readers,
        *,
        particle: str = "",
        handovers: Handovers | None = None,
    ) -> None:
        self._plans = plans
        self._people = people
        self._ledger = ledger
        self._readers = readers
        self._particle = particle
        self._handovers = handovers

    def reply_to(self, text: str, person: Person, chat: Chat, now: datetime) -> tuple[Reply, ...]:
        """The replies to a typed message; the typed question is remembered for ten minutes."""
        asking = self._asking(person, chat, now)
        understood = self._understand(text, asking)
        other = self._plan_of_asked_year(understood.question, asking)
        if isinstance(other, NoPlanOf):
            return self._send(asking, other, None, understood.me)
        if other is not None:
            asking = replace(asking, plan=other, is_other_year=False)
            understood = self._understand(text, asking)
        return self._answered(asking, understood.question, understood.me)

    def reply_to_choice(self, code: str, person: Person, chat: Chat, now: datetime) -> tuple[Reply, ...]:
        """The replies to a pressed button; a mangled code, or one of a plan that is gone, is an old button."""
        asking = self._asking(person, chat, now)
        question = _decoded(code, asking.plan) or SmallTalk("old_button")
        return self._answered(asking, question, self._context(asking).me)

    def explain(self, text: str, person: Person, chat: Chat, now: datetime) -> str:
        """How a message is understood: folding, spans, times, people, candidates, confidence, rule and decision."""
        asking = self._asking(person, chat, now)
        return explain(self._understand(text, asking), asking.today)

    def _asking(self, person: Person, chat: Chat, now: datetime) -> _Asking:
        year = FiscalYear.containing(bangkok_day(now))
        plan = self._plans.plan_for(person.office, year)
        return _Asking(person, chat, now, plan, plan.year != year)

    def _context(self, asking: _Asking) -> Context:
        memory = self._memory(asking)
        before = single(_decoded(memory.question, asking.plan))
        return Context(before, asking.person.officer or memory.me)

    def _understand(self, text: str, asking: _Asking) -> Understood:
        return understand(text, self._readers.reader(asking.plan), self._context(asking), asking.anchor)

    def _plan_of_asked_year(self, question: Question, asking: _Asking) -> Plan | NoPlanOf | None:
        """The plan of another fiscal year when the question's time lies wholly outside this one."""
        span = _span_of(question)
        if span is None or span.overlaps(asking.plan.year.span):
            return None
        year = FiscalYear.containing(span.start_on)
        try:
            return self._plans.plan(asking.person.office, year)
        except PlanNotFoundError:
            return NoPlanOf(year, span)

    def _answered(self, asking: _Asking, question: Question, me: str) -> tuple[Reply, ...]:
        in_charge, acting = self._in_charge(asking)
        needs_books = asks_spending(question)
        asked = Asked(asking.plan, self._ledger, asking.anchor, me, in_charge, acting, needs_books)
        return self._send(asking, answer(asked, question), question, me)

    def _in_charge(
        self, asking: _Asking
    ) -> tuple[Callable[[Activity], tuple[Holder, ...]], Callable[[str], tuple[Holder, ...]]]:
        """Who stands in for whom today, of an activity and in a post, by the names that members have now."""
        plan = asking.plan
        duties = self._handovers.of_year(plan.office.key, plan.year.number) if self._handovers else Duties()
        if not duties.handovers:
            return _nobody, _nobody

        def name_of(who: str) -> str:
            kind, _, key = who.partition(":")
            if kind == "officer":
                return plan.officer_by_key[key].full_name if key in plan.officer_by_key else key
            member = self._people.by_number(plan.office.key, int(key))
            return member.name if member is not None and member.name else who

        return (
            lambda activity: holders(duties.in_charge(activity, asking.today), name_of),
            lambda key: stand_ins(duties.acting(key, asking.today), name_of),
        )

    def _send(self, asking: _Asking, found: Answer, question: Question | None, me: str) -> tuple[Reply, ...]:
        memory = self._memory(asking)
        view = View(
            asking.plan, asking.anchor, asking.person.language, self._particle, _notes(asking, question), memory.reply
        )
        replies = render(found, view)
        is_talk = question is None or isinstance(found, Chatter)
        code = memory.question if is_talk or question is None else encode(single(question) or question)
        own = "" if me == asking.person.officer else me
        self._people.remember(asking.chat, f"{own}|{code}|{replies[-1].code}", asking.now)
        return replies

    def _memory(self, asking: _Asking) -> _Memory:
        me, question, reply = (*(self._people.remembered(asking.chat, asking.now) or "").split("|"), "", "", "")[:3]
        return _Memory(me, question, reply)


@dataclass(frozen=True, slots=True)
class _Memory:
    """What a chat remembers: who the asker said to be, the code of the last question, the code of the last reply."""

    me: str
    question: str
    reply: str


def _nobody(_whose: object) -> tuple[Holder, ...]:
    return ()


def _decoded(code: str, plan: Plan) -> Question | None:
    """The question of a code, when it is one and all that it names is in the plan."""
    try:
        question = decode(code)
    except ValueError:
        return None
    return question if belongs(question, plan) else None


def _notes(asking: _Asking, question: Question | None) -> tuple[Note, ...]:
    """The first lines: that another year's plan answers, and how the question was read."""
    notes: list[Note] = []
    if asking.is_other_year:
        notes.append(NoPlanThisYear(FiscalYear.containing(asking.today)))
    if question is not None and (read := read_note(question)) is not None:
        notes.append(read)
    return tuple(notes)


def _span_of(question: Question) -> Span | None:
    """The time of a single question."""
    one = single(question)
    scope = getattr(one, "scope", None)
    span = getattr(scope, "span", None) or getattr(getattr(one, "claim", None), "span", None)
    return span if isinstance(span, Span) else None
