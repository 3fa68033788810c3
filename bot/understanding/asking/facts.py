"""Who, when, how much and what of activities: reading in, question or nothing out."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from bot.questions import SPENDING_SLOTS, Claim, Facts, Scope, SingleQuestion, Slot, Unclear
from bot.understanding.asking.items import headed
from bot.understanding.context import Context, before_scope, before_slots, is_follow_up
from bot.understanding.cues import money_in
from bot.understanding.deciding import Certainty, Topic, matters
from bot.understanding.documents import WORK, Kind
from bot.understanding.kinds import ACTIVITY_KINDS, MONEY_KINDS, SHEET_KINDS
from bot.understanding.reading import Reading
from bot.understanding.times_values import NEXT
from bot.understanding.topic import topic_of

_SPOKEN_OF = 0.6
"""Share of the message from which an activity speaks of it, if only in its details."""


def facts(reading: Reading, context: Context) -> SingleQuestion | None:
    """Who, when, how much or what of the activities that are meant."""
    slots = _slots(reading, context)
    topic = _costs_only(topic_of(reading, context, _kinds_with(slots)), reading, context)
    if topic.certainty is Certainty.NONE:
        return None
    if topic.certainty is Certainty.UNSURE:
        return _unsure(reading, topic, slots) if slots else None
    is_one = topic.is_reference or topic.is_carried or topic.certainty is Certainty.SURE
    if not slots and not is_one:
        return _which_work(reading, topic)
    claim = _claim(reading, topic)
    if claim is not None:
        return Facts(topic.scope(reading, with_time=False), slots or _claimed_slot(claim), claim)
    if topic.certainty is Certainty.MANY:
        scope = topic.scope(reading)
        return Unclear(scope.keys, slots, facet=_splitting_facet(reading, topic), scope=scope)
    return Facts(
        _with_earlier(topic, reading, context),
        slots or (Slot.WHAT,),
        counts_days="count_days" in reading.cues or (is_one and Slot.WHEN in slots and _asks_next(reading)),
        counts_rounds="count_rounds" in reading.cues and Slot.WHEN in slots,
    )


def _asks_next(reading: Reading) -> bool:
    """Whether the coming time is asked: how long it is until then is told, too."""
    return "next" in reading.cues or any(one.number == NEXT for one in reading.occurrences)


def _costs_only(topic: Topic, reading: Reading, context: Context) -> Topic:
    """Line items only when the money is for what was said; else the step that they stand in ("งบอบรมทั้งหมด")."""
    items = all("." in key.partition("/")[2] for key in topic.keys)
    if not topic.keys or not topic.concepts or not items or topic.is_carried:
        return topic
    if any(headed(reading, key, set(topic.concepts)) for key in topic.keys):
        return topic
    return topic_of(reading, context, SHEET_KINDS)


def _slots(reading: Reading, context: Context) -> tuple[Slot, ...]:
    """The facts asked for, or meant without being said; "today" asks when."""
    slots = reading.cues.slots or _implied_slots(reading, context)
    if set(slots) & SPENDING_SLOTS and "when" not in reading.cues:
        slots = tuple(slot for slot in slots if slot is not Slot.WHEN)
    return (*slots, Slot.WHEN) if "today" in reading.cues and Slot.WHEN not in slots else slots


def _kinds_with(slots: tuple[Slot, ...]) -> frozenset[Kind]:
    """What has such facts: line items have money, steps have times, activities have all."""
    if money_in(slots) is not None:
        return MONEY_KINDS
    return SHEET_KINDS if Slot.WHEN in slots else ACTIVITY_KINDS


def _which_work(reading: Reading, topic: Topic) -> SingleQuestion | None:
    """Several activities are named and nothing is asked of them: which one, unless a policy is meant."""
    is_named = topic.concepts or any(facet != "position" for facet, _ in topic.facets)
    if not is_named or not _leads_with_work(reading):
        return None
    return Unclear(topic.keys, (), facet=_splitting_facet(reading, topic), scope=topic.scope(reading))


def _with_earlier(topic: Topic, reading: Reading, context: Context) -> Scope:
    """The scope, with the keys of the questions before it that it follows up on: "รวมสองอัน" may come next."""
    scope = topic.scope(reading)
    before = before_scope(context.before)
    if before is None or topic.is_carried or reading.cues.slots or not before.keys:
        return scope
    return replace(scope, earlier=tuple(dict.fromkeys((*before.earlier, *before.keys)))[-5:])


def _leads_with_work(reading: Reading) -> bool:
    """Whether activities match at least as well as statements do."""
    both = reading.link(None)
    work = next((one for one in both.candidates if one.kind in WORK), None)
    return work is not None and work.score >= both.candidates[0].score - 0.06


def _unsure(reading: Reading, topic: Topic, slots: tuple[Slot, ...]) -> SingleQuestion | None:
    """What may be meant is offered, unless the message may as well speak of something else."""
    if (reading.topics and not reading.references) or _names_only_strange(reading, topic):
        return None
    if not slots and not is_follow_up(reading) and reading.link(None).confidence < 0.5:
        return None
    keys = _with_matter(reading, topic)
    return Unclear(keys, slots, scope=replace(topic.scope(reading), keys=keys))


def _with_matter(reading: Reading, topic: Topic) -> tuple[str, ...]:
    """What may be meant: what has the matter that is named goes before what is only for the same people."""
    named = set(matters(reading.link(ACTIVITY_KINDS)))
    every = [one.key for one in reading.link(ACTIVITY_KINDS).candidates]
    having = [key for key in every if (one := reading.index.document(key)) and named.intersection(one.concepts)]
    if not having or any(key in having for key in topic.keys):
        return topic.keys
    return tuple(having[:4])


def perhaps(reading: Reading, context: Context) -> SingleQuestion | None:
    """ "Did you mean": activities that may be meant, when nothing else was found and no fact was asked for."""
    topic = topic_of(reading, context)
    if topic.certainty is not Certainty.UNSURE or reading.cues.starting("word_"):
        return None
    return _unsure(reading, topic, ())


def _names_only_strange(reading: Reading, topic: Topic) -> bool:
    """Whether what is named stands elsewhere in the plan, and in no activity that may be meant."""
    mentions = reading.link(None).mentions
    named = {one.key for one in mentions if one.kind == "concept" and one.known and not one.is_common}
    documents = [reading.index.document(key) for key in (*topic.keys, *_with_matter(reading, topic))]
    best = next((one.evidence for one in reading.link(ACTIVITY_KINDS).candidates), 1.0)
    has_any = best >= _SPOKEN_OF or any(one and named.intersection(one.concepts) for one in documents)
    return bool(named) and not reading.unknown and not has_any


def _implied_slots(reading: Reading, context: Context) -> tuple[Slot, ...]:
    """The facts asked before, when this message only changes the topic, the time or the round."""
    if reading.cues.any("what"):
        return (Slot.WHAT,)
    if reading.cues.any("who_weak"):
        return (Slot.WHO,)
    before = before_slots(context.before)
    if before and (reading.cues.any("same_topic") or is_follow_up(reading)):
        return before
    if reading.occurrences or (reading.times and before_scope(context.before)):
        return (Slot.WHEN,)
    return ()


def _claim(reading: Reading, topic: Topic) -> Claim | None:
    """What the asker takes for true of a named activity: its time or its amount."""
    if topic.certainty is not Certainty.SURE or not reading.cues.any("confirm", "yes_no", "exists"):
        return None
    amount = next((one.amount for one in reading.amounts if one.amount), None)
    if amount is not None and not reading.cues.any("at_least", "at_most", "over", "under", "more", "less", "between"):
        return Claim(amount=amount)
    if reading.times and not reading.is_whole_year and not reading.cues.any("when", "list"):
        return Claim(span=reading.span)
    return None


def _claimed_slot(claim: Claim) -> tuple[Slot, ...]:
    return (Slot.ALLOCATED,) if claim.amount is not None else (Slot.WHEN,)


def _splitting_facet(reading: Reading, topic: Topic) -> str:
    """The facet that splits the candidates into the most even groups."""
    best, best_size = "", len(topic.keys) + 1
    for facet in reading.index.facet_names:
        sizes = Counter(reading.index.facet_of(key, facet) for key in topic.keys)
        if len(sizes) > 1 and max(sizes.values()) < best_size:
            best, best_size = facet, max(sizes.values())
    return best
