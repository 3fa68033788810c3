"""A store and settings in; who gets in at the Telegram door out. Needed before the first poll: it imports no desk."""

from __future__ import annotations

from datetime import datetime
from functools import cache, partial

from bot.admission import Admission, Book, Forgetful
from bot.calendar import FiscalYear, bangkok_day
from bot.commands import load_commands
from bot.errors import PlanNotFoundError
from bot.invitation_links import InvitationLinks
from bot.member_words import load_member_words
from bot.pace import Pace
from bot.plan import Plans
from bot.settings import Access, Settings
from bot.wiring.outgoing import notices
from bot.wiring.places import WORDS
from data.sql_members import SqlMembers
from data.sql_members_doors import SqlAttempts, SqlGroups, SqlInvitations, SqlJoinRequests
from data.sql_pending import SqlPending
from data.sql_questions import SqlQuestions
from handlers.commands.ports import Store, Workplace


def doorkeeper(place: Workplace) -> Admission:
    settings = place.settings
    return Admission(
        place.office,
        members_book(place.store, settings),
        load_commands(WORDS),
        load_member_words(WORDS),
        settings.access is Access.OPEN,
        settings.language,
        settings.polite,
        Pace(settings.messages_a_minute),
        tuple(keeper.tidy for keeper in _forgetful(place)),
        partial(officer_name, place.store.plans),
    )


def officer_name(plans: Plans, office: str, key: str, now: datetime) -> str:
    """How the plan in force prints one of its people; empty when it has no such person."""
    try:
        officer = plans.plan_for(office, FiscalYear.containing(bangkok_day(now))).officer_by_key.get(key)
    except PlanNotFoundError:
        return ""
    return officer.full_name if officer is not None else ""


def members_book(store: Store, settings: Settings) -> Book:
    engine = store.engine
    ways_in = SqlJoinRequests(engine), SqlGroups(engine), SqlAttempts(engine)
    return Book(store.people, SqlMembers(engine), *ways_in, notices(store, settings))


@cache
def links() -> InvitationLinks:
    """The bot's name is known when a door has asked the messenger for it."""
    return InvitationLinks()


def _forgetful(place: Workplace) -> tuple[Forgetful, ...]:
    """What keeps things for a time only."""
    engine = place.store.engine
    questions = SqlQuestions(engine, place.settings.keep_questions_days)
    return SqlAttempts(engine), SqlInvitations(engine), SqlJoinRequests(engine), SqlPending(engine), questions
