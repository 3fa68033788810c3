"""A block of an answer, in; the quarters, days, amounts, counts and other numbers that its rows do not hold, out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from bot.plan import Activity
from tests.questions.generated import MONTHS, SHORT_MONTHS, months_between
from tests.questions.printed import amounts_of, counted_sums
from tests.questions.sections import ITEM, OWNER, THAI_DIGITS, Block, Section, cited, masked

_AMOUNT = re.compile(r"(\d[\d,]*(?:\.\d+)?) บาท")
_MONTH = "|".join(re.escape(one) for one in (*MONTHS, *SHORT_MONTHS))
_DAY = re.compile(rf"(?:(?<!\d)(\d{{1,2}})(?:–(\d{{1,2}}))? ?)?({_MONTH})(?: ?(\d{{4}}|\d{{2}})(?!\d))?")
_QUARTER = re.compile(r"ไตรมาส(?:ที่)? ?(\d)")
_SPELT_QUARTER = re.compile(r"ไตรมาส (\d) \(([^()]*)\)")
_COUNT = re.compile(r"(?<![\d.])(\d+) (กิจกรรม|รายการ|โครงการ)")
_SHARE = re.compile(r"ร้อยละ (\d+(?:\.\d+)?)")
_PEOPLE = re.compile(r"(?<!\d)(\d+) คน")
_SHOWN = re.compile(r"^   งบจัดสรร: (\d[\d,]*(?:\.\d+)?) บาท$", re.MULTILINE)
_DAYS = re.compile(r"(\d+) วัน")
_ORDINAL = re.compile(r"(?m)^\d+\. ")
_LETTERED = re.compile(r"\([ก-ฮ]\) ")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)*")
_TYPED = re.compile(r"\d[\d,]*(?:\.\d+)?")
_BOUND = re.compile(r"(มากกว่า|ตั้งแต่|น้อยกว่า|ไม่เกิน) (\d[\d,]*(?:\.\d+)?) บาท")


def numbers_unsupported(block: Block) -> list[str]:
    """Mask all that is printed in the rows; every number that is left needs a reason."""
    found: list[str] = []
    left = masked(block)
    for check in (_spelt_quarters, _quarters, _days_of_calendar, _amounts, _shares, _counts, _days_left):
        left, wrong = check(block, left)
        found += wrong
    left = _ORDINAL.sub("", left)
    known = _known_numbers(block)
    found += [f"{one} is not in {cited(block)}: {block.text}" for one in _NUMBER.findall(left) if one not in known]
    return found


Checked = tuple[str, list[str]]


def _spelt_quarters(block: Block, left: str) -> Checked:
    """ "ไตรมาส 3 (เม.ย.–มิ.ย. 67)": the months are that quarter's."""
    wrong = []
    for number, spelt in _SPELT_QUARTER.findall(left):
        span = block.section.plan.year.quarter(int(number)).span
        first, last = (SHORT_MONTHS[day.month - 1] for day in (span.start_on, span.end_on))
        if spelt != f"{first}–{last} {(span.end_on.year + 543) % 100}":
            wrong.append(f"quarter {number} is not {spelt}: {block.text}")
    return _SPELT_QUARTER.sub(r"ไตรมาส \1", left), wrong


def _quarters(block: Block, left: str) -> Checked:
    allowed = _quarters_of(block.rows)
    if block.is_head or not OWNER.match(block.text):
        allowed |= {_quarter_of(month) for _, month in block.section.asked.months} | {
            _quarter_of(block.section.today.month)
        }
    wrong = [one for one in _QUARTER.findall(left) if int(one) not in allowed]
    return _QUARTER.sub("", left), [f"quarter {one} is not in {cited(block)}: {block.text}" for one in wrong]


def _quarters_of(rows: Iterable[Activity]) -> set[int]:
    found = {_quarter_of(month) for one in rows for _, month in _months_of(one)}
    return found | {step.quarter for one in rows if one.sheet for step in one.sheet.steps if step.quarter}


def _quarter_of(month: int) -> int:
    return (month + 2) % 12 // 3 + 1


def _months_of(one: Activity) -> set[tuple[int, int]]:
    return {pair for period in one.periods for pair in months_between(period.span.start_on, period.span.end_on)}


def _days_of_calendar(block: Block, left: str) -> Checked:
    """Months lie in a period of the rows or were asked for; days are an end of a period or of a month asked for."""
    months = {pair for one in block.rows for pair in _months_of(one)}
    days = {day for one in block.rows for period in one.periods for day in (period.span.start_on, period.span.end_on)}
    if block.is_head:
        months |= block.section.asked.months | {(block.section.today.year, block.section.today.month)}
        days.add(block.section.today)
        year = block.section.plan.year.span
        months |= {(year.start_on.year, year.start_on.month), (year.end_on.year, year.end_on.month)}
    for number in _QUARTER.findall(block.text):
        span = block.section.plan.year.quarter(int(number)).span
        months |= months_between(span.start_on, span.end_on)
    asked = {int(one) for one in re.findall(r"\d+", block.section.asked.text)} if block.is_head else set()
    wrong = [one for one in _DAY.finditer(left) if not _is_day_known(one, months, days, asked)]
    return _DAY.sub("", left), [f"{one[0]} is not in {cited(block)}: {block.text}" for one in wrong]


def _is_day_known(found: re.Match[str], months: set[tuple[int, int]], days: set[date], asked: set[int]) -> bool:
    name = found[3]
    month = (MONTHS.index(name) if name in MONTHS else SHORT_MONTHS.index(name)) + 1
    years = {pair[0] for pair in months if pair[1] == month}
    if found[4]:
        years &= {int(found[4]) % 100 + 2500 - 543}
    numbers = [int(one) for one in (found[1], found[2]) if one]
    ends = {(day.month, day.day) for day in days}
    return bool(years) and all((month, one) in ends or one in (1, 28, 29, 30, 31) or one in asked for one in numbers)


