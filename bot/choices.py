"""Question ⇄ short ASCII code: for buttons (at most 64 bytes) and, without a limit, for what a chat remembers.

A code is the kind's letter and its fields that are not at rest (default or empty), each as a letter and a value,
then two checking letters: `F(a(a[1.4,];);b[w,];)q7`. What was cut, mixed up or made up is refused with ValueError.
"""

from __future__ import annotations

import re
import types
import zlib
from collections.abc import Callable
from dataclasses import MISSING, Field, fields
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple, Union, get_args, get_origin, get_type_hints
from urllib.parse import quote, unquote

from bot import questions
from bot.calendar import Span
from bot.questions import Question, Slot

BUTTON_BYTES = 64
CHECK_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
KINDS: dict[str, type] = {
    "F": questions.Facts,
    "A": questions.Agenda,
    "T": questions.Total,
    "N": questions.Count,
    "R": questions.Rank,
    "C": questions.Compare,
    "B": questions.Breakdown,
    "P": questions.Persons,
    "H": questions.Holders,
    "S": questions.Sheet,
    "X": questions.Texts,
    "L": questions.Listing,
    "D": questions.Duties,
    "Y": questions.Today,
    "Z": questions.Nothing,
    "O": questions.Beyond,
    "U": questions.Unclear,
    "K": questions.SmallTalk,
    "M": questions.Several,
}
"""Letters stay for good: old buttons hang in chats."""
SLOT_LETTERS = {
    Slot.WHAT: "t",
    Slot.WHO: "w",
    Slot.WHEN: "n",
    Slot.ALLOCATED: "a",
    Slot.COMMITTED: "c",
    Slot.DISBURSED: "d",
    Slot.REMAINING: "r",
}
MASK = 4095
_PLAIN = re.compile("[A-Za-z0-9_.~/-]*", re.ASCII)
_QUOTED = re.compile("[A-Za-z0-9_.~/%-]*", re.ASCII)
_KIND, _FIELD, _WHOLE, _TRUTH = map(re.compile, ("[A-Z]", "[a-z]", "-?[0-9]{1,400}", "[01]"))
_DAYS = re.compile("[0-9a-z]+-[0-9a-z]+")


def encode(question: Question) -> str:
    """The question as an ASCII code."""
    body = _write(question, Question)
    return body + _check(body)


def decode(code: str) -> Question:
    """The question of a code; ValueError when the code is not one that `encode` made."""
    body, check = code[:-2], code[-2:]
    if not code.isascii() or check != _check(body):
        raise ValueError("not a code of a question")
    reader = _Reader(body)
    question = reader.read(Question)
    if reader.rest or not isinstance(question, tuple(KINDS.values())) or _write(question, Question) != body:
        raise ValueError("not a code of a question")
    return question  # type: ignore[return-value]  # KINDS holds the kinds of Question


def fits_button(code: str) -> bool:
    """True when the code can be put behind a button as it is."""
    return len(code) <= BUTTON_BYTES


def _check(body: str) -> str:
    found = zlib.crc32(body.encode("ascii", "replace")) & MASK
    return CHECK_LETTERS[found >> 6] + CHECK_LETTERS[found & 63]


def _write(value: object, kind: object) -> str:
    letter = _letters().get(type(value))
    if letter is not None:
        return letter + _write_fields(value)
    if isinstance(value, tuple):
        inner = _items_of(kind, len(value))
        return "[" + "".join(_write(one, of) + "," for one, of in zip(value, inner, strict=True)) + "]"
    if isinstance(value, Span):
        return _base36(value.start_on.toordinal()) + "-" + _base36(value.end_on.toordinal())
    if hasattr(value, "__dataclass_fields__"):
        return _write_fields(value)
    return _write_plain(value)


def _write_plain(value: object) -> str:
    if isinstance(value, Slot):
        return SLOT_LETTERS[value]
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int):
        return str(value)
    text = str(value)
    return text if _PLAIN.fullmatch(text) else quote(text, safe="/")


def _write_fields(value: object) -> str:
    whole: type = type(value)
    written = [
        place.letter + _write(found, place.kind) + ";"
        for place in _layout(whole)
        if (found := getattr(value, place.name)) is not place.rest and found != place.rest
    ]
    return "(" + "".join(written) + ")"


@cache
def _letters() -> dict[type, str]:
    return {kind: letter for letter, kind in KINDS.items()}


class _Place(NamedTuple):
    """A field in a code."""

    letter: str
    name: str
    kind: object
    rest: object
    """What it holds when nothing is written."""


