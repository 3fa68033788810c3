"""Each kind of not-knowing in; a plain sentence, and what can be asked instead, out."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from bot.answers import BeyondPlan, FactsGiven, NoPlanOf, NothingThere, TodayGiven, WhichOne
from bot.calendar import FiscalYear, Span
from bot.plan import Layer
from bot.questions import Slot
from bot.rendering import buttons, sources
from bot.rendering.chatter import not_understood
from bot.rendering.dates import long_day, month_name, quarter_name, span_name, year_name
from bot.rendering.draft import Draft, refs_of
from bot.rendering.facts import near
from bot.rendering.rows import item_of, lines_of
from bot.rendering.statements import codes_of, numbered_name, statement_name
from bot.rendering.words import N_, Words, clean
from bot.reply import Outcome

LAYER_NAMES = {"area": "hr_area"}
BEYOND_SLOTS = {
    "day": N_("the day"),
    "date": N_("the day"),
    "time": N_("the time of day"),
    "place": N_("the place"),
    "agenda": N_("the agenda"),
    "minutes": N_("minutes and resolutions"),
    "members": N_("the members of the committee"),
    "result": N_("the results"),
    "contact": N_("a contact"),
    "form": N_("forms"),
    "reason": N_("the reason"),
    "source": N_("the source of the money"),
    "number": N_("this number"),
    "headcount": N_("how many people there are"),
    "submission": N_("when requests are to be handed in"),
    "section": N_("this section of the law"),
    "length": N_("how long it takes"),
    "procedure": N_("how it is done or what the steps are"),
    "mention": N_("this in the part that you name"),
    "of_owner": N_("this part of the body that you name"),
}

COUNTED_TIMES = {
    "quarter": N_("A year has {count} quarters; there is no quarter {number}{polite}."),
    "month": N_("A year has {count} months; there is no month {number}{polite}."),
    "day": N_("There is no day {number}; a month has at most {count} days{polite}."),
}


def nothing_there(words: Words, given: NothingThere) -> Draft:
    """A number that does not exist: how many there are."""
    head = _how_many_there_are(words, given)
    return Draft(
        Outcome.UNKNOWN, head, tail=(sources.of_plan(words),), choices=buttons.to_look_around(words), code="nothing"
    )


def _how_many_there_are(words: Words, given: NothingThere) -> str:
    layer = _layer(given.what)
    number = clean(given.number)
    if layer is not None:
        return words.say(
            "There is no {name}{polite}; the plan has {count}.",
            name=numbered_name(words, layer, number),
            count=given.count,
        )
    if given.what in COUNTED_TIMES:
        return _no_time(words, given)
    if given.what in ("officer", "person"):
        return words.say("The plan names no such person{polite}.")
    if given.what == "step":
        return words.say("There is no step {number}; the plan has {count}{polite}.", number=number, count=given.count)
    if given.what in ("activity", "project"):
        return words.say(
            "The plan has no activity {number}; there are {count} activities{polite}.", number=number, count=given.count
        )
    return words.say("The plan has no number {number}; there are {count}{polite}.", number=number, count=given.count)


def _no_time(words: Words, given: NothingThere) -> str:
    """A quarter, a month or a day that no calendar has."""
    day, _, month = given.number.partition("/")
    if month:
        name = month_name(words, int(month))
        return words.say(
            "There is no {day} {month}; it has {count} days{polite}.", day=day, month=name, count=given.count
        )
    return words.say(COUNTED_TIMES[given.what], number=given.number, count=given.count)


def _layer(what: str) -> Layer | None:
    """A layer by its letter or its name."""
    what = LAYER_NAMES.get(what, what)
    return next((layer for layer in Layer if what in (layer.value, layer.name.lower())), None)


def beyond(words: Words, given: BeyondPlan) -> Draft:
    """The plan does not speak of it; who handles it when a printed duty says so."""
    if not given.topic and given.slot not in BEYOND_SLOTS and not given.duties:
        return not_understood(words)
    topic = words.label("topics", given.topic)
    slot = BEYOND_SLOTS.get(given.slot)
    shown = topic if topic != given.topic or not given.topic.isascii() else ""
    if slot:
        head = words.say("The plan does not state {slot}{polite}.", slot=words.say(slot))
    elif shown:
        head = words.say("The plan does not say anything about {topic}{polite}.", topic=clean(shown))
    else:
        head = words.say("The plan does not say anything about this{polite}.")
    owners = tuple(
        words.say("It is a duty of {group}: {duty}", group=group.name, duty=clean(duty.text))
        for group, duty in given.duties
    )
    if given.near is not None:
        return _with_near(words, head, owners, given.near)
    can = words.say("I can tell what the plan says: activities, who is responsible, quarters, budgets and policies.")
    return Draft(
        Outcome.UNKNOWN,
        head,
        (*owners, can),
        (sources.of_plan(words),) if owners else (),
        choices=buttons.to_look_around(words),
        code="beyond",
    )


def _with_near(words: Words, head: str, owners: tuple[str, ...], given: FactsGiven) -> Draft:
    """That the plan does not say it, then what it does state of the same activities."""
    names = (one for row in given.rows for one in row.officers) if Slot.WHO in given.slots else ()
    return Draft(
        Outcome.UNKNOWN,
        head,
        (*owners, *near(words, given)),
        (sources.uncertain_names(words, names), sources.of_rows(words, given.rows)),
        refs_of(given.rows),
        choices=buttons.to_look_around(words),
        code="beyond",
    )


def which_one(words: Words, given: WhichOne) -> Draft:
    """One question, and each candidate with its own fact."""
    slots = tuple(slot for slot in given.slots if slot is not Slot.WHAT)
    rows = tuple(item_of(words, row, lines_of(words, row, slots)) for row in given.rows)
    statements = tuple(f"• {statement_name(words, one)}: {clean(one.text)}" for one in given.statements)
    people = tuple(
        f"• {one.full_name}" + (f" ({clean(one.posts[0].title)})" if one.posts else "") for one in given.officers
    )
    names = given.officers + tuple(one for row in given.rows for one in row.officers if Slot.WHO in slots)
    source = sources.of_rows(words, given.rows) if given.rows else sources.of_statements(words, given.statements)
    if not (rows or statements or people):
        asks = words.say("Which activity, person or time do you mean{asking}?")
        if given.is_exception:
            asks = words.say("What is to be left out{asking}? Name it by number, activity, person, group or quarter.")
        return Draft(Outcome.CLARIFY, asks, choices=buttons.to_look_around(words), code="which.none")
    return Draft(
        Outcome.CLARIFY,
        _asks(words, given),
        rows + statements + people,
        (sources.uncertain_names(words, names), source),
        refs_of(given.rows),
        codes_of(given.statements),
        buttons.to_choose(words, given),
        code="which",
    )


def _asks(words: Words, given: WhichOne) -> str:
    if given.officers and not given.rows and not given.statements:
        return words.say("Which person do you mean{asking}?")
    if len(given.rows) + len(given.statements) == 1:
        return words.say("The nearest in the plan is this. Is it what you mean{asking}?")
    return words.say("Which one do you mean{asking}?")


def no_plan_of(words: Words, given: NoPlanOf) -> Draft:
    plan = words.view.plan
    head = words.say("No plan of {year} is loaded yet{polite}.", year=year_name(words, given.year))
    have = words.say("The plan that is loaded is of {year}.", year=year_name(words, plan.year))
    return Draft(Outcome.UNKNOWN, head, (have,), choices=buttons.to_look_around(words), code="no_plan")


def _is_part_of(span: Span, quarter: Span) -> bool:
    """Whether more than a day and less than a quarter is meant, all in one quarter."""
    return 1 < span.days < quarter.days and span.start_on in quarter and span.end_on in quarter


def _days_between(words: Words, today: date, span: Span, asks: str) -> str:
    """How long it is from today to the beginning of a time, or to its end once it has begun."""
    is_until = asks == "until" and today < span.start_on
    day = span.start_on if is_until else span.end_on
    days, name = (day - today).days, span_name(words, span)
    if days < 0 and span.days == 1:
        return words.say("{day} was {length} ago{polite}.", day=name, length=_length(words, day, today))
    if days < 0:
        return words.say("{span} is over; it ended on {day}{polite}.", span=name, day=long_day(words, day))
    if span.days == 1:
        return words.say("It is {length} until {day}{polite}.", length=_length(words, today, day), day=name)
    msgid = (
        N_("It is {length} until {span} begins ({day}){polite}.")
        if is_until
        else N_("It is {length} until {span} ends ({day}){polite}.")
    )
    return words.say(msgid, length=_length(words, today, day), span=name, day=long_day(words, day))


def _length(words: Words, first: date, last: date) -> str:
    """So many months and days, and the days alone."""
    months = (last.year - first.year) * 12 + last.month - first.month
    months -= months > 0 and last.day < first.day
    plain = words.ngettext("{n} day", "{n} days", (last - first).days)
    if months < 1:
        return plain
    at = (first.month - 1 + months) % 12 + 1, first.year + (first.month - 1 + months) // 12
    since = date(at[1], at[0], min(first.day, monthrange(at[1], at[0])[1]))
    whole = words.ngettext("{n} month", "{n} months", months)
    rest = (last - since).days
    return f"{whole} {words.ngettext('{n} day', '{n} days', rest)} ({plain})" if rest else f"{whole} ({plain})"


def today(words: Words, given: TodayGiven) -> Draft:
    """A day's quarter and fiscal year; or what a named span is."""
    year = FiscalYear.containing(given.day)
    if given.asks in ("left", "until") and given.span is not None:
        head = _days_between(words, given.day, given.span, given.asks)
    elif given.asks == "length" and given.span is not None:
        head = words.ngettext(
            "{first} to {last}: {n} day, both included{polite}",
            "{first} to {last}: {n} days, both included{polite}",
            given.span.days,
            first=long_day(words, given.span.start_on),
            last=long_day(words, given.span.end_on),
        )
    elif given.asks == "year":
        head = words.say("{day} is in {year}{polite}.", day=long_day(words, given.day), year=year_name(words, year))
    elif given.span is not None and _is_part_of(given.span, given.quarter.span):
        head = words.say(
            "{day} is in {quarter} of {year}{polite}.",
            day=span_name(words, given.span),
            quarter=quarter_name(words, given.quarter),
            year=year_name(words, year),
        )
    elif given.span is not None and given.span.days > 1:
        first, last = long_day(words, given.span.start_on), long_day(words, given.span.end_on)
        head = words.say("{span}: {first} to {last}{polite}", span=span_name(words, given.span), first=first, last=last)
    else:
        head = words.say(
            "{day} is in {quarter} of {year}{polite}.",
            day=long_day(words, given.day),
            quarter=quarter_name(words, given.quarter),
            year=year_name(words, year),
        )
    span = year.span
    source = words.say(
        "Source: the fiscal year runs from {first} to {last}",
        first=long_day(words, span.start_on),
        last=long_day(words, span.end_on),
    )
    return Draft(Outcome.ANSWER, head, tail=(source,), choices=buttons.to_look_around(words))
