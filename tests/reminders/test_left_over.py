"""What is left from the last quarter, on the card of the next one: inside a year, and from one year to the next."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bot.meetings import Decision, Meeting, MeetingState, When, changed
from bot.people import Chat, Role
from bot.plan import Plan
from bot.reminders.kinds import Kind
from bot.reply import Reply
from data.store import Store
from tests.conftest import postgres_later
from tests.reminders.conftest import Office, a_year_later, at, open_office

database_kind = postgres_later

NEW_YEAR = at(2024, 10, 1, 8, 31)
CHAT = Chat("telegram", "108")


@pytest.fixture
def office(store: Store, plan_2567: Plan) -> Office:
    opened = open_office(store, plan_2567)
    opened.add("natthawat", Role.OFFICER, "natthawat", "107")
    opened.add("buppha", Role.OFFICER, "buppha", "108")
    return opened


def card(office: Office, name: str, now: datetime) -> Reply:
    """The last page of the card that somebody gets when a quarter begins."""
    made = [one for one in office.rounds.dry_run(now) if one.delivery.campaign.kind is Kind.QUARTER_START]
    (mine,) = [one for one in made if one.recipient.person.name == name]
    return mine.composed.replies[-1]


def left(reply: Reply) -> str:
    """The line about what is left; empty without one."""
    return next((line for line in reply.text.split("\n") if line.startswith("ค้างจากไตรมาสก่อน")), "")


def decide(office: Office, activity: str, quarter: int, state: MeetingState, day: date | None = None) -> None:
    new = Meeting(office.plan.office.key, office.plan.year, activity, quarter)
    decision = Decision(state, When(day) if day else None)
    assert office.keepers.meetings.save(changed(new, decision, 1, at(2024, 8, 1, 9)), 0) is not None


def test_the_first_quarter_tells_what_the_last_years_plan_left(office: Office) -> None:
    office.store.plans.save_plan(a_year_later(office.plan))
    found = left(card(office, "director", NEW_YEAR))
    assert found.startswith("ค้างจากไตรมาสก่อน ตามแผนปีงบประมาณ 2567:")
    expected = [one.number for one in office.plan.activities if one.runs_in(office.plan.year.quarter(4).span)]
    assert [part.split(" ")[0] for part in found.partition(": ")[2].split(", ")] == expected
    assert left(card(office, "kittisak", NEW_YEAR)) == ""
    assert left(card(office, "buppha", NEW_YEAR)).endswith(": 1.1 (ยังไม่กำหนดวัน)")


def test_what_was_settled_last_year_is_not_told(office: Office) -> None:
    office.store.plans.save_plan(a_year_later(office.plan))
    decide(office, "1.1", 4, MeetingState.HELD)
    assert left(card(office, "buppha", NEW_YEAR)) == ""


def test_a_day_of_last_year_that_has_passed_waits_to_be_marked(office: Office) -> None:
    office.store.plans.save_plan(a_year_later(office.plan))
    decide(office, "1.1", 4, MeetingState.DATED, date(2024, 9, 12))
    assert left(card(office, "buppha", NEW_YEAR)).endswith(": 1.1 (ยังไม่แจ้งว่าจัดแล้ว)")


def test_its_button_opens_the_activity_of_last_years_plan(office: Office) -> None:
    office.store.plans.save_plan(a_year_later(office.plan))
    choices = [one for row in card(office, "buppha", NEW_YEAR).choices for one in row]
    codes = {one.label: one.code.partition("~")[0] for one in choices}
    assert codes["วันของ 1.1 ปี 2567"] == "!dopen:2567/1.1"
    assert codes["วันของ 1.1"] == "!dopen:2568/1.1"


def test_without_last_years_plan_the_first_quarter_tells_nothing_of_it(office: Office) -> None:
    """Quarter 1 of 2567, of which 2566 was never loaded."""
    assert left(card(office, "buppha", at(2023, 10, 2, 8, 31))) == ""


def test_inside_a_year_the_last_quarter_is_told_without_naming_the_year(office: Office) -> None:
    found = left(card(office, "kittisak", at(2024, 1, 2, 8, 31)))
    assert found.startswith("ค้างจากไตรมาสก่อน: 1.7 (ยังไม่กำหนดวัน)")


def test_an_exact_day_of_the_plan_is_never_called_undated(office: Office) -> None:
    shown = left(card(office, "director", at(2024, 7, 1, 8, 31)))
    assert "1.3 (ยังไม่แจ้งว่าจัดแล้ว)" in shown
    opened = office.front.reply_to_choice("!dopen:2567/1.3", office.people["buppha"], CHAT, at(2024, 5, 1, 9))[-1]
    assert "10 มิ.ย. 67" in opened.text or "10 มิถุนายน 2567" in opened.text
    assert "ยังไม่กำหนดวัน" not in opened.text


def test_an_exact_day_that_was_called_off_without_another_is_undated(office: Office) -> None:
    decide(office, "1.3", 3, MeetingState.POSTPONED)
    assert "1.3 (ยังไม่กำหนดวัน)" in left(card(office, "director", at(2024, 7, 1, 8, 31)))
