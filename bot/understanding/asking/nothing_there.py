"""What is not there: quarters without work, people without work; reading in, question or nothing out."""

from __future__ import annotations

from bot.questions import Facts, Holders, Scope, SingleQuestion, Slot
from bot.understanding.asking.scopes import general_scope, topic_scope
from bot.understanding.asking.within import narrowed
from bot.understanding.context import Context
from bot.understanding.reading import Reading

_WHO = ("who", "by_officer", "people_list")


def nothing_there(reading: Reading, context: Context) -> SingleQuestion | None:
    """ "ไตรมาสไหนไม่มี…": the quarters that are left; "ใครไม่มีงาน": the people who are left."""
    spot = reading.patterns.not_there.search(reading.folded)
    if spot is None or reading.cues.any("money", "yes_no", "confirm", "exists") or reading.topics:
        return None
    asked = reading.patterns.which_time.search(reading.folded)
    if asked and asked.start() < spot.start() + 12:
        scope = topic_scope(reading, context) or narrowed(reading, general_scope(reading))
        if not scope.keys and reading.link(None).coverage and not (reading.people or scope.part):
            return None  # a matter is named, and it is not known which
        officers = tuple(key for one in reading.people for key in one.keys[:1])
        return Facts(
            Scope(scope.keys, officers=officers, part=scope.part, is_list=True), (Slot.WHEN,), asks_absent=True
        )
    who = next((one for key in _WHO if (one := reading.cues.first(key))), None)
    if (
        reading.times
        or who is None
        or who.start > spot.start()
        or reading.references
        or reading.people
        or reading.link(None).coverage
    ):
        return None
    return _without_work(reading)


def _without_work(reading: Reading) -> SingleQuestion | None:
    """The people of the plan who are in charge of nothing."""
    busy = {officer for one in reading.plan.activities for officer in one.officers}
    keys = tuple(one.key for one in reading.plan.officers if one.key not in busy)
    return Holders(keys, post="absent") if keys else None
