"""People named, or meant by "I" and "they": their posts, work and money; reading in, question or nothing out."""

from __future__ import annotations

from bot.calendar import Span
from bot.questions import (
    Agenda,
    Claim,
    Compare,
    Count,
    Facts,
    Nothing,
    Persons,
    Rank,
    Scope,
    SingleQuestion,
    Slot,
    Total,
    Unclear,
)
from bot.understanding.asking.scopes import asks_done, general_scope
from bot.understanding.context import Context, before_scope, before_slots, numbers_before
from bot.understanding.cues import money_in
from bot.understanding.kinds import ACTIVITY_KINDS
from bot.understanding.reading import Reading
from bot.understanding.text import fold
from bot.understanding.topic import topic_of

_PERSON_SLOTS = (("post", "post"), ("work", "work"), ("contact", "contact"), ("group_of", "group"))

_ASKING_POST = ("ตำแหน่งอะไร", "ตำแหน่งไร", "ระดับไหน", "ระดับใด", "อยู่ระดับ", "ระดับอะไร", "ยศอะไร")


def persons(reading: Reading, context: Context) -> SingleQuestion | None:
    """A question that names people of the plan, or the asker themself."""
    unclear = next((one for one in reading.people if len(one.keys) != 1), None)
    if unclear is not None:
        return Unclear(unclear.keys, kind="person")
    officers = _officers(reading, context)
    if not officers:
        return _in_charge(reading, context)
    if len(officers) > 1 and reading.cues.any("same", "different", "compare", "more", "less", "yes_no", "confirm"):
        return _compared(reading, officers)
    return _claimed(reading, officers) or _about(reading, context, officers)


def _in_charge(reading: Reading, context: Context) -> SingleQuestion | None:
    """ "ตำแหน่งของคนที่ดูแล 1.6", "คนที่ดูแล 1.6 อยู่ระดับไหน": the post of whoever is in charge of an activity."""
    asks_level = any(one.form in _ASKING_POST for one in reading.cues.found.get("post", ()))
    if not (asks_level and "who_weak" in reading.cues) and "post_of" not in reading.cues:
        return None
    topic = topic_of(reading, context, ACTIVITY_KINDS)
    rows = [reading.plan.activity_by_number.get(key) for key in topic.keys] if topic.is_usable else []
    officers = tuple(dict.fromkeys(officer for row in rows if row for officer in row.officers))
    return Persons(officers, ("post", "work"), Scope(keys=topic.keys, officers=officers)) if officers else None


def _officers(reading: Reading, context: Context) -> tuple[str, ...]:
    """The people named, the asker, or those of the question before."""
    named = tuple(dict.fromkeys(one.keys[0] for one in reading.people))
    if named:
        return named
    if reading.cues.any("me") or ("i_am" in reading.cues and reading.cues.any("work", "list")):
        return (context.me,) if context.me else ()
    return _by_title(reading) or _people_before(reading, context)


def _by_title(reading: Reading) -> tuple[str, ...]:
    """The one officer with a rare title (ร.ท.หญิง) when the title is said without a name."""
    found = [one.key for one in reading.plan.officers if one.title and fold(one.title) in reading.folded]
    return tuple(found) if len(found) == 1 and reading.cues.any("who", "post", "work") else ()


def _people_before(reading: Reading, context: Context) -> tuple[str, ...]:
    """The people of the question before, when this one leans on them ("เขามีงานอื่นอีกไหม")."""
    if reading.references or reading.groups or reading.posts:
        return ()
    asks_person = reading.cues.any("work", "post", "contact", "group_of", "who_weak")
    own = reading.link(None)
    if own.concepts and own.confidence > 0.5 and not reading.cues.any("pronoun"):
        return ()
    people = _officers_before(reading, context)
    is_idle = not any(reading.plan.activities_of.get(one) for one in people)
    if is_idle and reading.times and "pronoun_person" not in reading.cues:
        return ()  # who is in charge of nothing has no time to ask for
    if people and (asks_person or reading.cues.any("pronoun_person", "same_topic") or _is_bare(reading)):
        return people
    return ()


def _officers_before(reading: Reading, context: Context) -> tuple[str, ...]:
    """The people that the question before named, or the one that its answer did ("ใครดูแล 1.4" – "เขามี…")."""
    before = context.before
    scope = before_scope(before)
    named = tuple(getattr(before, "officers", ())) or (scope.officers if scope else ())
    if named or not isinstance(before, Facts) or Slot.WHO not in before.slots or "pronoun_person" not in reading.cues:
        return named
    rows = [reading.plan.activity_by_number.get(number) for number in numbers_before(context)]
    officers = dict.fromkeys(officer for row in rows if row for officer in row.officers)
    return tuple(officers) if len(officers) == 1 else ()


