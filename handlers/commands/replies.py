"""Replies in; what the command line prints of them out: plain text, or one object for programs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

from bot.reply import Outcome, Reply, plain

BEST_FIRST = (Outcome.ANSWER, Outcome.CLARIFY, Outcome.UNKNOWN, Outcome.CHAT)


class Answered(TypedDict, total=False):
    """One line of `thamplan ask --jsonl`."""

    id: object
    outcome: str
    refs: list[str]
    policies: list[str]
    choices: list[str]
    text: str
    explain: str


def as_text(replies: tuple[Reply, ...]) -> str:
    return "\n\n".join(plain(reply.text) for reply in replies)


def as_object(id_: object, replies: tuple[Reply, ...]) -> Answered:
    outcomes = {reply.outcome for reply in replies}
    return Answered(
        id=id_,
        outcome=next((one for one in BEST_FIRST if one in outcomes), Outcome.CHAT).value,
        refs=_once(ref for reply in replies for ref in reply.refs),
        policies=_once(code for reply in replies for code in reply.policies),
        choices=_once(choice.label for reply in replies for row in reply.choices for choice in row),
        text=as_text(replies),
    )


def _once(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))
