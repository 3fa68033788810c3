"""The bars of the question sets: what the line makes of every question, against what its author expects."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.questions import own_words, whole
from tests.questions.line import OWN, SETS, Line, ask_command, line_2567, questions
from tests.questions.run_linking import RIGHT_BAR, STATED_BAR, rows
from tests.questions.sets import (
    SAMPLE_BAR,
    Verdict,
    known_misses,
    run_set,
    surprises,
    write_misses,
)


@pytest.fixture(scope="module")
def line() -> Line:
    return line_2567()


@pytest.fixture(scope="module")
def sample(line: Line) -> list[Verdict]:
    return run_set(line, "sample")


@pytest.fixture(scope="module")
def linked(line: Line) -> whole.Linked:
    return whole.run_linking(line)


def test_the_sample_is_answered_right(sample: list[Verdict]) -> None:
    missed = [str(one) for one in sample if not one.is_right]
    assert len(sample) - len(missed) >= SAMPLE_BAR, "\n".join(missed)


def test_no_definite_answer_to_the_sample_is_wrong(sample: list[Verdict]) -> None:
    assert [str(one) for one in sample if one.is_wrong_fact] == []


@pytest.mark.parametrize("name", OWN)
def test_our_own_questions_fail_only_where_the_list_says_and_everywhere_it_says(line: Line, name: str) -> None:
    assert surprises(run_set(line, name), known_misses()) == {}


def test_every_known_miss_is_a_question() -> None:
    words = {f"W:{row.concept}" for row in own_words.rows()}
    assert known_misses() <= {asked["id"] for asked in questions(*OWN)} | words


def test_there_are_at_least_300_questions_of_our_own_with_ids_of_their_own() -> None:
    ids = [asked["id"] for asked in questions(*SETS)]
    assert len(questions(*OWN)) >= 300
    assert len(ids) == len(set(ids))


def test_words_lead_to_what_is_named_at_least_nearly_always(linked: whole.Linked) -> None:
    assert linked.share >= RIGHT_BAR, "\n".join(map(str, linked.missed))


def test_no_row_of_the_linking_set_gets_a_wrong_fact(linked: whole.Linked) -> None:
    assert [str(one) for one in linked.wrong] == []


def test_hardly_a_question_beyond_the_plan_gets_a_fact_of_it(linked: whole.Linked) -> None:
    assert (len(linked.targeted), len(linked.beyond)) == (269, 49)
    assert len(linked.stated) <= STATED_BAR, "\n".join(map(str, linked.stated))


def test_our_own_words_lead_to_their_items(line: Line) -> None:
    assert surprises(own_words.run(line), known_misses()) == {}


def test_a_list_of_misses_is_read_as_it_was_written_and_noticed_both_ways(
    sample: list[Verdict], tmp_path: Path
) -> None:
    path = tmp_path / "misses.txt"
    count = write_misses(sample, path)
    known = known_misses(path)
    assert count == len(known) == sum(not one.is_right for one in sample)
    assert surprises(sample, known) == {}
    right = next(one for one in sample if one.is_right)
    assert set(surprises(sample, known | {right.id})) == {right.id}
    failing = Verdict(right.asked, right.got, ("made up",))
    assert set(surprises([failing], known)) == {right.id}


def _told(got: Mapping[str, Any]) -> dict[str, Any]:
    """What an answer says; of an unknown, only that it is one."""
    return {**got, "choices": [], "text": "" if got["outcome"] == "unknown" else got["text"]}


@pytest.mark.slow
@pytest.mark.parametrize("name", SETS)
def test_the_command_line_says_what_the_line_says(line: Line, name: str) -> None:
    """All but the buttons, and how an unknown is worded: desks before the assistant add theirs."""
    asked = questions(name)
    answered = zip(ask_command(asked), (line.run(one) for one in asked), strict=True)
    assert [(got, want) for got, want in answered if _told(got) != _told(want)] == []


@pytest.mark.slow
def test_no_answer_depends_on_the_hash_seed() -> None:
    asked = questions(*SETS)
    asked += [{"id": row.question, "q": row.question} for row in rows()]
    assert ask_command(asked, "1") == ask_command(asked, "4242")
