"""`thamplan demo`, `chat` and `run`: the commands that open a door and stay."""

from __future__ import annotations

from dataclasses import replace

import click

from bot.errors import SettingsError
from bot.settings import unknown_names
from handlers.commands.copies import keeping_copies
from handlers.commands.options import shares_options
from handlers.commands.ports import Circumstances, Parts
from handlers.commands.workplace import opened_workplace


@click.command()
@shares_options
@click.pass_obj
def demo(parts: Parts, asked: Circumstances) -> None:
    """Try ถามแผน: no token, no server, a clock inside the plan's year."""
    with opened_workplace(parts, replace(asked, is_demo=True)) as place:
        parts.open_console(place)


@click.command()
@shares_options
@click.pass_obj
def chat(parts: Parts, asked: Circumstances) -> None:
    """Chat with the plan in this terminal."""
    with opened_workplace(parts, asked) as place:
        parts.open_console(place)


@click.command()
@shares_options
@click.pass_obj
def run(parts: Parts, asked: Circumstances) -> None:
    """Run the Telegram bot."""
    if not parts.read_settings().token:
        raise SettingsError("THAMPLAN_TOKEN is missing: get one from @BotFather, set it in the environment or .env.")
    for name in unknown_names():
        click.echo(f"{name} is not a setting of ThamPlan; it is not used.", err=True)
    with opened_workplace(parts, asked) as place, keeping_copies(parts.databases(), place):
        parts.run_bot(place)
