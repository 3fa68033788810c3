"""The activities of a time, a person or a family in, a list out."""

from __future__ import annotations

from bot.answers import AgendaGiven, Row
from bot.calendar import Quarter
from bot.plan import Officer, PeriodKind
from bot.questions import Slot
from bot.rendering import buttons, sources
from bot.rendering.dates import period_names
from bot.rendering.draft import Draft, refs_of
from bot.rendering.rows import fact_lines, item_of, only_quarters, sum_line
from bot.rendering.scopes import scope_or_plan
from bot.rendering.words import Words, strong
from bot.reply import Outcome

_FEW_DAYS = 7
"""Days up to which "yes" would say more than a plan by quarters knows."""


def agenda(words: Words, given: AgendaGiven) -> Draft:
    """How many there are, then each with its time where the head does not say it already."""
    if not given.rows:
        return _nothing(words, given)
    items = tuple(item_of(words, row, _lines(words, given, row)) for row in given.rows)
    return Draft(
        Outcome.ANSWER,
        _head(words, given),
        items,
        (
            sum_line(words, given.rows) if Slot.ALLOCATED in given.slots else "",
            words.say("The plan says when it was to be done, not whether it is done.") if given.scope.is_over else "",
            _no_day(words, given),
            sources.uncertain_names(words, _named(given)),
            sources.of_rows(words, given.rows),
        ),
        refs_of(given.rows),
        choices=buttons.after_agenda(words, given),
    )


def _head(words: Words, given: AgendaGiven) -> str:
    n = len(given.rows)
    name = scope_or_plan(words, given.scope)
    yes = words.say("Yes, there is{polite}") + " " if given.is_yes_no else ""
    if given.is_yes_no and _is_day_unknown(given):
        yes = words.say("The plan sets nothing for those very days{polite}; in that quarter:") + "\n"
    if not name:
        return yes + words.ngettext("{n} activity", "{n} activities", n)
    return yes + words.ngettext("{scope}: {n} activity", "{scope}: {n} activities", n, scope=strong(name))


def _is_day_unknown(given: AgendaGiven) -> bool:
    """Whether a few days are asked, and of all that may be then the plan knows no more than the quarter."""
    span = given.scope.span
    is_short = span is not None and span.days <= _FEW_DAYS
    return is_short and not any(p.kind is not PeriodKind.QUARTER for row in given.rows for p in row.periods)


def _nothing(words: Words, given: AgendaGiven) -> Draft:
    plan_span = words.view.plan.year.span
    is_outside = given.scope.span is not None and not given.scope.span.overlaps(plan_span)
    name = scope_or_plan(words, given.scope)
    if given.is_yes_no and not is_outside:
        head = words.say("{scope}: no{polite}, the plan states no activity", scope=name)
    else:
        head = words.say("{scope}: the plan states no activity{polite}", scope=name)
    outcome = Outcome.ANSWER if given.is_yes_no and not is_outside else Outcome.UNKNOWN
    tail = (sources.uncertain_names(words, given.officers), sources.of_plan(words))
    return Draft(outcome, head.lstrip(" :"), tail=tail, choices=buttons.to_look_around(words), code="agenda.none")


def _lines(words: Words, given: AgendaGiven, row: Row) -> tuple[str, ...]:
    slots = tuple(slot for slot in given.slots if slot not in (Slot.WHAT, Slot.WHEN))
    time = (period_names(words, row.periods),) if row.periods and _needs_time(given, row) else ()
    return time + tuple(line for slot in slots for line in fact_lines(words, row, slot))


def _needs_time(given: AgendaGiven, row: Row) -> bool:
    """A time is shown unless the head names that very quarter and the plan knows no more."""
    span = given.scope.span
    if span is None or given.scope.is_over or Slot.WHEN in given.slots:
        return True
    is_finer = any(period.kind is not PeriodKind.QUARTER for period in row.periods)
    return is_finer or Quarter.containing(span.start_on) != Quarter.containing(span.end_on)


def _no_day(words: Words, given: AgendaGiven) -> str:
    """For a time shorter than a quarter: why the list may hold more than happens then."""
    span = given.scope.span
    if span is None or given.scope.is_over or not only_quarters(given.rows):
        return ""
    quarters = (Quarter.containing(span.start_on).span.start_on, Quarter.containing(span.end_on).span.end_on)
    if quarters == (span.start_on, span.end_on):
        return ""
    return words.say("For most items the plan states only the quarter, not the day.")


def _named(given: AgendaGiven) -> tuple[Officer, ...]:
    return given.officers + tuple(one for row in given.rows for one in row.officers if Slot.WHO in given.slots)
