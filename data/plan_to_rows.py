"""A Plan in; the rows of every table of a plan out, each with its place in printed order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any

from sqlalchemy import Table

from bot.plan import Activity, LineItem, Plan, ProjectSheet, Source, Step
from data import tables_plan as t
from data import tables_sheet as s

Row = dict[str, Any]
RowOf = tuple[Table, Row]

PLAN_TABLES: tuple[Table, ...] = (
    t.plan_group,
    t.plan_group_alias,
    t.plan_part,
    t.officer,
    t.officer_alias,
    t.post,
    t.statement,
    t.statement_relation,
    t.activity,
    t.activity_detail,
    t.activity_officer,
    t.activity_period,
    t.plan_word,
    t.plan_note,
    s.project_sheet,
    s.sheet_alignment,
    s.sheet_text,
    s.evaluation,
    s.evaluation_text,
    s.signatory,
    s.step,
    s.step_task,
    s.line_item,
    s.line_item_group,
    s.line_item_count,
    s.line_item_part,
)
"""In an order that foreign keys allow."""


def rows_of(plan: Plan) -> dict[Table, list[Row]]:
    """Every row of the plan but its own and its office's, without the plan's number."""
    found: dict[Table, list[Row]] = {table: [] for table in PLAN_TABLES}
    for table, row in _rows(plan):
        found[table].append(row)
    return found


def _rows(plan: Plan) -> Iterator[RowOf]:
    yield from _groups_and_parts(plan)
    yield from _officers(plan)
    yield from _statements(plan)
    for place, activity in enumerate(plan.activities):
        yield from _activity(place, activity)
    forms = ((key, form) for key, forms in plan.words.items() for form in forms)
    yield from _listed(t.plan_word, {}, ({"key": key, "form": form} for key, form in forms))
    yield from _texts(t.plan_note, {}, plan.notes)


def _groups_and_parts(plan: Plan) -> Iterator[RowOf]:
    for place, group in enumerate(plan.groups):
        names = {"key": group.key, "name": group.name, "short_name": group.short_name}
        yield t.plan_group, names | {"position": place} | source_row(group.source)
        yield from _texts(t.plan_group_alias, {"group_key": group.key}, group.aliases, "alias")
    for place, part in enumerate(plan.parts):
        row: Row = {"number": part.number, "position": place, "title": part.title, "group_key": part.group or None}
        yield t.plan_part, row | source_row(part.source)


def _officers(plan: Plan) -> Iterator[RowOf]:
    copied = ("key", "title", "first_name", "last_name", "is_spelling_uncertain", "spelling_note")
    for place, officer in enumerate(plan.officers):
        yield (
            t.officer,
            {name: getattr(officer, name) for name in copied} | {"position": place} | source_row(officer.source),
        )
        yield from _texts(t.officer_alias, {"officer": officer.key}, officer.aliases, "alias")
        for order, post in enumerate(officer.posts):
            row: Row = {"officer": officer.key, "position": order, "title": post.title, "role": post.role}
            yield t.post, row | _group(post.group) | {"is_acting": post.is_acting} | source_row(post.source)


def _statements(plan: Plan) -> Iterator[RowOf]:
    for place, one in enumerate(plan.statements):
        row: Row = {"key": one.key, "position": place, "layer": one.layer.value, "number": one.number}
        row |= {"text": one.text, "parent": one.parent or None, "heading": one.heading}
        yield t.statement, row | _group(one.group) | source_row(one.source)
        yield from _texts(t.statement_relation, {"statement": one.key}, one.related, "related")


def _activity(place: int, one: Activity) -> Iterator[RowOf]:
    row: Row = {"number": one.number, "position": place, "part": one.part, "title": one.title}
    row |= {"allocated": one.allocated, "rounds": one.rounds, "is_project": one.is_project}
    yield t.activity, row | _group(one.group) | source_row(one.source)
    owner = {"activity": one.number}
    yield from _texts(t.activity_detail, owner, one.details)
    yield from _texts(t.activity_officer, owner, one.officers, "officer")
    yield from _listed(t.activity_period, owner, (_period(period) for period in one.periods))
    if one.sheet is not None:
        yield from _sheet(one.number, one.sheet)


def _period(period: Any) -> Row:
    return {
        "kind": period.kind.value,
        "quarter": period.quarter,
        "start_on": period.span.start_on,
        "end_on": period.span.end_on,
        "printed": period.printed,
        "round": period.round,
    }


def _sheet(activity: str, sheet: ProjectSheet) -> Iterator[RowOf]:
    owner: Row = {"activity": activity}
    row = {"reasons": sheet.reasons, "is_averaging_allowed": sheet.is_averaging_allowed, "note": sheet.note}
    yield s.project_sheet, owner | row | source_row(sheet.source)
    yield from _listed(s.sheet_alignment, owner, ({"subject": a, "text": b} for a, b in sheet.alignments))
    for kind in s.SHEET_TEXTS:
        yield from _texts(s.sheet_text, owner | {"kind": kind}, getattr(sheet, f"{kind}s"))
    yield s.evaluation, owner | source_row(sheet.evaluation.source)
    for kind in s.EVALUATION_TEXTS:
        yield from _texts(s.evaluation_text, owner | {"kind": kind}, getattr(sheet.evaluation, f"{kind}s"))
    for place, one in enumerate(sheet.signatories):
        row = {"role": one.role, "officer": one.officer or None, "post": one.post, "position": place}
        yield s.signatory, owner | row | source_row(one.source)
    for place, step in enumerate(sheet.steps):
        yield from _step(owner | {"position": place}, step)


def _step(owner: Row, step: Step) -> Iterator[RowOf]:
    row = {"key": step.key, "number": step.number, "title": step.title, "quarter": step.quarter}
    yield s.step, owner | row | {"allocated": step.allocated} | source_row(step.source)
    yield from _texts(s.step_task, {"step": step.key}, step.tasks)
    for place, item in enumerate(step.items):
        yield from _item({"step": step.key, "position": place}, item)


def _item(owner: Row, item: LineItem) -> Iterator[RowOf]:
    row: Row = {"key": item.key, "text": item.text, "amount": item.amount, "rate": item.rate}
    yield s.line_item, owner | row | _group(item.group) | source_row(item.source)
    inside = {"item": item.key}
    yield from _texts(s.line_item_group, inside, item.groups, "group_key")
    yield from _listed(s.line_item_count, inside, ({"count": n, "unit": unit} for n, unit in item.counts))
    yield from _listed(s.line_item_part, inside, ({"text": text, "amount": satang} for text, satang in item.parts))


def _texts(table: Table, owner: Row, texts: Iterable[str], column: str = "text") -> Iterator[RowOf]:
    return _listed(table, owner, ({column: text} for text in texts))


def _listed(table: Table, owner: Row, rows: Iterable[Row]) -> Iterator[RowOf]:
    for place, row in enumerate(rows):
        yield table, owner | row | {"position": place}


def _group(key: str) -> Row:
    return {"group_key": key or None}


def source_row(source: Source) -> Row:
    row: Row = {f"source_{field.name}": getattr(source, field.name) for field in fields(source)}
    return row | {"source_also": " ".join(map(str, source.also))}
