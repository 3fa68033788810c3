"""What waits for a yes: an action in, the action once and only once out; also the codes of desks' buttons.

A desk asks back with two buttons whose codes carry the nonce. The press consumes the action by one conditional UPDATE
in the
transaction of its effect, so a double press, the same press under another update number and a crash after the commit
change nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from bot.people import Chat, Person

LASTS = timedelta(minutes=30)
MARK = "!"
"""The first letter of every code of a desk; codes of questions begin with a capital letter."""
_PRESS = re.compile(r"!([a-z])([a-z]{1,12})(?::([\x21-\x7e]{0,48}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class PendingAction:
    """Something that a member has asked for and not yet confirmed; `payload` holds texts only."""

    nonce: str
    office: str
    member: int
    chat: str
    kind: str
    payload: Mapping[str, str]
    expires_at: datetime


class Refused(StrEnum):
    """Why a press does nothing."""

    UNKNOWN = "unknown"
    """Never offered, or offered to somebody else."""
    USED = "used"
    EXPIRED = "expired"


class Pending(Protocol):
    """Actions that wait. Implementation: `data.sql_pending.SqlPending`."""

    def offer(
        self, person: Person, chat: Chat, kind: str, payload: Mapping[str, str], now: datetime, lasts: timedelta = LASTS
    ) -> str:
        """Keep an action until it is confirmed; returns its nonce (16 letters, not to be guessed)."""
        ...

    def take(self, nonce: str, person: Person, kind: str, now: datetime) -> PendingAction | Refused:
        """Consume it: the action the first time, to the person it was offered to; else why not."""
        ...

    def look(self, nonce: str, person: Person, now: datetime) -> PendingAction | None:
        """The action if it could be taken now; it is not consumed."""
        ...

    def waiting(self, person: Person, chat: Chat, kind: str, now: datetime) -> PendingAction | None:
        """The newest open action of a kind in a chat: for steps in which the next typed text is the answer."""
        ...

    def drop(self, nonce: str, person: Person, now: datetime) -> bool:
        """The member said no; True when it was open."""
        ...

    def end(self, person: Person, chat: Chat, kind: str, now: datetime) -> int:
        """All open actions of a kind in a chat wait no more; how many there were."""
        ...


@dataclass(frozen=True, slots=True)
class Press:
    """A pressed button of a desk: whose, what, and with which argument (a nonce, a number)."""

    desk: str
    verb: str
    argument: str = ""


def press_code(desk: str, verb: str, argument: str | int = "") -> str:
    """`!dyes:Ab3…`: the code for a button of the desk whose letter is `desk`; at most 64 bytes."""
    code = f"{MARK}{desk}{verb}" + (f":{argument}" if argument != "" else "")
    if _PRESS.fullmatch(code) is None:
        raise ValueError(f"not a code for a button: {code!r}")
    return code


def read_press(code: str) -> Press | None:
    """The press of a code; None when no desk has made it."""
    found = _PRESS.fullmatch(code)
    return None if found is None else Press(found[1], found[2], found[3] or "")
