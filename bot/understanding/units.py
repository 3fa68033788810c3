"""A text and an indexed plan, in; the units of meaning in it, their weights and who has them, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.understanding.forms import SHORT, Match, Span, Text, is_gap, used_letters
from bot.understanding.lexicon import CONCEPT, FACET, ITEM, NEUTRAL
from bot.understanding.postings import Field, grams_of
from bot.understanding.spelling import Slip

if TYPE_CHECKING:
    from bot.understanding.documents import PlanIndex

WORD = "text"
"""The kind of a unit that no word list knows: letters as they stand."""
_LETTERS = 6
"""Skeleton letters from which unknown letters weigh like a word."""
_FEWEST = 2
_LETTERS_A_SLIP = 4
"""Unknown letters that there must be for each slip before known words beside them are doubted."""
_LONG_FORM = 8
"""Skeleton letters of a form above which its slip may end inside a cluster of letters."""
_LONG_STRETCH = 5
_SHORT_WORD = 4
"""Folded characters up to which a known word may be a piece of a misspelled one."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A unit of meaning at folded offsets start..end."""

    key: str
    """"transfer", "position.teacher", an item's key; empty for letters that no list knows."""
    kind: str
    """'concept', 'facet', 'item' or 'text'."""
    start: int
    end: int
    weight: float
    known: float
    """How well the plan knows it: 1 when some document has it, 0 when none has anything like it."""

    @property
    def is_common(self) -> bool:
        """Whether most titles have it, so that it alone names no subject."""
        return self.key.startswith("common.")

    @property
    def is_position(self) -> bool:
        """Whether it only says whom a thing is for."""
        return self.kind == FACET and self.key.startswith("position.")


@dataclass(frozen=True, slots=True)
class Unit:
    """A mention with the documents that have it: number → (how much of it, where)."""

    mention: Mention
    hits: Mapping[int, tuple[float, Field]]


def read_units(index: PlanIndex, text: Text, taken: Sequence[Span]) -> tuple[Unit, ...]:
    """The units of a text outside the spans that are taken, in order; each meaning once."""
    known = index.lexicon.known(text, taken)
    slips = tuple(_misspelt(index, text, taken, known))
    if slips:
        known = index.lexicon.matcher.find(text, (*taken, *map(_span, slips)))
    used = used_letters(text.skeleton, (*taken, *map(_span, known), *map(_span, slips)))
    found: dict[str, Unit] = {}
    for match in (*known, *slips):
        if match.key != NEUTRAL and match.key not in found:
            found[match.key] = _in_plan(index, text, match)
    for key in [one for one in found if one.startswith(CONCEPT)]:
        mention = found[key].mention
        for more in index.implied.get(key, ()):
            found.setdefault(more, unit_of(index, more, mention.start, mention.end))
    words = [_word(index, text, start, end) for start, end in _stretches(text, used)]
    return tuple(sorted((*found.values(), *words), key=lambda unit: (unit.mention.start, unit.mention.key)))


def _in_plan(index: PlanIndex, text: Text, match: Match) -> Unit:
    """The unit of a known word; one whose meaning the plan never has may still stand in it letter by letter."""
    unit = unit_of(index, match.key, match.start, match.end)
    if unit.hits:
        return unit
    inside = [n for n, at in enumerate(text.skeleton.positions) if match.start <= at < match.end]
    if len(inside) < _FEWEST:
        return unit
    bones = text.skeleton.text[inside[0] : inside[-1] + 1]
    word = _word(index, text, inside[0], inside[-1] + 1)
    hits = {number: hit for number, hit in word.hits.items() if bones in index.title_bones(number)}
    return Unit(replace(unit.mention, known=1.0 if hits else 0.0), hits)


def unit_of(index: PlanIndex, key: str, start: int = 0, end: int = 0, trust: float = 1.0) -> Unit:
    """The unit of a lexicon key, weighed by how few titles have it."""
    kind, _, name = key.partition(":")
    where = index.named(name) if kind == ITEM else index.postings.units.get(key, {})
    weight = index.weight_of(key) * trust
    hits = {number: (1.0, field) for number, field in where.items()}
    return Unit(Mention(name, kind, start, end, weight, 1.0 if where else 0.0), hits)


