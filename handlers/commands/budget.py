"""`thamplan budget`: money recorded, shown and undone at the command line, by the same rules as in chat."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click

from bot.balances import sum_of
from bot.calendar import FiscalYear, bangkok_day
from bot.errors import NotAllowedError, RecordingError, RecordingRefusedError
from bot.ledger import Balance, Ledger, Posted, Refusal
from bot.money_desk import saying
from bot.money_desk.orders import KINDS, REVERSE, TRANSFER, Counter, Order, item_named
from bot.money_desk.targets import Targets, is_behind
from bot.money_desk.words import MoneyWords
from bot.people import Setting
from bot.plan import Plan
from bot.rendering import money
from bot.rendering.view import View
from bot.rendering.words import N_, Words
from bot.reply import plain
from bot.understanding.text import fold
from handlers.commands.options import with_workplace
from handlers.commands.ports import Parts, Till, Workplace

year_option = click.option("--year", type=int, metavar="YEAR", help="Fiscal year, Buddhist era; else that of --now.")
yes_option = click.option("--yes", "is_sure", is_flag=True, help="Do not ask back.")


@click.group()
def budget() -> None:
    """Show, record, undo, export and import what is spent."""


class Desk:
    """One command at work: the plan, its books and the voice to speak with."""

    def __init__(self, place: Workplace, till: Till, year: int | None) -> None:
        self.place = place
        self.now: datetime = place.clock()
        wanted = FiscalYear(year) if year is not None else FiscalYear.containing(bangkok_day(self.now))
        self.plan: Plan = place.store.plans.plan_for(place.office, wanted)
        self.ledger: Ledger = place.store.ledger
        self.till = till
        today = bangkok_day(self.now)
        self.words = Words(View(self.plan, today, place.settings.language, place.settings.polite))
        duties = self.till.handovers.of_year(place.office, self.plan.year.number)
        self.counter = Counter(self.plan, self.ledger, duties, place.person, Setting.CONSOLE, self.now, today)

    @property
    def spoken(self) -> MoneyWords:
        return self.till.words

    def row(self, number: int, fault: str) -> str:
        return self.words.say("row {row}: {fault}", row=number, fault=fault)

    def item(self, activity: str, said: str) -> str:
        found = self.plan.activity_by_number.get(activity)
        if found is None:
            raise RecordingRefusedError(Refusal.UNKNOWN_ACTIVITY, activity=activity)
        item = item_named(found, said) if said else ""
        if item is None:
            raise RecordingRefusedError(Refusal.UNKNOWN_ITEM, item=f"{activity}/{said}")
        return item

    def book(self, order: Order, token: str, is_sure: bool) -> Posted:
        """Read back, ask, book, and say how the books stand."""
        self.counter.demand_right(order)
        books = self.counter.preview(order)
        for line in saying.order_lines(self.words, self.plan, order, self.spoken):
            click.echo(plain(line))
        touched = dict.fromkeys(one.activity for one in self.counter.posting(order, token).entries)
        for activity in touched:
            click.echo(saying.remaining_line(self.words, books, activity))
        if not is_sure:
            click.confirm(self.words.say("Record it?"), abort=True)
        posted = self.ledger.post(self.counter.posting(order, token))
        said = N_("Recorded: {entries}") if posted.is_new else N_("This was recorded before: {entries}")
        numbers = ", ".join(f"#{one.number}" for one in posted.entries)
        click.echo(self.words.say(said, entries=numbers))
        return posted


def at_desk(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command --year and the shared options, and an open Desk; what the rules refuse is said in words."""

    @wraps(command)
    def called(*args: Any, place: Workplace, year: int | None, **rest: Any) -> Any:
        parts: Parts = click.get_current_context().obj
        desk = Desk(place, parts.make_till(place.store), year)
        try:
            return command(*args, desk=desk, **rest)
        except RecordingRefusedError as refused:
            raise RecordingError(saying.refusal(desk.words, refused)) from None
        except NotAllowedError as fault:
            raise (NotAllowedError(desk.words.say(str(fault))) if fault.args else fault) from None

    return year_option(with_workplace(called))


@budget.command()
@click.argument("key", required=False, default="")
@click.option("--entries", "has_entries", is_flag=True, help="Also the entries, oldest first.")
@at_desk
def show(key: str, has_entries: bool, desk: Desk) -> None:
    """Show the figures of KEY (an activity such as 2.1, a step such as 2.1/1) or of all activities."""
    activity, _, item = key.partition("/")
    if activity:
        desk.item(activity, item)
    books = desk.ledger.books(desk.plan)
    targets = Targets(desk.place.settings.targets)
    behind = [one.number for one in desk.plan.activities if is_behind(one, books, targets, bangkok_day(desk.now))]
    for number in [activity] if activity else desk.plan.activity_by_number:
        below = key if item else ""
        click.echo(plain(saying.place_name(desk.words, desk.plan, number, below)))
        click.echo("\n".join(f"  {line}" for line in figures(desk.words, books.balance(number, below))))
        if number in behind:
            click.echo("  " + desk.words.say("Behind target: {activities}", activities=number))
    if not activity:
        click.echo(desk.words.say("The whole plan"))
        every = sum_of(books.balance(number) for number in desk.plan.activity_by_number)
        click.echo("\n".join(f"  {line}" for line in figures(desk.words, every)))
    if has_entries:
        for entry in desk.ledger.entries(desk.plan.office.key, desk.plan.year, activity):
            click.echo(saying.entry_line(desk.words, entry))


