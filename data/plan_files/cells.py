"""A YAML file in, its cells out: every cell is the text as written, knows its line, and must be read by somebody.

Cells are strings on purpose: YAML would read the activity number 1.10 as 1.1, and 4,540 as a text but 560 as a number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from bot.errors import PlanFileError


@dataclass(slots=True)
class Fields:
    """One mapping of a plan file; `finish` reports what nobody has read."""

    path: Path
    line: int
    _cells: dict[str, yaml.Node]
    _lines: dict[str, int]
    _unread: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._unread = set(self._cells)

    def __contains__(self, name: str) -> bool:
        return name in self._cells

    def names(self) -> tuple[str, ...]:
        return tuple(self._cells)

    def fault(self, reason: str, name: str = "") -> PlanFileError:
        """The error that names this file, the line of the cell (else of the mapping) and the cell."""
        line = self._lines.get(name, self.line)
        cell = f", {name}" if name else ""
        return PlanFileError(f"{self.path}, line {line}{cell}: {reason}")

    def text(self, name: str, default: str | None = None) -> str:
        """The cell as one line of text; without a default it must be there."""
        if name not in self._cells:
            if default is None:
                raise self.fault(f"'{name}' is missing")
            return default
        text = self._scalar(self._take(name), name)
        if not text and default is None:
            raise self.fault("the cell is empty", name)
        return text

    def number(self, name: str) -> int:
        return self._whole(self.text(name), name)

    def numbers(self, name: str) -> tuple[int, ...]:
        return tuple(self._whole(printed, name) for printed in self.texts(name))

    def flag(self, name: str) -> bool:
        printed = self.text(name, "false")
        if printed not in ("true", "false"):
            raise self.fault(f"'{printed}' is neither true nor false", name)
        return printed == "true"

    def texts(self, name: str) -> tuple[str, ...]:
        """The cell as a list of texts; empty when it is missing."""
        return tuple(self._scalar(node, name) for node in self._sequence(name))

    def entries(self, name: str) -> Iterator[Fields]:
        """The mappings of a list, one by one; each must be read to its end before the next."""
        for node in self._sequence(name):
            entry = fields_of(node, self.path)
            yield entry
            entry.finish()

    def entry(self, name: str) -> Fields:
        """The mapping in a cell; the caller finishes it."""
        if name not in self._cells:
            raise self.fault(f"'{name}' is missing")
        return fields_of(self._take(name), self.path)

    def finish(self) -> None:
        """PlanFileError when a cell was read by nobody: a misspelt name must not be lost in silence."""
        for name in self._cells:
            if name in self._unread:
                raise self.fault("nobody reads this cell", name)

    def _whole(self, printed: str, name: str) -> int:
        if not (printed.isascii() and printed.isdigit()):
            raise self.fault(f"'{printed}' is not a whole number", name)
        return int(printed)

    def _take(self, name: str) -> yaml.Node:
        self._unread.discard(name)
        return self._cells[name]

    def _sequence(self, name: str) -> list[yaml.Node]:
        if name not in self._cells:
            return []
        node = self._take(name)
        if not isinstance(node, yaml.SequenceNode):
            raise self.fault("a list is expected", name)
        return list(node.value)

    def _scalar(self, node: yaml.Node, name: str) -> str:
        if not isinstance(node, yaml.ScalarNode):
            raise self.fault("one text is expected", name)
        return " ".join(str(node.value).split())


DEEPEST = 40
"""Levels of nesting that a file may have: libyaml's composer recurses, and ends the whole process when it runs out."""


def read_fields(path: Path) -> Fields:
    """The outermost mapping of a YAML file."""
    try:
        text = path.read_text(encoding="utf-8")
        _refuse_what_never_ends(text, path)
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise PlanFileError(f"{path}, line {line}: {error.problem or 'not YAML'}") from error
    except (yaml.YAMLError, OSError, UnicodeDecodeError) as error:
        raise PlanFileError(f"{path}, line 1: {error}") from error
    if node is None:
        return no_fields(path)
    return fields_of(node, path)


def _refuse_what_never_ends(text: str, path: Path) -> None:
    """Aliases let a node stand inside itself or grow without end, deep nesting ends the process; plans need neither."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            raise PlanFileError(f"{path}, line {line}: aliases (*name) are not read")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise PlanFileError(f"{path}, line {line}: nested too deeply")


def fields_of(node: yaml.Node, path: Path) -> Fields:
    """A node as a mapping of named cells; a name given twice is a fault."""
    if not isinstance(node, yaml.MappingNode):
        raise PlanFileError(f"{path}, line {_line(node)}: names and values are expected")
    cells: dict[str, yaml.Node] = {}
    lines: dict[str, int] = {}
    for key, value in node.value:
        name = str(key.value)
        if name in cells:
            raise PlanFileError(f"{path}, line {_line(key)}, {name}: the cell is given twice")
        cells[name], lines[name] = value, _line(key)
    return Fields(path, _line(node), cells, lines)


def no_fields(path: Path) -> Fields:
    """What an empty or missing file holds."""
    return Fields(path, 1, {}, {})


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
