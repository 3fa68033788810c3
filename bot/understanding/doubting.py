"""A question and the reading that it was found in, in; whether what could not be read may change it, out."""

from __future__ import annotations

from collections.abc import Callable

from bot.questions import Beyond, Facts, Question, SmallTalk, Unclear
from bot.understanding.reading import Reading


def is_doubtful(question: Question, reading: Reading, understood_as: Callable[[str], Question]) -> bool:
    """Whether letters that no word explains, or that may be two words, leave open what is asked.

    A fact about what the message itself names is no such case: the answer repeats the name.
    """
    if isinstance(question, Beyond | Unclear | SmallTalk) or reading.references:
        return False
    if any(understood_as(text) != question for text in reading.others):
        return True
    return bool(reading.unread) and not (isinstance(question, Facts) and not question.scope.carried)
