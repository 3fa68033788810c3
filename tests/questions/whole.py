"""linking.tsv and the whole line, in; which rows get the right item, and which a fact that they should not, out.

A row counts as right when the answer is about its targets or offers them: all of them, or one of them first, in the
answer's own activities and policies, of which there may be no more than a screenful.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from handlers.commands.replies import Answered
from tests.questions.line import Line
from tests.questions.run_linking import RIGHT_BAR, STATED_BAR, Row, rows

OFFERED = 10
"""A list with more is no answer to a question about one thing."""
_CODE = re.compile(r"(?:[12]\.\d+|[PFH]\d+)")


@dataclass(frozen=True, slots=True)
class Asked:
    """A row and what the line made of it."""

    row: Row
    got: Answered
    is_about_item: bool = False
    """Whether the answer shows a printed line item, which is no document of the set and a true answer."""

    @property
    def offered(self) -> tuple[str, ...]:
        """The set's documents that the answer is about or offers; a part of a policy stands for the policy."""
        found = (_CODE.match(code) for code in (*self.got["refs"], *self.got["policies"]))
        return tuple(dict.fromkeys(one[0] for one in found if one))

    @property
    def is_right(self) -> bool:
        offered = self.offered
        if not offered or len(offered) > max(OFFERED, len(self.row.targets)):
            return False
        return offered[0] in self.row.targets or self.row.targets <= set(offered)

    @property
    def is_stated(self) -> bool:
        """Whether a fact about a document of the set was stated."""
        return self.got["outcome"] == "answer" and bool(self.offered) and not self.is_about_item

    @property
    def is_wrong_fact(self) -> bool:
        """A definite answer about something else only."""
        is_stated = self.got["outcome"] == "answer" and bool(self.offered)
        return is_stated and not self.row.targets & set(self.offered)

    def __str__(self) -> str:
        text = " ".join(self.got["text"].split())[:160]
        wanted = ",".join(sorted(self.row.targets)) or "-"
        return f"{self.row.tag} {self.row.question} → {wanted}; {self.got['outcome']} {self.offered}: {text}"


@dataclass(frozen=True, slots=True)
class Linked:
    """All rows of the file that are about linking."""

    targeted: tuple[Asked, ...]
    beyond: tuple[Asked, ...]

    @property
    def missed(self) -> tuple[Asked, ...]:
        return tuple(one for one in self.targeted if not one.is_right)

    @property
    def wrong(self) -> tuple[Asked, ...]:
        return tuple(one for one in self.targeted if one.is_wrong_fact)

    @property
    def stated(self) -> tuple[Asked, ...]:
        """Out-of-scope rows with a fact about a document of the set."""
        return tuple(one for one in self.beyond if one.is_stated)

    @property
    def answered(self) -> tuple[Asked, ...]:
        """Out-of-scope rows with another answer: a group by its printed duty, a line item; to be read by people."""
        return tuple(one for one in self.beyond if one.got["outcome"] == "answer" and not one.is_stated)

    @property
    def share(self) -> float:
        return 1 - len(self.missed) / len(self.targeted)

    @property
    def reaches_bars(self) -> bool:
        return self.share >= RIGHT_BAR and len(self.stated) <= STATED_BAR and not self.wrong


def run_linking(line: Line) -> Linked:
    """Ask every row that has targets, and every row that is out of scope."""
    items = [
        _squeezed(item.text)
        for one in line.plan.activities
        if one.sheet
        for step in one.sheet.steps
        for item in step.items
    ]
    asked = [_asked(line, row, items) for row in rows()]
    return Linked(tuple(one for one in asked if one.row.targets), tuple(one for one in asked if one.row.asks == "oos"))


def _asked(line: Line, row: Row, items: list[str]) -> Asked:
    got = line.ask(row.question)
    text = _squeezed(got["text"])
    return Asked(row, got, any(item in text for item in items))


def _squeezed(text: str) -> str:
    return "".join(text.split())


def report(linked: Linked, with_misses: bool) -> Iterable[str]:
    """The figures, and the rows that people should read."""
    right = len(linked.targeted) - len(linked.missed)
    yield (
        f"linking.tsv through the whole line: right first or offered {right}/{len(linked.targeted)} = "
        f"{linked.share:.1%} (bar {RIGHT_BAR:.0%}); wrong facts {len(linked.wrong)} (bar 0); out of scope: facts about "
        f"a document of the set {len(linked.stated)}/{len(linked.beyond)} (bar {STATED_BAR}), other answers "
        f"{len(linked.answered)}"
    )
    for name in ("missed", "wrong", "stated", "answered") if with_misses else ("wrong", "stated", "answered"):
        for one in getattr(linked, name):
            yield f"  {name}: {one}"
