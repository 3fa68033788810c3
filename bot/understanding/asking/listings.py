"""A layer of policy named by its word: the whole of it, or the statements that are meant."""

from __future__ import annotations

from bot.plan import Layer
from bot.questions import Beyond, Listing, Nothing, SingleQuestion, Texts, Unclear
from bot.understanding.asking.layers import (
    LAYER_OF_WORD,
    OWN_POLICY,
    WHOSE,
    asks_where,
    child_layer,
    counts_texts,
    is_of_another,
    layers_meant,
    names_only_layers,
    names_owner,
    wants_children,
)
from bot.understanding.asking.relations import related_layer, related_to
from bot.understanding.context import Context
from bot.understanding.deciding import Certainty, Topic, decide, matters
from bot.understanding.documents import Kind
from bot.understanding.linking import Linking, relink
from bot.understanding.reading import Reading
from bot.understanding.text import fold


def of_layers(reading: Reading, words: tuple[str, ...], context: Context) -> SingleQuestion | None:
    """What the words for layers, and what is said beside them, ask for."""
    layers = layers_meant(reading, words, context)
    if not layers:
        return None
    if is_of_another(reading, layers):
        return Beyond("", "of_owner")
    named = _named_part(reading, words, layers)
    return named or _of_each_owner(reading) or _linked_part(reading, words, layers)


def _of_each_owner(reading: Reading) -> SingleQuestion | None:
    """ "หนี้สินครูอยู่ในนโยบายของ ศธ. สพฐ. และของเขต": the best of each owner that is named and speaks of it."""
    owners = [found for cue, found in WHOSE.items() if cue in reading.cues]
    concepts = matters(reading.link(None))
    if len(owners) < 2 or not concepts:
        return None
    # What is urgent is a policy of the ministry's office, too.
    owners = [found | WHOSE["layer_quick_win"] if Layer.OBEC in found else found for found in owners]
    kinds = (frozenset(map(Kind.of, found)) for found in owners)
    best = (decide(relink(reading.index, concepts, (), found)) for found in kinds)
    keys = tuple(dict.fromkeys(key for one in best if one.is_usable for key in one.keys[:1]))
    return Texts(keys) if len(keys) > 1 else None


def _named_part(reading: Reading, words: tuple[str, ...], layers: tuple[Layer, ...]) -> SingleQuestion | None:
    """A layer or a part of it by its own name: a heading, a place in the row, a letter of a model."""
    heading = _heading(reading, layers[0])
    placed = _by_place(reading, layers[0], words, heading)
    if placed is not None:
        return placed
    if heading:
        return Listing(layers[0], heading=heading, counts=counts_texts(reading))
    if set(layers) <= {Layer.VISION, Layer.HR_VISION}:
        return _whole_layer(reading, layers)
    return _part_of_model(reading, layers)


def _linked_part(reading: Reading, words: tuple[str, ...], layers: tuple[Layer, ...]) -> SingleQuestion | None:
    """The statements that the other words link to; the whole layer when there are no other words."""
    if "word_law" in words and _names_whole(reading):
        return _whole_layer(reading, layers)
    child = child_layer(words)
    found = _linked(reading, tuple(one for one in layers if one is not child) or layers)
    if found.is_usable:
        return _below(reading, found, child) or _texts(reading, found)
    if found.certainty is Certainty.UNSURE and asks_where(reading):
        return _texts(reading, found)
    if found.certainty is Certainty.UNSURE and not reading.cues.any("count", "list"):
        return _nearest_texts(reading, found, layers)
    if found.certainty is Certainty.NONE and _names_only_people(reading) and not child:
        return _whole_layer(reading, layers)
    if reading.topics or reading.unknown > 4 or not names_only_layers(reading):
        return None
    return _whole_layer(reading, layers)


def _names_only_people(reading: Reading) -> bool:
    """Whether beside the layer only people are named, whom none of its statements names: the asker must look."""
    mentions = reading.link(None).mentions
    return not reading.cues.slots and bool(mentions) and all(one.is_position or one.is_common for one in mentions)


def _names_whole(reading: Reading) -> bool:
    """Whether the list of a layer is asked and no word is left that could mean a part of it."""
    return "list" in reading.cues and reading.unknown < 1 and not reading.topics and names_only_layers(reading)


def _below(reading: Reading, found: Topic, child: Layer | None) -> SingleQuestion | None:
    """What stands below the statement found, when that is asked: guidelines, indicators, or how many there are."""
    parent = found.keys[0]
    below = reading.plan.children_of.get(parent, ())
    if child is not None and any(one.layer is child for one in below):
        return Listing(child, parent, counts=counts_texts(reading))
    if child is not None:
        return Texts(found.keys[:3], with_children=True)
    return Listing(below[0].layer, parent, counts=True) if below and "count_texts" in reading.cues else None


def _by_place(reading: Reading, layer: Layer, words: tuple[str, ...], heading: str) -> SingleQuestion | None:
    """ "กลยุทธ์แรก", "พันธกิจอันที่ 3": a statement by its place; with another layer named, what is tied to it."""
    place = reading.place_apart
    named = [word for word in words if layer in LAYER_OF_WORD.get(word, ())]
    if not place or counts_texts(reading):
        return None
    whole = [
        one
        for one in reading.plan.layer(layer)
        if (not one.parent or reading.plan.statement_by_key[one.parent].layer is not layer)
        and heading in ("", one.heading)
    ]
    is_owners = not words and names_owner(reading)
    if len(whole) < 2 or layer is Layer.MODEL or not (named or is_owners):
        return None
    if place > len(whole):
        return Nothing(layer.value, str(place), len(whole))
    one = whole[place - 1 if place > 0 else place]
    asked = related_layer(word for word in words if word not in named)
    return related_to(reading, one, asked) if asked else Texts((one.key,))


