"""Which statements of a layer speak of something ("จุดเน้นไหนพูดถึงครู"): reading in, question or nothing out."""

from __future__ import annotations

from bot.plan import Layer, Statement
from bot.questions import Beyond, SingleQuestion, Texts
from bot.understanding.asking.layers import OWN_POLICY, layers_meant, names_owner
from bot.understanding.context import Context
from bot.understanding.deciding import decide
from bot.understanding.reading import Reading
from bot.understanding.text import fold, skeleton

_LEAST = 2
"""Letters of the shortest word that is looked for in the texts."""
_LEAST_QUOTED, _MOST_QUOTED = 14, 3
"""Letters from which words before the question are a quotation, and how many statements it may stand in."""


def speaking_of(reading: Reading, context: Context) -> SingleQuestion | None:
    """The statements of the layer named that print the words or are about the matter, or that there are none."""
    words = reading.cues.starting("word_")
    quoted = _quoted(reading, context, words)
    if quoted is not None:
        return quoted
    found = reading.patterns.speaks_of.search(reading.folded)
    if not words or found is None or reading.references or reading.people or reading.cues.starting("sheet_"):
        return None
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
        found = [one for one in rows if matter in _folded(one)]
        found = found or [one for one in rows if len(bones) > _LEAST + 2 and bones in skeleton(_folded(one))]
        if found:
            return tuple(one.key for one in found)
    return ()


def _folded(one: Statement) -> str:
    return fold(f"{one.heading} {one.text}")
