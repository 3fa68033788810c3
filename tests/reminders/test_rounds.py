"""The tick on real databases: once each, whatever the clock does, whoever runs it, however late."""

from __future__ import annotations

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.meetings import Decision, Meeting, MeetingState, When, changed
from bot.people import MemberState, Role
from bot.plan import Plan
from bot.reminders.kinds import Campaign, CampaignState, DeliveryState, Kind
from bot.reminders.rounds import Rounds
from bot.turn import Mark, OutboxState
from bot.workdays import AddedDay
from data.session import writing
from data.store import Store
from data.tables_people import member
from tests.reminders.conftest import Office, a_year_later, at, open_office

Q2 = at(2024, 1, 2, 8, 31)


def test_on_the_first_working_day_each_member_gets_what_concerns_them_once(office: Office) -> None:
    assert office.run(Q2) == 4
    assert sorted(chat for chat, _ in office.queued()) == ["101", "102", "103", "104"]
    assert office.run(Q2 + timedelta(minutes=1)) == 0
    office.send_all(Q2)
    office.rounds.tick(Q2 + timedelta(minutes=2))
    assert set(office.states().values()) == {"sent"}


def test_nothing_leaves_on_a_holiday_at_night_or_after_hours(office: Office) -> None:
    for moment in (at(2024, 1, 1, 9), at(2024, 1, 2, 8, 29), at(2024, 1, 2, 16, 30), at(2024, 1, 6, 10)):
        assert office.run(moment) == 0
    assert office.run(at(2024, 1, 8, 8, 30)) == 4


def test_officers_of_the_year_get_exactly_their_activities_of_each_quarter(office: Office) -> None:
    plan = office.plan
    for number, day in enumerate([(2023, 10, 2), (2024, 1, 2), (2024, 4, 1), (2024, 7, 1)], 1):
        made = [one for one in office.rounds.dry_run(at(*day, 9)) if one.delivery.campaign.kind is Kind.QUARTER_START]
        for officer in ("kittisak", "phinyaphat"):
            expected = tuple(
                one.number for one in plan.activities_of[officer] if one.runs_in(plan.year.quarter(number).span)
            )
            found = [
                one.composed.share.activities
                for one in made
                if one.recipient.person.officer == officer and one.composed.share
            ]
            assert found == ([expected] if expected else [])


def test_a_dry_run_leaves_nothing_behind(office: Office) -> None:
    assert len(office.rounds.dry_run(Q2)) == 4
    assert office.keepers.book.known(office.plan.office.key) == {}
    assert office.queued() == []


def test_a_dry_run_shows_the_day_again_after_it_was_sent(office: Office) -> None:
    office.run(Q2)
    assert len(office.rounds.dry_run(Q2)) == 4
    assert len(office.queued()) == 4


@pytest.mark.parametrize(
    ("now", "is_late"),
    [
        (at(2024, 1, 2, 9, 20), False),
        (at(2024, 1, 2, 11), True),
        (at(2024, 1, 8, 8, 30), True),
        (at(2024, 1, 12, 10), True),
        (at(2024, 2, 1, 10), True),
    ],
    ids=["within the hour", "down in the morning", "over a weekend", "ten days", "thirty days"],
)
def test_a_bot_that_was_down_sends_once_and_says_that_it_is_late(office: Office, now: datetime, is_late: bool) -> None:
    office.run(now)
    office.run(now + timedelta(hours=1))
    starts = [
        one
        for one in office.keepers.deliveries.deliveries(office.plan.office.key)
        if one.campaign.kind is Kind.QUARTER_START
    ]
    assert len(starts) == 4
    assert {one.is_late for one in starts} == {is_late}


def test_after_thirty_days_a_quarter_is_recorded_and_not_sent(office: Office) -> None:
    office.run(at(2024, 2, 2, 9))
    known = office.keepers.book.known(office.plan.office.key)
    assert known["quarter_start", "2567-Q2", ""] is CampaignState.PASSED
    assert office.queued() == []


