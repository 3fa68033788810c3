"""The stage itself: a typed message and the conversation so far in; a question, and the rule that found it, out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from bot.questions import (
    Agenda,
    Beyond,
    Count,
    Question,
    Rank,
    Scope,
    Several,
    SingleQuestion,
    Slot,
    SmallTalk,
    Total,
    Unclear,
)
from bot.understanding.asking import (
    agendas,
    beyond,
    breakdowns,
    comparisons,
    contents,
    counts,
    days_left,
    details,
    duties,
    facts,
    follow_ups,
    items,
    near,
    nothing_there,
    ordinals,
    persons,
    posts,
    printed_counts,
    ranks,
    relations,
    shares,
    sheets,
    signing,
    speaking,
    statements,
    sums,
    talk,
    wholes,
)
from bot.understanding.context import Context, before_scope, single
from bot.understanding.doubting import is_doubtful
from bot.understanding.excluding import cut, makes_exceptions
from bot.understanding.keyboard import retyped
from bot.understanding.left_out import excepting, tokens_of
from bot.understanding.reader import Reader
from bot.understanding.reading import Reading
from bot.understanding.several import questions_in
from bot.understanding.splitting_times import for_each_time

_TALK_OF_ANY_WORDS = ("empty", "unreadable")
"""Small talk that is found in letters without sense."""
_MATTER = 0.9
"""Weight of unknown words from which they name a matter."""

Rule = Callable[[Reading, Context], SingleQuestion | None]

# The order is the meaning: the first rule that takes a message decides.
RULES: tuple[tuple[str, Rule], ...] = (
    ("empty", talk.empty),
    ("injection", talk.injection),
    ("service", talk.service),
    ("small talk", talk.small_talk),
    ("missing number", talk.missing_number),
    ("days left", days_left.days_left),
    ("today", talk.today),
    ("signatories", signing.signatories),
    ("same post of another group", posts.swapped_group),
    ("makers", posts.makers),
    ("one of them", ordinals.one_of_them),
    ("nothing there", nothing_there.nothing_there),
    ("comparison", comparisons.comparison),
    ("members", near.members),
    ("handing in", near.handing_in),
    ("procedure", near.procedure),
    ("length", near.length),
    ("post holders", posts.post_holders),
    ("persons", persons.persons),
    ("unknown person", persons.unknown_person),
    ("duties of a group", duties.duties),
    ("group asked", duties.group_asked),
    ("shares of groups", shares.shares_of_groups),
    ("printed count", printed_counts.printed_count),
    ("section of a law", statements.printed_section),
    ("people counted", details.people_counted),
    ("line items", items.line_items),
    ("sheet", sheets.sheet),
    ("tied statements", relations.tied_to),
    ("everywhere", contents.everywhere),
    ("counted before", statements.counted_before),
    ("speaking of", speaking.speaking_of),
    ("statements", statements.statements),
    ("within what was shown", contents.before_layer),
    ("within the list before", agendas.within_before),
    ("beyond", beyond.beyond),
    ("unsaid", beyond.unsaid),
    ("passage of what was shown", details.passage_before),
    ("full words", contents.full_words),
    ("content first", contents.content_first),
    ("follow-up of a table", follow_ups.follow_up_table),
    ("same amount", agendas.same_amount),
    ("rank", ranks.rank),
    ("breakdown", breakdowns.breakdown),
    ("count", counts.count),
    ("overview", wholes.overview),
    ("follow-up with a fact", follow_ups.follow_up_slot),
    ("total", sums.total),
    ("follow-up with a time", follow_ups.follow_up_time),
    ("absent", agendas.absent),
    ("agenda", agendas.agenda),
    ("passage of a project", details.passage_of_project),
    ("unstated", details.unstated),
    ("facts", facts.facts),
    ("passage", details.passage),
    ("content", contents.content),
    ("by its matter", contents.by_concept),
    ("handled by", duties.handled_by),
    ("by its words", contents.by_words),
    ("did you mean", facts.perhaps),
)


@dataclass(frozen=True)
class Understood:
    """A typed question, the rule that found it, and all that was read (for --explain)."""

    question: Question
    rule: str
    reading: Reading
    me: str = ""
    """The officer's key, when the asker has said who they are."""
    retyped: str = ""
    """What was read instead of the typed text, when that was typed on the wrong keyboard layout."""


@dataclass(frozen=True)
class _Asking:
    """Who reads a message, what was said before, and which day it is."""

    reader: Reader
    context: Context
    today: date

    def read(self, typed: str) -> Reading:
        return self.reader.read(typed, self.today)

    def question_of_mended(self, text: str) -> Question:
        """What would be asked if the message had been written so."""
        return self.decide(self.reader.read_mended(text, self.today)).question

    def decide(self, reading: Reading) -> Understood:
        """The question of the first rule that takes the message."""
        taken = ((rule(reading, self.context), name) for name, rule in RULES)
        question, name = next((one for one in taken if one[0] is not None), (None, ""))
        if question is not None:
            return Understood(for_each_time(question, reading), name, reading, self.context.me)
        if _is_vague(reading):
            return Understood(Unclear((), reading.cues.slots, kind="vague"), "vague", reading, self.context.me)
        slot = next(iter(reading.cues.slots), "")
        return Understood(Beyond(slot=slot), "nothing found", reading, self.context.me)


