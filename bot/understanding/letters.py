"""A run of letters of a folded text, in; the letters one by one, with their marks, gaps and points, out."""

from __future__ import annotations

from itertools import accumulate
from typing import NamedTuple

from bot.understanding.known_words import GAPS, MARKS, alike


class Letters(NamedTuple):
    """A run of letters: each as skeletons have it, as written with its marks, and how many gaps stand before it."""

    bare: str
    written: list[str]
    gaps: list[int]
    is_pointed: list[bool]
    is_unmarked: bool
    """Whether no letter has a mark."""

    @classmethod
    def of(cls, run: str) -> Letters:
        """The letters of a folded text."""
        found: list[str] = []
        gaps: list[int] = []
        is_pointed: list[bool] = []
        gap = 0
        for letter in run:
            if letter == "." and found and not gap:
                is_pointed[-1] = True
            elif letter in GAPS:
                gap = 1 if found else 0
            elif letter not in MARKS:
                found.append(letter)
                gaps.append(gap)
                is_pointed.append(False)
                gap = 0
            elif found:
                found[-1] += letter
        bare = alike("".join(found))
        return cls(bare, found, list(accumulate(gaps)), is_pointed, len(found) == sum(map(len, found)))

    def is_after_gap(self, at: int) -> bool:
        """Whether a gap stands before a letter (at the end of the run, too)."""
        return at in (0, len(self.gaps)) or self.gaps[at] > self.gaps[at - 1]

    def is_alone(self, at: int) -> bool:
        """Whether gaps stand on both sides of a letter."""
        return self.is_after_gap(at) and self.is_after_gap(at + 1)

    def is_abbreviation(self, at: int) -> bool:
        """Whether a letter with a point stands beside another one (พ.ร.บ.)."""
        return self.is_pointed[at] and sum(self.is_pointed[max(0, at - 1) : at + 2]) > 1

    def is_torn(self, start: int, end: int) -> bool:
        """Whether a gap stands between letters start..end."""
        return self.gaps[end - 1] > self.gaps[start]
