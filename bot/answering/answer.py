"""The stage itself: each kind of question to its own function; a new kind does not type-check until it is here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import assert_never

from bot.answering.choosing import which_one
from bot.answering.facts import agenda, count, facts
from bot.answering.money import breakdown, compare, rank, total
from bot.answering.persons import holders, persons
from bot.answering.rows import Asked
from bot.answering.texts import beyond, duties, listing, sheet, texts
from bot.answers import Answer, Chatter, NothingThere, SeveralGiven, SingleAnswer, TodayGiven
from bot.calendar import FiscalYear, Quarter, Span, month_span
from bot.questions import (
    Agenda,
    Beyond,
    Breakdown,
    Compare,
    Count,
    Duties,
    Facts,
    Holders,
    Listing,
    Nothing,
    Persons,
    Question,
    Rank,
    Several,
    Sheet,
    SingleQuestion,
    SmallTalk,
    Texts,
    Today,
    Total,
    Unclear,
)

_RUNNING: Mapping[str, Callable[[date], Span]] = {
    "left_year": lambda today: FiscalYear.containing(today).span,
    "left_quarter": lambda today: Quarter.containing(today).span,
    "left_month": lambda today: month_span(today.year, today.month),
}
"""What is running on a day, by what is asked of its end."""


def answer(asked: Asked, question: Question) -> Answer:
    """The answer to a question from the plan and the ledger alone."""
    if isinstance(question, Several):
        return SeveralGiven(tuple(_one(asked, one) for one in question.questions))
    return _one(asked, question)


def _one(asked: Asked, question: SingleQuestion) -> SingleAnswer:
    match question:
        case Facts() | Agenda() | Count() | Total() | Rank() | Compare() | Breakdown():
            return _of_activities(asked, question)
        case Persons() | Holders():
            return persons(asked, question) if isinstance(question, Persons) else holders(asked, question)
        case Sheet() | Texts() | Listing() | Duties() | Beyond():
            return _of_texts(asked, question)
        case Today():
            return _today(asked, question)
        case Nothing(what, number, number_of):
            return NothingThere(what, number, number_of)
        case Unclear():
            return which_one(asked, question)
        case SmallTalk(kind, officer):
            return Chatter(kind, asked.plan.officer_by_key.get(officer))
    assert_never(question)


def _of_activities(asked: Asked, question: Facts | Agenda | Count | Total | Rank | Compare | Breakdown) -> SingleAnswer:
    match question:
        case Facts():
            return facts(asked, question)
        case Agenda():
            return agenda(asked, question)
        case Count():
            return count(asked, question)
        case Total():
            return total(asked, question)
        case Rank():
            return rank(asked, question)
        case Compare():
            return compare(asked, question)
        case Breakdown(key, _):
            return breakdown(asked, question) or NothingThere("activity", key, len(asked.plan.activities))
    assert_never(question)


def _of_texts(asked: Asked, question: Sheet | Texts | Listing | Duties | Beyond) -> SingleAnswer:
    match question:
        case Sheet():
            return sheet(asked, question)
        case Texts():
            return texts(asked, question)
        case Listing():
            return listing(asked, question)
        case Duties():
            return duties(asked, question)
        case Beyond():
            return beyond(asked, question)
    assert_never(question)


def _today(asked: Asked, question: Today) -> TodayGiven:
    if question.asks in _RUNNING:
        return TodayGiven(asked.today, Quarter.containing(asked.today), "left", _RUNNING[question.asks](asked.today))
    span = question.span
    if span is not None and question.asks == "length" and span.start_on == asked.today:
        question = Today(Span(span.end_on, span.end_on), "until")
    day = question.span.start_on if question.span and question.asks != "until" else asked.today
    return TodayGiven(day, Quarter.containing(day), question.asks, question.span)
