"""A text and an indexed plan, in; the documents that may be meant, each with its score and why, out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.understanding.confidence import Evidence, probability
from bot.understanding.documents import WORK, Kind
from bot.understanding.forms import Span, Text
from bot.understanding.lexicon import CONCEPT, FACET
from bot.understanding.postings import Field
from bot.understanding.units import Mention, Unit, concepts_of, facets_of, read_units, unit_of

if TYPE_CHECKING:
    from bot.understanding.documents import Document, PlanIndex

CONFLICT, AGREEMENT, UNMENTIONED = 0.45, 0.06, 0.12
_WHOM_ONLY = 0.6
"""A question that says for whom but not what is never sure."""
MOST = 40
"""No more candidates are ranked."""

# How much a unit counts by where a document has it: for the score, as evidence at all, as evidence of a title.
_SCORE = {Field.TITLE: 1.0, Field.DETAIL: 0.85, Field.CONTEXT: 0.5, Field.BODY: 0.5}
_EVIDENCE = {Field.TITLE: 1.0, Field.DETAIL: 0.95, Field.CONTEXT: 0.8, Field.BODY: 0.7}
_TITLE = {Field.TITLE: 1.0, Field.DETAIL: 0.9, Field.CONTEXT: 0.6, Field.BODY: 0.0}
_COUNTS = tuple((_SCORE[place], _EVIDENCE[place], _TITLE[place]) for place in Field)

# Of what is equally well matched, the office's own statements come first, background last.
_PRIOR = {
    **dict.fromkeys((Kind.POLICY, Kind.FOCUS, Kind.HR_AREA), 0.03),
    **dict.fromkeys((Kind.STRATEGY, Kind.VISION), 0.02),
    **dict.fromkeys((Kind.STEP, Kind.ITEM, Kind.GUIDELINE, Kind.INDICATOR, Kind.OBEC, Kind.MINISTRY), -0.02),
    **dict.fromkeys((Kind.QUICK_WIN, Kind.HR_MISSION, Kind.MISSION, Kind.GOAL), -0.02),
    **dict.fromkeys((Kind.BACKGROUND, Kind.LAW, Kind.OFFICE_DUTY, Kind.MODEL), -0.08),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that may be meant."""

    key: str
    kind: Kind
    root: str
    score: float
    evidence: float
    """The weighted share of the question's units that the document has anywhere."""
    title_evidence: float
    """The same for its title, details and the title above it: body-only matches are never stated as facts."""
    conflicts: tuple[str, ...] = ()
    """Facets in which the question contradicts its title."""
    parts: tuple[tuple[str, float], ...] = ()
    """What the score is made of, for --explain."""


@dataclass(frozen=True, slots=True)
class Linking:
    """What the words of a text link to in the plan."""

    candidates: tuple[Candidate, ...] = ()
    mentions: tuple[Mention, ...] = ()
    concepts: tuple[str, ...] = ()
    facets: tuple[tuple[str, str], ...] = ()
    coverage: float = 0.0
    """The weighted share of the question that the plan knows."""
    confidence: float = 0.0
    """How likely the best candidate is meant."""
    evidence: Evidence = field(default_factory=Evidence)
    """What the confidence was computed from, for --explain."""


def link(index: PlanIndex, text: Text, taken: Sequence[Span] = (), kinds: frozenset[Kind] | None = None) -> Linking:
    """Link a text; spans that are understood already are left out, only documents of these kinds compete."""
    return rank(index, read_units(index, text, taken), kinds)


def relink(
    index: PlanIndex,
    concepts: Iterable[str],
    facets: Iterable[tuple[str, str]],
    kinds: frozenset[Kind] | None = None,
) -> Linking:
    """Link from canonical keys alone: a follow-up keeps what was asked about, not its text."""
    keys = [f"{CONCEPT}:{key}" for key in concepts] + [f"{FACET}:{facet}.{value}" for facet, value in facets]
    return rank(index, tuple(unit_of(index, key) for key in dict.fromkeys(keys)), kinds)


class _Sums:
    """What the units add up to for one document."""

    __slots__ = ("evidence", "score", "title", "title_weight")

    def __init__(self) -> None:
        self.score = 0.0
        self.evidence = 0.0
        self.title = 0.0
        self.title_weight = 0.0


