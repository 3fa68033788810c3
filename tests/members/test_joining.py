"""Getting in: invitations good and bad, endless tries, asking to join, consent; strangers and groups stay outside."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text as sql

from bot.membership import Door, Invitation, key_of, new_secret
from bot.pending import press_code
from bot.people import Chat, MemberState, Person, Role
from data.session import reading, writing
from tests.conftest import postgres_later
from tests.fakes import tiny_plan
from tests.members.house import House, codes, group, inline, secret_in, text

database_kind = postgres_later


def invited(house: House, typed: str = "เชิญสมาชิก") -> str:
    return secret_in(house.write("1", typed))


def test_an_invitation_is_a_link_and_its_picture(house: House) -> None:
    replies = house.write("1", "เชิญสมาชิก การเงิน 3 คน 10 วัน")
    assert "https://t.me/plan_bot?start=" in text(replies)
    assert "3 คน" in text(replies)
    picture = replies[1].attachment
    assert picture is not None
    assert picture.is_picture
    assert picture.content.startswith(b"\x89PNG")


def test_a_code_is_long_and_kept_as_a_hash_only(house: House) -> None:
    secret = invited(house)
    assert len(secret) == 32  # 24 bytes: 192 bits
    assert len({new_secret() for _ in range(1000)}) == 1000
    with reading(house.store.engine) as connection:
        rows = connection.execute(sql("SELECT * FROM invitation")).all()
    assert len(rows) == 1
    assert key_of(secret) in str(rows[0])
    assert secret not in str(rows[0])


def test_who_opens_the_link_and_agrees_is_a_member(house: House) -> None:
    secret = invited(house, "เชิญสมาชิก ผู้รับผิดชอบ อนงค์ ใจดี")
    assert codes(house.write("7", f"/start {secret}", name="อนงค์")) == ["consent"]
    assert codes(house.write("7", "1.1 ใครรับผิดชอบ")) == ["consent"]
    assert house.by_account("7").state is MemberState.INVITED
    assert codes(house.press("7", press_code("m", "consent"))) == ["welcome"]
    person = house.by_account("7")
    assert (person.role, person.officer, person.state) == (Role.OFFICER, "anong", MemberState.ACTIVE)
    assert "การย้าย" in text(house.write("7", "1.1 คืออะไร"))


def test_who_does_not_agree_leaves_nothing_behind(house: House) -> None:
    house.write("7", f"/start {invited(house)}", name="ครูขวัญ")
    assert codes(house.write("7", "ไม่ยินยอม")) == ["declined"]
    assert house.store.people.by_account("telegram", "7") is None
    assert all(one.name != "ครูขวัญ" for one in house.store.people.members("tiny"))


def test_a_used_invitation_is_said_to_be_used(house: House) -> None:
    secret = invited(house)
    house.write("7", f"/start {secret}")
    assert codes(house.write("8", f"/start {secret}")) == ["code_used"]


def test_an_expired_invitation_is_said_to_be_expired(house: House) -> None:
    secret = invited(house)
    house.pass_time(days=8)
    assert codes(house.write("7", f"/start {secret}")) == ["code_expired"]


MANGLED = ["", "x", "abc", "ก" * 30, "../../etc", "0" * 64, "'; DROP TABLE member; --", "a" * 5000]


@pytest.mark.parametrize("code", MANGLED)
def test_a_mangled_code_opens_nothing(house: House, code: str) -> None:
    replies = house.write("7", f"/start {code}")
    assert codes(replies)[0] in ("code_unknown", "stranger")
    assert house.store.people.by_account("telegram", "7") is None


def test_a_code_cut_by_a_letter_opens_nothing(house: House) -> None:
    assert codes(house.write("7", f"/start {invited(house)[:-1]}")) == ["code_unknown"]


def test_an_invitation_of_another_office_opens_nothing_here(house: House) -> None:
    house.store.plans.save_plan(tiny_plan("other"))
    secret = new_secret()
    ends = house.now + timedelta(days=1)
    house.invitations.make(Invitation(key_of(secret), "other", Role.ADMIN, "", 1, 0, 0, ends), house.now)
    assert codes(house.write("7", f"/start {secret}")) == ["code_unknown"]
    assert house.members.enter(secret, _visitor("7"), "other", house.now).office == "other"  # type: ignore[union-attr]


def _visitor(account: str) -> object:
    from bot.doorkeeper import Visitor

    return Visitor("telegram", account)


def test_an_invitation_for_three_lets_three_in(house: House) -> None:
    secret = invited(house, "เชิญสมาชิก 3 คน")
    found = [codes(house.write(str(account), f"/start {secret}"))[0] for account in range(10, 14)]
    assert found == ["consent", "consent", "consent", "code_used"]


def test_the_last_place_is_given_once_however_many_open_the_link_at_once(house: House) -> None:
    secret = invited(house)

    def enter(account: int) -> Person | Door:
        return house.members.enter(secret, _visitor(str(account)), "tiny", house.now)  # type: ignore[arg-type]

    with ThreadPoolExecutor(8) as pool:
        entered = list(pool.map(enter, range(20, 28)))
    assert sum(isinstance(one, Person) for one in entered) == 1
    assert entered.count(Door.USED) == 7


def test_a_member_who_opens_a_link_uses_no_place_and_keeps_their_role(house: House) -> None:
    house.member(Role.FINANCE, "7")
    secret = invited(house)
    assert codes(house.write("7", f"/start {secret}")) == ["welcome"]
    assert house.by_account("7").role is Role.FINANCE
    assert codes(house.write("8", f"/start {secret}")) == ["consent"]


def test_only_a_link_made_on_the_machine_makes_a_member_an_admin(house: House) -> None:
    house.member(Role.STAFF, "7")
    house.write("7", f"/start {invited(house, 'เชิญสมาชิก admin')}")
    assert house.by_account("7").role is Role.STAFF
    secret = new_secret()
    ends = house.now + timedelta(days=1)
    house.invitations.make(Invitation(key_of(secret), "tiny", Role.ADMIN, "", 1, 0, 0, ends), house.now)
    house.write("7", f"/start {secret}")
    assert house.by_account("7").role is Role.ADMIN


@pytest.mark.parametrize("hundreds", [3, pytest.param(100, marks=pytest.mark.slow)])
def test_ten_thousand_tries_are_stopped_at_ten_and_a_true_code_is_not_heard_then(house: House, hundreds: int) -> None:
    house = replace(house, per_minute=10_000_000)
    secret = invited(house)
    tried = 0
    for hundred in range(hundreds):
        with writing(house.store.engine):  # as the Telegram door does: up to a hundred updates share a commit
            for number in range(100):
                replies = house.write("77", f"/start {hundred:016d}{number:016d}")
                tried += codes(replies) == ["code_unknown"]
    assert tried == 10
    assert codes(house.write("77", f"/start {secret}")) == ["tries"]
    assert codes(house.write("78", f"/start {secret}")) == ["consent"]
    house.pass_time(minutes=61)
    assert codes(house.write("77", f"/start {secret}")) == ["code_used"]


def test_tries_are_counted_in_the_database_so_a_restart_forgets_none(house: House) -> None:
    for number in range(10):
        house.write("77", f"/start {number:032d}")
    again = House(house.store)
    assert codes(again.write("77", "/start " + "1" * 32)) == ["tries"]


@pytest.mark.parametrize("typed", ["เชิญสมาชิก 0 คน", "เชิญสมาชิก 501 คน", "เชิญสมาชิก 91 วัน", "/invite ผู้รับผิดชอบ"])
def test_an_invitation_beyond_all_measure_is_refused(house: House, typed: str) -> None:
    before = len(house.audit.find("tiny"))
    assert codes(house.write("1", typed)) == ["refused"]
    assert len(house.audit.find("tiny")) == before


def test_who_asks_to_join_is_let_in_by_a_button(house: House) -> None:
    stranger = house.write("7", "สวัสดี", name="ครูดาว")
    assert codes(stranger) == ["stranger"]
    assert codes(house.press_label("7", stranger, "ขอเข้าร่วม")) == ["join_asked"]
    number, notice = house.notices.told[-1]
    assert (number, "ผู้มาเยือน" in notice.text) == (1, True)
    accepted = house.press_label("1", (notice,), "เจ้าหน้าที่การเงิน")
    assert codes(accepted) == ["accepted"]
    assert house.notices.told[-1][1].code == "consent"
    assert codes(house.press("7", press_code("m", "consent"))) == ["welcome"]
    assert house.by_account("7").role is Role.FINANCE


def test_an_officer_is_let_in_as_one_person_of_the_plan(house: House) -> None:
    house.write("7", "ขอเข้าร่วม")
    which = house.press_label("1", (house.notices.told[-1][1],), "ผู้รับผิดชอบ")
    assert codes(which) == ["which_officer"]
    assert codes(house.press_label("1", which, "บุญ มาก")) == ["accepted"]
    assert house.by_account("7").officer == "bun"


def test_of_two_admins_who_press_at_once_one_lets_in(house: House) -> None:
    house.member(Role.ADMIN, "2")
    house.write("7", "ขอเข้าร่วม")
    notice = (house.notices.told[-1][1],)
    first = codes(house.press_label("1", notice, "บุคลากร"))
    assert (first, codes(house.press_label("2", notice, "ผู้อำนวยการ"))) == (["accepted"], ["request_gone"])
    assert codes(house.press_label("2", notice, "ไม่รับ")) == ["request_gone"]
    assert house.by_account("7").role is Role.STAFF


@pytest.mark.parametrize("label", ["ผู้ดูแลระบบ", "ผู้รับผิดชอบ", "ไม่รับ"])
def test_an_old_button_of_one_who_came_in_decides_nothing_about_the_next(house: House, label: str) -> None:
    house.member(Role.ADMIN, "2")
    house.write("7", "ขอเข้าร่วม")
    old = (house.notices.told[-1][1],)
    assert codes(house.press_label("1", old, "บุคลากร")) == ["accepted"]
    assert codes(house.write("8", "ขอเข้าร่วม")) == ["join_asked"]
    replies = house.press_label("2", old, label)
    if codes(replies) == ["which_officer"]:
        replies = house.press_label("2", replies, "บุญ มาก")
    assert codes(replies) == ["request_gone"]
    assert house.store.people.by_account("telegram", "8") is None
    assert codes(house.press_label("2", (house.notices.told[-1][1],), "บุคลากร")) == ["accepted"]


def test_an_old_button_does_nothing_after_a_request_was_forgotten_and_made_again(house: House) -> None:
    house.write("7", "ขอเข้าร่วม")
    old = (house.notices.told[-1][1],)
    house.pass_time(days=31)
    house.requests.tidy(house.now)
    assert codes(house.write("7", "ขอเข้าร่วม")) == ["join_asked"]
    assert codes(house.press_label("1", old, "ผู้ดูแลระบบ")) == ["request_gone"]


def test_the_person_of_the_plan_is_named_wherever_somebody_becomes_it(house: House) -> None:
    invitation = house.write("1", "เชิญสมาชิก ผู้รับผิดชอบ อนงค์ ใจดี")
    assert "อนงค์ ใจดี" in text(invitation)
    assert "อนงค์ ใจดี" in text(house.write("7", f"/start {secret_in(invitation)}", name="ครูขวัญ"))
    house.member(Role.STAFF, "8", name="ครูดาว")
    card = house.write("1", "เปลี่ยนบทบาท ครูดาว เป็น ผู้รับผิดชอบ บุญ มาก")
    assert "เป็นผู้รับผิดชอบ (ในแผนคือ นายบุญ มาก)" in text(card)
    assert "นายบุญ มาก" in text(house.press_label("1", card, "ยืนยัน"))
    assert "นายบุญ มาก" in house.notices.told[-1][1].text


def test_who_asked_to_join_reads_whom_of_the_plan_they_become(house: House) -> None:
    house.write("7", "ขอเข้าร่วม")
    which = house.press_label("1", (house.notices.told[-1][1],), "ผู้รับผิดชอบ")
    assert "นายบุญ มาก" in text(house.press_label("1", which, "บุญ มาก"))
    assert "นายบุญ มาก" in house.notices.told[-1][1].text


def test_one_person_of_the_plan_is_one_person(house: House) -> None:
    refused = house.write("1", "เชิญสมาชิก ผู้รับผิดชอบ อนงค์ 30 คน")
    assert codes(refused) == ["refused"]
    assert "คนเดียว" in text(refused)
    assert house.audit.find("tiny", "invitation") == ()
    assert "invitation" in codes(house.write("1", "เชิญสมาชิก ผู้รับผิดชอบ อนงค์ 1 คน"))


def test_who_was_refused_is_not_told_that_the_request_waits(house: House) -> None:
    house.write("7", "ขอเข้าร่วม")
    assert "อยู่ที่ผู้ดูแลระบบแล้ว" in text(house.write("7", "ขอเข้าร่วม"))
    house.press_label("1", (house.notices.told[-1][1],), "ไม่รับ")
    again = text(house.write("7", "ขอเข้าร่วม"))
    assert "อยู่ที่ผู้ดูแลระบบแล้ว" not in again
    assert "ติดต่อสำนักงาน" in again


def test_who_was_refused_cannot_ask_again_for_a_week_and_is_kept_without_a_name(house: House) -> None:
    house.write("7", "ขอเข้าร่วม", name="ครูดาว")
    house.press_label("1", (house.notices.told[-1][1],), "ไม่รับ")
    assert codes(house.write("7", "ขอเข้าร่วม")) == ["join_waits"]
    with reading(house.store.engine) as connection:
        assert "ครูดาว" not in str(connection.execute(sql("SELECT * FROM join_request")).all())
    house.pass_time(days=8)
    assert codes(house.write("7", "ขอเข้าร่วม")) == ["join_asked"]


def test_an_open_house_lets_everybody_ask_but_change_nothing(house: House) -> None:
    house = replace(house, is_open=True)
    assert "การย้าย" in text(house.write("stranger", "1.1 คืออะไร"))
    assert codes(house.write("stranger", "/members")) == ["not_allowed"]
    assert codes(house.write("stranger", "/forget")) == ["nothing_kept"]


def test_a_group_that_nobody_allowed_hears_nothing_and_is_left(house: House) -> None:
    house.member(Role.STAFF, "7")
    assert house.write("7", "1.1 คืออะไร", group()) == ()
    assert house.write("stranger", "1.1 คืออะไร", group()) == ()
    assert not house.admission.entered(group(), _visitor("7"), house.now)  # type: ignore[arg-type]
    assert not house.admission.entered(group(), _visitor("stranger"), house.now)  # type: ignore[arg-type]


def test_a_group_that_an_admin_lets_it_into_is_allowed(house: House) -> None:
    assert house.admission.entered(group(), _visitor("1"), house.now)  # type: ignore[arg-type]
    house.member(Role.STAFF, "7")
    assert "การย้าย" in text(house.write("7", "1.1 คืออะไร", group()))
    house.admission.moved(group(), "-200", house.now)
    assert house.write("7", "1.1 คืออะไร", group()) == ()
    assert "การย้าย" in text(house.write("7", "1.1 คืออะไร", group("-200")))
    house.admission.lost(group("-200"), house.now)
    assert house.write("7", "1.1 คืออะไร", group("-200")) == ()


def test_an_admin_allows_a_group_by_words_and_leaves_it(house: House) -> None:
    assert codes(house.write("1", "อนุญาตกลุ่มนี้", group())) == ["group_allowed"]
    assert codes(house.write("1", "ออกจากกลุ่มนี้", group())) == ["group_left"]
    assert codes(house.write("1", "/allow")) == ["group_only"]


def test_answers_in_a_group_hold_no_money_no_numbers_and_are_short(house: House) -> None:
    house.groups.allow(group(), "tiny", 1, house.now)
    said = text(house.write("1", "2.1 งบเท่าไร", group()))
    assert "60,000" not in said
    assert "แชตส่วนตัว" in said
    assert "60,000" in text(house.write("1", "2.1 งบเท่าไร"))
    assert len(said.splitlines()) <= 15


def test_a_new_member_in_a_group_or_inline_is_asked_into_the_private_chat(house: House) -> None:
    house.groups.allow(group(), "tiny", 1, house.now)
    house.write("7", f"/start {invited(house)}")
    for chat in (group(), inline("7")):
        assert codes(house.write("7", "1.1 คืออะไร", chat)) == ["consent_first"]


def test_too_many_messages_meet_one_kind_sentence_and_then_silence(house: House) -> None:
    house = replace(house, per_minute=20)
    found = [codes(house.write("1", "สวัสดี")) for _ in range(14)]
    assert found[10] == ["too_fast"]
    assert found[11:] == [[], [], []]
    house.pass_time(seconds=4)
    assert codes(house.write("1", "สวัสดี")) not in ([], ["too_fast"])


def test_an_endless_message_meets_one_sentence(house: House) -> None:
    assert codes(house.write("1", "ก" * 2001)) == ["long"]


def test_an_unreachable_member_is_back_when_they_write(house: House) -> None:
    house.member(Role.STAFF, "7")
    house.admission.lost(Chat("telegram", "7"), house.now)
    assert house.by_account("7").state is MemberState.UNREACHABLE
    house.write("7", "สวัสดี")
    assert house.by_account("7").state is MemberState.ACTIVE


def test_an_invitation_for_a_role_that_is_none_is_not_made_for_another(house: House) -> None:
    assert codes(house.write("1", "เชิญสมาชิก คนสวน 3 คน")) == ["refused"]
    assert house.audit.find("tiny", "invitation") == ()
