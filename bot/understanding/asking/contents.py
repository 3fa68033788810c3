"""The words of a statement without its layer: reading in, question or nothing out."""

from __future__ import annotations

import re

from bot.plan import Statement
from bot.questions import Duties, Listing, SingleQuestion, Slot, Texts
from bot.understanding.asking.layers import wants_children
from bot.understanding.asking.mentions import is_written
from bot.understanding.context import Context, texts_before
from bot.understanding.deciding import SURE, Certainty, decide, matters
from bot.understanding.documents import WORK, Kind
from bot.understanding.kinds import STATEMENT_KINDS
from bot.understanding.linking import relink
from bot.understanding.postings import fold_whole
from bot.understanding.reading import Reading

_MOST = 6
"""Statements that are shown in one answer."""
_ABBREVIATION = re.compile(r"[a-z]{2,}")
_SPOKEN_OF, _SPOKEN_OF_WITH_A_SLIP = 0.29, 0.6
"""Share of a message from which its one matter is what it is about; more when the word is only near to one known."""


def _asks_fact(reading: Reading) -> bool:
    """Whether a fact is asked that activities have and statements have not."""
    return bool(set(reading.cues.slots) & {Slot.WHO, Slot.WHEN, Slot.ALLOCATED})


def content(reading: Reading, context: Context) -> SingleQuestion | None:
    """No layer is named, but the words are those of a statement ("รับของขวัญได้ไหม")."""
    if reading.references or reading.people:
        return None
    linking = reading.link(STATEMENT_KINDS)
    topic = decide(linking)
    if not topic.is_usable or reading.topics or (_asks_fact(reading) and "what" not in reading.cues):
        return None
    best = linking.candidates[0]
    first = reading.link(None).candidates[0]
    if first.kind is Kind.DUTY and first.score > best.score + 0.02 and first.title_evidence >= 0.8:
        return Duties(statements=(first.key,))
    least = 0.5 if all(is_written(reading, one) for one in matters(linking)) else _SPOKEN_OF_WITH_A_SLIP
    if best.title_evidence >= least and linking.coverage >= 0.45:
        keys = topic.keys[:4] if topic.certainty is not Certainty.SURE else topic.keys
        keys = _printing_it(reading, keys)
        return Texts(keys, with_children=wants_children(reading), asks_number="list" in reading.cues)
    return None


def _printing_it(reading: Reading, keys: tuple[str, ...]) -> tuple[str, ...]:
    """Of several, those that print the abbreviation in Latin letters that was typed; all when none does."""
    typed = set(_ABBREVIATION.findall(reading.folded))
    texts = {key: fold_whole(reading.plan.statement_by_key[key].text) for key in keys} if typed else {}
    return tuple(key for key, text in texts.items() if typed & set(_ABBREVIATION.findall(text))) or keys


def content_first(reading: Reading, context: Context) -> SingleQuestion | None:
    """Words that are clearly a statement's and no activity's, whatever else the message counts or asks."""
    if reading.references or reading.people or reading.times or reading.groups:
        return None
    if reading.cues.any("who", "money", "when", "count_rounds"):
        return None
    both = reading.link(None)
    if not both.candidates or both.candidates[0].kind in WORK or both.candidates[0].kind is Kind.DUTY:
        return None
    work = next((one for one in both.candidates if one.kind in WORK), None)
    if both.confidence < SURE or (work is not None and work.score > both.candidates[0].score - 0.1):
        return None
    return content(reading, context)


def full_words(reading: Reading, context: Context) -> SingleQuestion | None:
    """ "ITA ย่อมาจากอะไร": the statements that print the abbreviation, letter by letter; "PLC คืออะไร", if explained."""
    short = _ABBREVIATION.findall(reading.folded)
    if not short or not reading.cues.any("stands_for", "what"):
        return None
    found = [
        one.key for one in reading.plan.statements if set(short) & set(_ABBREVIATION.findall(fold_whole(one.text)))
    ]
    # Where it is explained, it stands in brackets or behind a colon.
    explained = [key for key in found if _explains(reading.plan.statement_by_key[key].text, short)]
    told = explained or (found if "stands_for" in reading.cues else [])
    return Texts(tuple(told[:3])) if told else None


def _explains(text: str, short: list[str]) -> bool:
    return any(re.search(rf"[(:]\s*{re.escape(one)}\b", fold_whole(text)) for one in short)


def by_concept(reading: Reading, context: Context) -> SingleQuestion | None:
    """The statements that are about the one matter named, whatever else is said around it."""
    if reading.references or reading.people or reading.topics or reading.times:
        return None
    concepts = matters(reading.link(None))
    if not concepts or len(concepts) > 2 or _asks_fact(reading) or "group_of" in reading.cues:
        return None
    least = _SPOKEN_OF if all(is_written(reading, one) for one in concepts) else _SPOKEN_OF_WITH_A_SLIP
    if reading.cues.any("how_many", "few") or _share_of(reading, concepts) < least:
        return None
    linking = relink(reading.index, concepts, (), STATEMENT_KINDS)
    topic = decide(linking)
    if not topic.is_usable or linking.candidates[0].title_evidence < 0.8:
        return None
    asks_procedure = "how" in reading.cues and reading.link(None).facets
    return None if asks_procedure else Texts(topic.keys[:3], with_children=True)


def everywhere(reading: Reading, context: Context) -> SingleQuestion | None:
    """Where the plan speaks of a matter: every statement that is about it."""
    concepts = matters(reading.link(None))
    if "everywhere" not in reading.cues or not concepts or reading.references or reading.people:
        return None
    linking = relink(reading.index, concepts, (), STATEMENT_KINDS)
    keys = tuple(one.key for one in linking.candidates if one.title_evidence >= 0.8)
    return Texts(keys[:_MOST], asks_number=True) if keys else None


def _share_of(reading: Reading, concepts: tuple[str, ...]) -> float:
    """How much of what was said these concepts are, by weight."""
    mentions = reading.link(None).mentions
    whole = sum(one.weight for one in mentions)
    return sum(one.weight for one in mentions if one.key in concepts) / whole if whole else 0.0


def by_words(reading: Reading, context: Context) -> SingleQuestion | None:
    """The statement whose printed words the message repeats, when it repeats enough of them."""
    if reading.references or reading.people or reading.topics or reading.cues.any("money"):
        return None
    keys = reading.index.quotations.find(reading.text.skeleton.text)
    return Texts(keys) if keys else None


def before_layer(reading: Reading, context: Context) -> SingleQuestion | None:
    """A matter within the statements that were just shown ("เรื่องหนี้สินจะทำอะไรบ้าง")."""
    shown = _shown_before(reading, context)
    if not shown or reading.references or reading.people:
        return None
    linking = reading.link_layers(dict.fromkeys(one.layer for one in shown))
    inside = {one.key for one in shown}
    best = next((one for one in linking.candidates if one.key in inside or one.root in inside), None)
    if best is None or best.title_evidence < 0.4 or not linking.concepts:
        return None
    return Texts((best.key,), with_children=True)


def _shown_before(reading: Reading, context: Context) -> list[Statement]:
    """The statements that the answer before showed."""
    before = context.before
    if isinstance(before, Listing):
        return [one for one in reading.plan.layer(before.layer) if before.heading in ("", one.heading)]
    return [reading.plan.statement_by_key[key] for key in texts_before(context)]
