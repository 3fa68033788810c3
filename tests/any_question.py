"""A plan in; strategies of every question that can be asked of it out, for tests of whatever is answered and said."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from bot.calendar import Span
from bot.plan import Layer, Plan, Satang
from bot.questions import (
    Agenda,
    Beyond,
    Breakdown,
    Claim,
    Compare,
    Count,
    Duties,
    Facts,
    Holders,
    Listing,
    Nothing,
    Persons,
    Rank,
    Scope,
    Sheet,
    SingleQuestion,
    Slot,
    SmallTalk,
    Texts,
    Today,
    Total,
    Unclear,
)
from data.plan_files import read_plan
from tests.fakes import tiny_plan

ROOT = Path(__file__).parents[1]
PLANS = ("2567", "other", "tiny")
PARTS = (
    *("aims", "reasons", "outputs", "outcomes", "targets", "indicators", "steps", "items", "evaluation", "tools"),
    *("signatories", "alignments", "averaging", "passage", "unstated"),
)
PLACES = st.integers(-1, 14)
"""Places in a list that may be asked for: none, the last, and some that hardly any list has."""


@cache
def plan_named(name: str) -> Plan:
    """One of PLANS."""
    if name == "tiny":
        return tiny_plan()
    return read_plan(ROOT / ("data/plans/2567" if name == "2567" else "tests/data/other_plan"))


def places(plan: Plan) -> list[str]:
    """The keys of activities, steps and line items."""
    below = [step for one in plan.activities if one.sheet for step in one.sheet.steps]
    return [
        *plan.activity_by_number,
        *(step.key for step in below),
        *(item.key for step in below for item in step.items),
    ]


def _some(keys: list[str], least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(keys), min_size=least, max_size=3).map(tuple)


def spans(plan: Plan) -> st.SearchStrategy[Span | None]:
    days = st.dates(date(plan.year.span.start_on.year - 1, 1, 1), date(plan.year.span.end_on.year + 1, 12, 31))
    return st.none() | st.tuples(days, days).map(lambda both: Span(min(both), max(both)))


def scopes_of(plan: Plan) -> st.SearchStrategy[Scope]:
    amounts = st.none() | st.integers(0, 10_000_000).map(Satang)
    return st.builds(
        Scope,
        keys=_some(places(plan)),
        officers=_some([*plan.officer_by_key]),
        part=st.sampled_from([0, *(part.number for part in plan.parts)]),
        group=st.sampled_from(["", *plan.group_by_key]),
        span=spans(plan),
        occurrence=st.integers(-1, 5),
        at_least=amounts,
        at_most=amounts,
        is_free=st.booleans(),
        quarters=st.integers(0, 4),
        shared=st.integers(0, 2),
        has_date=st.booleans(),
        without=_some([*plan.activity_by_number, "part:1", "part:2", "project", "free", "quarter:2"]),
        place=PLACES,
        is_project=st.booleans(),
        is_list=st.booleans(),
        is_over=st.booleans(),
    )


PERSON_SLOTS = (("post", "work"), ("post",), ("group",), ("contact",), ("count",), ("work",))


def _listings(statements: list[str]) -> st.SearchStrategy[Listing]:
    """Listings whole, of one heading, of one place, or ranked by another layer."""
    return st.builds(
        Listing,
        st.sampled_from([*Layer]),
        st.sampled_from(["", *statements]),
        st.booleans(),
        ranked_by=st.sampled_from([None, *Layer]),
        largest=st.booleans(),
        place=PLACES,
    )


def _todays(plan: Plan) -> st.SearchStrategy[Today]:
    """Where a day stands, how long it is to it, and how long a time is."""
    asks = ["quarter", "year", "left_year", "left_quarter", "left_month", "until", "length"]
    return st.builds(Today, spans(plan), st.sampled_from(asks))


def singles(plan: Plan) -> st.SearchStrategy[SingleQuestion]:
    """Every kind of question about what the plan has."""
    scopes, slots = scopes_of(plan), st.sampled_from([*Slot])
    officers, statements = [*plan.officer_by_key], [*plan.statement_by_key]
    activities, groups = [*plan.activity_by_number], [*plan.group_by_key]
    bys = st.sampled_from(["", "officer", "quarter", "part", "group", "overview"])
    claims = st.none() | st.builds(Claim, officers=_some(officers), span=spans(plan), amount=st.none())
    return st.one_of(
        st.builds(
            Facts,
            scopes,
            st.lists(slots, max_size=3).map(tuple),
            claims,
            counts_days=st.booleans(),
            counts_rounds=st.booleans(),
            asks_absent=st.booleans(),
            compares_rounds=st.booleans(),
        ),
        st.builds(Agenda, scopes, st.lists(slots, max_size=2).map(tuple), st.booleans(), st.booleans()),
        st.builds(Total, scopes, slots, bys),
        st.builds(Count, scopes, st.sampled_from(["activity", "officer", "round", "step"]), bys),
        st.builds(
            Rank,
            scopes,
            st.booleans(),
            st.integers(1, 30),
            st.sampled_from(["activity", "officer", "quarter", "part", "group", "step", "item"]),
            st.sampled_from(["money", "work", "equal"]),
            slots,
            st.lists(slots, max_size=2).map(tuple),
        ),
        st.builds(
            Compare,
            st.lists(scopes, min_size=1, max_size=3).map(tuple),
            slots,
            st.sampled_from(["", "same", "more", "less", "different", "before"]),
            st.lists(slots, max_size=2).map(tuple),
        ),
        st.builds(Breakdown, st.sampled_from(places(plan)), st.sampled_from(["step", "item", "quarter", "round"])),
        st.builds(Persons, _some(officers), st.sampled_from(PERSON_SLOTS), scopes, st.booleans()),
        st.builds(Holders, _some(officers), st.sampled_from(["", "makers", "people", "absent", "counted"])),
        st.builds(
            Holders,
            st.just(()),
            role=st.sampled_from(["", "proposer", "endorser", "approver"]),
            project=st.sampled_from(activities),
        ),
        st.builds(Sheet, st.sampled_from(activities), st.sampled_from(PARTS), place=PLACES),
        st.builds(
            Texts, _some(statements), st.booleans(), st.booleans(), st.sampled_from(["", *statements]), st.booleans()
        ),
        _listings(statements),
        st.builds(Duties, _some(groups), _some(statements), st.booleans(), PLACES),
        _todays(plan),
        st.builds(Unclear, _some([*places(plan), *statements, *officers]), st.just(())),
        st.sampled_from([Nothing("policy", "12", 11), Beyond("leave"), SmallTalk("greeting")]),
    )
