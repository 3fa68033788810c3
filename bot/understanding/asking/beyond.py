"""What a plan never says: reading in, question or nothing out."""

from __future__ import annotations

from bot.questions import Beyond, Duties, Scope, SingleQuestion
from bot.understanding.asking.duties import handled_by
from bot.understanding.context import Context
from bot.understanding.deciding import Certainty, decide
from bot.understanding.kinds import ACTIVITY_KINDS, DUTY_KINDS
from bot.understanding.linking import relink
from bot.understanding.reading import Reading
from bot.understanding.topic import referred

_PAYMENT = ("salary_payment",)
"""The concept of paying salaries, which a group's printed duty may have."""
_NAMED = 0.8
"""Share of the words asked that stand in a title which names the matter."""


def beyond(reading: Reading, context: Context) -> SingleQuestion | None:
    """A matter that plans do not speak of, unless the message also asks for a list of a time."""
    asks_list = _stands_behind(reading, ("list", "count")) if reading.times else False
    if not reading.topics or asks_list or _stands_behind(reading, ("largest", "smallest")) or _is_named(reading):
        return None
    return _payment(reading) or handled_by(reading, context) or _matter_beyond(reading)


def _payment(reading: Reading) -> SingleQuestion | None:
    """ "เงินเดือนเดือนนี้ไม่เข้า": the group whose printed duty the payment of salaries is."""
    if reading.patterns.unpaid.search(reading.folded) is None:
        return None
    topic = decide(relink(reading.index, _PAYMENT, (), DUTY_KINDS))
    asks_group = reading.cues.any("group_of", "who", "contact")
    return Duties(statements=topic.keys[:2], is_beyond=not asks_group) if topic.is_usable else None


def _stands_behind(reading: Reading, keys: tuple[str, ...]) -> bool:
    """Whether one of these cues is there and every topic stands behind it, in another part of the message.

    "เดือนหน้ามีอะไรบ้าง จะจองห้อง" asks for the month; "ลาพักร้อนได้มากสุด" and "มีโครงการเรื่องสวัสดิการไหม" for the topic.
    """
    end = min((found.end for key in keys if (found := reading.cues.first(key))), default=None)
    return end is not None and all(" " in reading.folded[end : topic.start] for topic in reading.topics)


def _is_named(reading: Reading) -> bool:
    """Whether a title of the plan surely names the matter, and only the matter is asked about."""
    if any(topic.key in reading.patterns.aspects for topic in reading.topics):
        return False
    linking = reading.link(ACTIVITY_KINDS)
    return decide(linking).certainty is Certainty.SURE and linking.candidates[0].title_evidence >= _NAMED


def unsaid(reading: Reading, context: Context) -> SingleQuestion | None:
    """Why, where or at what hour: never in a plan, whatever activity is meant."""
    for cue, slot in (("where", "place"), ("why", "reason")):
        asks_else = reading.cues.any("who", "list") if cue == "where" else "who" in reading.cues
        if cue in reading.cues and not reading.cues.starting("sheet_") and not asks_else:
            return (handled_by(reading, context) if slot == "place" else None) or _unsaid_of(reading, slot)
    return None


def _unsaid_of(reading: Reading, slot: str) -> SingleQuestion:
    """That it is not said, with the facts asked of the activities that are named by number."""
    keys = referred(reading)
    slots = reading.cues.slots
    return Beyond("", slot, Scope(keys=keys, is_list=len(keys) > 1), slots) if keys and slots else Beyond("", slot)


def _matter_beyond(reading: Reading) -> SingleQuestion:
    slots = reading.cues.slots
    return Beyond(reading.topics[0].key, slots[0] if slots else "")
