"""A project's sheet and a message in, the printed sentences that speak of the same thing out."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache

from bot.plan import Activity, ProjectSheet, Step
from bot.understanding.forms import Span, Text
from bot.understanding.text import fold, skeleton

SPEAKS_OF_IT = 0.42
"""Share of the message's weighted trigrams that a sentence must hold to be quoted."""


def passages(
    activity: Activity, text: Text, taken: Iterable[Span], besides: str = "", least: float = SPEAKS_OF_IT
) -> tuple[str, ...]:
    """At most three sentences of the sheet, best first; none when no sentence is near.

    `least` is the share of the message that a sentence must hold. What is said `besides` (the project's own title)
    does not count: only the detail asked for does.
    """
    if activity.sheet is None:
        return ()
    sentences = _sentences(activity.sheet)
    wanted = _grams(_left(text, tuple(taken))) - _grams(skeleton(fold(besides)))
    if len(wanted) < 3:
        return ()
    weights = _weights(sentences)
    whole = sum(weights.get(gram, _UNKNOWN) for gram in wanted)
    scored = [
        (sum(weights[gram] for gram in wanted & grams) / whole, -place, sentence)
        for place, (sentence, grams) in enumerate(sentences)
    ]
    best = sorted((one for one in scored if one[0] >= least), reverse=True)
    return tuple(sentence for score, _, sentence in best[:3] if score >= best[0][0] - 0.1)


_UNKNOWN = 2.0


def _left(text: Text, taken: tuple[Span, ...]) -> str:
    letters = list(text.folded)
    for start, end in taken:
        letters[start:end] = " " * (end - start)
    return skeleton("".join(letters))


def sentences_of(sheet: ProjectSheet) -> tuple[str, ...]:
    """What a sheet says, sentence by sentence."""
    return tuple(sentence for sentence, _ in _sentences(sheet))


def sentences_of_step(step: Step) -> tuple[str, ...]:
    """What a sheet says of one of its steps."""
    parts = (text for item in step.items for text, _ in item.parts)
    return (step.title, *step.tasks, *(item.text for item in step.items), *parts)


@lru_cache(maxsize=64)
def _sentences(sheet: ProjectSheet) -> tuple[tuple[str, frozenset[str]], ...]:
    evaluation = sheet.evaluation
    found: list[str] = [
        *sheet.aims,
        *sheet.outputs,
        *sheet.outcomes,
        *sheet.quantitative_indicators,
        *sheet.qualitative_indicators,
    ]
    for step in sheet.steps:
        found += sentences_of_step(step)
    found += [text for _, text in sheet.alignments]
    found += [*evaluation.methods, *evaluation.tools]
    return tuple((one, frozenset(_grams(skeleton(fold(one))))) for one in dict.fromkeys(found))


def _weights(sentences: tuple[tuple[str, frozenset[str]], ...]) -> dict[str, float]:
    counts: dict[str, int] = {}
    for _, grams in sentences:
        for gram in grams:
            counts[gram] = counts.get(gram, 0) + 1
    return {gram: math.log(1 + len(sentences) / count) for gram, count in counts.items()}


def _grams(bones: str) -> set[str]:
    return {bones[index : index + 3] for index in range(len(bones) - 2)}
