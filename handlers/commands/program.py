"""The words of a shell in, an exit code out: which commands there are, and how each ends without a traceback."""

from __future__ import annotations

import importlib
import logging
import os
import sys
from typing import TextIO

import click

from bot.errors import ThamPlanError
from handlers.commands.ports import Parts

logger = logging.getLogger(__name__)

COMMANDS = {
    "demo": "handlers.commands.chat:demo",
    "chat": "handlers.commands.chat:chat",
    "run": "handlers.commands.chat:run",
    "ask": "handlers.commands.ask:ask",
    "plan": "handlers.commands.plan:plan",
    "member": "handlers.commands.member:member",
    "budget": "handlers.commands.budget:budget",
    "remind": "handlers.commands.remind:remind",
    "deliveries": "handlers.commands.deliveries:deliveries",
    "db": "handlers.commands.database:db",
    "doctor": "handlers.commands.doctor:doctor",
}
"""The name of each command and where it lives; imported when it is called, so that a question is answered soon."""

INTERRUPTED = 130


class LateGroup(click.Group):
    """A group that imports a command when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        found = getattr(importlib.import_module(module), name)
        assert isinstance(found, click.Command)
        return found


@click.group(cls=LateGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="thamplan", prog_name="thamplan")
def thamplan() -> None:
    """ถามแผน: ask an office's annual plan in plain Thai.

    Settings come from THAMPLAN_… in the environment and from .env; see .env.example.
    """


def run_program(parts: Parts, arguments: list[str] | None = None) -> int:
    """Carry out one command; whatever happens, one sentence on standard error and an exit code."""
    speak_utf8()
    words = [os.fsencode(word).decode("utf-8", "replace") for word in sys.argv[1:]] if arguments is None else arguments
    return _carry_out(parts, words)


def speak_utf8() -> None:
    """Thai in and out whatever the locale says; what cannot be encoded is escaped rather than fatal."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace" if stream.writable() else "replace")


def _carry_out(parts: Parts, words: list[str]) -> int:
    """Click itself ends the process quietly, with 1, when nobody reads its output any more."""
    try:
        return int(thamplan.main(words, prog_name="thamplan", standalone_mode=False, obj=parts) or 0)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as fault:
        fault.show()
        return fault.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo(err=True)
        return INTERRUPTED
    except ThamPlanError as fault:
        click.echo(str(fault), err=True)
        return 1
    except Exception as fault:
        logger.debug("unexpected", exc_info=True)
        what = type(fault).__name__
        click.echo(f"Something unexpected went wrong ({what}); THAMPLAN_LOG_LEVEL=DEBUG shows more.", err=True)
        return 1


def log_to(stream: TextIO, level: str) -> None:
    """Send log lines to a stream; called once, when the settings are known."""
    logging.basicConfig(stream=stream, level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
