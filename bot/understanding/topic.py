"""A reading and the question before, in; what the message is about (keys of the plan and how sure that is) out."""

from __future__ import annotations

from dataclasses import replace

from bot.understanding.carrying import carried_over
from bot.understanding.context import Context
from bot.understanding.deciding import LIST_UP_TO, Certainty, Topic, decide, matters
from bot.understanding.documents import Kind
from bot.understanding.kinds import ACTIVITY_KINDS
from bot.understanding.linking import Linking
from bot.understanding.reading import Reading

_LONG_RUN = 14
"""Skeleton letters of a run that tells one title from the others."""
_EXPLAINED_SHARE = 0.3
_MOST_JOINED = 8
"""Activities of two matters that are listed together."""
_NAMED_STEP = 0.75
"""Share of the words beside a number from which a step's title is what they name."""


def topic_of(reading: Reading, context: Context, kinds: frozenset[Kind] = ACTIVITY_KINDS) -> Topic:
    """References first, then what the words link to, then what was spoken of before."""
    keys = referred(reading)
    step = _step_named_in(reading, keys, kinds)
    if step:
        return Topic(Certainty.SURE, (step,), is_reference=True)
    if keys:
        return Topic(Certainty.SURE if len(keys) == 1 else Certainty.LIST, keys, is_reference=True)
    linking = reading.link(kinds)
    carried = carried_over(reading, context, linking, kinds)
    found = carried or _joined(reading, kinds) or _most_specific(reading, _settled(reading, linking))
    return found if carried else _of_both(reading, kinds, found) or found


def _step_named_in(reading: Reading, keys: tuple[str, ...], kinds: frozenset[Kind]) -> str:
    """ "อบรม CEFR ใน 2.1": the one step of the project named by number that the other words surely name."""
    if len(keys) != 1 or Kind.STEP not in kinds or keys[0] not in reading.plan.activity_by_number:
        return ""
    linking = reading.link(kinds)
    named = {one.key for one in linking.mentions if one.kind == "item"}
    steps = [one for one in linking.candidates[:3] if one.kind is Kind.STEP and one.root == keys[0]]
    inside = [one.key for one in steps if one.key in named or one.title_evidence >= _NAMED_STEP]
    is_best = bool(inside) and linking.candidates[0].root == keys[0]
    return inside[0] if is_best and len(inside) == 1 else ""


def _settled(reading: Reading, linking: Linking) -> Topic:
    return _of_its_matter(reading, linking, _explained(reading, linking, decide(linking)))


def referred(reading: Reading) -> tuple[str, ...]:
    """The keys of activities and steps that the message names by number and that exist."""
    found = [
        key
        for reference in reading.references
        if reference.exists
        for key in reference.keys
        if key.partition("/")[0] in reading.plan.activity_by_number
    ]
    return tuple(dict.fromkeys(found))


def _explained(reading: Reading, linking: Linking, topic: Topic) -> Topic:
    """When sureness is lacking only because of chatter: the candidates whose titles have every matter that is named."""
    if topic.certainty not in (Certainty.UNSURE, Certainty.NONE) or not linking.candidates or reading.topics:
        return topic
    concepts = set(matters(linking))
    if not concepts or len(concepts) + len(linking.facets) < 2 or linking.coverage < _EXPLAINED_SHARE:
        return topic
    fitting = [one for one in linking.candidates if not one.conflicts]
    keys = tuple(one.key for one in fitting if _has_all(reading, one.key, concepts, linking.facets))
    # No title of this matter names that position: those that name none are for all of them.
    keys = keys or tuple(one.key for one in fitting if _is_for_all(reading, one.key, concepts, linking.facets))
    if not keys or len(keys) > LIST_UP_TO:
        return topic
    certainty = Certainty.SURE if len(keys) == 1 else Certainty.LIST
    return Topic(certainty, keys, linking.concepts, linking.facets)


