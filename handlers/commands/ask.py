"""`thamplan ask`: one question, or one a line, in; answers for people or for programs out."""

from __future__ import annotations

import json
import logging
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import click

from bot.errors import ThamPlanError
from bot.people import Chat, Setting
from bot.reply import Reply
from handlers.commands.lines import AskedLine, LineError, read_line, sound
from handlers.commands.options import with_workplace
from handlers.commands.ports import Workplace
from handlers.commands.replies import Answered, as_object, as_text

logger = logging.getLogger(__name__)


@click.command()
@click.argument("question", nargs=-1)
@click.option("--json", "is_json", is_flag=True, help="Print one JSON object.")
@click.option("--jsonl", "is_jsonl", is_flag=True, help='Read {"id", "q", "before", "now"} a line; print one a line.')
@click.option("--explain", "is_explained", is_flag=True, help="Show how the question was understood.")
@with_workplace
def ask(question: tuple[str, ...], is_json: bool, is_jsonl: bool, is_explained: bool, place: Workplace) -> int:
    """Ask QUESTION of the plan."""
    if is_jsonl:
        if question:
            raise click.UsageError("--jsonl reads its questions from standard input.")
        return answer_lines(place)
    if not question:
        raise click.UsageError('Write a question: thamplan ask "…"')
    answer_one(place, sound(" ".join(question)), is_json, is_explained)
    return 0


def answer_one(place: Workplace, text: str, is_json: bool, is_explained: bool) -> None:
    with fresh_chat(place) as chat:
        now = place.clock()
        explained = place.assistant.explain(text, place.person, chat, now) if is_explained else ""
        if is_explained and not is_json:
            click.echo(explained)
            return
        replies = place.assistant.reply_to(text, place.person, chat, now)
    answered = as_object(None, replies)
    if is_explained:
        answered["explain"] = explained
    click.echo(_json(answered) if is_json else as_text(replies))


def answer_lines(place: Workplace) -> int:
    """Answer every line that can be read; 1 when one could not, with its number on standard error."""
    failed = 0
    for number, raw in enumerate(sys.stdin.buffer, 1):
        try:
            asked = read_line(number, raw)
            if asked is not None:
                click.echo(_json(as_object(asked.id, answer_line(place, asked))))
        except (LineError, ThamPlanError) as fault:
            failed = 1
            click.echo(f"line {number}: {fault}", err=True)
        except BrokenPipeError:
            raise
        except Exception as fault:
            failed = 1
            logger.debug("line %d", number, exc_info=True)
            click.echo(f"line {number}: something unexpected went wrong ({type(fault).__name__})", err=True)
    return failed


def answer_line(place: Workplace, asked: AskedLine) -> tuple[Reply, ...]:
    now: datetime = asked.now or place.clock()
    with fresh_chat(place) as chat:
        for earlier in asked.before:
            place.assistant.reply_to(earlier, place.person, chat, now)
        return place.assistant.reply_to(asked.text, place.person, chat, now)


@contextmanager
def fresh_chat(place: Workplace) -> Iterator[Chat]:
    """A chat that nobody has written in, forgotten afterwards."""
    chat = Chat("command", secrets.token_hex(8), Setting.CONSOLE)
    try:
        yield chat
    finally:
        place.store.people.remember(chat, None, place.clock())


def _json(answered: Answered) -> str:
    return json.dumps(answered, ensure_ascii=False)
