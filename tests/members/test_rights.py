"""The table of rights, cell by cell; every change tried as every role and a stranger, everywhere, by every button."""

from __future__ import annotations

from itertools import product

import pytest

from bot.members_desk.desk import CONFIRMED, PRESSES
from bot.pending import press_code
from bot.people import Person, Role, Setting
from bot.rights import RIGHTS, Action, may
from tests.conftest import postgres_later
from tests.members.house import House, codes, group, inline, text

database_kind = postgres_later

# One row an action: staff, officer, finance, director, admin, stranger; then private, group, inline, console.
TABLE = """
ask                 s o f d a -   p g i c
see_office_contact  s o f d a -   p g i c
join                s o f d a x   p - - c
consent             s o f d a -   p - - c
see_own_record      s o f d a -   p - - c
export_own          s o f d a -   p - - c
remove_self         s o f d a -   p - - c
set_own_contact     s o f d a -   p - - c
see_contacts        s o f d a -   p - - c
list_members        - - - d a -   p - - c
invite              - - - - a -   p - - c
decide_joining      - - - - a -   p - - c
change_role         - - - - a -   p - - c
remove_member       - - - - a -   p - - c
allow_group         - - - - a -   p g - c
hand_over_own       - o - - a -   p - - c
hand_over_any       - - - d a -   p - - c
name_acting         - - - d a -   p - - c
read_audit          - - - - a -   p - - c
follow_topics       s o f d a -   p - - c
watch_dates         s o f d a -   p g - c
set_own_date        - o - - a -   p g - c
set_any_date        - - - - a -   p g - c
add_holiday         - - - - a -   p - - c
preview_reminders   - - - - a -   p - - c
broadcast           - - - - a -   p - - c
see_deliveries      - - - - a -   p - - c
see_money           s o f d a -   p - - c
record_own_money    - o f - a -   p - - c
record_any_money    - - f - a -   p - - c
reverse_own_entry   - o f - a -   p - - c
reverse_any_entry   - - f - a -   p - - c
transfer_money      - - f - a -   p - - c
allow_overspending  - - f - - -   p - - c
set_targets         - - f - a -   p - - c
"""
ROWS = {line.split()[0]: line.split()[1:] for line in TABLE.strip().splitlines()}
WHO: tuple[Role | None, ...] = (*Role, None)


def test_the_table_of_this_test_names_every_action() -> None:
    assert set(ROWS) == {action.value for action in Action}
    assert set(RIGHTS) == set(Action)


@pytest.mark.parametrize("action", list(Action))
def test_every_cell_of_the_table_is_as_written_here(action: Action) -> None:
    cells = ROWS[action.value]
    by_role_and_place = product(zip(WHO, cells[:6], strict=True), zip(Setting, cells[6:], strict=True))
    for (role, by_role), (setting, here) in by_role_and_place:
        person = Person(1 if role else 0, "tiny", role)
        assert may(person, action, setting) == (by_role != "-" and here != "-"), (action, role, setting)


@pytest.mark.parametrize("action", list(Action))
def test_who_has_not_consented_may_join_and_consent_only(action: Action) -> None:
    person = Person(1, "tiny", Role.ADMIN, has_consented=False)
    assert may(person, action) == (action in (Action.JOIN, Action.CONSENT))


COMMANDS = {
    Action.LIST_MEMBERS: "/members",
    Action.INVITE: "/invite การเงิน",
    Action.CHANGE_ROLE: "/role #1 เป็น การเงิน",
    Action.REMOVE_MEMBER: "/remove #9",
    Action.HAND_OVER_ANY: "/handover 1.1 จาก บุญ มาก ให้ #9",
    Action.NAME_ACTING: "/acting #9 แทน บุญ มาก ถึง 31 ธ.ค. 2569",
    Action.READ_AUDIT: "/audit",
    Action.SEE_OWN_RECORD: "/me",
    Action.EXPORT_OWN: "/export",
    Action.SEE_CONTACTS: "/contacts",
    Action.SET_OWN_CONTACT: "/mycontact 0812345678",
}
"""What a member types to do it; the words in Thai lead to the same place (test_words)."""
SETTINGS = {"private": Setting.PRIVATE, "group": Setting.GROUP, "inline": Setting.INLINE}


def changes(house: House) -> int:
    return len(house.audit.find("tiny", limit=1000))