def _misspelt(index: PlanIndex, text: Text, taken: Sequence[Span], known: tuple[Match, ...]) -> Iterator[Match]:
    """Known forms that stand misspelled where letters are unknown; short known words there may be wrong as well."""
    used = used_letters(text.skeleton, (*taken, *map(_span, known)))
    if all(used):
        return
    firm = [span for span in taken if _is_firm(text.folded, span)]
    walls = used_letters(text.skeleton, firm)
    firm += [span for span in map(_span, known) if _is_firm(text.folded, span)]
    inner = used_letters(text.skeleton, firm)
    waiting = [one for one in _stretches(text, inner, _FEWEST) if not all(used[one[0] : one[1]])]
    while waiting:
        start, end = waiting.pop()
        slip = _slip(index, text, walls, start, end)
        if slip is None:
            continue
        first, last = slip.start, slip.end
        if not all(used[first:last]):
            yield Match(*text.skeleton.folded_span(first, last), *index.lexicon.matcher.meanings[slip.bones])
        waiting += [(a, b) for a, b in ((start, first), (last, end)) if b - a >= _LONG_STRETCH]


def _slip(index: PlanIndex, text: Text, walls: bytearray, start: int, end: int) -> Slip | None:
    """The form misspelled in a stretch: first one that goes on over the known words beside it, else one inside."""
    low, high = start, end
    while low > 0 and not walls[low - 1] and not is_gap(text.skeleton, low):
        low -= 1
    while high < len(text.skeleton.text) and not walls[high] and not is_gap(text.skeleton, high):
        high += 1
    for first, last in dict.fromkeys(((low, high), (start, end))):
        slip = index.spelling.nearest(text.skeleton.text[first:last]) if last - first >= _LONG_STRETCH else None
        if slip is not None:
            found = replace(slip, start=first + slip.start, end=first + slip.end)
            unknown = min(end, found.end) - max(start, found.start)
            is_inside = (first, last) == (start, end)
            is_likely = is_inside or 0 < found.distance <= unknown / _LETTERS_A_SLIP
            is_word = len(found.bones) > _LONG_FORM or text.edges.is_word(found.start, found.end)
            if unknown > 0 and is_likely and is_word:
                return found
    return None


def _is_firm(folded: str, span: Span) -> bool:
    """Whether what is understood there can hardly be a piece of a longer, misspelled word."""
    return span[1] - span[0] > _SHORT_WORD or not folded[span[0]].isalpha() or "." in folded[span[0] : span[1]]


def _span(match: Match) -> Span:
    return match.start, match.end


def _stretches(text: Text, used: bytearray, least: int = _FEWEST) -> Iterator[Span]:
    """The runs of unused letters between gaps, in skeleton letters."""
    start = None
    size = len(text.skeleton.text)
    for index in range(size + 1):
        is_end = index == size or used[index] or (start is not None and is_gap(text.skeleton, index))
        if start is not None and is_end:
            if index - start >= least:
                yield start, index
            start = None
        if index < size and not used[index] and start is None:
            start = index


def _word(index: PlanIndex, text: Text, start: int, end: int) -> Unit:
    """Letters that no list knows, matched by the triples that they share with a document."""
    bones = text.skeleton.text[start:end]
    hits: dict[int, tuple[float, Field]] = {}
    best = 0.0
    trust = min(1.0, len(bones) / _TRUSTED)
    for passage, contained in _shares(index, bones):
        share = contained * trust
        if len(bones) <= SHORT and not (contained > _WHOLE and index.postings.has_word(passage, bones)):
            continue
        best = max(best, share)
        for number, field in index.postings.places[passage].items() if share >= _LITTLE else ():
            there = hits.get(number)
            if there is None or (share, -field) > (there[0], -there[1]):
                hits[number] = share, field
    weight = min(1.0, (end - start) / _LETTERS) * 0.9
    return Unit(Mention("", WORD, *text.skeleton.folded_span(start, end), weight, best), hits)


_LITTLE, _WHOLE = 0.15, 0.99
_TRUSTED = 8
"""Skeleton letters from which equal letters are no chance."""


def _shares(index: PlanIndex, bones: str) -> list[tuple[int, float]]:
    """How much of some letters each passage has by rare triples, squared so that scattered ones count little."""
    found: dict[int, float] = {}
    whole = 0.0
    for gram in sorted(grams_of(bones)):
        passages = index.postings.triples.get(gram, ())
        rarity = index.postings.rarity(len(passages))
        whole += rarity
        for passage in passages:
            found[passage] = found.get(passage, 0.0) + rarity
    return [(passage, (share / whole) ** 2) for passage, share in found.items()]  # empty below three letters


def facets_of(mentions: Iterable[Mention]) -> tuple[tuple[str, str], ...]:
    """The facet values mentioned, as (facet, value)."""
    names = [mention.key.partition(".") for mention in mentions if mention.kind == FACET]
    return tuple(dict.fromkeys((facet, value) for facet, _, value in names))


def concepts_of(mentions: Iterable[Mention]) -> tuple[str, ...]:
    """The concepts mentioned, without the common ones."""
    keys = [mention.key for mention in mentions if mention.kind == CONCEPT and not mention.is_common]
    return tuple(dict.fromkeys(keys))
