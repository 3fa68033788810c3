"""Known forms and a stretch of unknown letters, in; which known form was misspelled there, and where, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from math import ceil

from bot.understanding.sounds import edits
from bot.understanding.text import bones_of

_LEAST = 6
"""Skeleton letters of the shortest form that is looked for misspelled."""
_SHARE = 0.5
"""Share of a form's letter pairs that the stretch must have for a closer look."""
_FEWEST = ceil(_SHARE * (_LEAST - 1))
"""So many pairs even the shortest form needs: most forms are out at once."""
_SHORT = 7
"""Skeleton letters up to which another letter makes another word: only dropped, doubled or swapped ones are slips."""
_LOOKS = 8
_KEPT = 512
"""Stretches whose nearest form is remembered: one message is read in pieces more than once."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A known form at skeleton letters start..end, written with some slips."""

    start: int
    end: int
    bones: str
    distance: int


class SpellingIndex:
    """Finds misspelled forms by shared letter pairs first and edit distance then."""

    def __init__(self, skeletons: Iterable[str]) -> None:
        self._forms: tuple[str, ...] = ()
        self._pairs: dict[str, tuple[int, ...]] = {}
        self._kept: dict[str, Slip | None] = {}
        self._add(sorted(skeletons))

    def extended(self, forms: Iterable[str]) -> SpellingIndex:
        """This index with some forms more; it itself does not change."""
        more = SpellingIndex(())
        more._forms, more._pairs = self._forms, dict(self._pairs)
        more._add(sorted({bones_of(form) for form in forms} - set(self._forms)))
        return more

    def _add(self, skeletons: Iterable[str]) -> None:
        added = tuple(bones for bones in skeletons if len(bones) >= _LEAST)
        found: dict[str, list[int]] = {}
        for number, bones in enumerate(added, len(self._forms)):
            for pair in sorted({bones[index : index + 2] for index in range(len(bones) - 1)}):
                found.setdefault(pair, []).append(number)
        self._forms += added
        self._pairs |= {pair: (*self._pairs.get(pair, ()), *numbers) for pair, numbers in found.items()}

    def nearest(self, stretch: str) -> Slip | None:
        """The longest known form that best fits somewhere in the stretch, or None."""
        if stretch not in self._kept:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            self._kept[stretch] = self._nearest(stretch)
        return self._kept[stretch]

    def _nearest(self, stretch: str) -> Slip | None:
        best: tuple[int, int, str, Slip] | None = None
        for number in self._likely(stretch):
            slip = _fit(self._forms[number], stretch)
            if slip is not None:
                rank = (3 * slip.distance - len(slip.bones), slip.start, slip.bones, slip)
                best = rank if best is None or rank[:3] < best[:3] else best
        return best[3] if best else None

    def _likely(self, stretch: str) -> tuple[int, ...]:
        forms, pairs = self._forms, {stretch[index : index + 2] for index in range(len(stretch) - 1)}
        shared = Counter(chain.from_iterable([self._pairs.get(pair, ()) for pair in pairs]))
        most = len(stretch) + 2
        likely = [
            (len(forms[number]) - 2 * count, number)
            for number, count in shared.items()
            if count >= _FEWEST and count >= _SHARE * (len(forms[number]) - 1) and len(forms[number]) <= most
        ]
        return tuple(number for _, number in sorted(likely)[:_LOOKS])


def _fit(bones: str, stretch: str) -> Slip | None:
    """Where in the stretch a form fits best, if within the slips allowed for its length."""
    from rapidfuzz.fuzz import partial_ratio_alignment  # not at the start of every process

    found = partial_ratio_alignment(bones, stretch, score_cutoff=60)
    if found is None:
        return None
    allowed = _allowed(len(bones))
    spans = {
        (start, end)
        for start in range(max(0, found.dest_start - 1), found.dest_start + 2)
        for end in range(found.dest_end - 1, min(len(stretch), found.dest_end + 1) + 1)
        if end - start >= 3
    }
    fits = [
        (edits(bones, stretch[start:end], allowed), start, end)
        for start, end in sorted(spans)
        if len(bones) > _SHORT or end - start != len(bones) or sorted(bones) == sorted(stretch[start:end])
    ]
    distance, start, end = min(fits, default=(allowed + 1, 0, 0))
    return Slip(start, end, bones, distance) if distance <= allowed else None


def _allowed(length: int) -> int:
    """How many slips a known form may hold: fewer than a name, for more words look alike."""
    return 1 if length <= 7 else 2 if length <= 12 else 3
