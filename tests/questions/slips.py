"""Right questions with a slip of the finger in each, in; how many stay right, and each new wrong fact, out.

    python -m tests.questions.slips [--count N] [--seed N] [--lost]

Slips: one or two characters dropped, doubled or swapped; tone marks left out; spaces put in or left out. Numbers stay.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tests.questions.line import SETS, Line, line_2567, say
from tests.questions.sets import Verdict, run_set, verdict

KEPT_BAR, WRONG_BAR = 0.93, 0.001
TONES = "่้๊๋"
_NUMBER = re.compile(r"[\d๐-๙]+(?:[.,/][\d๐-๙]+)*")


@dataclass(frozen=True, slots=True)
class Slipped:
    """A right question, what was done to it, and what came of it."""

    right: Verdict
    kind: str
    text: str
    now: Verdict

    @property
    def is_kept(self) -> bool:
        return self.now.is_right

    @property
    def is_wrong_fact(self) -> bool:
        """A definite answer about other things than the right one's, or with words that must not be there."""
        if not self.now.is_wrong_fact:
            return False
        before, after = _about(self.right), _about(self.now)
        is_elsewhere = not before & after if before else bool(after)
        return is_elsewhere or any(reason.startswith("forbidden") for reason in self.now.reasons)

    def __str__(self) -> str:
        text = " ".join(self.now.got["text"].split())[:160]
        return f"{self.right.id} {self.kind}: {self.text}  ← {self.right.asked['q']}\n    {self.now.reasons[:1]} {text}"


def _about(one: Verdict) -> set[str]:
    return {*one.got["refs"], *one.got["policies"]}


def slips(line: Line, right: Sequence[Verdict], count: int, seed: int) -> Iterator[Slipped]:
    """So many slips, dealt evenly over the questions and the kinds of slip."""
    chance = random.Random(seed)
    for number in range(count):
        one = right[number % len(right)]
        kind, make = KINDS[(number // len(right) + number) % len(KINDS)]
        text = make(one.asked["q"], chance)
        yield Slipped(one, kind, text, verdict(one.asked, line.run(one.asked, text)))


def right_questions(line: Line) -> list[Verdict]:
    """The questions of all sets that are answered right as they are."""
    return [one for name in SETS for one in run_set(line, name) if one.is_right]


Slip = Callable[[str, random.Random], str]


def _places(text: str) -> list[int]:
    """Where a slip may happen: not in a number, not at a space."""
    busy = {at for found in _NUMBER.finditer(text) for at in range(*found.span())}
    return [at for at, letter in enumerate(text) if at not in busy and not letter.isspace()]


def _at(times: int, change: Callable[[str, int], str]) -> Slip:
    def slip(text: str, chance: random.Random) -> str:
        for _ in range(times):
            places = _places(text)
            text = change(text, chance.choice(places)) if len(places) > 3 else text
        return text

    return slip


def _dropped(text: str, at: int) -> str:
    return text[:at] + text[at + 1 :]


def _doubled(text: str, at: int) -> str:
    return text[:at] + text[at] + text[at:]


def _swapped(text: str, at: int) -> str:
    if at + 1 not in _places(text):
        return text
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _without_tones(text: str, chance: random.Random) -> str:
    return "".join(letter for letter in text if letter not in TONES)


def _with_a_space(text: str, at: int) -> str:
    return text[:at] + " " + text[at:]


def _without_spaces(text: str, chance: random.Random) -> str:
    """All spaces out, save beside a number, which they tell from its neighbour."""
    return re.sub(r"(?<![\d๐-๙.]) +(?![\d๐-๙])", "", text)


KINDS: tuple[tuple[str, Slip], ...] = (
    ("one dropped", _at(1, _dropped)),
    ("two dropped", _at(2, _dropped)),
    ("one doubled", _at(1, _doubled)),
    ("two doubled", _at(2, _doubled)),
    ("one swapped", _at(1, _swapped)),
    ("two swapped", _at(2, _swapped)),
    ("no tone marks", _without_tones),
    ("a space in", _at(1, _with_a_space)),
    ("two spaces in", _at(2, _with_a_space)),
    ("no spaces", _without_spaces),
)


def report(tried: Sequence[Slipped], is_told: bool) -> Iterator[str]:
    """The figures by kind of slip, and each wrong fact."""
    kept = Counter(one.kind for one in tried if one.is_kept)
    every = Counter(one.kind for one in tried)
    wrong = [one for one in tried if one.is_wrong_fact]
    yield (
        f"{len(tried)} slips: {kept.total() / len(tried):.1%} stay right (bar {KEPT_BAR:.0%}), "
        f"wrong facts {len(wrong)} (bar {WRONG_BAR:.1%} = {int(WRONG_BAR * len(tried))})"
    )
    yield "  " + ", ".join(f"{kind} {kept[kind] / every[kind]:.0%}" for kind, _ in KINDS if every[kind])
    yield from (f"  wrong: {one}" for one in wrong)
    yield from (f"  lost: {one}" for one in tried if is_told and not one.is_kept and not one.is_wrong_fact)


def main() -> int:
    """Print the figures; 1 when a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=2_500)
    parser.add_argument("--seed", type=int, default=2567)
    parser.add_argument("--lost", action="store_true", help="print every question that is not right any more")
    args = parser.parse_args()
    line = line_2567()
    tried = list(slips(line, right_questions(line), args.count, args.seed))
    say(report(tried, args.lost))
    kept, wrong = sum(one.is_kept for one in tried), sum(one.is_wrong_fact for one in tried)
    return 0 if kept >= KEPT_BAR * len(tried) and wrong <= WRONG_BAR * len(tried) else 1


if __name__ == "__main__":
    sys.exit(main())
