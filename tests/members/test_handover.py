"""Work that changes hands: who is in charge on which day, what answers say, and every bad handover refused."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import MemberError
from bot.handover import Duties, Handover, activities_of, check_handovers, is_responsible
from bot.people import Person, Role
from bot.plan import Post, Source
from tests.conftest import postgres_later
from tests.fakes import tiny_plan
from tests.members.house import House, codes, text

database_kind = postgres_later

PLAN = tiny_plan()
MOVED = PLAN.activity_by_number["1.1"]  # printed: bun, anong
DAY = date(2026, 11, 2)
LATER = DAY + timedelta(days=30)


def whos(duties: Duties, day: date) -> list[str]:
    return [one.who for one in duties.in_charge(MOVED, day)]


def test_a_handover_counts_from_its_day_on_and_the_printed_officer_stays_known() -> None:
    duties = Duties((Handover("1.1", "officer:bun", "member:5", LATER),))
    assert whos(duties, LATER - timedelta(days=1)) == ["officer:bun", "officer:anong"]
    first, second = duties.in_charge(MOVED, LATER)
    assert (first.who, first.instead_of, first.since) == ("member:5", "officer:bun", LATER)
    assert (second.who, second.instead_of) == ("officer:anong", "")


def test_an_acting_post_ends_by_itself_on_its_date() -> None:
    acting = Handover("1.1", "officer:bun", "member:5", DAY, LATER, is_acting=True)
    duties = Duties((acting,))
    assert whos(duties, LATER) == ["member:5", "officer:anong"]
    assert whos(duties, LATER + timedelta(days=1)) == ["officer:bun", "officer:anong"]


def test_work_can_go_on_and_come_back() -> None:
    back = Handover("1.1", "member:5", "officer:bun", LATER, number=2)
    duties = Duties((Handover("1.1", "officer:bun", "member:5", DAY, number=1), back))
    assert whos(duties, LATER - timedelta(days=1))[0] == "member:5"
    assert [one.instead_of for one in duties.in_charge(MOVED, LATER)] == ["", ""]


def test_responsible_is_whoever_is_in_charge_that_day() -> None:
    duties = Duties((Handover("1.1", "officer:bun", "member:5", LATER),))
    bun, new = Person(2, "tiny", Role.OFFICER, officer="bun"), Person(5, "tiny", Role.OFFICER)
    assert is_responsible(bun, MOVED, duties, DAY)
    assert not is_responsible(bun, MOVED, duties, LATER)
    assert is_responsible(new, MOVED, duties, LATER)
    assert [one.number for one in activities_of(("member:5",), PLAN, duties, LATER)] == ["1.1"]


PEOPLE = st.sampled_from(["officer:bun", "officer:anong", "member:5", "member:6"])
Move = tuple[str, str, date, date | None]
DAYS = st.integers(0, 40).map(lambda days: DAY + timedelta(days=days))
MOVES = st.lists(st.tuples(PEOPLE, PEOPLE, DAYS, st.one_of(st.none(), DAYS)), max_size=8)


@given(MOVES, DAYS)
def test_whatever_was_accepted_somebody_is_in_charge_once(moves: list[Move], day: date) -> None:
    duties = Duties()
    for number, (giver, taker, start, end) in enumerate(moves, 1):
        new = Handover("1.1", giver, taker, start, end, end is not None, number)
        try:
            check_handovers(PLAN, duties, [new], DAY)
        except MemberError:
            continue
        duties = Duties((*duties.handovers, new))
    found = whos(duties, day)
    assert len(found) == len(set(found)) >= 1
    for_good = Duties(tuple(one for one in duties.handovers if not one.is_acting))
    assert len(whos(for_good, day)) == 2


BAD = {
    "to oneself": "ส่งมอบ 1.1 จาก บุญ มาก ให้ บุญ มาก",
    "to a stranger": "ส่งมอบ 1.1 จาก บุญ มาก ให้ สมศักดิ์ ไม่มีจริง",
    "in the past": "ส่งมอบ 1.1 จาก บุญ มาก ให้ #3 ตั้งแต่ 1 ต.ค. 2569",
    "no such day": "ส่งมอบ 1.1 จาก บุญ มาก ให้ #3 ตั้งแต่ 31 ก.พ. 2570",
    "not theirs": "ส่งมอบ 2.1 จาก บุญ มาก ให้ #3",
    "no such activity": "ส่งมอบ 9.9 จาก บุญ มาก ให้ #3",
    "two of that name": "ส่งมอบ 1.1 จาก บุญ มาก ให้ ครูซ้ำ",
    "in charge already": "ส่งมอบ 1.1 จาก บุญ มาก ให้ อนงค์ ใจดี",
    "ends before it begins": "รักษาการ #3 แทน บุญ มาก ตั้งแต่ 1 ม.ค. 2570 ถึง 1 ธ.ค. 2569",
}


@pytest.fixture
def staffed(house: House) -> House:
    """Numbers 2 to 5: bun of the plan, somebody new, and two of one name."""
    house.member(Role.OFFICER, "2", "bun", "บุญ มาก")
    house.member(Role.OFFICER, "3", name="ใหม่ มาแล้ว")
    house.member(Role.STAFF, "4", name="ครูซ้ำ หนึ่ง")
    house.member(Role.STAFF, "5", name="ครูซ้ำ สอง")
    return house


@pytest.mark.parametrize("why", list(BAD))
def test_a_bad_handover_is_one_sentence_and_changes_nothing(staffed: House, why: str) -> None:
    before = len(staffed.audit.find("tiny"))
    replies = staffed.write("1", BAD[why])
    assert codes(replies) == ["refused"]
    assert "\n" not in text(replies)
    assert (len(staffed.audit.find("tiny")), staffed.handovers.of_year("tiny", 2570)) == (before, Duties())


def test_an_overlapping_handover_is_refused(staffed: House) -> None:
    hand_over(staffed, "ส่งมอบ 1.1 จาก บุญ มาก ให้ #3 ตั้งแต่ 1 ม.ค. 2570")
    assert codes(staffed.write("1", "ส่งมอบ 1.1 จาก บุญ มาก ให้ #4 ตั้งแต่ 1 ก.พ. 2570")) == ["refused"]
    assert codes(staffed.write("1", "ส่งมอบ 1.1 จาก บุญ มาก ให้ #4")) == ["refused"]
    assert len(staffed.handovers.of_year("tiny", 2570).handovers) == 1


def hand_over(house: House, typed: str, account: str = "1") -> list[str]:
    return codes(house.press_label(account, house.write(account, typed), "ยืนยัน"))


def test_an_officer_hands_over_their_own_work_only(staffed: House) -> None:
    assert codes(staffed.write("3", "ส่งมอบ 1.1 จาก บุญ มาก ให้ #4")) == ["not_allowed"]
    assert hand_over(staffed, "ส่งมอบ 1.1 ให้ #3", "2") == ["handed_over"]
    assert hand_over(staffed, "ส่งมอบ 1.1 ให้ #4", "3") == ["handed_over"]


def test_the_only_one_in_charge_need_not_be_named(staffed: House) -> None:
    staffed.member(Role.DIRECTOR, "9")
    assert "จากนางอนงค์ ใจดี" in text(staffed.write("9", "มอบหมายงาน 2.1 ให้ #3"))
    several = staffed.write("9", "ส่งมอบ 1.1 ให้ #3")
    assert codes(several) == ["refused"]
    assert "หลายคน" in text(several)
    assert codes(staffed.write("5", "ส่งมอบ 2.1 ให้ #3")) == ["not_allowed"]


def test_answers_say_formerly_and_now(staffed: House) -> None:
    hand_over(staffed, "ส่งมอบ 1.1 จาก บุญ มาก ให้ #3")
    for question in ("ใครรับผิดชอบ 1.1", "บุญ มาก รับผิดชอบอะไรบ้าง"):
        said = text(staffed.write("1", question))
        assert "เดิม นายบุญ มาก ปัจจุบัน ใหม่ มาแล้ว" in said, said
    assert "นายบุญ มาก" in text(staffed.write("1", "ใครรับผิดชอบ 1.1"))


def test_answers_name_who_acts_until_the_day_and_no_longer(staffed: House) -> None:
    assert hand_over(staffed, "รักษาการ #3 แทน บุญ มาก ถึง 30 พ.ย. 2569") == ["handed_over"]
    assert "รักษาการแทนนายบุญ มาก ถึง 30 พฤศจิกายน 2569" in text(staffed.write("1", "ใครรับผิดชอบ 1.1"))
    staffed.pass_time(days=29)
    assert "รักษาการแทน" not in text(staffed.write("1", "ใครรับผิดชอบ 1.1"))


def give_post(house: House) -> None:
    """A newer version of the plan prints bun's post."""
    officers = [replace(one, posts=(Post("หัวหน้ากลุ่ม", Source(9)),) * (one.key == "bun")) for one in PLAN.officers]
    house.store.plans.save_plan(replace(PLAN, officers=tuple(officers)))


