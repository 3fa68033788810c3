"""The words for what is left out, read, in; how `Scope.without` calls it, and a question without it, out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from bot.plan import Plan, Step
from bot.questions import Agenda, Compare, Count, Facts, Persons, Rank, Scope, SingleQuestion, Slot, Total, Unclear
from bot.understanding.context import numbers_of
from bot.understanding.cues import money_in
from bot.understanding.deciding import decide, in_plan_order
from bot.understanding.excluding import Cut
from bot.understanding.kinds import ACTIVITY_KINDS, MONEY_KINDS
from bot.understanding.reading import Reading
from bot.understanding.topic import referred

Tokens = tuple[str, ...]
Read = Callable[[str], Reading]


def excepting(question: SingleQuestion, found: Cut, read: Read, me: str = "") -> SingleQuestion:
    """The question of the rest of a message without what it leaves out; asked back when that is not clear."""
    if not isinstance(question, Total | Count | Rank | Agenda | Facts | Persons | Compare):
        return question
    tokens: Tokens = ()
    for text in found.left_out:
        named = tokens_of(read(text), read, getattr(question, "scope", Scope()), me)
        if named is None:
            return question if _is_of_items(question) else Unclear((), kind="exception")
        tokens += named
    if found.is_subtracted and isinstance(question, Total):
        question = replace(question, slot=Slot.ALLOCATED)
    return leave_out(question, tokens, read("").plan) or Unclear((), kind="exception")


def _is_of_items(question: SingleQuestion) -> bool:
    """Whether line items are asked about: each is shown with the parts that are printed, none is added up."""
    return isinstance(question, Facts) and all("." in key.partition("/")[2] for key in question.scope.keys)


def tokens_of(piece: Reading, read: Read, within: Scope, me: str = "") -> Tokens | None:
    """What a piece names, whole or else each joined part; None when that is not clear."""
    found = _named(piece, within, me)
    parts = piece.index.pieces(piece.folded)
    if found is not None or len(parts) < 2:
        return found
    each = [_named(read(part), within, me) for part in parts]
    return None if None in each else tuple(key for one in each for key in one or ())


def _named(piece: Reading, within: Scope, me: str) -> Tokens | None:
    if any(len(one.keys) != 1 for one in piece.people) or any(not one.exists for one in piece.references):
        return None
    officers = tuple(f"officer:{one.keys[0]}" for one in piece.people)
    if "me" in piece.cues and me:
        officers += (f"officer:{me}",)
    groups, quarters = _groups(piece), _quarters(piece)
    if groups is None or quarters is None:
        return None
    parts = tuple(f"part:{match.key}" for match in piece.parts)
    free = ("free",) if "free" in piece.cues else ()
    return referred(piece) + officers + groups + parts + quarters + free or _linked(piece, within)


def _groups(piece: Reading) -> Tokens | None:
    """Groups by the part or the activities that they run; None when one runs nothing."""
    plan = piece.plan
    found: list[str] = []
    for key in piece.group_keys:
        parts = [f"part:{part.number}" for part in plan.parts if part.group == key]
        if not parts and not any(activity.group == key for activity in plan.activities):
            return None
        found += parts or [f"group:{key}"]
    return tuple(found)


def _quarters(piece: Reading) -> Tokens | None:
    """Whole quarters of the plan's year; None for any other time: budgets are not split finer."""
    found: list[str] = []
    for one in piece.times:
        inside = [n for n in (1, 2, 3, 4) if piece.plan.year.quarter(n).span.overlaps(one.span)]
        whole = [piece.plan.year.quarter(n).span for n in inside]
        if not whole or (whole[0].start_on, whole[-1].end_on) != (one.span.start_on, one.span.end_on):
            return None
        found += [f"quarter:{n}" for n in inside]
    return tuple(found)


def _linked(piece: Reading, within: Scope) -> Tokens | None:
    """The family that the words link to; all of a position; the projects as a kind. Within a sheet, its pieces."""
    linking = piece.link(ACTIVITY_KINDS)
    if within.keys and all(_has_sheet(piece.plan, number) for number in numbers_of(within.keys)):
        return _pieces(piece, numbers_of(within.keys))
    if linking.facets and not linking.concepts and not piece.unknown:
        return _of_facets(piece, linking.facets)
    topic = decide(linking)
    if topic.is_usable:
        return in_plan_order(piece, topic.keys)
    names_kind = any(form in piece.folded for form in piece.index.words.fields.get("project", ()))
    return ("project",) if names_kind and not linking.mentions else None


