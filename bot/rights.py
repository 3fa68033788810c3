"""Who may do what, and where: one table of actions, roles and settings in; yes, no or a NotAllowedError out.

Every change and every answer passes here, at the words and again at the press of a button: a right may have ended in
between.
A stranger is a person without a role; whoever sits at the machine (number 0 of the command line) is an admin.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.errors import NotAllowedError
from bot.people import Person, Role, Setting


class Action(StrEnum):
    """What a person can do. Own: of an activity that is theirs on that day (`bot.handover`)."""

    ASK = "ask"
    SEE_OFFICE_CONTACT = "see_office_contact"
    JOIN = "join"
    CONSENT = "consent"
    SEE_OWN_RECORD = "see_own_record"
    EXPORT_OWN = "export_own"
    REMOVE_SELF = "remove_self"
    SET_OWN_CONTACT = "set_own_contact"
    SEE_CONTACTS = "see_contacts"
    LIST_MEMBERS = "list_members"
    INVITE = "invite"
    DECIDE_JOINING = "decide_joining"
    CHANGE_ROLE = "change_role"
    REMOVE_MEMBER = "remove_member"
    ALLOW_GROUP = "allow_group"
    HAND_OVER_OWN = "hand_over_own"
    HAND_OVER_ANY = "hand_over_any"
    NAME_ACTING = "name_acting"
    READ_AUDIT = "read_audit"
    FOLLOW_TOPICS = "follow_topics"
    WATCH_DATES = "watch_dates"
    SET_OWN_DATE = "set_own_date"
    SET_ANY_DATE = "set_any_date"
    ADD_HOLIDAY = "add_holiday"
    PREVIEW_REMINDERS = "preview_reminders"
    BROADCAST = "broadcast"
    SEE_DELIVERIES = "see_deliveries"
    SEE_MONEY = "see_money"
    RECORD_OWN_MONEY = "record_own_money"
    RECORD_ANY_MONEY = "record_any_money"
    REVERSE_OWN_ENTRY = "reverse_own_entry"
    REVERSE_ANY_ENTRY = "reverse_any_entry"
    TRANSFER_MONEY = "transfer_money"
    ALLOW_OVERSPENDING = "allow_overspending"
    SET_TARGETS = "set_targets"


@dataclass(frozen=True, slots=True)
class Right:
    """Whose right it is and where it can be used; `strangers` may do it too."""

    roles: frozenset[Role]
    settings: frozenset[Setting]
    strangers: bool = False


EVERYBODY = frozenset(Role)
OFFICERS = frozenset({Role.OFFICER, Role.ADMIN})
MONEY = frozenset({Role.FINANCE, Role.ADMIN})
BOOKING = frozenset({Role.OFFICER, Role.FINANCE, Role.ADMIN})
LEADING = frozenset({Role.DIRECTOR, Role.ADMIN})
ADMINS = frozenset({Role.ADMIN})

ANYWHERE = frozenset(Setting)
ALONE = frozenset({Setting.PRIVATE, Setting.CONSOLE})
HERE = frozenset({Setting.PRIVATE, Setting.CONSOLE, Setting.GROUP})

RIGHTS: dict[Action, Right] = {
    Action.ASK: Right(EVERYBODY, ANYWHERE),
    Action.SEE_OFFICE_CONTACT: Right(EVERYBODY, ANYWHERE),
    Action.JOIN: Right(EVERYBODY, ALONE, strangers=True),
    Action.CONSENT: Right(EVERYBODY, ALONE),
    Action.SEE_OWN_RECORD: Right(EVERYBODY, ALONE),
    Action.EXPORT_OWN: Right(EVERYBODY, ALONE),
    Action.REMOVE_SELF: Right(EVERYBODY, ALONE),
    Action.SET_OWN_CONTACT: Right(EVERYBODY, ALONE),
    Action.SEE_CONTACTS: Right(EVERYBODY, ALONE),
    Action.LIST_MEMBERS: Right(LEADING, ALONE),
    Action.INVITE: Right(ADMINS, ALONE),
    Action.DECIDE_JOINING: Right(ADMINS, ALONE),
    Action.CHANGE_ROLE: Right(ADMINS, ALONE),
    Action.REMOVE_MEMBER: Right(ADMINS, ALONE),
    Action.ALLOW_GROUP: Right(ADMINS, HERE),
    Action.HAND_OVER_OWN: Right(OFFICERS, ALONE),
    Action.HAND_OVER_ANY: Right(LEADING, ALONE),
    Action.NAME_ACTING: Right(LEADING, ALONE),
    Action.READ_AUDIT: Right(ADMINS, ALONE),
    Action.FOLLOW_TOPICS: Right(EVERYBODY, ALONE),
    Action.WATCH_DATES: Right(EVERYBODY, HERE),
    Action.SET_OWN_DATE: Right(OFFICERS, HERE),
    Action.SET_ANY_DATE: Right(ADMINS, HERE),
    Action.ADD_HOLIDAY: Right(ADMINS, ALONE),
    Action.PREVIEW_REMINDERS: Right(ADMINS, ALONE),
    Action.BROADCAST: Right(ADMINS, ALONE),
    Action.SEE_DELIVERIES: Right(ADMINS, ALONE),
    Action.SEE_MONEY: Right(EVERYBODY, ALONE),
    Action.RECORD_OWN_MONEY: Right(BOOKING, ALONE),
    Action.RECORD_ANY_MONEY: Right(MONEY, ALONE),
    Action.REVERSE_OWN_ENTRY: Right(BOOKING, ALONE),
    Action.REVERSE_ANY_ENTRY: Right(MONEY, ALONE),
    Action.TRANSFER_MONEY: Right(MONEY, ALONE),
    Action.ALLOW_OVERSPENDING: Right(frozenset({Role.FINANCE}), ALONE),
    Action.SET_TARGETS: Right(MONEY, ALONE),
}


def may(person: Person, action: Action, setting: Setting = Setting.PRIVATE) -> bool:
    """True when this person may do this here. Who has not consented may do nothing but join and consent."""
    right = RIGHTS[action]
    if setting not in right.settings:
        return False
    if not person.is_member or person.role is None:
        return right.strangers
    if not person.has_consented:
        return action in (Action.JOIN, Action.CONSENT)
    return person.role in right.roles


def demand(person: Person, action: Action, setting: Setting = Setting.PRIVATE) -> None:
    """Nothing, or NotAllowedError."""
    if not may(person, action, setting):
        raise NotAllowedError()