def test_who_acts_in_a_post_is_told_with_it_until_the_day_and_no_longer(staffed: House) -> None:
    give_post(staffed)
    assert hand_over(staffed, "รักษาการ #3 แทน บุญ มาก ถึง 30 พ.ย. 2569") == ["handed_over"]
    assert "รักษาการแทนนายบุญ มาก ถึง 30 พฤศจิกายน 2569" in text(staffed.write("1", "บุญ มาก ตำแหน่งอะไร"))
    staffed.pass_time(days=29)
    assert "รักษาการแทน" not in text(staffed.write("1", "บุญ มาก ตำแหน่งอะไร"))


def test_somebody_in_charge_of_nothing_still_has_a_post_to_act_in(staffed: House) -> None:
    give_post(staffed)
    hand_over(staffed, "ส่งมอบ ทั้งหมด จาก บุญ มาก ให้ #4")
    card = text(staffed.write("1", "รักษาการ #3 แทน บุญ มาก ถึง 30 พ.ย. 2569"))
    assert "รักษาการแทนนายบุญ มาก ตั้งแต่" in card
    assert " ใน " not in card


def test_nobody_acts_for_somebody_without_a_post_or_work(staffed: House) -> None:
    assert codes(staffed.write("1", "รักษาการ #3 แทน #4 ถึง 30 พ.ย. 2569")) == ["refused"]


