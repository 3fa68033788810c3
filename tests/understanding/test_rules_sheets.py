"""Projects' sheets, their line items and sentences: typed messages and the question that each must become."""

from __future__ import annotations

import pytest

from bot.plan import Layer
from bot.questions import Breakdown, Facts, Listing, Question, Sheet, Unclear
from tests.understanding.asking import MONEY, WHAT, WHO, bare, chat, invented, miss, of, real

TAKEN: dict[str, list[tuple[str, Question]]] = {
    "sheet": [
        ("โครงการ 2.1 ประเมินผลด้วยอะไร", Sheet("2.1", "evaluation")),
        ("วัตถุประสงค์โครงการ 2.1 มีอะไรบ้าง", Sheet("2.1", "aims")),
        ("หลักการและเหตุผลโครงการ 2.3", Sheet("2.3", "reasons")),
        ("กลุ่มเป้าหมายโครงการ 2.3", Sheet("2.3", "targets")),
        ("ตัวชี้วัดของโครงการ 2.3 คืออะไร", Sheet("2.3", "indicators")),
        ("โครงการ 2.1 มีวิธีประเมินผลยังไง", Sheet("2.1", "evaluation")),
        ("เครื่องมือประเมินโครงการ 2.3 คืออะไร", Sheet("2.3", "tools")),
        ("โครงการ 2.3 สอดคล้องกับกฎหมายอะไร", Sheet("2.3", "alignments")),
        ("โครงการ 2.1 ถัวจ่ายได้ไหม", Sheet("2.1", "averaging")),
        ("ขั้นตอนโครงการ 2.1 มีอะไรบ้าง", Sheet("2.1", "steps")),
        ("โครงการ 2.2 มีวัตถุประสงค์อะไร", Sheet("2.2", "aims")),
        ("วัตถุประสงค์โครงการ", Unclear(("2.1", "2.3"), kind="sheet:aims")),
    ],
    "line items": [
        ("ค่าอาหารกลางวันอบรม CEFR ตั้งไว้กี่บาท", Facts(of("2.1/4.2"), MONEY)),
        ("ค่ากรอบเกียรติบัตรเท่าไหร่", Facts(of("2.1/1.2"), MONEY)),
        ("ค่าวิทยากรอบรม ว PA เท่าไร", Facts(of("2.1/3.4"), MONEY)),
        ("ค่าอาหารว่างอบรม CEFR คิดยังไง", Facts(of("2.1/4.1"), MONEY)),
        ("ค่าวิทยากรโครงการ 2.1 เท่าไหร่", Facts(of("2.1/3.4", "2.1/4.3"), MONEY)),
        ("ค่าถ่ายเอกสารของอบรม ว PA กับ CEFR อย่างละเท่าไหร่", Facts(of("2.1/3.5", "2.1/4.4"), MONEY)),
        ("ค่าพาหนะวิทยากรเท่าไหร่", Facts(of("2.1/4.3"), MONEY)),
        ("อาหารว่างโครงการ 2.1 รวมกี่บาท", Facts(of("2.1/1.1", "2.1/3.1", "2.1/3.2", "2.1/4.1"), MONEY)),
    ],
    "passage of what was shown": [
        ("โครงการ 2.1 คืออะไร > มีเกียรติบัตรให้ไหม", Sheet("2.1", "passage")),
        ("2.1 คืออะไร > กลุ่มสาระคณิตศาสตร์ได้รางวัลไหม", Sheet("2.1", "passage")),
        ("2.1 คืออะไร > มีสัมภาษณ์ไหม", Sheet("2.1", "passage")),
    ],
    "passage of a project": [
        ("โครงการ 2.1 จัดนิทรรศการด้วยหรือเปล่า", Sheet("2.1", "passage")),
        ("อบรม ว PA ต้องเข้าทุกคนไหม", Sheet("2.1", "passage")),
        ("โครงการ 2.3 มีวางแผนเตรียมข้อมูลไหม", Sheet("2.3", "passage")),
    ],
    "passage": [
        ("คนในสำนักงานต้องเข้าร่วมทุกคนรึเปล่า", Sheet("2.3", "passage")),
        ("คนในสำนักงานต้องเข้าประชุมด้วยหรือเปล่าคะ", Sheet("2.3", "passage")),
    ],
}
LEFT_ALONE: dict[str, tuple[str, Question]] = {
    "sheet": ("ตัวชี้วัดของนโยบายที่ 3", Listing(Layer.INDICATOR, "P3")),
    "line items": ("โครงการ 2.1 งบเท่าไหร่", Facts(of("2.1"), MONEY)),
    "passage of what was shown": ("โครงการ 2.1 คืออะไร > ใครดูแล", Facts(of("2.1"), WHO)),
    "passage of a project": ("โครงการ 2.1 คืออะไร", Facts(of("2.1"), WHAT)),
    "passage": ("โครงการ 2.1 แบ่งงบยังไง", Breakdown("2.1", "step")),
}
INVENTED: list[tuple[str, str, Question]] = [
    ("โครงการ 2.1 มีขั้นตอนอะไรบ้าง", "sheet", Sheet("2.1", "steps")),
    ("เครื่องมือประเมินโครงการ 2.1", "sheet", Sheet("2.1", "tools")),
    ("โครงการ 2.1 ถัวจ่ายได้ไหม", "sheet", Sheet("2.1", "averaging")),
    ("ค่ากระดาษเท่าไหร่", "line items", Facts(of("2.1/1.1"), MONEY)),
    ("ค่าขนมกี่บาท", "line items", Facts(of("2.1/1.2"), MONEY)),
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


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("2.1 คืออะไร > กลุ่มสาระคณิตศาสตร์ได้รางวัลไหม", "คณิตศาสตร์"),
        ("โครงการ 2.1 จัดนิทรรศการด้วยหรือเปล่า", "นิทรรศการ"),
        ("อบรม ว PA ต้องเข้าทุกคนไหม", "ทุกคน"),
        ("คนในสำนักงานต้องเข้าร่วมทุกคนรึเปล่า", "ทุกคน"),
    ],
)
def test_the_sentence_that_is_quoted_speaks_of_what_was_asked(line: str, word: str) -> None:
    question = real().understand(*chat(line)).question
    assert isinstance(question, Sheet)
    assert word in question.passages[0]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        miss("2.1 ขั้นตอนมีอะไรบ้าง", Sheet("2.1", "steps"), "2.1 ขั้น… is not read as a number: nothing found"),
        miss("สรุปรายงานผลโครงการใหม่สู่มืออาชีพ", Sheet("2.2", "passage"), "quotes the sheet of another project"),
        miss("โครงการในสำนักงานต้องประชุมทุกคนไหม", Sheet("2.3", "passage"), "not found"),
        miss("2.1 ใครดูแล > ประธานสหวิทยาเขตต้องคัดเลือกด้วยไหม", Sheet("2.1", "passage"), "shows the officer's card again"),
        miss("ศึกษานิเทศก์", Facts(of("1.14"), WHAT), "quotes a sentence of 2.1 that names them among others"),
    ],
)
def test_questions_about_sheets_that_are_not_yet_understood(line: str, expected: Question) -> None:
    assert real().ask(*chat(line)) == expected
