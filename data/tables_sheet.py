"""The tables of project sheets: texts, steps, line items, evaluation, signatories."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Integer, Table

from data.tables_base import filled, flag, in_plan, key, metadata, one_of, place, reference, satang, source, text
from data.tables_plan import plan_id

SHEET_TEXTS = ("aim", "output", "outcome", "quantitative_indicator", "qualitative_indicator")
EVALUATION_TEXTS = ("indicator", "method", "tool")

project_sheet = Table(
    "project_sheet",
    metadata,
    plan_id(),
    key("activity"),
    text("reasons"),
    flag("is_averaging_allowed"),
    text("note"),
    *source(),
    in_plan("activity", "activity", to="number"),
)

sheet_alignment = Table(
    "sheet_alignment",
    metadata,
    plan_id(),
    key("activity"),
    place(primary=True),
    text("subject"),
    text("text"),
    in_plan("project_sheet", "activity", to="activity"),
)

sheet_text = Table(
    "sheet_text",
    metadata,
    plan_id(),
    key("activity"),
    key("kind"),
    place(primary=True),
    text("text"),
    one_of("kind", SHEET_TEXTS),
    in_plan("project_sheet", "activity", to="activity"),
)

evaluation = Table(
    "evaluation",
    metadata,
    plan_id(),
    key("activity"),
    *source(),
    in_plan("project_sheet", "activity", to="activity"),
)

evaluation_text = Table(
    "evaluation_text",
    metadata,
    plan_id(),
    key("activity"),
    key("kind"),
    place(primary=True),
    text("text"),
    one_of("kind", EVALUATION_TEXTS),
    in_plan("evaluation", "activity", to="activity"),
)

signatory = Table(
    "signatory",
    metadata,
    plan_id(),
    key("activity"),
    place(primary=True),
    text("role", None),
    reference("officer"),
    text("post"),
    *source(),
    *filled("role"),
    in_plan("project_sheet", "activity", to="activity"),
    in_plan("officer", "officer"),
)

step = Table(
    "step",
    metadata,
    plan_id(),
    key("key"),
    key("activity", primary=False),
    place(),
    text("number"),
    text("title"),
    *satang("allocated"),
    Column("quarter", Integer, nullable=True),
    *source(),
    *filled("key"),
    CheckConstraint("quarter BETWEEN 1 AND 4", name="quarter_is_of_a_year"),
    in_plan("project_sheet", "activity", to="activity"),
)

step_task = Table(
    "step_task", metadata, plan_id(), key("step"), place(primary=True), text("text"), in_plan("step", "step")
)

line_item = Table(
    "line_item",
    metadata,
    plan_id(),
    key("key"),
    key("step", primary=False),
    place(),
    text("text"),
    *satang("amount"),
    *satang("rate"),
    reference("group_key"),
    *source(),
    *filled("key"),
    in_plan("step", "step"),
    in_plan("plan_group", "group_key"),
)

line_item_group = Table(
    "line_item_group",
    metadata,
    plan_id(),
    key("item"),
    place(primary=True),
    key("group_key", primary=False),
    in_plan("line_item", "item"),
    in_plan("plan_group", "group_key"),
)

line_item_count = Table(
    "line_item_count",
    metadata,
    plan_id(),
    key("item"),
    place(primary=True),
    Column("count", Integer, nullable=False),
    text("unit"),
    CheckConstraint("count >= 0", name="count_is_counted"),
    in_plan("line_item", "item"),
)

line_item_part = Table(
    "line_item_part",
    metadata,
    plan_id(),
    key("item"),
    place(primary=True),
    text("text"),
    *satang("amount"),
    CheckConstraint("amount IS NOT NULL", name="amount_is_given"),
    in_plan("line_item", "item"),
)
