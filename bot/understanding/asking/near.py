"""What the plan does not print of an activity (its members, its days), and what it does: reading in, question out."""

from __future__ import annotations

from bot.questions import Beyond, SingleQuestion, Slot
from bot.understanding.asking.mentions import names_charge
from bot.understanding.context import Context
from bot.understanding.kinds import SHEET_KINDS
from bot.understanding.reading import Reading
from bot.understanding.topic import topic_of


def members(reading: Reading, context: Context) -> SingleQuestion | None:
    """Who sits on a committee, or leads it: the officer in charge of its meetings is another."""
    cues = reading.cues
    is_sitting = "people_list" in cues and not names_charge(reading)
    if "members_asked" not in cues and not is_sitting:
        return None
    if reading.people or reading.posts or not reading.patterns.committee.search(reading.folded):
        return None
    return _near(reading, context, "members", Slot.WHO)


def handing_in(reading: Reading, context: Context) -> SingleQuestion | None:
    """When a request is to be handed in: a plan says when the committees meet."""
    asks_time = reading.cues.any("when", "exact_date") or "count_days" in reading.cues
    if not asks_time or "who" in reading.cues or not reading.patterns.handing_in.search(reading.folded):
        return None
    return _near(reading, context, "submission", Slot.WHEN)


def procedure(reading: Reading, context: Context) -> SingleQuestion | None:
    """How something is done or asked for, where no project's sheet prints the steps: who is in charge, and when."""
    if "procedure" not in reading.cues or reading.people or reading.cues.starting("word_") or reading.cues.slots:
        return None
    topic = topic_of(reading, context, SHEET_KINDS)
    rows = [reading.plan.activity_by_number.get(key) for key in topic.keys]
    if not topic.is_usable or any(one is None or one.sheet is not None for one in rows):
        return None
    return Beyond("", "procedure", topic.scope(reading), (Slot.WHO, Slot.WHEN))


def length(reading: Reading, context: Context) -> SingleQuestion | None:
    """How many days or hours something takes."""
    if "length" not in reading.cues or reading.topics or reading.cues.any("money", "count_days"):
        return None
    return _near(reading, context, "length", Slot.WHEN, is_needed=True)


def _near(
    reading: Reading, context: Context, slot: str, said: Slot, *, is_needed: bool = False
) -> SingleQuestion | None:
    """That the plan does not state it, with the fact that it states of the activities that are meant."""
    topic = topic_of(reading, context, SHEET_KINDS)
    if not topic.is_usable:
        return None if is_needed else Beyond("", slot)
    return Beyond("", slot, topic.scope(reading), (said,))
