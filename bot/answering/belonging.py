"""A question and a plan in; whether everything that the question names is in that plan out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from bot.plan import Plan
from bot.questions import Question

_NAMING = frozenset(
    {
        "candidates",
        "claimed",
        "earlier",
        "group",
        "groups",
        "key",
        "keys",
        "officer",
        "officers",
        "parent",
        "project",
        "statements",
        "without",
    }
)
"""The fields of questions that hold keys of a plan."""


def belongs(question: Question, plan: Plan) -> bool:
    """False for an old button or a question kept from another plan that names what this plan does not have."""
    return all(_is_in(key, plan) for key in _named(question))


def _named(value: object) -> Iterator[str]:
    """The keys that a question, or what it holds, names."""
    if isinstance(value, tuple):
        for one in value:
            yield from _named(one)
    elif is_dataclass(value):
        for field in fields(value):
            inner = getattr(value, field.name)
            yield from _keys(inner) if field.name in _NAMING else _named(inner)


def _keys(value: object) -> Iterator[str]:
    found = value if isinstance(value, tuple) else (value,)
    yield from (one for one in found if isinstance(one, str) and one)


def _is_in(key: str, plan: Plan) -> bool:
    kind, _, name = key.partition(":")
    if kind in ("project", "free", "part", "quarter"):
        return kind != "part" or any(str(part.number) == name for part in plan.parts)
    key = name or kind
    if key in plan.statement_by_key or key in plan.officer_by_key or key in plan.group_by_key:
        return True
    number, _, below = key.partition("/")
    activity = plan.activity_by_number.get(number)
    if activity is None or not below:
        return activity is not None
    steps = activity.sheet.steps if activity.sheet else ()
    return any(key in (step.key, *(item.key for item in step.items)) for step in steps)
