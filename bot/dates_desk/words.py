"""The word file of dates in; its verbs, fillers and question words, folded, out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.dates_desk.clock import Clock
from bot.understanding.text import fold
from bot.yaml_files import read_yaml


@dataclass(frozen=True, slots=True)
class DateWords:
    """What officers write about dates; longest forms first, so that none hides inside another."""

    verbs: Mapping[str, tuple[str, ...]]
    """set, move, held, cancel → how they are said."""
    clock: Clock
    asking: tuple[str, ...] = ()
    fillers: tuple[str, ...] = ()
    mine: tuple[str, ...] = ()
    quarter: tuple[str, ...] = ()
    polite: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    undated: tuple[str, ...] = ()
    wants_day: tuple[str, ...] = ()
    correcting: tuple[str, ...] = ()


_LISTS = ("asking", "fillers", "mine", "quarter", "polite", "before", "undated", "wants_day", "correcting")


def read_date_words(path: Path) -> DateWords:
    """The words of a language; empty ones when there is no file."""
    found: dict[str, Any] = (read_yaml(path) or {}) if path.is_file() else {}
    verbs = {str(verb): _folded(forms) for verb, forms in found.get("verbs", {}).items()}
    # In the order of the file: the place of a number is its value.
    clock = {str(name): tuple(fold(str(form)) for form in forms) for name, forms in found.get("clock", {}).items()}
    return DateWords(verbs, Clock(clock), **{name: _folded(found.get(name, ())) for name in _LISTS})


def _folded(forms: Any) -> tuple[str, ...]:
    return tuple(sorted({fold(str(form)) for form in forms}, key=lambda form: -len(form)))
