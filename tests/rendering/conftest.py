"""What the tests of rendering share: a ledger with what is put into it, and the line from a question to its replies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import pytest

from bot.answering import Asked, answer
from bot.ledger import Books, Sums
from bot.plan import Plan
from bot.questions import Question
from bot.rendering import View, render
from bot.rendering.view import Note
from bot.reply import Reply

TODAY = date(2024, 1, 8)
Ask = Callable[..., tuple[Reply, ...]]


@dataclass
class Notebook:
    """Accounts that hold just the sums they are given, by (activity, item)."""

    sums: dict[tuple[str, str], Sums] = field(default_factory=dict)

    def books(self, plan: Plan) -> Books:
        return Books(plan, self.sums)


@pytest.fixture
def notebook() -> Notebook:
    return Notebook()


@pytest.fixture
def ask(plan_2567: Plan, notebook: Notebook) -> Ask:
    """A typed question in, the replies of the 2567 plan out."""

    def asked(
        question: Question,
        language: str = "th",
        particle: str = "ค่ะ",
        today: date = TODAY,
        notes: tuple[Note, ...] = (),
        last_code: str = "",
    ) -> tuple[Reply, ...]:
        found = answer(Asked(plan_2567, notebook, today), question)
        return render(found, View(plan_2567, today, language, particle, notes, last_code))

    return asked
