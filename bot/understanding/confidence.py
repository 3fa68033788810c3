"""What speaks for the best candidate, in; how likely it is the right one, out, by a few fitted weights."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from math import exp
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Evidence:
    """The numbers that the confidence is computed from: the best candidate's, and the question's."""

    evidence: float = 0.0
    score: float = 0.0
    margin: float = 0.0
    coverage: float = 0.0
    substance: float = 0.0
    title_evidence: float = 0.0
    missed: float = 0.0


FEATURES = tuple(one.name for one in fields(Evidence))
BIAS = "bias"

# Used when no weights are given: locales/words/confidence.json, rounded.
DEFAULT_WEIGHTS: Mapping[str, float] = {
    BIAS: -3.8,
    "evidence": 1.2,
    "score": 2.6,
    "margin": 0.8,
    "coverage": 0.7,
    "substance": 1.5,
    "title_evidence": 1.6,
    "missed": -0.4,
}


def probability(evidence: Evidence, weights: Mapping[str, float]) -> float:
    """The logistic of the weighted evidence."""
    total = weights.get(BIAS, 0.0)
    for name, value in ((name, getattr(evidence, name)) for name in FEATURES):
        total += weights.get(name, 0.0) * value
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


def load_weights(path: Path) -> Mapping[str, float]:
    """The fitted weights of a file; the built-in ones when there is no file."""
    if not path.is_file():
        return DEFAULT_WEIGHTS
    return {str(name): float(value) for name, value in json.loads(path.read_text(encoding="utf-8")).items()}
