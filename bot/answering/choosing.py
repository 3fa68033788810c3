"""Several readings in, the rows or statements to choose from out, each with its own fact."""

from __future__ import annotations

from bot.answering.rows import Asked, row_of
from bot.answers import WhichOne
from bot.questions import Unclear


def which_one(asked: Asked, question: Unclear) -> WhichOne:
    """The candidates as rows, statements or people; keys that are none of them are left out."""
    plan = asked.plan
    rows = tuple(row for key in question.candidates if (row := row_of(asked, key)) is not None)
    statements = tuple(plan.statement_by_key[key] for key in question.candidates if key in plan.statement_by_key)
    officers = tuple(plan.officer_by_key[key] for key in question.candidates if key in plan.officer_by_key)
    is_exception = question.kind == "exception"
    return WhichOne(rows, statements, question.slots, question.facet, (), officers, is_exception=is_exception)
