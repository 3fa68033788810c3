"""One of what was just shown, by its place ("อันที่สอง", "คนสุดท้าย"): reading in, question or nothing out."""

from __future__ import annotations

from dataclasses import replace

from bot.plan import Layer, Plan
from bot.questions import (
    Agenda,
    Count,
    Duties,
    Facts,
    Holders,
    Listing,
    Nothing,
    Persons,
    Scope,
    Sheet,
    SingleQuestion,
    Slot,
    Texts,
    Total,
)
from bot.understanding.asking.scopes import general_scope
from bot.understanding.asking.within import names_unknown, project_before
from bot.understanding.context import Context, before_scope, before_slots, is_follow_up, numbers_before
from bot.understanding.reading import Reading

_PERSON_SLOTS = (("post", "post"), ("work", "work"), ("contact", "contact"), ("group_of", "group"))


def one_of_them(reading: Reading, context: Context) -> SingleQuestion | None:
    """The person, the row or the step at the place that is said."""
    place, is_person = reading.ordinal
    if _in_the_plan(reading):
        return Facts(replace(general_scope(reading), place=place), reading.cues.slots or (Slot.WHAT,))
    following = _following(reading, context)
    if following is not None:
        return following
    if not place or context.before is None or not is_follow_up(reading) or _names_more(reading):
        return None
    return (
        _person(reading, context, place, is_person) or _row(reading, context, place) or _text(reading, context, place)
    )


def _following(reading: Reading, context: Context) -> SingleQuestion | None:
    """ "ข้อถัดไปล่ะ": the duty or the statement behind the one that was shown."""
    before = context.before
    if "next" not in reading.cues or not is_follow_up(reading) or _names_more(reading):
        return None
    if isinstance(before, Duties) and before.place > 0:
        return replace(before, place=before.place + 1)
    if not isinstance(before, Texts) or len(before.keys) != 1:
        return None
    row = _statements_before(reading, context)
    at = row.index(before.keys[0]) + 1 if before.keys[0] in row else len(row)
    return Texts((row[at],)) if at < len(row) else None


def _in_the_plan(reading: Reading) -> bool:
    """The first or last activity of the plan or of a part ("กิจกรรมแรกของแผน")."""
    cues = reading.cues
    if not cues.any("first_item", "last_item") or not (reading.parts or _runs_work(reading) or "whole_plan" in cues):
        return False
    return not (reading.references or cues.starting("word_") or names_unknown(reading))


def _runs_work(reading: Reading) -> bool:
    """Whether a group is named that runs a part of the plan, and not for one of its duties."""
    runs = {part.group for part in reading.plan.parts}
    return bool(runs.intersection(reading.group_keys)) and reading.patterns.duty.search(reading.folded) is None


def _names_more(reading: Reading) -> bool:
    """Whether the message names something of its own, so that the place is one in that."""
    if reading.references or reading.people or reading.topics or reading.times or reading.cues.starting("word_"):
        return True
    return reading.cues.any("largest", "smallest", "count_texts") or reading.link(None).coverage > 0


def _person(reading: Reading, context: Context, place: int, is_person: bool) -> SingleQuestion | None:
    officers = _officers_before(reading, context)
    if not is_person or len(officers) < 2:
        return None
    if place > len(officers):
        return None
    officer = officers[place - 1] if place > 0 else officers[place]
    scope = Scope(officers=(officer,), carried=("person",))
    if reading.cues.money is not None:
        return Total(scope, reading.cues.money)
    asked = tuple(slot for cue, slot in _PERSON_SLOTS if cue in reading.cues)
    return Persons((officer,), asked or ("post", "work"), scope)


def _officers_before(reading: Reading, context: Context) -> tuple[str, ...]:
    """The people of the answer before, in their order."""
    before = context.before
    if isinstance(before, Persons | Holders):
        return before.officers
    if not isinstance(before, Facts) or Slot.WHO not in before.slots:
        return ()
    rows = [reading.plan.activity_by_number.get(number) for number in numbers_before(context)]
    return tuple(dict.fromkeys(officer for row in rows if row for officer in row.officers))


def _row(reading: Reading, context: Context, place: int) -> SingleQuestion | None:
    """The activity of a list, or the step of the project that was shown."""
    slots = reading.cues.slots
    if "how_many" in reading.cues and not slots:
        slots = (Slot.ALLOCATED,)
    before = context.before
    if isinstance(before, Sheet) and before.part not in ("steps", "items"):
        return before
    project = project_before(context)
    if project:
        activity = reading.plan.activity_by_number.get(project)
        steps = activity.sheet.steps if activity and activity.sheet else ()
        if not steps or place > len(steps):
            return Nothing("step", str(place), len(steps)) if steps else None
        key = steps[place - 1 if place > 0 else place].key
        return Facts(Scope(keys=(key,), carried=("topic",)), slots or (Slot.ALLOCATED,))
    scope = before_scope(before)
    if not isinstance(before, Facts | Agenda | Total | Count | Persons) or scope is None:
        return None
    if len(scope.keys) == 1 or not scope.restricts:
        return None
    slots = slots or (before_slots(before) if isinstance(before, Facts) else ()) or (Slot.WHAT,)
    return Facts(replace(scope, place=place, carried=("topic",)), slots)


def _text(reading: Reading, context: Context, place: int) -> SingleQuestion | None:
    """The statement at this place of what was listed; numbers of statements are found by another rule."""
    listed = _statements_before(reading, context)
    is_numbered = isinstance(context.before, Listing) and reading.item_number
    if not 0 < abs(place) <= len(listed) or is_numbered:
        return None
    return Texts((listed[place - 1 if place > 0 else place],))


def _statements_before(reading: Reading, context: Context) -> list[str]:
    """The statements that the answer before listed, in their order."""
    before, plan = context.before, reading.plan
    if isinstance(before, Duties) and len(before.groups) == 1 and not before.statements:
        return [one.key for one in plan.layer(Layer.DUTY) if one.group == before.groups[0]]
    if isinstance(before, Texts) and len(before.keys) == 1:
        shown = plan.statement_by_key[before.keys[0]]
        return [one.key for one in plan.layer(shown.layer) if one.parent == shown.parent]
    if isinstance(before, Listing):
        below = plan.children_of.get(before.parent, ()) if before.parent else plan.layer(before.layer)
        keys = [one.key for one in below if one.layer is before.layer and (before.parent or not one.parent)]
        return keys or _tied(plan, before)
    return []


def _tied(plan: Plan, before: Listing) -> list[str]:
    """The statements of a layer that are tied to the one that they were listed for."""
    parent = plan.statement_by_key.get(before.parent)
    related = set(parent.related) if parent else set()
    return [one.key for one in plan.layer(before.layer) if one.key in related or before.parent in one.related]
