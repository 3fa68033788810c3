"""Who is in charge of an activity on a day: the plan's officers and handovers in; the people in charge out. Pure.

The plan's printed officer stays what it is; this lies over it. `who` names somebody for good: `officer:KEY` is a
person of the plan,
`member:NUMBER` one whom the plan does not print. An acting post (รักษาการ) covers its days and ends by itself.

    duties = Duties(handovers)                 # of one office and one fiscal year
    duties.in_charge(activity, day)            # → Charge(who, since, until, is_acting, instead_of) …
    is_responsible(person, activity, duties, day)
    activities_of(whos(person), plan, duties, day)
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.errors import MemberError
from bot.marks import N_
from bot.people import Person
from bot.plan import Activity, Plan

POST = "*"
"""In place of an activity's number: the post itself, in which somebody acts until a day."""


@dataclass(frozen=True, slots=True)
class Handover:
    """An activity goes from one to another from a day on; until a day (inclusive) when somebody only acts."""

    activity: str
    from_who: str
    to_who: str
    start_on: date
    end_on: date | None = None
    is_acting: bool = False
    number: int = 0

    def covers(self, day: date) -> bool:
        return self.start_on <= day and (self.end_on is None or day <= self.end_on)


@dataclass(frozen=True, slots=True)
class Charge:
    """Somebody in charge. `instead_of` is whom the plan prints in that place; empty when that is they themselves."""

    who: str
    instead_of: str = ""
    since: date | None = None
    until: date | None = None
    is_acting: bool = False


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody in charge who is not the one that the plan prints, ready to be named.

    `officer`: their key, if they are printed, too.
    """

    name: str
    printed: str
    officer: str = ""
    since: date | None = None
    until: date | None = None
    is_acting: bool = False


class Handovers(Protocol):
    """What was handed over. Implementation: `data.sql_members_handovers.SqlHandovers`."""

    def of_year(self, office: str, year: int) -> Duties: ...

    def add(
        self,
        office: str,
        year: int,
        new: Sequence[Handover],
        by: int,
        now: datetime,
        check: Callable[[Duties], None] = lambda _: None,
    ) -> None:
        """Keep them; `check` looks at what is there behind the lock, and raises if they do not fit (any more)."""
        ...


@dataclass(frozen=True, slots=True)
class Duties:
    """All handovers of an office and a fiscal year."""

    handovers: tuple[Handover, ...] = ()

    def in_charge(self, activity: Activity, day: date) -> tuple[Charge, ...]:
        """One for each officer that the plan prints, in printed order; nobody twice."""
        charges = (self._charge(activity.number, officer_who(key), day) for key in activity.officers)
        return tuple({one.who: one for one in charges}.values())

    def acting(self, key: str, day: date) -> tuple[Handover, ...]:
        """The posts in which a person of the plan acts that day, or somebody for them."""
        who = officer_who(key)
        return tuple(one for one in self.of_activity(POST) if who in (one.from_who, one.to_who) and one.covers(day))

    def of_activity(self, activity: str) -> tuple[Handover, ...]:
        """Oldest day first; of one day, in the order in which they were made."""
        here = (one for one in self.handovers if one.activity == activity)
        return tuple(sorted(here, key=lambda one: (one.start_on, one.number)))

    def _charge(self, activity: str, printed: str, day: date) -> Charge:
        found = Charge(printed)
        moves = [one for one in self.of_activity(activity) if one.covers(day)]
        for one in (*(m for m in moves if not m.is_acting), *(m for m in moves if m.is_acting)):
            if one.from_who == found.who:
                instead = printed if one.to_who != printed else ""
                found = Charge(one.to_who, instead, one.start_on, one.end_on, one.is_acting)
        return found


def holders(charges: Iterable[Charge], name_of: Callable[[str], str]) -> tuple[Holder, ...]:
    """Those of the charges who stand in for somebody, by name."""
    return tuple(
        Holder(name_of(one.who), name_of(one.instead_of), officer_key(one.who), one.since, one.until, one.is_acting)
        for one in charges
        if one.instead_of
    )


def stand_ins(acting: Iterable[Handover], name_of: Callable[[str], str]) -> tuple[Holder, ...]:
    """Who acts in whose post, by name."""
    return tuple(
        Holder(
            name_of(one.to_who), name_of(one.from_who), officer_key(one.to_who), one.start_on, one.end_on, one.is_acting
        )
        for one in acting
    )


def officer_key(who: str) -> str:
    kind, _, key = who.partition(":")
    return key if kind == "officer" else ""


def officer_who(key: str) -> str:
    return f"officer:{key}"


def member_who(number: int) -> str:
    return f"member:{number}"


def whos(person: Person) -> frozenset[str]:
    """Every name that a member goes by here."""
    own = {member_who(person.number)} if person.number else set()
    return frozenset(own | ({officer_who(person.officer)} if person.officer else set()))


def who_of(person: Person) -> str:
    """The name under which a member takes over: the plan's when it prints them."""
    return officer_who(person.officer) if person.officer else member_who(person.number)


