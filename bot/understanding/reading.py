"""What was found in one message: cues, times, people, references, amounts, topics, and what its words link to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from bot.calendar import Span as Days
from bot.plan import Layer, Plan
from bot.understanding.amounts import AmountMention
from bot.understanding.cues import Cues
from bot.understanding.documents import Kind, PlanIndex
from bot.understanding.forms import Match, Span, Text
from bot.understanding.linking import Linking, link, rank
from bot.understanding.names import PersonMention
from bot.understanding.references import Reference
from bot.understanding.times import Occurrence, TimeKind, TimeMention
from bot.understanding.times_missing import MissingTime
from bot.understanding.units import Unit, read_units

# These cues (วิสัยทัศน์, เครื่องมือ …) are words of the plan, too; the linker need not see the others.
_KEPT_FOR_LINKING = ("sheet_", "word_", "layer_", "where", "how", "why", "by_", "chat_feeling", "inject", "free")
_KNOWN = 0.6
"""Share of a word's letters that the plan must have for the word to be known."""


class Placed(Protocol):
    """Anything found at folded offsets start..end (end excluded)."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


def spans_of(*rows: Iterable[Placed]) -> list[Span]:
    """Where things stand."""
    return [(one.start, one.end) for row in rows for one in row]


@dataclass(frozen=True, slots=True)
class Patterns:
    """What is looked up in a message when a rule asks for it; made once for a plan."""

    items: re.Pattern[str]
    """A word for one of several and the number or letter behind it."""
    persons: re.Pattern[str]
    """A word for one of several people, before a number."""
    owned: re.Pattern[str]
    """A word for a thing and one that says more of it ("กิจกรรมที่ …"): what follows is the thing's, not its owner's."""
    projects: re.Pattern[str]
    """A project is asked for, not any activity."""
    quarters: re.Pattern[str]
    """A time of which more is said."""
    all_year: re.Pattern[str]
    """Something runs in every quarter."""
    committee: re.Pattern[str]
    """A committee is named."""
    handing_in: re.Pattern[str]
    """A request is handed in."""
    section: re.Pattern[str]
    """A section of a law and its number, of two figures or more: one figure behind ม. is a year of school."""
    which_time: re.Pattern[str]
    """Which quarter or month is asked."""
    service: re.Pattern[str]
    """A service is wished for (a translation, a poem), from the beginning of the message."""
    speaks_of: re.Pattern[str]
    """Something is said to be spoken of, the group `matter`."""
    about: re.Pattern[str]
    """A layer of policy is named and, behind it, what it is asked about, the group `matter`."""
    stands_in: re.Pattern[str]
    """Words at the end of a piece that say that it stands in what follows."""
    not_there: re.Pattern[str]
    """Something is not there."""
    lists_work: re.Pattern[str]
    """Activities are listed, not what is in one."""
    unpaid: re.Pattern[str]
    """A salary is said not to have come, or it is asked when it comes."""
    duty: re.Pattern[str]
    """A duty is spoken of."""
    ends: Mapping[str, re.Pattern[str]]
    """The end of the running year, quarter or month, by its unit."""
    numbers: Mapping[str, int]
    """Words for numbers."""
    heads: tuple[tuple[re.Pattern[str], str], ...]
    """How a kind of post is said for short, and the word that its printed titles begin with."""
    titles: re.Pattern[str]
    """A person's title at the beginning of a word."""
    headings: Mapping[str, tuple[str, ...]]
    """Heading → the skeletons of itself and of its beginnings."""
    aspects: frozenset[str]
    """Topics that say what is asked about a matter (its place, its results), whatever the matter is."""


