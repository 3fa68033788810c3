"""The life of a member in SQL: in by a code, consent, role, away and back, out; each with its entry in the trail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Engine, delete, select, update
from sqlalchemy.exc import IntegrityError

from bot.audit import Change
from bot.doorkeeper import Visitor
from bot.errors import MemberError
from bot.membership import LAST_ADMIN, Door, Invitation, key_of, try_door
from bot.people import MemberState, Person, Role
from data.session import reading, writing
from data.sql_audit import SqlAudit
from data.sql_members_doors import SqlInvitations
from data.sql_members_record import everything_about, forget_everything
from data.sql_people import SqlPeople
from data.tables_members import join_request
from data.tables_people import account, member


class SqlMembers:
    """The `Members` of the database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._people = SqlPeople(engine)
        self._invitations = SqlInvitations(engine)
        self._audit = SqlAudit(engine)

    def enter(self, secret: str, visitor: Visitor, office: str, now: datetime) -> Person | Door:
        key = key_of(secret)
        with writing(self._engine):
            found = self._invitations.find(key)
            door = try_door(found, office, now)
            if door is not Door.OPEN or found is None:
                return door
            known = self._people.by_account(visitor.door, visitor.account)
            if known is not None and not _lifts(found, known):
                return known
            # Two may open the last place at once; the one whose UPDATE finds it taken is too late.
            if not self._invitations.take_place(key, now):
                return Door.USED
            return self._let_in(found, visitor, known, now)

    def _let_in(self, found: Invitation, visitor: Visitor, known: Person | None, now: datetime) -> Person:
        if known is not None:
            return self.change_role(known, found.role, found.officer, found.made_by, now)
        new = self._people.add(newcomer(found.office, visitor, found.role, found.officer), now, _account(visitor))
        with writing(self._engine) as connection:
            this = join_request.c.door == visitor.door, join_request.c.account == visitor.account
            connection.execute(delete(join_request).where(*this))
        self._note(new, new.number, "member.joined", {}, {"role": _role(new), "invited_by": str(found.made_by)}, now)
        return new

    def consent(self, person: Person, now: datetime) -> Person:
        new = replace(person, has_consented=True, state=MemberState.ACTIVE)
        before = {"state": person.state.value}
        with writing(self._engine):
            self._set(person, {"consented_at": now, "state": MemberState.ACTIVE.value})
            self._note(person, person.number, "member.consented", before, {"state": new.state.value}, now)
        return new

    def change_role(self, person: Person, role: Role, officer: str, by: int, now: datetime) -> Person:
        before = {"role": _role(person), "officer": person.officer}
        with writing(self._engine):
            self._set(person, {"role": role.value, "officer": officer or None})
            self._note(person, by, "member.role", before, {"role": role.value, "officer": officer}, now)
        return replace(person, role=role, officer=officer)

    def remove(self, person: Person, by: int, now: datetime) -> None:
        with writing(self._engine) as connection:
            gone = {"state": MemberState.REMOVED.value, "officer": None, "consented_at": None}
            self._set(person, gone)
            forget_everything(connection, person)
            self._set(person, {"name": ""})
            self._note(person, by, "member.removed", {"role": _role(person), "state": person.state.value}, {}, now)

    def mark_reachable(self, person: Person, is_reachable: bool, now: datetime) -> Person:
        state = MemberState.ACTIVE if is_reachable else MemberState.UNREACHABLE
        before = {"state": person.state.value}
        with writing(self._engine):
            self._set(person, {"state": state.value})
            self._note(person, person.number, "member.state", before, {"state": state.value}, now)
        return replace(person, state=state)

    def account_of(self, person: Person, door: str) -> str | None:
        """The member's account of a messenger."""
        mine = account.c.office == person.office, account.c.member == person.number, account.c.door == door
        with reading(self._engine) as connection:
            return connection.scalar(select(account.c.account).where(*mine).order_by(account.c.account).limit(1))

    def everything_about(self, person: Person) -> Mapping[str, object]:
        return everything_about(self._engine, person)

    def _set(self, person: Person, values: Mapping[str, object]) -> None:
        this = member.c.office == person.office, member.c.number == person.number
        try:
            with writing(self._engine) as connection, connection.begin_nested():
                connection.execute(update(member).where(*this).values(**values))
        except IntegrityError as error:
            raise MemberError(LAST_ADMIN) from error

    def _note(
        self, person: Person, by: int, what: str, before: Mapping[str, str], after: Mapping[str, str], now: datetime
    ) -> None:
        self._audit.write(Change(person.office, by, what, f"member {person.number}", before, after), now)


def newcomer(office: str, visitor: Visitor, role: Role, officer: str) -> Person:
    """Who has come in and has not consented yet."""
    language = visitor.language if visitor.language in ("th", "en") else "th"
    return Person(0, office, role, visitor.name, officer, language, MemberState.INVITED, has_consented=False)


def _lifts(found: Invitation, known: Person) -> bool:
    """Only a link made on the machine itself changes who is a member already: the way back in for a lost admin."""
    return found.made_by == 0 and found.role is Role.ADMIN and known.role is not Role.ADMIN


def _account(visitor: Visitor) -> tuple[str, str]:
    return visitor.door, visitor.account


def _role(person: Person) -> str:
    return person.role.value if person.role else ""
