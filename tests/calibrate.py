"""The labelled questions of linking.tsv, in; the weights of the confidence, refitted and written, out.

    python -m tests.calibrate [--check]

Plain logistic regression by Newton's method with a small ridge: the same figures on every machine and hash seed.
--check only prints how well the stored weights fit (Brier score, and out of fold by five folds).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import astuple
from math import exp

from bot.understanding.confidence import BIAS, FEATURES, load_weights
from bot.understanding.documents import WORK
from tests.questions.run_linking import KINDS, STATEMENTS, WEIGHTS, Linker, rows

RIDGE = 0.5
FOLDS = 5
BRIER_BAR = 0.08

Sample = tuple[tuple[float, ...], float]


def samples() -> list[Sample]:
    """Every row with what speaks for its best candidate and whether that was right."""
    linker = Linker()
    found: list[Sample] = []
    for row in rows():
        if row.targets:
            outcome = linker.run(row)
            if not outcome.keys:
                found.append(((1.0, *astuple(outcome.linking.evidence)), float(outcome.is_right)))
        elif row.asks == "oos":
            for kinds in (KINDS["oos"], WORK, STATEMENTS):
                outcome = linker.run(row, kinds)
                # A duty that is printed for the matter is a right answer, not a wrong one: it says nothing here.
                if outcome.linking.candidates and outcome.linking.candidates[0].kind != "duty":
                    found.append(((1.0, *astuple(outcome.linking.evidence)), 0.0))
    return found


def fit(found: Sequence[Sample], rounds: int = 40) -> list[float]:
    """The weights that make the labels likeliest, bias first."""
    size = len(found[0][0])
    weights = [0.0] * size
    for _ in range(rounds):
        gradient = [-RIDGE * weight * (place > 0) for place, weight in enumerate(weights)]
        curve = [[(RIDGE if row == column and row else 1e-9) for column in range(size)] for row in range(size)]
        for features, label in found:
            chance = predict(weights, features)
            for row in range(size):
                gradient[row] += (label - chance) * features[row]
                for column in range(size):
                    curve[row][column] += chance * (1 - chance) * features[row] * features[column]
        weights = [weight + step for weight, step in zip(weights, _solve(curve, gradient), strict=True)]
    return weights


def predict(weights: Sequence[float], features: Sequence[float]) -> float:
    """The chance that these weights give."""
    total = sum(weight * value for weight, value in zip(weights, features, strict=True))
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


def brier(found: Sequence[Sample], weights: Sequence[float]) -> float:
    """The mean squared distance between chance and label."""
    return sum((predict(weights, features) - label) ** 2 for features, label in found) / len(found)


def out_of_fold(found: Sequence[Sample]) -> float:
    """The Brier score on questions that the weights were not fitted on."""
    total = 0.0
    for fold in range(FOLDS):
        rest = [one for number, one in enumerate(found) if number % FOLDS != fold]
        held = [one for number, one in enumerate(found) if number % FOLDS == fold]
        total += brier(held, fit(rest)) * len(held)
    return total / len(found)


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gaussian elimination with pivoting."""
    size = len(right)
    rows_ = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    for place in range(size):
        pivot = max(range(place, size), key=lambda row: abs(rows_[row][place]))
        rows_[place], rows_[pivot] = rows_[pivot], rows_[place]
        for row in range(size):
            if row != place:
                share = rows_[row][place] / rows_[place][place]
                rows_[row] = [one - share * other for one, other in zip(rows_[row], rows_[place], strict=True)]
    return [rows_[place][size] / rows_[place][place] for place in range(size)]


def main() -> int:
    """Fit, write and print; with --check only print, 1 when the stored weights fit worse than the bar."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    found = samples()
    if args.check:
        stored = load_weights(WEIGHTS)
        score = brier(found, [stored[name] for name in (BIAS, *FEATURES)])
        sys.stdout.write(f"Brier {score:.4f}, out of fold {out_of_fold(found):.4f}, {len(found)} samples\n")
        return 0 if score <= BRIER_BAR else 1
    weights = [round(weight, 4) for weight in fit(found)]
    named = dict(zip((BIAS, *FEATURES), weights, strict=True))
    WEIGHTS.write_text(json.dumps(named, indent=2) + "\n", encoding="utf-8")
    sys.stdout.write(f"{named}\nBrier {brier(found, weights):.4f}, out of fold {out_of_fold(found):.4f}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