def figures(words: Words, balance: Balance) -> tuple[str, ...]:
    if balance.is_recorded:
        return money.four_figures(words, balance)
    allocated = words.say("Allocated: {amount}", amount=money.allocation(words, balance.allocated))
    return (allocated,) if balance.allocated is None else (allocated, words.say("No spending has been recorded yet."))


@budget.command()
@click.argument("activity")
@click.argument("amount")
@click.option("--item", default="", metavar="N", help="The step (1) or line item (1.2); else the whole activity.")
@click.option("--kind", type=click.Choice([*KINDS, TRANSFER]), default="disburse", show_default=True)
@click.option("--document", default="", metavar="NO", help="Number of the document.")
@click.option("--note", default="", metavar="TEXT", help="What it is for.")
@click.option("--settles", type=int, default=0, metavar="ENTRY", help="The commitment that this uses up.")
@click.option("--in-full", "is_whole", is_flag=True, help="Close the commitment, whatever is left of it.")
@click.option("--to", "target", default="", metavar="ACTIVITY", help="Where a transfer goes: 1.5 or 2.1/3.")
@click.option("--allow", "allowed", default="", metavar="REASON", help="Go below zero (finance only).")
@click.option("--token", default="", help="Book only once under this token.")
@yes_option
@at_desk
def record(desk: Desk, activity: str, amount: str, item: str, target: str, token: str, **rest: Any) -> None:
    """Record AMOUNT on ACTIVITY."""
    kind, is_whole, is_sure = rest.pop("kind"), rest.pop("is_whole"), rest.pop("is_sure")
    to_activity, _, to_item = target.partition("/")
    order = Order(
        kind,
        activity,
        desk.item(activity, item),
        read_amount(desk, amount),
        to_activity=to_activity,
        to_item=desk.item(to_activity, to_item) if target else "",
        **rest,
    )
    if kind == TRANSFER and not target:
        raise click.UsageError("A transfer needs --to ACTIVITY.")
    if is_whole and order.settles:
        order = in_full(desk, order)
    desk.book(order, token or f"cli-{secrets.token_hex(12)}", is_sure)


def read_amount(desk: Desk, written: str) -> int:
    """The amount that was typed; what cannot be booked is said as in chat."""
    found = desk.spoken.amounts.read(fold(written))
    fault = found[0].fault if len(found) == 1 else "unreadable"
    if fault or found[0].amount is None:
        sentence = saying.FAULTS[fault or "unreadable"]
        raise RecordingError(desk.words.say(sentence))
    return int(found[0].amount)


def in_full(desk: Desk, order: Order) -> Order:
    left = desk.ledger.open_commitments(desk.plan.office.key, desk.plan.year, order.activity)
    amount = next((amount for entry, amount in left if entry.number == order.settles), 0)
    return Order(**{**{name: getattr(order, name) for name in order.__slots__}, "settled": int(amount)})


@budget.command()
@click.argument("entry", type=int)
@click.option("--reason", default="", metavar="TEXT", help="Why it is undone.")
@yes_option
@at_desk
def reverse(desk: Desk, entry: int, reason: str, is_sure: bool) -> None:
    """Undo ENTRY by an entry that reverses it; nothing is ever changed or removed."""
    note = reason or desk.words.say("recorded by mistake")
    click.echo(saying.entry_line(desk.words, desk.counter.entry(entry)))
    desk.book(Order(REVERSE, entry=entry, note=note), f"cli-{secrets.token_hex(12)}", is_sure)


@budget.command("export")
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--activity", default="", metavar="N", help="One activity only.")
@click.option("--force", "is_forced", is_flag=True, help="Overwrite the file.")
@at_desk
def export(desk: Desk, path: Path, activity: str, is_forced: bool) -> None:
    """Write the entries to PATH (.xlsx or .csv) in the shape that finance keeps."""
    if path.exists() and not is_forced:
        raise RecordingError(desk.words.say("{path} is there already; --force overwrites it.", path=path))
    entries = desk.ledger.entries(desk.plan.office.key, desk.plan.year, activity)
    desk.till.files.write(path, desk.ledger.books(desk.plan), entries)
    click.echo(desk.words.say("{n} entries written to {path}", n=len(entries), path=path))


@budget.command("import")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--activity", default="", metavar="N", help="The activity of rows that do not name one.")
@click.option("--dry-run", "is_trial", is_flag=True, help="Only say what would be booked.")
@yes_option
@at_desk
def import_(desk: Desk, path: Path, activity: str, is_trial: bool, is_sure: bool) -> int:
    """Book the rows of PATH (.xlsx or .csv), all or none; a row that is in the books already is left out."""
    desk.counter.demand_right(Order(TRANSFER))
    found = desk.till.files.read(path, desk.plan, activity)
    for fault in found.faults:
        click.echo(desk.row(fault.row, desk.words.say(fault.said, **fault.values)))
    if found.faults:
        click.echo(desk.words.say("Nothing was booked: {n} rows cannot be read.", n=len(found.faults)), err=True)
        return 1
    if not is_trial and not is_sure:
        click.confirm(desk.words.say("Book {n} rows?", n=len(found.rows)), abort=True)
    outcome = desk.till.files.book(found.rows, desk.plan, desk.place.person.number, desk.now, is_trial)
    for refused in outcome.faults:
        click.echo(desk.row(refused.row, saying.refusal(desk.words, refused.refused)))
    said = N_("{new} rows booked, {known} were known")
    if is_trial:
        said = N_("{new} rows would be booked, {known} are known")
    if outcome.faults:
        click.echo(desk.words.say("Nothing was booked: {n} rows are refused.", n=len(outcome.faults)), err=True)
        return 1
    click.echo(desk.words.say(said, new=outcome.new, known=outcome.known))
    return 0
