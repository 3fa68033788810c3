"""A typed message in; everything that was found in it, as a Reading of one plan, out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from bot.understanding.amounts import AmountMention, AmountReader
from bot.understanding.cues import Cues
from bot.understanding.documents import PlanIndex
from bot.understanding.forms import FormMatcher, Match, Span, Text
from bot.understanding.names import read_people
from bot.understanding.patterns import any_of
from bot.understanding.plan_forms import forms_of_plan, heading_forms
from bot.understanding.reading import Patterns, Placed, Reading, spans_of
from bot.understanding.references import read_references
from bot.understanding.respelling import Respeller, unknown_runs
from bot.understanding.spelling import SpellingIndex
from bot.understanding.text import fold, skeleton
from bot.understanding.times import Occurrence, TimeKind, TimeMention, TimeReader
from bot.understanding.times_missing import MissingTime
from bot.understanding.words import SPELT, Forms, Words

_NO_CUES = (
    *("item_word", "item_person", "place_word", "thing_that", "quarter_that", "project_asked", "all_year"),
    "except_spelt",
    *SPELT,
)
"""Lists that stand among the cues and are read letter by letter."""
_ASPECTS, _COLOURS = "aspects", "colours"
"""The lists in the file of topics that name topics, not words."""
_LIMITS = ("at_least", "at_most", "over", "under", "more", "less", "between")
"""Cues behind which a number is an amount."""
_LEAST_SLIP = 6
"""Skeleton letters of the shortest word that is looked up as a slip."""
_MARKED = 4
"""Folded letters of the longest cue that its tone marks tell from other words."""
_ABBREVIATED = 2
"""Skeleton letters up to which a cue is an abbreviation."""
_PAID_NEAR = 25
"""Letters that may stand between what is paid and that it has not come."""
_ASKER = 20
"""Letters that may say who asks, before a question that is passed on."""
_PAY = "pay"
"""The topic of what is paid every month."""
_PERCENT = re.compile(r"(?<=กี่) *%")
"""A sign is no letter: alone it would not be read."""
_TONES = re.compile("[่้๊๋็์]")
_LETTERS = re.compile("[ก-ฮะ-ูเ-ไa-z0-9]")


class Reader:
    """Reads messages about one plan; made once from the plan and the words, then shared."""

    def __init__(
        self, index: PlanIndex, times: TimeReader, amounts: AmountReader, *, topics: Forms, part_words: Forms
    ) -> None:
        words = index.words
        self.index = index
        self._times = times
        self._amounts = amounts
        passed_on = any_of(words.cues.get("passed_on", ()))
        self._passed_on = re.compile(rf"^[^0-9]{{0,{_ASKER}}}?(?:{passed_on})\s*")
        topics = dict(topics)
        self._colours = frozenset(topics.pop(_COLOURS, ()))
        self._patterns = _patterns(index, topics.pop(_ASPECTS, ()), part_words)
        self._matcher = FormMatcher(_all_forms(index, words, topics, part_words), words.all_carriers)
        meanings = {bones: one for bones, one in self._matcher.meanings.items() if _may_be_misspelt(one[0])}
        self._near_words = SpellingIndex(meanings)
        self._respeller: Respeller | None = None

    def respell(self, reading: Reading, *, is_careful: bool = False) -> str | None:
        """The message with misspelled words put right, when there are any; careful when it is understood as it is."""
        if self._respeller is None:
            self._respeller = Respeller(self._matcher, self._times.long_names)
        known = spans_of(one for one in reading.link(None).mentions if one.kind != "text")
        taken = [span for span in reading.taken() if is_careful or span[1] - span[0] > _MARKED]
        return self._respeller.respell(reading.text, (*taken, *known), is_careful=is_careful)

    def read(self, typed: str, today: date) -> Reading:
        """Everything that stands in a message. Never raises on any text."""
        asked = self._passed_on.sub("", fold(typed), count=1)
        text = self._matcher.read(_PERCENT.sub(" เปอร์เซ็นต์", asked))
        references = read_references(self.index, text)
        people = read_people(self.index, text)
        times, occurrences, missing = self._read_times(text, today, spans_of(references, people))
        taken = spans_of(references, people, times, occurrences)
        found = self._match(text, taken)
        topics = _named(found, "topic:") or self._unpaid_in(text.folded)
        colours = tuple(one for one in topics if times and one.key in self._colours)
        return Reading(
            text,
            self.index,
            Cues({key.removeprefix("cue:"): tuple(row) for key, row in found.items() if key.startswith("cue:")}),
            times,
            occurrences,
            people,
            references,
            self._amounts_in(text, taken, found),
            topics=tuple(one for one in topics if one not in colours),
            colours=colours,
            groups=_named(found, "group:"),
            parts=_named(found, "part:"),
            posts=_named(found, "post:"),
            patterns=self._patterns,
            missing_time=missing,
        )

    def _unpaid_in(self, folded: str) -> tuple[Match, ...]:
        """That a salary has not come, however it is said."""
        found = self._patterns.unpaid.search(folded)
        return (Match(found.start(), found.end(), _PAY, found[0]),) if found else ()

    def read_one_way(self, typed: str, today: date) -> Reading:
        """What a reader that puts slips right sees at its first look."""
        return self.read(typed, today)

    def read_mended(self, text: str, today: date) -> Reading:
        """What a reader that puts slips right has made of a message: nothing is put right again."""
        return self.read(text, today)

    def _amounts_in(self, text: Text, taken: list[Span], found: Mapping[str, list[Match]]) -> tuple[AmountMention, ...]:
        """Money: what is written as an amount, and any number behind a limit where money is spoken of."""
        ends = [match.end for cue in _LIMITS for match in found.get(f"cue:{cue}", ())] if "cue:money" in found else []
        numbers = (one for one in self._amounts.read(text.folded) if _is_free(one, taken))
        return tuple(one for one in numbers if one.is_money or any(0 <= one.start - end <= 1 for end in ends))

    def _match(self, text: Text, taken: list[Span]) -> Mapping[str, list[Match]]:
        """The words found outside what is understood already, by their keys."""
        matches = [one for one in self._matcher.find(text, taken) if _is_meant(one, text.folded)]
        found: dict[str, list[Match]] = defaultdict(list)
        for one in (*matches, *self._misspelt(text, [*taken, *spans_of(matches)])):
            found[one.key].append(one)
        return found

    def _misspelt(self, text: Text, known: list[Span]) -> tuple[Match, ...]:
        """Words for layers and parts of sheets with a slip in them (วิสัยทัด), where nothing else was found."""
        found: list[Match] = []
        for start, end in unknown_runs(text, sorted(known)):
            slip = self._near_words.nearest(text.skeleton.text[start:end]) if end - start >= _LEAST_SLIP else None
            if slip is not None and slip.distance and len(slip.bones) >= _LEAST_SLIP:
                begin, stop = text.skeleton.folded_span(start + slip.start, start + slip.end)
                found.append(Match(begin, stop, *self._matcher.meanings[slip.bones]))
        return tuple(found)

    def _read_times(
        self, text: Text, today: date, busy: list[Span]
    ) -> tuple[tuple[TimeMention, ...], tuple[Occurrence, ...], MissingTime | None]:
        """Times and rounds outside what is understood already; the present only when there is no other time."""
        found = self._times.read(text.folded, today, self.index.plan.year)
        times = tuple(one for one in found.times if _is_free(one, busy))
        exact = tuple(one for one in times if one.kind is not TimeKind.NOW and not self._is_in_title(text, one))
        return exact or times, tuple(one for one in found.occurrences if _is_free(one, busy)), found.missing

    def _is_in_title(self, text: Text, one: TimeMention) -> bool:
        """Whether a half of a year is a part of an activity's title ("6 เดือนแรก") and no time of its own."""
        if one.kind is not TimeKind.HALF:
            return False
        said = skeleton(text.folded[one.start : one.end])
        return any(said in self.index.bones_of(activity.number) for activity in self.index.plan.activities)


