"""Everything that is kept about one member: all of it as plain values out, or taken out of the database."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Table, and_, delete, or_, select, update

from bot.people import Person
from bot.reminders.kinds import DeliveryState
from bot.turn import OutboxState
from data.session import reading
from data.tables_base import metadata
from data.tables_door import outbox
from data.tables_members import attempt, audit_entry, contact, handover, invitation, join_request, pending_action
from data.tables_people import account, chat_memory, member
from data.tables_reminders import campaign, delivery, meeting, meeting_change

ACTED = ("recorder", "decided_by", "made_by", "allowed_by")
"""Columns in which a member's number stands because they did something."""
WISHES = ("wish", "topic_wish", "watch")
"""What a member asked for, and nobody needs when they are gone."""
_SHOWN_APART = {"member", "account", "contact", "pending_action", "audit_entry", "handover", "invitation"}
_LEFT = tuple(one.value for one in OutboxState if one not in (OutboxState.PENDING, OutboxState.SENDING))


def everything_about(engine: Engine, person: Person) -> Mapping[str, object]:
    """By table; keys of tables that hold nothing about the member are there, with empty lists."""
    with reading(engine) as connection:
        accounts = _accounts(connection, person)
        itself = and_(member.c.office == person.office, member.c.number == person.number)
        return {
            "member": _rows(connection, member, itself),
            "accounts": _rows(connection, account, _by_member(account, person)),
            "contacts": _rows(connection, contact, _by_member(contact, person)),
            "last_question": _rows(connection, chat_memory, _of_accounts(chat_memory, "chat", accounts)),
            "pending_actions": _rows(connection, pending_action, _by_member(pending_action, person)),
            "messages": _rows(connection, outbox, _of_accounts(outbox, "chat", accounts), without=("file",)),
            "tries_of_codes": _rows(connection, attempt, _of_accounts(attempt, "account", accounts)),
            "handovers": _rows(connection, handover, _handed(person)),
            "invitations_made": _rows(connection, invitation, _made(person), without=("key",)),
            "changes": _rows(connection, audit_entry, _changes(person)),
            "deliveries": _rows(connection, delivery, _delivered(person)),
            "meeting_change": _rows(connection, meeting_change, _decided(person)),
            **{table.name: _rows(connection, table, which) for table, which in _elsewhere(person)},
        }


def _elsewhere(person: Person) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    """Every other table in which the number of a member of an office stands, those of later subjects too."""
    for table in metadata.sorted_tables:
        columns = [table.c[name] for name in ("member", *ACTED) if name in table.c]
        if columns and "office" in table.c and table.name not in _SHOWN_APART:
            yield table, and_(table.c.office == person.office, or_(*(one == person.number for one in columns)))


def _decided(person: Person) -> ColumnElement[bool]:
    theirs = select(meeting.c.id).where(meeting.c.office == person.office)
    return and_(meeting_change.c.decided_by == person.number, meeting_change.c.meeting.in_(theirs))


def _delivered(person: Person) -> ColumnElement[bool]:
    theirs = select(campaign.c.id).where(campaign.c.office == person.office)
    return and_(delivery.c.member == person.number, delivery.c.campaign.in_(theirs))


def forget_everything(connection: Connection, person: Person) -> None:
    """Take out what names the member or hangs on them. Numbers in handovers and in the trail stay: they name nobody."""
    accounts = _accounts(connection, person)
    for table, column in ((chat_memory, "chat"), (attempt, "account"), (join_request, "account")):
        connection.execute(delete(table).where(_of_accounts(table, column, accounts)))
    connection.execute(delete(pending_action).where(_by_member(pending_action, person)))
    for name in ("contact", *WISHES):
        connection.execute(delete(metadata.tables[name]).where(_by_member(metadata.tables[name], person)))
    waiting = delivery.c.state == DeliveryState.PENDING.value
    connection.execute(delete(delivery).where(_delivered(person), waiting))
    _empty_messages(connection, person, accounts)
    connection.execute(delete(account).where(_by_member(account, person)))


def _empty_messages(connection: Connection, person: Person, accounts: Sequence[tuple[str, str]]) -> None:
    """What was sent to them, and what was told to others in which their name stands (an admin's notice of joining)."""
    about: list[ColumnElement[bool]] = [_of_accounts(outbox, "chat", accounts)]
    if person.name:
        written = {person.name, json.dumps(person.name)[1:-1]}
        about += [outbox.c.body.contains(one, autoescape=True) for one in written]
    gone = update(outbox).where(or_(*about), outbox.c.state.in_(_LEFT)).values(body="", file=None)
    connection.execute(gone)


def _accounts(connection: Connection, person: Person) -> list[tuple[str, str]]:
    rows = connection.execute(select(account.c.door, account.c.account).where(_by_member(account, person)))
    return [(row.door, row.account) for row in rows]


def _by_member(table: Table, person: Person) -> ColumnElement[bool]:
    return and_(table.c.office == person.office, table.c.member == person.number)


def _of_accounts(table: Table, column: str, accounts: Sequence[tuple[str, str]]) -> ColumnElement[bool]:
    """Rows of their private chats: a messenger gives a private chat the number of the account."""
    return or_(False, *(and_(table.c.door == door, table.c[column] == one) for door, one in accounts))


def _handed(person: Person) -> ColumnElement[bool]:
    who = f"member:{person.number}", f"officer:{person.officer}"
    return and_(handover.c.office == person.office, or_(handover.c.from_who.in_(who), handover.c.to_who.in_(who)))


def _made(person: Person) -> ColumnElement[bool]:
    return and_(invitation.c.office == person.office, invitation.c.made_by == person.number)


def _changes(person: Person) -> ColumnElement[bool]:
    about = or_(audit_entry.c.member == person.number, audit_entry.c.subject == f"member {person.number}")
    return and_(audit_entry.c.office == person.office, about)


def _rows(
    connection: Connection, table: Table, which: ColumnElement[bool], without: Sequence[str] = ()
) -> list[dict[str, object]]:
    found = connection.execute(select(table).where(which).order_by(*table.primary_key.columns)).mappings()
    return [{name: _plain(value) for name, value in row.items() if name not in without} for row in found]


def _plain(value: Any) -> object:
    return value.isoformat() if isinstance(value, (datetime, date)) else value
