"""A message without a topic of its own and the question before, in; the topic it leans on out."""

from __future__ import annotations

from dataclasses import replace

from bot.questions import Scope
from bot.understanding.context import Context, before_scope, is_follow_up, numbers_of
from bot.understanding.deciding import LIST_UP_TO, Certainty, Topic, decide
from bot.understanding.documents import Kind
from bot.understanding.linking import Linking, relink
from bot.understanding.reading import Reading


def carried_over(reading: Reading, context: Context, linking: Linking, kinds: frozenset[Kind]) -> Topic | None:
    """The topic before, when this message has none of its own: as it was, or with a facet changed."""
    scope = before_scope(context.before)
    if scope is None or reading.people or reading.groups or reading.topics:
        return None
    below = _numbered_step(reading, scope)
    if below is not None:
        return below
    if _names_nothing(linking):
        return _unchanged(scope) if scope.keys and not _names_unknown(linking) else None
    only_facets = not linking.concepts and bool(linking.facets)
    if only_facets and (scope.concepts or scope.keys) and is_follow_up(reading):
        return _refaceted(reading, scope, linking, kinds)
    return None


def _names_nothing(linking: Linking) -> bool:
    """Whether no matter of the plan is named, so that the one before is still meant."""
    if not linking.mentions or linking.coverage < 0.2:
        return True
    return not (linking.concepts or linking.facets or linking.confidence >= 0.5)


def _unchanged(scope: Scope) -> Topic:
    certainty = Certainty.SURE if len(scope.keys) == 1 else Certainty.LIST
    return Topic(certainty, scope.keys, scope.concepts, scope.facets, is_carried=True)


def _numbered_step(reading: Reading, scope: Scope) -> Topic | None:
    """ "อันที่ 2 ใช้งบเท่าไหร่" after a project: its step with that number."""
    number = reading.item_number
    numbers = numbers_of(scope.keys)
    if not number or len(numbers) != 1:
        return None
    key = f"{numbers[0]}/{number}"
    return Topic(Certainty.SURE, (key,), is_carried=True) if reading.index.document(key) else None


def _names_unknown(linking: Linking) -> bool:
    """Whether much is said that the plan does not know: no follow-up, but another matter."""
    return sum(one.weight * (1 - one.known) for one in linking.mentions) > 9


def _refaceted(reading: Reading, scope: Scope, linking: Linking, kinds: frozenset[Kind]) -> Topic | None:
    facets = dict(scope.facets) | dict(linking.facets)
    concepts = scope.concepts or _concepts_of(reading, scope)
    linked = relink(reading.index, concepts, tuple(sorted(facets.items())), kinds)
    again = decide(linked)
    if again.is_usable:
        return replace(again, is_carried=True)
    keys = _most_alike(reading, concepts, linked)
    return Topic(Certainty.LIST, keys, concepts, tuple(facets.items()), is_carried=True) if keys else None


def _most_alike(reading: Reading, concepts: tuple[str, ...], linked: Linking) -> tuple[str, ...]:
    """Of what is for those people, what shares the most matters with what was spoken of before."""
    shared: dict[str, int] = {}
    for one in linked.candidates:
        document = reading.index.document(one.key)
        if document is not None and not one.conflicts and one.title_evidence > 0:
            shared[one.key] = len(set(concepts) & set(document.concepts))
    most = max(shared.values(), default=0)
    keys = tuple(key for key, count in shared.items() if count == most)
    return keys if most and len(keys) <= LIST_UP_TO else ()


def _concepts_of(reading: Reading, scope: Scope) -> tuple[str, ...]:
    """The concepts of the activities before, when they were named by number."""
    documents = [found for key in scope.keys if (found := reading.index.document(key))]
    return tuple(dict.fromkeys(concept for document in documents for concept in document.concepts))
