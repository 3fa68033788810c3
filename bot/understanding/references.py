"""A text and a plan, in; the items that the text names by number (1.4, นโยบายที่ 7, 1.9-1.12 …) and where, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from bot.plan import Plan
from bot.understanding.forms import FormMatcher, Match, Text
from bot.understanding.numbering import CHILD_FIELDS, LAYERS, Numbering
from bot.understanding.text import fold
from bot.understanding.words import Forms

if TYPE_CHECKING:
    from bot.understanding.documents import PlanIndex

_NUMBER = re.compile(r"(?<![\d.,/])\d{1,2}(?:\.\d{1,2}){0,2}(?![\d/]|[.,]\d)")
_NO_WORD = r"(?!ม(?![ะ-ู]))(?![ะ-ฺ็-์])"
"""Behind a number in words: letters that make another word of it (ที่ห้าม, ที่สามารถ)."""
_OTHERS = ("obec", "ministry", "quick_win", "hr")
"""Whose numbers are never an activity's."""
_SPELT = frozenset(LAYERS) - {"law", "duty"}
"""Fields whose numbers are read in words as well; those of activities may be places in a list that was shown."""
_MOST = 20
"""No range of more items is read."""


class Numeral(NamedTuple):
    """A number at folded offsets start..end, in digits."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Reference:
    """An item named by its number at folded offsets start..end."""

    start: int
    end: int
    what: str
    """The field: 'activity', 'step', 'policy', 'focus' …; empty for a number with no field word before it."""
    number: str
    keys: tuple[str, ...]
    """Every item it may mean, the likeliest layer first; empty when there is none or nothing says which field."""
    exists: bool
    count: int = 0
    """How many items the field has: what to say when the number is not among them."""
    whose: str = ""
    """The layer that the words beside it name: 'office', 'obec', 'ministry', 'quick_win', 'hr'."""
    others: tuple[str, ...] = ()
    """Items of other fields that print the same number."""


class ReferenceIndex:
    """The numbers of a plan and the words that people put before them."""

    def __init__(self, plan: Plan, fields: Forms) -> None:
        self._numbering = Numbering(plan)
        shared = {"step", "whose", "whose_not", "number", "not_law", "for_whom"}
        self._fields = FormMatcher({key: found for key, found in fields.items() if key.partition(".")[0] not in shared})
        self._whose = FormMatcher(
            {key.partition(".")[2]: found for key, found in fields.items() if key.startswith("whose.")}
        )
        before = _either(fields.get("number.before", ()))
        self._no_owner = tuple(fields.get("whose_not", ())) or ("\0",)
        """Before the name of an owner: then it is the name of something else ("กลุ่มบริหารงานบุคคล")."""
        self._gap = re.compile(rf"[ :(]*(?:(?:{before})[ .]*)*")
        self._is_numbered = re.compile(rf"(?:{before})[ .]*$")
        self._words = {fold(word): value for value, word in enumerate(fields.get("number.words", ()), 1)}
        self._spelt = re.compile(rf"(?:(?:{before})[ .]*)({_either(self._words)}){_NO_WORD}")
        self._join = re.compile(rf" *(?:(?:{_either(fields.get('number.join', ()))}) *)+(?:(?:{before}) *)*")
        self._range = re.compile(rf" *(?:{_either(fields.get('number.range', ()))}) *(?:(?:{before}) *)*")
        self._unit = re.compile(rf" *(?:{_either(fields.get('number.unit', ()))})")
        self._counted = re.compile(rf" *(?:{_either(fields.get('number.counted', ()))})(?! *[0-9])")
        self._things = re.compile(rf" *(?:{_either(fields.get('number.things', ()))})")
        # The ค of 38 ค.(2) is no letter of คือ.
        self._not_law = re.compile(rf" *(?:{_either(fields.get('not_law', ()))})(?![ก-๎])")
        self._law = next(iter(fields.get("law", ("",))))

    def read(self, text: Text) -> tuple[Reference, ...]:
        """The items named by number, in order."""
        numbers = tuple(Numeral(one.start(), one.end(), one[0]) for one in _NUMBER.finditer(text.folded))
        spelt = tuple(
            Numeral(one.start(1), one.end(1), str(self._words[one[1]])) for one in self._spelt.finditer(text.folded)
        )
        if not numbers and not spelt:
            return ()
        fields = self._fields.find(text)
        named = (one for one in spelt if self._field_before(text.folded, one.start, fields)[1] in _SPELT)
        numbers = tuple(sorted((*numbers, *named)))
        whose = tuple(one for one in self._whose.find(text) if not text.folded[: one.start].endswith(self._no_owner))
        found: list[Reference] = []
        for number in numbers:
            found.extend(self._read(text.folded, number, fields, whose, found[-1] if found else None))
        return tuple(self._under_parents(text.folded, found))

    def _read(
        self,
        folded: str,
        number: Numeral,
        fields: tuple[Match, ...],
        whose: tuple[Match, ...],
        last: Reference | None,
    ) -> Iterator[Reference]:
        start, field = self._field_before(folded, number.start, fields)
        between = folded[last.end : number.start] if last else ""
        if last and not field and self._range.fullmatch(between):
            yield from self._range_to(last, number, folded)
            return
        if last and not field and self._join.fullmatch(between) and "." not in number.text:
            field = last.what
        if not field and self._is_no_reference(folded, number):
            return
        if field and "." not in number.text and self._is_count(folded, number):
            return
        reference = self._resolve(field, number.text, _nearest(whose, number), start, number.end)
        is_facet = field == "law" and self._not_law.match(folded, number.end)
        if reference and not is_facet:
            yield reference

    def _is_no_reference(self, folded: str, number: Numeral) -> bool:
        """Whether a number without a field word is an amount, a time or a count."""
        if self._unit.match(folded, number.end):
            return True
        if "." in number.text:
            return False
        if self._things.match(folded, number.end):
            return True
        return not self._is_numbered.search(folded[: number.start]) or self._is_date(folded, number.start)

    def _is_count(self, folded: str, number: Numeral) -> bool:
        """Whether a number says how many there are ("จุดเน้น 13 ข้อ"), not which one."""
        is_numbered = self._is_numbered.search(folded[: number.start])
        return not is_numbered and bool(self._counted.match(folded, number.end))

    def _is_date(self, folded: str, start: int) -> bool:
        """A number behind a bare ที่ belongs to whatever stands before it (วันที่ 10, ครั้งที่ 2)."""
        head = self._is_numbered.search(folded[:start])
        return bool(head) and head is not None and head[0].strip() == "ที่" and bool(folded[: head.start()].strip())

    def _field_before(self, folded: str, start: int, fields: tuple[Match, ...]) -> tuple[int, str]:
        for match in reversed(fields):
            if match.end <= start and self._gap.fullmatch(folded, match.end, start):
                return match.start, match.key
        head = self._is_numbered.search(folded[:start])
        return (head.start() if head else start), ""

    def _resolve(self, field: str, number: str, whose: str, start: int, end: int) -> Reference | None:
        numbering = self._numbering
        if not field and whose in _OTHERS:
            field = "policy"
        if field in ("", "activity", "project"):
            return self._activity(field, number, whose, start, end)
        if field == "law":
            keys = numbering.statements(field, number, whose) or numbering.mentioning(f"{self._law} {number}")
        elif "." in number:
            keys = numbering.dotted(number, whose)
        else:
            keys = numbering.statements(field, number, whose)
        if field in CHILD_FIELDS:
            return Reference(start, end, field, number, (), True, whose=whose)
        return Reference(start, end, field, number, keys, bool(keys), numbering.count(field, number, whose), whose)

    def _activity(self, field: str, number: str, whose: str, start: int, end: int) -> Reference | None:
        numbering = self._numbering
        if "." not in number:
            keys = numbering.steps(number) if field == "activity" else ()
            return Reference(start, end, "step" if field else "", number, keys, True, whose=whose)
        keys, others = numbering.activity(number), numbering.dotted(number, whose)
        if keys or (others and not field):
            what = "activity" if keys else "policy"
            return Reference(start, end, what, number, keys or others, True, 0, whose, others if keys else ())
        if field or numbering.is_like_activity(number):
            return Reference(start, end, "activity", number, (), False, numbering.count("activity", number, ""), whose)
        return None

    def _range_to(self, first: Reference, last: Numeral, folded: str) -> Iterator[Reference]:
        """The items behind the first of a range, up to and with the last."""
        head, _, low = first.number.rpartition(".")
        last_head, _, high = last.text.rpartition(".")
        if last_head not in ("", head) or not low.isdigit() or not int(low) < int(high) <= int(low) + _MOST:
            return
        if not last_head and (head or not first.what) and self._unit.match(folded, last.end):
            return
        for value in range(int(low) + 1, int(high) + 1):
            number = f"{head}.{value}" if head else str(value)
            reference = self._resolve(first.what, number, first.whose, first.start, last.end)
            if reference:
                yield reference

    def _under_parents(self, folded: str, found: list[Reference]) -> Iterator[Reference]:
        """Steps, guidelines and indicators take their parent from the reference beside them."""
        children = [one for one in found if one.what in CHILD_FIELDS]
        parents = [one for one in found if one.what not in CHILD_FIELDS and one.keys]
        for one in found:
            if one in children and parents:
                parent = min(parents, key=lambda other: (abs(other.start - one.start), other.start))
                below = (self._numbering.children(one.what, one.number, key) for key in parent.keys)
                keys = next((found for found in below if found), ())
                count = next((n for n in (self._numbering.count_below(one.what, key) for key in parent.keys) if n), 0)
                yield replace(one, keys=keys, exists=bool(keys) or not count, count=count)
            elif not (one in parents and any(_belongs(child, one, folded) for child in children)):
                yield one


def read_references(index: PlanIndex, text: Text) -> tuple[Reference, ...]:
    """The items of the plan that a text names by number, in order."""
    return index.references.read(text)


def _belongs(child: Reference, parent: Reference, folded: str) -> bool:
    """Whether a parent stands close enough to be only the child's address."""
    low, high = sorted((child, parent), key=lambda one: one.start)
    return high.start - low.end <= 20 and len(folded) > 0


def _nearest(found: tuple[Match, ...], number: Numeral) -> str:
    if not found:
        return ""
    return min(found, key=lambda one: (max(one.start - number.end, number.start - one.end), one.start)).key


def _either(words: Iterable[str]) -> str:
    """A pattern of any of the words, longest first; one that never matches for none."""
    folded = sorted({fold(word) for word in words}, key=lambda word: (-len(word), word))
    return "|".join(map(re.escape, folded)) or r"(?!)"
