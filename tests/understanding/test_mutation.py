"""The word lists with a concept less: the questions notice nearly every one, so each is there for a reason."""

from __future__ import annotations

import pytest

from tests.questions.mutation import NOTICED_BAR, concepts, mutants, report


@pytest.mark.slow
def test_a_concept_that_many_questions_use_is_missed_when_it_is_gone() -> None:
    assert [bool(one.noticed_by) for one in mutants(["transfer"])] == [True]


@pytest.mark.slow
def test_nearly_every_concept_is_missed_when_it_is_gone() -> None:
    found = list(mutants())
    assert len(found) == len(concepts())
    assert sum(bool(one.noticed_by) for one in found) >= NOTICED_BAR * len(found), "\n".join(report(found))
