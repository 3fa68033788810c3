"""projects.yaml in, project sheets by activity number out; every product and every sum must add up."""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import prod

from bot.plan import Evaluation, LineItem, ProjectSheet, Satang, Signatory, Step
from data.plan_files.cells import Fields
from data.plan_files.people import ROLES
from data.plan_files.printed import Printed, source_of, unique


def read_sheets(file: Fields, printed: Printed) -> tuple[tuple[str, ProjectSheet, Fields], ...]:
    """Number of the activity, its sheet and where the file has it."""
    read = tuple((entry.text("activity"), _sheet(entry, printed), entry) for entry in file.entries("sheets"))
    unique((number, entry) for number, _, entry in read)
    return read


def _sheet(entry: Fields, printed: Printed) -> ProjectSheet:
    steps = _steps(entry, printed)
    _check_total(entry, steps, printed)
    note, is_averaging_allowed = _note(entry)
    return ProjectSheet(
        alignments=tuple(_alignment(one) for one in entry.entries("alignments")),
        reasons=_sourced(entry.entry("reasons")) if "reasons" in entry else "",
        aims=_sourced_list(entry, "aims"),
        outputs=_headed_list(entry, "outputs"),
        outcomes=_headed_list(entry, "outcomes"),
        quantitative_indicators=_sourced_list(entry, "quantitative_indicators"),
        qualitative_indicators=_sourced_list(entry, "qualitative_indicators"),
        steps=steps,
        evaluation=_evaluation(entry.entry("evaluation")),
        signatories=tuple(_signatory(one, printed) for one in entry.entries("signatories")),
        source=source_of(entry),
        is_averaging_allowed=is_averaging_allowed,
        note=note,
    )


def _steps(entry: Fields, printed: Printed) -> tuple[Step, ...]:
    read = [(_step(one, printed), one) for one in entry.entries("steps")]
    unique((step.key, one) for step, one in read)
    return tuple(step for step, _ in read)


def _step(entry: Fields, printed: Printed) -> Step:
    items = [(_item(one, printed), one) for one in entry.entries("items")]
    unique((item.key, one) for item, one in items)
    allocated = printed.amount(entry, "allocated")
    if items:
        _check_sum(entry, "allocated", (item.amount for item, _ in items), allocated)
    return Step(
        key=entry.text("key"),
        number=entry.text("number"),
        title=entry.text("title"),
        source=source_of(entry),
        allocated=allocated,
        quarter=_quarter(entry),
        tasks=entry.texts("tasks"),
        items=tuple(item for item, _ in items),
    )


def _quarter(entry: Fields) -> int | None:
    if "quarter" not in entry:
        return None
    number = entry.number("quarter")
    if number not in (1, 2, 3, 4):
        raise entry.fault(f"there is no quarter '{number}'", "quarter")
    return number


def _item(entry: Fields, printed: Printed) -> LineItem:
    amount, rate = printed.amount(entry, "amount"), printed.amount(entry, "rate")
    counts = tuple(_count(entry, text) for text in entry.texts("counts"))
    if rate is not None and amount != rate * prod(number for number, _ in counts):
        raise entry.fault("rate times counts is another amount", "amount")
    parts = tuple(_part(one, printed) for one in entry.entries("parts"))
    if parts:
        _check_sum(entry, "amount", (part for _, part in parts), amount)
    groups = printed.group_list(entry)
    return LineItem(
        key=entry.text("key"),
        text=entry.text("text"),
        amount=amount,
        source=source_of(entry),
        rate=rate,
        counts=counts,
        group=groups[0] if groups else "",
        parts=parts,
        groups=groups,
    )


def _count(entry: Fields, text: str) -> tuple[int, str]:
    found = re.fullmatch(r"(\d+)\s+(\S.*)", text)
    if found is None:
        raise entry.fault(f"'{text}' is not a number and a unit", "counts")
    return int(found[1]), found[2]


def _part(entry: Fields, printed: Printed) -> tuple[str, Satang]:
    amount = printed.amount(entry, "amount")
    if amount is None:
        raise entry.fault("a part of a sum has an amount")
    source_of(entry)
    return entry.text("text"), amount


def _check_total(entry: Fields, steps: tuple[Step, ...], printed: Printed) -> None:
    if "total" not in entry:
        return
    total = entry.entry("total")
    _check_sum(total, "amount", (step.allocated for step in steps), printed.amount(total, "amount"))
    source_of(total)
    total.finish()


def _check_sum(entry: Fields, name: str, amounts: Iterable[Satang | None], printed: Satang | None) -> None:
    if sum(amount or 0 for amount in amounts) != (printed or 0):
        raise entry.fault("the amounts below do not add up to it", name)


def _note(entry: Fields) -> tuple[str, bool]:
    if "note" not in entry:
        return "", False
    note = entry.entry("note")
    is_averaging_allowed = note.flag("averaging")
    return _sourced(note), is_averaging_allowed


def _alignment(entry: Fields) -> tuple[str, str]:
    source_of(entry)
    return entry.text("kind"), entry.text("text")


def _sourced(entry: Fields) -> str:
    source_of(entry)
    text = entry.text("text")
    entry.finish()
    return text


def _sourced_list(entry: Fields, name: str) -> tuple[str, ...]:
    return tuple(_sourced(one) for one in entry.entries(name))


def _headed_list(entry: Fields, name: str) -> tuple[str, ...]:
    if name not in entry:
        return ()
    headed = entry.entry(name)
    headed.text("head")
    source_of(headed)
    texts = _sourced_list(headed, "items")
    headed.finish()
    return texts


def _evaluation(entry: Fields) -> Evaluation:
    evaluation = Evaluation(entry.texts("indicators"), entry.texts("methods"), entry.texts("tools"), source_of(entry))
    entry.finish()
    return evaluation


def _signatory(entry: Fields, printed: Printed) -> Signatory:
    role = entry.text("role")
    if role not in ROLES:
        raise entry.fault(f"'{role}' is not a role", "role")
    return Signatory(role, printed.officer(entry), entry.text("post"), source_of(entry))
