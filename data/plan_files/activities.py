"""activities.yaml in, Activities out: numbers, money, periods by quarter column, officers."""

from __future__ import annotations

from collections.abc import Mapping

from bot.plan import Activity, Part, Period, ProjectSheet
from data.plan_files.cells import Fields
from data.plan_files.printed import Printed, source_of, unique


def read_activities(
    file: Fields, printed: Printed, parts: tuple[Part, ...], sheets: Mapping[str, ProjectSheet]
) -> tuple[Activity, ...]:
    group_of_part = {part.number: part.group for part in parts}
    read = [(_activity(entry, printed, group_of_part, sheets), entry) for entry in file.entries("activities")]
    unique((activity.number, entry) for activity, entry in read)
    return tuple(activity for activity, _ in read)


def _activity(
    entry: Fields, printed: Printed, group_of_part: Mapping[int, str], sheets: Mapping[str, ProjectSheet]
) -> Activity:
    number = entry.text("number")
    part = _part(entry, number, group_of_part)
    if "allocated" not in entry:
        raise entry.fault("'allocated' is missing: an amount, or the plan's words for no budget")
    return Activity(
        number=number,
        part=part,
        title=entry.text("title"),
        periods=_periods(entry, printed),
        officers=printed.officer_list(entry),
        source=source_of(entry),
        allocated=printed.amount(entry, "allocated"),
        details=entry.texts("details"),
        rounds=entry.text("rounds", ""),
        group=printed.group(entry) or group_of_part[part],
        sheet=sheets.get(number),
        is_project=entry.flag("project"),
    )


def _part(entry: Fields, number: str, group_of_part: Mapping[int, str]) -> int:
    first = number.partition(".")[0]
    if not first.isdigit() or int(first) not in group_of_part:
        raise entry.fault(f"'{number}' belongs to no part of the plan", "number")
    return int(first)


def _periods(entry: Fields, printed: Printed) -> tuple[Period, ...]:
    if "periods" not in entry:
        return ()
    columns = entry.entry("periods")
    periods = tuple(_period(columns, name, place, printed) for place, name in enumerate(columns.names(), 1))
    columns.finish()
    return periods


def _period(columns: Fields, name: str, place: int, printed: Printed) -> Period:
    if name not in ("1", "2", "3", "4"):
        raise columns.fault(f"there is no quarter '{name}'", name)
    try:
        return printed.periods.read(columns.text(name), int(name), place)
    except ValueError as error:
        raise columns.fault(str(error), name) from error
