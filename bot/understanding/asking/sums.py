"""Money summed over the plan, a part, a time or named activities: reading in, question or nothing out."""

from __future__ import annotations

from dataclasses import replace

from bot.questions import Scope, SingleQuestion, Slot, Total
from bot.understanding.asking.scopes import general_scope, kind_of_work, topic_scope
from bot.understanding.asking.within import UNKNOWN_MATTER, narrowed, shown_before
from bot.understanding.context import Context, before_scope, is_follow_up
from bot.understanding.deciding import Certainty, decide
from bot.understanding.kinds import ACTIVITY_KINDS
from bot.understanding.reading import Reading
from bot.understanding.topic import referred

_SUMMING = ("total", "people_list", "by_officer", "by_officer_money", "by_quarter", "by_part", "by_group", "whole_plan")


def total(reading: Reading, context: Context) -> SingleQuestion | None:
    """The money of the whole plan, a part, a time, a family or named activities together."""
    cues = reading.cues
    money = cues.money
    together = _together(reading, context)
    if together is not None:
        return Total(together, money or Slot.ALLOCATED)
    asks_who = "who" in cues and "people_list" not in cues
    if asks_who or (reading.references and len(cues.slots) > 1):
        return None
    shown = _of_what_was_shown(reading, context)
    if shown is not None:
        return shown
    is_named = _names_topic(reading)
    projects = _projects(reading) if money is not None and not is_named else ()
    if projects:
        return Total(Scope(keys=projects, is_list=True), money or Slot.ALLOCATED, table_by(reading))
    if money is None or cues.starting("word_") or _names_other(reading):
        return None
    if not _wants_sum(reading) and (is_named or not reading.times):
        return _whole(reading, context, money)
    scope = topic_scope(reading, context) if is_named else None
    by = table_by(reading)
    if by and "money_summary" in cues and "remaining" not in cues:
        money = Slot.ALLOCATED  # a summary by quarters is one of the plan
    return Total(scope or _all_meant(reading), money, by)


def _all_meant(reading: Reading) -> Scope:
    """What is summed when no activity is named: the whole plan if that is said, else what the message narrows it to."""
    whole = general_scope(reading)
    return whole if "whole_plan" in reading.cues else kind_of_work(reading) or narrowed(reading, whole)


def _of_what_was_shown(reading: Reading, context: Context) -> SingleQuestion | None:
    """Another kind of money of the sum before, or the sum of the activities that were shown."""
    money = reading.cues.money
    before = context.before
    if money is not None and isinstance(before, Total) and not _names_topic(reading) and is_follow_up(reading):
        return replace(before, slot=money)
    shown = _summed_before(reading, context)
    return Total(shown, money or Slot.ALLOCATED, table_by(reading)) if shown is not None else None


def _wants_sum(reading: Reading) -> bool:
    return reading.cues.any(*_SUMMING) or bool(reading.parts)


def _names_other(reading: Reading) -> bool:
    """Whether a matter is named that is no activity of the plan: then no sum is its money."""
    most = 3 * UNKNOWN_MATTER if reading.cues.any("total", "whole_plan") else UNKNOWN_MATTER
    speaks_of_it = reading.unknown >= most or reading.names_matter
    return speaks_of_it and not _names_topic(reading) and not reading.parts


def table_by(reading: Reading) -> str:
    """What a table of sums or counts is made by; empty for one number."""
    if reading.references:
        return ""
    if "by_officer_money" in reading.cues or ("people_list" in reading.cues and reading.cues.money is not None):
        return "officer"
    return next((name for name in ("officer", "quarter", "part", "group") if f"by_{name}" in reading.cues), "")


def _together(reading: Reading, context: Context) -> Scope | None:
    """ "1.4 บวก 1.5" in one message, or "รวมสองอัน" of what was asked before and before that."""
    if "total" not in reading.cues:
        return None
    named = referred(reading)
    if len(named) > 1:
        return Scope(keys=named, is_list=True)
    scope = before_scope(context.before)
    if named or scope is None or not scope.earlier or decide(reading.link(ACTIVITY_KINDS)).is_usable:
        return None
    return Scope(keys=tuple(dict.fromkeys((*scope.earlier, *scope.keys))), is_list=True, carried=("topic",))


def _projects(reading: Reading) -> tuple[str, ...]:
    """The projects of the plan, when they are meant as a kind: "เฉพาะโครงการ", "สามโครงการ" where there are three."""
    keys = tuple(one.number for one in reading.plan.activities if one.is_project)
    numbers = (str(len(keys)), *(word for word, value in reading.index.number_words.items() if value == len(keys)))
    words = reading.index.words.fields.get("project", ())
    counted = any(f"{number}{gap}{word}" in reading.folded for number in numbers for word in words for gap in ("", " "))
    only = reading.cues.first("only")
    is_only = only is not None and reading.folded[only.end :].lstrip().startswith(tuple(words))
    return keys if (counted or is_only) and not reading.references and not reading.people else ()


def _names_topic(reading: Reading) -> bool:
    """Whether activities are named; the name of a part is not mistaken for theirs."""
    if reading.references:
        return True
    topic = decide(reading.link(ACTIVITY_KINDS))
    return topic.is_usable and not (reading.parts and topic.certainty is not Certainty.SURE)


def _summed_before(reading: Reading, context: Context) -> Scope | None:
    """ "รวมเท่าไหร่" after activities were shown: the sum of those."""
    if "total" not in reading.cues or reading.references or reading.parts or reading.groups or reading.people:
        return None
    if reading.amounts or reading.topics or reading.link(None).coverage > 0:
        return None
    return shown_before(reading, context)


def _whole(reading: Reading, context: Context, money: Slot | None) -> SingleQuestion | None:
    """A bare "งบเท่าไหร่" with nothing before it means the whole plan."""
    is_known = reading.link(None).coverage > 0 or _names_topic(reading)
    is_other = bool(reading.topics) or reading.unknown >= UNKNOWN_MATTER or "pronoun" in reading.cues
    if is_known or is_other or reading.amounts or before_scope(context.before) not in (None, Scope()):
        return None
    return Total(general_scope(reading), money or Slot.ALLOCATED)
