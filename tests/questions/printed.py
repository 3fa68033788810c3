"""One activity, in; all that the plan prints of it (texts, amounts) and what can be counted from several, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.plan import Activity, LineItem, Plan, ProjectSheet


def texts_of(one: Activity) -> Iterator[str]:
    """Every text of the row and of its sheet."""
    yield from (one.title, one.rounds, *one.details)
    if one.sheet:
        yield from _texts_of_sheet(one.sheet)


def _texts_of_sheet(sheet: ProjectSheet) -> Iterator[str]:
    yield from (sheet.reasons, sheet.note, *sheet.aims, *sheet.outputs, *sheet.outcomes)
    yield from (text for pair in sheet.alignments for text in pair)
    yield from (*sheet.quantitative_indicators, *sheet.qualitative_indicators)
    yield from (*sheet.evaluation.indicators, *sheet.evaluation.methods, *sheet.evaluation.tools)
    yield from (signer.post for signer in sheet.signatories)
    for step in sheet.steps:
        yield from (step.title, *step.tasks)
        for item in step.items:
            yield from (
                item.text,
                *(text for text, _ in item.parts),
                *(f"{count} {unit}" for count, unit in item.counts),
            )


def amounts_of(one: Activity) -> Iterator[int]:
    """Every amount of the row and of its sheet, in satang."""
    if one.allocated is not None:
        yield one.allocated
    for step in one.sheet.steps if one.sheet else ():
        if step.allocated is not None:
            yield step.allocated
        yield sum(item.amount or 0 for item in step.items)
        for item in step.items:
            yield from _amounts_of_item(item)


def _amounts_of_item(item: LineItem) -> Iterator[int]:
    yield from (
        amount for amount in (item.amount, item.rate, *(amount for _, amount in item.parts)) if amount is not None
    )
    product = item.rate or 0
    for count, _ in item.counts:
        product *= count
        yield product


def counted_sums(plan: Plan, rows: Sequence[Activity], text: str) -> set[tuple[int, int]]:
    """How many rows there are and what they add up to; of a person's, a group's, a quarter's or a part's where the text
    names one of these, else of all rows and of each such share."""
    shares = dict(_shares(plan, rows))
    named = {name: share for name, share in shares.items() if name and text and name in text}
    named = {
        name: share for name, share in named.items() if not any(name != other and name in other for other in named)
    }
    chosen = list(named.values()) or list(shares.values())
    return {
        (len(share), sum(one.allocated or 0 for one in share))
        for share in [*chosen, *([rows] if len(named) != 1 else [])]
    }


def _shares(plan: Plan, rows: Sequence[Activity]) -> Iterator[tuple[str, list[Activity]]]:
    yield "", list(rows)
    for officer in plan.officers:
        yield officer.name, [one for one in rows if officer.key in one.officers]
    for number in (1, 2, 3, 4):
        span = plan.year.quarter(number).span
        yield f"ไตรมาส {number}", [one for one in rows if one.runs_in(span)]
    for part in plan.parts:
        yield part.title, [one for one in rows if one.part == part.number]
    for one in rows:
        yield one.title, [one]
    yield "ไม่ใช้งบ", [one for one in rows if not one.allocated]
    yield "ใช้งบ", [one for one in rows if one.allocated]