def rank(index: PlanIndex, units: tuple[Unit, ...], kinds: frozenset[Kind] | None) -> Linking:
    """The candidates for units that were read before: reading them is what costs, ranking is cheap."""
    mentions = tuple(unit.mention for unit in units)
    facets = facets_of(mentions)
    whole = sum(mention.weight for mention in mentions)
    if not whole:
        return Linking(mentions=mentions)
    sums = _sum(units, index.numbers_of(kinds) if kinds is not None else None)
    candidates = _candidates(index, sums, whole, facets)
    if all(mention.is_common for mention in mentions):
        return Linking(candidates, mentions, (), facets)  # "the meeting of the office" names no subject
    coverage = sum(mention.weight * mention.known for mention in mentions) / whole
    evidence = _evidence_for(candidates, mentions, coverage)
    confidence = probability(evidence, index.confidence_weights) if candidates else 0.0
    if all(mention.is_common or mention.is_position for mention in mentions):
        confidence = min(confidence, _WHOM_ONLY)
    return Linking(candidates, mentions, concepts_of(mentions), facets, coverage, confidence, evidence)


def _sum(units: tuple[Unit, ...], allowed: frozenset[int] | None) -> dict[int, _Sums]:
    sums: dict[int, _Sums] = {}
    for unit in units:
        weight = unit.mention.weight
        for number, (share, place) in unit.hits.items():
            if allowed is not None and number not in allowed:
                continue
            found = sums.get(number)
            if found is None:
                found = sums[number] = _Sums()
            counts = _COUNTS[place]
            amount = weight * share
            found.score += amount * counts[0]
            found.evidence += amount * counts[1]
            found.title += amount * counts[2]
            if place == Field.TITLE:
                found.title_weight += amount
    return sums


def _candidates(
    index: PlanIndex, sums: dict[int, _Sums], whole: float, facets: tuple[tuple[str, str], ...]
) -> tuple[Candidate, ...]:
    asked: dict[str, set[str]] = {}
    for facet, value in facets:
        asked.setdefault(facet, set()).add(value)
    enough = max((found.score for found in sums.values()), default=0.0) / whole - CONFLICT - UNMENTIONED
    found = [
        _candidate(index, number, one, whole, asked) for number, one in sums.items() if one.score / whole >= enough
    ]
    found.sort(key=lambda one: (-one.score, -one.title_evidence, index.number_of(one.key) or 0))
    return tuple(found[:MOST])


def _candidate(index: PlanIndex, number: int, sums: _Sums, whole: float, asked: dict[str, set[str]]) -> Candidate:
    document = index.documents[number]
    conflicts, agreements = _compare(document, asked)
    total = index.title_weights[number]
    unmentioned = 1 - min(1.0, sums.title_weight / total) if total else 0.5
    parts = (
        ("match", sums.score / whole),
        ("unmentioned", -UNMENTIONED * unmentioned),
        ("conflict", -CONFLICT * len(conflicts)),
        ("agreement", AGREEMENT * agreements),
        ("prior", _PRIOR.get(document.kind, 0.0)),
    )
    most = 0.5 if conflicts else 1.0
    return Candidate(
        document.key,
        document.kind,
        document.root,
        round(sum(value for _, value in parts), 6),
        min(most, sums.evidence / whole),
        min(most, sums.title / whole),
        conflicts,
        parts,
    )


def _compare(document: Document, asked: dict[str, set[str]]) -> tuple[tuple[str, ...], int]:
    """The facets in which question and title contradict each other, and in how many they agree."""
    conflicts: list[str] = []
    agreements = 0
    for facet, values in asked.items():
        printed = document.facets.get(facet)
        if printed and values & printed:
            agreements += 1
        elif printed and document.kind in WORK:
            conflicts.append(facet)
    return tuple(conflicts), agreements


def _evidence_for(candidates: tuple[Candidate, ...], mentions: tuple[Mention, ...], coverage: float) -> Evidence:
    if not candidates:
        return Evidence(coverage=coverage)
    best = candidates[0]
    whole = sum(one.weight for one in mentions)
    rival = next((one for one in candidates if one.root != best.root), None)
    return Evidence(
        evidence=best.evidence,
        score=best.score,
        margin=min(0.3, best.score - rival.score) if rival else 0.3,
        coverage=coverage,
        substance=min(1.0, best.evidence * whole),
        title_evidence=max(one.title_evidence for one in candidates[:3]),
        missed=whole * (1 - best.evidence),
    )
