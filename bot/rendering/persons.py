"""People in; their posts, groups and work out, and who holds a post or signs a project."""

from __future__ import annotations

from bot.answers import HoldersGiven, PersonCard, PersonsGiven, Row
from bot.questions import Slot
from bot.rendering import buttons, money, sources
from bot.rendering.dates import span_name
from bot.rendering.draft import Draft
from bot.rendering.rows import handed, item_of, lines_of, people
from bot.rendering.words import N_, Words, clean, strong
from bot.reply import Outcome

ROLES = {
    "proposer": N_("Proposed the project"),
    "endorser": N_("Endorsed the project"),
    "approver": N_("Approved the project"),
    "maker": N_("Makers of the plan"),
    "officer": N_("Responsible officer"),
}
WORK = ("work", "money", "total", "budget")
"""Slots of a question about people that show their activities."""


def persons(words: Words, given: PersonsGiven) -> Draft:
    """A card for each person with just what was asked."""
    slots = given.question.slots or ("post", "work")
    if slots == ("count",):
        return _counted(words, given)
    shows_work = any(slot in WORK for slot in slots)
    items = tuple(block for card in given.cards for block in _card(words, given, card, slots))
    outcome = Outcome.UNKNOWN if set(slots) == {"contact"} and not words.view.plan.office.contact else Outcome.ANSWER
    refs = tuple(dict.fromkeys(row.ref for card in given.cards for row in card.rows)) if shows_work else ()
    return Draft(
        outcome,
        _verdict(words, given),
        items,
        (
            sources.uncertain_names(words, (card.officer for card in given.cards)),
            sources.of_items(words, refs) if refs else _source(words, given.cards),
        ),
        refs,
        choices=buttons.after_persons(words, given, shows_work),
    )


def _counted(words: Words, given: PersonsGiven) -> Draft:
    """How many people, and each by name and post."""
    items = tuple(f"{strong(card.officer.full_name)}\n{_posts(words, card)}" for card in given.cards)
    tail = (sources.uncertain_names(words, (card.officer for card in given.cards)), _source(words, given.cards))
    return Draft(Outcome.ANSWER, words.ngettext("{n} person", "{n} people", len(items)), items, tail)


def _verdict(words: Words, given: PersonsGiven) -> str:
    if given.is_same is None:
        return ""
    return words.say("The same post{polite}") if given.is_same else words.say("Different posts{polite}")


def _card(words: Words, given: PersonsGiven, card: PersonCard, slots: tuple[str, ...]) -> tuple[str, ...]:
    head = [strong(card.officer.full_name)]
    if "post" in slots:
        head.append(_posts(words, card))
    if "group" in slots:
        head.append(_groups(words, card))
    if "contact" in slots:
        head.append(_contact(words))
    if not any(slot in WORK for slot in slots):
        return ("\n".join(head),)
    return ("\n".join([*head, *_work_head(words, given, card)]), *_work(words, given, card))


def _posts(words: Words, card: PersonCard) -> str:
    return "\n".join([_printed_posts(words, card), *(handed(words, one) for one in card.acting)])


def _printed_posts(words: Words, card: PersonCard) -> str:
    titles = [clean(post.title) for post in card.posts]
    if not titles:
        return words.say("The plan does not state the post.")
    if len(titles) == 1:
        return words.say("Post: {post}", post=titles[0])
    return "\n".join([words.say("Posts as the plan prints them:"), *(f"– {title}" for title in titles)])


def _groups(words: Words, card: PersonCard) -> str:
    if not card.groups:
        return words.say("The plan does not state the group.")
    return words.say("Group: {group}", group=words.all_of(group.name for group in card.groups))


def _contact(words: Words) -> str:
    contact = words.view.plan.office.contact
    return words.say("Contact: {contact}", contact=contact) if contact else words.say("The plan states no contact.")


def _work_head(words: Words, given: PersonsGiven, card: PersonCard) -> tuple[str, ...]:
    span = given.question.scope.span
    name = span_name(words, span) if span else ""
    if not card.rows:
        none = words.say("The plan states no activity that this person is responsible for.")
        return (f"{none} ({name})" if name else none,)
    n = len(card.rows)
    total = money.baht(words, card.total)
    line = words.ngettext(
        "Responsible for {n} activity, {total}",
        "Responsible for {n} activities, {total} in all (added up from the items)",
        n,
        total=total,
    )
    return (f"{line} · {name}" if name else line,)


def _work(words: Words, given: PersonsGiven, card: PersonCard) -> tuple[str, ...]:
    slots = (Slot.WHEN, Slot.ALLOCATED)
    return tuple(item_of(words, row, (*lines_of(words, row, slots), *_partners(words, card, row))) for row in card.rows)


def _partners(words: Words, card: PersonCard, row: Row) -> tuple[str, ...]:
    """Who else is responsible for a row of the card."""
    if card.officer not in row.officers:  # theirs by a handover, which a line of its own says
        return ()
    others = [one for one in row.officers if one.key != card.officer.key]
    return (words.say("Together with: {names}", names=people(words, others)),) if others else ()


def _source(words: Words, cards: tuple[PersonCard, ...]) -> str:
    """Where the posts stand: the makers' list, or the signatures of a project."""
    roles = {post.role for card in cards for post in card.posts}
    if "maker" in roles:
        return sources.of_place(words, words.say("list of the makers of the plan"))
    return sources.of_place(words, words.say("signatures of the projects")) if roles else sources.of_plan(words)


def holders(words: Words, given: HoldersGiven) -> Draft:
    """Who signs a project as what, or who holds a post."""
    if given.activity is not None:
        return _signatories(words, given)
    if not given.cards:
        head = words.say("The plan does not state who holds that post{polite}.")
        return Draft(Outcome.UNKNOWN, head, tail=(sources.of_plan(words),), code="holders.none")
    items = tuple(f"{strong(card.officer.full_name)}\n{_posts(words, card)}" for card in given.cards)
    head = words.ngettext("{n} person", "{n} people", len(given.cards)) if len(given.cards) > 1 else ""
    if given.post == "counted":
        head = words.ngettext(
            "The plan names {n} person in this post", "The plan names {n} people in this post", len(items)
        )
    if given.post == "absent":
        head = words.ngettext(
            "In charge of nothing in the plan: {n} person", "In charge of nothing in the plan: {n} people", len(items)
        )
    tail = (sources.uncertain_names(words, (card.officer for card in given.cards)), _source(words, given.cards))
    return Draft(Outcome.ANSWER, head, items, tail)


def _signatories(words: Words, given: HoldersGiven) -> Draft:
    activity = given.activity
    assert activity is not None
    source = sources.of_items(words, (activity.number,))
    name = strong(f"{activity.number} {activity.title}")
    if not given.signatories:
        none = words.say("The plan does not state who signs this project{polite}.")
        return Draft(Outcome.UNKNOWN, f"{name}\n{none}", tail=(source,), refs=(activity.number,), code="holders.none")
    items = tuple(
        f"{role_name(words, signed.role)}: {officer.full_name}\n   {clean(signed.post)}"
        for signed, officer in given.signatories
    )
    tail = (sources.uncertain_names(words, (officer for _, officer in given.signatories)), source)
    return Draft(Outcome.ANSWER, name, items, tail, (activity.number,))


def role_name(words: Words, role: str) -> str:
    """What somebody who signs did."""
    msgid = ROLES.get(role, ROLES["officer"])
    return words.say(msgid)
