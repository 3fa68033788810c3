"""Printed texts in; for a message, those whose letters it repeats most, out."""

from __future__ import annotations

import math
from collections.abc import Iterable

from bot.understanding.postings import fold_whole
from bot.understanding.text import skeleton

REPEATS = 0.5
"""Share of the message's weighted four-letter pieces that a text must hold."""
_LEAST = 10
"""Pieces of the shortest message that is looked up: fewer would fit by chance."""


class Quotations:
    """Texts by their four-letter pieces, rare pieces weighing more."""

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        self._keys: list[str] = []
        self._postings: dict[str, list[int]] = {}
        for number, (key, text) in enumerate(texts):
            self._keys.append(key)
            for piece in _pieces(skeleton(fold_whole(text))):
                self._postings.setdefault(piece, []).append(number)

    def find(self, bones: str) -> tuple[str, ...]:
        """At most two keys, the best first; none when no text is near. `bones` is a skeleton."""
        wanted = _pieces(bones)
        if len(wanted) < _LEAST:
            return ()
        count = len(self._keys)
        weights = {
            piece: math.log(1 + count / len(self._postings.get(piece, ())) if piece in self._postings else 1 + count)
            for piece in wanted
        }
        scores: dict[int, float] = {}
        for piece in wanted:
            for number in self._postings.get(piece, ()):
                scores[number] = scores.get(number, 0.0) + weights[piece]
        whole = sum(weights.values())
        best = sorted(
            ((score / whole, -number) for number, score in scores.items() if score >= REPEATS * whole), reverse=True
        )
        return tuple(self._keys[-number] for score, number in best[:2] if score >= best[0][0] - 0.05)


def _pieces(bones: str) -> frozenset[str]:
    return frozenset(bones[index : index + 4] for index in range(len(bones) - 3))