def _pieces(piece: Reading, numbers: Tokens) -> Tokens | None:
    """Steps and line items of these projects; None for an item that is printed as one amount with something else."""
    topic = decide(piece.link(MONEY_KINDS))
    keys = tuple(key for key in topic.keys if numbers_of((key,))[0] in numbers)
    sheets = [one.sheet for one in piece.plan.activities if one.sheet and one.number in numbers]
    mixed = {item.key for sheet in sheets for step in sheet.steps for item in step.items if item.parts}
    return keys if topic.is_usable and keys and mixed.isdisjoint(keys) else None


def _of_facets(piece: Reading, facets: Iterable[tuple[str, str]]) -> Tokens | None:
    """Every activity whose title has one of the values: all for teachers, all for executives."""
    documents = [(one.number, piece.index.document(one.number)) for one in piece.plan.activities]
    found = (number for number, one in documents if one and any(v in one.facets.get(f, ()) for f, v in facets))
    return tuple(found) or None


def _has_sheet(plan: Plan, number: str) -> bool:
    activity = plan.activity_by_number.get(number)
    return activity is not None and activity.sheet is not None


def leave_out(question: SingleQuestion, tokens: Tokens, plan: Plan) -> SingleQuestion | None:
    """The question less what is left out; None when that cannot be taken from it."""
    match question:
        case Total() | Count() | Rank() | Agenda():
            scope = less(question.scope, tokens, plan)
            return replace(question, scope=scope) if scope else None
        case Facts():
            return _of_facts(question, tokens, plan)
        case Persons() if "work" in question.slots and not question.is_compared:
            return Agenda(replace(question.scope, officers=question.officers, without=tokens))
        case Compare():
            sides = tuple(less(side, tokens, plan) for side in question.sides)
            whole = tuple(side for side in sides if side is not None)
            return replace(question, sides=whole) if len(whole) == len(sides) else None
        case _:
            return question


def _of_facts(question: Facts, tokens: Tokens, plan: Plan) -> SingleQuestion | None:
    """Fewer activities; the money of an activity without a piece of it is a sum of the other pieces."""
    scope = less(question.scope, tokens, plan)
    if scope is None:
        return None
    money = money_in(question.slots)
    if money is not None and scope.keys != question.scope.keys:
        return Total(scope, money)
    kept = tuple(key for key in scope.keys if key not in tokens)
    # Who else does 1.4 besides somebody is a question about 1.4.
    return replace(question, scope=replace(scope, keys=kept, without=())) if kept else None


def less(scope: Scope, tokens: Tokens, plan: Plan) -> Scope | None:
    """The scope less what is left out; None when a piece of an activity is not in it to be taken out."""
    keys: Tokens | None = scope.keys
    whole: Tokens = ()
    for token in tokens:
        if "/" not in token or token in scope.keys:
            whole += (token,)
            continue
        keys = _less_piece(keys, token, plan) if keys else None
        if keys is None:
            return None
    return replace(scope, keys=keys or (), without=(*scope.without, *whole))


def _less_piece(keys: Tokens, piece: str, plan: Plan) -> Tokens | None:
    """The keys with the one that holds the piece replaced by its other pieces; None when it is not split so."""
    found: list[str] = []
    is_found = False
    for key in keys:
        others = _others(key, piece, plan)
        is_found = is_found or others is not None
        found += [key] if others is None else others
    return tuple(found) if is_found else None


def _others(key: str, piece: str, plan: Plan) -> list[str] | None:
    """The pieces of an activity or a step besides one of them; None when it has no such piece with money of its own."""
    activity = plan.activity_by_number.get(key.partition("/")[0])
    steps = activity.sheet.steps if activity and activity.sheet else ()
    for step in steps:
        items = [item.key for item in step.items]
        if piece == step.key and key == step.key:
            return []
        if piece in items and key in (step.key, activity.number if activity else ""):
            rest = [one for one in items if one != piece]
            return rest if key == step.key else _steps_but(steps, step, rest)
        if piece == step.key and activity and key == activity.number:
            return _steps_but(steps, step, [])
    return [] if key == piece else None


def _steps_but(steps: tuple[Step, ...], left: Step, instead: list[str]) -> list[str]:
    """The steps that have money, one of them replaced."""
    paid = [one for one in steps if one.allocated or one.items]
    return [key for one in paid for key in (instead if one is left else [one.key])]
