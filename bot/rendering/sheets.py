"""A part of a project's sheet in; numbered texts under its printed heads out."""

from __future__ import annotations

from bot.answers import Row, SheetGiven
from bot.plan import ProjectSheet
from bot.questions import Slot
from bot.rendering import buttons, money, sources
from bot.rendering.dates import quarter_name
from bot.rendering.draft import Draft
from bot.rendering.persons import role_name
from bot.rendering.rows import lines_of, part_of
from bot.rendering.words import N_, Words, clean, strong
from bot.reply import Outcome

PARTS = {
    "aims": N_("Aims"),
    "reasons": N_("Principles and reasons"),
    "outputs": N_("Target outputs"),
    "outcomes": N_("Target outcomes"),
    "targets": N_("Targets"),
    "indicators": N_("Indicators of success"),
    "steps": N_("Steps"),
    "items": N_("Line items"),
    "evaluation": N_("Evaluation"),
    "methods": N_("Methods of evaluation"),
    "tools": N_("Tools of evaluation"),
    "alignments": N_("Alignment"),
    "signatories": N_("Signatories"),
    "averaging": N_("Averaging between items"),
    "passage": N_("What the project's sheet says"),
    "unstated": N_("what you ask"),
}
Section = tuple[str, tuple[str, ...]]


def sheet(words: Words, given: SheetGiven) -> Draft:
    """The part asked for; without a sheet, or without that part, that the plan does not print it."""
    number = given.activity.number
    name = strong(f"{number} {given.activity.title}")
    source = sources.of_items(words, (number,))
    if given.sheet is None:
        head = words.say("The plan prints no sheet with the details of {n}{polite}.", n=number)
        return Draft(Outcome.UNKNOWN, f"{name}\n{head}", tail=(source,), refs=(number,), code="sheet.none")
    items = _items(words, given, given.sheet)
    if not items:
        part = _part_name(words, given.part)
        head = words.say("The sheet of {n} does not state: {part}{polite}", n=number, part=part)
        return Draft(Outcome.UNKNOWN, f"{name}\n{head}", tail=(source,), refs=(number,), code="sheet.none")
    signed = sources.uncertain_names(words, (officer for _, officer in given.signatories))
    return Draft(Outcome.ANSWER, name, items, (signed, source), (number,), choices=buttons.after_sheet(words, given))


def _items(words: Words, given: SheetGiven, found: ProjectSheet) -> tuple[str, ...]:
    head = strong(_part_name(words, given.part))
    if given.part == "signatories":
        signed = tuple(
            f"{role_name(words, one.role)}: {officer.full_name}\n   {clean(one.post)}"
            for one, officer in given.signatories
        )
        return (head, *signed) if signed else ()
    if given.part in ("steps", "items"):
        rows = tuple(_row(words, row, is_only=len(given.rows) == 1) for row in given.rows)
        return (head, *rows) if rows else ()
    if given.part == "averaging":
        return _averaging(words, found)
    sections = _sections(words, given, found)
    return tuple(line for title, texts in sections if texts for line in (strong(title), *_numbered(texts, given.place)))


def _row(words: Words, row: Row, *, is_only: bool) -> str:
    """A step with its quarter and money (and its tasks when it stands alone), or a line item."""
    lines = list(lines_of(words, row, (Slot.ALLOCATED,))) if row.allocated is not None or row.item else []
    if row.step and not row.item:
        if row.step.quarter:
            lines.insert(0, quarter_name(words, words.view.plan.year.quarter(row.step.quarter)))
        if row.allocated is None and row.step.quarter:
            lines.append(money.allocation(words, None))
        lines += [f"– {clean(task)}" for task in row.step.tasks] if is_only else []
    return part_of(words, row, lines)


def _averaging(words: Words, found: ProjectSheet) -> tuple[str, ...]:
    if not found.is_averaging_allowed:
        return ()
    note = f" “{clean(found.note)}”" if found.note else ""
    return (words.say("Items may be averaged{polite}; the plan says:{note}", note=note),)


def _sections(words: Words, given: SheetGiven, found: ProjectSheet) -> tuple[Section, ...]:
    """The part as (head, texts); parts that the sheet prints in two are shown in two."""
    wanted = {
        "targets": ("outputs", "outcomes"),
        "evaluation": ("indicators", "methods", "tools"),
    }.get(given.part, (given.part,))
    if given.part == "indicators":
        return (
            (words.say("Quantitative indicators"), found.quantitative_indicators),
            (words.say("Qualitative indicators"), found.qualitative_indicators),
        )
    if given.part == "alignments":
        return ((_part_name(words, given.part), tuple(f"{kind}: {text}" for kind, text in found.alignments)),)
    return tuple((_part_name(words, part), _texts(given, found, part)) for part in wanted)


def _texts(given: SheetGiven, found: ProjectSheet, part: str) -> tuple[str, ...]:
    if part == given.part:
        return given.texts
    return {
        "outputs": found.outputs,
        "outcomes": found.outcomes,
        "indicators": found.evaluation.indicators,
        "methods": found.evaluation.methods,
        "tools": found.evaluation.tools,
    }[part]


def _numbered(texts: tuple[str, ...], place: int) -> tuple[str, ...]:
    if len(texts) == 1 and place > 0:
        return (f"{place}. {clean(texts[0])}",)
    if len(texts) == 1:
        return (clean(texts[0]),)
    return tuple(f"{index}. {clean(text)}" for index, text in enumerate(texts, 1))


def _part_name(words: Words, part: str) -> str:
    msgid = PARTS.get(part, PARTS["passage"])
    return words.say(msgid)
