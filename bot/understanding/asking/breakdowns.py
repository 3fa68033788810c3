"""How the money of an activity is split: reading in, question or nothing out."""

from __future__ import annotations

from bot.questions import Breakdown, Facts, SingleQuestion, Slot
from bot.understanding.context import Context
from bot.understanding.deciding import Certainty
from bot.understanding.kinds import SHEET_KINDS
from bot.understanding.reading import Reading
from bot.understanding.topic import topic_of


def breakdown(reading: Reading, context: Context) -> SingleQuestion | None:
    """How the money of one activity is split."""
    cues = reading.cues
    step = _listed_step(reading)
    if step:
        return Breakdown(step, "item")
    if not cues.any("per_round", "breakdown") and not _asks_quarters(reading) and not _asks_rows(reading):
        return None
    topic = topic_of(reading, context, SHEET_KINDS)
    if topic.certainty is not Certainty.SURE or "who" in cues:
        return None
    key = topic.keys[0]
    if "by_quarter" in cues:
        return Breakdown(key, "quarter")
    if "per_round" in cues and "count_rounds" in cues and "/" not in key:
        return Facts(topic.scope(reading), (Slot.WHEN, Slot.ALLOCATED), counts_rounds=True)
    if "per_round" in cues:
        return Breakdown(key, "round")
    return Breakdown(key, "item" if "/" in key else "step")


def _listed_step(reading: Reading) -> str:
    """ "ค่าใช้จ่ายในการอบรม CEFR มีรายการอะไรบ้าง": the step that is named, whose money is to be listed."""
    steps = [one.key for one in reading.link(SHEET_KINDS).mentions if one.kind == "item" and "/" in one.key]
    asks = "list" in reading.cues and reading.cues.money is Slot.ALLOCATED and not reading.references
    return steps[0] if asks and len(steps) == 1 and "." not in steps[0].partition("/")[2] else ""


def _asks_quarters(reading: Reading) -> bool:
    cues = reading.cues
    return "by_quarter" in cues and bool(reading.references) and cues.any("money", "how_many")


def _asks_rows(reading: Reading) -> bool:
    """The money of each step or line item."""
    return reading.cues.any("sheet_items", "sheet_steps") and reading.cues.any("each", "money")
