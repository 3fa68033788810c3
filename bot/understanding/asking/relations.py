"""What is tied to a statement across the layers of policy: reading in, question or nothing out."""

from __future__ import annotations

from collections.abc import Iterable

from bot.plan import Layer, Statement
from bot.questions import Listing, SingleQuestion, Texts
from bot.understanding.asking.layers import counts_texts, layers_of
from bot.understanding.context import Context, texts_before
from bot.understanding.deciding import decide
from bot.understanding.documents import Kind
from bot.understanding.linking import relink
from bot.understanding.reading import Reading

_TIED = (Layer.STRATEGY, Layer.POLICY, Layer.FOCUS, Layer.GUIDELINE, Layer.INDICATOR)


def tied_to(reading: Reading, context: Context) -> SingleQuestion | None:
    """ "… ผูกกับนโยบายข้อไหน": what is tied to the statement meant, or to the one before."""
    if "tied" not in reading.cues or reading.references or reading.people:
        return None
    asked = _asked_layer(reading) or related_layer(reading.cues.starting("word_"))
    if asked is None:
        return None
    others = tuple(layer for layer in (Layer.FOCUS, Layer.POLICY, Layer.STRATEGY) if layer is not asked)
    found = decide(reading.link_layers(others))
    if found.is_usable:
        return Listing(asked, found.keys[0], counts=counts_texts(reading))
    return _same_matter(reading, context, asked)


def _asked_layer(reading: Reading) -> Layer | None:
    """The layer whose word is followed by a question word: "… ตรงกับจุดเน้นไหน"."""
    questions = tuple(reading.index.words.fillers.get("questions", ()))
    words = reading.cues.starting("word_")
    return related_layer(
        word
        for word in words
        if any(reading.folded[one.end :].lstrip().startswith(questions) for one in reading.cues.found[word])
    )


def _same_matter(reading: Reading, context: Context, layer: Layer) -> SingleQuestion | None:
    """The statements of another layer about the matter of the one shown before."""
    keys = texts_before(context)
    document = reading.index.document(keys[0]) if keys else None
    if document is None or not document.concepts:
        return None
    found = decide(relink(reading.index, document.concepts, (), frozenset({Kind.of(layer)})))
    return Texts(found.keys[:2], asks_number=True) if found.is_usable else None


def related_to(reading: Reading, first: Statement, layer: Layer) -> Listing:
    """What is tied to a statement; where nothing of that layer is, what stands below it."""
    below = reading.plan.children_of.get(first.key, ())
    if below and layer in (Layer.GUIDELINE, Layer.INDICATOR) and not any(one.layer is layer for one in below):
        return Listing(below[0].layer, first.key, counts=counts_texts(reading))
    return Listing(layer, first.key, counts=counts_texts(reading))


def ranked_by(reading: Reading, words: tuple[str, ...]) -> SingleQuestion | None:
    """ "นโยบายไหนมีจุดเน้นเยอะสุด": the statements of one layer that have the most of another."""
    layers = tuple(dict.fromkeys(layer for layer in layers_of(words) if layer in _TIED))
    absent = reading.patterns.not_there.search(reading.folded) is not None
    if len(layers) != 2 or not (absent or reading.cues.any("largest", "smallest")) or reading.references:
        return None
    if absent and not any(_is_asked(reading, words, layer) for layer in layers):
        return None
    asked = next((layer for layer in layers if _is_asked(reading, words, layer)), layers[0])
    other = layers[1] if asked is layers[0] else layers[0]
    return Listing(asked, ranked_by=other, largest="largest" in reading.cues)


def _is_asked(reading: Reading, words: tuple[str, ...], layer: Layer) -> bool:
    """Whether "which" stands right behind the word for this layer."""
    which = tuple(reading.index.words.cues.get("which", ()))
    ends = [one.end for word in words if layer in layers_of((word,)) for one in reading.cues.found[word]]
    return any(reading.folded[end:].lstrip().startswith(which) for end in ends)


def related_layer(words: Iterable[str]) -> Layer | None:
    """The first layer named of those between which the plan draws ties."""
    return next((layer for layer in layers_of(words) if layer in _TIED), None)
