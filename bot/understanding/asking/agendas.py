"""Which activities there are: reading in, question or nothing out."""

from __future__ import annotations

from dataclasses import replace

from bot.calendar import Span
from bot.plan import Activity, Satang
from bot.questions import Agenda, Breakdown, Facts, Persons, Rank, Scope, Sheet, SingleQuestion, Slot
from bot.understanding.asking.scopes import general_scope
from bot.understanding.asking.within import names_unknown, narrowed
from bot.understanding.context import Context, before_scope
from bot.understanding.cues import money_in
from bot.understanding.deciding import Certainty, Topic
from bot.understanding.kinds import ACTIVITY_KINDS, SHEET_KINDS
from bot.understanding.reading import Reading
from bot.understanding.times_values import NEXT
from bot.understanding.topic import referred, topic_of

_LONGEST = 40
"""Letters of a message that still narrows the list before."""


def absent(reading: Reading, context: Context) -> SingleQuestion | None:
    """Who has no work in a time ("ใครไม่มีงานไตรมาส 1")."""
    span = reading.span
    if "absent" not in reading.cues or span is None or reading.references or reading.people:
        return None
    if reading.cues.any("who", "people_list"):
        busy = {key for one in reading.plan.activities if _runs_in(one, span) for key in one.officers}
        all_ = dict.fromkeys(key for one in reading.plan.activities for key in one.officers)
        idle = tuple(key for key in all_ if key not in busy)
        return Persons(idle, ("work",)) if idle else None
    return None


def _runs_in(one: Activity, span: Span) -> bool:
    return any(period.span.overlaps(span) for period in one.periods)


def within_before(reading: Reading, context: Context) -> SingleQuestion | None:
    """What of a list of a time is about what is named now ("ไตรมาส 1 มีอะไรบ้าง" – "มีเรื่องย้ายไหม")."""
    before = context.before
    if not isinstance(before, Agenda) or before.scope.span is None or reading.times:
        return None
    if (
        len(reading.folded) > _LONGEST
        or reading.topics
        or reading.references
        or reading.people
        or reading.cues.slots
        or not reading.cues.any("yes_no", "exists", "only")
    ):
        return None
    topic = topic_of(reading, Context(), ACTIVITY_KINDS)
    if not topic.is_usable:
        return None
    scope = replace(topic.scope(reading), span=before.scope.span, carried=("time",), is_list=True)
    return Agenda(scope, before.slots, is_yes_no=reading.cues.any("yes_no", "exists"))


def agenda(reading: Reading, context: Context) -> SingleQuestion | None:
    """What there is in a time, a part, a family or with a kind of money."""
    slots = reading.cues.slots
    general = general_scope(reading)
    topic = topic_of(reading, Context(), ACTIVITY_KINDS)
    if _asks_fact(reading, topic) or (topic.is_reference and topic.certainty is Certainty.SURE and not general.span):
        return None
    if not topic.is_usable:
        general = narrowed(reading, general) if general.restricts or _asks_list(reading) else general
    inside = _inside(reading, topic) if not general.restricts else None
    if inside is not None:
        return inside
    is_next = "next" in reading.cues or _names_next(reading, context)
    asks_all = _asks_all(reading) and not topic.is_usable
    if not general.restricts and not is_next and not asks_all and not (topic.is_usable and _asks_list(reading)):
        return None
    if not topic.is_usable and (_has_other_words(reading) or (money_in(slots) and not _limits_money(general))):
        return None
    return Agenda(
        _limited(topic.scope(reading), general) if topic.is_usable else general,
        tuple(slot for slot in slots if slot is not Slot.WHEN),
        is_yes_no=reading.cues.any("yes_no", "exists"),
        only_next=is_next and not reading.times,
    )


