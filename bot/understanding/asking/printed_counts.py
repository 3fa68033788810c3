"""How many groups or areas there are, as the plan's account of the office prints it: reading in, question out."""

from __future__ import annotations

import re

from bot.plan import Layer
from bot.questions import Beyond, SingleQuestion, Texts
from bot.understanding.asking.within import names_unknown
from bot.understanding.context import Context
from bot.understanding.reading import Reading

_MOST = 2


def printed_count(reading: Reading, context: Context) -> SingleQuestion | None:
    """The statement of the background that prints a number of what is counted; else that the plan does not say."""
    found = reading.cues.first("count_printed")
    if found is None or reading.references or reading.people or names_unknown(reading):
        return None
    unit = reading.folded[found.start : found.end]
    for few in reading.index.words.cues.get("few", ()):
        unit = unit.removeprefix(few)
    printed = re.compile(rf"(?<![0-9])[0-9]{{1,3}}\s*{re.escape(unit)}")
    keys = [one.key for one in reading.plan.layer(Layer.BACKGROUND) if printed.search(one.text)]
    return Texts(tuple(keys[:_MOST])) if keys else Beyond("", "number")