def test_a_question_with_such_words_is_no_command(staffed: House) -> None:
    for question in ("ส่งมอบงานวันไหน", "รักษาการคือใคร", "เชิญประชุมวันไหน", "สมาชิกมีกี่คนในกรรมการ"):
        assert not {"refused", "usage", "not_allowed"} & set(codes(staffed.write("2", question)))


def test_of_two_who_hand_over_the_same_at_once_one_does(staffed: House) -> None:
    new = [Handover("1.1", "officer:bun", "member:3", DAY), Handover("1.1", "officer:bun", "member:4", DAY)]

    def add(one: Handover) -> bool:
        def check(duties: Duties) -> None:
            check_handovers(PLAN, duties, [one], DAY)

        try:
            staffed.handovers.add("tiny", 2570, [one], 1, staffed.now, check)
        except MemberError:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(add, new)) == [False, True]


def test_a_confirmation_that_came_too_late_is_judged_anew(staffed: House) -> None:
    typed = "ส่งมอบ 1.1 จาก บุญ มาก ให้ #3 ตั้งแต่วันที่ 2 พ.ย. 2569"
    first, second = staffed.write("1", typed), staffed.write("1", replace_number(typed))
    assert codes(staffed.press_label("1", first, "ยืนยัน")) == ["handed_over"]
    assert codes(staffed.press_label("1", second, "ยืนยัน")) == ["refused"]


def replace_number(typed: str) -> str:
    return typed.replace("#3", "#4")


def test_a_removed_member_leaves_only_their_number_in_charge(staffed: House) -> None:
    hand_over(staffed, "ส่งมอบ 1.1 จาก บุญ มาก ให้ #3")
    staffed.members.remove(staffed.by_account("3"), 1, staffed.now)
    said = text(staffed.write("1", "ใครรับผิดชอบ 1.1"))
    assert "ใหม่ มาแล้ว" not in said
