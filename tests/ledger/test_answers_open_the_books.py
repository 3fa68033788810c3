"""What an answer costs the books: nothing when nobody asks for spending, one look when somebody does."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answering import Asked, answer
from bot.ledger import Books
from bot.plan import Plan
from bot.questions import Compare, Facts, Rank, Scope, Several, SingleQuestion, Slot, Total, asks_spending


class CountedBooks:
    """Empty books that count how often they are opened."""

    def __init__(self) -> None:
        self.looks = 0

    def books(self, plan: Plan) -> Books:
        self.looks += 1
        return Books(plan)


FEW = Scope(keys=("1.4", "1.5"), is_list=True)


@pytest.mark.parametrize(
    ("question", "looks"),
    [
        (Total(Scope(), Slot.REMAINING, "officer"), 1),
        (Facts(FEW, (Slot.WHO, Slot.DISBURSED)), 1),
        (Several((Facts(FEW, (Slot.WHO,)), Total(Scope(), Slot.COMMITTED))), 1),
        (Total(Scope()), 0),
        (Facts(FEW, (Slot.WHO, Slot.ALLOCATED)), 0),
        (Compare((FEW, FEW), Slot.ALLOCATED), 0),
        (Rank(Scope(), largest=True), 0),
        (Rank(Scope(), largest=True, slot=Slot.REMAINING), 1),
    ],
)
def test_the_books_are_opened_once_or_not_at_all(
    question: SingleQuestion | Several, looks: int, plan_2567: Plan
) -> None:
    counted = CountedBooks()
    answer(Asked(plan_2567, counted, date(2024, 1, 8), needs_books=asks_spending(question)), question)
    assert counted.looks == looks
