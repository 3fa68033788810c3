"""The wrong keyboard layout: what it made of a text, in; the text that was meant, out, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.keyboard import retyped


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("phkp8i^", "ย้ายครู"),
        ("PHKP8I^", "ย้ายครู"),
        ("'[gmjkwsij", "งบเท่าไหร่"),
        (".8if^c]", "ใครดูแล"),
        ("mevtwi", "ทำอะไร"),
        ("d]yjodiv'dkiphkpL7dKkobgmLdN", "กลั่นกรองการย้ายศึกษานิเทศก์"),
        ('xit=6, v"d"8"L" g,njvwi', "ประชุม อ.ก.ค.ศ. เมื่อไร"),
        ("-hv 1.4 '[gmjkwi", "ข้อ 1.4 งบเท่าไร"),
        ("credit bank 8nvvtwi", "credit bank คืออะไร"),
        ("แำดพ", "cefr"),
        ("ๆีรแา ไรื", "quick win"),
        ("หนดะ ยนไำพ", "soft power"),
        ("์น เรดะ ยนสรแั", "No gift policy"),
        ("ำรกย", "eidp"),
    ],
)
def test_a_text_on_the_wrong_layout_is_retyped(typed: str, meant: str) -> None:
    assert retyped(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        *("quick win", "soft power", "credit bank", "eidp", "cefr", "No Gift Policy", "merit system", "E-IDP", "O-NET"),
        *("plan", "ok", "plc", "idp", "hrms", "PISA", "obec safety center", "anywhere anytime", "what can you do?"),
        *("1.10", "14,200", "q2/67", "38", "?", "", "  ", "/start", "someone@example.org", "www.example.org"),
        *("ย้ายครู", "ก็ได้ค่ะ", "เเผน", "ยายคูติดตอไคคับ", "อบรม cefr ใครดูแล", "ใครดุแล ปรมาณงาน", "555", "😀😀"),
    ],
)
def test_a_plausible_text_is_left_alone(typed: str) -> None:
    assert retyped(typed) is None


@given(st.text())
def test_any_text_is_read_without_failing_and_alike_each_time(text: str) -> None:
    assert retyped(text) == retyped(text)