@dataclass
class Reading:
    """What was found in one message. `link` is asked once for each set of kinds and kept."""

    text: Text
    index: PlanIndex
    cues: Cues
    times: tuple[TimeMention, ...]
    occurrences: tuple[Occurrence, ...]
    people: tuple[PersonMention, ...]
    references: tuple[Reference, ...]
    amounts: tuple[AmountMention, ...]
    topics: tuple[Match, ...]
    groups: tuple[Match, ...]
    parts: tuple[Match, ...]
    posts: tuple[Match, ...]
    patterns: Patterns
    colours: tuple[Match, ...] = ()
    """Topics that only colour the time said beside them."""
    missing_time: MissingTime | None = None
    """A time that no calendar has."""
    unread: tuple[str, ...] = ()
    """Letters that no word explains."""
    faint: tuple[str, ...] = ()
    """Letters that were put right by a word that explains little."""
    vague: tuple[str, ...] = ()
    """Those of them for which many words are as near."""
    rare: tuple[str, ...] = ()
    """Words so rare that they may be pieces of others."""
    slips: tuple[tuple[str, str], ...] = ()
    """What was written and what was read instead."""
    others: tuple[str, ...] = ()
    """What the message may as well have said: its slips put right in another way."""
    _links: dict[frozenset[Kind] | None, Linking] = field(default_factory=dict)
    _pieces: dict[frozenset[Kind], tuple[Linking, ...]] = field(default_factory=dict)
    _units: tuple[Unit, ...] | None = None

    @property
    def folded(self) -> str:
        return self.text.folded

    @property
    def plan(self) -> Plan:
        return self.index.plan

    @property
    def group_keys(self) -> tuple[str, ...]:
        """The groups that are named, each once."""
        return tuple(dict.fromkeys(match.key for match in self.groups))

    @property
    def statement_references(self) -> tuple[Reference, ...]:
        """The statements that are named by number and exist."""
        known = self.plan.statement_by_key
        return tuple(one for one in self.references if one.exists and one.keys and one.keys[0] in known)

    @property
    def span(self) -> Days | None:
        """The days asked for: from the first mention to the last when there are several."""
        if not self.times:
            return None
        return Days(min(one.span.start_on for one in self.times), max(one.span.end_on for one in self.times))

    @property
    def other_span(self) -> Days | None:
        """The other days that an ambiguous time may mean."""
        return self.times[0].alternative if len(self.times) == 1 else None

    @property
    def occurrence(self) -> int:
        """The round asked for; 0 for all."""
        return self.occurrences[0].number if len(self.occurrences) == 1 else 0

    def link(self, kinds: frozenset[Kind] | None = None) -> Linking:
        """The candidates of the message among documents of these kinds (all when None)."""
        if kinds not in self._links:
            if self._units is None:
                self._units = read_units(self.index, self.text, self.taken())
            self._links[kinds] = rank(self.index, self._units, kinds)
        return self._links[kinds]

    def links(self) -> tuple[Linking, ...]:
        """Every linking that was made so far."""
        return tuple(self._links.values())

    def link_layers(self, layers: Iterable[Layer]) -> Linking:
        """The candidates among the statements of these layers."""
        return self.link(frozenset(Kind.of(layer) for layer in layers))

    @property
    def item_number(self) -> str:
        """The number or letter behind a word for one of several ("ข้อ 4", "ตัว s"), else empty."""
        found = self.patterns.items.search(self.folded)
        return str(self.patterns.numbers.get(found[1], found[1])) if found else ""

    @property
    def ordinal(self) -> tuple[int, bool]:
        """The place that is said among several, -1 for the last and 0 for none, and whether it is a person's."""
        is_person = self.patterns.persons.search(self.folded) is not None
        number = self.item_number
        if number.isdigit():
            return int(number), is_person
        return (1 if "first_item" in self.cues else -1 if "last_item" in self.cues else 0), is_person

    @property
    def place_apart(self) -> int:
        """The place that is said of something without a number of its own, -1 for the last and 0 for none."""
        busy = spans_of(self.references, self.people)
        for found in self.patterns.items.finditer(self.folded):
            number = str(self.patterns.numbers.get(found[1], found[1]))
            if number.isdigit() and not any(start < found.end() and found.start() < end for start, end in busy):
                return int(number)
        return 1 if "first_item" in self.cues else -1 if "last_item" in self.cues else 0

    def headings_of(self, heading: str) -> tuple[str, ...]:
        """The skeletons by which a heading may be named: whole, or up to a joining word."""
        return tuple(bones for bones in self.patterns.headings.get(heading, ()) if len(bones) >= 6)

    @property
    def names_somebody(self) -> bool:
        """Whether a person's title stands before letters that mean nothing else."""
        unknown = [one.start for one in self.link(None).mentions if one.kind == "text" and one.known < _KNOWN]
        return any(found.end() in unknown for found in self.patterns.titles.finditer(self.folded))

    @property
    def is_now(self) -> bool:
        """Whether the only time is the present ("ตอนนี้"), seldom a condition."""
        return bool(self.times) and all(one.kind is TimeKind.NOW for one in self.times)

    @property
    def is_whole_year(self) -> bool:
        """Whether the time is the whole year of the plan, which restricts nothing."""
        return self.span == self.plan.year.span

    @property
    def unknown(self) -> float:
        """The weight of the words that nothing in the plan or the word lists explains."""
        return sum(
            one.weight for one in self.link(None).mentions if one.known < _KNOWN and not self._is_topic(one.start)
        )

    def unsaid_of(self, number: str) -> float:
        """The weight of the words that neither this activity nor its steps and items have."""
        self.link(None)
        inside = {n for n, one in enumerate(self.index.documents) if one.root == number}
        weights = (
            unit.mention.weight * (1 - max((share for n, (share, _) in unit.hits.items() if n in inside), default=0.0))
            for unit in self._units or ()
            if not unit.mention.is_common
        )
        return sum(weights)

    @property
    def names_matter(self) -> bool:
        """Whether a concept is named that is more than a common word."""
        return any(not concept.startswith("common.") for concept in self.link(None).concepts)

    def _is_topic(self, start: int) -> bool:
        return any(match.start <= start < match.end for match in self.topics)

    @property
    def has_subject(self) -> bool:
        """Whether some word names a matter: a concept, a facet or an item of the plan."""
        return any(one.kind != "text" for one in self.link(None).mentions)

    def taken(self) -> tuple[Span, ...]:
        """The offsets that are understood already and need no linking."""
        cues = (matches for key, matches in self.cues.found.items() if not key.startswith(_KEPT_FOR_LINKING))
        spans = spans_of(self.times, self.occurrences, self.people, self.references, *cues)
        spans += spans_of(self.parts, self.groups, self.posts, self.colours)
        left_out = self.cues.first("except")
        if left_out is not None:
            gap = self.folded.find(" ", left_out.end + 1)
            spans.append((left_out.start, gap if gap > 0 else len(self.folded)))
        return tuple(sorted(spans))

    def linked_pieces(self, kinds: frozenset[Kind]) -> tuple[Linking, ...]:
        """The sides of joining words, each linked on its own; read once for each set of kinds and kept."""
        if kinds not in self._pieces:
            self._pieces[kinds] = self._link_pieces(kinds)
        return self._pieces[kinds]

    def _link_pieces(self, kinds: frozenset[Kind]) -> tuple[Linking, ...]:
        pieces = self.index.pieces(self.folded)
        if len(pieces) < 2:
            return (self.link(kinds),)
        taken = self.taken()
        found: list[Linking] = []
        place = 0
        for piece in pieces:
            place = self.folded.index(piece, place)
            inside = [(s - place, e - place) for s, e in taken if place <= s and e <= place + len(piece)]
            found.append(link(self.index, self.index.read(piece), inside, kinds))
            place += len(piece)
        return tuple(found)