def _inside(reading: Reading, topic: Topic) -> SingleQuestion | None:
    """ "อบรม … มีอะไรบ้าง": what one project or its step is made of, when that is all that is named."""
    asked = reading.cues.found.get("list", ())
    is_one = topic.certainty is Certainty.SURE and not topic.is_reference and not reading.cues.slots
    if not is_one or not asked or any(reading.patterns.lists_work.search(one.form) for one in asked):
        return None
    step = topic_of(reading, Context(), SHEET_KINDS)
    key = step.keys[0] if step.certainty is Certainty.SURE else topic.keys[0]
    activity = reading.plan.activity_by_number.get(key.partition("/")[0])
    if activity is None or activity.sheet is None:
        return Facts(topic.scope(reading), (Slot.WHAT,))
    return Breakdown(key, "item") if "/" in key else Sheet(key, "steps")


def _asks_all(reading: Reading) -> bool:
    """Whether the whole list of the plan or of its year is asked, and nothing else is said."""
    is_whole = reading.is_whole_year or "whole_plan" in reading.cues
    if not is_whole or names_unknown(reading) or reading.cues.starting("word_"):
        return False
    return _asks_list(reading) or "work" in reading.cues


def _names_next(reading: Reading, context: Context) -> bool:
    """Whether the coming time is meant, and not that of what was spoken of before."""
    return before_scope(context.before) is None and any(one.number == NEXT for one in reading.occurrences)


def _asks_fact(reading: Reading, topic: Topic) -> bool:
    """Whether a fact of one activity, or yes or no about what may be one, is asked and no list."""
    if topic.certainty is Certainty.UNSURE:
        return reading.cues.any("confirm", "yes_no") and not reading.cues.any("list", "exists")
    if topic.certainty is Certainty.SURE and not _asks_list(reading):
        return True
    return topic.is_usable and Slot.WHEN in reading.cues.slots


def _limits_money(scope: Scope) -> bool:
    return bool(scope.is_free or scope.at_least or scope.at_most)


def _limited(scope: Scope, general: Scope) -> Scope:
    """The scope of a topic within the part and the amounts that are named."""
    return replace(
        scope, part=general.part, at_least=general.at_least, at_most=general.at_most, is_free=general.is_free
    )


def _asks_list(reading: Reading) -> bool:
    """Which ones there are is asked, not who or when."""
    return reading.cues.any("list", "exists") and not reading.cues.any("who", "when")


def _has_other_words(reading: Reading) -> bool:
    """Whether the message speaks of a matter that was not found in the plan."""
    if reading.cues.any("list"):
        return False
    return bool(reading.topics) or reading.unknown > 4 or bool(reading.link(ACTIVITY_KINDS).concepts)


def same_amount(reading: Reading, context: Context) -> SingleQuestion | None:
    """ "มีข้อไหนเท่ากันอีกไหม", "มีข้อไหนแพงกว่านี้": the activities with as much as the one before, with more, with less."""
    if "same" in reading.cues and reading.cues.money is not None and context.before is None and not reading.references:
        return _side_by_side(reading)
    before = before_scope(context.before)
    keys = referred(reading) or (before.keys if before else ())
    if not reading.cues.any("list", "exists") or len(keys) != 1 or reading.amounts:
        return None
    activity = reading.plan.activity_by_number.get(keys[0])
    if activity is None or not activity.allocated or not _names_nothing(reading):
        return None
    bounds = _bounds(reading, activity.allocated)
    if bounds is None:
        return None
    asked = Scope(at_least=bounds[0], at_most=bounds[1], carried=("topic",))
    return Agenda(asked, (Slot.ALLOCATED,), is_yes_no="same" not in reading.cues and "yes_no" in reading.cues)


def _side_by_side(reading: Reading) -> SingleQuestion | None:
    """ "กิจกรรมที่งบเท่ากันมีอะไรบ้าง": those that have as much as another, amount by amount."""
    if reading.references or not reading.cues.any("list", "exists") or names_unknown(reading):
        return None
    return Rank(general_scope(reading), True, len(reading.plan.activities), by="equal")


def _names_nothing(reading: Reading) -> bool:
    return not reading.people and not reading.groups and not reading.parts and not reading.has_subject


def _bounds(reading: Reading, amount: Satang) -> tuple[Satang | None, Satang | None] | None:
    """The least and the most that "the same", "more" or "less" than an amount allows."""
    if "same" in reading.cues:
        return amount, amount
    if "more" in reading.cues:
        return Satang(amount + 1), None
    return (None, Satang(amount - 1)) if "less" in reading.cues else None
