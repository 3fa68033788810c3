"""Statements in; their printed text with heads, relations and what stands below out."""

from __future__ import annotations

from bot.answers import DutiesGiven, ListingGiven, TextsGiven
from bot.plan import Group, Layer, Statement
from bot.rendering import buttons, sources
from bot.rendering.draft import Draft
from bot.rendering.statements import codes_of, layer_name, layer_under, short_name, statement_name
from bot.rendering.words import Words, clean, strong
from bot.reply import Outcome


def texts(words: Words, given: TextsGiven) -> Draft:
    """Each statement under its own name; the name holds the number when that was asked."""
    if not given.statements:
        return Draft(
            Outcome.UNKNOWN,
            words.say("The plan does not say that{polite}."),
            tail=(sources.of_plan(words),),
            code="texts.none",
        )
    items = tuple(
        item
        for one, below, related, parent in zip(
            given.statements, given.children, given.related, given.parents, strict=True
        )
        for item in _statement(words, one, below, related, parent)
    )
    unsure = sources.uncertain_text(words, (one.source for one in given.statements))
    return Draft(
        Outcome.ANSWER,
        _verdict(words, given),
        items,
        (unsure, sources.of_statements(words, given.statements)),
        policies=codes_of(given.statements),
        choices=buttons.after_texts(words, given),
    )


def _verdict(words: Words, given: TextsGiven) -> str:
    """Yes or no first, when what somebody takes for true, or a tie between two, was asked."""
    if given.holds is not None:
        return words.say("Yes{polite}") if given.holds else words.say("No{polite}")
    if given.are_tied is None:
        return ""
    names = words.all_of(statement_name(words, one) for one in given.statements[:2])
    if given.are_tied:
        return words.say("Yes{polite}, the plan ties {names} together.", names=names)
    return words.say("No{polite}, the plan does not tie {names} together.", names=names)


def _statement(
    words: Words, one: Statement, below: tuple[Statement, ...], related: tuple[Statement, ...], parent: Statement | None
) -> tuple[str, ...]:
    lines = [strong(statement_name(words, one)), clean(one.text)]
    if parent is not None and one.layer is not Layer.LAW:
        lines.append(words.say("Stands under {name}: {text}", name=short_name(words, parent), text=clean(parent.text)))
    lines += [_tie(words, other) for other in related]
    if one.layer is Layer.DUTY and one.heading:
        lines.insert(1, clean(one.heading))
    if one.layer is Layer.BACKGROUND and one.source.is_uncertain and not related and not below:
        lines.append(words.say("The plan announces this head but does not write it out{polite}."))
    return ("\n".join(lines), *_grouped(words, below))


def _tie(words: Words, other: Statement) -> str:
    """A related statement by its name; an introduction is simply read on."""
    if other.layer is Layer.BACKGROUND:
        return clean(other.text)
    return words.say("Tied to {name}: {text}", name=short_name(words, other), text=clean(other.text))


def _grouped(words: Words, below: tuple[Statement, ...]) -> tuple[str, ...]:
    """What stands below, layer by layer, each layer under its name."""
    items: list[str] = []
    for layer in dict.fromkeys(one.layer for one in below):
        these = tuple(one for one in below if one.layer is layer)
        numbered = tuple(_numbered(one, index) for index, one in enumerate(these, 1))
        items += (
            numbered
            if layer is Layer.MODEL or len({one.layer for one in below}) == 1
            else (layer_name(words, layer), *numbered)
        )
    return tuple(items)


def _numbered(one: Statement, index: int) -> str:
    """The printed number, else the place in the list."""
    return f"{_mark(one, index)} {clean(one.text)}"


def _mark(one: Statement, index: int) -> str:
    if not one.number:
        return f"{index}."
    if one.layer is Layer.DUTY:
        return f"({one.number})"
    return one.number if "." in one.number or not one.number.isdigit() else f"{one.number}."


def listing(words: Words, given: ListingGiven) -> Draft:
    """How many there are, then all of them."""
    name = layer_name(words, given.layer)
    parent = given.parent
    if parent is not None:
        name = layer_under(words, given.layer, parent)
    elif heading := _own_heading(words, given):
        name = words.say("{name} ({heading})", name=name, heading=clean(heading))
    if given.ranked_by is not None:
        return _ranked(words, given, given.ranked_by)
    policies = codes_of(((parent,) if parent else ()) + given.statements)
    if not given.statements:
        head = words.say("The plan states no {name}{polite}.", name=name)
        source = sources.of_statements(words, (parent,)) if parent else sources.of_plan(words)
        return Draft(Outcome.UNKNOWN, head, tail=(source,), policies=policies, code="listing.none")
    return Draft(
        Outcome.ANSWER,
        f"{strong(name)}: {_counted(words, given)}",
        _headed(given.statements),
        (sources.of_place(words, name),),
        policies=policies,
    )


