"""The money of groups, run by them or given to them by project sheets: reading in, question or nothing out."""

from __future__ import annotations

from bot.plan import Plan
from bot.questions import Facts, Scope, SingleQuestion, Slot, Total
from bot.understanding.asking.scopes import general_scope
from bot.understanding.context import Context, numbers_before, numbers_of
from bot.understanding.reading import Reading
from bot.understanding.topic import referred


def shares_of_groups(reading: Reading, context: Context) -> SingleQuestion | None:
    """What a project's sheet gives to the groups named, or what each group runs."""
    groups = reading.group_keys
    money = reading.cues.money
    asks_money = money is not None or "how_many" in reading.cues
    each = "by_group" in reading.cues or ("group_of" in reading.cues and reading.cues.any("more", "less"))
    if not groups and each and not reading.cues.any("largest", "smallest"):
        groups = tuple(one.key for one in reading.plan.groups)
        asks_money = asks_money or not reading.cues.any("count", "who", "when")
    if not groups or not asks_money or reading.people:
        return None
    projects = numbers_of(referred(reading)) or numbers_before(context)
    if not reading.groups and not projects and runs_by_groups(reading.plan):
        return Total(general_scope(reading), money or Slot.ALLOCATED, "group")
    items = items_of_groups(reading.plan, groups)
    within = tuple(key for key in items if key.partition("/")[0] in projects)
    runs_any = not reading.cues.any("by_group") and any(part.group in groups for part in reading.plan.parts)
    if within or (items and not runs_any):
        return Facts(Scope(keys=within or items, is_list=True), (money or Slot.ALLOCATED,))
    return None


def runs_by_groups(plan: Plan) -> bool:
    """Whether the plan prints which groups run its activities."""
    return any(part.group for part in plan.parts) or any(one.group for one in plan.activities)


def items_of_groups(plan: Plan, groups: tuple[str, ...]) -> tuple[str, ...]:
    """The line items that the sheets give to any of the groups."""
    return tuple(
        item.key
        for activity in plan.activities
        for step in (activity.sheet.steps if activity.sheet else ())
        for item in step.items
        if {item.group, *item.groups}.intersection(groups)
    )
