"""The conversation so far: the question before, and what a message that leans on it takes over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.questions import Question, Scope, Several, SingleQuestion, Slot, Texts
from bot.understanding.reading import Reading


@dataclass(frozen=True, slots=True)
class Context:
    """The conversation so far: the last typed question, who the asker is in the plan, if known."""

    before: SingleQuestion | None = None
    me: str = ""


def single(question: Question | None) -> SingleQuestion | None:
    """The last single question of a message, to build a follow-up on."""
    if isinstance(question, Several):
        return question.questions[-1]
    return question


def before_scope(before: SingleQuestion | None) -> Scope | None:
    """The scope of the question before, whatever its kind."""
    scope = getattr(before, "scope", None)
    if isinstance(scope, Scope):
        return scope
    for name in ("key", "project"):
        key = getattr(before, name, None)
        if isinstance(key, str) and key:
            return Scope(keys=(key,))
    sides = getattr(before, "sides", ())
    if sides:
        return Scope(keys=tuple(dict.fromkeys(key for side in sides for key in side.keys)), is_list=True)
    return None


def before_slots(before: SingleQuestion | None) -> tuple[Slot, ...]:
    """The facts that the question before asked for."""
    slots = getattr(before, "slots", ())
    if slots and all(isinstance(slot, Slot) for slot in slots):
        return tuple(slots)
    slot = getattr(before, "slot", None)
    return (slot,) if isinstance(slot, Slot) else ()


def texts_before(context: Context) -> tuple[str, ...]:
    """The keys of the statements that were just shown."""
    return context.before.keys if isinstance(context.before, Texts) else ()


def numbers_before(context: Context) -> tuple[str, ...]:
    """The numbers of the activities that the question before was about, its steps and items included."""
    scope = before_scope(context.before)
    return numbers_of(scope.keys) if scope else ()


def numbers_of(keys: Iterable[str]) -> tuple[str, ...]:
    """The activities that keys belong to, each once: "2.1/3.2" is an item of 2.1."""
    return tuple(dict.fromkeys(key.partition("/")[0] for key in keys))


def is_follow_up(reading: Reading) -> bool:
    """Whether the message leans on the one before: short, with ล่ะ, แล้ว, ส่วน or a pronoun."""
    return reading.cues.any("same_topic", "pronoun") or len(reading.folded) <= 25
