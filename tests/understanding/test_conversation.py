"""What a message takes over from the one before, and what it does not."""

from __future__ import annotations

import pytest

from bot.plan import Layer
from bot.questions import (
    Agenda,
    Beyond,
    Count,
    Facts,
    Listing,
    Persons,
    Question,
    Scope,
    Several,
    Slot,
    SmallTalk,
    Texts,
    Total,
)
from tests.understanding.asking import MONEY, WHEN, WHO, YEAR, chat, invented, of, quarter, real

CARRIED: list[tuple[str, Question]] = [
    ("1.4 งบเท่าไหร่ > แล้วใครดูแล", Facts(of("1.4"), WHO)),
    ("1.9 ใครดูแล > งบเท่าไหร่", Facts(of("1.9"), MONEY)),
    ("2.1 ใครดูแล > งบล่ะ", Facts(of("2.1"), MONEY)),
    ("2.1 ใครดูแล > 2.2 ล่ะ", Facts(of("2.2"), WHO)),
    ("กลั่นกรองย้ายครูใครดูแล > ของศึกษานิเทศก์ล่ะ", Facts(of("1.14"), WHO)),
    ("1.13 ใครดูแล > ของผู้บริหารล่ะ", Facts(of("1.7", "1.15", "1.16", "1.17", "1.18"), WHO)),
    ("ไตรมาส 2 มีอะไรบ้าง > แล้วไตรมาส 4 ล่ะ", Agenda(of(span=quarter(4)))),
    ("ไตรมาส 1 มีกี่งาน > แล้วเดือนพฤษภาล่ะ", Count(of(span=YEAR.month(5)))),
    ("1.4 ครั้งแรกเมื่อไหร่ > แล้วครั้งที่สองล่ะ", Facts(of("1.4", occurrence=2), WHEN)),
    ("โครงการ 2.1 มีขั้นตอนอะไรบ้าง > ข้อ 3 งบเท่าไหร่", Facts(of("2.1/3"), MONEY)),
    ("จุดเน้นที่ 3 คืออะไร > ข้อ 4 ล่ะ", Texts(("F4",))),
    ("นโยบายที่ 7 คืออะไร > มีตัวชี้วัดกี่ตัว", Listing(Layer.INDICATOR, "P7", counts=True)),
    ("1.4 งบเท่าไหร่ > 1.5 ล่ะ > รวมสองอัน", Total(of("1.4", "1.5"))),
    ("1.8 ใครดูแล > เขามีงานอื่นอีกไหม", Agenda(of(officers=("kittisak",)), is_yes_no=True)),
    ("1.8 ใครดูแล > เขาตำแหน่งอะไร", Persons(("kittisak",), ("post",), of(officers=("kittisak",)))),
    ("คุณบุปผามีงานอะไรบ้าง > ไตรมาส 3 ล่ะ", Agenda(of(officers=("buppha",), span=quarter(3)))),
    ("คุณบุปผามีงานอะไรบ้าง > งบรวมเท่าไหร่", Total(of(officers=("buppha",)))),
    ("1.4 ใครดูแล แล้วก็ 1.9 งบเท่าไหร่ > ใครดูแล", Facts(of("1.9"), WHO)),
]
DROPPED: list[tuple[str, Question]] = [
    ("1.8 ใครดูแล > จุดเน้นที่ 8 คืออะไร", Texts(("F8",))),
    ("1.8 ใครดูแล > 1.9 งบเท่าไหร่", Facts(of("1.9"), MONEY)),
    ("คุณบุปผามีงานอะไรบ้าง > ประชุม อ.ก.ค.ศ. จัดเมื่อไหร่", Facts(of("1.2"), WHEN)),
    ("ไตรมาส 2 มีอะไรบ้าง > งานไหนไม่ใช้งบบ้าง", Agenda(of(is_free=True))),
    ("1.4 งบเท่าไหร่ > วันนี้กินข้าวหรือยัง", Beyond("life")),
    ("2.1 ใครดูแล > ขอบคุณค่ะ", SmallTalk("thanks")),
    ("จุดเน้นที่ 3 คืออะไร > 1.4 ใครดูแล", Facts(of("1.4"), WHO)),
]
INVENTED: list[tuple[str, Question]] = [
    ("ทาสีเรือ > ใครดูแล", Facts(of("1.2"), WHO)),
    ("ข้อ 2.2 ใครดูแล > งบเท่าไหร่", Facts(of("2.2"), MONEY)),
    ("1.1 ใครดูแล > 2.2 ล่ะ > รวมสองอัน", Total(of("1.1", "2.2"))),
    ("นโยบายมีอะไรบ้าง > ข้อ 3 ล่ะ", Texts(("P3",))),
]


@pytest.mark.parametrize(("line", "expected"), CARRIED)
def test_a_follow_up_takes_over_what_it_does_not_say(line: str, expected: Question) -> None:
    assert real().ask(*chat(line)) == expected


@pytest.mark.parametrize(("line", "expected"), DROPPED)
def test_a_new_question_drops_the_old_one(line: str, expected: Question) -> None:
    assert real().ask(*chat(line)) == expected


@pytest.mark.parametrize(("line", "expected"), INVENTED)
def test_follow_ups_work_on_a_plan_never_seen(line: str, expected: Question) -> None:
    assert invented().ask(*chat(line)) == expected


@pytest.mark.parametrize(
    ("line", "carried"),
    [
        ("1.4 งบเท่าไหร่ > แล้วใครดูแล", "topic"),
        ("ไตรมาส 2 มีอะไรบ้าง > แล้วไตรมาส 4 ล่ะ", "asked"),
        ("1.8 ใครดูแล > เขามีงานอื่นอีกไหม", "person"),
    ],
)
def test_what_was_taken_over_is_marked_so_that_it_can_be_shown(line: str, carried: str) -> None:
    scope = getattr(real().understand(*chat(line)).question, "scope", None)
    assert isinstance(scope, Scope)
    assert carried in scope.carried


@pytest.mark.parametrize("text", ["แล้วใครดูแล", "ข้อ 4 ล่ะ", "รวมสองอัน", "เขามีงานอื่นอีกไหม"])
def test_a_follow_up_to_nothing_states_no_fact(text: str) -> None:
    assert not isinstance(real().ask(text), Facts | Total | Persons | Several | Texts)


def test_a_bare_amount_asked_with_nothing_before_means_the_whole_plan() -> None:
    assert real().ask("งบเท่าไหร่") == Total(of(), Slot.ALLOCATED)


@pytest.mark.xfail(strict=True, reason="quotes statements that hold the words")
def test_a_position_alone_with_nothing_before_is_asked_about() -> None:
    assert not isinstance(real().ask("ของผู้บริหารล่ะ"), Texts)