def test_a_clock_set_back_and_ticks_run_twice_double_nothing(office: Office) -> None:
    for minutes in (0, 0, -60, -60, 5, -1440, 10):
        office.run(Q2 + timedelta(minutes=minutes))
    assert len(office.queued()) == 4


@pytest.mark.slow
def test_many_processes_share_one_tick_and_double_nothing(office: Office, store: Store) -> None:
    for number in range(60):
        office.add(f"teacher {number}", Role.STAFF, "", str(1000 + number))
    with ThreadPoolExecutor(8) as threads:
        opened = sum(threads.map(lambda _: office.rounds.tick(Q2), range(8)))
        taken = sum(threads.map(lambda _: office.rounds.feed(Q2, 10_000), range(8)))
    assert (opened, taken) == (1, 64)
    references = [reference for _, reference in office.queued()]
    assert len(references) == len(set(references)) == 64


def test_who_blocked_the_bot_is_unreachable_and_gets_it_when_they_come_back(office: Office) -> None:
    office.run(Q2)
    office.send_all(Q2, OutboxState.FAILED, "Forbidden: bot was blocked by the user")
    office.rounds.tick(Q2 + timedelta(minutes=1))
    assert set(office.states().values()) == {"unreachable"}
    person = office.store.people.by_account("telegram", "103")
    assert person is not None
    assert person.state is MemberState.UNREACHABLE
    office.rounds.tick(Q2 + timedelta(days=1))
    with writing(office.engine) as connection:
        back = member.update().where(member.c.number == person.number).values(state="active")
        connection.execute(back)
    office.run(Q2 + timedelta(days=1, hours=1))
    office.send_all(Q2 + timedelta(days=1, hours=1))
    office.rounds.tick(Q2 + timedelta(days=1, hours=2))
    assert office.states()[person.number] == "sent"
    assert [chat for chat, _ in office.queued()].count("103") == 2


def test_who_was_unreachable_all_along_gets_the_card_on_return(office: Office) -> None:
    person = office.people["teacher"]

    def become(state: str) -> None:
        with writing(office.engine) as connection:
            connection.execute(member.update().where(member.c.number == person.number).values(state=state))

    become("unreachable")
    office.run(Q2)
    assert office.states()[person.number] == "unreachable"
    assert "103" not in [chat for chat, _ in office.queued()]
    become("active")
    office.run(Q2 + timedelta(days=3))
    assert "103" in [chat for chat, _ in office.queued()]


def test_what_did_not_arrive_is_told_to_the_admins_once_a_day(office: Office) -> None:
    office.run(Q2)
    office.send_all(Q2, OutboxState.FAILED, "Bad Request: message text is empty")
    office.rounds.tick(Q2 + timedelta(minutes=5))
    for hours in (24, 25, 26):
        office.run(Q2 + timedelta(hours=hours))
    told = [
        one for one in office.keepers.deliveries.deliveries(office.plan.office.key) if one.campaign.kind is Kind.TROUBLE
    ]
    assert [one.member for one in told] == [office.people["admin"].number]


def test_a_press_proves_what_nobody_knew(office: Office) -> None:
    office.run(Q2)
    office.send_all(Q2, OutboxState.UNKNOWN, "no answer")
    office.rounds.tick(Q2 + timedelta(minutes=1))
    first = office.keepers.deliveries.deliveries(office.plan.office.key)[0]
    assert first.state is DeliveryState.UNKNOWN
    office.keepers.deliveries.proved(first.reference, Q2)
    assert office.keepers.deliveries.deliveries(office.plan.office.key)[0].state is DeliveryState.SENT


