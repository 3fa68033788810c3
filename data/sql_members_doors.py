"""Ways in, in SQL: invitations by the hash of their code, requests to join, allowed groups, and tries of codes."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, case, delete, insert, or_, select, update

from bot.audit import Change
from bot.doorkeeper import Visitor
from bot.membership import FIRST_REQUEST, REFUSED_FOR, TRIES, TRIES_WITHIN, UNDECIDED_FOR, Invitation, JoinRequest
from bot.people import Chat, MemberState, Person, Role
from data.inserting import insert_into
from data.session import reading, writing
from data.sql_audit import SqlAudit
from data.sql_people import SqlPeople
from data.tables_members import attempt, group_chat, invitation, join_request
from data.tables_plan import office as office_table


class SqlInvitations:
    """The `Invitations` of the database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._audit = SqlAudit(engine)

    def make(self, new: Invitation, now: datetime) -> None:
        row = {
            "key": new.key,
            "office": new.office,
            "role": new.role.value,
            "officer": new.officer or None,
            "places": new.places,
            "taken": new.taken,
            "made_by": new.made_by,
            "made_at": now,
            "expires_at": new.expires_at,
        }
        after = {"role": new.role.value, "officer": new.officer, "places": str(new.places)}
        after["until"] = new.expires_at.date().isoformat()
        with writing(self._engine) as connection:
            connection.execute(insert(invitation).values(row))
            self._audit.write(Change(new.office, new.made_by, "invitation.made", "invitation", {}, after), now)

    def find(self, key: str) -> Invitation | None:
        with reading(self._engine) as connection:
            row = connection.execute(select(invitation).where(invitation.c.key == key)).first()
        return None if row is None else _invitation(row)

    def tidy(self, now: datetime) -> None:
        """Forget invitations a month after their end."""
        with writing(self._engine) as connection:
            connection.execute(delete(invitation).where(invitation.c.expires_at < now - UNDECIDED_FOR))

    def take_place(self, key: str, now: datetime) -> bool:
        """One person fewer may come; False when nobody may any more."""
        has_room = invitation.c.taken < invitation.c.places, invitation.c.expires_at > now
        taking = update(invitation).where(invitation.c.key == key, *has_room).values(taken=invitation.c.taken + 1)
        with writing(self._engine) as connection:
            return connection.execute(taking).rowcount == 1


class SqlJoinRequests:
    """The `JoinRequests` of the database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._people = SqlPeople(engine)
        self._audit = SqlAudit(engine)

    def ask(self, visitor: Visitor, office: str, now: datetime) -> JoinRequest | None:
        this = join_request.c.door == visitor.door, join_request.c.account == visitor.account
        with writing(self._engine) as connection:
            old = delete(join_request).where(*this, join_request.c.refused_at < now - REFUSED_FOR)
            connection.execute(old)
            if connection.execute(select(join_request.c.number).where(*this)).first() is not None:
                return None
            number = _new_number(connection, office)
            row = {"door": visitor.door, "account": visitor.account, "office": office, "number": number}
            row |= {"name": visitor.name, "language": visitor.language or "th", "asked_at": now}
            connection.execute(insert(join_request).values(row))
        return JoinRequest(number, visitor, office, now)

    def is_refused(self, visitor: Visitor) -> bool:
        this = join_request.c.door == visitor.door, join_request.c.account == visitor.account
        with reading(self._engine) as connection:
            wanted = select(join_request.c.number).where(*this, join_request.c.refused_at.is_not(None))
            return connection.execute(wanted).first() is not None

    def waiting(self, office: str) -> tuple[JoinRequest, ...]:
        wanted = select(join_request).where(join_request.c.office == office, join_request.c.refused_at.is_(None))
        with reading(self._engine) as connection:
            rows = connection.execute(wanted.order_by(join_request.c.asked_at, join_request.c.number)).all()
        return tuple(_request(row) for row in rows)

    def accept(self, office: str, number: int, role: Role, officer: str, by: int, now: datetime) -> Person | None:
        with writing(self._engine) as connection:
            row = _taken(connection, office, number)
            if row is None or self._people.by_account(row.door, row.account) is not None:
                return None
            new = Person(0, office, role, row.name, officer, row.language, MemberState.INVITED, has_consented=False)
            added = self._people.add(new, now, (row.door, row.account))
            after = {"role": role.value, "officer": officer}
            self._audit.write(Change(office, by, "member.accepted", f"member {added.number}", {}, after), now)
        return added

    def refuse(self, office: str, number: int, by: int, now: datetime) -> bool:
        """The account is kept for a while, without the name, so that it cannot ask again at once."""
        this = join_request.c.office == office, join_request.c.number == number, join_request.c.refused_at.is_(None)
        with writing(self._engine) as connection:
            refusing = update(join_request).where(*this).values(refused_at=now, name="")
            is_done = connection.execute(refusing).rowcount == 1
            if is_done:
                self._audit.write(Change(office, by, "member.refused", f"request {number}"), now)
        return is_done

    def tidy(self, now: datetime) -> None:
        """Forget the names of those whom nobody answered for a month, and who was refused long ago."""
        is_old = or_(join_request.c.asked_at < now - UNDECIDED_FOR, join_request.c.refused_at < now - REFUSED_FOR)
        with writing(self._engine) as connection:
            connection.execute(delete(join_request).where(is_old))


class SqlGroups:
    """The `Groups` of the database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._audit = SqlAudit(engine)

    def office_of(self, chat: Chat) -> str | None:
        with reading(self._engine) as connection:
            return connection.scalar(select(group_chat.c.office).where(*_group(chat)))

    def allow(self, chat: Chat, office: str, by: int, now: datetime) -> bool:
        with writing(self._engine) as connection:
            row = {"door": chat.door, "chat": chat.id, "office": office, "allowed_by": by, "allowed_at": now}
            new = insert_into(group_chat, connection.dialect.name).values(row).on_conflict_do_nothing()
            is_new = connection.execute(new).rowcount == 1
            if is_new:
                self._audit.write(Change(office, by, "group.allowed", f"group {chat.id}"), now)
        return is_new

    def disallow(self, chat: Chat, by: int, now: datetime) -> bool:
        with writing(self._engine) as connection:
            office = connection.scalar(delete(group_chat).where(*_group(chat)).returning(group_chat.c.office))
            if office is not None:
                self._audit.write(Change(office, by, "group.left", f"group {chat.id}"), now)
        return office is not None

    def moved(self, chat: Chat, to: str) -> None:
        with writing(self._engine) as connection:
            # Telegram may tell it twice, once of the old group and once of the new one.
            connection.execute(delete(group_chat).where(*_group(Chat(chat.door, to))))
            connection.execute(update(group_chat).where(*_group(chat)).values(chat=to))


