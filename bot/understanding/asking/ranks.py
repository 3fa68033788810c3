"""The largest, the smallest, the first n: reading in, question or nothing out."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.questions import Rank, Scope, SingleQuestion, Slot, Total
from bot.understanding.asking.scopes import general_scope, kind_of_work, topic_scope
from bot.understanding.asking.shares import runs_by_groups
from bot.understanding.asking.within import names_unknown, narrowed, project_before, shown_before
from bot.understanding.context import Context, is_follow_up, numbers_before, numbers_of
from bot.understanding.reading import Reading

_NUMBER = re.compile(r"\d+")


def rank(reading: Reading, context: Context) -> SingleQuestion | None:
    """The largest or smallest, or the first n."""
    if not reading.cues.any("largest", "smallest", "ranked", "runner_up"):
        return None
    of, slots = _ranked_thing(reading)
    scope = _scope(reading, context)
    project = project_before(context) if not scope.restricts and of == "activity" and is_follow_up(reading) else ""
    if project:
        scope, of = Scope(keys=(project,), carried=("topic",)), _split_by(reading, project)
    if isinstance(context.before, Rank) and scope.carried and of == "activity":
        of = context.before.of
    if not scope.restricts and of != "quarter" and names_unknown(reading):
        return None
    if of == "officer" and "post" in reading.cues and reading.cues.money is None:
        return None  # who stands highest is no question of work or money
    if "group_of" in reading.cues and of == "activity":
        of = "item" if scope.keys else "group" if runs_by_groups(reading.plan) else of
    asks_money = reading.cues.money is not None or bool(reading.amounts) or isinstance(context.before, Total)
    by = "money" if asks_money or of in ("activity", "step", "item") else "work"
    named = (reading.plan.activity_by_number.get(number) for number in numbers_of(scope.keys))
    if of in ("step", "item") and not any(one.sheet for one in named if one):
        of = "activity"
    slot = reading.cues.money or Slot.ALLOCATED
    return Rank(scope, "smallest" not in reading.cues, _how_many(reading), of, by, slot, slots)


def _split_by(reading: Reading, project: str) -> str:
    """What the money of a project is split by: its steps, or the items of the only step that has any."""
    sheet = reading.plan.activity_by_number[project].sheet
    paid = [step for step in (sheet.steps if sheet else ()) if step.allocated or step.items]
    return "item" if len(paid) == 1 else "step"


def _scope(reading: Reading, context: Context) -> Scope:
    """What is ranked: the activities named, those for whom it is asked, those of the list before, or all."""
    named = topic_scope(reading, context)
    if named is not None:
        return named
    scope = narrowed(reading, general_scope(reading))
    project = numbers_before(context)
    if "group_of" in reading.cues and not scope.restricts and len(project) == 1:
        return Scope(keys=project, carried=("topic",))
    if not scope.restricts:
        scope = shown_before(reading, context) or kind_of_work(reading) or scope
    is_project = reading.patterns.projects.search(reading.folded) is not None
    return replace(scope, is_project=is_project and any(one.is_project for one in reading.plan.activities))


def _ranked_thing(reading: Reading) -> tuple[str, tuple[Slot, ...]]:
    """What is put in order, and the facts asked of what comes first."""
    cues = reading.cues
    asked = tuple(slot for slot in cues.slots if slot in (Slot.WHO, Slot.WHEN))
    thing = reading.patterns.owned.search(reading.folded)
    first = cues.first("largest") or cues.first("smallest")
    if asked and thing and first and thing.start() < first.start and not cues.any("by_officer", "by_officer_money"):
        return "activity", asked
    if cues.any("by_quarter") or _names_quarters(reading) or ("when" in cues and not reading.times):
        return "quarter", ()
    if cues.any("by_officer", "by_officer_money") or ("who" in cues and not reading.references):
        return "officer", ()
    if "by_part" in cues:
        return "part", ()
    if "sheet_items" in cues:
        return "item", ()
    return "step" if "sheet_steps" in cues else "activity", ()


def _names_quarters(reading: Reading) -> bool:
    """ "ไตรมาสที่ใช้เงินน้อยสุด": a time of which more is said, and none that is named."""
    return not reading.times and reading.patterns.quarters.search(reading.folded) is not None


def _how_many(reading: Reading) -> int:
    """The n of "top n"; 1 when none is said."""
    if "runner_up" in reading.cues:
        return 2
    taken = reading.taken()

    def is_free(place: int) -> bool:
        return not any(start <= place < end for start, end in taken)

    for found in _NUMBER.finditer(reading.folded):
        if 1 < int(found[0]) <= 20 and is_free(found.start()):
            return int(found[0])
    for word, value in reading.index.number_words.items():
        at = reading.folded.find(word)
        if value > 1 and at >= 0 and is_free(at):
            return value
    return 1
