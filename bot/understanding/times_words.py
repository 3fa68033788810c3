"""The parsed file of time words, in; a text cut into the words, numbers and signs that speak of time, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, TypeAlias

from bot.understanding.text import fold, loose
from bot.yaml_files import read_yaml

TimeData: TypeAlias = Mapping[str, object]
"""What `locales/words/<language>/times.yaml` holds, parsed."""

_LOOK_BACK = 24
_LEAST_MISSPELT = 4
"""Letters of the shortest listed form that may be another one with a slip."""
_LONG_NAME = 6
"""Letters of the shortest name of a time that is long enough to be known when misspelled."""
_THAI = "ก-ฮะ-ฺเ-ๆ์"
_MANY = {"units", "modifiers", "edges", "openers", "links"}
_COUNTED = {"months", "weekdays", "numbers", "days"}
_PLAIN = {
    "onward": "onward",
    "again": "again",
    "halves": "half",
    "whole": "whole",
    "rest": "rest",
    "so_far": "so_far",
    "now": "now",
    "soon": "soon",
    "rounds": "round",
    "eras": "era",
    "fillers": "filler",
    "look_alikes": "look_alike",
}


class Lexeme(NamedTuple):
    """One word of time: its kind ("unit"), its name ("month") or value (6), where it stands in the loose text.

    `is_joined` says that nothing but spaces and brackets stands between it and the lexeme before.
    """

    kind: str
    name: str
    value: int
    start: int
    end: int
    is_joined: bool
    text: str


class Meaning(NamedTuple):
    """What one listed form means; a form may mean several things (หน้า, ก่อน): the grammar picks by place."""

    kind: str
    name: str
    value: int


@dataclass(frozen=True, slots=True)
class Term:
    """First and last (month, day) of a school term."""

    first: tuple[int, int]
    last: tuple[int, int]


class TimeWords:
    """The words of time of one language, ready to cut texts with."""

    def __init__(self, data: TimeData) -> None:
        self._meanings: dict[str, list[Meaning]] = {}
        for form, meaning in _meanings(data):
            found = self._meanings.setdefault(form, [])
            if meaning not in found:
                found.append(meaning)
        self.terms = {number: _term(term) for number, term in _table(data, "terms").items()}
        self.term_names = {
            _loose(form): number for number, forms in _table(data, "term_names").items() for form in _texts(forms)
        }
        self._months = {_loose(form): n for n, forms in _table(data, "abbreviations").items() for form in _texts(forms)}
        self._titles = _before(_texts(data["titles"]))
        self._not_after = {n: _before(_texts(forms)) for n, forms in _table(data, "not_a_month_after").items()}
        self._counters = re.compile(rf"\s*(?:{_any(_texts(data['counters']))})")
        self.laws = re.compile(_any(_texts(data["laws"])))
        self._short_names = {_loose(forms[1]) for forms in map(_texts, _table(data, "months").values())}
        self._lexer = re.compile(self._pattern(data))
        named = (*_table(data, "months").values(), *_named(data, "units").values())
        self.names = tuple(sorted(set(_every_text(data))))
        self.misspelt = dict(pair for forms in map(_texts, named) for pair in _misspelt(forms))
        self.long_names = tuple(form for forms in named for form in _texts(forms)[:2] if len(form) >= _LONG_NAME)

    def _pattern(self, data: TimeData) -> str:
        thai = [form for form in self._meanings if not form.isascii()]
        latin = [form for form in self._meanings if form.isascii() and form.isalpha()]
        behind = [
            _loose(form) for form in (*_texts(_named(data, "units")["month"]), *_texts(_named(data, "links")["to"]))
        ]
        border = "|".join([f"(?<![{_THAI}])", *(f"(?<={form})" for form in behind if not form.isascii())])
        alone = rf"(?:\.|(?![{_THAI}]))"
        spelled = "|".join(r"[. ]{0,2}".join(map(re.escape, form)) for form in sorted(self._months))
        dotted = "|".join(rf"{re.escape(form[:-1])}\. ?{re.escape(form[-1])}" for form in sorted(self._months))
        masked = "|".join(
            r"[. ]{0,2}".join(map(re.escape, form)) for form in _longest(_texts(data["abbreviated_look_alikes"]))
        )
        return "|".join(
            (
                rf"(?P<mask>(?<![{_THAI}])(?:{masked}){alone})",
                rf"(?P<month>(?:{border})(?:{spelled})(?:\.{{1,2}}(?![{_THAI}])|(?![.{_THAI}]))"
                rf"|(?<![{_THAI}]\.)(?:{dotted})(?:\.{{1,2}}|(?![{_THAI}]))(?!\.{{0,2}}[ก-ฮ](?:\.|(?![{_THAI}]))))",
                r"(?P<iso>(?<!\d)\d{4}-\d{1,2}-\d{1,2}(?!\d))",
                r"(?P<numeric>(?<![\d.])\d{1,2}(?P<cut>[/.-])\d{1,2}(?P=cut)(?:\d{4}|\d\d)(?![\d]))",
                r"(?P<amount>\d+(?:,\d+)+(?:\.\d+)?|\d+\.\d+(?:\.\d+)*)",
                r"(?P<number>\d+)",
                # No word of time begins behind a leading vowel (แ|ผน) nor ends before a sign of its last letter.
                rf"(?P<word>(?<![เแโไ]){_trie(thai)}(?![ะ-ฺ])|(?<![a-z])(?:{_any(latin)})(?![a-z]))",
                r"(?P<sign>[-/,~+&])",
            )
        )

    def lexemes(self, text: str) -> list[tuple[Lexeme, ...]]:
        """The words of time in a loose text, in order, each with all it may mean."""
        found: list[tuple[Lexeme, ...]] = []
        at = 0
        while match := self._lexer.search(text, at):
            here = self._read(match, text, found)
            at = here[0].end if here else max(match.end(), at + 1)
            if here:
                found.append(here)
        return found

    def _read(self, match: re.Match[str], text: str, found: list[tuple[Lexeme, ...]]) -> tuple[Lexeme, ...]:
        start, end = match.span()
        before = found[-1][0].end if found else -1
        is_joined = before >= 0 and not text[before:start].strip(" .()'\"")
        return tuple(
            Lexeme(one.kind, one.name, one.value, start, end, is_joined, match[0]) for one in self._meaning(match, text)
        )

    def _meaning(self, match: re.Match[str], text: str) -> Iterable[Meaning]:
        kind, written = str(match.lastgroup), match[0]
        if kind == "word":
            return self._word(match, text)
        if kind == "month":
            month = self._months[re.sub("[. ]", "", written)]
            names = self._not_after.get(month)
            is_other = names is not None and _is_behind(names, text, match.start())
            return (Meaning("look_alike", "", 0) if is_other else Meaning("month", "", month),)
        if kind == "number":
            is_count = self._counters.match(text, match.end())
            return (Meaning("number", "count" if is_count else "", int(written[:9])),)
        if kind == "sign":
            return (Meaning("link", "to", 0) if written in "-~" else Meaning("sign", written, 0),)
        return (Meaning("look_alike" if kind == "mask" else kind, "", 0),)

    def _word(self, match: re.Match[str], text: str) -> Iterable[Meaning]:
        meanings = self._meanings[match[0]]
        if match[0] in self._short_names and _is_behind(self._titles, text, match.start()):
            return (Meaning("look_alike", "", 0),)
        return meanings


def read_time_words(path: Path) -> TimeWords:
    """The time words of a YAML file; several readers share them."""
    return _time_words(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _time_words(path: Path, _changed: int) -> TimeWords:
    return TimeWords(read_yaml(path))


def _meanings(data: TimeData) -> Iterator[tuple[str, Meaning]]:
    for section in sorted(_MANY):
        kind = section.removesuffix("s")
        for name, forms in _named(data, section).items():
            yield from ((_loose(form), Meaning(kind, name, 0)) for form in _texts(forms))
    for section in sorted(_COUNTED):
        kind = "spelled" if section == "numbers" else section.removesuffix("s")
        for value, forms in _table(data, section).items():
            yield from ((_loose(form), Meaning(kind, "", int(value))) for form in _texts(forms))
    for first, forms in _named(data, "fixed_days").items():
        day, _, length = first.partition("+")
        yield from ((_loose(form), Meaning("fixed_day", length, int(day.replace("-", "")))) for form in _texts(forms))
    for section, kind in _PLAIN.items():
        yield from ((_loose(form), Meaning(kind, "", 0)) for form in _texts(data[section]))


def _loose(form: str) -> str:
    return loose(fold(form))[0]


def _named(data: TimeData, section: str) -> dict[str, object]:
    table = data[section]
    assert isinstance(table, dict), section
    return {str(name): forms for name, forms in table.items()}


def _table(data: TimeData, section: str) -> dict[int, object]:
    table = data[section]
    assert isinstance(table, dict), section
    return table


def _every_text(data: object) -> Iterator[str]:
    """Every form of every list."""
    if isinstance(data, Mapping):
        for inner in data.values():
            yield from _every_text(inner)
    elif isinstance(data, list):
        for inner in data:
            yield from _every_text(inner)
    elif isinstance(data, str):
        yield data


def _misspelt(forms: list[str]) -> Iterator[tuple[str, str]]:
    """The forms of a row that are another one with a slip of the finger (ไตมาส beside ไตรมาส), each with that one."""
    right: dict[str, str] = {}
    for place, form in enumerate(forms):
        near = next((one for one in forms[:place] if _is_slip(form, one)), None)
        if near is not None and len(_loose(form)) >= _LEAST_MISSPELT:
            right[form] = right.get(near, near)
            yield form, right[form]


def _is_slip(form: str, right: str) -> bool:
    one, other = _loose(form), _loose(right)
    if one.isascii() or one == other or one.startswith(other) or other.startswith(one):
        return False
    shorter = {other[:at] + other[at + 1 :] for at in range(len(other))}
    return one in shorter or not shorter.isdisjoint(one[:at] + one[at + 1 :] for at in range(len(one)))


def _texts(forms: object) -> list[str]:
    assert isinstance(forms, list)
    return [str(form) for form in forms]


def _term(term: object) -> Term:
    assert isinstance(term, dict)
    (first_month, first_day), (last_month, last_day) = term["first"], term["last"]
    return Term((int(first_month), int(first_day)), (int(last_month), int(last_day)))


def _longest(forms: Iterable[str]) -> list[str]:
    return sorted({_loose(form) for form in forms}, key=lambda form: (-len(form), form))


def _any(forms: Iterable[str]) -> str:
    return "|".join(map(re.escape, _longest(forms)))


def _before(forms: Iterable[str]) -> re.Pattern[str]:
    """Finds one of the forms right before where a search ends."""
    return re.compile(rf"(?:{_any(forms)})\s*$")


def _is_behind(forms: re.Pattern[str], text: str, place: int) -> bool:
    return forms.search(text, max(0, place - _LOOK_BACK), place) is not None


def _trie(forms: Iterable[str]) -> str:
    """A pattern that matches the longest of the forms without trying each in turn."""
    root: dict[str, dict] = {}  # type: ignore[type-arg]  # a trie is a dict of tries
    for form in forms:
        node = root
        for letter in form:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _branch(root)


def _branch(node: dict[str, dict]) -> str:  # type: ignore[type-arg]
    branches = [re.escape(letter) + _branch(below) for letter, below in sorted(node.items()) if letter]
    if not branches:
        return ""
    return f"(?:{'|'.join(branches)})" + ("?" if "" in node else "")
