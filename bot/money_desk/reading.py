"""A typed line in, the order that it gives out; a question, or anything that is not surely an order, gives none.

เบิก 1.2 3,200 อาหารว่าง          ผูกพัน 2.1 กิจกรรม 3 35,000 ค่าวิทยากร
จ่าย 1.4 ไป ๒,๐๐๐ บาท ค่าเอกสาร      โอนงบ 1.4 → 1.5 500 ตามบันทึก ศธ 04/77
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from bot.money_desk.amount_lines import read_amount, without_end, without_ends
from bot.money_desk.orders import RELEASE, TRANSFER, Order, item_named
from bot.money_desk.words import MoneyWords
from bot.plan import Activity, Plan
from bot.understanding.text import fold

LEAST_LETTERS = 8
"""Letters of a reason that can be understood later; "เพราะ" and "ขอบคุณ" have fewer."""
_NUMBER = re.compile(r"\d{1,3}\.\d{1,3}(?:/\d{1,3}(?:\.\d{1,3})?)?(?![\d,])")
_ITEM = re.compile(r"\d{1,3}(?:\.\d{1,3})?(?![\d,])")
_ENTRY = re.compile(r"(?:#|ที่)?\s*(\d{1,12})(?![\d,.])")


@dataclass(frozen=True, slots=True)
class ReadOrder:
    """An order as far as a line gives it."""

    order: Order
    fault: str = ""
    """What is wrong with its amount: 'decimals', 'zero', 'negative', 'unreadable' or 'several'."""
    unknown: str = ""
    """A number that the plan does not have."""


def is_question(text: str, words: MoneyWords) -> bool:
    """True when a word of the text asks something."""
    folded = fold(text)
    for form in words.lists["not_asks"]:
        folded = folded.replace(form, " ")
    return any(form in folded for form in words.lists["asks"]) or without_end(folded, words).endswith(
        words.lists["asks_at_end"]
    )


def read_order(text: str, plan: Plan, words: MoneyWords) -> ReadOrder | None:
    """The order of a line; None when the line is none. What the line does not say stays empty, to be asked for."""
    if is_question(text, words):
        return None
    folded = without(fold(text), words, "before")
    verb, form = words.verb(folded)
    if not verb:
        return None
    rest = folded[len(form) :].lstrip()
    if verb == RELEASE:
        return _read_release(rest, text, words)
    found = _read_place(without(rest, words, "between"), plan, words)
    if found is None:
        return _read_without_place(verb, without(rest, words, "between"), text, plan, words)
    activity, item, unknown, rest = found
    read = ReadOrder(Order(verb, activity, item), unknown=unknown)
    if verb == TRANSFER:
        read, rest = _read_target(read, rest, plan, words)
    return _read_amount(read, rest, text, words)


def _read_without_place(verb: str, rest: str, typed: str, plan: Plan, words: MoneyWords) -> ReadOrder | None:
    """เบิก 3200 1.2, เบิกค่าอาหาร 1.2 3200: the place stands later; เบิก 3200: it is asked for."""
    if not without(rest, words, "after"):
        return ReadOrder(Order(verb))
    named = [one for one in _NUMBER.finditer(rest) if one[0].partition("/")[0] in plan.activity_by_number]
    if len(named) == 1 and verb != TRANSFER:
        place = _read_place(rest[named[0].start() :], plan, words)
        before = without_ends(rest[: named[0].start()], words, "activity")
        if place is not None:
            activity, item, unknown, behind = place
            read = _read_amount(
                ReadOrder(Order(verb, activity, item), unknown=unknown), f"{before} {behind}", typed, words
            )
            return read if read.order.amount else None
    read = _read_amount(ReadOrder(Order(verb)), rest, typed, words)
    return read if not named and read.order.amount and words.amounts.read(rest)[0].start == 0 else None


def without(text: str, words: MoneyWords, *lists: str) -> str:
    """The text without what may stand at its beginning."""
    while form := next((found for name in lists if (found := words.starting(text, name))), ""):
        text = text[len(form) :].lstrip()
    return text.lstrip()


def _read_place(rest: str, plan: Plan, words: MoneyWords) -> tuple[str, str, str, str] | None:
    """(activity, item, what is nowhere, the rest) of the place that a text begins with."""
    rest = without(rest, words, "activity")
    found = _NUMBER.match(rest)
    if found is None:
        return None
    number, _, below = found[0].partition("/")
    rest = rest[found.end() :].lstrip()
    activity = plan.activity_by_number.get(number)
    if activity is None:
        return "", "", number, rest
    if below:
        return _placed(activity, found[0], rest)
    form = words.starting(rest, "item")
    named = _ITEM.match(rest[len(form) :].lstrip()) if form else None
    if named is None:
        return number, "", "", rest
    return _placed(activity, named[0], rest[len(form) :].lstrip()[named.end() :].lstrip())


def _placed(activity: Activity, said: str, rest: str) -> tuple[str, str, str, str]:
    item = item_named(activity, said)
    unknown = "" if item else f"{activity.number}/{said.partition('/')[2] or said}"
    return activity.number, item or "", unknown, rest


def _read_target(read: ReadOrder, rest: str, plan: Plan, words: MoneyWords) -> tuple[ReadOrder, str]:
    """Where a transfer goes: `→ 1.5`; an amount may stand before it."""
    form = words.starting(rest, "to")
    found = _read_place(rest[len(form) :].lstrip(), plan, words)
    if not form or found is None:
        return read, rest
    activity, item, unknown, rest = found
    order = replace(read.order, to_activity=activity, to_item=item)
    return ReadOrder(order, unknown=read.unknown or unknown), rest


def _read_amount(read: ReadOrder, rest: str, typed: str, words: MoneyWords) -> ReadOrder:
    """The one amount that is surely meant; the rest is note and document."""
    found = read_amount(rest, words)
    note, document = _typed(found.note, typed), _typed(found.document, typed)
    order = replace(read.order, amount=found.amount, note=note, document=document)
    return replace(read, fault=found.fault, order=order)


def _read_release(rest: str, typed: str, words: MoneyWords) -> ReadOrder | None:
    """ปลดผูกพัน 12 500: the number of the commitment, and how much of it."""
    found = _ENTRY.match(rest)
    if found is None:
        return None
    order = Order(RELEASE, settles=int(found[1]))
    return _read_amount(ReadOrder(order), rest[found.end() :].lstrip(), typed, words)


def read_place_line(text: str, plan: Plan, words: MoneyWords) -> ReadOrder | None:
    """The answer to "of which activity?": a place, and perhaps an amount and what it was for."""
    found = _read_place(fold(text), plan, words)
    if found is None:
        return None
    activity, item, unknown, rest = found
    return _read_amount(
        ReadOrder(Order("", activity, item), unknown=unknown), without(rest, words, "after"), text, words
    )


def read_amount_line(text: str, words: MoneyWords) -> ReadOrder:
    """The answer to "how much?": an amount, and perhaps what it was for."""
    rest = without(fold(text), words, "between")
    return _read_amount(ReadOrder(Order("")), rest, text, words)


def read_reason(text: str, plan: Plan, words: MoneyWords) -> str | None:
    """The written reason of a line; '' when it says too little, None when it speaks of an activity instead."""
    folded = fold(text)
    body = without(folded, words, "because")
    numbers = {found[0].partition("/")[0] for found in _NUMBER.finditer(folded)}
    if body == folded and numbers & set(plan.activity_by_number):
        return None
    letters = sum(letter.isalpha() for letter in without_end(body, words))
    return text.strip() if letters >= LEAST_LETTERS else ""


def read_undoing(rest: str, typed: str, words: MoneyWords) -> tuple[int, str] | None:
    """(number of the entry, reason) of what follows "ยกเลิกรายการ"."""
    found = _ENTRY.match(fold(rest))
    if found is None:
        return None
    reason = without(fold(rest)[found.end() :].lstrip(), words, "because")
    return int(found[1]), _typed(reason, typed)


def _typed(folded: str, typed: str) -> str:
    """The part of the typed line that reads so: notes keep their capitals and Thai digits."""
    folded = folded.strip()
    if not folded:
        return ""
    if folded == fold(typed).strip():
        return typed.strip()
    starts = [at for at, letter in enumerate(typed) if letter != " " and folded.startswith(fold(letter)[:1])]
    for at in starts:
        if fold(typed[at:]).startswith(folded):
            ends = range(at + 1, len(typed) + 1)
            found = bisect_left(ends, len(folded), key=lambda end: len(fold(typed[at:end])))
            if found < len(ends) and fold(typed[at : ends[found]]) == folded:
                return typed[at : ends[found]].strip()
    return folded
