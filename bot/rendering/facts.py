"""Facts of activities in, a card or a list out; what all rows share is said once."""

from __future__ import annotations

from bot.answers import FactsGiven, Row
from bot.calendar import Quarter
from bot.plan import PeriodKind
from bot.questions import MONEY_SLOTS, Slot
from bot.rendering import buttons, money, sources
from bot.rendering.dates import long_day, quarter_name, span_name
from bot.rendering.draft import Draft, refs_of
from bot.rendering.rows import CARD, fact_lines, item_of, lines_of, only_quarters, row_name, sum_line
from bot.rendering.words import Words, strong
from bot.reply import Outcome

_MOST_BESIDE = 8
"""Rows that are listed beside the quarters that have none."""


def facts(words: Words, given: FactsGiven) -> Draft:
    """The facts asked for, with yes or no, days or rounds first."""
    if not given.rows:
        none = words.say("The plan does not state any activity that fits the question{polite}.")
        return Draft(Outcome.UNKNOWN, none, tail=(sources.of_plan(words),), code="facts.none")
    slots = _slots(given)
    head, items = _single(words, given, slots) if len(given.rows) == 1 else _several(words, given, slots)
    return Draft(
        Outcome.ANSWER,
        "\n".join(line for line in (*_lead(words, given), *head) if line),
        items,
        _tail(words, given, slots),
        refs_of(given.rows),
        choices=buttons.after_facts(words, given, slots),
    )


def _slots(given: FactsGiven) -> tuple[Slot, ...]:
    """The slots asked for and those that a claim is about; the whole card when none is named."""
    claim = given.verdict.claim if given.verdict else None
    claimed = (
        (Slot.WHO,) * bool(claim and claim.officers)
        + (Slot.WHEN,) * bool(claim and claim.span)
        + (Slot.ALLOCATED,) * bool(claim and claim.amount is not None)
    )
    asked = tuple(dict.fromkeys(claimed + given.slots))
    if given.days_until is not None or given.rounds or given.missing_round or given.outside:
        asked = tuple(dict.fromkeys((*asked, Slot.WHEN)))
    return CARD if asked in ((), (Slot.WHAT,)) else asked


def _lead(words: Words, given: FactsGiven) -> tuple[str, ...]:
    lead: list[str] = [] if given.absent is None else [_absent(words, given.absent)]
    if given.differs_in_time:
        lead.append(words.say("Officer and budget are stated for all rounds alike; only the times differ{polite}."))
    if given.verdict:
        is_yes = given.verdict.holds is not given.verdict.claim.is_denied
        lead.append(words.say("Yes{polite}") if is_yes else words.say("No{polite}"))
    if given.missing_round:
        lead.append(_missing_round(words, given))
    if given.outside is not None:
        lead.append(words.say("The plan does not set this for {time}{polite}.", time=span_name(words, given.outside)))
    if given.days_until is not None and given.day is not None:
        lead.append(_days(words, given, given.days_until))
    elif given.day is None and given.rounds:
        lead.extend(_rounds(words, row) for row in given.rows if len(given.rows) == 1)
    return tuple(lead)


def _absent(words: Words, quarters: tuple[Quarter, ...]) -> str:
    """In which quarters there are none, or that there are some in each."""
    if not quarters:
        return words.say("There are some in every quarter{polite}.")
    return words.say("None in {quarters}{polite}", quarters=words.all_of(quarter_name(words, one) for one in quarters))


def _missing_round(words: Words, given: FactsGiven) -> str:
    n = max(len(row.activity.periods) for row in given.rows)
    if n == 0:
        return words.say("The plan states no time for this{polite}.")
    return words.ngettext("The plan states only {n} round{polite}.", "The plan states only {n} rounds{polite}.", n)


def _rounds(words: Words, row: Row) -> str:
    n = len(row.activity.periods)
    return words.ngettext("The plan states {n} period{polite}.", "The plan states {n} periods{polite}.", n)


