"""Policies, duties and matters beyond the plan: typed messages and the question that each must become."""

from __future__ import annotations

import pytest

from bot.plan import Layer
from bot.questions import Agenda, Beyond, Duties, Facts, Listing, Nothing, Persons, Question, Sheet, Texts
from tests.understanding.asking import WHAT, WHO, bare, chat, invented, miss, of, quarter, real

P, F, S, I = Layer.POLICY, Layer.FOCUS, Layer.STRATEGY, Layer.INDICATOR  # noqa: E741  # the letters of the layers
TAKEN: dict[str, list[tuple[str, Question]]] = {
    "duties of a group": [
        ("กลุ่มกฎหมายและคดีทำหน้าที่อะไร", Duties(("legal",))),
        ("หน้าที่กลุ่มกฎหมาย", Duties(("legal",))),
        ("แล้วกลุ่มกฎหมายล่ะ", Duties(("legal",))),
        ("กลุ่มกฎหมายดูแลเรื่องอะไร", Duties(("legal",))),
        ("กลุ่มบุคคลรับผิดชอบอะไรบ้าง", Duties(("personnel",))),
        ("หน่วยตรวจสอบภายในทำอะไร", Duties(("audit",))),
        ("อำนาจหน้าที่ของกลุ่มพัฒนาครูและบุคลากรทางการศึกษา", Duties(("development",))),
    ],
    "group asked": [
        ("ขอหนังสือรับรองต้องไปกลุ่มไหน", Duties(statements=("D.personnel.7",))),
        ("เรื่องร้องเรียนครูอยู่กลุ่มอะไร", Duties(statements=("D.legal.2",))),
        ("ลาศึกษาต่อกลุ่มไหนดูแล", Duties(statements=("D.development.5",))),
    ],
    "tied statements": [
        ("นโยบายส่งเสริมการอ่านตรงกับจุดเน้นไหน", Listing(F, "P3")),
        ("นโยบายอะไรที่อยู่ใต้กลยุทธ์พัฒนาครูสู่มืออาชีพ", Listing(P, "S4")),
        ("นโยบายลดความเหลื่อมล้ำอยู่ใต้กลยุทธ์ไหน", Listing(S, "P8")),
    ],
    "statements": [
        ("จุดเน้นที่ 8 คืออะไร", Texts(("F8",))),
        ("นโยบายที่ ๗ ว่าด้วยอะไร", Texts(("P7",))),
        ("วิสัยทัศน์ของเขต", Listing(Layer.VISION)),
        ("กลยุทธ์ของสำนักงานเขตมีกี่ข้อ", Listing(S, counts=True)),
        ("นโยบายข้อ 7 อยู่ใต้กลยุทธ์ไหน", Listing(S, "P7")),
        ("นโยบายที่ 10 มีตัวชี้วัดกี่ตัว", Listing(I, "P10", counts=True)),
        ("จุดเน้นที่ 8 มาจากนโยบายข้อไหน", Listing(P, "F8")),
        ("กลยุทธ์ที่ 2 มีนโยบายอะไรบ้าง", Listing(P, "S2")),
        ("นโยบายเรื่องความปลอดภัยอยู่กลยุทธ์ไหน", Texts(("P7",))),
        ("นโยบายที่ 7 สอดคล้องกับกลยุทธ์ไหน", Listing(S, "P7")),
        ("นโยบายข้อ 4 ของ สพฐ. กับข้อ 4 ของเขต คืออะไร", Texts(("B4", "P4"))),
        ("นโยบายเรื่องหนี้สินครูของ สพฐ. และของเขต", Texts(("QT2", "F8"))),
        ("อำนาจหน้าที่ของสำนักงานเขตพื้นที่มีกี่ข้อ", Listing(Layer.OFFICE_DUTY, counts=True)),
        ("ค่านิยมองค์กรคืออะไร", Listing(Layer.VALUE)),
        ("จุดเน้นที่ 3 คืออะไร > ข้อ 4 ล่ะ", Texts(("F4",))),
        ("นโยบายที่ 7 คืออะไร > มีตัวชี้วัดกี่ตัว", Listing(I, "P7", counts=True)),
    ],
    "within what was shown": [
        ("จุดเน้นของเขตมีอะไรบ้าง > เรื่องหนี้สินครูล่ะ", Texts(("F8",))),
        ("นโยบายของเขตมีอะไรบ้าง > เรื่องความปลอดภัยทำอะไร", Texts(("P7",))),
        ("นโยบายเร่งด่วนมีอะไรบ้าง > เรื่องหนี้สินจะทำยังไง", Texts(("QT2",))),
    ],
    "beyond": [
        ("วันหยุดเดือนเมษามีอะไรบ้าง", Beyond("schools")),
        ("สวัสดิการไหนเยอะสุด", Beyond("welfare")),
        ("ปีนี้มีกิจกรรมเครื่องราชอะไรบ้าง", Beyond("insignia")),
        ("ไตรมาส 2 มีโครงการเรื่องเครื่องราชอะไรบ้าง", Beyond("insignia")),
        ("ปีนี้สอบวันไหน มีวิชาเอกอะไรบ้าง", Beyond("exams", "when")),
        ("ปีนี้ลาพักร้อนเมื่อไหร่ ต้องใช้อะไรบ้าง", Beyond("leave", "when")),
        ("ลาพักผ่อนได้กี่วัน", Beyond("leave", "when")),
        ("เปิดสอบครูผู้ช่วยเมื่อไหร่", Beyond("exams", "when")),
        ("เครื่องราชอิสริยาภรณ์ขอยังไง", Beyond("insignia")),
        ("มีที่จอดรถไหม", Beyond("equipment")),
        ("วันนี้ฝนจะตกไหม", Beyond("weather")),
        ("เฉลี่ยงบต่อกิจกรรมเท่าไหร่", Beyond("computing", "allocated")),
        ("งบรวมถ้าลด 10% เหลือเท่าไร", Beyond("computing", "remaining")),
        ("ครูผู้ช่วยเงินเดือนเริ่มเท่าไหร่", Beyond("pay")),
        ("สหกรณ์ออมทรัพย์ครู", Beyond("welfare")),
    ],
    "full words": [
        ("ITA ย่อมาจากอะไร", Texts(("K5",))),
        ("PLC ย่อมาจากอะไรคะ", Texts(("H3.4",))),
        ("HRMS ชื่อเต็มคืออะไร", Texts(("H1.4",))),
        ("PLC คืออะไร", Texts(("H3.4",))),
    ],
    "unsaid": [
        ("ทำไม 1.4 ถึงต้องทำสองรอบ", Beyond("", "reason")),
        ("เหตุใดถึงต้องประเมิน 1.8", Beyond("", "reason")),
        ("ประชุมข้อ 1.2 ห้องไหน", Beyond("", "place")),
        ("ทำไมข้อ 1.3 ไม่ใช้งบ", Beyond("", "reason")),
        ("เพราะอะไร 2.2 ไม่มีรายละเอียด", Beyond("", "reason")),
    ],
    "content first": [
        ("แผนพัฒนารายบุคคล", Texts(("H3.5",))),
        ("โรงเรียนขนาดเล็ก", Texts(("F9",))),
        ("ซอฟต์พาวเวอร์โรงเรียน", Texts(("F7",))),
        ("เรื่องทุจริตเขาทำอะไรกัน", Texts(("F10", "QT5"))),
    ],
    "content": [
        ("เรื่องร้องเรียน", Duties(statements=("D.legal.2",))),
        ("ร้องทุกข์", Duties(statements=("D.legal.5",))),
        ("ความรับผิดทางละเมิดของเจ้าหน้าที่", Duties(statements=("D.legal.6",))),
        ("ต้านทุจริตนี่ทำไปถึงไหนกันแล้วเนี่ย", Texts(("F10", "QT5"))),
        ("ไอ้เรื่องการทุจริตนี่ทางเขตจะจัดการยังไงกันต่อ", Texts(("F10", "QT5"))),
        ("ระบบประกันคุณภาพภายใน", Texts(("A.moe.37.2", "A.notice.7"))),
    ],
    "by its matter": [
        ("พี่คะ หนูอยากรู้เรื่องโรงเรียนขนาดเล็กที่อยู่บนดอยไกล ๆ ค่ะ", Texts(("F9",))),
        ("พวกหนี้สินครูนี่จะเอายังไงกันต่อดีนะ", Texts(("F8", "QT2", "M1.3"))),
        ("โรงเรียนเราทำซอฟต์พาวเวอร์ขายขนมจีนได้รึเปล่าน้า", Texts(("F7",))),
    ],
    "handled by": [
        ("เรื่องอุทธรณ์ติดต่อใคร", Duties(statements=("D.legal.4",))),
        ("ทะเบียนประวัติต้องไปหาใคร", Duties(statements=("D.personnel.5",))),
        ("คดีปกครองใครทำ", Duties(statements=("D.legal.7",))),
        ("อยากขอบัตรข้าราชการ", Duties(statements=("D.personnel.7",), is_beyond=True)),
    ],
    "by its words": [
        ("พนักงานราชการ", Texts(("H2.1", "H5.1"))),
        ("ลูกจ้างชั่วคราว", Texts(("H2.1", "H5.1"))),
    ],
}
LEFT_ALONE: dict[str, tuple[str, Question]] = {
    "duties of a group": ("กลุ่มบุคคลไตรมาส 2 มีอะไร", Agenda(of(part=1, span=quarter(2)))),
    "group asked": ("คุณบุปผาอยู่กลุ่มไหน", Persons(("buppha",), ("group",), of(officers=("buppha",)))),
    "tied statements": ("นโยบายข้อ 7 อยู่ใต้กลยุทธ์ไหน", Listing(S, "P7")),
    "statements": ("นโยบายที่ 15 ว่าไง", Nothing("policy", "15", 11)),
    "within what was shown": ("จุดเน้นของเขตมีอะไรบ้าง > 1.4 ใครดูแล", Facts(of("1.4"), WHO)),
    "beyond": ("เลื่อนเงินเดือนผู้บริหารใครดูแล", Facts(of("1.11"), WHO)),
    "full words": ("CEFR ย่อมาจากอะไร", Sheet("2.1", "passage")),
    "unsaid": ("1.2 ใครดูแล", Facts(of("1.2"), WHO)),
    "content first": ("เกลี่ยอัตรา", Facts(of("1.1"), WHAT)),
    "content": ("ครูใหม่", Facts(of("2.2"), WHAT)),
    "by its matter": ("เรื่องทุจริตเขาทำอะไรกัน", Texts(("F10", "QT5"))),
    "handled by": ("1.10 คืออะไร", Facts(of("1.10"), WHAT)),
    "by its words": ("เกลี่ยอัตรา", Facts(of("1.1"), WHAT)),
}
INVENTED: list[tuple[str, str, Question]] = [
    ("นโยบายที่ 2 คืออะไร", "statements", Texts(("P2",))),
    ("นโยบายมีกี่ข้อ", "statements", Listing(P, counts=True)),
    ("นโยบายที่ 1 อยู่ใต้กลยุทธ์ไหน", "statements", Listing(S, "P1")),
    ("กลยุทธ์ที่ 1 มีนโยบายอะไรบ้าง", "statements", Listing(P, "S1")),
    ("กลุ่มเรือทำอะไร", "duties of a group", Duties(("boats",))),
    ("ไม่มีรูรั่ว", "content first", Texts(("P1.1",))),
    ("ลาป่วยได้กี่วัน", "beyond", Beyond("leave", "when")),
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


def test_what_stands_below_a_statement_is_shown_when_a_list_is_asked() -> None:
    question = real().understand("จุดเน้นที่ 8 คืออะไร").question
    assert isinstance(question, Texts)
    assert question.with_children


def test_a_layer_of_one_text_is_quoted_not_counted() -> None:
    assert real().ask("วิสัยทัศน์คืออะไร") == Texts(("V", "HV"))


def test_a_false_number_of_a_statement_is_answered_with_the_one_that_is_meant() -> None:
    question = real().ask("ส่งเสริมการอ่านเป็นนโยบายที่ 4 ใช่ไหม")
    assert isinstance(question, Texts)
    assert (question.keys, question.claimed) == (("P3",), "P4")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        miss("เดือนเมษาสอบวันไหน มีตำแหน่งอะไรบ้าง", Beyond("exams", "when"), "says in which quarter April is"),
    ],
)
def test_questions_about_texts_that_are_not_yet_understood(line: str, expected: Question) -> None:
    assert real().ask(*chat(line)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        miss("ทุกคนยิ้มคืออะไร", Texts(("P3",)), "the very words of a policy are not found"),
        miss("ว่าวทุกตัวบิน", Texts(("P2",)), "the group's short name hides the policy's words"),
        miss("นโยบายข้อไหนพูดเรื่องว่าว", Texts(("P2",)), "shows the duties of the group whose name the matter is"),
    ],
)
def test_texts_of_the_invented_plan_that_are_not_yet_understood(text: str, expected: Question) -> None:
    assert invented().ask(text) == expected
