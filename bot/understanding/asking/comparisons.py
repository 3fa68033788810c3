"""Two things and a fact to compare: reading in, question or nothing out."""

from __future__ import annotations

from dataclasses import replace

from bot.calendar import Span
from bot.questions import Compare, Facts, Rank, Scope, SingleQuestion, Slot, Texts
from bot.understanding.asking.shares import items_of_groups
from bot.understanding.context import Context, before_scope
from bot.understanding.deciding import decide, in_plan_order
from bot.understanding.kinds import ACTIVITY_KINDS, SHEET_KINDS
from bot.understanding.linking import relink
from bot.understanding.reading import Reading
from bot.understanding.times import TimeKind, TimeMention
from bot.understanding.topic import topic_of

_OF_ROUNDS = ("compare", "same", "different", "more", "less")
_EITHER = ("หรือ",)
"""A word between two that may be alternatives: alone it compares nothing."""
_COMPARING = ("compare", "same", "different", "more", "less", "before", "same_person", "same_time")


def comparison(reading: Reading, context: Context) -> SingleQuestion | None:
    """Two things named and a fact to compare."""
    if reading.amounts or not reading.cues.any(*_COMPARING):
        return None
    named = tuple(dict.fromkeys(one.keys[0] for one in reading.statement_references))
    if len(named) > 1 and not reading.cues.slots:
        return Texts(named)
    rounds = _rounds(reading)
    if rounds is not None:
        return rounds
    if _compares_work(reading):
        return Rank(Scope(), "less" not in reading.cues, 4, of="quarter", by="work")
    sides = _sides(reading, context)
    if len(sides) < 2:
        shared = _shared_slot(reading)
        topic = topic_of(reading, context)
        return Facts(topic.scope(reading), (shared,)) if shared and topic.is_usable else None
    slots = reading.cues.slots
    if len(slots) > 1 and len(sides) == 2 and not reading.groups:
        money = reading.cues.money
        if money is not None and reading.cues.any("compare", "different", "more", "less"):
            return Compare(sides, money, _asks(reading), tuple(slot for slot in slots if slot is not money))
        return Facts(Scope(keys=tuple(key for side in sides for key in side.keys), is_list=True), slots)
    return Compare(sides, _compared_slot(reading), _asks(reading))


def _compares_work(reading: Reading) -> bool:
    """ "ไตรมาส 1 กับ 2 อันไหนงานเยอะกว่า": how much there is to do in quarters, not what it costs."""
    times = reading.times
    quarters = [number for one in times if one.kind is TimeKind.QUARTER for number in one.numbers]
    is_work = reading.cues.any("more", "less") and reading.cues.money is None
    said = any(word in reading.folded for word in reading.index.words.cues.get("work_said", ()))
    return is_work and said and len(set(quarters)) > 1 and not (reading.references or reading.people or reading.groups)


def _rounds(reading: Reading) -> SingleQuestion | None:
    """ "เลื่อนเงินเดือนรอบเมษากับตุลาต่างกันไหม": the rounds of the activities named, not all that is done then."""
    several = len(reading.times) > 1 or len(reading.occurrences) > 1 or "both_rounds" in reading.cues
    compared = [one.form for cue in _OF_ROUNDS for one in reading.cues.found.get(cue, ())]
    if not several or all(form in _EITHER for form in compared) or reading.groups or reading.people:
        return None
    topic = topic_of(reading, Context(), ACTIVITY_KINDS)
    if not topic.is_usable or (topic.is_reference and len(topic.keys) > 1):
        return None
    scope = replace(topic.scope(reading, with_time=False), occurrence=0)
    return Facts(scope, reading.cues.slots or (Slot.WHEN,), compares_rounds=True)


def _compared_slot(reading: Reading) -> Slot:
    cues = reading.cues
    shared = _shared_slot(reading)
    if shared is not None:
        return shared
    if cues.any("more", "less") and "when" not in cues:
        return Slot.ALLOCATED
    if cues.slots:
        return cues.slots[0]
    if cues.any("different", "who_weak") and not cues.any("more", "less", "money"):
        return Slot.WHO
    return Slot.WHEN if "before" in cues else Slot.ALLOCATED


def _shared_slot(reading: Reading) -> Slot | None:
    if "same_person" in reading.cues:
        return Slot.WHO
    return Slot.WHEN if "same_time" in reading.cues else None


def _asks(reading: Reading) -> str:
    return next((cue for cue in ("more", "less", "before", "different", "same") if cue in reading.cues), "")


def _sides(reading: Reading, context: Context) -> tuple[Scope, ...]:
    keys = [key for reference in reading.references if reference.exists for key in reference.keys]
    if len(keys) > 1:
        return tuple(Scope(keys=(key,)) for key in keys)
    if not keys and reading.cues.any("more", "less", "same", "different", "compare"):
        spans = tuple(span for one in reading.times for span in _spans_of(reading, one))
        if len(spans) > 1:
            return tuple(Scope(span=span) for span in spans)
    groups = reading.group_keys
    if len(groups) > 1:
        return _sides_of_groups(reading, groups)
    parted = _parted(reading)
    return parted if len(parted) > 1 else _sides_before(reading, context, keys)


def _spans_of(reading: Reading, one: TimeMention) -> tuple[Span, ...]:
    """What one mention names side by side: "ไตรมาส 1 กับ 2" are two quarters."""
    if one.kind is not TimeKind.QUARTER or len(one.numbers) < 2 or one.year != reading.plan.year.number:
        return (one.span,)
    return tuple(reading.plan.year.quarter(number).span for number in one.numbers)


def _sides_before(reading: Reading, context: Context, keys: list[str]) -> tuple[Scope, ...]:
    """What was spoken of before, and what is named now."""
    carried = before_scope(context.before)
    if len(keys) == 1 and carried and carried.keys and keys[0] not in carried.keys:
        return Scope(keys=carried.keys), Scope(keys=(keys[0],))
    if not keys and carried and carried.earlier and reading.link(ACTIVITY_KINDS).coverage == 0:
        return tuple(Scope(keys=(key,)) for key in dict.fromkeys((*carried.earlier, *carried.keys)))
    if not keys and carried and len(carried.keys) > 1 and reading.link(ACTIVITY_KINDS).coverage == 0:
        return tuple(Scope(keys=(key,)) for key in carried.keys)
    return ()


def _sides_of_groups(reading: Reading, groups: tuple[str, ...]) -> tuple[Scope, ...]:
    """Groups are compared by the money that a project sheet gives them."""
    shares = [items_of_groups(reading.plan, (group,)) for group in groups]
    return tuple(Scope(keys=items) for items in shares if items)


def _parted(reading: Reading) -> tuple[Scope, ...]:
    """The message cut at its joining words, each side linked on its own."""
    found: list[Scope] = []
    concepts: tuple[str, ...] = ()
    for linking in reading.linked_pieces(SHEET_KINDS):
        if linking.facets and not linking.concepts and concepts:
            linking = relink(reading.index, concepts, linking.facets, SHEET_KINDS)
        concepts = linking.concepts or concepts
        topic = decide(linking)
        if topic.is_usable:
            keys = in_plan_order(reading, topic.keys)
            found.append(Scope(keys=keys, is_list=len(keys) > 1))
    return tuple(found) if len({scope.keys for scope in found}) > 1 else ()
