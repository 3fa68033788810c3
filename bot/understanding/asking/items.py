"""The money of line items ("ค่าวิทยากร … ชั่วโมงละเท่าไร"): reading in, question or nothing out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from bot.plan import LineItem, Plan
from bot.questions import Facts, Scope, Sheet, SingleQuestion, Slot
from bot.understanding.context import Context, before_scope, numbers_of
from bot.understanding.deciding import matters
from bot.understanding.documents import Kind
from bot.understanding.kinds import MONEY_KINDS
from bot.understanding.linking import Linking
from bot.understanding.postings import fold_whole
from bot.understanding.reading import Reading
from bot.understanding.text import bones_of, skeleton
from bot.understanding.topic import referred

_ASKING = ("money", "how_many", "few", "each", "count_people", "sheet_items", "remaining", "disbursed", "total", "how")

_MOST = 7
"""Items that can be stated in one answer."""


def line_items(reading: Reading, context: Context) -> SingleQuestion | None:
    """The items of project sheets that name the cost asked for, within the step or project that is meant."""
    if not reading.cues.any(*_ASKING) or reading.cues.any("who", "when") or reading.people or reading.times:
        return None
    linking = reading.link(MONEY_KINDS)
    keys = _of_cost(reading, context, linking) or _by_title(reading, linking)
    lacking = "" if keys else _lacking(reading, linking)
    if lacking:
        return Sheet(lacking, "unstated")
    if not keys or len(keys) > _MOST:
        return None
    slot = reading.cues.money or Slot.ALLOCATED
    return Facts(Scope(keys=keys, is_list=len(keys) > 1), (slot,))


def _of_cost(reading: Reading, context: Context, linking: Linking) -> tuple[str, ...]:
    """Items that the money is for what was said; the rest of the message tells which step is meant."""
    costs = reading.index.costs
    asked = set(linking.concepts).intersection(concept for found in costs.values() for concept in found)
    if not asked:
        return ()
    costs = {key: headed(reading, key, found & asked) for key, found in costs.items()}
    if "each" in reading.cues:
        found = tuple(key for one in reading.linked_pieces(MONEY_KINDS) for key in _of_step(reading, one, asked, costs))
        if len(found) > 1:
            return tuple(dict.fromkeys(found))
    items = _best({key: len(found) for key, found in costs.items()})
    within = _named(reading, linking) or _before(context)
    if within:
        return tuple(key for key in items if key.startswith(within))
    others = set(matters(linking)) - asked
    return _best({key: _fit(reading, key, others) for key in items}) if others else items


def _lacking(reading: Reading, linking: Linking) -> str:
    """The activity that is named by number and has no item for the cost that is asked."""
    numbers = numbers_of(referred(reading))
    asked = set(linking.concepts).intersection(concept for found in reading.index.costs.values() for concept in found)
    return numbers[0] if asked and len(numbers) == 1 else ""


def headed(reading: Reading, key: str, concepts: Set[str]) -> frozenset[str]:
    """Of the concepts, those that the money of an item is for, not those whom it is spent on."""
    item = next((one for one in _items(reading.plan) if one.key == key), None)
    for_whom = reading.index.words.fields.get("for_whom", ()) or ("\0",)
    texts = (item.text, *(text for text, _ in item.parts)) if item and concepts else ()
    heads = [skeleton(fold_whole(min((text.partition(word)[0] for word in for_whom), key=len))) for text in texts]
    forms = reading.index.words.concepts
    return frozenset(
        one for one in concepts if any(bones_of(form) in head for form in forms.get(one, ()) for head in heads)
    )


def _items(plan: Plan) -> Iterator[LineItem]:
    for activity in plan.activities:
        for step in activity.sheet.steps if activity.sheet else ():
            yield from step.items


def _of_step(reading: Reading, linking: Linking, asked: Set[str], costs: Mapping[str, Set[str]]) -> tuple[str, ...]:
    """The items of the one step that a piece of the message names ("… ของอบรม วPA กับ CEFR อย่างละเท่าไร")."""
    within = _named(reading, linking)
    others = set(matters(linking)) - asked
    if not within and others:
        steps = {key.rpartition(".")[0] for key in costs}
        within = tuple(map(_beginning, _best({key: _fit(reading, f"{key}.", others) for key in sorted(steps)})))
    return tuple(key for key, found in costs.items() if found and within and key.startswith(within))


def _best(scores: Mapping[str, int]) -> tuple[str, ...]:
    """The keys with the highest score, none when that is 0."""
    most = max(scores.values(), default=0)
    return tuple(key for key, score in scores.items() if most and score == most)


def _fit(reading: Reading, key: str, others: set[str]) -> int:
    """How many of the other matters the step of an item is about."""
    step = reading.index.document(key.rpartition(".")[0])
    return len(others & set(step.concepts)) if step else 0


def _named(reading: Reading, linking: Linking) -> tuple[str, ...]:
    """What the keys of items begin with, when a step or activity is named by number or nickname."""
    named = list(referred(reading))
    named += [one.key for one in linking.mentions if one.kind == "item" and _is_step(one.key)]
    return tuple(map(_beginning, named))


def _before(context: Context) -> tuple[str, ...]:
    """The same of the step or project that was spoken of before."""
    scope = before_scope(context.before)
    keys = scope.keys if scope else ()
    above = {key.rpartition(".")[0] if _is_item(key) else key for key in keys}
    return tuple(map(_beginning, above)) if len(above) == 1 else ()


def _is_step(key: str) -> bool:
    """ "2.1/3" is a step, "2.1/3.2" an item of it, "2.1" a project."""
    return "/" in key and "." not in key.partition("/")[2]


def _is_item(key: str) -> bool:
    return "." in key.partition("/")[2]


def _beginning(key: str) -> str:
    """What the keys of the items below a step or project begin with."""
    return f"{key}." if "/" in key else f"{key}/"


def _by_title(reading: Reading, linking: Linking) -> tuple[str, ...]:
    """Items whose own printed words are the message's, better than any activity's."""
    within = tuple(map(_beginning, referred(reading)))
    items = [one for one in linking.candidates if one.kind is Kind.ITEM and (not within or one.key.startswith(within))]
    if not items or items[0].title_evidence < 0.5 or linking.coverage < 0.5:
        return ()
    rival = next((one for one in linking.candidates if one.kind is not Kind.ITEM), None)
    if rival is not None and rival.score > items[0].score:
        return ()
    near = tuple(one.key for one in items if one.score >= items[0].score - 0.03)
    concepts = set(matters(linking))
    return tuple(key for key in near if not concepts or headed(reading, key, concepts))
