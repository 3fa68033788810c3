"""A plan and the word lists, in; its documents (all that can be asked about) indexed once for linking, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from bot.plan import Activity, Layer, LineItem, Plan, Statement, Step
from bot.understanding.confidence import DEFAULT_WEIGHTS
from bot.understanding.forms import Text
from bot.understanding.lexicon import Lexicon, plan_forms, vocabulary_of
from bot.understanding.names import PeopleIndex
from bot.understanding.postings import Field, Postings, fold_whole
from bot.understanding.quotations import Quotations
from bot.understanding.references import ReferenceIndex
from bot.understanding.text import fold, skeleton
from bot.understanding.words import Words

COMMON_WEIGHT = 0.3
COMMON = "common."
"""What the key of a concept begins with that tells little, because most titles have it."""


class Kind(StrEnum):
    """What a document is: a row of the tables, a part of a project sheet, or a statement by its layer."""

    ACTIVITY = "activity"
    STEP = "step"
    ITEM = "item"
    MINISTRY = "ministry"
    OBEC = "obec"
    QUICK_WIN = "quick_win"
    VISION = "vision"
    MISSION = "mission"
    GOAL = "goal"
    STRATEGY = "strategy"
    POLICY = "policy"
    FOCUS = "focus"
    GUIDELINE = "guideline"
    INDICATOR = "indicator"
    HR_VISION = "hr_vision"
    HR_MISSION = "hr_mission"
    HR_AREA = "hr_area"
    VALUE = "value"
    MODEL = "model"
    DUTY = "duty"
    LAW = "law"
    OFFICE_DUTY = "office_duty"
    BACKGROUND = "background"

    @classmethod
    def of(cls, layer: Layer) -> Kind:
        """The kind of a statement of this layer."""
        return cls(layer.name.lower())


WORK = frozenset({Kind.ACTIVITY, Kind.STEP, Kind.ITEM})
"""What somebody does at a time for money; the rest are statements."""


MINOR = frozenset({Kind.BACKGROUND, Kind.LAW, Kind.OFFICE_DUTY})
"""Long texts that few ask about: they are read roughly."""


@dataclass(frozen=True, slots=True)
class Document:
    """Something that can be asked about."""

    key: str
    kind: Kind
    root: str
    """The activity or the top statement it belongs to (itself when it has none above)."""
    title: str
    details: tuple[str, ...] = ()
    """What stands right below its title, sub-activities included: nearly as telling."""
    context: tuple[str, ...] = ()
    """The titles of what it stands under."""
    body: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    """Canonical concepts of its title, without the common ones."""
    facets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Facet → the values that its title has."""


