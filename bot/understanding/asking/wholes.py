"""The plan as a whole, its parts and what share they are: reading in, question or nothing out."""

from __future__ import annotations

from bot.questions import Duties, Scope, SingleQuestion, Slot, Total
from bot.understanding.asking.scopes import general_scope, topic_scope
from bot.understanding.asking.sums import table_by
from bot.understanding.asking.within import names_unknown
from bot.understanding.context import Context, is_follow_up
from bot.understanding.deciding import decide
from bot.understanding.kinds import ACTIVITY_KINDS
from bot.understanding.reading import Reading


def overview(reading: Reading, context: Context) -> SingleQuestion | None:
    """What is in the plan, which part has more, what share of the whole something is, what a group runs."""
    cues = reading.cues
    money = cues.money or Slot.ALLOCATED
    if _asks_overview(reading):
        return Total(Scope(), by=table_by(reading) or ("part" if "overview_money" in cues else "overview"))
    if "share" in cues and (reading.references or (reading.parts and cues.money is None)):
        return Total((topic_scope(reading, context) if reading.references else None) or general_scope(reading), money)
    if reading.parts and cues.any("more", "less") and not reading.references:
        return Total(Scope(), money, "part")
    if _sums_parts(reading):
        whole = Scope() if len({one.key for one in reading.parts}) > 1 else general_scope(reading)
        return Total(whole, money, "part")
    part = _part_before(reading, context)
    return Total(Scope(part=part, carried=("topic",)), money) if part else None


def _sums_parts(reading: Reading) -> bool:
    """ "แผน 1 รวมเท่าไหร่ แผน 2 รวมเท่าไหร่": how much parts are in all, though no word for money is said."""
    named = reading.references or reading.people or reading.times or reading.amounts or reading.has_subject
    asks = "total" in reading.cues and "how_many" in reading.cues and reading.cues.money is None
    return bool(reading.parts) and asks and not named and not reading.unknown and not reading.cues.starting("word_")


def _asks_overview(reading: Reading) -> bool:
    """Whether what is in the plan as a whole is asked: no time but its year, nothing named."""
    if not reading.cues.any("overview", "overview_money") or (reading.times and not reading.is_whole_year):
        return False
    return not (reading.references or reading.people or reading.groups or names_unknown(reading))


def _part_before(reading: Reading, context: Context) -> int:
    """The part that is run by the group whose duties were just shown, when only money is asked; else 0."""
    before = context.before
    if not isinstance(before, Duties) or len(before.groups) != 1 or reading.cues.money is None:
        return 0
    if (
        not is_follow_up(reading)
        or reading.references
        or reading.times
        or decide(reading.link(ACTIVITY_KINDS)).is_usable
    ):
        return 0
    parts = [one.number for one in reading.plan.parts if one.group == before.groups[0]]
    return parts[0] if len(parts) == 1 else 0
