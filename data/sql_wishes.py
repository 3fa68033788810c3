"""What members chose about being told, in SQL: topics, silence, dates they wait for; and the office's added days."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine, delete, select, update

from bot.people import Person
from bot.reminders.kinds import Choices, Recipient
from bot.workdays import AddedDay
from data.inserting import insert_into
from data.session import reading, upsert, writing
from data.sql_people import SqlPeople
from data.tables_reminders import added_day, topic_wish, watch, wish

_NONE = Choices()


class SqlWishes:
    """The `Wishes` of the database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._people = SqlPeople(engine)

    def recipients(self, office: str) -> tuple[Recipient, ...]:
        members = self._people.members(office)
        found = self._choices(office)
        return tuple(
            Recipient(one, chosen.topics, chosen.muted, chosen.is_stopped)
            for one in members
            for chosen in (found.get(one.number, _NONE),)
        )

    def choices(self, person: Person) -> Choices:
        return self._choices(person.office, person.number).get(person.number, _NONE)

    def _choices(self, office: str, number: int | None = None) -> dict[int, Choices]:
        wishes, topics = (
            select(wish).where(wish.c.office == office),
            select(topic_wish).where(topic_wish.c.office == office),
        )
        if number is not None:
            wishes, topics = wishes.where(wish.c.member == number), topics.where(topic_wish.c.member == number)
        followed: dict[int, set[str]] = {}
        muted: dict[int, set[str]] = {}
        with reading(self._engine) as connection:
            for row in connection.execute(topics):
                if row.is_followed:
                    followed.setdefault(row.member, set()).add(row.topic)
                if row.is_muted:
                    muted.setdefault(row.member, set()).add(row.topic)
            rows = {row.member: row for row in connection.execute(wishes)}
        return {
            member: Choices(
                frozenset(followed.get(member, ())) if member in rows and rows[member].chose_at else None,
                frozenset(muted.get(member, ())),
                member in rows and rows[member].stopped_at is not None,
            )
            for member in {*rows, *muted, *followed}
        }

    def follow(self, person: Person, topics: Collection[str], now: datetime) -> None:
        here = topic_wish.c.office == person.office, topic_wish.c.member == person.number
        with writing(self._engine) as connection:
            connection.execute(update(topic_wish).where(*here).values(is_followed=False))
            for topic in topics:
                self._set_topic(person, topic, "is_followed", True)
            upsert(connection, wish, _of(person), {"chose_at": now})

    def mute(self, person: Person, topic: str, is_muted: bool, now: datetime) -> None:
        self._set_topic(person, topic, "is_muted", is_muted)

    def _set_topic(self, person: Person, topic: str, what: str, is_so: bool) -> None:
        keys = _of(person) | {"topic": topic}
        with writing(self._engine) as connection:
            row = keys | {"is_followed": False, "is_muted": False} | {what: is_so}
            new = insert_into(topic_wish, connection.dialect.name).values(row)
            connection.execute(new.on_conflict_do_update(index_elements=list(keys), set_={what: is_so}))

    def stop(self, person: Person, is_stopped: bool, now: datetime) -> None:
        with writing(self._engine) as connection:
            upsert(connection, wish, _of(person), {"stopped_at": now if is_stopped else None})

    def watch(self, person: Person, year: int, activity: str, now: datetime) -> bool:
        row = _of(person) | {"fiscal_year": year, "activity": activity, "made_at": now}
        with writing(self._engine) as connection:
            new = insert_into(watch, connection.dialect.name).values(row)
            return connection.execute(new.on_conflict_do_nothing()).rowcount == 1

    def unwatch(self, person: Person, year: int, activity: str) -> bool:
        this = watch.c.office == person.office, watch.c.member == person.number
        what = watch.c.fiscal_year == year, watch.c.activity == activity
        with writing(self._engine) as connection:
            return connection.execute(delete(watch).where(*this, *what)).rowcount == 1

    def watchers(self, office: str, year: int, activity: str) -> tuple[int, ...]:
        this = watch.c.office == office, watch.c.fiscal_year == year, watch.c.activity == activity
        with reading(self._engine) as connection:
            return tuple(connection.scalars(select(watch.c.member).where(*this).order_by(watch.c.member)))

    def added_days(self, office: str) -> Mapping[date, AddedDay]:
        with reading(self._engine) as connection:
            rows = connection.execute(select(added_day).where(added_day.c.office == office))
            return {row.day: AddedDay(row.day, row.reason, row.is_off) for row in rows}

    def add_day(self, office: str, day: AddedDay, now: datetime) -> None:
        values = {"reason": day.reason, "is_off": day.is_off, "made_at": now}
        with writing(self._engine) as connection:
            upsert(connection, added_day, {"office": office, "day": day.day}, values)

    def drop_day(self, office: str, day: date) -> bool:
        with writing(self._engine) as connection:
            this = delete(added_day).where(added_day.c.office == office, added_day.c.day == day)
            return connection.execute(this).rowcount == 1


def _of(person: Person) -> dict[str, Any]:
    return {"office": person.office, "member": person.number}
