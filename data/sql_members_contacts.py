"""How members can be reached, in SQL: only what they entered and agreed to show; the trail says that, never what."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine, delete, select

from bot.audit import Change
from bot.membership import Contact, ContactKind
from bot.people import Person
from data.session import reading, upsert, writing
from data.sql_audit import SqlAudit
from data.tables_members import contact as table


class SqlContacts:
    """The `Contacts` of the database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._audit = SqlAudit(engine)

    def of(self, person: Person) -> tuple[Contact, ...]:
        mine = table.c.office == person.office, table.c.member == person.number
        with reading(self._engine) as connection:
            rows = connection.execute(select(table).where(*mine).order_by(table.c.kind)).all()
        return tuple(Contact(row.member, ContactKind(row.kind), row.value) for row in rows)

    def put(self, person: Person, contact: Contact, now: datetime) -> None:
        keys = {"office": person.office, "member": person.number, "kind": contact.kind.value}
        with writing(self._engine) as connection:
            upsert(connection, table, keys, {"value": contact.value, "agreed_at": now})
            self._note(person, "contact.agreed", contact.kind, now)

    def drop(self, person: Person, kind: ContactKind, now: datetime) -> bool:
        this = table.c.office == person.office, table.c.member == person.number, table.c.kind == kind.value
        with writing(self._engine) as connection:
            is_gone = connection.execute(delete(table).where(*this)).rowcount == 1
            if is_gone:
                self._note(person, "contact.withdrawn", kind, now)
        return is_gone

    def _note(self, person: Person, what: str, kind: ContactKind, now: datetime) -> None:
        subject = f"member {person.number}"
        self._audit.write(Change(person.office, person.number, what, subject, {}, {"kind": kind.value}), now)
