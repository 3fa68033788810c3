"""A question and the reading that it was found in, in; whether what could not be read may change it, out."""

from __future__ import annotations

from collections.abc import Callable

from bot.questions import Beyond, Count, Facts, Question, Sheet, Slot, SmallTalk, Texts, Unclear
from bot.understanding.reading import Reading

_MANY = 3
"""Letters of no word that may hide which fact is asked for."""


def is_doubtful(question: Question, reading: Reading, understood_as: Callable[[str], Question]) -> bool:
    """Whether letters that no word explains, or that may be other words, leave open what is asked.

    A fact that is asked for by name about what the message itself names is no such case: the answer repeats both.
    """
    if isinstance(question, Beyond | Unclear | SmallTalk):
        return False
    if _is_cut_short(reading) or any(_differs(question, understood_as(text)) for text in reading.others):
        return True
    scope = getattr(question, "scope", None)
    if scope is not None and scope.carried and reading.rare:
        return True
    if isinstance(question, Facts) and not question.scope.carried:
        return not _names_fact(reading) and _hides_fact(reading)
    return _hides_matter(question, reading) or bool(reading.unread and not reading.references)


def _is_cut_short(reading: Reading) -> bool:
    """Whether how many is asked, but not of what ("2.3 คนเข้าร่วมกี่")."""
    asked = reading.cues.first("few")
    particles = reading.index.words.fillers.get("particles", ())
    return asked is not None and reading.folded[asked.end :].strip() in ("", *particles)


def _differs(question: Question, other: Question) -> bool:
    """Whether another question has another answer; all there is about something answers each question about it."""
    if isinstance(question, Facts) and isinstance(other, Facts) and question.slots == (Slot.WHAT,):
        return question.scope != other.scope
    return question != other


def _names_fact(reading: Reading) -> bool:
    return bool(reading.cues.slots) or "how_many" in reading.cues


def _hides_fact(reading: Reading) -> bool:
    """Whether what was not read may be the fact that is asked for."""
    if sum(map(len, reading.unread)) >= _MANY:
        return True
    return bool(reading.references and (reading.unread or reading.faint or reading.rare))


def _hides_matter(question: Question, reading: Reading) -> bool:
    """Whether a word that was hardly read may be the matter of which a text, a part of a sheet or a number is told."""
    if isinstance(question, Texts):
        return bool(reading.rare if reading.references else reading.vague)
    return isinstance(question, Sheet | Count) and bool(reading.faint) and not reading.references