def _patterns(index: PlanIndex, aspects: Iterable[str], part_words: Forms) -> Patterns:
    titles = any_of(index.words.names.get("titles", ()))
    cues = index.words.cues
    items, persons = any_of(cues.get("item_word", ())), any_of(cues.get("item_person", ()))
    return Patterns(
        re.compile(rf"(?:{items}|{persons})\s*((?:[0-9]+|[a-z])(?![0-9a-z.])|{any_of(index.number_words)})"),
        re.compile(rf"(?:{persons})\s*(?:[0-9]|{any_of((*index.number_words, *cues.get('place_word', ())))})"),
        re.compile(any_of(cues.get("thing_that", ()))),
        re.compile(any_of(cues.get("project_asked", ()))),
        re.compile(any_of(cues.get("quarter_that", ()))),
        re.compile(any_of(cues.get("all_year", ()))),
        re.compile(any_of(cues.get("committee", ()))),
        re.compile(any_of(cues.get("handing_in", ()))),
        _section(index),
        re.compile(any_of(cues.get("which_time", ()))),
        _service(index.words),
        _speaking(cues),
        _about(cues),
        re.compile(rf"\s*(?:{any_of(cues.get('stands_in', ()))})\s*$"),
        re.compile(any_of(cues.get("not_there", ()))),
        re.compile(any_of(cues.get("lists_work", ()))),
        _unpaid(cues),
        re.compile(f"{_not_behind(cues.get('duty_not', ()))}(?:{any_of(cues.get('duty_said', ()))})"),
        {
            "left_year": _ending(cues.get("ends_year", ())),
            "left_quarter": _ending(cues.get("ends_quarter", ())),
            "left_month": _ending(cues.get("ends_month", ())),
        },
        index.number_words,
        tuple((re.compile(any_of(found)), found[0]) for key, found in part_words.items() if key.startswith("post.")),
        re.compile(rf"(?:^|(?<=[ ]))(?:{titles})\s*"),
        heading_forms(index.plan),
        frozenset(aspects),
    )


def _speaking(cues: Forms) -> re.Pattern[str]:
    """What is spoken of, up to the words that end a question."""
    verbs, ends = any_of(cues.get("speaks_of", ())), any_of(cues.get("speaks_end", ()))
    return re.compile(rf"(?:{verbs})\s*(?P<matter>.+?)\s*(?:$|(?:{ends}))")


