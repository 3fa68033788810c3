"""People, posts and signatures: typed messages and the question that each must become."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.plan import Officer
from bot.questions import (
    Agenda,
    Claim,
    Compare,
    Count,
    Facts,
    Holders,
    Nothing,
    Persons,
    Question,
    Slot,
    SmallTalk,
    Total,
    Unclear,
)
from tests.understanding.asking import MONEY, WHO, Desk, bare, chat, invented, miss, of, quarter, real

MAKERS = tuple(one.key for one in real().plan.officers if any(post.role == "maker" for post in one.posts))


def _persons(*officers: str, slots: tuple[str, ...]) -> Persons:
    return Persons(officers, slots, of(officers=officers))


TAKEN: dict[str, list[tuple[str, Question]]] = {
    "signatories": [
        ("ใครเซ็นอนุมัติโครงการ 2.1", Holders((), role="approver", project="2.1")),
        ("ผู้เสนอโครงการ 2.3 ชื่ออะไร", Holders((), role="proposer", project="2.3")),
        ("ใครเห็นชอบโครงการ 2.3", Holders((), role="endorser", project="2.3")),
        ("คนที่ลงชื่อในโครงการ 2.1 มีใครบ้าง", Holders((), project="2.1")),
        ("ใครเป็นผู้อนุมัติโครงการ", Unclear(("2.1", "2.3"), kind="signatories")),
        ("ใครอนุมัติโครงการ 2.1 > แล้ว 2.3 ล่ะ", Holders((), role="approver", project="2.3")),
    ],
    "same post of another group": [
        ("ใครเป็นผอ.กลุ่มบริหารงานบุคคล > แล้วกลุ่มพัฒนาครูล่ะ", Holders(("watcharee",), "ผอ.กลุ่มบริหารงานบุคคล")),
        ("หัวหน้ากลุ่มบุคคลคือใคร > กลุ่มพัฒนาครูล่ะ", Holders(("watcharee",), "หัวหน้ากลุ่มบุคคล")),
        ("ใครเป็นผอ.กลุ่มพัฒนาครู > แล้วกลุ่มบุคคลล่ะ", Holders(("bandun",), "ผอ.กลุ่มพัฒนาครูฯ")),
    ],
    "makers": [
        ("คณะผู้จัดทำมีใครบ้าง", Holders(MAKERS, "makers")),
        ("ใครเป็นผู้จัดทำแผนฉบับนี้", Holders(MAKERS, "makers")),
        ("คนจัดทำแผนมีกี่คน", Persons(MAKERS, ("count",))),
    ],
    "post holders": [
        ("เจ้าพนักงานธุรการคือใคร", Holders(("raphiphan",), "เจ้าพนักงานธุรการ")),
        ("ใครในเขตมียศทหาร", Holders(("nisachon",), "ยศทหาร")),
        ("ใครเป็น ผอ.เขต", Holders(("naphaphon",), "ผอ.เขต")),
        ("ใครนั่งเก้าอี้ผอ.กลุ่มบุคคล", Holders(("bandun",), "ผอ.กลุ่มบุคคล")),
        ("รองผอ.เขตชื่ออะไร", Holders(("wilaiwan", "chiratthaphong"), "รอง ผอ.เขต")),
        ("เจ้าพนักงานธุรการชำนาญงานคือใคร", Holders(("raphiphan",), "เจ้าพนักงานธุรการชำนาญงาน")),
    ],
    "persons": [
        ("กิตติศักดิ์กับณัฐวัชรใครงานเยอะกว่า", Persons(("kittisak", "natthawat"), ("work",), is_compared=True)),
        ("คุณกิตติศักดิ์รับผิดชอบกี่งาน", Count(of(officers=("kittisak",)))),
        ("คุณบุปผาตำแหน่งอะไร", _persons("buppha", slots=("post",))),
        ("เบอร์คุณวัชรี", _persons("watcharee", slots=("contact",))),
        ("ณัฐวัชรรับผิดชอบงานอะไรบ้าง", Agenda(of(officers=("natthawat",)))),
        ("งบที่กิตติศักดิ์ดูแลรวมเท่าไหร่", Total(of(officers=("kittisak",)))),
        ("คุณกิตติศักดิ์มีกี่งาน", Count(of(officers=("kittisak",)))),
        ("ไตรมาส 2 คุณบุปผามีงานไหม", Agenda(of(officers=("buppha",), span=quarter(2)), is_yes_no=True)),
        ("1.4 คุณภิญญาพัชญ์ดูแลใช่ไหม", Facts(of("1.4"), WHO, Claim(("phinyaphat",)))),
        ("คุณบุปผากับคุณวัชรีตำแหน่งเดียวกันไหม", Persons(("buppha", "watcharee"), ("post",), is_compared=True)),
        (
            "กิตติศักดิ์กับบุปผาใครถืองบมากกว่า",
            Compare((of(officers=("kittisak",)), of(officers=("buppha",))), Slot.ALLOCATED, "more"),
        ),
        ("1.8 ใครดูแล > เขามีงานอื่นอีกไหม", Agenda(of(officers=("kittisak",)), is_yes_no=True)),
    ],
    "unknown person": [
        ("คุณสมชายดูแลงานอะไร", Nothing("person", "", 15)),
        ("นายมานพตำแหน่งอะไรครับ", Nothing("person", "", 15)),
        ("คุณวิชัยคือใคร", Nothing("person", "", 15)),
    ],
}
LEFT_ALONE: dict[str, tuple[str, Question]] = {
    "signatories": ("ใครรับผิดชอบโครงการ 2.1", Facts(of("2.1"), WHO)),
    "same post of another group": (
        "คุณบุปผาตำแหน่งอะไร > แล้วคุณวัชรีล่ะ",
        _persons("watcharee", slots=("post", "work")),
    ),
    "makers": ("ใครทำ 1.4", Facts(of("1.4"), WHO)),
    "post holders": ("ใครดูแลเรื่องเลื่อนเงินเดือนผู้บริหาร", Facts(of("1.11"), WHO)),
    "persons": ("ประชุม อ.ก.ค.ศ. ใครดูแล", Facts(of("1.2"), WHO)),
    "unknown person": ("คุณเป็นใครคะ", SmallTalk("identity")),
}
INVENTED: list[tuple[str, str, Question]] = [
    ("ใครเสนอโครงการ 2.1", "signatories", Holders((), role="proposer", project="2.1")),
    ("ใครทำแผนนี้", "makers", Holders(("mek",), "makers")),
    ("ใครเป็นหัวหน้ากลุ่มว่าว", "post holders", Holders(("fon",), "หัวหน้ากลุ่มว่าว")),
    ("พี่ฝนมีงานอะไรบ้าง", "persons", _persons("fon", slots=("work",))),
    ("ร.ต.หญิงฝน", "persons", _persons("fon", slots=("post", "work"))),
    ("คุณฝนกับคุณเมฆตำแหน่งเดียวกันไหม", "persons", Persons(("fon", "mek"), ("post",), is_compared=True)),
]


@pytest.mark.parametrize(("rule", "line", "expected"), [(rule, *one) for rule, some in TAKEN.items() for one in some])
def test_the_rule_takes_what_is_its_own(rule: str, line: str, expected: Question) -> None:
    understood = real().understand(*chat(line))
    assert (understood.rule, bare(understood.question)) == (rule, expected)


@pytest.mark.parametrize(("rule", "line", "expected"), [(rule, *one) for rule, one in LEFT_ALONE.items()])
def test_the_rule_leaves_what_looks_like_it(rule: str, line: str, expected: Question) -> None:
    understood = real().understand(*chat(line))
    assert understood.rule != rule
    assert bare(understood.question) == expected


@pytest.mark.parametrize(("text", "rule", "expected"), INVENTED)
def test_the_rules_hold_on_a_plan_they_never_saw(text: str, rule: str, expected: Question) -> None:
    assert (invented().understand(text).rule, invented().ask(text)) == (rule, expected)


def test_a_first_name_that_two_people_have_is_asked_about() -> None:
    twin = Officer("mek2", "นาย", "เมฆ", "บังแดด")
    plan = invented().plan
    desk = Desk(replace(plan, officers=(*plan.officers, twin)), invented().today)
    assert desk.ask("คุณเมฆดูแลงานอะไร") == Unclear(("mek", "mek2"), kind="person")
    told_apart = desk.understand("คุณเมฆ บังแดด มีงานอะไรบ้าง").question
    assert isinstance(told_apart, Agenda | Persons)
    assert told_apart.scope.officers == ("mek2",)


def test_work_of_nobody_known_is_never_given_to_somebody_near() -> None:
    for text in ("คุณสมชายดูแลงานอะไร", "นางสาวมะลิวัลย์ตำแหน่งอะไร", "นายบุญส่งตำแหน่งอะไร"):
        assert real().ask(text) == Nothing("person", "", 15)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        miss("ติดต่อคุณประยุทธ์ได้ที่ไหน", Nothing("person", "", 15), "the name that is not in the plan is not said"),
    ],
)
def test_questions_about_people_that_are_not_yet_understood(line: str, expected: Question) -> None:
    assert real().ask(*chat(line)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        miss("คุณสมศรีดูแลงานอะไร", Nothing("person", "", 3), "not said to be missing, on this plan only"),
        miss("ผมเมฆครับ งานของผมมีอะไรบ้าง", Agenda(of(officers=("mek",))), "the short first name is read only behind คุณ"),
    ],
)
def test_questions_about_people_of_the_invented_plan_that_are_not_yet_understood(text: str, expected: Question) -> None:
    assert invented().ask(text) == expected


def test_the_money_of_a_person_follows_their_work() -> None:
    assert real().ask("คุณบุปผามีงานอะไรบ้าง", "งบรวมเท่าไหร่") == Total(of(officers=("buppha",)), MONEY[0])
