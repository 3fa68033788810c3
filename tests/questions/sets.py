"""Question sets and the line, in; which questions are missed and why, against the list of known misses, out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from handlers.commands.replies import Answered
from tests.questions import own_words
from tests.questions.line import OWN, Asked, Line, questions
from tests.questions.own_words import WordAsked
from tests.questions.score import judge

HERE = Path(__file__).parent
KNOWN_MISSES = HERE / "known_misses.txt"
SAMPLE_BAR = 84
_HEAD = (
    "# Questions of own_*.jsonl and words of own_words.tsv (W:) that are not answered as they should be, and why.\n"
    "# The list only shrinks: python -m tests.questions.run --update-misses\n"
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One question, its answer, and what is wrong with the answer (nothing when it is right)."""

    asked: Asked
    got: Answered
    reasons: tuple[str, ...]

    @property
    def id(self) -> str:
        return str(self.asked["id"])

    @property
    def is_right(self) -> bool:
        return not self.reasons

    @property
    def is_wrong_fact(self) -> bool:
        """A definite answer that is not right: the worst kind of miss."""
        return bool(self.reasons) and self.got["outcome"] == "answer"

    def __str__(self) -> str:
        chat = " / ".join((*self.asked["before"], self.asked["q"]))
        text = " ".join(self.got["text"].split())[:200]
        return f"{self.id} {chat}\n    {'; '.join(self.reasons)}\n    {self.got['outcome']}: {text}"


def verdict(asked: Asked, got: Answered) -> Verdict:
    """Whether an answer is what the question's author expects."""
    return Verdict(asked, got, tuple(judge(asked, dict(got))))


def run_set(line: Line, name: str) -> list[Verdict]:
    """Every question of a set, asked."""
    return [verdict(asked, line.run(asked)) for asked in questions(name)]


def known_misses(path: Path = KNOWN_MISSES) -> frozenset[str]:
    """The ids that may fail."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(line.split()[0] for line in lines if line.strip() and not line.startswith("#"))


def write_misses(verdicts: Iterable[Verdict | WordAsked], path: Path = KNOWN_MISSES) -> int:
    """Write the list anew; how many there are."""
    lines = [f"{one.id}  # {_why(one)}" for one in verdicts if not one.is_right]
    path.write_text(_HEAD + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return len(lines)


def _why(one: Verdict | WordAsked) -> str:
    if isinstance(one, WordAsked):
        return f"{one.got['outcome']}: {one.row.question}"
    return f"{'wrong' if one.is_wrong_fact else one.got['outcome']}: {one.reasons[0]}"


def run_own(line: Line) -> list[Verdict | WordAsked]:
    """Everything whose misses are listed."""
    return [*(one for name in OWN for one in run_set(line, name)), *own_words.run(line)]


def surprises(verdicts: Iterable[Verdict | WordAsked], known: frozenset[str]) -> Mapping[str, str]:
    """What differs from the list: id → why."""
    found: dict[str, str] = {}
    for one in verdicts:
        if one.is_right and one.id in known:
            found[one.id] = "is right now: take it off known_misses.txt, the list only shrinks"
        elif not one.is_right and one.id not in known:
            found[one.id] = f"fails and is no known miss: {one}"
    return found
