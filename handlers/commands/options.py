"""The options that many commands share, read once; the command gets an open Workplace."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

import click

from bot.settings import moment
from handlers.commands.ports import Circumstances, Parts, Workplace
from handlers.commands.workplace import opened_workplace


class Moment(click.ParamType[datetime]):
    """An ISO moment; Bangkok time when it has no offset."""

    name = "ISO"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            read = moment(str(value))
        except ValueError as fault:
            self.fail(str(fault), param, ctx)
        return read or self.fail("an empty moment", param, ctx)


SHARED = (
    click.option("--demo", "is_demo", is_flag=True, help="Use a fresh temporary database with demo members."),
    click.option("--office", metavar="KEY", default="", help="Which office; needed only when several are loaded."),
    click.option("--as", "member", metavar="MEMBER", default="", help="Ask as this member: number, name or role."),
    click.option("--now", type=Moment(), help="The moment of asking; Bangkok time without an offset."),
)


def shares_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command --demo, --office, --as and --now; it is called with `asked` in their place."""

    @wraps(command)
    def called(*args: Any, is_demo: bool, office: str, member: str, now: datetime | None, **rest: Any) -> Any:
        return command(*args, asked=Circumstances(is_demo, office, member, now), **rest)

    for option in reversed(SHARED):
        called = option(called)
    return called


def with_workplace(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the shared options and call it with an open `place`."""

    @click.pass_obj
    def called(parts: Parts, /, *args: Any, asked: Circumstances, **rest: Any) -> Any:
        with opened_workplace(parts, asked) as place:
            return command(*args, place=place, **rest)

    return shares_options(wraps(command)(called))


__all__ = ["Moment", "Workplace", "shares_options", "with_workplace"]