def _has_all(reading: Reading, key: str, concepts: set[str], facets: tuple[tuple[str, str], ...]) -> bool:
    document = reading.index.document(key)
    if document is None or not concepts <= set(document.concepts):
        return False
    return all(value in document.facets.get(facet, ()) for facet, value in facets)


def _is_for_all(reading: Reading, key: str, concepts: set[str], facets: tuple[tuple[str, str], ...]) -> bool:
    document = reading.index.document(key)
    if document is None or key not in reading.plan.activity_by_number or not concepts <= set(document.concepts):
        return False
    return all(not document.facets.get(facet) for facet, _ in facets)


def _of_its_matter(reading: Reading, linking: Linking, topic: Topic) -> Topic:
    """Not stated when a position fits and the matter is another: a transfer of those whose raise is in the plan."""
    concepts = set(matters(linking))
    if topic.certainty is not Certainty.SURE or not linking.facets or not concepts:
        return topic
    document = reading.index.document(topic.keys[0])
    if document is None or concepts & set(document.concepts) or not _is_in_a_title(reading, concepts):
        return topic
    return replace(topic, certainty=Certainty.UNSURE, keys=tuple(one.key for one in linking.candidates[:4]))


def _is_in_a_title(reading: Reading, concepts: set[str]) -> bool:
    documents = (reading.index.document(one.number) for one in reading.plan.activities)
    return any(concepts & set(one.concepts) for one in documents if one is not None)


def _most_specific(reading: Reading, topic: Topic) -> Topic:
    """Of a short list, the best one, when its title repeats a much longer run of the message than the others do."""
    if topic.certainty is not Certainty.LIST:
        return topic
    runs = {key: _longest_run(reading.text.skeleton.text, reading.index.bones_of(key)) for key in topic.keys}
    longest = max(runs.values())
    holding = [key for key, run in runs.items() if run > longest * 0.8]
    if longest >= _LONG_RUN and holding == list(topic.keys[:1]):
        return replace(topic, certainty=Certainty.SURE, keys=tuple(holding))
    return topic


def _longest_run(asked: str, title: str) -> int:
    """Letters of the longest part of the message that stands in the title as it is."""
    best = start = 0
    while start + best < len(asked):
        if asked[start : start + best + 1] in title:
            best += 1
        else:
            start += 1
    return best


def _of_both(reading: Reading, kinds: frozenset[Kind], whole: Topic) -> Topic | None:
    """ "ย้าย ศน. กับเลื่อนเงินเดือน": two matters joined, which no title has together; few enough to be listed."""
    found = [(linking, decide(linking)) for linking in reading.linked_pieces(kinds) if _names_something(linking)]
    if len({one.keys for _, one in found}) < 2 or not all(one.is_usable for _, one in found):
        return None
    documents = [one for key in whole.keys if whole.is_usable and (one := reading.index.document(key))]
    named = {concept for linking, _ in found for concept in matters(linking)}
    if any(named <= set(one.concepts) for one in documents):
        return None  # the joining word stands in a title
    keys = tuple(dict.fromkeys(key for _, one in found for key in one.keys))
    has_whole = not whole.is_usable or set(whole.keys) <= {*keys, *(key.partition("/")[0] for key in keys)}
    return Topic(Certainty.LIST, keys) if has_whole and len(keys) <= _MOST_JOINED else None


def _names_something(linking: Linking) -> bool:
    return bool(matters(linking)) or any(one.kind == "item" for one in linking.mentions)


def _joined(reading: Reading, kinds: frozenset[Kind]) -> Topic | None:
    """Two things named side by side ("… กับ … อย่างละเท่าไร"): each linked on its own, when each is sure."""
    if not reading.cues.any("each", "compare", "same", "different"):
        return None
    keys: list[str] = []
    for linking in reading.linked_pieces(kinds):
        found = decide(linking)
        if found.certainty is Certainty.SURE:
            keys += found.keys
    return Topic(Certainty.LIST, tuple(dict.fromkeys(keys))) if len(set(keys)) > 1 else None
