"""Help names what each may type: commands of others are left out."""

from __future__ import annotations

from bot.people import Role
from tests.members.house import House, text


def test_help_lists_what_this_member_may_do(house: House) -> None:
    house.member(Role.STAFF, "2")
    for word in ("ช่วยเหลือ", "/help", "เมนู"):
        admins, teachers = text(house.write("1", word)), text(house.write("2", word))
        assert "เชิญสมาชิก" in admins
        assert "เชิญสมาชิก" not in teachers
        assert "ของฉัน" in teachers