def _is_bare(reading: Reading) -> bool:
    """Only a time or a fact is asked, no topic of its own."""
    asks = bool(reading.times or reading.cues.slots) or reading.cues.any("count", "list")
    return asks and reading.link(None).coverage == 0


def _compared(reading: Reading, officers: tuple[str, ...]) -> SingleQuestion:
    """Two people by their money, their posts or their work."""
    if reading.cues.money is not None:
        asks = "more" if "more" in reading.cues else "less" if "less" in reading.cues else "same"
        return Compare(tuple(Scope(officers=(one,)) for one in officers), Slot.ALLOCATED, asks)
    asks_work = reading.cues.any("work", "count", "by_officer", "more", "less") and "post" not in reading.cues
    slots = ("work",) if asks_work else ("post",)
    return Persons(officers, slots, is_compared=True)


def _claimed(reading: Reading, officers: tuple[str, ...]) -> SingleQuestion | None:
    """ "1.4 คุณ…ดูแลใช่ไหม": one activity, a person, and a wish for yes or no."""
    cues = reading.cues
    asks = cues.any("confirm", "yes_no", "several_officers", "one_officer")
    if not asks or not reading.people or cues.any("when", "money", "list"):
        return None
    topic = topic_of(reading, Context(), ACTIVITY_KINDS)
    if not topic.is_usable or reading.times:
        return None
    claim = Claim(officers=officers) if cues.any("confirm", "yes_no") else None
    return Facts(topic.scope(reading), (Slot.WHO,), claim)


def _about(reading: Reading, context: Context, officers: tuple[str, ...]) -> SingleQuestion:
    """What is asked of people: their largest work, their money, how much work, their agenda, or who they are."""
    scope = _scope(reading, context, officers)
    cues = reading.cues
    if cues.any("largest", "smallest"):
        return Rank(scope, "largest" in cues, slot=cues.money or Slot.ALLOCATED)
    if (scope.is_free or scope.at_least is not None or scope.at_most is not None) and "total" not in cues:
        return Agenda(scope, (Slot.ALLOCATED,) if reading.amounts else (), is_yes_no=cues.any("yes_no", "exists"))
    slots = cues.slots or (before_slots(context.before) if not reading.people else ())
    money = money_in(slots)
    if money is not None:
        return Total(scope, money)
    if cues.any("count", "count_people"):
        return Count(scope)
    asked = tuple(slot for cue, slot in _PERSON_SLOTS if cue in cues)
    lists = "list" in cues and not {"post", "group"} & set(asked)
    if scope.span or scope.keys or Slot.WHEN in slots or lists:
        asked_slots = tuple(slot for slot in slots if slot is not Slot.WHO)
        return Agenda(scope, asked_slots, is_yes_no="yes_no" in cues)
    if "several_officers" in cues:
        return Agenda(scope, (Slot.WHO,))
    return Agenda(scope, only_next=True) if "next" in cues else Persons(officers, asked or ("post", "work"), scope)


def _span_before(reading: Reading, context: Context) -> Span | None:
    """The time of the list before, when this message only narrows it to a person."""
    scope = before_scope(context.before)
    if scope is None or (reading.people and not reading.cues.any("only", "same_topic")):
        return None
    asks_on = bool(reading.cues.slots) or "count" in reading.cues
    if not reading.people and not (scope.officers and asks_on):
        return None
    return scope.span


def _scope(reading: Reading, context: Context, officers: tuple[str, ...]) -> Scope:
    """The work of these people, within the activities, the part and the time that are named."""
    topic = topic_of(reading, Context(), ACTIVITY_KINDS)
    named = topic.keys if topic.is_usable else ()
    limits = general_scope(reading)
    is_limited = reading.cues.any("over", "under", "at_least", "at_most", "between")
    return Scope(
        is_free=limits.is_free,
        at_least=limits.at_least if is_limited else None,
        at_most=limits.at_most if is_limited else None,
        keys=named,
        officers=officers,
        part=int(reading.parts[0].key) if reading.parts else 0,
        is_over=asks_done(reading),
        span=reading.span or _span_before(reading, context),
        other_span=reading.other_span,
        carried=() if reading.people else ("person",),
    )


def unknown_person(reading: Reading, context: Context) -> SingleQuestion | None:
    """A name behind a title that is no person of the plan ("คุณ… ดูแลอะไร")."""
    if reading.people or reading.posts or not reading.cues.any("work", "post", "contact", "who_weak", "person_named"):
        return None
    if not reading.cues.any("person_named") and not reading.names_somebody:
        return None
    is_other = reading.link(None).concepts or reading.references
    return None if is_other else Nothing("person", "", len(reading.plan.officers))
