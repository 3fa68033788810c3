"""The layers of policy that a message names: reading in, layers and how they are asked for out."""

from __future__ import annotations

from collections.abc import Iterable

from bot.plan import Layer
from bot.questions import Listing
from bot.understanding.asking.mentions import is_written
from bot.understanding.context import Context, is_follow_up, texts_before
from bot.understanding.reading import Reading

LAYER_OF_WORD = {
    "word_vision": (Layer.VISION, Layer.HR_VISION),
    "word_mission": (Layer.MISSION, Layer.HR_MISSION),
    "word_goal": (Layer.GOAL,),
    "word_strategy": (Layer.STRATEGY,),
    "word_policy": (Layer.POLICY, Layer.HR_AREA, Layer.OBEC, Layer.QUICK_WIN, Layer.MINISTRY),
    "word_focus": (Layer.FOCUS,),
    "word_guideline": (Layer.GUIDELINE,),
    "word_indicator": (Layer.INDICATOR,),
    "word_value": (Layer.VALUE,),
    "word_model": (Layer.MODEL,),
    "word_duty": (Layer.DUTY,),
    "word_law": (Layer.LAW,),
    "word_area": (Layer.HR_AREA,),
}

# Whose layer a word names when it is said beside "นโยบาย" and the like.
WHOSE = {
    "layer_ministry": {Layer.MINISTRY},
    "layer_obec": {Layer.OBEC},
    "layer_quick_win": {Layer.QUICK_WIN},
    "layer_hr": {Layer.HR_AREA, Layer.HR_VISION, Layer.HR_MISSION},
    "layer_office": {Layer.POLICY, Layer.VISION, Layer.MISSION, Layer.GOAL, Layer.STRATEGY, Layer.FOCUS},
}
# What the office itself says of policy; it is preferred to what higher offices say.
OWN_POLICY = (Layer.POLICY, Layer.GUIDELINE, Layer.INDICATOR, Layer.FOCUS, Layer.HR_AREA)


def layers_of(words: Iterable[str]) -> tuple[Layer, ...]:
    """The layers that words for layers may mean, in their order."""
    return tuple(layer for word in words for layer in LAYER_OF_WORD.get(word, ()))


def layers_meant(reading: Reading, words: tuple[str, ...], context: Context) -> tuple[Layer, ...]:
    """The layers named, narrowed to those of the office or ministry that is named beside them."""
    words = _without_area(words)
    layers = layers_of(words)
    named = [found for cue, found in WHOSE.items() if cue in reading.cues]
    whose = _whose_before(reading, context).union(*named)
    if Layer.QUICK_WIN in whose and set(words) <= {"word_policy", "word_area"}:
        return (Layer.QUICK_WIN,)
    if not layers:
        return tuple(sorted(whose - {Layer.HR_VISION, Layer.HR_MISSION}, key=str))
    narrowed = [layer for layer in layers if layer in whose]
    return tuple(dict.fromkeys(narrowed or layers))


def _without_area(words: tuple[str, ...]) -> tuple[str, ...]:
    """ "ด้าน" is an area only when no policy is named: "นโยบายด้าน…" is a policy."""
    if "word_area" in words and set(words) <= {"word_area", "word_guideline", "word_indicator"}:
        return ("word_area",)
    return tuple(word for word in words if word != "word_area") or words


def names_owner(reading: Reading) -> bool:
    """Whether it is said whose policy is meant."""
    return any(cue in reading.cues for cue in WHOSE)


def is_of_another(reading: Reading, layers: tuple[Layer, ...]) -> bool:
    """Whether a body is named of which the plan prints no such layer: the office's own would be a wrong answer."""
    named = [found for cue, found in WHOSE.items() if cue in reading.cues]
    own = WHOSE["layer_office"] | WHOSE["layer_hr"]
    is_own = set(layers) <= own - {Layer.POLICY, Layer.HR_AREA}
    return is_own and bool(named) and not set(layers) & set().union(*named) and names_only_layers(reading)


def _whose_before(reading: Reading, context: Context) -> set[Layer]:
    """The layers of the human-resource policy, when the question before was about them and this one names no other."""
    if names_owner(reading) or not is_follow_up(reading):
        return set()
    layers = {reading.plan.statement_by_key[key].layer for key in texts_before(context)}
    if isinstance(context.before, Listing):
        layers.add(context.before.layer)
    return set(WHOSE["layer_hr"]) if layers and layers <= WHOSE["layer_hr"] else set()


def child_layer(words: tuple[str, ...]) -> Layer | None:
    """Guidelines or indicators are asked of a policy that other words describe."""
    return next((layer for layer in layers_of(words) if layer in (Layer.GUIDELINE, Layer.INDICATOR)), None)


def names_only_layers(reading: Reading) -> bool:
    """Whether nothing but layers is named: then the whole layer is meant."""
    spans = [
        (one.start, one.end)
        for key, found in reading.cues.found.items()
        if key.startswith(("word_", "layer_"))
        for one in found
    ]
    subjects = [
        one
        for one in reading.link(None).mentions
        if one.kind != "text" and not one.is_common and (one.kind != "concept" or is_written(reading, one.key))
    ]
    return all(any(start <= one.start < end for start, end in spans) for one in subjects)


def counts_texts(reading: Reading) -> bool:
    """How many statements there are is asked."""
    return reading.cues.any("count", "count_texts", "few")


def wants_children(reading: Reading) -> bool:
    """What stands below a statement is asked with it."""
    return reading.cues.any("list", "some", "count", "how", "what", "work") or counts_texts(reading)


def asks_where(reading: Reading) -> bool:
    """ "อยู่ข้อไหน", "เป็นจุดเน้นที่เท่าไหร่": the number is wanted."""
    return reading.cues.any("how_many", "list") and not counts_texts(reading)
