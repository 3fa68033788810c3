"""A text and the people of a plan, in; which of them are named and where, out. Never the wrong person: else several."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.plan import Officer
from bot.understanding.forms import FormMatcher, Match, Text, is_gap
from bot.understanding.lexicon import Lexicon
from bot.understanding.sounds import allowed_edits, edits, sound_key
from bot.understanding.text import fold, skeleton

if TYPE_CHECKING:
    from bot.understanding.documents import PlanIndex

MARGIN = 1
"""How many slips farther the second person must be before the first is taken for certain."""
_SOLID = 7
"""Skeleton letters from which a name is a name whatever stands beside it."""
_LEAST = 4
"""Skeleton letters below which nothing is taken for a misspelled name."""
_FAR = 9
"""More slips than any name may hold."""
_MOST_STRETCHES = 30
"""Stretches of a message that are looked at for misspelled names: more are noise, and each takes time."""
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class PersonMention:
    """People who may be meant at folded offsets start..end (title included): one key when it is certain who."""

    keys: tuple[str, ...]
    start: int
    end: int
    is_exact: bool
    """False when the name was not written as the plan prints it."""

    @property
    def officer(self) -> str:
        """The one officer who is meant, or empty."""
        return self.keys[0] if len(self.keys) == 1 else ""


@dataclass(frozen=True, slots=True)
class _Name:
    """One way to write a first name, a last name or both."""

    bones: str
    sound: str
    kind: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class _Nearest:
    """How many slips away whose name is."""

    distance: int
    keys: tuple[str, ...]
    kind: str


class PeopleIndex:
    """The names of a plan's people, ready to be found."""

    def __init__(self, officers: Iterable[Officer], titles: Iterable[str], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._titles = tuple(sorted({fold(title) for title in titles}, key=lambda title: (-len(title), title)))
        self._title = re.compile("(?:" + "|".join(map(re.escape, self._titles)) + ") *") if self._titles else _NEVER
        self._names = _names_of(tuple(officers))
        forms = {f"{name.kind}:{'|'.join(name.keys)}:{name.bones}": (name.bones,) for name in self._names}
        self._matcher = FormMatcher(forms)
        self._pairs: dict[str, set[int]] = {}
        for number, name in enumerate(self._names):
            for pair in _pairs(name.bones):
                self._pairs.setdefault(pair, set()).add(number)

    def read(self, text: Text) -> tuple[PersonMention, ...]:
        """The people named in a text, in order."""
        exact = self._matcher.find(text)
        near = self._nearby(text)
        if not exact and not near:
            return ()
        known = self._lexicon.known(text, [(match.start, match.end) for match in exact])
        found = [*self._exact(text, exact, known), *self._near(text, exact, known, near)]
        return tuple(_joined(text.folded, sorted(found, key=lambda one: one[0].start)))

    def _exact(
        self, text: Text, exact: tuple[Match, ...], known: tuple[Match, ...]
    ) -> Iterator[tuple[PersonMention, str]]:
        for match in exact:
            kind, keys, bones = match.key.split(":")
            start = self._title_start(text.folded, match.start)
            is_ordinary = bones in self._lexicon.matcher.meanings and kind != "full"
            if is_ordinary and start == match.start:
                continue
            if len(bones) < _SOLID and not _stands_alone(text, match, known, start < match.start):
                continue
            yield PersonMention(tuple(keys.split("|")), start, match.end, True), kind

    def _near(
        self, text: Text, exact: tuple[Match, ...], known: tuple[Match, ...], near: tuple[_Name, ...]
    ) -> Iterator[tuple[PersonMention, str]]:
        if not near:
            return
        done = 0
        for start, ends in sorted(self._stretches(text, exact, known, near).items())[:_MOST_STRETCHES]:
            best = min((self._nearest(text.folded[start:end], near), -end) for end in sorted(ends))
            if best[0].distance <= _FAR and start >= done:
                done = -best[1]
                first = self._title_start(text.folded, start)
                yield PersonMention(best[0].keys, first, done, False), best[0].kind

    def _stretches(
        self, text: Text, exact: tuple[Match, ...], known: tuple[Match, ...], near: tuple[_Name, ...]
    ) -> dict[int, set[int]]:
        """Where a misspelled name may stand: start → ends. What no known word covers; behind a title anything."""
        stretches: dict[int, set[int]] = {}
        behind_title = {found.end() for found in self._title.finditer(text.folded)}
        for start, end in _regions(text, (*exact, *known)):
            for begin in (start, *(one for one in behind_title if start < one < end)):
                stretches.setdefault(begin, set()).add(end)
        lengths = sorted({len(name.bones) + more for name in near for more in (-1, 0, 1)})
        bones = text.skeleton
        for index in range(len(bones.text)):
            start = bones.positions[index]
            if start not in behind_title or any(one.start <= start < one.end for one in exact):
                continue
            room = _letters_to_gap(text, index)
            for length in lengths:
                if length <= room and text.edges.ends[index + length]:
                    stretches.setdefault(start, set()).add(bones.ends[index + length - 1])
        return stretches

    def _nearest(self, written: str, near: tuple[_Name, ...]) -> _Nearest:
        """Whose name this may be: the nearest, with everyone about as near."""
        bones, sound = skeleton(written), sound_key(written)
        distances: dict[tuple[str, ...], tuple[int, str]] = {}
        for name in near:
            distance = _distance(bones, sound, name)
            if distance is not None:
                distances[name.keys] = min(distances.get(name.keys, (_FAR + 1, "")), (distance, name.kind))
        best, kind = min(distances.values(), default=(_FAR + 1, ""))
        keys = {key for found, (distance, _) in distances.items() if distance <= best + MARGIN for key in found}
        return _Nearest(best, tuple(sorted(keys)), kind)

    def _nearby(self, text: Text) -> tuple[_Name, ...]:
        """The names that share enough letter pairs with the text to be worth a closer look."""
        shared: dict[int, int] = {}
        for pair in sorted(_pairs(text.skeleton.text)):
            for number in self._pairs.get(pair, ()):
                shared[number] = shared.get(number, 0) + 1
        return tuple(
            self._names[number]
            for number, count in sorted(shared.items())
            if count * 3 >= len(self._names[number].bones) - 1 and count >= 2
        )

    def _title_start(self, folded: str, start: int) -> int:
        before = folded[:start].rstrip()
        for title in self._titles:
            if before.endswith(title):
                return self._title_start(folded, len(before) - len(title))
        return start


def read_people(index: PlanIndex, text: Text) -> tuple[PersonMention, ...]:
    """The people of the plan who are named in a text, in order."""
    return index.people.read(text)


def _distance(bones: str, sound: str, name: _Name) -> int | None:
    """How many slips make what is written this name; None when it cannot be meant."""
    shorter = min(len(bones), len(name.bones))
    if shorter < _LEAST or len(bones) > len(name.bones) + 4:
        return None
    if name.kind == "first" and 2 * shorter + 1 >= len(name.bones) and name.bones.startswith(bones):
        return 2  # a name cut short: พี่กิตติ
    if shorter < _SOLID and (sound != name.sound or len(bones) == len(name.bones)):
        return None  # another letter makes a short name another name: สมชัย is not สมชาย
    allowed = allowed_edits(shorter) + (sound == name.sound and shorter >= _SOLID)
    distance = edits(bones, name.bones, allowed)
    return distance if distance <= allowed else None


def _names_of(officers: tuple[Officer, ...]) -> tuple[_Name, ...]:
    owners: dict[tuple[str, str, str], list[str]] = {}
    for officer in officers:
        for written in (officer.name, *officer.aliases):
            for kind, name in _parts(written):
                found = owners.setdefault((kind, skeleton(fold(name)), sound_key(name)), [])
                if officer.key not in found:
                    found.append(officer.key)
    return tuple(
        _Name(bones, sound, kind, tuple(sorted(keys)))
        for (kind, bones, sound), keys in sorted(owners.items())
        if len(bones) >= 2
    )


def _parts(written: str) -> Iterator[tuple[str, str]]:
    first, _, last = written.strip().partition(" ")
    yield "first", first
    if last:
        yield "last", last.strip()
        yield "full", f"{first} {last.strip()}"


def _pairs(bones: str) -> frozenset[str]:
    return frozenset(bones[index : index + 2] for index in range(len(bones) - 1))


def _stands_alone(text: Text, match: Match, known: tuple[Match, ...], has_title: bool) -> bool:
    """Whether a short name is a whole word: a gap, a known word or a title on each side."""
    starts, ends = {one.start for one in known}, {one.end for one in known}
    before = has_title or match.start in ends or _is_gap_at(text, match.start)
    return before and (match.end in starts or _is_gap_at(text, match.end))


def _is_gap_at(text: Text, offset: int) -> bool:
    positions = text.skeleton.positions
    index = next((index for index, position in enumerate(positions) if position >= offset), len(positions))
    return is_gap(text.skeleton, index)


def _letters_to_gap(text: Text, index: int) -> int:
    """How many skeleton letters stand together from this one on."""
    end = index + 1
    while not is_gap(text.skeleton, end):
        end += 1
    return end - index


def _regions(text: Text, taken: Iterable[Match]) -> Iterator[tuple[int, int]]:
    """The runs of letters that nothing known covers, from gap to gap."""
    covered = bytearray(len(text.folded))
    for match in taken:
        covered[match.start : match.end] = b"\x01" * (match.end - match.start)
    start = None
    for index, letter in enumerate((*text.folded, " ")):
        is_open = letter.isalpha() or "ั" <= letter <= "๎"
        if is_open and not covered[index]:
            start = index if start is None else start
        elif start is not None:
            yield start, index
            start = None


def _joined(folded: str, found: list[tuple[PersonMention, str]]) -> Iterator[PersonMention]:
    """First and last name side by side are one mention: of the person who has both, else of either."""
    waiting: tuple[PersonMention, str] | None = None
    for mention, kind in found:
        if waiting and waiting[1] == "first" and kind == "last" and not folded[waiting[0].end : mention.start].strip():
            waiting = (_both(waiting[0], mention), "full")
            continue
        if waiting:
            yield waiting[0]
        waiting = (mention, kind)
    if waiting:
        yield waiting[0]


def _both(first: PersonMention, last: PersonMention) -> PersonMention:
    keys = tuple(key for key in first.keys if key in last.keys) or tuple(sorted({*first.keys, *last.keys}))
    return replace(first, keys=keys, end=last.end, is_exact=first.is_exact and last.is_exact)
