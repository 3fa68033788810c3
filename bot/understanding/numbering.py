"""A plan's numbered items, in; which keys a number may mean in each field (activity, policy, focus …), out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bot.plan import Layer, Plan, Statement

WHOSE = {
    "office": (Layer.POLICY, Layer.MISSION, Layer.VISION),
    "obec": (Layer.OBEC,),
    "ministry": (Layer.MINISTRY,),
    "quick_win": (Layer.QUICK_WIN,),
    "hr": (Layer.HR_AREA, Layer.HR_MISSION, Layer.HR_VISION),
}
"""Whose layer it is, by the words beside the number."""

LAYERS: Mapping[str, tuple[Layer, ...]] = {
    "policy": (Layer.POLICY, Layer.HR_AREA, Layer.OBEC, Layer.MINISTRY, Layer.QUICK_WIN),
    "focus": (Layer.FOCUS,),
    "strategy": (Layer.STRATEGY,),
    "mission": (Layer.MISSION, Layer.HR_MISSION),
    "goal": (Layer.GOAL,),
    "guideline": (Layer.GUIDELINE,),
    "indicator": (Layer.INDICATOR,),
    "area": (Layer.HR_AREA,),
    "law": (Layer.LAW,),
    "value": (Layer.VALUE,),
    "duty": (Layer.DUTY, Layer.OFFICE_DUTY),
}
"""The layers a field word may speak of, the office's own first."""

CHILD_FIELDS = frozenset({"guideline", "indicator", "step"})
"""Fields that are numbered afresh under each parent."""


class Numbering:
    """Which keys a number means. Sub-items such as 7.3 are found by their printed number as well."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._keys: dict[tuple[Layer, str], list[str]] = {}
        for statement in plan.statements:
            self._keys.setdefault((statement.layer, _number(statement)), []).append(statement.key)
        self._parts = {str(part.number) for part in plan.parts} | {
            activity.number.partition(".")[0] for activity in plan.activities
        }

    def activity(self, number: str) -> tuple[str, ...]:
        """The activity with this number."""
        return (number,) if number in self._plan.activity_by_number else ()

    def is_like_activity(self, number: str) -> bool:
        """Whether a dotted number could be an activity's: its part exists."""
        head, _, tail = number.partition(".")
        return head in self._parts and len(tail) <= 2 and not tail.startswith("0") and "." not in tail

    def steps(self, number: str, activity: str = "") -> tuple[str, ...]:
        """The steps with this number, of one project or of all."""
        return tuple(
            step.key
            for one in self._plan.activities
            if one.sheet is not None and activity in ("", one.number)
            for step in one.sheet.steps
            if step.number == number
        )

    def statements(self, field: str, number: str, whose: str) -> tuple[str, ...]:
        """The statements of a field with this number, the office's own layer first."""
        layers = tuple(self._layers(field, whose))
        keys = [key for layer in layers for key in self._keys.get((layer, number), ())]
        is_own = whose or field != "policy"
        return tuple(key for key in keys if is_own or self._plan.statement_by_key[key].layer is not Layer.QUICK_WIN)

    def dotted(self, number: str, whose: str) -> tuple[str, ...]:
        """The statements that print this dotted number."""
        layers = WHOSE.get(whose, (Layer.HR_AREA, Layer.OBEC, Layer.MINISTRY))
        return tuple(key for layer in layers for key in self._keys.get((layer, number), ()))

    def children(self, field: str, number: str, parent: str) -> tuple[str, ...]:
        """The guideline, indicator or step with this number under a parent."""
        if field == "step":
            return self.steps(number, parent)
        wanted = {(layer, number) for layer in LAYERS[field]}
        if field == "guideline":
            wanted.add((Layer.HR_AREA, f"{_number(self._plan.statement_by_key[parent])}.{number}"))
        below = self._plan.children_of.get(parent, ())
        return tuple(child.key for child in below if (child.layer, _number(child)) in wanted)

    def count_below(self, field: str, parent: str) -> int:
        """How many guidelines, indicators or steps stand under a parent."""
        if field == "step":
            found = self._plan.activity_by_number.get(parent)
            return len(found.sheet.steps) if found and found.sheet else 0
        return sum(child.layer in LAYERS[field] for child in self._plan.children_of.get(parent, ()))

    def mentioning(self, words: str) -> tuple[str, ...]:
        """The projects whose sheet speaks of something that no statement is numbered by (a section of a law)."""
        return tuple(
            one.number
            for one in self._plan.activities
            if one.sheet is not None and any(words in text for text in _texts(one.sheet.alignments, one.sheet.reasons))
        )

    def count(self, field: str, number: str, whose: str) -> int:
        """How many items of this field there are."""
        if field in ("activity", "project", ""):
            part = number.partition(".")[0]
            found = [one for one in self._plan.activities if one.number.partition(".")[0] == part]
            return len(found or self._plan.activities)
        layer = next(iter(self._layers(field, whose)), Layer.POLICY)
        return sum(one.layer is layer and not one.parent for one in self._plan.statements)

    def _layers(self, field: str, whose: str) -> Iterator[Layer]:
        meant = LAYERS.get(field, ())
        narrowed = [layer for layer in meant if layer in WHOSE.get(whose, ())]
        yield from narrowed or meant


def _number(statement: Statement) -> str:
    """The number without the word before it: "มาตรา 37" is 37."""
    return statement.number.rpartition(" ")[2]


def _texts(alignments: Iterable[tuple[str, str]], reasons: str) -> Iterator[str]:
    yield reasons
    for what, text in alignments:
        yield f"{what} {text}"
