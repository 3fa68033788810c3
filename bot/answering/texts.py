"""Policies, duties, laws and project sheets: keys of statements in, the printed texts out."""

from __future__ import annotations

from typing import TypeVar

from bot.answering.facts import facts
from bot.answering.persons import with_officers
from bot.answering.rows import Asked, row_of_activity, rows_of_items, rows_of_steps
from bot.answers import BeyondPlan, DutiesGiven, ListingGiven, NothingThere, Row, SheetGiven, TextsGiven
from bot.plan import Activity, Group, Layer, Plan, ProjectSheet, Statement
from bot.questions import Beyond, Duties, Facts, Listing, Sheet, Texts

_One = TypeVar("_One")


def texts(asked: Asked, question: Texts) -> TextsGiven:
    """Statements with parents, relations and, when asked, what stands below."""
    found = tuple(asked.plan.statement_by_key[key] for key in question.keys)
    return TextsGiven(
        found,
        tuple(asked.plan.children_of.get(one.key, ()) if question.with_children else () for one in found),
        tuple(_related(asked.plan, one) for one in found),
        tuple(asked.plan.statement_by_key.get(one.parent) for one in found),
        question.asks_number,
        question.claimed in question.keys[:1] if question.claimed else None,
        _are_tied(asked.plan, found) if question.asks_tied and len(found) > 1 else None,
    )


def _are_tied(plan: Plan, found: tuple[Statement, ...]) -> bool:
    """Whether the plan ties the first two, in either direction."""
    first, second = found[:2]
    return second in tied(plan, first, second.layer) or first in tied(plan, second, first.layer)


def _related(plan: Plan, statement: Statement) -> tuple[Statement, ...]:
    return tuple(plan.statement_by_key[key] for key in statement.related if key in plan.statement_by_key)


def listing(asked: Asked, question: Listing) -> ListingGiven | TextsGiven | NothingThere:
    """All of a listing, or the one of it at the place that is asked for."""
    whole = _listing(asked, question)
    place, count = question.place, len(whole.statements)
    if not place or not count:
        return whole
    if place > count:
        return NothingThere(question.layer.value, str(place), count)
    return texts(asked, Texts((whole.statements[place - 1 if place > 0 else place].key,)))


def _listing(asked: Asked, question: Listing) -> ListingGiven:
    """A whole layer; or, with a parent, what stands below it or is tied to it in that layer (in either direction)."""
    plan = asked.plan
    parent = plan.statement_by_key.get(question.parent)
    if parent is None:
        top = tuple(
            one
            for one in plan.layer(question.layer)
            if not _is_below_same_layer(plan, one) and question.heading in ("", one.heading)
        )
        if question.ranked_by is not None:
            return _ranked(plan, question, top, question.ranked_by)
        return ListingGiven(question.layer, None, top, question.counts)
    return ListingGiven(question.layer, parent, tied(plan, parent, question.layer), question.counts)


def _ranked(plan: Plan, question: Listing, top: tuple[Statement, ...], by: Layer) -> ListingGiven:
    """Those of a layer that have the most of another, or the fewest."""
    numbers = {one.key: len(tied(plan, one, by)) for one in top}
    edge = (max if question.largest else min)(numbers.values(), default=0)
    chosen = tuple(one for one in top if numbers[one.key] == edge)
    shown = tuple(numbers[one.key] for one in chosen)
    return ListingGiven(question.layer, None, chosen, False, by, shown, question.largest)


def _is_below_same_layer(plan: Plan, statement: Statement) -> bool:
    parent = plan.statement_by_key.get(statement.parent)
    return parent is not None and parent.layer is statement.layer


def tied(plan: Plan, one: Statement, layer: Layer) -> tuple[Statement, ...]:
    """Statements of a layer below `one`, tied to it or naming it as tied; if there are none, through one more tie."""
    below = tuple(child for child in plan.children_of.get(one.key, ()) if child.layer is layer)
    if below:
        return below
    direct = set(one.related) | {other.key for other in plan.statements if one.key in other.related}
    if one.parent:
        direct.add(one.parent)
    found = tuple(other for other in plan.statements if other.key in direct and other.layer is layer)
    if found:
        return found
    through = {
        child.key
        for other in plan.statements
        if other.key in direct
        for child in (*plan.children_of.get(other.key, ()), *_related(plan, other))
    }
    return tuple(other for other in plan.statements if other.key in through and other.layer is layer)


