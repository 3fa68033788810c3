"""Word lists in YAML files, in; `Words` (forms by meaning) out, with additions merged, a lint, and reload on change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from pathlib import Path
from time import monotonic
from types import MappingProxyType
from typing import TypeAlias

from bot.understanding.text import bones_of
from bot.yaml_files import read_yaml

Forms: TypeAlias = Mapping[str, tuple[str, ...]]


SPELT = (
    *("committee", "handing_in", "which_time", "which", "ends_year", "ends_quarter", "ends_month", "not_there"),
    *("lists_work", "service_verb", "service_not", "service_wish", "service_thing"),
    *("speaks_of", "speaks_end", "stands_in", "about_said", "passed_on"),
    *("paid", "paid_not", "unpaid", "duty_said", "duty_not", "work_said", "done_said"),
)
"""Cues that are read letter by letter, and by no other reader: they may be words of the plan, too."""


@dataclass(frozen=True, eq=False)
class Words:
    """What staff say, by meaning; equal only to itself, so that what is built from it can be kept.

    A nested list in a file is flattened: position → teacher is "position.teacher".
    """

    concepts: Forms = field(default_factory=dict)
    facets: Forms = field(default_factory=dict)
    abbreviations: Forms = field(default_factory=dict)
    fillers: Forms = field(default_factory=dict)
    carriers: Forms = field(default_factory=dict)
    cues: Forms = field(default_factory=dict)
    fields: Forms = field(default_factory=dict)
    folding: Forms = field(default_factory=dict)
    names: Forms = field(default_factory=dict)
    implies: Forms = field(default_factory=dict)
    ordinary: Forms = field(default_factory=dict)
    """Words of everyday language by how often they are found; they only show what is misspelled."""

    @property
    def all_carriers(self) -> tuple[str, ...]:
        """Every word inside which short forms stand by accident."""
        folding = self.folding.get("carriers", ())
        return tuple(sorted({form for forms in self.carriers.values() for form in forms} | set(folding)))

    def with_abbreviations(self, forms: Forms) -> Forms:
        """The forms, each meaning that has an abbreviated term extended by its short forms."""
        short = {bones_of(term): found for term, found in self.abbreviations.items()}
        return {
            key: tuple(found) + tuple(extra for form in found for extra in short.get(bones_of(form), ()))
            for key, found in forms.items()
        }


def load_words(folder: Path) -> Words:
    """Read the word lists of one language; a list that is not there is empty."""
    lists = {one.name: _read(folder / f"{one.name}.yaml") for one in fields(Words) if one.name != _ORDINARY}
    return Words(**lists, ordinary=_read_ordinary(folder / f"{_ORDINARY}.txt"))


_ORDINARY = "ordinary"


@lru_cache(maxsize=4)
def _read_ordinary(path: Path) -> Forms:
    """Lines of "how often: words"; too many for YAML, which would take a second, and not for editing."""
    found: dict[str, tuple[str, ...]] = {}
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        often, _, words = line.partition(":")
        if often.isdecimal():
            found[often] = (*found.get(often, ()), *words.split())
    return MappingProxyType(found)


def merge(words: Words, additions: Words) -> Words:
    """Words with an office's own forms added, meaning by meaning."""
    return Words(
        **{one.name: merge_forms(getattr(words, one.name), getattr(additions, one.name)) for one in fields(Words)}
    )


def merge_forms(forms: Forms, additions: Forms) -> Forms:
    """Both, meaning by meaning; no form twice."""
    merged = dict(forms)
    for key, found in additions.items():
        merged[key] = tuple(dict.fromkeys((*merged.get(key, ()), *found)))
    return MappingProxyType(merged)


def load_forms(path: Path) -> Forms:
    """One word list; empty when there is no file."""
    return _read(path)


def _read(path: Path) -> Forms:
    if not path.is_file():
        return {}
    return MappingProxyType(dict(_flat(read_yaml(path) or {}, "")))


def _flat(found: object, name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    if isinstance(found, Mapping):
        for key, inner in found.items():
            yield from _flat(inner, f"{name}.{key}" if name else str(key))
    elif isinstance(found, list):
        yield name, tuple(str(form) for form in found)
    elif found is not None:
        yield name, (str(found),)


LOOK_EVERY = 1.0
"""Seconds between two looks at the files: an edit is in use a second later, and no question pays for it."""


@dataclass
class WordsFolder:
    """Word lists that are read again when a file changes: the administrator edits, nobody restarts."""

    folder: Path
    additions: tuple[Path, ...] = ()
    look_every: float = LOOK_EVERY
    _looked: float = field(default=0.0, init=False)
    _stamp: tuple[tuple[str, int], ...] = field(default=(), init=False)
    _words: Words = field(default_factory=Words, init=False)

    def current(self) -> Words:
        """The words as the files say now; the same object as long as no file changes."""
        looked = monotonic()
        if self._stamp and looked - self._looked < self.look_every:
            return self._words
        self._looked = looked
        stamp = self._now()
        if stamp != self._stamp:
            words = load_words(self.folder)
            for folder in self.additions:
                words = merge(words, load_words(folder))
            self._words, self._stamp = words, stamp
        return self._words

    def _now(self) -> tuple[tuple[str, int], ...]:
        paths = (path for folder in (self.folder, *self.additions) for path in sorted(folder.glob("*.yaml")))
        return tuple((str(path), path.stat().st_mtime_ns) for path in paths)


def lint(words: Words) -> tuple[str, ...]:
    """What is wrong with the lists, one sentence each; empty when all is well."""
    return tuple(sorted({complaint for check in _CHECKS for complaint in check(words)}))


def _with_two_meanings(words: Words) -> Iterator[str]:
    meanings: dict[str, str] = {}
    for group, forms in (("concepts", words.concepts), ("facets", words.facets), ("fillers", words.fillers)):
        for key, found in sorted(words.with_abbreviations(forms).items()):
            name = f"{group}/{key}" if group != "fillers" else group
            for form in found:
                other = meanings.setdefault(bones_of(form), name)
                if other != name:
                    yield f"{form!r} means both {other} and {name}"


def _too_short(words: Words) -> Iterator[str]:
    for group, forms in (("concepts", words.concepts), ("facets", words.facets)):
        for key, found in forms.items():
            for form in found:
                if len(bones_of(form)) < 2:
                    yield f"{form!r} of {group}/{key} is too short to be found"


def _abbreviating_nothing(words: Words) -> Iterator[str]:
    lists = (words.concepts, words.facets, words.cues, words.fields)
    known = {bones_of(form) for forms in lists for found in forms.values() for form in found}
    for term in words.abbreviations:
        if bones_of(term) not in known:
            yield f"{term!r} is abbreviated but no word list has it"


def _implying_nothing(words: Words) -> Iterator[str]:
    for key, implied in words.implies.items():
        for name in (key, *implied):
            if name not in words.concepts and name not in words.facets:
                yield f"implies/{key} speaks of {name!r}, which no concept is called"


def _without_forms(words: Words) -> Iterator[str]:
    for one in fields(Words):
        for key, found in getattr(words, one.name).items():
            if not found:
                yield f"{one.name}/{key} has no form"


_CHECKS: tuple[Callable[[Words], Iterator[str]], ...] = (
    _with_two_meanings,
    _too_short,
    _abbreviating_nothing,
    _implying_nothing,
    _without_forms,
)
