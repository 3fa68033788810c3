"""The scope of a question: its part of the plan, time and amounts."""

from __future__ import annotations

from dataclasses import replace

from bot.plan import Satang
from bot.questions import Scope
from bot.understanding.context import Context
from bot.understanding.deciding import names_times_apart
from bot.understanding.kinds import ACTIVITY_KINDS
from bot.understanding.reading import Reading
from bot.understanding.text import bones_of
from bot.understanding.times import TimeKind
from bot.understanding.topic import topic_of

_DOINGS = frozenset({"common.meeting", "common.assessment"})
"""What is done, whatever it is about: common words that still leave activities out."""


def general_scope(reading: Reading) -> Scope:
    """The scope of a question that names no activity: part, time and money."""
    low, high = _thresholds(reading)
    cues = reading.cues
    apart = names_times_apart(reading)
    keys = tuple(one.number for one in reading.plan.activities if any(one.runs_in(time.span) for time in reading.times))
    return Scope(
        keys=keys if apart else (),
        is_list=apart,
        part=_part_of(reading),
        group="" if "who" in cues else _group_of(reading),
        span=None if reading.is_whole_year or apart else reading.span,
        other_span=reading.other_span,
        at_least=low,
        at_most=high,
        is_free="free" in cues,
        quarters=_quarters(reading),
        shared=2 if "several_officers" in cues and "list" in cues else 0,
        is_over=asks_done(reading),
        has_date="exact_date" in cues and cues.any("list", "exists", "yes_no"),
    )


def _quarters(reading: Reading) -> int:
    """In how many quarters an activity must run; 0 for any."""
    if "every_quarter" in reading.cues or reading.patterns.all_year.search(reading.folded):
        return 4
    if "two_quarters" in reading.cues:
        return 2
    is_one = any(one.kind is TimeKind.QUARTER and len(one.numbers) == 1 for one in reading.times)
    return 1 if "one_quarter" in reading.cues or ("only_then" in reading.cues and is_one) else 0


def _part_of(reading: Reading) -> int:
    """The part of the plan that is named, by title or by the group that runs it; 0 for none or both."""
    numbers = {int(match.key) for match in reading.parts}
    groups = {match.key for match in reading.groups}
    numbers |= {part.number for part in reading.plan.parts if part.group and part.group in groups}
    return numbers.pop() if len(numbers) == 1 else 0


def _group_of(reading: Reading) -> str:
    """The one group that is named and runs no part of the plan: what it has is told, not the whole plan."""
    groups = {match.key for match in reading.groups}
    running = {part.group for part in reading.plan.parts}
    return groups.pop() if len(groups) == 1 and not groups & running else ""


def _thresholds(reading: Reading) -> tuple[Satang | None, Satang | None]:
    """The least and the most money that is asked for."""
    amounts = [one.amount for one in reading.amounts if one.amount]
    if not amounts:
        return None, None
    if len(amounts) > 1 and (reading.cues.any("between", "at_least") or _is_range(reading)):
        return min(amounts), max(amounts)
    cues = reading.cues
    low = Satang(amounts[0] + 1) if cues.any("over", "more") else amounts[0] if "at_least" in cues else None
    high = Satang(amounts[-1] - 1) if cues.any("under", "less") else amounts[-1] if "at_most" in cues else None
    if low is None and high is None and not reading.references:
        return amounts[0], amounts[0]
    return low, high


def _is_range(reading: Reading) -> bool:
    """ "1,000 ถึง 2,000", "1,000-2,000"."""
    between = reading.folded[reading.amounts[0].end : reading.amounts[-1].start]
    return any(word in between for word in reading.index.words.fields.get("number.range", ()))


def kind_of_work(reading: Reading) -> Scope | None:
    """ "งบประชุมทั้งหมด", "กิจกรรมของผู้บริหาร": the activities whose titles say so, though they are no one topic."""
    linking = reading.link(None)
    named = {one.key for one in linking.mentions} & _DOINGS
    if (not named and not linking.facets) or "i_am" in reading.cues:
        return None
    forms = [bones_of(form) for key in named for form in reading.index.words.concepts.get(key, ())]
    keys = tuple(one.number for one in reading.plan.activities if _is_of_kind(reading, one.number, forms))
    general = general_scope(reading)
    return replace(general, keys=keys, facets=linking.facets, is_list=True) if keys and not general.keys else None


def _is_of_kind(reading: Reading, number: str, forms: list[str]) -> bool:
    """Whether a title has one of the forms, and of each facet that is named one of its values."""
    document = reading.index.document(number)
    asked: dict[str, set[str]] = {}
    for facet, value in reading.link(None).facets:
        asked.setdefault(facet, set()).add(value)
    fits = document is not None and all(values & set(document.facets.get(f, ())) for f, values in asked.items())
    return fits and (not forms or any(form in reading.index.bones_of(number) for form in forms))


def asks_done(reading: Reading) -> bool:
    """Whether it is asked what is done already."""
    return any(word in reading.folded for word in reading.index.words.cues.get("done_said", ()))


def topic_scope(reading: Reading, context: Context) -> Scope | None:
    """The scope of the activities that are meant; what was spoken of before counts when the message says so."""
    leans = reading.cues.any("same_topic", "pronoun")
    topic = topic_of(reading, context if leans else Context(), ACTIVITY_KINDS)
    return topic.scope(reading) if topic.is_usable else None
