"""A scope in, the words for what it takes in out: quarter 2, the part, the group, the person."""

from __future__ import annotations

from bot.plan import Satang
from bot.questions import Scope
from bot.rendering import sources
from bot.rendering.dates import quarter_name, span_name
from bot.rendering.money import baht
from bot.rendering.words import Words, clean


def scope_name(words: Words, scope: Scope) -> str:
    """What restricts a scope, joined by dots; the whole plan when nothing does."""
    plan = words.view.plan
    named = [plan.officer_by_key[key].full_name for key in scope.officers if key in plan.officer_by_key]
    named += [clean(part.title) for part in plan.parts if part.number == scope.part]
    named += [group.name for group in plan.groups if group.key == scope.group]
    named += [span_name(words, scope.span)] if scope.span else []
    named += [words.say("projects")] if scope.is_project else []
    named += _limits(words, scope)
    return " · ".join(named)


def _limits(words: Words, scope: Scope) -> list[str]:
    named = []
    if scope.is_free:
        named.append(words.say("without budget"))
    if scope.at_least is not None and scope.at_least == scope.at_most:
        return [*named, baht(words, scope.at_least)]
    # A bound that is not in: one satang beyond the amount that was said.
    if scope.at_least is not None:
        is_beyond = scope.at_least % 100 == 1
        amount = baht(words, Satang(scope.at_least - is_beyond))
        more = words.say("more than {amount}", amount=amount)
        named.append(more if is_beyond else words.say("at least {amount}", amount=amount))
    if scope.at_most is not None:
        is_beyond = scope.at_most % 100 == 99
        amount = baht(words, Satang(scope.at_most + is_beyond))
        less = words.say("less than {amount}", amount=amount)
        named.append(less if is_beyond else words.say("at most {amount}", amount=amount))
    return named


def scope_or_plan(words: Words, scope: Scope) -> str:
    """The name of a scope; of the whole plan when it takes in everything."""
    left_out = words.all_of(_left_out(words, scope.without))
    name = scope_name(words, scope)
    if not name and not scope.restricts:
        name = words.say("the whole plan of {year}", year=words.view.plan.year.number)
    return " · ".join(one for one in (name, left_out and words.say("without {things}", things=left_out)) if one)


def _left_out(words: Words, tokens: tuple[str, ...]) -> list[str]:
    """What is left out by name, numbers of activities as runs."""
    numbers = [token for token in tokens if token in words.view.plan.activity_by_number]
    others = [_thing(words, *token.partition(":")[::2]) for token in tokens if token not in numbers]
    return others + sources.runs(words, numbers)


def _thing(words: Words, kind: str, key: str) -> str:
    plan = words.view.plan
    match kind:
        case "part":
            return next((clean(one.title) for one in plan.parts if str(one.number) == key), key)
        case "group":
            return plan.group_by_key[key].name if key in plan.group_by_key else key
        case "officer":
            return plan.officer_by_key[key].full_name if key in plan.officer_by_key else key
        case "quarter":
            return words.say("what runs in {quarter}", quarter=quarter_name(words, plan.year.quarter(int(key))))
        case "project":
            return words.say("projects")
        case "free":
            return words.say("what uses no budget")
        case _:
            return kind
