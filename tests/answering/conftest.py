"""What the tests of answering share: a plan whose every sum can be done in the head, and who asks of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from bot.answering import Asked, answer
from bot.answers import Answer
from bot.calendar import FiscalYear
from bot.ledger import NothingRecorded
from bot.plan import (
    Activity,
    Group,
    Layer,
    Office,
    Officer,
    Part,
    Period,
    PeriodKind,
    Plan,
    Post,
    Source,
    Statement,
    baht,
)
from bot.questions import Question
from tests.fakes import tiny_plan

YEAR = FiscalYear(2570)
TODAY = date(2027, 1, 15)
HERE = Source(1)
Ask = Callable[[Question], Answer]


def _quarters(*numbers: int) -> tuple[Period, ...]:
    return tuple(
        Period(PeriodKind.QUARTER, number, YEAR.quarter(number).span, f"ไตรมาส {number}", place)
        for place, number in enumerate(numbers, 1)
    )


def _activity(number: str, amount: int | None, officers: tuple[str, ...], *quarters: int) -> Activity:
    return Activity(
        number=number,
        part=int(number[0]),
        title=f"งาน {number}",
        periods=_quarters(*quarters),
        officers=officers,
        source=HERE,
        allocated=None if amount is None else baht(amount),
        group="front" if number[0] == "1" else "",
    )


def _statement(key: str, layer: Layer, **rest: object) -> Statement:
    return Statement(key, layer, key[1:], f"ข้อความ {key}", HERE, **rest)  # type: ignore[arg-type]  # fields by name


@pytest.fixture(scope="session")
def made() -> Plan:
    """Six activities of 100, 200, 200, 300, no and 50 baht; three officers, one of them in two shared activities."""
    return Plan(
        office=Office("made", "สำนักงานสมมุติ", "สสม."),
        year=YEAR,
        title="แผนสมมุติ",
        version=1,
        parts=(Part(1, "ส่วนหนึ่ง", HERE, "front"), Part(2, "ส่วนสอง", HERE)),
        activities=(
            _activity("1.1", 100, ("ann",), 1, 3),
            _activity("1.2", 200, ("ann", "ben"), 2),
            _activity("1.3", 200, ("ben",), 1, 2, 3, 4),
            _activity("1.4", None, ("ben",), 2),
            _activity("2.1", 300, ("cat",), 4),
            _activity("2.2", 50, ("ann", "cat"), 2, 4),
        ),
        officers=(
            Officer("ann", "นาง", "แอน", "หนึ่ง", posts=(Post("เสมียน", HERE, "front"), Post("เสมียน", HERE, "front"))),
            Officer("ben", "นาย", "เบน", "สอง", posts=(Post("เสมียน", HERE),)),
            Officer("cat", "นางสาว", "แคท", "สาม", posts=(Post("หัวหน้า", HERE, "back"),)),
            Officer("dan", "นาย", "แดน", "สี่"),
        ),
        statements=(
            _statement("S1", Layer.STRATEGY),
            _statement("S2", Layer.STRATEGY),
            _statement("F1", Layer.FOCUS),
            _statement("F2", Layer.FOCUS, related=("P2",)),
            _statement("P1", Layer.POLICY, related=("S1", "F1"), heading="หัวข้อ"),
            _statement("P2", Layer.POLICY, related=("S1",)),
            _statement("P1.L1", Layer.GUIDELINE, parent="P1"),
            _statement("P1.I1", Layer.INDICATOR, parent="P1"),
            _statement("H1", Layer.HR_AREA),
            _statement("H1.1", Layer.HR_AREA, parent="H1"),
            _statement("D1", Layer.DUTY, group="front"),
            _statement("D2", Layer.DUTY, group="front"),
            _statement("D3", Layer.DUTY),
        ),
        groups=(Group("front", "กลุ่มหน้า"), Group("back", "กลุ่มหลัง")),
    )


@pytest.fixture
def ask(made: Plan) -> Ask:
    """Answers of the plan made by hand."""
    return lambda question: answer(Asked(made, NothingRecorded(), TODAY), question)


@pytest.fixture
def ask_tiny() -> Ask:
    """Answers of the smallest plan with a sheet, in the first quarter of its year."""
    return lambda question: answer(Asked(tiny_plan(), NothingRecorded(), date(2026, 11, 1)), question)


@pytest.fixture
def ask_2567(plan_2567: Plan) -> Ask:
    """Answers of the plan of 2567, in January of its year."""
    return lambda question: answer(Asked(plan_2567, NothingRecorded(), date(2024, 1, 8)), question)