def _amounts(block: Block, left: str) -> Checked:
    """An amount is printed in the rows, or a sum or a difference made from them."""
    amounts = {amount for one in block.rows for amount in amounts_of(one)} | {0}
    sums = counted_sums(block.section.plan, block.rows, block.text)
    allowed = amounts | {amount for _, amount in sums}
    if block.is_head:
        totals = {amount for _, amount in counted_sums(block.section.plan, block.rows, "")} | amounts
        allowed |= {abs(one - other) for one in totals for other in totals}
        allowed.add(sum(map(_satang, _SHOWN.findall(block.section.text))))  # each of them checked in its own item
        allowed |= set(_bounds(block))
    wrong = [one for one in _AMOUNT.findall(left) if _satang(one) not in allowed]
    return _AMOUNT.sub("", left), [f"{one} baht is not in {cited(block)}: {block.text}" for one in wrong]


def _bounds(block: Block) -> Iterator[int]:
    """Limits that the asker named and the head repeats, when every row that is shown keeps to them."""
    typed = {_satang(one) for one in _TYPED.findall(block.section.asked.text.translate(THAI_DIGITS))}
    amounts = [row.allocated or 0 for row in block.rows]
    for words, number in _BOUND.findall(block.text):
        bound = _satang(number)
        keeps = {
            "มากกว่า": all(one > bound for one in amounts),
            "ตั้งแต่": all(one >= bound for one in amounts),
            "น้อยกว่า": all(one < bound for one in amounts),
            "ไม่เกิน": all(one <= bound for one in amounts),
        }
        if bound in typed and keeps[words]:
            yield bound


def _satang(printed: str) -> int:
    whole, _, fraction = printed.replace(",", "").partition(".")
    return int(whole) * 100 + int(fraction.ljust(2, "0")[:2] or 0)


def _shares(block: Block, left: str) -> Checked:
    """A percentage is the rows' share of their part of the plan, or of the whole plan."""
    plan = block.section.plan
    own = sum(one.allocated or 0 for one in block.rows)
    wholes = [sum(one.allocated or 0 for one in plan.activities if one.part == part.number) for part in plan.parts]
    allowed = [100 * own / whole for whole in (*wholes, sum(one.allocated or 0 for one in plan.activities)) if whole]
    wrong = [one for one in _SHARE.findall(left) if not any(abs(float(one) - share) <= 0.005 for share in allowed)]
    return _SHARE.sub("", left), [f"{one} percent is no share of {cited(block)}: {block.text}" for one in wrong]


def _counts(block: Block, left: str) -> Checked:
    """How many: counted from the rows, for the person or the quarter that the line speaks of, else for all."""
    plan = block.section.plan
    allowed = {count for count, _ in counted_sums(plan, block.rows, block.text)} | {0}
    if "ไม่มี" in block.text:
        allowed |= {len(plan.activities)} | {
            sum(one.part == part.number for one in plan.activities) for part in plan.parts
        }
    allowed |= {len(one.sheet.steps) for one in block.rows if one.sheet} | {_items(block.section)}
    wrong = [one for one, _ in _COUNT.findall(left) if int(one) not in allowed]
    wrong += [one for one in _PEOPLE.findall(left) if int(one) != len(block.section.officers)]
    return _PEOPLE.sub("", _COUNT.sub("", left)), [
        f"a count of {one} is not that of {cited(block)}: {block.text}" for one in wrong
    ]


def _days_left(block: Block, left: str) -> Checked:
    ends = {day for one in block.rows for period in one.periods for day in (period.span.start_on, period.span.end_on)}
    allowed = {abs((day - block.section.today).days) for day in ends}
    wrong = [one for one in _DAYS.findall(left) if int(one) not in allowed]
    return _DAYS.sub("", left), [f"{one} days do not lead to {cited(block)}: {block.text}" for one in wrong]


def _known_numbers(block: Block) -> set[str]:
    """Numbers that stand for something of the plan or of the list itself."""
    section = block.section
    known = {str(section.plan.year.number), str(_items(section)), str(len(section.statements))}
    known |= {one.number for one in block.rows} | {str(len(one.periods)) for one in block.rows}
    known |= {step.number for one in block.rows if one.sheet for step in one.sheet.steps}
    known |= set(_statement_numbers(section)) | set(map(str, _lettered(section)))
    if not section.rows:  # a place such as "นโยบายที่ 4 ของ สพฐ. ข้อ 4.2", said again in the sentence
        known |= set(_NUMBER.findall(section.source))
    if "ไม่มี" in block.text:
        known |= set(_NUMBER.findall(section.asked.text.translate(THAI_DIGITS)))
        tops = Counter(one.layer for one in section.plan.statements if "." not in one.number)
        known |= {str(count) for count in tops.values()}
    return known


def _items(section: Section) -> int:
    return sum(bool(ITEM.match(line)) for line in section.lines)


def _lettered(section: Section) -> list[int]:
    """How many lines such as "(ก) …" stand together, and in all."""
    runs = [len(list(run)) for found, run in groupby(section.lines, lambda line: bool(_LETTERED.match(line))) if found]
    return [*runs, sum(runs)]


def _statement_numbers(section: Section) -> Iterator[str]:
    """The numbers of what is shown and of what it stands under or is tied to."""
    by_key = section.plan.statement_by_key
    for one in section.statements:
        for key in (one.key, one.parent, *one.related):
            if key in by_key:
                yield by_key[key].number.translate(THAI_DIGITS)
                yield key.rpartition(".")[2]
