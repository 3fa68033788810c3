"""What the words of a message link to, in; whether to state, list, ask or leave it, out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from itertools import pairwise

from bot.questions import Scope
from bot.understanding.linking import Candidate, Linking
from bot.understanding.reading import Reading

SURE, POSSIBLE = 0.85, 0.25
"""Confidence from which a candidate is stated, and below which it is left."""
LIST_UP_TO = 6
"""Rivals that are listed whole; more are asked about."""
_NEAR_SCORE, _NEAR_EVIDENCE = 0.08, 0.12
"""How far a candidate may lie behind the best and still be its rival."""
_FAR = 0.2
_KNOWN_ENOUGH = 0.35


class Certainty(StrEnum):
    """How a topic may be used: stated, listed whole, asked about, or not at all."""

    SURE = "sure"
    LIST = "list"
    MANY = "many"
    UNSURE = "unsure"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Topic:
    """What a message is about."""

    certainty: Certainty
    keys: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    facets: tuple[tuple[str, str], ...] = ()
    is_carried: bool = False
    is_reference: bool = False

    @property
    def is_usable(self) -> bool:
        return self.certainty in (Certainty.SURE, Certainty.LIST, Certainty.MANY)

    def scope(self, reading: Reading, *, with_time: bool = True) -> Scope:
        """The scope of this topic with the message's time and round."""
        is_list = self.certainty in (Certainty.LIST, Certainty.MANY)
        return Scope(
            keys=in_plan_order(reading, self.keys) if is_list and not self.is_reference else self.keys,
            concepts=self.concepts,
            facets=self.facets,
            span=reading.span if with_time and not names_times_apart(reading) else None,
            other_span=reading.other_span if with_time else None,
            occurrence=reading.occurrence,
            carried=("topic",) if self.is_carried else (),
            is_list=is_list,
        )


def names_times_apart(reading: Reading) -> bool:
    """Whether times are named that do not touch ("ไตรมาส 1 กับ 4"): from first to last would take in too much."""
    spans = sorted((one.span.start_on, one.span.end_on) for one in reading.times)
    return any(later[0] - earlier[1] > timedelta(days=1) for earlier, later in pairwise(spans))


def in_plan_order(reading: Reading, keys: tuple[str, ...]) -> tuple[str, ...]:
    """The keys as the plan prints them: a family is read more easily so than by how well each fits."""
    return tuple(sorted(keys, key=lambda key: reading.index.number_of(key) or 0))


NOTHING = Topic(Certainty.NONE)


def decide(linking: Linking) -> Topic:
    """Answer, list, ask or leave: by confidence and by how many candidates are as good as the best."""
    if not linking.candidates:
        return NOTHING
    keys = tuple(one.key for one in rivals(linking))
    is_plain = _all_known_points_to(linking.candidates[0], linking)
    known = (linking.concepts, linking.facets)
    if linking.confidence < POSSIBLE and not is_plain:
        return NOTHING
    if linking.confidence < SURE and _dominates(linking):
        return Topic(Certainty.SURE, keys[:1], *known)
    if linking.confidence >= SURE and len(keys) == 1:
        return Topic(Certainty.SURE, keys, *known)
    if linking.confidence >= SURE or is_plain:
        return Topic(Certainty.LIST if len(keys) <= LIST_UP_TO else Certainty.MANY, keys, *known)
    return Topic(Certainty.UNSURE, tuple(one.key for one in linking.candidates[:4]), *known)


def _dominates(linking: Linking) -> bool:
    """One candidate is far better than what belongs to anything else, by words of its title."""
    best = linking.candidates[0]
    rival = next((one for one in linking.candidates if one.root != best.root), None)
    is_far = rival is None or best.score - rival.score >= _FAR
    is_alone = len({one.key for one in rivals(linking)}) == 1
    telling = 0.35 if rival is None else 0.5
    return is_far and is_alone and not best.conflicts and names_matter(linking) and best.title_evidence >= telling


def _all_known_points_to(best: Candidate, linking: Linking) -> bool:
    """The rest is chatter: every known word of matter is in the best title, and nothing contradicts it."""
    if best.conflicts or not names_matter(linking) or linking.coverage < _KNOWN_ENOUGH:
        return False
    return best.title_evidence >= 0.8 * linking.coverage


def names_matter(linking: Linking) -> bool:
    """Whether a word of the lists that the plan has, or of its own items, is there, not only letters that fit."""
    return any(
        one.kind == "item" or (one.kind == "concept" and one.known > 0 and not one.is_common)
        for one in linking.mentions
    )


def matters(linking: Linking) -> tuple[str, ...]:
    """The concepts that name a matter: more than common words such as meeting or project."""
    return tuple(one for one in linking.concepts if not one.startswith("common."))


def rivals(linking: Linking) -> tuple[Candidate, ...]:
    """The candidates that cannot be told from the best one."""
    best = linking.candidates[0]
    return tuple(
        one
        for one in linking.candidates
        if one.score >= best.score - _NEAR_SCORE
        and one.evidence >= best.evidence - _NEAR_EVIDENCE
        and (one.title_evidence > 0 or best.title_evidence == 0)
    )
