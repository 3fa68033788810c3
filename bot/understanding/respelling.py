"""A message that was not understood, in; the same with its misspelled words put right, or None, out."""

from __future__ import annotations

from collections.abc import Iterable

from bot.understanding.forms import FormMatcher, Span, Text
from bot.understanding.spelling import Slip, SpellingIndex
from bot.understanding.text import bones_of, fold, skeleton

_STRETCH = 4
"""Skeleton letters of the shortest run of unknown letters that is looked at."""
_MOST = 0.6
"""Share of a run that a plain slip fills."""


class Respeller:
    """Puts misspelled forms right by the nearest known form; made on first need, for it is seldom needed."""

    def __init__(self, matcher: FormMatcher, others: Iterable[str] = ()) -> None:
        self._matcher = matcher
        self._forms = {bones_of(form): form for form in others}
        self._forms |= {bones: form for bones, (_, form) in matcher.meanings.items()}
        self._spelling = SpellingIndex(self._forms)

    def respell(self, text: Text, known: Iterable[Span], *, is_careful: bool = False) -> str | None:
        """The folded text with every unknown run replaced where a known form is near; None when nothing was.

        Careful: only a single slip in most of a run, so that a message understood as it stands is seldom changed.
        """
        # A short form found inside a misspelled word (นโย in นโยบาล) does not make the word known.
        found = [(one.start, one.end) for one in self._matcher.find(text) if len(skeleton(one.form)) > _STRETCH]
        spans = sorted({*known, *found})
        pieces: list[str] = []
        last = 0
        for start, end in unknown_runs(text, spans):
            slip = self._spelling.nearest(text.skeleton.text[start:end])
            if slip is None or (is_careful and not _is_plain(slip, end - start)):
                continue
            begin, stop = text.skeleton.folded_span(*_whole(start, end, start + slip.start, start + slip.end))
            form = fold(self._forms[slip.bones])
            is_doubled = text.folded[stop : stop + 1] == text.folded[stop - 1]
            is_right = slip.bones in self._matcher.meanings or form in text.folded[begin:stop]
            if slip.distance == 0 and is_right and not is_doubled:
                continue
            stop += is_doubled
            pieces += [text.folded[last:begin], form]
            last = stop
        return "".join((*pieces, text.folded[last:])) if pieces else None


def _is_plain(slip: Slip, length: int) -> bool:
    return slip.distance <= 1 and slip.end - slip.start >= _MOST * length


def _whole(start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """The misspelled letters with the one left over beside them: a single unknown letter means nothing of its own."""
    return start if first - start == 1 else first, end if end - last == 1 else last


def _is_letter(sign: str) -> bool:
    """Letters, and the Thai vowel signs that Unicode counts as marks."""
    return sign.isalpha() or "\u0e30" <= sign <= "\u0e4e"


def unknown_runs(text: Text, spans: list[Span]) -> list[tuple[int, int]]:
    """The runs of skeleton letters that no span covers; digits and signs end a run, gaps do not (people add some)."""
    covered = bytearray(len(text.folded) + 1)
    for start, end in spans:
        covered[start:end] = b"\x01" * (end - start)
    runs: list[tuple[int, int]] = []
    begin: int | None = None
    for index, place in enumerate((*text.skeleton.positions, len(text.folded))):
        is_break = index == len(text.skeleton.positions) or covered[place] or not _is_letter(text.folded[place])
        if not is_break and begin is None:
            begin = index
        elif is_break and begin is not None:
            runs.append((begin, index))
            begin = None
    return [run for run in runs if run[1] - run[0] >= _STRETCH]
