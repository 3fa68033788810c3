"""What falls due when: the dates of 2567 by hand, and properties for any day of five fiscal years."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.calendar import BANGKOK, FiscalYear, Span, bangkok_day, month_span
from bot.meetings import Meeting, MeetingState, When
from bot.plan import Period, PeriodKind, Plan
from bot.reminders.kinds import Campaign, CampaignState, Kind
from bot.reminders.schedule import due, no_plan, schedule
from bot.workdays import AddedDay, Workdays, opening
from tests.fakes import tiny_plan

WORKDAYS = Workdays()


def on(campaigns: tuple[Campaign, ...], day: date) -> list[tuple[str, str]]:
    return [(one.kind.value, one.activity) for one in campaigns if bangkok_day(one.due_at) == day]


def at(*numbers: int) -> datetime:
    return datetime(*numbers, tzinfo=BANGKOK)  # type: ignore[arg-type]


def test_quarters_of_2567_begin_on_their_first_working_days(plan_2567: Plan) -> None:
    starts = [one for one in schedule(plan_2567, (), WORKDAYS) if one.kind is Kind.QUARTER_START]
    assert [one.due_at for one in starts] == [
        at(2023, 10, 2, 8, 30),
        at(2024, 1, 2, 8, 30),
        at(2024, 4, 1, 8, 30),
        at(2024, 7, 1, 8, 30),
    ]
    assert [one.period for one in starts] == ["2567-Q1", "2567-Q2", "2567-Q3", "2567-Q4"]
    assert [len(one.activities) for one in starts] == [9, 16, 5, 11]


def test_the_exact_day_of_2567_is_told_on_the_working_days_before(plan_2567: Plan) -> None:
    deadlines = [one for one in schedule(plan_2567, (), WORKDAYS) if one.kind is Kind.DEADLINE]
    assert [(bangkok_day(one.due_at), one.lead, one.activity) for one in deadlines] == [
        (date(2024, 5, 31), 7, "1.3"),
        (date(2024, 6, 7), 1, "1.3"),
    ]


def test_months_of_2567_are_told_on_their_first_working_day_but_not_beside_a_quarter_start(plan_2567: Plan) -> None:
    campaigns = schedule(plan_2567, (), WORKDAYS)
    months = {(one.period, one.activity): bangkok_day(one.due_at) for one in campaigns if one.kind is Kind.MONTH}
    assert months == {("2023-12", "1.1"): date(2023, 12, 1), ("2023-11", "1.3"): date(2023, 11, 1)}
    assert on(campaigns, date(2024, 4, 1)) == [("quarter_start", "")]


def test_quarters_of_2567_end_five_working_days_ahead(plan_2567: Plan) -> None:
    ends = [bangkok_day(one.due_at) for one in schedule(plan_2567, (), WORKDAYS) if one.kind is Kind.QUARTER_END]
    assert ends == [date(2023, 12, 22), date(2024, 3, 25), date(2024, 6, 24), date(2024, 9, 23)]


def test_an_added_day_off_moves_a_quarter_start(plan_2567: Plan) -> None:
    workdays = Workdays({date(2024, 1, 2): AddedDay(date(2024, 1, 2), "วันหยุดพิเศษ")})
    starts = [one for one in schedule(plan_2567, (), workdays) if one.kind is Kind.QUARTER_START]
    assert bangkok_day(starts[1].due_at) == date(2024, 1, 3)


def test_a_holiday_can_be_made_a_working_day() -> None:
    day = date(2024, 6, 3)
    assert not WORKDAYS.is_working(day)
    assert Workdays({day: AddedDay(day, is_off=False)}).is_working(day)


def meeting(day: date, decided_at: datetime, **more: object) -> Meeting:
    one = Meeting("sesa-lplp", FiscalYear(2567), "1.13", 2, MeetingState.DATED, When(day, time(9)), 5, 1, decided_at, 3)
    return replace(one, **more)  # type: ignore[arg-type]


def test_a_meeting_is_told_seven_days_and_one_day_before(plan_2567: Plan) -> None:
    set_up = schedule(plan_2567, (meeting(date(2024, 2, 15), at(2024, 1, 8, 10)),), WORKDAYS)
    found = [one for one in set_up if one.kind is Kind.MEETING]
    assert [(bangkok_day(one.due_at), one.lead) for one in found] == [(date(2024, 2, 8), 7), (date(2024, 2, 14), 1)]
    assert found[0].until_at == at(2024, 2, 15, 9)


def test_who_sets_a_day_in_the_same_week_gets_only_the_notice_of_the_day_before(plan_2567: Plan) -> None:
    found = schedule(plan_2567, (meeting(date(2024, 2, 15), at(2024, 2, 12, 10)),), WORKDAYS)
    assert [one.lead for one in found if one.kind is Kind.MEETING] == [1]


def test_a_cancelled_meeting_is_not_told(plan_2567: Plan) -> None:
    gone = meeting(date(2024, 2, 15), at(2024, 1, 8), state=MeetingState.CANCELLED)
    assert not [one for one in schedule(plan_2567, (gone,), WORKDAYS) if one.kind is Kind.MEETING]


def test_a_decided_meeting_speaks_instead_of_the_printed_day(plan_2567: Plan) -> None:
    moved = meeting(date(2024, 6, 20), at(2024, 5, 1), activity="1.3", quarter=3)
    kinds = {one.kind for one in schedule(plan_2567, (moved,), WORKDAYS) if one.activity == "1.3" and one.day}
    assert kinds == {Kind.MEETING}


def test_a_meeting_due_on_the_day_of_a_quarter_start_is_part_of_its_card(plan_2567: Plan) -> None:
    soon = meeting(date(2024, 4, 8), at(2024, 3, 20), quarter=3)
    campaigns = schedule(plan_2567, (soon,), WORKDAYS)
    assert on(campaigns, date(2024, 4, 1)) == [("quarter_start", "")]
    assert "1.13" in next(one for one in campaigns if one.period == "2567-Q3").activities
    late = replace(soon, when=When(date(2024, 4, 9)), decided_at=at(2024, 4, 1, 10))
    assert on(schedule(plan_2567, (late,), WORKDAYS), date(2024, 4, 2)) == [("meeting", "1.13")]


def test_a_quarter_is_due_thirty_days_and_then_passed(plan_2567: Plan) -> None:
    campaigns = schedule(plan_2567, (), WORKDAYS)
    in_time = due(campaigns, {}, at(2024, 1, 31, 9))
    assert "2567-Q2" in {one.period for one in in_time.open}
    too_late = due(campaigns, {}, at(2024, 2, 2, 9))
    assert "2567-Q2" in {one.period for one in too_late.passed}


def test_of_two_leads_that_are_late_only_the_nearer_goes_out(plan_2567: Plan) -> None:
    found = due(schedule(plan_2567, (), WORKDAYS), {}, at(2024, 6, 7, 9))
    assert [(one.lead) for one in found.open if one.kind is Kind.DEADLINE] == [1]
    assert [(one.lead) for one in found.passed if one.kind is Kind.DEADLINE] == [7]


def test_a_deadline_that_has_passed_is_recorded_and_not_sent(plan_2567: Plan) -> None:
    found = due(schedule(plan_2567, (), WORKDAYS), {}, at(2024, 6, 11, 9))
    assert not [one for one in found.open if one.kind is Kind.DEADLINE]
    assert len([one for one in found.passed if one.kind is Kind.DEADLINE]) == 2


def test_a_year_without_a_plan_is_one_message_on_its_first_working_day() -> None:
    assert no_plan("x", FiscalYear(2567), WORKDAYS).due_at == at(2023, 10, 2, 8, 30)


def test_quiet_hours_end_at_the_next_opening_of_a_working_day() -> None:
    assert WORKDAYS.next_opening(at(2024, 1, 5, 17)) == at(2024, 1, 8, 8, 30)
    assert WORKDAYS.next_opening(at(2024, 1, 8, 6)) == at(2024, 1, 8, 8, 30)
    assert WORKDAYS.next_opening(at(2024, 1, 8, 9)) == at(2024, 1, 8, 9)
    assert not WORKDAYS.is_open(at(2024, 1, 8, 16, 30))


YEARS = st.integers(2567, 2571).map(FiscalYear)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    year = draw(YEARS)
    base = tiny_plan(year=year.number)
    activities = tuple(
        replace(base.activities[0], number=f"1.{number}", periods=tuple(draw(st.lists(periods(year), max_size=4))))
        for number in range(1, draw(st.integers(1, 6)) + 1)
    )
    return replace(base, activities=activities)


@st.composite
def periods(draw: st.DrawFn, year: FiscalYear) -> Period:
    day = year.span.start_on + timedelta(days=draw(st.integers(0, year.span.days - 1)))
    quarter = (day.month + 2) % 12 // 3 + 1
    kind = draw(st.sampled_from([PeriodKind.QUARTER, PeriodKind.MONTH, PeriodKind.DATE]))
    span = {
        PeriodKind.QUARTER: year.quarter(quarter).span,
        PeriodKind.MONTH: month_span(day.year, day.month),
        PeriodKind.DATE: Span(day, day),
    }[kind]
    return Period(kind, quarter, span, "printed")


@st.composite
def meetings(draw: st.DrawFn, plan: Plan) -> tuple[Meeting, ...]:
    found = []
    for number in range(draw(st.integers(0, 4))):
        day = plan.year.span.start_on + timedelta(days=draw(st.integers(0, plan.year.span.days - 1)))
        decided = datetime.combine(day - timedelta(days=draw(st.integers(0, 60))), time(10), BANGKOK)
        state = draw(st.sampled_from(list(MeetingState)))
        activity = draw(st.sampled_from(plan.activities)).number
        quarter = (day.month + 2) % 12 // 3 + 1
        found.append(Meeting(plan.office.key, plan.year, activity, quarter, state, When(day), number + 1, 1, decided))
    return tuple(found)


ADDED = st.dictionaries(st.dates(date(2023, 10, 1), date(2028, 9, 30)), st.booleans(), max_size=30).map(
    lambda found: Workdays({day: AddedDay(day, "x", is_off) for day, is_off in found.items()})
)


@settings(max_examples=150, deadline=None)
@given(st.data(), plans(), ADDED)
def test_each_campaign_is_due_once_and_never_on_a_day_off(data: st.DataObject, plan: Plan, workdays: Workdays) -> None:
    campaigns = schedule(plan, data.draw(meetings(plan)), workdays)
    assert all(count == 1 for count in Counter(one.key for one in campaigns).values())
    for one in campaigns:
        assert workdays.is_working(bangkok_day(one.due_at))
        assert one.due_at == opening(bangkok_day(one.due_at))
        assert one.due_at <= one.until_at


@settings(max_examples=60, deadline=None)
@given(st.data(), plans())
def test_ticks_at_any_moments_open_or_pass_each_campaign_exactly_once(data: st.DataObject, plan: Plan) -> None:
    campaigns = schedule(plan, data.draw(meetings(plan)), WORKDAYS)
    start = datetime.combine(plan.year.span.start_on - timedelta(days=20), time(), UTC)
    hours = data.draw(st.lists(st.integers(0, 410 * 24), max_size=40))
    known: dict[tuple[str, str, str], CampaignState] = {}
    seen: Counter[tuple[str, str, str]] = Counter()
    for hour in [*hours, 410 * 24]:  # in any order: the clock may jump back
        now = start + timedelta(hours=hour)
        found = due(campaigns, known, now)
        for one in found.open:
            assert one.due_at <= now <= one.until_at
        for one in (*found.open, *found.passed):
            seen[one.key] += 1
            known[one.key] = CampaignState.OPEN
    assert seen == Counter(one.key for one in campaigns)


@settings(max_examples=80, deadline=None)
@given(plans(), st.integers(0, 364))
def test_every_day_of_five_years_has_only_what_the_rules_say(plan: Plan, number: int) -> None:
    day = plan.year.span.start_on + timedelta(days=number)
    campaigns = schedule(plan, (), WORKDAYS)
    starts = {WORKDAYS.on_or_after(quarter.span.start_on) for quarter in plan.year.quarters}
    kinds = {kind for kind, _ in on(campaigns, day)}
    assert ("quarter_start" in kinds) == (day in starts)
    if not WORKDAYS.is_working(day):
        assert not kinds
    if day in starts:
        assert kinds & {"month", "deadline", "meeting"} == set()
