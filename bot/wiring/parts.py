"""What the command line asks for in; the parts out, each imported when a command needs it and not before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.plan import Plan
from bot.settings import Settings, read_settings
from bot.wiring.late import LateAssistant
from bot.wiring.places import PLANS, TELEGRAM
from handlers.commands.ports import Assistant, Boxes, Databases, Parts, Say, Store, TelegramReport, Till, Workplace
from handlers.commands.program import run_program

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from bot.members_desk import Ports
    from bot.reminders.rounds import Rounds


def run() -> int:
    """Carry out the command that the shell gives; the exit code."""
    return run_program(parts())


def parts() -> Parts:
    return Parts(
        read_settings=read_settings,
        open_store=open_store,
        bundled_plans=bundled_plans,
        read_plan=read_plan,
        make_assistant=late_assistant,
        make_till=make_till,
        members=members,
        say_in=say_in,
        has_database=has_database,
        databases=databases,
        open_console=open_console,
        run_bot=run_bot,
        reminders=reminders,
        examine_telegram=examine_telegram,
        open_boxes=open_boxes,
    )


def late_assistant(store: Store, settings: Settings) -> Assistant:
    """Most commands ask nothing, and the bot polls before it needs to answer."""

    def make() -> Assistant:
        from bot.wiring.front import make_assistant

        return make_assistant(store, settings)

    return LateAssistant(make)


def say_in(language: str) -> Say:
    from bot.catalogs import sentences

    return sentences(language).gettext


def open_store(url: str) -> Store:
    from data.store import open_store

    return open_store(url)


def read_plan(folder: Path) -> Plan:
    from data.plan_files import read_plan

    return read_plan(folder)


def bundled_plans() -> tuple[Plan, ...]:
    return tuple(read_plan(path.parent) for path in sorted(PLANS.glob("*/office.yaml")))


def has_database(url: str) -> bool:
    from data.schema import look_at
    from data.session import read_url

    return look_at(read_url(url)) is not None


def databases() -> Databases:
    from data import backup

    return backup


def members(store: Store, settings: Settings) -> Ports:
    from bot.wiring.membership import members_ports

    return members_ports(store, settings)


def make_till(store: Store) -> Till:
    from bot.wiring.money import till

    return till(store)


def reminders(place: Workplace) -> Rounds:
    from bot.wiring.dates import rounds_in

    return rounds_in(place.store, place.settings)(place.office)


def open_console(place: Workplace) -> None:
    from bot.wiring.console import open_console

    open_console(place)


def examine_telegram(settings: Settings) -> TelegramReport:
    import asyncio

    from handlers.telegram.examining import examine

    return asyncio.run(examine(settings))


def open_boxes(settings: Settings) -> AbstractContextManager[Boxes]:
    from data.boxes import open_boxes

    return open_boxes(settings.database_url, TELEGRAM, int(settings.token.partition(":")[0] or 0))


def run_bot(place: Workplace) -> None:
    import asyncio

    from bot.wiring.running import answer_telegram

    asyncio.run(answer_telegram(place))
