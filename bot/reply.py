"""A message ready to send, messenger-neutral: text with light marks, choices, at most one picture or file.

`text` is plain text with a tiny markup that every door can write or drop: lines; `*…*` around what is strong. Doors
escape the rest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What a reply is; the words of the command line's contract."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    UNKNOWN = "unknown"
    CHAT = "chat"


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: what it says, and an ASCII code of at most 64 bytes that `assistant.reply_to_choice` understands."""

    label: str
    code: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file or a picture with its name, MIME type and bytes."""

    name: str
    mime: str
    content: bytes
    is_picture: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """One message. `refs` are activity numbers, `policies` codes such as P7, F8, H3 that it is about or offers."""

    text: str
    outcome: Outcome
    choices: tuple[tuple[Choice, ...], ...] = ()
    """Rows of buttons."""
    refs: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()
    attachment: Attachment | None = None
    question: str | None = None
    """The code of the typed question to remember for a follow-up; None forgets."""
    edits_card: bool = False
    """True when the reply should replace the message whose button was pressed."""
    code: str = ""
    """The code of the sentence, so that doors never send the same 'not understood' twice running."""


_STRONG = re.compile(r"\*([^*\n]+)\*")


def plain(text: str) -> str:
    """The text without its marks, for doors that show none."""
    return _STRONG.sub(r"\1", text)
