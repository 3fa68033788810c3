"""Which statements of a layer speak of something ("จุดเน้นไหนพูดถึงครู"): reading in, question or nothing out."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.plan import Layer
from bot.questions import Beyond, SingleQuestion, Texts
from bot.understanding.asking.layers import OWN_POLICY, layers_meant, names_owner
from bot.understanding.context import Context
from bot.understanding.deciding import decide
from bot.understanding.postings import Field
from bot.understanding.reading import Reading
from bot.understanding.text import fold, skeleton

_LEAST = 2
"""Letters of the shortest word that is looked for in the texts."""
_MOST_ABOUT = 6
"""Statements about a common matter that are shown."""
_LEAST_QUOTED, _MOST_QUOTED = 14, 3
"""Letters from which words before the question are a quotation, and how many statements it may stand in."""


def speaking_of(reading: Reading, context: Context) -> SingleQuestion | None:
    """The statements of the layer named that print the words or are about the matter, or that there are none."""
    words = reading.cues.starting("word_")
    quoted = _quoted(reading, context, words)
    if quoted is not None:
        return quoted
    if not words or reading.references or reading.people:
        return None
    spoken = reading.patterns.speaks_of.search(reading.folded)
    if spoken is not None:
        return None if reading.cues.starting("sheet_") else _spoken_of(reading, context, words, spoken)
    about = reading.patterns.about.search(reading.folded)
    return _asked_about(reading, context, words, about) if about is not None else None


def _spoken_of(
    reading: Reading, context: Context, words: tuple[str, ...], found: re.Match[str]
) -> SingleQuestion | None:
    """ "จุดเน้นไหนพูดถึงครู": what prints the words, and the heads that are about the matter."""
    matter = found["matter"].strip()
    layers = layers_meant(reading, words, context)
    if len(matter) < _LEAST or not layers or _is_no_matter(reading, found.start("matter")):
        return None
    printed = _printing(reading, layers, matter)
    linked = decide(reading.link_layers(layers))
    if not printed:
        return None if linked.is_usable or not _asks_which(reading, words) else Beyond("", "mention")
    about = [key for key in linked.keys if linked.is_usable and linked.concepts and _is_head(reading, key, layers)]
    return Texts(tuple(dict.fromkeys((*printed, *about))), asks_number=True)


def _asked_about(
    reading: Reading, context: Context, words: tuple[str, ...], found: re.Match[str]
) -> SingleQuestion | None:
    """ "มีนโยบายเรื่องสร้างเครือข่ายไหม": a matter that the lists do not know, or know as a common word only."""
    matter = found["matter"].strip()
    layers = layers_meant(reading, words, context)
    linking = reading.link_layers(layers)
    if len(matter) < _LEAST or not layers or decide(linking).is_usable or reading.names_matter:
        return None
    if Layer.POLICY in layers:
        layers = (*layers, Layer.GUIDELINE)
    keys = tuple(dict.fromkeys((*_about_common(reading, layers), *_printing(reading, layers, matter))))
    if keys:
        return Texts(keys[:_MOST_ABOUT], asks_number=True)
    return Beyond("", "mention") if _asks_which(reading, words) and not linking.candidates else None


def _quoted(reading: Reading, context: Context, words: tuple[str, ...]) -> SingleQuestion | None:
    """ "… อยู่ในนโยบายไหน" behind words that a statement of that layer prints whole."""
    if not words or reading.references or reading.people or not _asks_which(reading, words):
        return None
    start = min(one.start for word in words for one in reading.cues.found[word])
    matter = reading.patterns.stands_in.sub("", reading.folded[:start]).strip()
    layers = layers_meant(reading, words, context)
    found = _printing(reading, layers, matter) if len(matter) >= _LEAST_QUOTED and layers else ()
    if not 0 < len(found) <= _MOST_QUOTED:
        return None
    is_own = any(one in OWN_POLICY for one in layers) and not names_owner(reading)
    if is_own and _printing(reading, OWN_POLICY, matter) and not _is_head(reading, found[0], OWN_POLICY):
        return None  # the office speaks of it, too, below a policy of its own
    return Texts(found, asks_number=True)


def _is_no_matter(reading: Reading, start: int) -> bool:
    """Whether a layer is named right there: what is spoken of stands before it."""
    named = [one.start for cue in reading.cues.starting("word_") for one in reading.cues.found[cue]]
    return any(start <= place <= start + 3 for place in named)


def _asks_which(reading: Reading, words: tuple[str, ...]) -> bool:
    """Whether it is asked which statement it is, or whether there is one."""
    which = tuple(reading.index.words.cues.get("which", ()))
    ends = (one.end for word in words for one in reading.cues.found[word])
    is_asked = any(reading.folded[end:].lstrip().startswith(which) for end in ends)
    return is_asked or reading.cues.any("list", "yes_no", "exists")


def _is_head(reading: Reading, key: str, layers: tuple[Layer, ...]) -> bool:
    return reading.plan.statement_by_key[key].layer in layers


def _printing(reading: Reading, layers: tuple[Layer, ...], matter: str) -> tuple[str, ...]:
    """The statements whose text has the words as written, else by their sound letters; the office's own first."""
    own = tuple(layer for layer in layers if layer in OWN_POLICY)
    for group in (own, layers) if own and not names_owner(reading) else (layers,):
        rows = [one for layer in group for one in reading.plan.layer(layer)]
        bones = skeleton(matter)
        found = [one for one in rows if matter in _folded(one.heading, one.text)]
        found = found or [one for one in rows if len(bones) > _LEAST + 2 and bones in _bones(one.heading, one.text)]
        if found:
            return tuple(one.key for one in found)
    return ()


def _about_common(reading: Reading, layers: tuple[Layer, ...]) -> tuple[str, ...]:
    """The heads of these layers in whose text every common matter that is named stands ("การเรียนการสอน")."""
    named = [one.key for one in reading.link(None).mentions if one.kind == "concept" and one.is_common]
    if not named or reading.unknown or reading.names_matter:
        return ()
    having = [reading.index.postings.units.get(f"concept:{key}", {}) for key in named]
    heads = [one.key for layer in layers for one in reading.plan.layer(layer) if not one.parent]
    numbers = {key: reading.index.number_of(key) for key in heads}
    return tuple(
        key for key, n in numbers.items() if n is not None and all(found.get(n) is Field.TITLE for found in having)
    )


@lru_cache(maxsize=2_048)
def _folded(heading: str, text: str) -> str:
    return fold(f"{heading} {text}")


@lru_cache(maxsize=2_048)
def _bones(heading: str, text: str) -> str:
    return skeleton(_folded(heading, text))
