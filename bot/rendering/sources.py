"""What an answer is about in, where it stands in the plan out: the last line of every answer."""

from __future__ import annotations

from collections.abc import Iterable

from bot.answers import Row
from bot.plan import Officer, Source, Statement
from bot.rendering.statements import statement_name
from bot.rendering.words import Words

LONG_RUN = 4
"""From so many numbers in a row on, a run is written as first–last."""


def of_rows(words: Words, rows: Iterable[Row]) -> str:
    refs = list(dict.fromkeys(row.ref for row in rows))
    return of_items(words, refs) if refs else of_plan(words)


def of_items(words: Words, refs: Iterable[str]) -> str:
    """Source: plan 2567, items 1.4, 1.5 and 1.13."""
    written = words.all_of(runs(words, refs))
    return words.say("Source: plan {year}, item {items}", year=words.view.plan.year.number, items=written)


def runs(words: Words, refs: Iterable[str]) -> list[str]:
    """Numbers of activities in plan order, many in a row as first–last."""
    order = [activity.number for activity in words.view.plan.activities]
    wanted = set(refs)
    found: list[list[str]] = []
    for index, number in enumerate(order):
        if number in wanted:
            follows = (
                bool(found)
                and index > 0
                and found[-1][-1] == order[index - 1]
                and _chapter(number) == _chapter(found[-1][-1])
            )
            found[-1].append(number) if follows else found.append([number])
    return [one for run in found for one in (run if len(run) < LONG_RUN else [f"{run[0]}–{run[-1]}"])]


def _chapter(number: str) -> str:
    return number.partition(".")[0]


def of_statements(words: Words, statements: Iterable[Statement]) -> str:
    """Source: plan 2567, policy 7 of the office."""
    names = list(dict.fromkeys(statement_name(words, one) for one in statements))
    if not names:
        return of_plan(words)
    return of_place(words, words.all_of(names[:3]) if len(names) <= 3 else names[0] + "–" + names[-1])


def of_place(words: Words, place: str) -> str:
    return words.say("Source: plan {year}, {place}", year=words.view.plan.year.number, place=place)


def of_plan(words: Words) -> str:
    return words.say("Source: plan {year}", year=words.view.plan.year.number)


def uncertain_names(words: Words, officers: Iterable[Officer]) -> str:
    """Once for an answer: whose name the office still has to confirm; empty when all are certain."""
    names = [one.first_name for one in dict.fromkeys(officers) if one.is_spelling_uncertain]
    return (
        words.say("(the office has yet to confirm the spelling of {names})", names=words.all_of(names)) if names else ""
    )


def uncertain_text(words: Words, sources: Iterable[Source]) -> str:
    """Once for an answer: that the office still has to confirm what is printed."""
    return words.say("(the office has yet to confirm this text)") if any(one.is_uncertain for one in sources) else ""
