"""A plan, in; thousands of questions about its own items, out: templates × items × slots × people × times × policies.

Written from the plan alone, the same for every plan and seed. Each question says what the asker put into it, so that a
checker knows which names, months and numbers an answer may echo.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, product

from bot.plan import Layer, Officer, Plan

MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน",
    "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
SHORT_MONTHS = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
WHO = ("ใครดูแล {}", "{} ใครรับผิดชอบคะ", "ขอชื่อผู้รับผิดชอบ {} หน่อยครับ", "{} ติดต่อใคร")
WHEN = ("{} ทำเมื่อไหร่", "{} ไตรมาสไหน", "{} จัดเดือนอะไรคะ", "อีกกี่วันถึง {}", "{} กี่ครั้ง")
MONEY = ("{} งบเท่าไหร่", "{} ได้รับจัดสรรกี่บาทครับ", "{} ใช้เงินเท่าไร", "{} เหลืองบเท่าไหร่", "{} เบิกไปแล้วกี่บาท")
ALL = ("{}", "{} ใครดูแล งบเท่าไหร่ เมื่อไหร่", "รายละเอียด {}")
SHEET = (
    "วัตถุประสงค์ของ {}", "ตัวชี้วัด {}", "{} ประเมินผลอย่างไร", "{} มีกิจกรรมย่อยอะไรบ้าง", "งบ {} แบ่งเป็นอะไรบ้าง",
    "ใครลงนาม {}", "เป้าหมาย {}", "{} สอดคล้องกับอะไร", "หลักการและเหตุผล {}", "{} มีรายการอะไรบ้าง", "ใครเสนอโครงการ {}",
)  # fmt: skip
CLAIM = ("{a} {p} ดูแลใช่ไหม", "{a} ได้ {m} บาทใช่มั้ย", "{a} อยู่ไตรมาส {q} ใช่ไหมคะ", "{p} ไม่ได้ดูแล {a} ใช่ไหม")
PERSON = (
    "{p} ดูแลอะไรบ้าง", "{p} ตำแหน่งอะไร", "งบรวมของ {p}", "{p} มีกี่กิจกรรม", "ไตรมาส {q} {p} มีงานอะไร", "{p} อยู่กลุ่มไหน",
    "{p} งานไหนงบมากที่สุด", "เดือน{t} {p} ต้องทำอะไรบ้าง", "เบอร์โทร {p}", "{p} ใช้งบไตรมาส {q} เท่าไหร่",
)  # fmt: skip
TIME = (
    "{t} มีกิจกรรมอะไรบ้าง", "{t} มีกี่กิจกรรม", "{t} ใช้งบเท่าไหร่", "{t} ใครมีงานบ้าง", "ใครต้องทำอะไรใน{t}",
    "{t} มีประชุมไหม", "กิจกรรมไหนงบมากสุดใน{t}", "งบ{t}แยกตามคน", "{t} ย้ายครูมีอะไรบ้าง",
)  # fmt: skip
WHOLE = (
    "งบรวมทั้งแผน", "มีกี่กิจกรรม", "กิจกรรมไหนงบมากที่สุด", "กิจกรรมไหนงบน้อยที่สุด {n} อันดับ", "{n} อันดับงบเยอะสุด", "กิจกรรมไหนไม่ใช้งบ",
    "งบแต่ละไตรมาส", "งบแต่ละคน", "ใครมีงานมากที่สุด", "ใครมีงานน้อยที่สุด", "แต่ละคนมีกี่กิจกรรม", "ส่วนที่ {o} งบรวมเท่าไหร่",
    "งบที่เหลือทั้งหมด", "เบิกจ่ายไปแล้วกี่เปอร์เซ็นต์", "กิจกรรมถัดไปคืออะไร", "วันนี้วันอะไร ไตรมาสไหน", "แต่ละส่วนได้งบเท่าไหร่",
    "กิจกรรม {o}.{x} มีไหม", "โครงการไหนบ้างที่ใช้งบเกิน {m} บาท", "กิจกรรมที่ได้ {m} บาท",
)  # fmt: skip
TWO = (
    "{a} กับ {b} อันไหนงบมากกว่า", "{a} กับ {b} คนเดียวกันดูแลไหม", "{a} กับ {b} งบต่างกันเท่าไหร่", "งบ {a} รวมกับ {b}",
    "{a} กับ {b} อันไหนทำก่อน", "ใครดูแล {a} และ {b}",
)  # fmt: skip
PEOPLE_TWO = ("{p} กับ {r} ใครงบมากกว่า", "{p} กับ {r} ใครงานเยอะกว่า", "งบ {p} รวม {r}")
TEXT = (
    "{s}", "{s} คืออะไร", "{s} มีแนวทางอะไรบ้าง", "{s} มีตัวชี้วัดกี่ตัว", "{s} อยู่กลยุทธ์ไหน", "{s} ใครดูแล", "{s} มีกี่ข้อ",
    "{s} เชื่อมกับจุดเน้นไหน",
)  # fmt: skip
WORDS = ("มีนโยบายเรื่อง{w}ไหม", "{w} อยู่นโยบายข้อไหน", "{w}", "แผนพูดถึง{w}ว่าอย่างไร", "ใครดูแลเรื่อง{w}")
LAYERS = (
    "วิสัยทัศน์คืออะไร", "พันธกิจมีอะไรบ้าง", "กลยุทธ์มีกี่ข้อ", "จุดเน้นทั้งหมด", "นโยบายของ สพฐ. มีอะไรบ้าง", "นโยบายรัฐมนตรีมีกี่ข้อ",
    "เป้าประสงค์มีอะไรบ้าง", "ค่านิยมองค์กร", "นโยบายบริหารบุคคลมีกี่ด้าน", "Quick Win มีอะไรบ้าง", "อำนาจหน้าที่ของสำนักงาน",
    "กฎหมายที่เกี่ยวข้อง", "นโยบายของเขตมีกี่ข้อ",
)  # fmt: skip
FOLLOW = ("แล้วใครดูแล", "งบเท่าไหร่", "เมื่อไหร่", "แล้วไตรมาส {q} ล่ะ", "ข้อ {n} ล่ะ", "ของผู้บริหารล่ะ", "แล้วของ {p} ล่ะ")
_NAMED = {
    Layer.POLICY: "นโยบายที่ {}",
    Layer.FOCUS: "จุดเน้นที่ {}",
    Layer.STRATEGY: "กลยุทธ์ที่ {}",
    Layer.HR_AREA: "นโยบายบริหารบุคคลด้านที่ {}",
    Layer.OBEC: "นโยบาย สพฐ. ข้อ {}",
    Layer.QUICK_WIN: "Quick Win ข้อ {}",
    Layer.MISSION: "พันธกิจข้อ {}",
    Layer.GOAL: "เป้าประสงค์ที่ {}",
}


@dataclass(frozen=True, slots=True)
class Generated:
    """A question with what was put into it."""

    text: str
    before: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    officers: tuple[str, ...] = ()
    months: frozenset[tuple[int, int]] = frozenset()
    """(year, month) of the time that the question names."""
    slot: str = ""
    """who, when or money, when just that is asked of one activity by its number."""


Make = Callable[[Plan, random.Random], Generated]


def generated(plan: Plan, count: int, seed: int) -> Iterator[Generated]:
    """So many questions: every pair of template and item by number once, then a random mixture."""
    chance = random.Random(seed)
    exact = list(_of_every_activity(plan))
    chance.shuffle(exact)
    yield from exact[: count // 3]
    for number in range(count - min(len(exact), count // 3)):
        yield _MAKERS[number % len(_MAKERS)](plan, chance)


def _of_every_activity(plan: Plan) -> Iterator[Generated]:
    slots = chain(
        product(("who",), WHO), product(("when",), WHEN), product(("money",), MONEY), product(("",), ALL + SHEET)
    )
    for (slot, template), one in product(list(slots), plan.activities):
        yield Generated(template.format(one.number), activities=(one.number,), slot=slot)


def _of_words(plan: Plan, chance: random.Random) -> Generated:
    """An activity by its title or by a stretch of it."""
    one = chance.choice(plan.activities)
    words = _stretch(chance.choice((one.title, *one.details)), chance)
    return Generated(chance.choice(WHO + WHEN + MONEY + ALL).format(words))


def _of_sheet(plan: Plan, chance: random.Random) -> Generated:
    """A step or a line item by its words or its number."""
    one = chance.choice([one for one in plan.activities if one.sheet] or list(plan.activities))
    steps = one.sheet.steps if one.sheet else ()
    names = [f"{one.number} กิจกรรมย่อยที่ {step.number}" for step in steps]
    names += [_stretch(thing, chance) for step in steps for thing in (step.title, *(item.text for item in step.items))]
    return Generated(chance.choice(MONEY + WHEN + WHO + ALL).format(chance.choice(names or [one.number])))


def _claim(plan: Plan, chance: random.Random) -> Generated:
    one, officer = chance.choice(plan.activities), chance.choice(plan.officers)
    amount = chance.choice([one.allocated or 100000, 500000, 123456700]) // 100
    text = chance.choice(CLAIM).format(
        a=one.number, p=_called(officer, chance), m=f"{amount:,}", q=chance.randint(1, 4)
    )
    return Generated(text, officers=(officer.key,))


def _person(plan: Plan, chance: random.Random) -> Generated:
    officer, (time, months) = chance.choice(plan.officers), _month(plan, chance)
    quarter = chance.randint(1, 4)
    text = chance.choice(PERSON).format(p=_called(officer, chance), q=quarter, t=time)
    return Generated(text, officers=(officer.key,), months=months | _quarter_months(plan, quarter))


def _people_two(plan: Plan, chance: random.Random) -> Generated:
    two = chance.sample(plan.officers, 2)
    text = chance.choice(PEOPLE_TWO).format(p=_called(two[0], chance), r=_called(two[1], chance))
    return Generated(text, officers=tuple(one.key for one in two))


def _time(plan: Plan, chance: random.Random) -> Generated:
    quarter = chance.randint(1, 4)
    by_quarter = f"ไตรมาส {quarter}", _quarter_months(plan, quarter)
    time, months = chance.choice((by_quarter, _month(plan, chance)))
    return Generated(chance.choice(TIME).format(t=time), months=months)


def _whole(plan: Plan, chance: random.Random) -> Generated:
    one = chance.choice([one for one in plan.activities if one.allocated])
    fields = {"n": chance.randint(2, 6), "o": chance.randint(1, 2), "x": chance.randint(1, 30)}
    return Generated(chance.choice(WHOLE).format(**fields, m=f"{(one.allocated or 0) // 100:,}"))


def _two(plan: Plan, chance: random.Random) -> Generated:
    first, second = chance.sample(plan.activities, 2)
    return Generated(chance.choice(TWO).format(a=first.number, b=second.number))


def _statement(plan: Plan, chance: random.Random) -> Generated:
    one = chance.choice([one for one in plan.statements if one.layer in _NAMED and one.number])
    if chance.random() < 0.5:
        return Generated(chance.choice(TEXT).format(s=_NAMED[one.layer].format(one.number)))
    return Generated(chance.choice(WORDS).format(w=_stretch(chance.choice(plan.statements).text, chance)))


def _layer(plan: Plan, chance: random.Random) -> Generated:
    if plan.groups and chance.random() < 0.3:
        return Generated(f"{chance.choice(plan.groups).name}ทำอะไรบ้าง")
    return Generated(chance.choice(LAYERS))


def _follow_up(plan: Plan, chance: random.Random) -> Generated:
    """A question about what the one before was about."""
    first = chance.choice((_of_words, _person, _time, _statement, _two))(plan, chance)
    officer, quarter = chance.choice(plan.officers), chance.randint(1, 4)
    text = chance.choice(FOLLOW).format(q=quarter, n=chance.randint(1, 5), p=_called(officer, chance))
    months = first.months | _quarter_months(plan, quarter)
    return Generated(text, (first.text,), officers=(*first.officers, officer.key), months=months)


_MAKERS: tuple[Make, ...] = (
    _of_words, _of_sheet, _claim, _person, _people_two, _time, _whole, _two, _statement, _layer, _follow_up,
    _of_words, _statement,
)  # fmt: skip


def _called(officer: Officer, chance: random.Random) -> str:
    """How an asker says somebody's name."""
    return chance.choice((officer.first_name, f"คุณ{officer.first_name}", officer.name, officer.full_name))


def _stretch(text: str, chance: random.Random) -> str:
    """Some neighbouring words of a printed text, or the whole of it; cut at spaces only."""
    words = text.split()
    size = chance.randint(1, max(1, min(4, len(words))))
    start = chance.randint(0, len(words) - size)
    return " ".join(words[start : start + size])[:120]


def _month(plan: Plan, chance: random.Random) -> tuple[str, frozenset[tuple[int, int]]]:
    number = chance.randint(1, 12)
    day = plan.year.month(number).start_on
    names: Sequence[str] = (MONTHS[number - 1], SHORT_MONTHS[number - 1])
    year = chance.choice(("", f" {day.year + 543}", f" {(day.year + 543) % 100}"))
    return chance.choice(names) + year, frozenset({(day.year, day.month)})


def _quarter_months(plan: Plan, quarter: int) -> frozenset[tuple[int, int]]:
    return months_between(plan.year.quarter(quarter).span.start_on, plan.year.quarter(quarter).span.end_on)


def months_between(first: date, last: date) -> frozenset[tuple[int, int]]:
    """The (year, month) pairs of a span, both ends included."""
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return frozenset((number // 12, number % 12 + 1) for number in numbers)