def _heading(reading: Reading, layer: Layer) -> str:
    """The heading of this layer that the message names, whole or by its beginning."""
    tops = [one.heading for one in reading.plan.layer(layer) if one.heading and not one.parent]
    headings = [one for one in dict.fromkeys(tops) if tops.count(one) > 1]
    asked = reading.text.skeleton.text
    named = [one for one in headings for cut in reading.headings_of(one) if cut in asked]
    return named[0] if len(set(named)) == 1 else ""


def _part_of_model(reading: Reading, layers: tuple[Layer, ...]) -> SingleQuestion | None:
    """ "LPSMILE ตัว S", "Re 5 Steps ขั้นที่ 3": the part of a model by its letter or number."""
    number = reading.item_number
    if Layer.MODEL not in layers:
        return None
    found = decide(reading.link_layers((Layer.MODEL,)))
    named = [one for one in reading.plan.layer(Layer.MODEL) if one.heading and fold(one.heading) in reading.folded]
    if not number:
        having = tuple(one.key for one in named if reading.plan.children_of.get(one.key))
        return Texts(having, with_children=True) if having and not counts_texts(reading) else None
    heads = [one.key for one in named] or list(found.keys[:1])
    parts = [
        one
        for key in heads
        for one in reading.plan.children_of.get(key, ())
        if number in (one.number.casefold(), one.key.rpartition(".")[2])
    ]
    return Texts(tuple(one.key for one in parts)) if parts else None


def _nearest_texts(reading: Reading, found: Topic, layers: tuple[Layer, ...]) -> SingleQuestion:
    """Texts that fit well enough to be quoted; else they are offered. A quotation is true whatever was meant."""
    candidates = {one.key: one for linking in reading.links() for one in linking.candidates}
    good = tuple(key for key in found.keys if key in candidates and candidates[key].title_evidence >= 0.4)
    if good and (found.concepts or found.facets):
        return Texts(good[:3], with_children=wants_children(reading))
    if reading.cues.any("what", "some") and names_owner(reading):
        return _whole_layer(reading, layers)
    return Unclear(found.keys, kind="statement")


def _texts(reading: Reading, found: Topic) -> SingleQuestion:
    return Texts(found.keys[:6], with_children=wants_children(reading), asks_number=asks_where(reading))


def _linked(reading: Reading, layers: tuple[Layer, ...]) -> Topic:
    """The statements of these layers (and what stands below them) that the words link to."""
    if layers[0] is Layer.POLICY and not names_owner(reading):
        own = reading.link_layers(OWN_POLICY)
        others = reading.link_layers(tuple(layer for layer in layers if layer not in OWN_POLICY))
        if own.candidates and own.candidates[0].title_evidence >= 0.5 and own.confidence >= 0.5:
            return _own_first(reading, own, others)
    found = decide(reading.link_layers(layers))
    return found if found.is_usable else _announced(reading, layers) or found


def _own_first(reading: Reading, own: Linking, others: Linking) -> Topic:
    """The office's own statements that match, one for each policy, and the best of the layers above.

    When what matches best stands deeper in one policy, a policy of which the first matter asked is the whole subject is
    told, too: it has the better claim to "what does the policy say".
    """
    best = own.candidates[0]
    roots: dict[str, str] = {}
    for one in own.candidates:
        if one.score >= best.score - 0.2:
            roots.setdefault(one.root, one.key)
    if len(roots) == 1 and len(own.concepts) > 1:
        for head in _about(reading, own.concepts[0]):
            roots.setdefault(head, head)
    keys = list(roots.values())[:3]
    if others.candidates and others.candidates[0].score >= best.score - 0.02:
        keys.append(others.candidates[0].key)
    return Topic(Certainty.LIST if len(keys) > 1 else Certainty.SURE, tuple(keys), own.concepts, own.facets)


def _about(reading: Reading, concept: str) -> tuple[str, ...]:
    """The heads of the office's own policy whose text has this matter."""
    heads = [one.key for layer in OWN_POLICY for one in reading.plan.layer(layer) if not one.parent]
    found = ((key, reading.index.document(key)) for key in heads)
    return tuple(key for key, document in found if document and concept in document.concepts)


def _announced(reading: Reading, layers: tuple[Layer, ...]) -> Topic | None:
    """A head that the human-resource policy announces without writing it out."""
    if Layer.HR_AREA not in layers:
        return None
    found = decide(reading.link_layers((Layer.BACKGROUND,)))
    return found if found.certainty is Certainty.SURE else None


def _whole_layer(reading: Reading, layers: tuple[Layer, ...]) -> SingleQuestion:
    """The layer as a list; visions, which are one text each, as texts."""
    visions = [layer for layer in layers if layer in (Layer.VISION, Layer.HR_VISION)]
    keys = tuple(one.key for layer in visions for one in reading.plan.layer(layer))
    if keys and len(layers) > 1 and layers[0] is Layer.VISION:
        return Texts(keys)
    return Listing(layers[0], counts=counts_texts(reading))
