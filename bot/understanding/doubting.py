"""A question and the reading that it was found in, in; whether what could not be read may change it, out."""

from __future__ import annotations

from collections.abc import Callable

from bot.questions import Beyond, Count, Facts, Question, Sheet, Slot, SmallTalk, Texts, Unclear
from bot.understanding.reading import Reading


def is_doubtful(question: Question, reading: Reading, understood_as: Callable[[str], Question]) -> bool:
    """Whether letters that no word explains, or that may be two words, leave open what is asked.

    A fact about what the message itself names is no such case: the answer repeats the name.
    """
    if isinstance(question, Beyond | Unclear | SmallTalk):
        return False
    if any(_differs(question, understood_as(text)) for text in reading.others):
        return True
    if isinstance(question, Facts) and not reading.cues.slots and "how_many" not in reading.cues:
        if reading.references and (reading.unread or reading.faint or reading.rare):
            return True
        if sum(map(len, reading.unread)) >= 3:
            return True
    scope = getattr(question, "scope", None)
    if reading.rare and ((scope is not None and scope.carried) or (isinstance(question, Texts) and reading.references)):
        return True
    if isinstance(question, Texts) and reading.vague and not reading.references:
        return True
    if isinstance(question, Sheet | Count) and reading.faint and not reading.references:
        return True
    if reading.references:
        return False
    return bool(reading.unread) and not (isinstance(question, Facts) and not question.scope.carried)


def _differs(question: Question, other: Question) -> bool:
    """Whether another question has another answer; all there is about something answers each question about it."""
    if isinstance(question, Facts) and isinstance(other, Facts) and question.slots == (Slot.WHAT,):
        return question.scope != other.scope
    return question != other
