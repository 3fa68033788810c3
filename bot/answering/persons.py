"""People of the plan: their posts, work and who holds or signs what."""

from __future__ import annotations

from bot.answering.rows import Asked, select, total_of
from bot.answers import HoldersGiven, PersonCard, PersonsGiven
from bot.plan import Officer, Signatory
from bot.questions import Holders, Persons, Scope

_NOBODY = Officer("", "", "", "")
_ANY = Scope()


def persons(asked: Asked, question: Persons) -> PersonsGiven:
    """The cards of people; compared by their posts when the question compares those."""
    cards = tuple(card(asked, asked.plan.officer_by_key[key], question.scope) for key in question.officers)
    is_same = None
    if question.is_compared and len(cards) > 1 and "post" in question.slots:
        is_same = len({_main_post(one) for one in cards}) == 1
    return PersonsGiven(cards, question, is_same)


def _main_post(one: PersonCard) -> str:
    return one.posts[0].title if one.posts else ""


def card(asked: Asked, officer: Officer, scope: Scope = _ANY) -> PersonCard:
    """A person with posts (each title once), groups and the activities that fit the scope's keys and time."""
    wanted = Scope(scope.keys, officers=(officer.key,), span=scope.span, part=scope.part, is_list=bool(scope.keys))
    rows = select(asked, wanted)
    posts = tuple({post.title: post for post in officer.posts}.values())
    groups = tuple(
        asked.plan.group_by_key[key]
        for key in dict.fromkeys([post.group for post in posts] + [row.activity.group for row in rows])
        if key in asked.plan.group_by_key
    )
    shared = tuple(row.ref for row in rows if len(row.activity.officers) > 1)
    return PersonCard(officer, posts, groups, rows, total_of(rows), shared, asked.acting(officer.key))


def holders(asked: Asked, question: Holders) -> HoldersGiven:
    """Who holds a post, or who signs a project's sheet (all signatories, or those of one role)."""
    if question.project:
        activity = asked.plan.activity_by_number[question.project]
        signed = activity.sheet.signatories if activity.sheet else ()
        chosen = tuple(one for one in signed if question.role in ("", one.role))
        return HoldersGiven((), question.post, with_officers(asked, chosen), activity, question.role)
    cards = tuple(card(asked, asked.plan.officer_by_key[key]) for key in question.officers)
    return HoldersGiven(cards, question.post)


def with_officers(asked: Asked, signatories: tuple[Signatory, ...]) -> tuple[tuple[Signatory, Officer], ...]:
    """Who signs, each with the person; a plan may print the post alone."""
    return tuple((one, asked.plan.officer_by_key.get(one.officer, _NOBODY)) for one in signatories)
