"""A detail that only a sentence of a project's sheet gives: reading in, question or nothing out."""

from __future__ import annotations

import re

from bot.plan import Activity
from bot.questions import Beyond, Facts, Scope, Sheet, SingleQuestion, Slot
from bot.understanding.asking.projects import projects_meant
from bot.understanding.context import Context, numbers_before, numbers_of
from bot.understanding.deciding import Certainty
from bot.understanding.kinds import MONEY_KINDS
from bot.understanding.passages import SPEAKS_OF_IT, passages, sentences_of, sentences_of_step
from bot.understanding.patterns import any_of
from bot.understanding.reading import Reading
from bot.understanding.text import fold, skeleton
from bot.understanding.topic import referred, topic_of

_UNSAID = 0.85
"""The weight of words that nothing of the activity has, from which something else of it is asked."""
_SPEAKS_OF_NEAR = 0.22
"""As SPEAKS_OF_IT, when the words link to the project that was just shown."""


def passage_before(reading: Reading, context: Context) -> SingleQuestion | None:
    """A detail of the project that was just shown, in its own words."""
    activity = _with_sheet(reading, numbers_before(context))
    if activity is None or reading.references or reading.people or reading.cues.slots:
        return None
    linking = reading.link(None)
    is_near = any(one.root == activity.number for one in linking.candidates[:8])
    found = passages(
        activity, reading.text, reading.taken(), activity.title, _SPEAKS_OF_NEAR if is_near else SPEAKS_OF_IT
    )
    return Sheet(activity.number, "passage", found) if found else None


def passage_of_project(reading: Reading, context: Context) -> SingleQuestion | None:
    """A project is named and a detail asked that only a sentence of its sheet gives."""
    claims_time = bool(reading.times) and reading.cues.any("confirm", "yes_no", "exists")
    if set(reading.cues.slots) - {Slot.DISBURSED} or claims_time:
        return None
    topic = topic_of(reading, context, MONEY_KINDS)
    activity = _with_sheet(reading, numbers_of(topic.keys))
    if activity is None or topic.certainty is Certainty.NONE:
        return None
    found = passages(activity, reading.text, reading.taken(), besides=activity.title)
    return Sheet(activity.number, "passage", found) if found else None


def passage(reading: Reading, context: Context) -> SingleQuestion | None:
    """A detail that a sentence of a sheet speaks of ("ต้องเข้าทุกคนไหม"): the sentences that match best are quoted."""
    if reading.references or reading.people or reading.cues.any("who", "when", "post"):
        return None
    if any(one.kind == "concept" and not one.known for one in reading.link(None).mentions):
        return None
    for number in (*projects_meant(reading, context), *numbers_before(context)):
        activity = _with_sheet(reading, (number,))
        found = passages(activity, reading.text, reading.taken()) if activity else ()
        if found:
            return Sheet(number, "passage", found)
    return None


def people_counted(reading: Reading, context: Context) -> SingleQuestion | None:
    """ "กิจกรรมที่ 3 ของ 2.1 อบรมกี่คน": the sentences of that step, else of the project, that print how many people."""
    spot = reading.cues.first("count_people")
    if spot is None or reading.people or reading.times or "who" in reading.cues:
        return None
    topic = topic_of(reading, context, MONEY_KINDS)
    activity = _with_sheet(reading, numbers_of(topic.keys)) if topic.is_reference else None
    if activity is None or activity.sheet is None:
        return None
    steps = [key for key in topic.keys if "/" in key]
    chosen = [one for one in activity.sheet.steps if any(_is_within(key, one.key) for key in steps)]
    units = reading.index.words.fields.get("number.people", ())
    items = tuple(
        item.key
        for step in chosen or activity.sheet.steps
        for item in step.items
        if any(unit in units for _, unit in item.counts)
    )
    if items:
        return Facts(Scope(keys=items, is_list=len(items) > 1), (Slot.ALLOCATED,))
    said = [text for one in chosen for text in sentences_of_step(one)] if steps else sentences_of(activity.sheet)
    printed = re.compile(rf"[0-9]\s*(?:{any_of(units)})")
    found = tuple(dict.fromkeys(one for one in said if printed.search(fold(one))))
    return Sheet(activity.number, "passage", found[:3]) if found else Beyond("", "headcount")


def _is_within(key: str, step: str) -> bool:
    """Whether a key is that of a step or of an item below it."""
    return key == step or key.startswith(f"{step}.")


def unstated(reading: Reading, context: Context) -> SingleQuestion | None:
    """An activity is named by its number, but what is asked of it is nothing that the plan says."""
    numbers = numbers_of(referred(reading))
    if len(numbers) != 1 or reading.people or reading.amounts or reading.cues.any("confirm", "compare", "same"):
        return None
    below = _below_titles(reading, numbers[0])
    if below is not None:
        return below
    asks_card = set(reading.cues.slots) <= {Slot.ALLOCATED}
    least = _UNSAID if asks_card else 2 * _UNSAID
    return Sheet(numbers[0], "unstated") if reading.unsaid_of(numbers[0]) >= least else None


def _below_titles(reading: Reading, number: str) -> SingleQuestion | None:
    """What only the items or sentences of the sheet have: the items when an amount is asked, else the sentences."""
    activity = _with_sheet(reading, (number,))
    best = next((one for one in reading.link(None).candidates if one.root == number), None)
    if activity is None or best is None or best.title_evidence > 0 or set(reading.cues.slots) - {Slot.ALLOCATED}:
        return None
    said = [skeleton(reading.folded[one.start : one.end]) for one in reading.link(None).mentions if not one.is_common]
    sheet = activity.sheet
    items = tuple(item.key for step in (sheet.steps if sheet else ()) for item in step.items if _has(item.text, said))
    if reading.cues.any("how_many", "money", "few", "each"):
        return Facts(Scope(keys=items, is_list=len(items) > 1), (Slot.ALLOCATED,)) if items else None
    found = tuple(one for one in (sentences_of(sheet) if sheet else ()) if _has(one, said))[:3]
    return Sheet(number, "passage", found) if found else None


def _has(text: str, said: list[str]) -> bool:
    """Whether a sentence has everything that was said, letter by letter."""
    bones = skeleton(fold(text))
    return bool(said) and all(one in bones for one in said)


def _with_sheet(reading: Reading, numbers: tuple[str, ...]) -> Activity | None:
    """The one activity of these numbers, when its sheet is printed."""
    activity = reading.plan.activity_by_number.get(numbers[0]) if len(numbers) == 1 else None
    return activity if activity and activity.sheet else None