class PlanIndex:
    """One plan ready for linking; nothing in it changes."""

    def __init__(self, plan: Plan, words: Words, confidence_weights: Mapping[str, float] = DEFAULT_WEIGHTS) -> None:
        self.plan = plan
        self.words = words
        vocabulary = vocabulary_of(words)
        own = plan_forms(plan, words, vocabulary.printed)
        self.lexicon = Lexicon(vocabulary.asked.extended(own))
        self.spelling = vocabulary.spelling.extended(form for found in own.values() for form in found)
        self.people = PeopleIndex(plan.officers, words.names.get("titles", ()), self.lexicon)
        self.references = ReferenceIndex(plan, words.fields)
        self.implied = vocabulary.implied
        raw = tuple(_documents(plan))
        minor = frozenset(number for number, one in enumerate(raw) if one.kind in MINOR)
        self.postings = Postings(tuple(_fields(one) for one in raw), vocabulary.printed, vocabulary.implied, minor)
        self.documents = tuple(_read(one, number, self.postings) for number, one in enumerate(raw))
        self._numbers = {one.key: number for number, one in enumerate(self.documents)}
        self.confidence_weights = confidence_weights
        self._weights: dict[str, float] = {}
        self._bones: dict[str, str] = {}
        self._printed_bones: dict[int, str] = {}
        self._kinds: dict[frozenset[Kind], frozenset[int]] = {}
        self.title_weights = tuple(
            sum(self.weight_of(key) for key in self.postings.title_units(number)) for number in range(len(raw))
        )
        self._join = vocabulary.joining

    def read(self, typed: str) -> Text:
        """A message as typed, ready for this plan's matchers."""
        return self.lexicon.matcher.read(fold(typed))

    def document(self, key: str) -> Document | None:
        """The document with this key."""
        number = self._numbers.get(key)
        return None if number is None else self.documents[number]

    def bones_of(self, key: str) -> str:
        """The skeleton of a document's title."""
        if key not in self._bones:
            document = self.document(key)
            self._bones[key] = skeleton(fold(document.title)) if document else ""
        return self._bones[key]

    @cached_property
    def quotations(self) -> Quotations:
        """Every statement by its letters; made when first needed."""
        return Quotations((one.key, f"{one.heading} {one.text}") for one in self.plan.statements)

    @cached_property
    def costs(self) -> Mapping[str, frozenset[str]]:
        """Line item → the concepts that its text and its printed parts name: what the money is for."""
        found: dict[str, frozenset[str]] = {}
        for activity in self.plan.activities:
            for step in activity.sheet.steps if activity.sheet else ():
                for item in step.items:
                    text = " ".join((item.text, *(part for part, _ in item.parts)))
                    found[item.key] = frozenset(self._concepts_in(text))
        return found

    def _concepts_in(self, text: str) -> Iterator[str]:
        for match in self.lexicon.matcher.find(self.lexicon.matcher.read(fold_whole(text))):
            kind, _, name = match.key.partition(":")
            if kind == "concept" and not name.startswith(COMMON):
                yield name

    def number_of(self, key: str) -> int | None:
        """Where a document stands in `documents`."""
        return self._numbers.get(key)

    def named(self, key: str) -> Mapping[int, Field]:
        """Where a word for one item leads: to the item, and to what it belongs to."""
        document = self.document(key)
        if document is None:
            return {}
        return {self._numbers[document.root]: Field.DETAIL, self._numbers[key]: Field.TITLE}

    def numbers_of(self, kinds: frozenset[Kind]) -> frozenset[int]:
        """The numbers of the documents of these kinds."""
        if kinds not in self._kinds:
            self._kinds[kinds] = frozenset(n for n, one in enumerate(self.documents) if one.kind in kinds)
        return self._kinds[kinds]

    def title_bones(self, number: int) -> str:
        """The skeleton of a document's title and details."""
        if number not in self._printed_bones:
            one = self.documents[number]
            self._printed_bones[number] = skeleton(fold_whole(" ".join((one.title, *one.details))))
        return self._printed_bones[number]

    def weight_of(self, key: str) -> float:
        """How much a unit weighs: the fewer titles have it the more; common ones little."""
        if key not in self._weights:
            fields = self.postings.units.get(key, {}).values()
            rarity = self.postings.rarity(sum(place <= Field.DETAIL for place in fields))
            self._weights[key] = rarity * (COMMON_WEIGHT if key.startswith(f"concept:{COMMON}") else 1.0)
        return self._weights[key]

    def facet_of(self, key: str, facet: str) -> str:
        """The value of a facet in a document's title; several joined by "+", empty for none."""
        document = self.document(key)
        return "+".join(sorted(document.facets.get(facet, ()))) if document else ""

    @cached_property
    def facet_names(self) -> tuple[str, ...]:
        """The facets that the word lists know, in their order."""
        return tuple(dict.fromkeys(key.partition(".")[0] for key in self.words.facets))

    @cached_property
    def number_words(self) -> Mapping[str, int]:
        """Numbers written as words."""
        return {fold(word): value for value, word in enumerate(self.words.fields.get("number.words", ()), 1)}

    @cached_property
    def families(self) -> Mapping[str, tuple[str, ...]]:
        """Topics that several activities share by their titles: "transfer" or "transfer/teacher" → their numbers."""
        found: dict[str, list[str]] = {}
        for one in self.documents:
            if one.kind is Kind.ACTIVITY:
                for name in _family_names(one):
                    found.setdefault(name, []).append(one.key)
        return {name: tuple(keys) for name, keys in found.items() if len(keys) > 1}

    def pieces(self, folded: str) -> tuple[str, ...]:
        """A folded text cut at its joining words; one piece when there are none."""
        found: list[str] = []
        start = 0
        for match in self._join.find(self.lexicon.matcher.read(folded)):
            found.append(folded[start : match.start])
            start = match.end
        return tuple(piece.strip() for piece in (*found, folded[start:]) if piece.strip())


