"""What the tests of the rules share: a typed message in, its question and the rule that found it out, on two plans."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from _pytest.mark import ParameterSet

from bot.calendar import FiscalYear, Span
from bot.plan import Plan, Satang, baht
from bot.questions import Question, Scope, Several, Sheet, SingleQuestion, Slot, Texts, Unclear
from bot.readers import CachedReaders
from bot.understanding.context import Context, single
from bot.understanding.reader import Reader
from bot.understanding.understand import Understood, understand
from data.plan_files import read_plan

ROOT = Path(__file__).parents[2]
WHAT, WHO, WHEN, MONEY = (Slot.WHAT,), (Slot.WHO,), (Slot.WHEN,), (Slot.ALLOCATED,)
LEFT = (Slot.REMAINING,)
YEAR = FiscalYear(2567)


@dataclass(frozen=True)
class Desk:
    """Somebody at one plan: what they type is understood on the day given."""

    plan: Plan
    today: date

    @property
    def reader(self) -> Reader:
        """The reader of the plan, with the words as people use them."""
        return _readers().reader(self.plan)

    def understand(self, *messages: str, me: str = "") -> Understood:
        """The last of the messages of one chat, as understood."""
        before: SingleQuestion | None = None
        for text in messages:
            understood = understand(text, self.reader, Context(before, me), self.today)
            before, me = single(understood.question), understood.me
        return understood

    def ask(self, *messages: str, me: str = "") -> Question:
        """The question of the last of the messages, bare."""
        return bare(self.understand(*messages, me=me).question)


@cache
def _readers() -> CachedReaders:
    return CachedReaders(ROOT / "locales" / "words" / "th")


@cache
def real() -> Desk:
    """The plan of 2567, in February of its year."""
    return Desk(read_plan(ROOT / "data" / "plans" / "2567"), date(2024, 2, 15))


@cache
def invented() -> Desk:
    """The plan of boats and kites, in February of its year."""
    return Desk(read_plan(ROOT / "tests" / "data" / "other_plan"), date(2025, 2, 15))


def bare(question: Question) -> Question:
    """The question without what only explains how it was found (concepts, facets) or how much is shown."""
    if isinstance(question, Several):
        return Several(tuple(_bare(one) for one in question.questions))
    return _bare(question)


def _bare(question: SingleQuestion) -> SingleQuestion:
    if isinstance(question, Unclear):
        return replace(question, scope=Scope(), facet="")
    if isinstance(question, Sheet):
        return replace(question, passages=())
    if isinstance(question, Texts):
        return replace(question, with_children=False, asks_number=False)
    changed: dict[str, Any] = {}
    for field in fields(question):
        value = getattr(question, field.name)
        if isinstance(value, Scope):
            changed[field.name] = _bare_scope(value)
        elif field.name == "sides":
            changed[field.name] = tuple(_bare_scope(one) for one in value)
    return replace(question, **changed)


def _bare_scope(scope: Scope) -> Scope:
    return replace(scope, concepts=(), facets=(), carried=(), is_list=False, other_span=None, earlier=())


def of(*keys: str, **rest: object) -> Scope:
    """The scope of these keys."""
    return replace(Scope(keys=keys), **rest)  # type: ignore[arg-type]  # the fields of a scope, checked when it is made


def over(amount: int) -> Satang:
    """The least that is more than so many baht."""
    return Satang(baht(amount) + 1)


def under(amount: int) -> Satang:
    """The most that is less than so many baht."""
    return Satang(baht(amount) - 1)


def quarter(number: int, year: FiscalYear = YEAR) -> Span:
    """The days of a quarter."""
    return year.quarter(number).span


def miss(text: str, expected: Question, why: str) -> ParameterSet:
    """A message that is still understood wrongly: what a person expects, and what comes instead."""
    return pytest.param(text, expected, marks=pytest.mark.xfail(strict=True, reason=why), id=text)


def chat(line: str) -> tuple[str, ...]:
    """ "1.4 งบเท่าไหร่ > แล้วใครดูแล" as the messages of one chat."""
    return tuple(one.strip() for one in line.split(" > "))
