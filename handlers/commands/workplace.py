"""Circumstances in, an open Workplace out: which database, which office, who asks, what time it is."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

import click

from bot.calendar import BANGKOK
from bot.errors import MemberError, OfficeNotChosenError, PlanNotFoundError
from bot.people import Person, Role
from bot.plan import Plan, Plans
from bot.settings import Settings, clock_from
from handlers.commands.demo_members import demo_members
from handlers.commands.ports import Circumstances, Parts, Say, Store, Workplace
from handlers.commands.program import log_to


@contextmanager
def opened_workplace(parts: Parts, asked: Circumstances) -> Iterator[Workplace]:
    """The place for one command; closed, and the demo's database removed, when the command ends."""
    with opened_store(parts, asked) as (settings, store):
        say = parts.say_in(settings.language)
        office = choose_office(store.plans, asked.office or settings.office)
        start = asked.now or settings.clock or (_inside_the_year(store.plans, office) if asked.is_demo else None)
        clock = clock_from(start)
        person = choose_person(store, office, asked.member, say)
        person = replace(person, language=settings.language) if not person.number else person
        yield Workplace(settings, store, parts.make_assistant(store, settings), office, person, clock, say)


@contextmanager
def opened_store(parts: Parts, asked: Circumstances) -> Iterator[tuple[Settings, Store]]:
    """The database of the settings, or the demo's own; a new one gets the bundled plans."""
    settings = parts.read_settings()
    log_to(sys.stderr, settings.log_level)
    with ExitStack() as stack:
        if asked.is_demo:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="thamplan-", ignore_cleanup_errors=True))
            settings = replace(settings, database_url=f"sqlite:///{Path(folder) / 'demo.db'}")
        store = stack.enter_context(closing(parts.open_store(settings.database_url)))
        if store.is_empty:
            _fill(parts, settings, store, asked)
        yield settings, store


def _fill(parts: Parts, settings: Settings, store: Store, asked: Circumstances) -> None:
    plans = [store.plans.save_plan(plan) for plan in parts.bundled_plans()]
    if asked.is_demo:
        _add_demo_members(store, plans, parts.say_in(settings.language))
        return
    titles = ", ".join(f"{plan.office.key} {plan.year.number}" for plan in plans)
    is_file = settings.database_url.startswith("sqlite")
    where = settings.database_url.removeprefix("sqlite:///") if is_file else "PostgreSQL"
    click.echo(f"The database was empty: {where} now holds the bundled plan ({titles}).", err=True)


def _add_demo_members(store: Store, plans: list[Plan], say: Say) -> None:
    for plan in {plan.office.key: plan for plan in plans}.values():
        for person in demo_members(plan, say):
            store.people.add(person, clock_from(None)())


def choose_office(plans: Plans, key: str) -> str:
    """The office of that key, or the only one."""
    keys = [office.key for office in plans.offices()]
    if not keys:
        raise PlanNotFoundError("No plan is loaded; load one with: thamplan plan load PATH")
    if key and key not in keys:
        raise PlanNotFoundError(f"There is no office {key!r}; loaded are: {', '.join(keys)}.")
    if not key and len(keys) > 1:
        raise OfficeNotChosenError(f"Several offices are loaded: name one with --office, of {', '.join(keys)}.")
    return key or keys[0]


def choose_person(store: Store, office: str, member: str, say: Say) -> Person:
    """The member that is meant, or whoever sits at this machine: who has its database may do everything."""
    if not member:
        return Person(0, office, Role.ADMIN, say("the command line"))
    members = store.people.members(office)
    for matches in _READINGS:
        found = [one for one in members if matches(one, member)]
        if len(found) == 1:
            return found[0]
        if found:
            several = ", ".join(f"{one.number} {one.name}" for one in found)
            raise MemberError(f"Several members are meant by {member!r}: {several}. Name one by number.")
    raise MemberError(f"There is no member {member!r} in this office.")


_READINGS = (
    lambda one, word: str(one.number) == word.removeprefix("#"),
    lambda one, word: one.name == word or one.officer == word,
    lambda one, word: (one.role or "") == word,
    lambda one, word: word in one.name,
)
"""How a member can be named, the most exact way first."""


def _inside_the_year(plans: Plans, office: str) -> datetime:
    """Where a demo's clock starts: a week into the second quarter of the newest plan, when the office is at work."""
    day = plans.years(office)[-1].quarter(2).span.start_on + timedelta(days=7)
    return datetime.combine(day, time(8), BANGKOK)