def _family_names(one: Document) -> Iterator[str]:
    for concept in one.concepts:
        yield concept
        for position in sorted(one.facets.get("position", ())):
            yield f"{concept}/{position}"


def _fields(one: Document) -> tuple[tuple[Field, str], ...]:
    pairs = [(Field.TITLE, one.title)]
    pairs += [(Field.CONTEXT, text) for text in one.context]
    pairs += [(Field.DETAIL, text) for text in one.details]
    pairs += [(Field.BODY, text) for text in one.body]
    return tuple(pair for pair in pairs if pair[1])


def _read(one: Document, number: int, postings: Postings) -> Document:
    """A document with the concepts and facet values of its title."""
    units = postings.title_units(number)
    concepts = [key.partition(":")[2] for key in units if key.startswith("concept:")]
    facets: dict[str, set[str]] = {}
    for key in units:
        kind, _, name = key.partition(":")
        if kind == "facet":
            facet, _, value = name.partition(".")
            facets.setdefault(facet, set()).add(value)
    return Document(
        one.key,
        one.kind,
        one.root,
        one.title,
        one.details,
        one.context,
        one.body,
        tuple(key for key in concepts if not key.startswith(COMMON)),
        {facet: frozenset(values) for facet, values in facets.items()},
    )


def _documents(plan: Plan) -> Iterator[Document]:
    for activity in plan.activities:
        yield from _of_activity(activity)
    for statement in plan.statements:
        yield _of_statement(plan, statement)


def _of_activity(activity: Activity) -> Iterator[Document]:
    sheet = activity.sheet
    steps = sheet.steps if sheet else ()
    details = (*activity.details, *(step.title for step in steps))
    body = [text for step in steps for text in step.tasks]
    if sheet:
        body += [*sheet.aims, *sheet.outputs, *sheet.outcomes, sheet.reasons]
        body += [f"{what} {text}" for what, text in sheet.alignments]
    yield Document(activity.number, Kind.ACTIVITY, activity.number, activity.title, details, (), tuple(body))
    for step in steps:
        yield _of_step(activity, step)
        for item in step.items:
            yield _of_item(activity, step, item)


def _of_step(activity: Activity, step: Step) -> Document:
    items = tuple(item.text for item in step.items)
    return Document(step.key, Kind.STEP, activity.number, step.title, (), (activity.title,), (*step.tasks, *items))


def _of_item(activity: Activity, step: Step, item: LineItem) -> Document:
    return Document(item.key, Kind.ITEM, activity.number, item.text, (), (step.title, activity.title))


def _of_statement(plan: Plan, statement: Statement) -> Document:
    parent = plan.statement_by_key.get(statement.parent)
    above = (parent.text if parent else "", statement.heading)
    body = tuple(_texts_below(plan, statement.key))
    kind = Kind.of(statement.layer)
    return Document(statement.key, kind, _root(plan, statement), statement.text, (), above, body)


def _texts_below(plan: Plan, key: str) -> Iterable[str]:
    for child in plan.children_of.get(key, ()):
        yield child.text
        yield from _texts_below(plan, child.key)


def _root(plan: Plan, statement: Statement) -> str:
    """The top statement above; an introduction counts as part of the statement that it introduces."""
    if statement.layer is Layer.BACKGROUND and statement.related:
        return statement.related[0]
    parent = plan.statement_by_key.get(statement.parent)
    return statement.key if parent is None else _root(plan, parent)
