"""The rows of a plan in printed order in; the Plan out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table

from bot.calendar import FiscalYear, Span
from bot.plan import (
    Activity,
    Evaluation,
    Group,
    Layer,
    LineItem,
    Office,
    Officer,
    Part,
    Period,
    PeriodKind,
    Plan,
    Post,
    ProjectSheet,
    Signatory,
    Source,
    Statement,
    Step,
)
from data import tables_plan as t
from data import tables_sheet as s

Found = Mapping[Table, Sequence[Any]]


class Rows:
    """The rows of one plan, looked up by the row that they belong to."""

    def __init__(self, found: Found) -> None:
        self._found = found
        self._below: dict[tuple[Table, str], dict[Any, list[Any]]] = {}

    def all(self, table: Table) -> Sequence[Any]:
        return self._found[table]

    def below(self, table: Table, column: str, key: str) -> list[Any]:
        """The rows whose `column` is `key`, in printed order."""
        grouped = self._below.get((table, column))
        if grouped is None:
            grouped = defaultdict(list)
            for row in self._found[table]:
                grouped[getattr(row, column)].append(row)
            self._below[table, column] = grouped
        return grouped.get(key, [])

    def texts(self, table: Table, column: str, key: str, value: str = "text") -> tuple[str, ...]:
        return tuple(getattr(row, value) for row in self.below(table, column, key))

    def kinds(self, table: Table, activity: str, kinds: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """The texts of an activity by kind, named as the fields that hold them."""
        rows = self.below(table, "activity", activity)
        return {f"{kind}s": tuple(row.text for row in rows if row.kind == kind) for kind in kinds}


def plan_of(head: Any, office: Office, found: Found) -> Plan:
    """The plan of its own row (`head`) and all the others."""
    rows = Rows(found)
    words: dict[str, tuple[str, ...]] = {}
    for row in rows.all(t.plan_word):
        words[row.key] = (*words.get(row.key, ()), row.form)
    return Plan(
        office=office,
        year=FiscalYear(head.fiscal_year),
        title=head.title,
        version=head.version,
        parts=tuple(Part(r.number, r.title, _source(r), r.group_key or "") for r in rows.all(t.plan_part)),
        activities=tuple(_activity(row, rows) for row in rows.all(t.activity)),
        officers=tuple(_officer(row, rows) for row in rows.all(t.officer)),
        statements=tuple(_statement(row, rows) for row in rows.all(t.statement)),
        groups=tuple(_group(row, rows) for row in rows.all(t.plan_group)),
        words=words,
        notes=tuple(row.text for row in rows.all(t.plan_note)),
    )


def _source(row: Any) -> Source:
    return Source(
        row.source_line,
        row.source_last_line,
        row.source_page,
        row.source_raw,
        row.source_reason,
        row.source_is_uncertain,
        tuple(map(int, row.source_also.split())),
    )


def _group(row: Any, rows: Rows) -> Group:
    aliases = rows.texts(t.plan_group_alias, "group_key", row.key, "alias")
    return Group(row.key, row.name, row.short_name, aliases, _source(row))


def _officer(row: Any, rows: Rows) -> Officer:
    return Officer(
        key=row.key,
        title=row.title,
        first_name=row.first_name,
        last_name=row.last_name,
        aliases=rows.texts(t.officer_alias, "officer", row.key, "alias"),
        posts=tuple(_post(post) for post in rows.below(t.post, "officer", row.key)),
        is_spelling_uncertain=row.is_spelling_uncertain,
        spelling_note=row.spelling_note,
        source=_source(row),
    )


def _post(row: Any) -> Post:
    return Post(row.title, _source(row), row.group_key or "", row.is_acting, row.role)


def _statement(row: Any, rows: Rows) -> Statement:
    return Statement(
        key=row.key,
        layer=Layer(row.layer),
        number=row.number,
        text=row.text,
        source=_source(row),
        parent=row.parent or "",
        related=rows.texts(t.statement_relation, "statement", row.key, "related"),
        group=row.group_key or "",
        heading=row.heading,
    )


def _activity(row: Any, rows: Rows) -> Activity:
    return Activity(
        number=row.number,
        part=row.part,
        title=row.title,
        periods=tuple(_period(period) for period in rows.below(t.activity_period, "activity", row.number)),
        officers=rows.texts(t.activity_officer, "activity", row.number, "officer"),
        source=_source(row),
        allocated=row.allocated,
        details=rows.texts(t.activity_detail, "activity", row.number),
        rounds=row.rounds,
        group=row.group_key or "",
        sheet=_sheet(row.number, rows),
        is_project=row.is_project,
    )


def _period(row: Any) -> Period:
    return Period(PeriodKind(row.kind), row.quarter, Span(row.start_on, row.end_on), row.printed, row.round)


def _sheet(activity: str, rows: Rows) -> ProjectSheet | None:
    for row in rows.below(s.project_sheet, "activity", activity):
        alignments = rows.below(s.sheet_alignment, "activity", activity)
        return ProjectSheet(
            alignments=tuple((one.subject, one.text) for one in alignments),
            reasons=row.reasons,
            **rows.kinds(s.sheet_text, activity, s.SHEET_TEXTS),
            steps=tuple(_step(step, rows) for step in rows.below(s.step, "activity", activity)),
            evaluation=_evaluation(activity, rows),
            signatories=tuple(_signatory(one) for one in rows.below(s.signatory, "activity", activity)),
            source=_source(row),
            is_averaging_allowed=row.is_averaging_allowed,
            note=row.note,
        )
    return None


def _evaluation(activity: str, rows: Rows) -> Evaluation:
    (row,) = rows.below(s.evaluation, "activity", activity)
    return Evaluation(**rows.kinds(s.evaluation_text, activity, s.EVALUATION_TEXTS), source=_source(row))


def _signatory(row: Any) -> Signatory:
    return Signatory(row.role, row.officer or "", row.post, _source(row))


def _step(row: Any, rows: Rows) -> Step:
    return Step(
        key=row.key,
        number=row.number,
        title=row.title,
        source=_source(row),
        allocated=row.allocated,
        quarter=row.quarter,
        tasks=rows.texts(s.step_task, "step", row.key),
        items=tuple(_item(item, rows) for item in rows.below(s.line_item, "step", row.key)),
    )


def _item(row: Any, rows: Rows) -> LineItem:
    return LineItem(
        key=row.key,
        text=row.text,
        amount=row.amount,
        source=_source(row),
        rate=row.rate,
        counts=tuple((one.count, one.unit) for one in rows.below(s.line_item_count, "item", row.key)),
        group=row.group_key or "",
        parts=tuple((one.text, one.amount) for one in rows.below(s.line_item_part, "item", row.key)),
        groups=rows.texts(s.line_item_group, "item", row.key, "group_key"),
    )
