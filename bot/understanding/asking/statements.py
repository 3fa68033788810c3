"""A statement named by its number, or tied to another: reading in, question or nothing out."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.plan import Layer, Statement
from bot.questions import Beyond, Duties, Listing, Nothing, SingleQuestion, Slot, Texts
from bot.understanding.asking.layers import (
    LAYER_OF_WORD,
    WHOSE,
    counts_texts,
    layers_meant,
    layers_of,
    names_only_layers,
    wants_children,
)
from bot.understanding.asking.listings import of_layers
from bot.understanding.asking.relations import ranked_by, related_layer, related_to
from bot.understanding.context import Context, is_follow_up, texts_before
from bot.understanding.deciding import SURE, Certainty, decide
from bot.understanding.documents import WORK
from bot.understanding.kinds import STATEMENT_KINDS
from bot.understanding.reading import Reading
from bot.understanding.references import Reference

_PLAIN_LAYERS = (Layer.MISSION, Layer.HR_MISSION, Layer.GOAL, Layer.STRATEGY, Layer.FOCUS)
"""Layers whose statements are told by their number alone."""


def statements(reading: Reading, context: Context) -> SingleQuestion | None:
    """A layer is named, or a statement by its number."""
    named = reading.statement_references
    words = reading.cues.starting("word_")
    if named:
        return _of_reference(reading, named, words)
    carried = _carried_parent(reading, context, words)
    if carried is not None:
        return carried
    ranked = ranked_by(reading, words)
    if ranked is not None:
        return ranked
    if (not words and not _names_layer(reading)) or _is_of_activity(reading, words):
        return None
    if words == ("word_duty",) and not reading.groups and not reading.cues.any("group_of"):
        counts = counts_texts(reading)
        listed = Listing(Layer.OFFICE_DUTY, counts=counts, place=0 if counts else reading.place_apart)
        return listed if names_only_layers(reading) else None
    return of_layers(reading, words, context)


def printed_section(reading: Reading, context: Context) -> SingleQuestion | None:
    """ "ม.39 คือกฎหมายอะไร": a section that the plan only mentions: the statements that print its number."""
    number = reading.patterns.section.search(reading.folded)
    if number is None or any(one.what != "law" for one in reading.references):
        return None
    law = reading.index.words.fields.get("law", ("",))[0]
    name = f"{law} {number[number.lastindex or 0]}"
    quoted = tuple(one.key for one in reading.plan.layer(Layer.LAW) if one.number == name)
    if quoted:
        return None if reading.statement_references else Texts(quoted)
    printed = re.compile(rf"{law}\s*{number[number.lastindex or 0]}(?![0-9])")
    keys = tuple(one.key for one in reading.plan.statements if printed.search(one.text))
    return Texts(keys[:3]) if keys else Beyond("", "section")


def _is_of_activity(reading: Reading, words: tuple[str, ...]) -> bool:
    """Whether a fact of an activity is asked in whose title the layer's word happens to stand (คะแนนวิสัยทัศน์)."""
    if not set(reading.cues.slots) & {Slot.WHO, Slot.WHEN, Slot.ALLOCATED, Slot.REMAINING}:
        return False
    work = reading.link(frozenset(WORK))
    texts = reading.link_layers(layers_of(words))
    best = texts.candidates[0].score if texts.candidates else 0.0
    return decide(work).is_usable and work.candidates[0].score >= best


def _names_layer(reading: Reading) -> bool:
    if "layer_hr" in reading.cues and "count_texts" in reading.cues:
        return names_only_layers(reading)
    return reading.cues.any("layer_quick_win", "layer_ministry", "layer_obec") and not reading.cues.slots


def _of_reference(reading: Reading, named: tuple[Reference, ...], words: tuple[str, ...]) -> SingleQuestion:
    keys = tuple(dict.fromkeys(key for one in named for key in one.keys))
    first = reading.plan.statement_by_key[keys[0]]
    meant = _of_named_layer(reading, named[0], first, words)
    if meant is not None:
        return meant
    if first.layer in (Layer.INDICATOR, Layer.GUIDELINE):
        return Texts(keys[:1])
    claimed = _claimed(reading, first)
    if claimed is not None:
        return claimed
    related = related_layer(word for word in words if first.layer not in layers_of((word,)))
    if related is not None:
        asked = related_to(reading, first, related)
        return replace(asked, place=0 if asked.counts else reading.place_apart)
    if counts_texts(reading) and first.key in reading.plan.children_of:
        return Listing(reading.plan.children_of[first.key][0].layer, first.key, counts=True)
    one_each = tuple(dict.fromkeys((*(one.keys[0] for one in named), *_of_other_owner(reading, first))))
    asks_tied = len(one_each) == 2 and reading.cues.any("tied", "sheet_alignments", "alike")
    if asks_tied and reading.cues.any("yes_no", "confirm"):
        return Texts(one_each, asks_tied=True)
    return Texts(one_each, with_children=wants_children(reading))


