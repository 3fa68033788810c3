"""The question before, asked again for another time: reading in, question or nothing out."""

from __future__ import annotations

from dataclasses import replace

from bot.calendar import Span
from bot.questions import Agenda, Count, Facts, Persons, Rank, Scope, SingleQuestion, Today, Total
from bot.understanding.asking.sums import table_by
from bot.understanding.asking.within import shown_before
from bot.understanding.context import Context, is_follow_up
from bot.understanding.reading import Reading


def follow_up_time(reading: Reading, context: Context) -> SingleQuestion | None:
    """Only another time: the question before is asked again for it."""
    before = context.before
    then = _then(before)
    if then is not None and "pronoun_time" in reading.cues and reading.cues.any("list", "exists", "yes_no", "some"):
        return Agenda(Scope(span=then, carried=("time",)), is_yes_no=reading.cues.any("exists", "yes_no"))
    if not reading.times or before is None or reading.references or reading.people or reading.cues.slots:
        return None
    if reading.link(None).coverage > 0 or not is_follow_up(reading):
        return None
    if reading.cues.any("list", "some") and not isinstance(before, Agenda):
        return None
    scope = getattr(before, "scope", None)
    if not isinstance(scope, Scope) or reading.cues.any("count", "total", "largest", "smallest"):
        return None
    moved = replace(
        scope, span=reading.span, other_span=reading.other_span, occurrence=0, carried=("asked", *scope.carried)
    )
    return _moved(before, moved)


def _then(before: SingleQuestion | None) -> Span | None:
    """The time of the question before: "วันนั้นมีอะไรบ้าง"."""
    scope = getattr(before, "scope", None)
    return before.span if isinstance(before, Today) else scope.span if isinstance(scope, Scope) else None


def _moved(before: SingleQuestion, scope: Scope) -> SingleQuestion | None:
    """The same question of another scope; None for the kinds that have none."""
    match before:
        case Facts() | Agenda() | Total() | Count() | Rank() | Persons():
            return replace(before, scope=scope)
        case _:
            return None


def follow_up_slot(reading: Reading, context: Context) -> SingleQuestion | None:
    """Only another fact, after a list of a time, a person or an amount: that fact of what was listed."""
    slots = reading.cues.slots
    before = context.before
    if not slots or not isinstance(before, Agenda | Facts) or before.scope.keys or _says_more(reading):
        return None
    scope = shown_before(reading, context)
    if scope is None:
        return None
    if scope.place:
        return Facts(scope, slots)
    money = reading.cues.money
    return Total(scope, money) if money is not None else Agenda(scope, slots)


def _says_more(reading: Reading) -> bool:
    """Whether something is named, or something other than a plain fact is asked."""
    if reading.references or reading.people or reading.groups or reading.parts or reading.topics or reading.amounts:
        return True
    if reading.cues.any("largest", "smallest", "ranked", "count", "count_rounds", "count_days", "list"):
        return True
    if reading.cues.any("overview", "overview_money"):
        return True
    return reading.link(None).coverage > 0 or reading.unknown > 0 or bool(reading.occurrences)


def follow_up_table(reading: Reading, context: Context) -> SingleQuestion | None:
    """The same sum, split otherwise or of another part; the next place of the same order, or a fact of its first."""
    before = context.before
    if not isinstance(before, Total | Count | Rank) or not is_follow_up(reading) or reading.times:
        return None
    if reading.references or reading.people or reading.topics or reading.amounts or reading.link(None).coverage > 0:
        return None
    if isinstance(before, Rank):
        return _of_rank(reading, before)
    if len(reading.parts) == 1 and before.scope.part:
        return replace(before, scope=replace(before.scope, part=int(reading.parts[0].key), carried=("asked",)))
    if isinstance(before, Total) and before.scope.part and "total" in reading.cues and not reading.parts:
        return Total(Scope(), before.slot, "part")
    by = table_by(reading)
    is_ranked = reading.cues.any("largest", "smallest", "ranked")
    return replace(before, by=by, scope=replace(before.scope, carried=("asked",))) if by and not is_ranked else None


def _of_rank(reading: Reading, before: Rank) -> SingleQuestion | None:
    """One place more of the order, or who, when and how much of what it shows."""
    scope = replace(before.scope, carried=("asked",))
    if "runner_up" in reading.cues:
        return replace(before, n=before.n + 1, scope=scope)
    slots = () if "percent" in reading.cues else reading.cues.slots
    is_plain = slots and before.of == "activity" and not reading.cues.any("largest", "smallest", "by_officer", "count")
    return replace(before, slots=slots, scope=scope) if is_plain and not reading.unknown else None
