"""Files of sections in, Statements out: a section names its layer, items stand as printed, nested under `below`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bot.plan import Layer, Statement
from data.plan_files.cells import Fields
from data.plan_files.printed import Printed, source_of, unique

_Found = tuple[Statement, Fields]


@dataclass(frozen=True, slots=True)
class _Section:
    """What the items of a section share unless they say otherwise."""

    layer: Layer
    heading: str
    parent: str
    group: str


def read_statements(files: Iterable[Fields], printed: Printed) -> tuple[Statement, ...]:
    """All statements of all files; a parent or related key must be a statement of one of them."""
    found = [one for file in files for one in _of_file(file, printed)]
    unique((statement.key, entry) for statement, entry in found)
    known = {statement.key for statement, _ in found}
    for statement, entry in found:
        _check_keys(statement, entry, known)
    return tuple(statement for statement, _ in found)


def _of_file(file: Fields, printed: Printed) -> Iterator[_Found]:
    for entry in file.entries("sections"):
        section = _section(entry, printed)
        for item in entry.entries("items"):
            yield from _item(item, section, printed)
    file.finish()


def _section(entry: Fields, printed: Printed) -> _Section:
    if "line" in entry:
        source_of(entry)
    name = entry.text("layer").upper()
    if name not in Layer.__members__:
        raise entry.fault(f"'{name.lower()}' is not a layer", "layer")
    return _Section(Layer[name], entry.text("heading", ""), entry.text("parent", ""), printed.group(entry))


def _item(entry: Fields, section: _Section, printed: Printed) -> Iterator[_Found]:
    key = entry.text("key")
    statement = Statement(
        key=key,
        layer=section.layer,
        number=entry.text("number", ""),
        text=entry.text("text"),
        source=source_of(entry),
        parent=entry.text("parent", section.parent),
        related=entry.texts("related"),
        group=printed.group(entry) or section.group,
        heading=entry.text("heading", section.heading),
    )
    yield statement, entry
    for below in entry.entries("below"):
        yield from _item(below, replace(section, parent=key), printed)


def _check_keys(statement: Statement, entry: Fields, known: set[str]) -> None:
    if statement.parent and statement.parent not in known:
        raise entry.fault(f"the parent '{statement.parent}' is not known", "parent")
    for key in statement.related:
        if key not in known:
            raise entry.fault(f"'{key}' is not known", "related")
