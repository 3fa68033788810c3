"""linking.tsv and a plan, in; how often the right items come first or in the list offered, out.

    python -m tests.questions.run_linking [--failures] [--hashes]

Bars: of the rows with targets at least 96 % right; of the out-of-scope rows at most 2 with a fact stated.
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bot.understanding.confidence import load_weights
from bot.understanding.documents import WORK, Kind, PlanIndex
from bot.understanding.forms import FormMatcher, Span, Text
from bot.understanding.linking import Candidate, Linking, link
from bot.understanding.names import read_people
from bot.understanding.references import read_references
from bot.understanding.words import load_words
from data.plan_files import read_plan

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
WORDS = ROOT / "locales" / "words" / "th"
WEIGHTS = ROOT / "locales" / "words" / "confidence.json"
SURE = 0.85
NEAR_SCORE, NEAR_EVIDENCE = 0.08, 0.12
RIGHT_BAR, STATED_BAR = 0.96, 2

STATEMENTS = frozenset(Kind) - WORK
KINDS = {"policy": STATEMENTS, "oos": frozenset({Kind.ACTIVITY, Kind.POLICY, Kind.FOCUS, Kind.HR_AREA, Kind.DUTY})}
_POLICIES = frozenset({Kind.POLICY, Kind.HR_AREA, Kind.GUIDELINE, Kind.INDICATOR})
KINDS_OF_WORD = {
    "word_focus": frozenset({Kind.FOCUS}),
    "word_policy": _POLICIES,
    "word_guideline": _POLICIES,
    "word_indicator": _POLICIES,
}
ASKED_ABOUT = frozenset({Kind.ACTIVITY, Kind.POLICY, Kind.FOCUS, Kind.HR_AREA})
# As in bot.understanding.reading: cues that only shape a question are not linked.
_KEPT = ("sheet_", "word_", "layer_", "where", "how", "why", "by_", "chat_feeling", "inject", "free")


@dataclass(frozen=True)
class Row:
    """One line of linking.tsv."""

    question: str
    asks: str
    targets: frozenset[str]
    tag: str


@dataclass(frozen=True)
class Outcome:
    """What linking made of a row."""

    row: Row
    linking: Linking
    keys: tuple[str, ...]
    """Named by number: no linking needed."""

    @cached_property
    def offered(self) -> tuple[str, ...]:
        """The roots that would be stated or listed, best first."""
        return self.keys or tuple(dict.fromkeys(one.root for one in near(self.linking)))

    @property
    def is_right(self) -> bool:
        """The best is a right one, or all right ones are in the list."""
        return bool(self.offered) and (self.offered[0] in self.row.targets or self.row.targets <= set(self.offered))

    @property
    def confidence(self) -> float:
        return 1.0 if self.keys else self.linking.confidence


class Linker:
    """Reads a question the way the bot does, as far as linking goes."""

    def __init__(self) -> None:
        words = load_words(WORDS)
        self.index = PlanIndex(read_plan(ROOT / "data" / "plans" / "2567"), words, load_weights(WEIGHTS))
        forms = {f"cue:{key}": found for key, found in words.cues.items()}
        forms |= {f"concept:{key}": found for key, found in words.with_abbreviations(words.concepts).items()}
        self._cues = FormMatcher(forms, words.all_carriers)

    def run(self, row: Row, kinds: frozenset[Kind] | None = None) -> Outcome:
        """Link one row among these kinds, else those that its slot asks about."""
        text = self.index.read(row.question)
        references = read_references(self.index, text)
        keys = tuple(dict.fromkeys(key for one in references for key in one.keys))
        kinds = kinds or KINDS.get(row.asks, WORK)
        taken, words = self._taken(text)
        if row.asks == "policy":
            kinds = next((found for word, found in KINDS_OF_WORD.items() if word in words), kinds)
        return Outcome(row, link(self.index, text, taken, kinds), keys)

    def _taken(self, text: Text) -> tuple[tuple[Span, ...], frozenset[str]]:
        """What is understood before linking, and which layers are named."""
        words: set[str] = set()
        spans = [(one.start, one.end) for one in read_references(self.index, text)]
        spans += [(one.start, one.end) for one in read_people(self.index, text)]
        for match in self._cues.find(text, spans):
            kind, _, key = match.key.partition(":")
            words.add(key)
            if kind == "cue" and (not key.startswith(_KEPT) or key in KINDS_OF_WORD):
                spans.append((match.start, match.end))
        return tuple(sorted(spans)), frozenset(words)


def near(linking: Linking) -> tuple[Candidate, ...]:
    """The candidates that cannot be told from the best one."""
    if not linking.candidates:
        return ()
    best = linking.candidates[0]
    return tuple(
        one
        for one in linking.candidates
        if one.score >= best.score - NEAR_SCORE and one.evidence >= best.evidence - NEAR_EVIDENCE
    )


def rows(path: Path = HERE / "linking.tsv") -> Iterator[Row]:
    """The rows of the file, in order."""
    with path.open(encoding="utf-8") as file:
        for line in csv.DictReader(file, delimiter="\t"):
            targets = frozenset() if line["targets"] == "-" else frozenset(line["targets"].split(","))
            yield Row(line["question"], line["asks"], targets, line["tag"])


def main() -> int:
    """Print the figures; 1 when a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--failures", action="store_true", help="print every row that is not right")
    parser.add_argument("--keys", action="store_true", help="print what every row links to, to compare two runs")
    args = parser.parse_args()
    linker = Linker()
    started = time.perf_counter()
    outcomes = [linker.run(row) for row in rows()]
    each = (time.perf_counter() - started) / len(outcomes) * 1000
    asked = [one for one in outcomes if one.row.targets]
    beyond = [one for one in outcomes if one.row.asks == "oos"]
    wrong = [one for one in asked if not one.is_right]
    sure_and_wrong = [one for one in wrong if one.confidence >= SURE]
    stated = [one for one in beyond if _states(one)]
    if args.keys:
        for one in outcomes:
            _say(f"{one.row.question}\t{','.join(one.offered)}\t{one.confidence:.6f}")
    if args.failures:
        for one in (*wrong, *stated):
            _say(_described(one))
    by_tag = Counter(one.row.tag for one in asked)
    right_by_tag = Counter(one.row.tag for one in asked if one.is_right)
    for tag in sorted(by_tag):
        _say(f"  {tag:8} {right_by_tag[tag]:3}/{by_tag[tag]:3}")
    sure = sum(one.confidence >= SURE for one in asked)
    first = sum(one.offered[:1] != () and one.offered[0] in one.row.targets for one in asked)
    right = len(asked) - len(wrong)
    _say(
        f"right first or listed {right}/{len(asked)} = {right / len(asked):.1%} (first {first}), sure of {sure}, "
        f"sure and wrong {len(sure_and_wrong)}; out of scope stated {len(stated)}/{len(beyond)}; {each:.2f} ms a row"
    )
    return 0 if right >= RIGHT_BAR * len(asked) and len(stated) <= STATED_BAR else 1


def _states(one: Outcome) -> bool:
    """Whether a fact about one of the set's documents would be stated (a duty's group is a true answer)."""
    return (
        one.confidence >= SURE
        and bool(one.linking.candidates)
        and one.linking.candidates[0].kind in ASKED_ABOUT
        and one.linking.candidates[0].title_evidence > 0
    )


def _described(one: Outcome) -> str:
    best = " ".join(
        f"{found.key}:{found.score:.2f}/{found.evidence:.2f}/{found.title_evidence:.2f}"
        for found in one.linking.candidates[:6]
    )
    units = " ".join(
        f"{found.key or '?'}[{one.row.question[found.start : found.end]}]:{found.weight:.2f}/{found.known:.2f}"
        for found in one.linking.mentions
    )
    head = f"{one.row.tag} {one.row.question} → {sorted(one.row.targets)} p={one.confidence:.2f}"
    return f"{head}\n    {best}\n    {units}"


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