def _of_named_layer(
    reading: Reading, reference: Reference, first: Statement, words: tuple[str, ...]
) -> SingleQuestion | None:
    """ "พันธกิจของ HR ข้อ 3": the number is one of the layer that is named, not of what its owner usually numbers."""
    layers = [one for one in layers_meant(reading, words, Context()) if one in _PLAIN_LAYERS]
    said = reading.folded[reference.start : reference.end]
    own_words = reading.index.words.cues.get(f"word_{reference.what}", ())
    is_named = not any(word in said for word in own_words)
    if not is_named or first.layer in layers_of(words) or len(layers) != 1:
        return None
    found = [one.key for one in reading.plan.layer(layers[0]) if one.number == reference.number and not one.parent]
    return Texts(tuple(found)) if found else None


def _of_other_owner(reading: Reading, first: Statement) -> tuple[str, ...]:
    """ "นโยบายข้อ 7 ของ สพฐ. กับข้อ 7 ของเขต": a number without its word is of the same word as the one before it."""
    peers = next((layers for layers in LAYER_OF_WORD.values() if first.layer in layers), ())
    bare = [one for one in reading.references if one.whose and not one.keys and not one.what]
    return tuple(
        statement.key
        for one in bare
        for layer in peers
        if layer in WHOSE.get(f"layer_{one.whose}", ())
        for statement in reading.plan.layer(layer)
        if statement.number == one.number and not statement.parent
    )


def _claimed(reading: Reading, first: Statement) -> SingleQuestion | None:
    """ "ส่งเสริมการอ่านเป็นนโยบายที่ 4 ใช่ไหม": the words say which one it is, the number is what the asker believes."""
    if not reading.cues.any("confirm", "yes_no"):
        return None
    found = decide(reading.link_layers((first.layer,)))
    return Texts(found.keys[:1], asks_number=True, claimed=first.key) if found.certainty is Certainty.SURE else None


def _carried_parent(reading: Reading, context: Context, words: tuple[str, ...]) -> SingleQuestion | None:
    """ "แล้วมีตัวชี้วัดกี่ตัว" after a policy was shown: another layer of the same statement."""
    keys = texts_before(context)
    if isinstance(context.before, Listing) and context.before.parent:
        keys = (context.before.parent,)
    if not keys or not words or reading.references:
        return _numbered(reading, context)
    shown = reading.plan.statement_by_key[keys[0]].layer
    layer = related_layer(word for word in words if shown not in layers_of((word,))) or related_layer(words)
    if layer is None or reading.link(STATEMENT_KINDS).confidence >= SURE:
        return None
    return related_to(reading, reading.plan.statement_by_key[keys[0]], layer)


def _numbered(reading: Reading, context: Context) -> SingleQuestion | None:
    """ "ข้อ 4 ล่ะ" after a statement: the one with that number beside or below it."""
    shown = _row_before(reading, context)
    number = reading.item_number
    if shown is None or not number or not is_follow_up(reading):
        return None
    layer, parent = shown
    beside = [one for one in reading.plan.layer(layer) if one.parent == parent]
    tops = texts_before(context) or tuple(one.key for one in beside)
    below = [one for key in tops for one in reading.plan.children_of.get(key, ())]
    rows = (*beside, *below)
    found = next((one for one in rows if one.number.casefold() == number), None)
    found = found or next((one for one in rows if one.parent and one.number.endswith(f".{number}")), None)
    is_counted = number.isdigit() and beside and not parent and layer is not Layer.LAW  # laws have no numbers in print
    if found is None and is_counted and reading.link(None).coverage == 0:
        return Nothing(layer.value, number, len(beside))
    return Texts((found.key,)) if found else None


def counted_before(reading: Reading, context: Context) -> SingleQuestion | None:
    """ "มีกี่ข้อ" after statements were listed or one was shown: how many there are beside it."""
    before = context.before
    if isinstance(before, Duties) and len(before.groups) == 1 and _only_counts(reading):
        return before
    shown = _row_before(reading, context)
    if shown is None or "count_texts" not in reading.cues or not is_follow_up(reading):
        return None
    if reading.references or reading.people or reading.cues.starting("word_") or reading.link(None).coverage > 0:
        return None
    if isinstance(context.before, Listing):
        return replace(context.before, counts=True)
    below = [one for key in texts_before(context) for one in reading.plan.children_of.get(key, ())]
    if below and isinstance(context.before, Texts) and context.before.with_children:
        return Listing(below[0].layer, below[0].parent, counts=True)
    return Listing(shown[0], shown[1], counts=True)


def _only_counts(reading: Reading) -> bool:
    is_bare = not (reading.references or reading.groups or reading.people or reading.link(None).coverage)
    return is_bare and "count_texts" in reading.cues and is_follow_up(reading)


def _row_before(reading: Reading, context: Context) -> tuple[Layer, str] | None:
    """The layer and the parent of the statements that were just shown."""
    keys = texts_before(context)
    if keys:
        shown = reading.plan.statement_by_key[keys[0]]
        return shown.layer, shown.parent
    return (context.before.layer, context.before.parent) if isinstance(context.before, Listing) else None
