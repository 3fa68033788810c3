"""own_words.tsv, in; whether each word leads to the item of the plan that it speaks of, out.

Columns: question; what the answer must be about or offer (an activity, a code such as P7, "~" and a pattern of its
text, several joined by " & "; "-" for a matter that the plan does not speak of; or "=" and a title of an invented plan
that has all these titles, for the words of matters that other offices' plans have); the concept of the word lists that
the question is there for.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from bot.calendar import FiscalYear
from bot.plan import Activity, Office, Officer, Part, Plan, Source
from handlers.commands.replies import Answered
from tests.questions.line import Line

FEW = 4
"""More are no answer to a question about one thing."""
PATH = Path(__file__).parent / "own_words.tsv"


@dataclass(frozen=True, slots=True)
class WordRow:
    """One line of the file."""

    question: str
    expected: str
    concept: str

    @property
    def is_elsewhere(self) -> bool:
        """Whether it is a question about the invented plan."""
        return self.expected.startswith("=")


@dataclass(frozen=True, slots=True)
class WordAsked:
    """A row and its answer."""

    row: WordRow
    got: Answered

    @property
    def id(self) -> str:
        """How known_misses.txt calls it."""
        return f"W:{self.row.concept}"

    @property
    def is_right(self) -> bool:
        """Every expected key is among what the answer is about or offers; every fragment stands in its text."""
        about = {*self.got["refs"], *self.got["policies"]}
        if self.row.is_elsewhere:
            return self.row.expected[1:] in self.got["text"] and len(about) <= FEW
        if self.row.expected == "-":
            return bool(self.got["outcome"] == "unknown")
        return self.got["outcome"] in ("answer", "clarify", "unknown") and all(
            re.search(key[1:], self.got["text"]) if key.startswith("~") else key in about
            for key in self.row.expected.split(" & ")
        )

    def __str__(self) -> str:
        about = ",".join((*self.got["refs"], *self.got["policies"]))
        text = " ".join(self.got["text"].split())[:200]
        return f"{self.row.question} → {self.row.expected} ({self.row.concept}); {self.got['outcome']} {about}: {text}"


def rows(path: Path = PATH) -> list[WordRow]:
    """The rows of the file, in order."""
    with path.open(encoding="utf-8") as file:
        found = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [WordRow(line["question"], line["expected"], line["concept"]) for line in found]


def invented_plan() -> Plan:
    """A plan with every title that the rows name."""
    year = FiscalYear(2567)
    titles = dict.fromkeys(row.expected[1:] for row in rows() if row.is_elsewhere)
    return Plan(
        office=Office("words", "สำนักงานสมมุติ", "สนง."),
        year=year,
        title="แผนสมมุติ",
        version=1,
        parts=(Part(1, "งานของสำนักงาน", Source(1)),),
        activities=tuple(
            Activity(f"1.{number}", 1, title, (), ("one",), Source(number)) for number, title in enumerate(titles, 1)
        ),
        officers=(Officer("one", "นาย", "ทดลอง", "สมมุติ"),),
        statements=(),
        groups=(),
    )


def ask(line: Line, row: WordRow) -> WordAsked:
    """One row, asked."""
    return WordAsked(row, line.ask(row.question))


def run(line: Line) -> list[WordAsked]:
    """Every row, asked of the plan that it is about, with the same words."""
    other = Line(invented_plan(), line.readers)
    return [ask(other if row.is_elsewhere else line, row) for row in rows()]