def _about(cues: Forms) -> re.Pattern[str]:
    """A layer and what it is asked about; words that only ask are no matter."""
    layers = any_of(form for key, forms in cues.items() if key.startswith("word_") for form in forms)
    about, ends = any_of(cues.get("about_said", ())), any_of(cues.get("speaks_end", ()))
    return re.compile(rf"(?:{layers})\s*(?:{about})\s*(?!{ends})(?P<matter>.+?)\s*(?:$|(?:{ends}))")


def _service(words: Words) -> re.Pattern[str]:
    """What is to be done, behind nothing but polite words; then a thing that is made so, or a wish at the end."""
    polite = any_of(one for key in ("politeness", "particles") for one in words.fillers.get(key, ()))
    verb, other, wish, thing = (
        any_of(words.cues.get(f"service_{key}", ())) for key in ("verb", "not", "wish", "thing")
    )
    return re.compile(
        rf"(?:(?:{polite}|ให้)\s*)*(?!{other})(?:{verb})(?:\s*(?:{thing})|.*(?:{wish})\s*(?:(?:{polite})\s*)*$)"
    )


def _unpaid(cues: Forms) -> re.Pattern[str]:
    """What is paid every month and, not far behind, that it has not come; a raise of it is another matter."""
    before = _not_behind(cues.get("paid_not", ()))
    paid, missing = any_of(cues.get("paid", ())), any_of(cues.get("unpaid", ()))
    return re.compile(rf"{before}(?:{paid}).{{0,{_PAID_NEAR}}}?(?:{missing})")


def _not_behind(words: Iterable[str]) -> str:
    """The source of a pattern that fails behind any of the words."""
    return "".join(f"(?<!{re.escape(one)})" for one in words)


def _ending(words: Iterable[str]) -> re.Pattern[str]:
    """The end of what is running: no number is behind it."""
    return re.compile(rf"(?:{any_of(words)})(?!\s*[0-9])")


def _section(index: PlanIndex) -> re.Pattern[str]:
    fields = index.words.fields
    behind = any_of(fields.get("not_law", ()))
    short = any_of(one for one in fields.get("law", ()) if one.endswith("."))
    whole = any_of(one for one in fields.get("law", ()) if not one.endswith("."))
    number = rf"(?:(?:{whole})\s*([0-9]{{1,3}})|(?:{short})\s*([0-9]{{2,3}}))"
    return re.compile(rf"{number}(?![0-9.])(?!\s*(?:{behind})(?![ก-๎]))")


def _is_free(one: Placed, taken: Iterable[Span]) -> bool:
    return not any(start < one.end and one.start < end for start, end in taken)


def _is_meant(match: Match, folded: str) -> bool:
    """Very short words differ by their tone marks (เขา, เข้า): marks may be missing, not added or changed.

    Words of two letters (ศธ) are abbreviations, and must be written with those very letters (not as in ยศทหาร).
    """
    if match.end - match.start > _MARKED or not match.key.startswith("cue:"):
        return True
    found, form = folded[match.start : match.end], fold(match.form)
    if len(skeleton(form)) <= _ABBREVIATED and _LETTERS.findall(found) != _LETTERS.findall(form):
        return False
    written = _TONES.findall(found)
    return not written or written == _TONES.findall(form)


def _may_be_misspelt(key: str) -> bool:
    """Words for layers and for the parts of sheets."""
    return key.startswith(("cue:word_", "cue:sheet_")) and key != "cue:sheet_items"


def _named(found: Mapping[str, list[Match]], prefix: str) -> tuple[Match, ...]:
    """The matches of one kind in the order of the message, their keys without the prefix."""
    rows = [one for key, row in found.items() if key.startswith(prefix) for one in row]
    rows.sort(key=lambda one: one.start)
    return tuple(Match(one.start, one.end, one.key.removeprefix(prefix), one.form) for one in rows)


def _all_forms(index: PlanIndex, words: Words, topics: Forms, part_words: Forms) -> dict[str, tuple[str, ...]]:
    """Cues with the longer words that contain them by meaning: concepts, groups, parts and posts of the plan."""
    forms: dict[str, tuple[str, ...]] = {f"cue:{key}": found for key, found in words.cues.items()}
    for key in _NO_CUES:
        forms.pop(f"cue:{key}", None)
    forms |= {f"topic:{key}": found for key, found in topics.items()}
    # The tilde sorts last: where a cue and a concept are the same word, the cue stands.
    concepts = words.with_abbreviations(words.concepts)
    forms |= {f"~concept:{key}": found for key, found in concepts.items() if not key.startswith("common.")}
    # So does ผู้อำนวยการ keep the group อำนวยการ from being found in it.
    forms |= {f"~facet:{key}": found for key, found in words.with_abbreviations(words.facets).items()}
    # And the title แข่งว่าว the group ว่าว.
    forms |= {f"~title:{one.number}": (one.title,) for one in index.plan.activities}
    return forms | forms_of_plan(index.plan, part_words)