def is_responsible(person: Person, activity: Activity, duties: Duties, day: date) -> bool:
    """True when the activity is theirs on that day."""
    return any(one.who in whos(person) for one in duties.in_charge(activity, day))


def activities_of(who: Collection[str], plan: Plan, duties: Duties, day: date) -> tuple[Activity, ...]:
    """What somebody is in charge of on a day, in plan order."""
    return tuple(one for one in plan.activities if any(c.who in who for c in duties.in_charge(one, day)))


def check_handovers(plan: Plan, duties: Duties, new: Iterable[Handover], today: date) -> None:
    """Nothing, or a MemberError that says in one sentence why this cannot be handed over."""
    for one in new:
        _check_days(one, today)
        if one.from_who == one.to_who:
            raise MemberError(N_("Nobody can hand over to themselves{polite}."))
        _check_overlap(one, duties)
        _check_holder(one, plan, duties)


def _check_days(one: Handover, today: date) -> None:
    if one.start_on < today:
        raise MemberError(N_("A handover begins today or later; that day has passed{polite}."))
    if one.end_on is not None and one.end_on < one.start_on:
        raise MemberError(N_("That would end before it begins{polite}."))


def _check_overlap(one: Handover, duties: Duties) -> None:
    """Two who act at a time; or something after which a handover already made for a later day would hang loose."""
    for other in duties.of_activity(one.activity):
        meets = other.covers(one.start_on) or one.covers(other.start_on)
        is_later = not one.is_acting and not other.is_acting and other.start_on > one.start_on
        is_same_time = one.is_acting and other.is_acting and other.from_who == one.from_who and meets
        if is_later or is_same_time:
            raise MemberError(OVERLAP)


OVERLAP = N_("This has been handed over already for days that overlap; nothing was changed{polite}.")


def _check_holder(one: Handover, plan: Plan, duties: Duties) -> None:
    """Acting is for somebody in charge; while it lasts, they still are the one who can hand over."""
    if one.activity == POST:
        _check_post(one, plan)
        return
    for_good = Duties(tuple(other for other in duties.handovers if not other.is_acting))
    holders = {charge.who for charge in for_good.in_charge(plan.activity_by_number[one.activity], one.start_on)}
    if one.from_who not in holders:
        gone = any(other.from_who == one.from_who for other in for_good.of_activity(one.activity))
        raise MemberError(OVERLAP if gone else N_("The one who hands over is not in charge of it on that day{polite}."))
    if one.to_who in holders:
        raise MemberError(N_("The one who would take over is in charge of it already{polite}."))


def has_post(who: str, plan: Plan) -> bool:
    """True for a person whom the plan prints with a post."""
    officer = plan.officer_by_key.get(officer_key(who))
    return officer is not None and bool(officer.posts)


def _check_post(one: Handover, plan: Plan) -> None:
    if not has_post(one.from_who, plan):
        raise MemberError(N_("The plan prints no post of the one for whom somebody would act{polite}."))
