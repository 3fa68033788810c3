"""Word lists and a plan, in; matchers that know every word with a meaning and the everyday words between, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.plan import Plan
from bot.understanding.forms import FormMatcher, Match, Span, Text
from bot.understanding.spelling import SpellingIndex
from bot.understanding.text import fold
from bot.understanding.words import SPELT, Words

CONCEPT, FACET, ITEM, NEUTRAL = "concept", "facet", "item", "~"
"""What a form's key begins with: "concept:transfer", "facet:position.teacher", "item:2.1", or "~" alone."""


class Lexicon:
    """The known words of a text. What was found last is kept: people and linking both ask about the same text."""

    def __init__(self, matcher: FormMatcher) -> None:
        self.matcher = matcher
        self._last: tuple[str, tuple[Match, ...]] = ("", ())

    def known(self, text: Text, taken: Sequence[Span] = ()) -> tuple[Match, ...]:
        """The known words outside the spans that are taken, in order."""
        folded, found = self._last
        if folded != text.folded:
            found = self.matcher.find(text)
            self._last = text.folded, found
        if any(_changes(span, found) for span in taken):
            return self.matcher.find(text, taken)
        return tuple(match for match in found if not any(start <= match.start < end for start, end in taken))


def _changes(span: Span, found: Sequence[Match]) -> bool:
    """Whether taking a span changes what is known beside it: unless it is known words from end to end."""
    touching = [match for match in found if span[0] < match.end and match.start < span[1]]
    return not touching or touching[0].start != span[0] or touching[-1].end != span[1]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The matchers that word lists make, shared by all plans."""

    asked: FormMatcher
    """For what people type: knows the everyday words between, too."""
    printed: FormMatcher
    """For what plans print: words with a meaning only."""
    joining: FormMatcher
    """For the words that join two subjects."""
    spelling: SpellingIndex
    """The known words, everyday ones too, ready to be found misspelled."""
    implied: Mapping[str, tuple[str, ...]]
    """Lexicon key → the keys that it speaks of as well."""


@lru_cache(maxsize=4)
def vocabulary_of(words: Words) -> Vocabulary:
    """The matchers of these word lists; made once."""
    forms = {f"{CONCEPT}:{key}": found for key, found in words.with_abbreviations(words.concepts).items()}
    forms |= {f"{FACET}:{key}": found for key, found in words.with_abbreviations(words.facets).items()}
    carriers = words.all_carriers
    asked = FormMatcher({**forms, NEUTRAL: neutral_forms(words)}, carriers, is_strict=True)
    implied = {_key(words, key): tuple(_key(words, more) for more in found) for key, found in words.implies.items()}
    joining = FormMatcher({"join": words.fields.get("number.join", ())}, carriers)
    return Vocabulary(asked, FormMatcher(forms, carriers), joining, SpellingIndex(asked.meanings), implied)


def _key(words: Words, name: str) -> str:
    return f"{CONCEPT if name in words.concepts else FACET}:{name}"


def plan_forms(plan: Plan, words: Words, printed: FormMatcher) -> Mapping[str, tuple[str, ...]]:
    """The words that make sense with this plan only, by lexicon key: of an item, or more forms of a concept.

    The office's own name says nothing about the subject: all that is asked is about this office.
    """
    names = (plan.office.name, plan.office.short_name, *plan.office.aliases)
    forms: dict[str, tuple[str, ...]] = {NEUTRAL: tuple(piece for name in names for piece in _unknown(name, printed))}
    for key, found in plan.words.items():
        kind = CONCEPT if key in words.concepts else FACET if key in words.facets else ITEM
        if ":" not in key:
            forms[f"{kind}:{key}"] = tuple(found)
    return forms


def _unknown(name: str, printed: FormMatcher) -> Iterator[str]:
    """The words of a name that no word list knows: the provinces of an area office."""
    text = printed.read(fold(name))
    start = 0
    for match in (*printed.find(text), None):
        yield from text.folded[start : match.start if match else None].split()
        start = match.end if match else start


def neutral_forms(words: Words) -> tuple[str, ...]:
    """Words that say nothing about the subject; they only show where other words end."""
    lists = (words.fillers, words.cues, words.fields, words.names)
    found = (row for forms in lists for key, row in forms.items() if forms is not words.cues or key not in SPELT)
    return tuple(sorted({form for row in found for form in row}))
