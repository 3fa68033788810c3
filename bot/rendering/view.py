"""For whom and under what light an answer is shown: plan, language, particle, day, and notes for the first line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from bot.calendar import FiscalYear, Span
from bot.plan import Plan
from bot.questions import Agenda, Count, Facts, Persons, Question, Rank, Scope, Several, Total

Scoped = Facts | Agenda | Total | Count | Rank | Persons


@dataclass(frozen=True, slots=True)
class NoPlanThisYear:
    """No plan of `year` is loaded: the view's plan answers in its place."""

    year: FiscalYear


@dataclass(frozen=True, slots=True)
class Read:
    """How the question was read, when that is worth a line; `other` is the same question under its second reading."""

    span: Span | None = None
    officers: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    other_span: Span | None = None
    other: Question | None = None


Note = NoPlanThisYear | Read


@dataclass(frozen=True, slots=True)
class View:
    """What rendering needs besides the answer."""

    plan: Plan
    today: date
    language: str = "th"
    particle: str = ""
    """The polite particle as an office writes it after a statement, or empty."""
    notes: tuple[Note, ...] = ()
    last_code: str = ""
    """`Reply.code` of the reply before, so that nobody reads the same 'not understood' twice running."""


def read_note(question: Question) -> Read | None:
    """The line that says how a question was read: what was carried over, or which of two times was taken."""
    if isinstance(question, Several):
        return next((note for one in question.questions if (note := read_note(one))), None)
    if not isinstance(question, Scoped):
        return None
    scope = question.scope
    if not scope.carried and scope.other_span is None:
        return None
    has_time = "time" in scope.carried or scope.other_span is not None
    return Read(
        scope.span if has_time else None,
        scope.officers if "person" in scope.carried else (),
        scope.concepts if "topic" in scope.carried else (),
        scope.other_span,
        _other_reading(question, scope) if scope.other_span is not None else None,
    )


def _other_reading(question: Scoped, scope: Scope) -> Question:
    return replace(question, scope=replace(scope, span=scope.other_span, other_span=scope.span))