def test_what_failed_is_sent_again_on_wish_and_says_that_it_may_be_a_repetition(office: Office) -> None:
    office.run(Q2)
    office.send_all(Q2, OutboxState.UNKNOWN, "no answer")
    office.rounds.tick(Q2 + timedelta(minutes=1))
    resend = office.keepers.deliveries.resend
    assert resend(office.plan.office.key, [DeliveryState.UNKNOWN], Q2 + timedelta(minutes=2)) == 4
    office.run(Q2 + timedelta(minutes=3))
    claimed = office.door.claim_bulk(100, Q2 + timedelta(minutes=4))
    assert len(claimed) == 4
    assert all("\\u0e0b" in one.message.body for one in claimed)  # ซ้ำ
    office.door.mark([Mark(one.id, OutboxState.SENT, 0) for one in claimed], Q2)
    office.rounds.tick(Q2 + timedelta(minutes=5))
    assert set(office.states().values()) == {"sent"}
    assert resend(office.plan.office.key, [DeliveryState.FAILED], at(2024, 3, 1)) == 0


def test_a_repetition_is_never_repeated(office: Office) -> None:
    office.run(Q2)
    office.send_all(Q2, OutboxState.UNKNOWN, "no answer")
    office.rounds.tick(Q2 + timedelta(minutes=1))
    office.keepers.deliveries.resend(office.plan.office.key, [DeliveryState.UNKNOWN], Q2 + timedelta(minutes=2))
    office.run(Q2 + timedelta(minutes=3))
    assert len(office.door.claim_bulk(100, Q2 + timedelta(minutes=4))) == 4
    office.door.recover(Q2 + timedelta(minutes=5))  # the process has died with them
    assert office.door.claim_bulk(100, Q2 + timedelta(minutes=5)) == []
    office.run(Q2 + timedelta(minutes=6))
    assert set(office.states().values()) == {"unknown"}


def test_a_broadcast_that_may_have_arrived_cannot_be_taken_back(office: Office) -> None:
    one = Campaign(office.plan.office.key, Kind.BROADCAST, "x", Q2, Q2 + timedelta(days=1), 2567, text="hello")
    made = office.keepers.book.open(one, [office.people["teacher"].number], Q2)
    assert made is not None
    office.rounds.feed(Q2, 10)
    assert len(office.door.claim_bulk(1, Q2)) == 1
    office.door.recover(Q2)  # the process has died with it
    assert office.keepers.deliveries.recall(made.office, made.id, Q2) is None


def test_a_member_without_an_account_is_shown_as_unreachable(office: Office) -> None:
    lonely = office.add("lonely", Role.STAFF)
    office.run(Q2)
    assert office.states()[lonely.number] == "unreachable"


def test_a_year_without_a_plan_is_told_to_admins_only(office: Office) -> None:
    office.run(at(2024, 10, 1, 9))
    assert [chat for chat, _ in office.queued()] == ["105"]
    office.run(at(2024, 10, 2, 9))
    assert len(office.queued()) == 1


def test_a_plan_activated_late_still_sends_its_cards_marked_late(office: Office, plan_2567: Plan) -> None:
    office.run(at(2024, 10, 1, 9))
    office.store.plans.save_plan(a_year_later(plan_2567))
    office.run(at(2024, 10, 15, 9))
    starts = [
        one
        for one in office.keepers.deliveries.deliveries(plan_2567.office.key)
        if one.campaign.kind is Kind.QUARTER_START
    ]
    assert len(starts) == 2
    assert all(one.is_late for one in starts)


def test_topics_that_were_muted_or_stopped_are_not_sent(office: Office) -> None:
    wishes = office.keepers.wishes
    wishes.mute(office.people["teacher"], "transfer/teacher", True, Q2)
    wishes.stop(office.people["director"], True, Q2)
    office.run(Q2)
    assert sorted(chat for chat, _ in office.queued()) == ["101", "102"]


def test_topics_that_were_chosen_replace_those_one_begins_with(office: Office) -> None:
    office.keepers.wishes.follow(office.people["teacher"], ["salary_raise"], Q2)
    made = office.rounds.dry_run(Q2)
    (mine,) = [one for one in made if one.recipient.person.name == "teacher"]
    assert mine.composed.share is not None
    assert mine.composed.share.activities == ("1.9", "1.10", "1.11", "1.12")