def _days(words: Words, given: FactsGiven, days: int) -> str:
    day = long_day(words, given.day) if given.day else ""
    if days == 0 and _is_date(given):
        return words.say("It is today ({day}){polite}.", day=day)
    if not _is_date(given):
        return _days_of_period(words, given, days, day)
    return words.ngettext("{n} more day ({day}){polite}", "{n} more days ({day}){polite}", days, day=day)


def _is_date(given: FactsGiven) -> bool:
    """True when the day counted to is one that the plan prints."""
    return any(p.kind is PeriodKind.DATE and p.span.start_on == given.day for row in given.rows for p in row.periods)


def _days_of_period(words: Words, given: FactsGiven, days: int, day: str) -> str:
    """The plan prints a quarter or month: the days are counted to its first day, or to its last when it is on."""
    starts = {period.span.start_on for row in given.rows for period in row.periods}
    if given.day not in starts:
        return words.ngettext(
            "It is on now, with {n} day left ({day}){polite}.",
            "It is on now, with {n} days left ({day}){polite}.",
            days,
            day=day,
        )
    return words.ngettext(
        "{n} more day until the time that the plan states (from {day}){polite}",
        "{n} more days until the time that the plan states (from {day}){polite}",
        days,
        day=day,
    )


def near(words: Words, given: FactsGiven) -> tuple[str, ...]:
    """What the plan does state, to be said after what it does not."""
    head, items = (_single if len(given.rows) == 1 else _several)(words, given, given.slots)
    return "\n".join((words.say("What the plan does state:"), *head)), *items


def _single(words: Words, given: FactsGiven, slots: tuple[Slot, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    row = given.rows[0]
    inside = (words.say("(in {name})", name=f"{row.ref} {row.activity.title}"),) if row.step or row.item else ()
    return (strong(row_name(words, row)), *inside), lines_of(words, row, slots)


def _several(words: Words, given: FactsGiven, slots: tuple[Slot, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is the same for all stands above the list; the rest with its own row."""
    rows = given.rows
    shared = tuple(slot for slot in slots if slot in (Slot.WHO, Slot.WHEN) and _is_shared(words, rows, slot))
    own = tuple(slot for slot in slots if slot not in shared)
    if given.absent is not None and len(rows) > _MOST_BESIDE:
        return (), ()
    head = (words.say("For all {n} of these:", n=len(rows)), *lines_of(words, rows[0], shared)) if shared else ()
    return head, tuple(item_of(words, row, lines_of(words, row, own)) for row in rows)


def _is_shared(words: Words, rows: tuple[Row, ...], slot: Slot) -> bool:
    return len({fact_lines(words, row, slot) for row in rows}) == 1


def _tail(words: Words, given: FactsGiven, slots: tuple[Slot, ...]) -> tuple[str, ...]:
    rows = given.rows
    asked_money = tuple(slot for slot in slots if slot in MONEY_SLOTS)
    unrecorded = any(row.allocated is not None and not (row.balance and row.balance.is_recorded) for row in rows)
    return (
        sum_line(words, rows) if Slot.ALLOCATED in asked_money else "",
        money.nothing_recorded(words, slots) if unrecorded and asked_money not in ((), (Slot.ALLOCATED,)) else "",
        words.say("Each activity's budget covers all of its rounds; the plan does not split it by quarter.")
        if given.spans_more
        else "",
        _no_day(words, given, slots),
        sources.uncertain_names(words, (one for row in rows for one in row.officers)) if Slot.WHO in slots else "",
        sources.uncertain_text(words, (row.activity.source for row in rows)) if slots == CARD else "",
        sources.of_rows(words, rows),
    )


def _no_day(words: Words, given: FactsGiven, slots: tuple[Slot, ...]) -> str:
    """A quarter is all that is known: said once when a time was asked for."""
    if Slot.WHEN not in slots or slots == CARD or not only_quarters(given.rows):
        return ""
    return words.say("The plan states the quarter, not the day.")
