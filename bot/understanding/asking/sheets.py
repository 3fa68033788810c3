"""A part of a project's sheet by its name: reading in, question or nothing out."""

from __future__ import annotations

from bot.questions import Breakdown, Facts, Sheet, SingleQuestion, Slot
from bot.understanding.asking.layers import names_only_layers
from bot.understanding.asking.projects import projects_meant, which_project
from bot.understanding.context import Context, numbers_before
from bot.understanding.deciding import Certainty
from bot.understanding.kinds import MONEY_KINDS
from bot.understanding.reading import Reading
from bot.understanding.topic import topic_of

_PARTS = (
    ("sheet_aims", "aims"),
    ("sheet_reasons", "reasons"),
    ("sheet_outputs", "outputs"),
    ("sheet_outcomes", "outcomes"),
    ("sheet_tools", "tools"),
    ("sheet_evaluation", "evaluation"),
    ("sheet_indicators", "indicators"),
    ("word_indicator", "indicators"),
    ("sheet_targets", "targets"),
    ("sheet_alignments", "alignments"),
    ("sheet_averaging", "averaging"),
    ("sheet_items", "items"),
    ("sheet_steps", "steps"),
    ("word_law", "alignments"),
)

_PLACED = ("aims", "outputs", "outcomes", "steps")
"""Parts that are one row of texts, of which one may be asked for by its place."""
_ONLY_WITH_PROJECT = ("word_indicator", "sheet_targets", "sheet_tools", "word_law", "sheet_steps")


def sheet(reading: Reading, context: Context) -> SingleQuestion | None:
    """Aims, targets, indicators, evaluation, alignments, averaging … of a project."""
    found = next(((cue, part) for cue, part in _PARTS if cue in reading.cues), None)
    is_about = any(one.search(reading.folded) for one in (reading.patterns.about, reading.patterns.speaks_of))
    is_of_both = found is not None and (is_about or found[0] in ("word_indicator", "sheet_alignments"))
    of_policy = is_of_both and _speaks_of_policy(reading)
    if found is None or of_policy:
        return None
    cue, part = found
    if cue == "word_law" and reading.statement_references:
        return None
    if cue == "word_law" and not (reading.references or numbers_before(context)) and names_only_layers(reading):
        return None  # the laws that the plan names, not those of a project
    projects = projects_meant(reading, context)
    if part == "items" or (part == "steps" and reading.cues.any("money", "each")):
        return _money_of_items(reading, context, projects)
    steps = tuple(key for one in reading.references if one.what == "step" for key in one.keys)
    if part == "steps" and len(steps) == 1:
        return Sheet(steps[0], part)
    if len(projects) == 1:
        return Sheet(projects[0], part, place=reading.place_apart if part in _PLACED else 0)
    if not projects and (cue in _ONLY_WITH_PROJECT or topic_of(reading, context).certainty is Certainty.SURE):
        return None
    return which_project(reading, projects, f"sheet:{part}")


def _speaks_of_policy(reading: Reading) -> bool:
    return reading.cues.any("word_policy", "word_focus", "word_strategy") or bool(reading.statement_references)


def _money_of_items(reading: Reading, context: Context, projects: tuple[str, ...]) -> SingleQuestion | None:
    """The amounts of the steps or items that are named, else of all steps of the project."""
    topic = topic_of(reading, context, MONEY_KINDS)
    below = tuple(key for key in topic.keys if "/" in key)
    if topic.is_usable and below:
        return Facts(topic.scope(reading), (Slot.ALLOCATED,))
    if len(projects) == 1:
        return Breakdown(projects[0], "step")
    return None
