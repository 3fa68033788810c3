"""Thousands of generated questions: every name, amount, date and number of an answer is in the rows that it cites."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest

from bot.calendar import BANGKOK
from bot.plan import Plan
from data.plan_files import read_plan
from handlers.commands.replies import Answered
from tests.questions.evidence import unsupported
from tests.questions.generated import MONTHS, SHORT_MONTHS, Generated, generated
from tests.questions.line import NOW, Line, line_2567
from tests.questions.sections import Printed

OTHER = Path(__file__).parents[1] / "data" / "other_plan"
INSIDE_OTHER = datetime(2025, 2, 15, 9, tzinfo=BANGKOK)


@pytest.fixture(scope="module")
def line() -> Line:
    return line_2567()


@pytest.fixture(scope="module")
def printed(line: Line) -> Printed:
    return Printed(line.plan)


def _faults(line: Line, printed: Printed, count: int, seed: int, now: datetime = NOW) -> list[str]:
    found: list[str] = []
    for asked in generated(line.plan, count, seed):
        got = line.ask(asked.text, asked.before, now)
        wrong = unsupported(printed, got["text"], asked, now.date(), got["refs"]) + _misses(line.plan, asked, got)
        found += [f"{' / '.join((*asked.before, asked.text))}: {one}" for one in wrong]
    return found


def _misses(plan: Plan, asked: Generated, got: Answered) -> list[str]:
    """A question for one fact of one activity by its number is answered with that fact of that activity."""
    if not asked.slot:
        return []
    one = plan.activity_by_number[asked.activities[0]]
    names = [plan.officer_by_key[key].full_name for key in one.officers]
    amount = f"{one.allocated / 100:,.2f}".removesuffix(".00") + " บาท" if one.allocated else "งบ"
    wanted = {"who": names, "money": [amount], "when": ["ช่วงเวลา" if one.periods else "ไม่"]}[asked.slot]
    if got["refs"] != [one.number] or got["outcome"] not in ("answer", "unknown"):
        return [f"is answered about {got['refs']}"]
    return [f"lacks {text}: {got['text']}" for text in wanted if text not in got["text"]]


def test_every_fact_of_an_answer_is_in_the_rows_that_it_cites(line: Line, printed: Printed) -> None:
    assert "\n".join(_faults(line, printed, 1_000, seed=2567)) == ""


def test_every_fact_about_an_invented_plan_is_in_its_rows() -> None:
    line = Line(read_plan(OTHER))
    assert "\n".join(_faults(line, Printed(line.plan), 300, 2568, INSIDE_OTHER)) == ""


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_fact_of_thousands_of_answers_is_in_their_rows(line: Line, printed: Printed, seed: int) -> None:
    assert "\n".join(_faults(line, printed, 4_000, seed)) == ""


def test_the_checker_notices_answers_that_were_tampered_with(line: Line, printed: Printed) -> None:
    """Else a green property would mean nothing: what is made false in a true answer must be noticed."""
    tried = noticed = 0
    for asked in generated(line.plan, 300, seed=7):
        got = line.ask(asked.text, asked.before)
        for tampered in _tampered(line.plan, got["text"]):
            tried += 1
            noticed += bool(unsupported(printed, tampered, asked, NOW.date(), got["refs"]))
    assert tried > 300
    assert noticed / tried > 0.97, f"{noticed} of {tried}"


def _tampered(plan: Plan, text: str) -> list[str]:
    """The answer with one fact made false: a name, an amount, a month, a number of times."""
    body, _, source = text.rpartition("\n")
    found: list[str] = []
    for one in plan.officers:
        if one.name in body:
            other = next(other for other in plan.officers if other.first_name not in text)
            found.append(body.replace(one.name, other.name) + "\n" + source)
            break
    found += _with_another(r"(\d[\d,]*) บาท", "77,777 บาท", body, source)
    found += _with_another(r"(\d+) กิจกรรม(?!ย่อย)", "77 กิจกรรม", body, source)
    months = "|".join(map(re.escape, (*MONTHS, *SHORT_MONTHS)))
    found += _with_another(rf"(?:{months}) \d+", "มกราคม 2599", body, source)
    return found


def _with_another(pattern: str, other: str, body: str, source: str) -> list[str]:
    changed = re.sub(pattern, other, body, count=1)
    return [f"{changed}\n{source}"] if changed != body else []