def duties(asked: Asked, question: Duties) -> DutiesGiven | TextsGiven | NothingThere:
    """What groups do, one duty of them by its place, or the groups whose printed duty the statements are."""
    plan = asked.plan
    with_duties = _groups_of(plan, plan.layer(Layer.DUTY))
    if not question.statements:
        groups = tuple(plan.group_by_key[key] for key in question.groups)
        if question.place:
            return _duty_at(asked, groups, question.place)
        return DutiesGiven(groups, tuple(_of_group(plan.layer(Layer.DUTY), one) for one in groups), False, with_duties)
    chosen = tuple(plan.statement_by_key[key] for key in question.statements)
    groups = _groups_of(plan, chosen)
    return DutiesGiven(groups, tuple(_of_group(chosen, one) for one in groups), question.is_beyond, with_duties)


def _duty_at(asked: Asked, groups: tuple[Group, ...], place: int) -> DutiesGiven | TextsGiven | NothingThere:
    """The duty of each group at a place; where no group has so many, how many the one with the most has."""
    lists = [_of_group(asked.plan.layer(Layer.DUTY), one) for one in groups]
    most = max((len(one) for one in lists), default=0)
    if not most:
        return DutiesGiven(groups, tuple(lists), False, _groups_of(asked.plan, asked.plan.layer(Layer.DUTY)))
    keys = tuple(found.key for one in lists for found in _at(one, place))
    return texts(asked, Texts(keys)) if keys else NothingThere(Layer.DUTY.value, str(place), most)


def _groups_of(plan: Plan, statements: tuple[Statement, ...]) -> tuple[Group, ...]:
    keys = dict.fromkeys(one.group for one in statements)
    return tuple(plan.group_by_key[key] for key in keys if key in plan.group_by_key)


def _of_group(statements: tuple[Statement, ...], group: Group) -> tuple[Statement, ...]:
    return tuple(one for one in statements if one.group == group.key)


def beyond(asked: Asked, question: Beyond) -> BeyondPlan:
    """That the plan does not say it, and what it does state near it."""
    near = facts(asked, Facts(question.scope, question.slots)) if question.slots else None
    return BeyondPlan(question.topic, question.slot, near=near if near and near.rows else None)


def sheet(asked: Asked, question: Sheet) -> SheetGiven:
    """A part of a project's sheet; without a sheet the answer says that the plan prints none."""
    key, _, step = question.key.partition("/")
    activity = asked.plan.activity_by_number[key]
    if activity.sheet is None:
        return SheetGiven(activity, question.part, None)
    found = activity.sheet
    rows = _rows(asked, activity, question.part, step)
    signed = with_officers(asked, found.signatories) if question.part == "signatories" else ()
    texts_of_part = question.passages or _texts(found, question.part)
    place = question.place
    if place:
        rows, texts_of_part = _at(rows, place), _at(texts_of_part, place)
    return SheetGiven(activity, question.part, found, texts_of_part, rows, signed, place)


def _at(whole: tuple[_One, ...], place: int) -> tuple[_One, ...]:
    """The one at a place, the last for -1; none when there are not so many."""
    return whole[place - 1 : place] if place > 0 else whole[place:]


def _rows(asked: Asked, activity: Activity, part: str, step: str) -> tuple[Row, ...]:
    steps = rows_of_steps(asked, activity)
    chosen = tuple(row for row in steps if row.step and (not step or row.step.key == f"{activity.number}/{step}"))
    if part == "steps":
        return chosen
    if part == "items":
        return tuple(item for row in chosen if row.step for item in rows_of_items(asked, activity, row.step))
    return (row_of_activity(asked, activity),) if part == "averaging" else ()


def _texts(found: ProjectSheet, part: str) -> tuple[str, ...]:
    return {
        "aims": found.aims,
        "reasons": (found.reasons,),
        "outputs": found.outputs,
        "outcomes": found.outcomes,
        "targets": found.outputs + found.outcomes,
        "indicators": found.quantitative_indicators + found.qualitative_indicators,
        "evaluation": found.evaluation.methods,
        "methods": found.evaluation.methods,
        "tools": found.evaluation.tools,
        "alignments": tuple(text for _, text in found.alignments),
        "averaging": (found.note,) if found.note else (),
    }.get(part, ())
