"""The folder of one plan in, the Plan out: the order in which its files are read and checked against each other.

Files: office, groups, people, activities, projects, words, notes (.yaml), and then policies/*.yaml by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from bot.calendar import FiscalYear
from bot.errors import PlanFileError
from bot.plan import Activity, Group, Office, Part, Plan, ProjectSheet, Satang
from data.plan_files.activities import read_activities
from data.plan_files.cells import Fields, no_fields, read_fields
from data.plan_files.people import read_officers
from data.plan_files.printed import Printed, printed_of, source_of, unique
from data.plan_files.sheets import read_sheets
from data.plan_files.statements import read_statements

CELLS = Path(__file__).parents[1] / "plans" / "cells.yaml"


def read_plan(path: Path) -> Plan:
    """The plan whose files stand in this folder, as version 1; PlanFileError names file, line and cell."""
    if not (path / "office.yaml").is_file():
        raise PlanFileError(f"{path}: there is no plan here (office.yaml is missing)")
    head = read_fields(path / "office.yaml")
    year = FiscalYear(head.number("year"))
    groups = _groups(_file(path, "groups"))
    printed = replace(printed_of(year, CELLS), groups=frozenset(group.key for group in groups))
    people = _file(path, "people")
    officers = read_officers(people, printed)
    people.finish()
    printed = replace(printed, officers=frozenset(officer.key for officer in officers))
    parts = _parts(head, printed)
    plan = Plan(
        office=_office(head.entry("office")),
        year=year,
        title=_title(head.entry("title")),
        version=1,
        parts=parts,
        activities=_activities(path, printed, parts),
        officers=officers,
        statements=read_statements(map(read_fields, sorted((path / "policies").glob("*.yaml"))), printed),
        groups=groups,
        words=_words(_file(path, "words")),
        notes=_notes(_file(path, "notes")),
    )
    head.finish()
    return plan


def _file(folder: Path, name: str) -> Fields:
    """A file of the folder; one that is missing is read as empty."""
    path = folder / f"{name}.yaml"
    return read_fields(path) if path.exists() else no_fields(path)


def _office(entry: Fields) -> Office:
    if "line" in entry:
        source_of(entry)
    office = Office(
        key=entry.text("key"),
        name=entry.text("name"),
        short_name=entry.text("short_name"),
        aliases=entry.texts("aliases"),
        contact=entry.text("contact", ""),
    )
    entry.finish()
    return office


def _title(entry: Fields) -> str:
    source_of(entry)
    title = entry.text("text")
    entry.finish()
    return title


def _groups(file: Fields) -> tuple[Group, ...]:
    read = [(_group(entry), entry) for entry in file.entries("groups")]
    unique((group.key, entry) for group, entry in read)
    file.finish()
    return tuple(group for group, _ in read)


def _group(entry: Fields) -> Group:
    return Group(
        key=entry.text("key"),
        name=entry.text("name"),
        short_name=entry.text("short_name", ""),
        aliases=entry.texts("aliases"),
        source=source_of(entry),
    )


def _parts(head: Fields, printed: Printed) -> tuple[Part, ...]:
    read = [
        (Part(entry.number("number"), entry.text("title"), source_of(entry), printed.group(entry)), entry)
        for entry in head.entries("parts")
    ]
    unique((str(part.number), entry) for part, entry in read)
    return tuple(part for part, _ in read)


def _activities(path: Path, printed: Printed, parts: tuple[Part, ...]) -> tuple[Activity, ...]:
    sheets, file = _file(path, "projects"), _file(path, "activities")
    sheet_of = {number: (sheet, entry) for number, sheet, entry in read_sheets(sheets, printed)}
    sheets.finish()
    activities = read_activities(file, printed, parts, {number: sheet for number, (sheet, _) in sheet_of.items()})
    file.finish()
    allocated = {activity.number: activity.allocated for activity in activities}
    for number, (sheet, entry) in sheet_of.items():
        _check_sheet(number, sheet, entry, allocated)
    return activities


def _check_sheet(number: str, sheet: ProjectSheet, entry: Fields, allocated: Mapping[str, Satang | None]) -> None:
    if number not in allocated:
        raise entry.fault(f"there is no activity '{number}'", "activity")
    if sum(step.allocated or 0 for step in sheet.steps) != (allocated[number] or 0):
        raise entry.fault(f"the steps do not add up to what activity {number} is allocated", "activity")


def _words(file: Fields) -> Mapping[str, tuple[str, ...]]:
    if "words" not in file:
        return {}
    entry = file.entry("words")
    words = {name: entry.texts(name) for name in entry.names()}
    file.finish()
    return words


def _notes(file: Fields) -> tuple[str, ...]:
    notes = file.texts("notes")
    file.finish()
    return notes
