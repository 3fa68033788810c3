"""A YAML file of ours in; what it says out, by the fast parser, kept until the file changes. To be read only."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any


def read_yaml(path: Path) -> Any:
    """What a file says; None when it is empty."""
    now = path.stat()
    return _read(path, now.st_mtime_ns, now.st_size)


@lru_cache(maxsize=64)
def _read(path: Path, _changed: int, _size: int) -> Any:
    import yaml

    # The parser in C is ten times as fast, but a machine may have the library without it.
    with path.open("rb") as file:
        return yaml.load(file, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
