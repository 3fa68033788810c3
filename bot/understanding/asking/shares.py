"""The money that project sheets give to groups: reading in, question or nothing out."""

from __future__ import annotations

from bot.plan import Plan
from bot.questions import Facts, Scope, SingleQuestion, Slot
from bot.understanding.context import Context, numbers_before, numbers_of
from bot.understanding.reading import Reading
from bot.understanding.topic import referred


def shares_of_groups(reading: Reading, context: Context) -> SingleQuestion | None:
    """What a project's sheet gives to the groups named; what a group runs itself is summed by another rule."""
    groups = reading.group_keys
    money = reading.cues.money
    asks_money = money is not None or "how_many" in reading.cues
    if not groups and "by_group" in reading.cues and not reading.cues.any("largest", "smallest"):
        groups = tuple(one.key for one in reading.plan.groups)
        asks_money = asks_money or not reading.cues.any("count", "who", "when")
    if not groups or not asks_money or reading.people:
        return None
    projects = numbers_of(referred(reading)) or numbers_before(context)
    items = items_of_groups(reading.plan, groups)
    within = tuple(key for key in items if key.partition("/")[0] in projects)
    runs_any = not reading.cues.any("by_group") and any(part.group in groups for part in reading.plan.parts)
    if within or (items and not runs_any):
        return Facts(Scope(keys=within or items, is_list=True), (money or Slot.ALLOCATED,))
    return None


def items_of_groups(plan: Plan, groups: tuple[str, ...]) -> tuple[str, ...]:
    """The line items that the sheets give to any of the groups."""
    return tuple(
        item.key
        for activity in plan.activities
        for step in (activity.sheet.steps if activity.sheet else ())
        for item in step.items
        if {item.group, *item.groups}.intersection(groups)
    )