@cache
def _layout(kind: type) -> tuple[_Place, ...]:
    """The fields of a kind, in order."""
    hints = get_type_hints(kind)
    return tuple(
        _Place(chr(ord("a") + index), field.name, hints[field.name], _at_rest(field, hints[field.name]))
        for index, field in enumerate(fields(kind))
    )


@cache
def _places(kind: type) -> dict[str, _Place]:
    """The fields of a kind by their letters; none of a kind that has no code."""
    return {} if kind is object else {place.letter: place for place in _layout(kind)}


def _at_rest(field: Field[object], kind: object) -> object:
    """What a field holds when nothing is written: its default, else the empty value of its type, else MISSING."""
    if field.default is not MISSING:
        return field.default
    if get_origin(kind) is tuple:
        return ()
    if _is_union(kind) and type(None) in get_args(kind):
        return None
    if kind in (str, int, bool) or kind is questions.Scope:
        return kind()
    return MISSING


def _is_union(kind: object) -> bool:
    return get_origin(kind) in (Union, types.UnionType)


@cache
def _items_of(kind: object, count: int) -> tuple[object, ...]:
    args = get_args(_bare(kind))
    return (args[0],) * count if len(args) == 2 and args[1] is Ellipsis else args


def _bare(kind: object) -> object:
    """The type behind `T | None` and behind a NewType."""
    if _is_union(kind) and len(left := [one for one in get_args(kind) if one is not type(None)]) == 1:
        kind = left[0]
    return getattr(kind, "__supertype__", kind)


def _base36(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    written = ""
    while number:
        number, digit = divmod(number, 36)
        written = digits[digit] + written
    return written or "0"


class _Reader:
    """Reads a code from left to right, guided by the types of the fields."""

    def __init__(self, code: str) -> None:
        self.rest = code

    def read(self, kind: object) -> object:
        bare, read = _way_to_read(kind)
        return read(self, bare)

    def _read_kind(self, _: object) -> object:
        return self._read_fields(KINDS.get(self._take(_KIND), object))

    def _read_span(self, _: object) -> Span:
        start, end = (int(one, 36) for one in self._take(_DAYS).split("-"))
        return Span(_day(start), _day(end))

    def _read_plain(self, kind: object) -> object:
        if kind is Slot:
            return _slot(self._take(_FIELD))
        if kind is bool:
            return self._take(_TRUTH) == "1"
        if kind is int:
            return int(self._take(_WHOLE))
        text = self._take(_QUOTED)
        text = unquote(text, errors="strict") if "%" in text else text
        return kind(text) if isinstance(kind, type) and issubclass(kind, StrEnum) else text

    def _read_tuple(self, kind: object) -> tuple[object, ...]:
        self._pass("[")
        read: list[object] = []
        while not self.rest.startswith("]"):
            inner = _items_of(kind, len(read) + 1)
            if len(inner) <= len(read):
                raise ValueError("not a code of a question")
            read.append(self.read(inner[len(read)]))
            self._pass(",")
        self._pass("]")
        return tuple(read)

    def _read_fields(self, kind: type) -> object:
        self._pass("(")
        places = _places(kind)
        given = {place.name: place.rest for place in places.values()}
        while not self.rest.startswith(")"):
            place = places.get(self._take(_FIELD))
            if place is None:
                raise ValueError("not a code of a question")
            given[place.name] = self.read(place.kind)
            self._pass(";")
        self._pass(")")
        if not places or any(found is MISSING for found in given.values()):
            raise ValueError("not a code of a question")
        return kind(**given)

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.rest)
        if found is None:
            raise ValueError("not a code of a question")
        self.rest = self.rest[found.end() :]
        return found.group()

    def _pass(self, mark: str) -> None:
        if not self.rest.startswith(mark):
            raise ValueError("not a code of a question")
        self.rest = self.rest[1:]


@cache
def _way_to_read(kind: object) -> tuple[object, Callable[[_Reader, Any], object]]:
    """A type as it is read, and what reads it."""
    bare = _bare(kind)
    if _is_union(bare):
        return bare, _Reader._read_kind
    if get_origin(bare) is tuple:
        return bare, _Reader._read_tuple
    if bare is Span:
        return bare, _Reader._read_span
    is_whole = isinstance(bare, type) and hasattr(bare, "__dataclass_fields__")
    return bare, _Reader._read_fields if is_whole else _Reader._read_plain


def _day(ordinal: int) -> date:
    if not 1 <= ordinal <= date.max.toordinal():
        raise ValueError("not a code of a question")
    return date.fromordinal(ordinal)


def _slot(letter: str) -> Slot:
    for slot, one in SLOT_LETTERS.items():
        if one == letter:
            return slot
    raise ValueError("not a code of a question")
