"""The word lists with one concept taken out at a time, in; which concepts no question notices, out.

    python -m tests.questions.mutation [--all] [--only CONCEPT …]

A concept is noticed when a question that is answered right with it is not answered right without it. Only questions in
which a form of the concept may stand are asked; the first that notices ends the search (with --all: each is counted).
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.readers import CachedReaders
from bot.understanding.text import fold, skeleton
from bot.understanding.words import load_words
from data.plan_files import read_plan
from tests.questions import own_words, run_linking, whole
from tests.questions.line import PLAN, SETS, WORDS, Line, line_2567, questions, say
from tests.questions.sets import verdict

NOTICED_BAR = 0.90


@dataclass(frozen=True, slots=True)
class Test:
    """A question that is answered right, where a concept may stand in it, and how to ask it of another line."""

    name: str
    bones: str
    is_right: Callable[[Line], bool]


@dataclass(frozen=True, slots=True)
class Mutant:
    """A concept that was taken out, and the questions that noticed."""

    concept: str
    asked: int
    noticed_by: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.concept}: {', '.join(self.noticed_by[:3]) or 'nobody'} (of {self.asked})"


def tests(line: Line) -> list[Test]:
    """All questions of all sets that this line answers right."""
    return [one for one in _every_test() if one.is_right(line)]


def _every_test() -> Iterator[Test]:
    for asked in questions(*SETS):
        bones = skeleton(fold(" ".join((*asked["before"], asked["q"]))))
        yield Test(asked["id"], bones, lambda line, asked=asked: verdict(asked, line.run(asked)).is_right)  # type: ignore[misc]
    for row in run_linking.rows():
        yield Test(row.question, skeleton(fold(row.question)), lambda line, row=row: _is_linked(line, row))  # type: ignore[misc]
    for word in own_words.rows():
        bones = skeleton(fold(word.question))
        yield Test(word.question, bones, lambda line, word=word: _leads(line, word))  # type: ignore[misc]


def _leads(line: Line, word: own_words.WordRow) -> bool:
    asked = Line(own_words.invented_plan(), line.readers) if word.is_elsewhere else line
    return own_words.ask(asked, word).is_right


def _is_linked(line: Line, row: run_linking.Row) -> bool:
    got = whole.Asked(row, line.ask(row.question))
    return got.is_right if row.targets else row.asks == "oos" and not got.is_stated


def concepts() -> dict[str, tuple[str, ...]]:
    """Concept → its forms, abbreviated ones included."""
    words = load_words(WORDS)
    return dict(words.with_abbreviations(words.concepts))


def mutants(only: Sequence[str] = (), count_all: bool = False) -> Iterator[Mutant]:
    """Each concept taken out in turn."""
    plan = read_plan(PLAN)
    right = tests(line_2567())
    for concept, forms in concepts().items():
        if only and concept not in only:
            continue
        bones = [skeleton(fold(form)) for form in forms]
        asked = [one for one in right if any(form in one.bones for form in bones)]
        if not asked:
            yield Mutant(concept, 0, ())
            continue
        with tempfile.TemporaryDirectory() as folder:
            line = Line(plan, CachedReaders(_without(concept, Path(folder))))
            yield Mutant(concept, len(asked), tuple(_noticing(line, asked, count_all)))


def _noticing(line: Line, asked: Sequence[Test], count_all: bool) -> Iterator[str]:
    for one in asked:
        if not one.is_right(line):
            yield one.name
            if not count_all:
                return


def _without(concept: str, folder: Path) -> Path:
    """A copy of all words, one concept less."""
    shutil.copytree(WORDS.parent, folder / "words")
    path = folder / "words" / WORDS.name / "concepts.yaml"
    found = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    path.write_text(yaml.dump(_pruned(found, concept.split(".")), allow_unicode=True), encoding="utf-8")
    return path.parent


def _pruned(found: dict[str, object], names: list[str]) -> dict[str, object]:
    """The lists without one; a concept named a.b stands in a list within a list."""
    inner = found.get(names[0])
    if isinstance(inner, dict) and len(names) > 1:
        return {**found, names[0]: _pruned(inner, names[1:])}
    return {name: value for name, value in found.items() if name != names[0]}


def report(found: Sequence[Mutant]) -> Iterator[str]:
    """The share that is noticed, and each that is not."""
    missed = [one for one in found if not one.noticed_by]
    share = 1 - len(missed) / max(1, len(found))
    yield f"{len(found)} concepts: {share:.1%} are noticed when they are gone (bar {NOTICED_BAR:.0%})"
    yield from (f"  nobody notices {one.concept} (asked {one.asked})" for one in missed)


def main() -> int:
    """Print the figures; 1 when the bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true", help="find every question that notices, and print it")
    parser.add_argument("--only", nargs="+", default=(), help="take only these concepts out")
    args = parser.parse_args()
    found = list(mutants(args.only, args.all))
    if args.all:
        say(map(str, found))
    say(report(found))
    return 0 if sum(bool(one.noticed_by) for one in found) >= NOTICED_BAR * len(found) else 1


if __name__ == "__main__":
    sys.exit(main())
