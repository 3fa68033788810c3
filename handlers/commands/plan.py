"""`thamplan plan`: a plan's files into the database, and what is there out."""

from __future__ import annotations

from pathlib import Path

import click

from bot.calendar import FiscalYear
from bot.plan import Activity, Plan, total_allocated
from handlers.commands.options import shares_options
from handlers.commands.ports import Circumstances, Parts, PlanEntry, Say
from handlers.commands.workplace import choose_office, opened_store


@click.group()
def plan() -> None:
    """Load, list and show plans."""


@plan.command("load")
@click.argument("path", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@shares_options
@click.pass_obj
def load(parts: Parts, path: Path | None, asked: Circumstances) -> None:
    """Make the plan in the folder PATH the active one of its office and year; without PATH, the bundled plan."""
    read = parts.bundled_plans() if path is None else (parts.read_plan(path),)
    with opened_store(parts, asked) as (settings, store):
        say = parts.say_in(settings.language)
        for one in read:
            saved = store.plans.save_plan(one)
            click.echo(say("Loaded {plan}, version {number}").format(plan=headline(saved), number=saved.version))


@plan.command("list")
@shares_options
@click.pass_obj
def list_(parts: Parts, asked: Circumstances) -> None:
    """List every stored version; the active ones are marked."""
    with opened_store(parts, asked) as (settings, store):
        say = parts.say_in(settings.language)
        entries = [one for one in store.plans.entries() if asked.office in ("", one.office)]
        for entry in entries:
            click.echo(as_row(entry, say))


@plan.command("show")
@click.option("--year", type=int, metavar="YEAR", help="Fiscal year, Buddhist era; else the newest.")
@shares_options
@click.pass_obj
def show(parts: Parts, year: int | None, asked: Circumstances) -> None:
    """Show an active plan: its activities, money and people."""
    with opened_store(parts, asked) as (settings, store):
        office = choose_office(store.plans, asked.office or settings.office)
        newest = store.plans.years(office)[-1]
        shown = store.plans.plan(office, FiscalYear(year) if year is not None else newest)
        click.echo("\n".join(page(shown, parts.say_in(settings.language))))


def headline(plan: Plan) -> str:
    return f"{plan.office.key} {plan.year.number} · {plan.title}"


def as_row(entry: PlanEntry, say: Say) -> str:
    mark = "*" if entry.state == "active" else " "
    version = say("version {number}").format(number=entry.version)
    return f"{mark} {entry.office} {entry.year.number} · {version} · {entry.title}"


def page(plan: Plan, say: Say) -> list[str]:
    """The plan on one screen: a heading a part, a line an activity, and the sum."""
    lines = [headline(plan), plan.office.name, say("version {number}").format(number=plan.version)]
    for part in plan.parts:
        lines += ["", part.title]
        lines += [activity_line(plan, one, say) for one in plan.activities if one.part == part.number]
    counts = say("{activities} activities, {officers} people, {statements} statements, {total} baht").format(
        activities=len(plan.activities),
        officers=len(plan.officers),
        statements=len(plan.statements),
        total=money(total_allocated(plan.activities)),
    )
    return [*lines, "", counts]


def activity_line(plan: Plan, activity: Activity, say: Say) -> str:
    officers = ", ".join(plan.officer_by_key[key].name for key in activity.officers)
    allocated = say("no budget") if activity.allocated is None else money(activity.allocated)
    quarters = ",".join(str(one) for one in sorted({period.quarter for period in activity.periods}))
    return f"  {activity.number:<5} {activity.title} · {allocated} · Q{quarters} · {officers}"


def money(satang: int) -> str:
    return f"{satang / 100:,.2f}".removesuffix(".00")