@pytest.fixture
def full_house(house: House) -> House:
    """A member of every role (account = first letter) in an office that allows the group."""
    for role in Role:
        house.member(role, role.value[0], name=f"สมาชิก {role.value}")
    for number in range(7, 9):
        house.member(Role.STAFF, f"x{number}")
    house.member(Role.ADMIN, "9", name="แอดมิน เก้า")
    house.groups.allow(group(), "tiny", 1, house.now)
    return house


def place(setting: Setting, account: str) -> object:
    return {Setting.GROUP: group(), Setting.INLINE: inline(account)}.get(setting)


def test_every_command_is_refused_to_whom_the_table_refuses_it(full_house: House) -> None:
    for (action, typed), role, setting in product(COMMANDS.items(), Role, SETTINGS.values()):
        person = full_house.by_account(role.value[0])
        before = changes(full_house)
        replies = full_house.write(role.value[0], typed, place(setting, role.value[0]))  # type: ignore[arg-type]
        is_refused = "not_allowed" in codes(replies)
        assert is_refused != may(person, action, setting), (action, role, setting, text(replies))
        if is_refused:
            assert changes(full_house) == before


@pytest.mark.parametrize("setting", list(SETTINGS.values()))
def test_a_stranger_is_told_one_sentence_whatever_they_try(full_house: House, setting: Setting) -> None:
    before = changes(full_house)
    forged = [press_code("m", verb, "1.admin") for verb in PRESSES if verb not in ("join", "consent", "decline")]
    forged += [press_code("m", "yes", f"{kind}.abcdefghijklmnop") for kind in CONFIRMED] + ["F(a(a[1.1,];);b[w,];)q7"]
    for typed in [*COMMANDS.values(), *forged, "1.1 งบเท่าไร", "ใครรับผิดชอบ 2.1", "สวัสดี"]:
        for reply in (full_house.write, full_house.press):
            replies = reply("stranger", typed, place(setting, "stranger"))  # type: ignore[operator]
            assert codes(replies) == ["stranger"], (typed, text(replies))
            assert "1.1" not in text(replies)
            assert "อนงค์" not in text(replies)
    assert changes(full_house) == before


def test_a_forged_button_changes_nothing_for_any_member_without_the_right(full_house: House) -> None:
    full_house.write("stranger", "ขอเข้าร่วม")
    before = changes(full_house)
    for role in Role:
        if role is Role.ADMIN:
            continue
        for verb in ("take", "refuse", "older"):
            replies = full_house.press(role.value[0], press_code("m", verb, "1.staff" if verb == "take" else "1"))
            assert codes(replies) == ["not_allowed"], (role, verb)
        for kind in CONFIRMED:
            replies = full_house.press(role.value[0], press_code("m", "yes", f"{kind}.abcdefghijklmnop"))
            assert codes(replies) == ["press_unknown"]
    assert changes(full_house) == before
    assert full_house.requests.waiting("tiny")


def test_somebody_elses_button_does_nothing(full_house: House) -> None:
    asked = full_house.write("1", "/role #8 เป็น การเงิน")
    code = asked[0].choices[0][0].code
    for account in ("9", "s", "d"):
        assert codes(full_house.press(account, code)) == ["press_unknown"]
    assert full_house.by_account("x8").role is Role.STAFF
    full_house.press("1", code)
    assert full_house.by_account("x8").role is Role.FINANCE


def test_a_right_that_ended_before_the_press_is_gone_at_the_press(full_house: House) -> None:
    asked = full_house.write("9", "/role #8 เป็น การเงิน")
    nine = full_house.by_account("9")
    full_house.members.change_role(nine, Role.STAFF, "", 1, full_house.now)
    assert codes(full_house.press_label("9", asked, "ยืนยัน")) == ["not_allowed"]
    assert full_house.by_account("x8").role is Role.STAFF


def test_an_old_button_does_nothing_and_says_so(full_house: House) -> None:
    asked = full_house.write("1", "/role #8 เป็น การเงิน")
    full_house.pass_time(minutes=31)
    assert codes(full_house.press_label("1", asked, "ยืนยัน")) == ["press_expired"]
    asked = full_house.write("1", "/role #8 เป็น การเงิน")
    full_house.press_label("1", asked, "ยืนยัน")
    assert codes(full_house.press_label("1", asked, "ยืนยัน")) == ["press_used"]
    changed = [one for one in full_house.audit.find("tiny", "member.role") if one.change.subject == "member 8"]
    assert len(changed) == 1
