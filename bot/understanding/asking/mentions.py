"""How a concept stands in a message: reading in, whether it is written as the word lists have it out."""

from __future__ import annotations

from bot.understanding.reading import Reading
from bot.understanding.text import bones_of, skeleton


def is_written(reading: Reading, concept: str) -> bool:
    """Whether the message has the concept as some list writes it, and not only a word that is near to it."""
    words = reading.index.words
    forms = words.concepts.get(concept, ())
    short = (one for form in forms for one in words.abbreviations.get(form, ()))
    known = {bones_of(form) for form in (*forms, *short)}
    found = [one for one in reading.link(None).mentions if one.key == concept]
    return any(skeleton(reading.folded[one.start : one.end]) in known for one in found)


def names_charge(reading: Reading) -> bool:
    """Whether who is in charge is asked, and not only who there is."""
    plain = {"ใคร", "ใครคะ", "ใครอะ"}
    return "who_weak" in reading.cues or any(one.form not in plain for one in reading.cues.found.get("who", ()))