def _ranked(words: Words, given: ListingGiven, by: Layer) -> Draft:
    """The statements with the most or fewest of another layer, each with how many."""
    items = tuple(
        f"{strong(statement_name(words, one))}: {_how_many(words, by, n)}\n{clean(one.text)}"
        for one, n in zip(given.statements, given.numbers, strict=True)
    )
    head = words.say("The largest") if given.largest else words.say("The smallest")
    return Draft(
        Outcome.ANSWER,
        strong(f"{head} · {layer_name(words, by)}"),
        items,
        (sources.of_statements(words, given.statements),),
        policies=codes_of(given.statements),
    )


def _own_heading(words: Words, given: ListingGiven) -> str:
    """The heading of what is listed, when the layer has others, too."""
    shown = {one.heading for one in given.statements}
    others = {one.heading for one in words.view.plan.layer(given.layer)}
    return shown.pop() if len(shown) == 1 and len(others) > 1 else ""


def _headed(statements: tuple[Statement, ...]) -> tuple[str, ...]:
    """Numbered texts; a head is shown where it changes (the areas of a Quick Win)."""
    heads = dict.fromkeys(one.heading for one in statements)
    items: list[str] = []
    last = None
    for index, one in enumerate(statements, 1):
        if len(heads) > 1 and one.heading != last and one.heading:
            items.append(strong(one.heading))
        last = one.heading
        items.append(_numbered(one, index))
    return tuple(items)


def _counted(words: Words, given: ListingGiven) -> str:
    """How many are listed: areas, but items of an area."""
    is_below = given.parent is not None and given.parent.layer is given.layer
    return _how_many(words, Layer.BACKGROUND if is_below else given.layer, len(given.statements))


def _how_many(words: Words, layer: Layer, n: int) -> str:
    match layer:
        case Layer.INDICATOR:
            return words.ngettext("{n} indicator", "{n} indicators", n)
        case Layer.GUIDELINE:
            return words.ngettext("{n} guideline", "{n} guidelines", n)
        case Layer.FOCUS:
            return words.ngettext("{n} focus point", "{n} focus points", n)
        case Layer.STRATEGY:
            return words.ngettext("{n} strategy", "{n} strategies", n)
        case Layer.HR_AREA:
            return words.ngettext("{n} area", "{n} areas", n)
    return words.ngettext("{n} statement", "{n} statements", n)


def duties(words: Words, given: DutiesGiven) -> Draft:
    """Duties under the name of their group; or that the plan only says whose duty it is."""
    listed = tuple(one for found in given.duties for one in found)
    if not listed:
        return _no_duties(words, given)
    items = tuple(
        item
        for group, found in zip(given.groups, given.duties, strict=True)
        for item in _duties_of(words, group, found)
    )
    head = ""
    if given.is_beyond:
        names = words.all_of(group.name for group in given.groups)
        head = words.say("The plan gives no details of this, but it is a duty of {groups}{polite}.", groups=names)
    outcome = Outcome.UNKNOWN if given.is_beyond else Outcome.ANSWER
    place = words.say("duties of {groups}", groups=words.all_of(group.name for group in given.groups))
    return Draft(outcome, head, items, (sources.of_place(words, place),), code="beyond.duty" if given.is_beyond else "")


def _duties_of(words: Words, group: Group, found: tuple[Statement, ...]) -> tuple[str, ...]:
    n = words.ngettext("{n} duty", "{n} duties", len(found))
    head = f"{strong(group.name)}: {n}" if len(found) > 1 else strong(group.name)
    return (head, *(_numbered(one, index) for index, one in enumerate(found, 1)))


def _no_duties(words: Words, given: DutiesGiven) -> Draft:
    names = words.all_of(group.name for group in given.groups)
    head = words.say("The plan does not print the duties of {groups}{polite}.", groups=names)
    others = words.all_of(group.name for group in given.with_duties)
    item = (words.say("It prints those of {groups}.", groups=others),) if others else ()
    return Draft(Outcome.UNKNOWN, head, item, (sources.of_plan(words),), code="duties.none")