def understand(typed: str, reader: Reader, context: Context, today: date) -> Understood:
    """The question of a message. Never raises; what is not understood is a Beyond or Unclear question."""
    reading = reader.read(typed, today)
    me = talk.introduction(reading) or context.me
    asking = _Asking(reader, Context(context.before, me), today)
    parted = _with_exceptions(asking, reading) or _several(asking, reading)
    if parted is not None:
        return _unless_doubtful(asking, parted, reading)
    first = asking.decide(reading)
    found = _respelt(asking, first) or _retyped(asking, first, typed) or first
    return found if found.retyped else _unless_doubtful(asking, found, found.reading)


def _unless_doubtful(asking: _Asking, found: Understood, reading: Reading) -> Understood:
    """What was understood; asked back when letters that could not be read may change it."""
    if is_doubtful(found.question, reading, asking.question_of_mended):
        return replace(found, question=Unclear((), kind="vague"), rule=f"{found.rule}, doubtful")
    return found


def _with_exceptions(asking: _Asking, reading: Reading) -> Understood | None:
    """The message without what it leaves out, and that taken from its question; asked back when it is not clear."""
    if not makes_exceptions(reading):
        return None
    me = asking.context.me
    found = cut(reading, lambda text: tokens_of(asking.read(text), asking.read, Scope(), me) is not None)
    if found is None:
        return None
    rest = asking.read(found.rest)
    before = asking.context.before
    first = asking.decide(rest)
    if before is not None and before_scope(before) is not None and _names_nothing(rest):
        main = replace(first, question=before, rule="before")
    else:
        main = _respelt(asking, first) or first
    question = single(main.question)
    if isinstance(question, Beyond) and not question.topic and rest.cues.any("list", "exists") and _is_bare(rest):
        question = Agenda(Scope())
    if question is not None:
        question = excepting(question, found, asking.read, me)
    if not found.rest and main is first:
        question = Unclear((), kind="vague")
    return replace(main, question=question or main.question, rule=f"{main.rule}, with exceptions")


def _is_bare(reading: Reading) -> bool:
    """Whether no matter is named: "กิจกรรม … มีอะไรบ้าง" asks for all that is not left out."""
    return not reading.has_subject and not reading.topics and reading.unknown < _MATTER


def _names_nothing(reading: Reading) -> bool:
    """Whether nothing is left that asks or names anything of its own."""
    named = (reading.references, reading.people, reading.groups, reading.parts, reading.times, reading.cues.slots)
    return not any(named) and not reading.link(None).coverage and not reading.cues.any("count", "list", "largest")


def _respelt(asking: _Asking, first: Understood) -> Understood | None:
    """The message once more with its misspelled words put right, if that is understood better."""
    is_vague_sum = _is_whole_plan(first.question) and first.reading.unknown > 0
    is_lost = _is_lost(first.question) or is_vague_sum
    if isinstance(first.question, SmallTalk):
        return None
    corrected = asking.reader.respell(first.reading, is_careful=not is_lost)
    if corrected is None:
        return None
    second = asking.decide(asking.read(corrected))
    if second.question == first.question and not first.reading.unread:
        return None
    is_vague = _is_whole_plan(second.question) and (
        first.reading.has_subject or (second.reading.unknown > 0 and not isinstance(second.question, Rank))
    )
    is_better = not isinstance(second.question, Beyond | Unclear | SmallTalk) and not is_vague
    explains_more = is_lost or _explains_more(second.reading, first.reading)
    return replace(second, rule=f"{second.rule}, respelt") if is_better and explains_more else None


def _is_lost(question: Question) -> bool:
    """Whether it is not known what is asked; what the plan is known not to state has a name of its own."""
    if isinstance(question, Beyond) and question.slot and question.slot not in set(Slot):
        return False
    return isinstance(question, Beyond | Unclear)


def _explains_more(second: Reading, first: Reading) -> bool:
    """Whether a respelt message says a time, or has far fewer unknown words."""
    return len(second.times) > len(first.times) or second.unknown < first.unknown / 2


def _is_whole_plan(question: Question) -> bool:
    """Whether a question is about everything in the plan: nothing that was named has been understood."""
    return isinstance(question, Total | Count | Agenda | Rank) and not question.scope.restricts


def _retyped(asking: _Asking, first: Understood, typed: str) -> Understood | None:
    """The message once more as typed on the other keyboard layout, if that is understood better."""
    other = retyped(typed) if isinstance(first.question, Beyond | SmallTalk) else None
    if other is None:
        return None
    second = asking.decide(asking.read(other))
    is_talk = isinstance(second.question, SmallTalk) and second.question.kind not in _TALK_OF_ANY_WORDS
    is_better = isinstance(first.question, Beyond) and is_talk
    return replace(second, retyped=other) if is_better or not isinstance(second.question, Beyond | SmallTalk) else None


def _is_vague(reading: Reading) -> bool:
    """Whether something is asked, but of nothing that is named; a matter of other plans is named, too."""
    if "pronoun_person" in reading.cues and not reading.link(None).mentions:
        return True
    names_nothing = reading.link(None).coverage == 0 and not reading.names_matter and reading.unknown < _MATTER
    return reading.cues.any("pronoun") or (bool(reading.cues.slots) and names_nothing)


def _several(asking: _Asking, reading: Reading) -> Understood | None:
    """Each piece as a question of its own; later pieces may lean on earlier ones."""
    pieces = questions_in(reading, asking.reader, asking.today)
    found: list[SingleQuestion] = []
    for piece in pieces if len(pieces) > 1 else ():
        question = asking.decide(asking.read(piece)).question
        if isinstance(question, SmallTalk | Several):
            continue
        if isinstance(question, Beyond) and not found:
            return None
        found.append(question)
        asking = replace(asking, context=Context(question, asking.context.me))
    if not found:
        return None
    whole = Several(tuple(found)) if len(found) > 1 else found[0]
    return Understood(whole, "several", reading, asking.context.me)