def test_an_added_day_off_moves_the_card(office: Office) -> None:
    office.keepers.wishes.add_day(office.plan.office.key, AddedDay(date(2024, 1, 2), "วันหยุดพิเศษ"), Q2)
    assert office.run(Q2) == 0
    assert office.run(at(2024, 1, 3, 8, 30)) == 4


def set_date(office: Office, activity: str, when: When, now: datetime) -> Meeting:
    new = Meeting(office.plan.office.key, office.plan.year, activity, 2)
    saved = office.keepers.meetings.save(changed(new, Decision(MeetingState.DATED, when), 1, now), 0)
    assert saved is not None
    return saved


def test_a_meeting_that_moved_before_its_notice_left_is_not_told_for_the_old_day(office: Office) -> None:
    meeting = set_date(office, "1.13", When(date(2024, 2, 15)), at(2024, 1, 10, 9))
    office.run(at(2024, 1, 10, 9))
    office.rounds.tick(at(2024, 2, 8, 8, 30))
    moved = changed(meeting, Decision(MeetingState.DATED, When(date(2024, 2, 20))), 1, at(2024, 2, 8, 8, 31))
    assert office.keepers.meetings.save(moved, meeting.sequence) is not None
    before = len(office.queued())
    office.rounds.feed(at(2024, 2, 8, 9), 100)
    assert len(office.queued()) == before
    office.run(at(2024, 2, 13, 9))
    assert {chat for chat, _ in office.queued()[before:]} == {"102", "103"}


def test_two_officers_who_change_one_meeting_at_once_do_not_undo_each_other(office: Office) -> None:
    meeting = set_date(office, "1.13", When(date(2024, 2, 15)), Q2)
    first = changed(meeting, Decision(MeetingState.HELD), 1, Q2)
    second = changed(meeting, Decision(MeetingState.CANCELLED), 2, Q2)
    assert office.keepers.meetings.save(first, meeting.sequence) is not None
    assert office.keepers.meetings.save(second, meeting.sequence) is None
    assert [one.state for one in office.keepers.meetings.history(meeting)] == [MeetingState.DATED, MeetingState.HELD]


def test_ten_thousand_deliveries_are_made_in_one_go(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    one = Campaign(office.plan.office.key, Kind.BROADCAST, "x", Q2, Q2 + timedelta(days=1), 2567, text="hello")
    started = time.perf_counter()
    made = office.keepers.book.open(one, range(1, 10_001), Q2)
    took = time.perf_counter() - started
    assert made is not None
    assert office.keepers.book.waiting(office.plan.office.key) == 10_000
    with capsys.disabled():
        sys.stdout.write(f" [10,000 deliveries in {took * 1000:.0f} ms, {office.engine.dialect.name}] ")


def test_a_broadcast_can_be_recalled_until_the_first_message_has_left(office: Office) -> None:
    book, looking = office.keepers.book, office.keepers.deliveries
    one = Campaign(office.plan.office.key, Kind.BROADCAST, "x", Q2, Q2 + timedelta(days=1), 2567, text="hello")
    made = book.open(one, [person.number for person in office.people.values()], Q2)
    assert made is not None
    office.rounds.feed(Q2, 2)
    assert looking.recall(made.office, made.id, Q2) == 5
    assert office.send_all(Q2) == 0
    other = book.open(replace(one, period="y"), [1, 2], Q2)
    assert other is not None
    office.rounds.feed(Q2, 10)
    office.send_all(Q2)
    assert looking.recall(other.office, other.id, Q2) is None


def test_an_office_never_sends_for_another(store: Store, plan_2567: Plan) -> None:
    office = open_office(store, plan_2567)
    other = replace(plan_2567, office=replace(plan_2567.office, key="other"))
    store.plans.save_plan(other)
    rounds = Rounds("other", office.keepers, office.rounds.topics, office.rounds.words)
    rounds.tick(Q2)
    assert rounds.feed(Q2, 100) == 0
