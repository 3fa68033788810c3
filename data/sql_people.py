"""Members and what a chat last asked, kept in SQL: numbers, accounts and chats in, Persons out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, Row, Select, bindparam, delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from bot.errors import MemberError
from bot.people import Chat, MemberState, Person, Role
from data.inserting import Insert, insert_into
from data.prepared import Prepared, one_of_chats, these_chats
from data.session import fetch, kept_of_chat, noting, reading, writing
from data.tables_people import account as account_table
from data.tables_people import chat_memory, member
from data.tables_plan import office

REMEMBERED = timedelta(minutes=10)
_owners = Prepared(
    select(account_table.c.account.label("owned"), member)
    .select_from(member.join(account_table))
    .where(account_table.c.door == bindparam("at"), one_of_chats(account_table.c.account))
)
_memories = Prepared(
    select(chat_memory.c.chat, chat_memory.c.question, chat_memory.c.asked_at).where(
        chat_memory.c.door == bindparam("at"), one_of_chats(chat_memory.c.chat)
    )
)
_forget = delete(chat_memory).where(chat_memory.c.door == bindparam("at"), chat_memory.c.chat == bindparam("of_chat"))


def _remembering(dialect: str) -> Insert:
    new = insert_into(chat_memory, dialect)
    again = {"question": new.excluded.question, "asked_at": new.excluded.asked_at}
    return new.on_conflict_do_update(index_elements=["door", "chat"], set_=again)


_remember = Prepared(_remembering, ("door", "chat", "question", "asked_at"))


class SqlPeople:
    """The `People` of the database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def by_number(self, office: str, number: int) -> Person | None:
        return self._one(select(member).where(member.c.office == office, member.c.number == number))

    def by_account(self, door: str, account: str) -> Person | None:
        # Telegram gives a private chat the number of the account: who owns those of the turn is read at once.
        def read(connection: Connection, accounts: list[str]) -> Iterator[tuple[str, Person]]:
            for row in fetch(connection, _owners, {"at": door} | these_chats(accounts)):
                yield row.owned, _person(row)

        found = kept_of_chat(self._engine, ("people.by_account", door), account, read)
        return found[0] if found else None

    def members(self, office: str) -> tuple[Person, ...]:
        here = member.c.office == office, member.c.state != MemberState.REMOVED.value
        with reading(self._engine) as connection:
            rows = connection.execute(select(member).where(*here).order_by(member.c.number))
            return tuple(_person(row) for row in rows)

    def remembered(self, chat: Chat, now: datetime) -> str | None:
        def read(connection: Connection, chats: list[str]) -> Iterator[tuple[str, tuple[str, datetime]]]:
            for row in fetch(connection, _memories, {"at": chat.door} | these_chats(chats)):
                yield row.chat, (row.question, row.asked_at)

        found = kept_of_chat(self._engine, ("people.remembered", chat.door), chat.id, read)
        return next((question for question, asked_at in found if now - asked_at < REMEMBERED), None)

    def remember(self, chat: Chat, question: str | None, now: datetime) -> None:
        if not question:
            with writing(self._engine) as connection:
                connection.execute(_forget, {"at": chat.door, "of_chat": chat.id})
            return
        row = {"door": chat.door, "chat": chat.id, "question": question, "asked_at": now}
        with noting(self._engine) as notes:
            notes.write_later(_remember, row)
            notes.replace(("people.remembered", chat.door), chat.id, [(question, now)])

    def forget_chats(self, now: datetime) -> int:
        """Remove what no chat can still refer to; how many that were."""
        with writing(self._engine) as connection:
            return connection.execute(delete(chat_memory).where(chat_memory.c.asked_at <= now - REMEMBERED)).rowcount

    def add(self, person: Person, now: datetime, *accounts: tuple[str, str]) -> Person:
        """A new member under the next free number of the office, with accounts as (door, account)."""
        try:
            with writing(self._engine) as connection:
                return _add(connection, person, now, accounts)
        except IntegrityError as error:
            raise MemberError("The office is not known, or the account already belongs to a member.") from error

    def _one(self, wanted: Select[tuple[object, ...]]) -> Person | None:
        with reading(self._engine) as connection:
            row = connection.execute(wanted).first()
        return None if row is None else _person(row)


def _add(connection: Connection, person: Person, now: datetime, accounts: tuple[tuple[str, str], ...]) -> Person:
    # PostgreSQL lets two writers read the same last number; the row of the office is what they take turns at.
    connection.execute(select(office.c.key).where(office.c.key == person.office).with_for_update())
    last = connection.scalar(select(func.max(member.c.number)).where(member.c.office == person.office)) or 0
    values = {
        "office": person.office,
        "number": last + 1,
        "role": (person.role or Role.STAFF).value,
        "officer": person.officer or None,
        "name": person.name,
        "language": person.language,
        "state": person.state.value,
        "consented_at": now if person.has_consented else None,
        "created_at": now,
    }
    connection.execute(insert(member).values(values))
    for door, one in accounts:
        owner = {"office": person.office, "member": last + 1}
        connection.execute(insert(account_table).values(door=door, account=one, **owner))
    return replace(person, number=last + 1, role=person.role or Role.STAFF)


def _person(row: Row[tuple[object, ...]]) -> Person:
    return Person(
        number=row.number,
        office=row.office,
        role=Role(row.role),
        name=row.name,
        officer=row.officer or "",
        language=row.language,
        state=MemberState(row.state),
        has_consented=row.consented_at is not None,
    )