class SqlAttempts:
    """The `Attempts` of the database: counted there, so that a restart or a second process forgets none."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def may_try(self, visitor: Visitor, now: datetime) -> bool:
        # Who has tried too often is only looked up: trying on costs us no write.
        this = attempt.c.door == visitor.door, attempt.c.account == visitor.account
        too_many = attempt.c.count > TRIES, attempt.c.begun_at > now - TRIES_WITHIN
        with reading(self._engine) as connection:
            if connection.execute(select(attempt.c.count).where(*this, *too_many)).first() is not None:
                return False
        is_over = attempt.c.begun_at <= now - TRIES_WITHIN
        count = case((is_over, 1), else_=attempt.c.count + 1)
        with writing(self._engine) as connection:
            row = {"door": visitor.door, "account": visitor.account, "count": 1, "begun_at": now}
            set_ = {"count": count, "begun_at": case((is_over, now), else_=attempt.c.begun_at)}
            new = insert_into(attempt, connection.dialect.name).values(row)
            counted = new.on_conflict_do_update(index_elements=["door", "account"], set_=set_)
            tries = connection.scalar(counted.returning(attempt.c.count))
        return int(tries or 0) <= TRIES

    def tidy(self, now: datetime) -> None:
        """Forget tries of earlier hours."""
        with writing(self._engine) as connection:
            connection.execute(delete(attempt).where(attempt.c.begun_at <= now - TRIES_WITHIN))

    def clear(self, visitor: Visitor) -> None:
        this = attempt.c.door == visitor.door, attempt.c.account == visitor.account
        with writing(self._engine) as connection:
            connection.execute(delete(attempt).where(*this))


def _new_number(connection: Connection, office: str) -> int:
    """A number of nine digits that no request had before: a button keeps it when the request itself is long gone."""
    connection.execute(select(office_table.c.key).where(office_table.c.key == office).with_for_update())
    taken = set(connection.scalars(select(join_request.c.number).where(join_request.c.office == office)))
    return next(number for number in iter(_any_number, 0) if number not in taken)


def _any_number() -> int:
    """By chance, as counting on from what is kept would give a decided request's number to the next person."""
    return FIRST_REQUEST + secrets.randbelow(9 * FIRST_REQUEST)


def _taken(connection: Connection, office: str, number: int) -> Row[Any] | None:
    """The request, taken out: of two admins who press at once, one gets it."""
    this = join_request.c.office == office, join_request.c.number == number, join_request.c.refused_at.is_(None)
    return connection.execute(delete(join_request).where(*this).returning(join_request)).first()


def _group(chat: Chat) -> tuple[Any, Any]:
    return group_chat.c.door == chat.door, group_chat.c.chat == chat.id


def _request(row: Row[Any]) -> JoinRequest:
    return JoinRequest(row.number, Visitor(row.door, row.account, row.name, row.language), row.office, row.asked_at)


def _invitation(row: Row[Any]) -> Invitation:
    ends = row.made_by, row.expires_at
    return Invitation(row.key, row.office, Role(row.role), row.officer or "", row.places, row.taken, *ends)
