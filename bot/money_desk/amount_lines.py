"""What stands behind an order's place, in; its one sure amount with note and document, or what is wrong with it, out.

Any doubt is a fault, and a fault is asked about: a part of a number that was not read, a second number that counts
nothing, "about", "each", or a word such as พันห้า, which says 1,005 and means 1,500.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.money_desk.words import MoneyWords
from bot.understanding.amounts import AmountMention

_RUN = re.compile(r"[\d.,/]*\d[\d.,/]*")
_EDGES = " .,:;=+฿"


@dataclass(frozen=True, slots=True)
class AmountRead:
    """`fault` is '' with an amount, or without one when nothing of the kind was written."""

    amount: int = 0
    fault: str = ""
    note: str = ""
    document: str = ""


def read_amount(rest: str, words: MoneyWords) -> AmountRead:
    """The amount of a folded text; what else it holds is the note, and behind its cue the document's number."""
    rest, document = split_note(_without_first(rest, words), words)
    mentions = [one for one in words.amounts.read(rest) if not _counts_something(rest, one, words)]
    if not mentions:
        is_tried = bool(words.amounts.read(rest)) or any(form in rest for form in words.lists["money_words"])
        return AmountRead(fault="unreadable" if is_tried else "", note="" if is_tried else rest, document=document)
    taken = mentions[0]
    note = _trimmed(rest[: taken.start], words, "after", "about")
    if taken.fault and len(mentions) == 1:
        return AmountRead(0, taken.fault, note, document)
    if len(mentions) > 1:
        return AmountRead(0, "several", note, document)
    if taken.amount is None or _is_doubtful(rest, taken, words):
        return AmountRead(0, taken.fault or "unreadable", note, document)
    behind = _without_first(rest[taken.end :].strip(_EDGES), words)
    parts = (_trimmed(part, words, "after", "between") for part in (rest[: taken.start], behind))
    return AmountRead(int(taken.amount), "", " ".join(filter(None, parts)), document)


def split_note(text: str, words: MoneyWords) -> tuple[str, str]:
    """(note, document): what follows a word such as เลขที่ is the document's number."""
    text = _trimmed(text, words, "after")
    folded = text.casefold()
    places = [(folded.find(form), form) for form in words.lists["document"] if form in folded]
    if not places:
        return text, ""
    at, form = min(places, key=lambda one: (one[0], -len(one[1])))
    return _trimmed(text[:at], words, "after"), text[at + len(form) :].strip(" :")


def _without_first(text: str, words: MoneyWords) -> str:
    """Without what may stand before an amount."""
    text = text.strip(" :=.,;")
    while form := words.starting(text, "between"):
        text = text[len(form) :].lstrip(" :=.,;")
    return text


def without_end(text: str, words: MoneyWords) -> str:
    """Without polite particles at the end."""
    return _trimmed(text, words, "after")


def without_ends(text: str, words: MoneyWords, *lists: str) -> str:
    """Without what the lists hold at the end."""
    return _trimmed(text, words, *lists)


def _trimmed(text: str, words: MoneyWords, *lists: str) -> str:
    """Without what the lists hold at the end: polite particles, ประมาณ."""
    text = text.strip(" :;=+฿")
    while form := next((form for name in lists for form in words.lists[name] if text.endswith(form)), ""):
        text = text[: -len(form)].rstrip(_EDGES)
    return text


def _counts_something(rest: str, mention: AmountMention, words: MoneyWords) -> bool:
    """20 คน, ครั้งที่ 2, A4: a number that is no money."""
    if words.amounts.has_unit(rest[mention.start : mention.end]) or mention.fault == "negative":
        return False
    before, after = rest[: mention.start].rstrip(), rest[mention.end :].lstrip()
    is_code = rest[: mention.start][-1:].isascii() and rest[: mention.start][-1:].isalpha()
    return is_code or bool(words.starting(after, "counted")) or before.endswith(words.lists["ordinal"])


def _is_doubtful(rest: str, taken: AmountMention, words: MoneyWords) -> bool:
    before, after = rest[: taken.start].rstrip(), rest[taken.end :]
    written = rest[taken.start : taken.end].strip()
    # A part of the number may have been left: 3,20 or 500/2.
    run = next((one for one in _RUN.finditer(rest) if one.start() <= taken.start < one.end()), None)
    is_cut = run is not None and any(letter.isdigit() for letter in rest[taken.end : run.end()])
    runs_on = bool(words.amounts.starts(after) or words.amounts.is_short(written))
    is_about = before.endswith(words.lists["about"]) or bool(words.starting(after.lstrip(), "more"))
    return is_cut or runs_on or is_about or any(form in after for form in words.lists["parts_of_baht"])


__all__ = ["AmountRead", "read_amount", "split_note", "without_end", "without_ends"]
