"""The notes of a view in; the first lines of a message, and the other reading as a choice, out."""

from __future__ import annotations

from bot.rendering import buttons
from bot.rendering.dates import span_name
from bot.rendering.draft import Draft
from bot.rendering.view import NoPlanThisYear, Read
from bot.rendering.words import Words
from bot.reply import Choice, Outcome

SELF_SAID = ("no_plan", "chatter.old_button", "chatter.decline")
"""Codes of replies that need no note, or say it themselves."""


def first_lines(words: Words, drafts: tuple[Draft, ...]) -> tuple[str, ...]:
    """What stands above an answer: which plan answers, and how the question was read. Chat needs neither."""
    if all(draft.outcome is Outcome.CHAT or draft.code in SELF_SAID for draft in drafts):
        return ()
    lines: list[str] = []
    for note in words.view.notes:
        if isinstance(note, NoPlanThisYear):
            lines.append(
                words.say(
                    "There is no plan of fiscal year {wanted} yet; this is from the plan of {year}.",
                    wanted=note.year.number,
                    year=words.view.plan.year.number,
                )
            )
        else:
            lines.append(_read(words, note))
    return tuple(line for line in lines if line)


def _read(words: Words, note: Read) -> str:
    plan = words.view.plan
    named = [span_name(words, note.span)] if note.span else []
    named += [plan.officer_by_key[key].full_name for key in note.officers if key in plan.officer_by_key]
    named += [label for key in note.concepts if (label := _concept(words, key))]
    return words.say("(read as: {reading})", reading=" · ".join(named)) if named else ""


def _concept(words: Words, key: str) -> str:
    """A concept is named only when it has a word for people."""
    label = words.label("topics", key)
    return label if label != key or not key.isascii() else ""


def other_readings(words: Words) -> tuple[Choice, ...]:
    """The second reading of an ambiguous time, as a button."""
    notes = (note for note in words.view.notes if isinstance(note, Read))
    return buttons.make(
        (span_name(words, note.other_span), note.other)
        for note in notes
        if note.other_span is not None and note.other is not None
    )
