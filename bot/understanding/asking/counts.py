"""How many activities or officers there are: reading in, question or nothing out."""

from __future__ import annotations

from dataclasses import replace

from bot.questions import Agenda, Beyond, Breakdown, Count, Facts, Holders, Scope, SingleQuestion, Slot
from bot.understanding.asking.scopes import asks_done, general_scope, kind_of_work, topic_scope
from bot.understanding.asking.sums import table_by
from bot.understanding.asking.within import names_unknown, narrowed, shown_before
from bot.understanding.context import Context, before_scope, is_follow_up
from bot.understanding.deciding import Certainty
from bot.understanding.documents import WORK
from bot.understanding.kinds import SHEET_KINDS
from bot.understanding.reading import Reading
from bot.understanding.topic import topic_of

_UNKNOWN = 1.8
"""The weight of unknown words from which a count of the whole plan is not what is asked."""


def count(reading: Reading, context: Context) -> SingleQuestion | None:
    """How many activities, officers or rounds."""
    cues = reading.cues
    whole = _table_of_all(reading)
    if whole is not None:
        return whole
    asks_officers = cues.any("several_officers", "one_officer") and "list" not in cues and not reading.references
    shown = before_scope(context.before)
    if asks_officers and shown and shown.keys and is_follow_up(reading) and not reading.has_subject:
        return Facts(replace(shown, carried=("topic",)), (Slot.WHO,))
    limits = "count_texts" in cues and _limits_activities(general_scope(reading))
    if not asks_officers and not limits and not cues.any("count", "count_people"):
        return None
    if (cues.any("money") and not limits) or cues.starting("word_") or _is_statement(reading):
        return None
    if "count_people" in cues and not asks_officers:
        attending = _attending(reading, context)
        if attending is not None:
            return attending
    of = "officer" if "count_people" in cues or asks_officers else "step" if "sheet_steps" in cues else "activity"
    scope = _counted(reading, context, of)
    if scope is not None and of == "activity" and asks_done(reading):
        return Agenda(replace(scope, is_over=True))
    return Count(scope, of, table_by(reading)) if scope is not None else None


def _table_of_all(reading: Reading) -> SingleQuestion | None:
    """How many parts there are, or who does what: a table of the whole plan."""
    asks_projects = "count" in reading.cues and reading.patterns.projects.search(reading.folded) is not None
    by = "part" if "count_parts" in reading.cues or asks_projects else "officer" if "who_what" in reading.cues else ""
    if not by or names_unknown(reading) or reading.references or reading.people:
        return None
    scope = narrowed(reading, general_scope(reading))
    return None if asks_projects and scope.restricts else Count(scope, by=by)


def _counted(reading: Reading, context: Context, of: str) -> Scope | None:
    """What is counted; nothing when the message speaks of a matter that is no activity's."""
    named = topic_scope(reading, context)
    if named is None and of == "activity" and reading.names_matter and not reading.parts:
        return None
    scope = named or narrowed(reading, general_scope(reading))
    if not scope.restricts:
        scope = shown_before(reading, context) or kind_of_work(reading) or scope
    return scope if scope.restricts or not names_unknown(reading, _UNKNOWN) else None


def _attending(reading: Reading, context: Context) -> SingleQuestion | None:
    """How many people take part: only the line items of a project's sheet may tell; else the officers of the plan."""
    shown = before_scope(context.before)
    if shown and len(shown.keys) == 1 and not reading.has_subject:
        return Breakdown(shown.keys[0], "item")
    if shown and shown.keys and all("/" in key for key in shown.keys) and not reading.has_subject:
        return Facts(shown, (Slot.ALLOCATED,))
    if reading.cues.any("who", "who_weak", "by_officer"):
        return None
    if reading.groups:
        return Beyond("", "headcount")
    before = context.before
    if isinstance(before, Holders) and before.officers and is_follow_up(reading):
        return before
    topic = topic_of(reading, context, SHEET_KINDS)
    if topic.certainty is Certainty.SURE:
        activity = reading.plan.activity_by_number[topic.keys[0].partition("/")[0]]
        return Breakdown(topic.keys[0], "item") if activity.sheet else Beyond("members")
    scope = narrowed(reading, general_scope(reading))
    if not names_unknown(reading) and not scope.keys and not topic.is_usable:
        return Count(scope, "officer", table_by(reading))
    return Beyond("members" if topic.is_usable else "schools")


def _limits_activities(scope: Scope) -> bool:
    """Whether the scope is by money, which only activities have: "ที่ไม่ใช้งบมีกี่ข้อ"."""
    return scope.is_free or scope.at_least is not None or scope.at_most is not None


def _is_statement(reading: Reading) -> bool:
    """Whether the words are rather those of a policy than of an activity."""
    all_kinds = reading.link(None)
    best = all_kinds.candidates[0] if all_kinds.candidates else None
    return best is not None and best.kind not in WORK and all_kinds.confidence >= 0.6 and not reading.times
