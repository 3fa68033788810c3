"""The YAML files of a plan as they are written: every mapping that names a line, with its own words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
PLAN = ROOT / "data" / "plans" / "2567"
SOURCE = PLAN / "source"
REMARKS = frozenset({"line", "last_line", "also", "raw", "why", "uncertain", "aliases", "key", "related", "parent"})


@dataclass(frozen=True)
class Written:
    """One item as written: its lines in the source, its words for people (no remarks, no aliases), its raw parts."""

    place: str
    lines: frozenset[int]
    words: str
    raw: tuple[str, ...]
    why: str
    is_uncertain: bool

    def says(self, text: str) -> bool:
        return squeeze(text) in squeeze(self.words)


def squeeze(text: str) -> str:
    """Text without any blank, for comparing what line breaks have cut."""
    return "".join(text.split())


def source_lines() -> list[str]:
    """The lines of the machine-read plan; index 0 is empty so that the index is the line's number."""
    return ["", *(SOURCE / "plan-2567.txt").read_text(encoding="utf-8").split("\n")]


def written_items(folder: Path = PLAN) -> list[Written]:
    files = sorted(folder.rglob("*.yaml"))
    return [item for file in files for item in _items(_load(file), f"{file.name}")]


def _load(file: Path) -> object:
    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def _items(node: object, place: str) -> Iterator[Written]:
    if isinstance(node, list):
        for one in node:
            yield from _items(one, place)
    if isinstance(node, dict):
        if "line" in node:
            yield _item(node, place)
        for below in node.values():
            yield from _items(below, place)


def _item(node: dict[str, object], place: str) -> Written:
    first = int(str(node["line"]))
    last = int(str(node.get("last_line", first)))
    also = node.get("also", [])
    assert isinstance(also, list)
    raw = str(node.get("raw", ""))
    return Written(
        place=f"{place}: {node.get('key', node.get('number', first))}",
        lines=frozenset([*range(first, last + 1), *(int(line) for line in also)]),
        words=" ".join(_words({name: cell for name, cell in node.items() if name not in REMARKS})),
        raw=tuple(part.strip() for part in raw.split(" | ") if part),
        why=str(node.get("why", "")),
        is_uncertain=node.get("uncertain") == "true",
    )


def _words(node: object) -> Iterator[str]:
    """The texts below a node, without those of items that name a line of their own."""
    if isinstance(node, str):
        yield node
    if isinstance(node, list):
        for one in node:
            yield from _words(one)
    if isinstance(node, dict) and "line" not in node:
        for below in node.values():
            yield from _words(below)
