"""Who proposed, endorsed and approved a project's sheet: reading in, question or nothing out."""

from __future__ import annotations

from bot.questions import Holders, SingleQuestion
from bot.understanding.asking.projects import projects_meant, which_project
from bot.understanding.context import Context, is_follow_up, numbers_of
from bot.understanding.reading import Reading
from bot.understanding.topic import referred

_ROLES = (
    ("sheet_approver", "approver"),
    ("sheet_endorser", "endorser"),
    ("sheet_proposer", "proposer"),
    ("sheet_signatories", ""),
)


def signatories(reading: Reading, context: Context) -> SingleQuestion | None:
    """Who proposed, endorsed or approved a project's sheet."""
    roles = {role for cue, role in _ROLES if cue in reading.cues} or _role_before(reading, context)
    if not roles:
        return None
    role = roles.pop() if len(roles) == 1 else ""
    named = numbers_of(referred(reading))
    projects = named if len(named) == 1 else projects_meant(reading, context)
    if len(projects) == 1:
        return Holders((), role=role, project=projects[0])
    return which_project(reading, projects, "signatories", role)


def _role_before(reading: Reading, context: Context) -> set[str]:
    """The role that was asked of another project just before."""
    before = context.before
    if not isinstance(before, Holders) or not before.project or not reading.references:
        return set()
    return {before.role} if is_follow_up(reading) else set()
