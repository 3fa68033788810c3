"""What narrows a question without naming an activity: whom it is for, and what was just shown; scopes out."""

from __future__ import annotations

from dataclasses import replace

from bot.questions import Agenda, Breakdown, Count, Facts, Rank, Scope, Sheet, Total
from bot.understanding.context import Context, is_follow_up
from bot.understanding.deciding import in_plan_order
from bot.understanding.documents import Kind
from bot.understanding.kinds import ACTIVITY_KINDS
from bot.understanding.reading import Reading

UNKNOWN_MATTER = 0.9
"""The weight of unknown words from which a message speaks of a matter that the plan does not know."""


def for_whom(reading: Reading) -> tuple[str, ...]:
    """The activities for the position that is named, when nothing else of them is ("ของศึกษานิเทศก์")."""
    linking = reading.link(ACTIVITY_KINDS)
    if reading.cues.any("whole_plan", "i_am"):
        return ()
    if linking.concepts or not linking.facets or not all(one.is_position or one.is_common for one in linking.mentions):
        return ()
    asked = dict(linking.facets)
    keys = [
        one.key
        for one in reading.index.documents
        if one.kind is Kind.ACTIVITY and all(value in one.facets.get(facet, ()) for facet, value in asked.items())
    ]
    return in_plan_order(reading, tuple(keys))


def narrowed(reading: Reading, scope: Scope) -> Scope:
    """The scope with only the activities for whom the message names."""
    keys = for_whom(reading)
    if not keys:
        return scope
    return replace(scope, keys=keys, facets=reading.link(ACTIVITY_KINDS).facets, is_list=True)


def names_unknown(reading: Reading, most: float = UNKNOWN_MATTER) -> bool:
    """Whether the message speaks of a matter or of people that a question about the whole plan does not account for."""
    return reading.unknown >= most or reading.names_matter or bool(reading.link(None).facets)


def shown_before(reading: Reading, context: Context) -> Scope | None:
    """The rows that the answer before showed, when this message is short and says nothing of the whole plan."""
    before = context.before
    if not is_follow_up(reading) or reading.cues.any("whole_plan") or reading.times:
        return None
    scope = before.scope if isinstance(before, Facts | Agenda | Total | Count | Rank) else None
    if scope is None or not scope.restricts:
        return None
    if len(scope.keys) == 1 and not scope.span and not isinstance(before, Rank):
        return None
    return replace(scope, carried=tuple(dict.fromkeys(("topic", *scope.carried))))


def project_before(context: Context) -> str:
    """The project whose steps the answer before showed."""
    before = context.before
    if isinstance(before, Breakdown) or (isinstance(before, Sheet) and before.part in ("steps", "items")):
        return before.key.partition("/")[0]
    return ""
