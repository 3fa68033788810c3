"""The projects that a message speaks of: reading and conversation in, their numbers out."""

from __future__ import annotations

from bot.questions import SingleQuestion, Unclear
from bot.understanding.context import Context, numbers_before, numbers_of
from bot.understanding.deciding import Certainty
from bot.understanding.kinds import ACTIVITY_KINDS
from bot.understanding.reading import Reading
from bot.understanding.topic import topic_of


def projects_meant(reading: Reading, context: Context) -> tuple[str, ...]:
    """The activities with a sheet or marked as projects that a message speaks of, best first."""
    topic = topic_of(reading, context)
    before = _project_before(reading, context)
    if before and not topic.is_reference and topic.certainty is not Certainty.SURE:
        return before
    numbers = numbers_of(topic.keys)
    if topic.is_reference and len(numbers) == 1 and not reading.cues.slots:
        return numbers
    projects = _projects_among(reading, numbers)
    if topic.certainty in (Certainty.SURE, Certainty.LIST):
        return projects
    if topic.certainty is Certainty.UNSURE and projects:
        # Only projects have sheets: the best of them, when it is clearly better than the next.
        linking = reading.link(ACTIVITY_KINDS)
        scores = [one.score for one in linking.candidates if one.key in projects]
        return projects[:1] if len(scores) == 1 or scores[0] - scores[1] > 0.15 else projects
    return ()


def which_project(reading: Reading, projects: tuple[str, ...], kind: str, facet: str = "") -> SingleQuestion | None:
    """Which of the projects is meant is asked; of all that have a sheet when none is named."""
    choices = projects or tuple(one.number for one in reading.plan.activities if one.sheet)
    return Unclear(choices, kind=kind, facet=facet) if choices else None


def _project_before(reading: Reading, context: Context) -> tuple[str, ...]:
    """The one project that was spoken of before."""
    projects = _projects_among(reading, numbers_before(context))
    return projects if len(projects) == 1 else ()


def _projects_among(reading: Reading, numbers: tuple[str, ...]) -> tuple[str, ...]:
    by_number = reading.plan.activity_by_number
    return tuple(one for one in numbers if one in by_number and by_number[one].is_project)
