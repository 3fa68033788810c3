"""A plan and the text of an answer, in; every name, amount, date and number that its cited rows do not hold, out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from bot.plan import Officer
from tests.questions.evidence_numbers import numbers_unsupported
from tests.questions.generated import Generated
from tests.questions.sections import SOURCE, Block, Printed, Section, blocks_of, cited, sections_of


def unsupported(printed: Printed, text: str, asked: Generated, today: date, refs: Iterable[str]) -> list[str]:
    """What an answer says and the plan's cited rows do not; nothing when all is supported."""
    found: list[str] = []
    sections = list(sections_of(printed, text, asked, today))
    for section in sections:
        if section.rows and not {one.number for one in section.rows} <= set(refs):
            found.append(f"the source line cites more than the answer's refs: {section.source}")
        found += _year(section) + _posts(section)
        for block in blocks_of(section):
            found += _names(block) + numbers_unsupported(block)
    return found


def _year(section: Section) -> list[str]:
    year = re.match(rf"{SOURCE}แผนฯ (\d+)", section.source)
    return [f"another plan is cited: {section.source}"] if year and int(year[1]) != section.plan.year.number else []


def _posts(section: Section) -> list[str]:
    """A post that is shown belongs to somebody who is named."""
    own = {post.title for officer in section.officers for post in officer.posts}
    own |= {signer.post for one in section.rows if one.sheet for signer in one.sheet.signatories}
    others = {post.title for officer in section.plan.officers for post in officer.posts} - own
    shown = re.findall(r"ตำแหน่ง: (.+)", section.text)
    return [f"a post of somebody else: {title}" for title in shown if title in others]


def _names(block: Block) -> list[str]:
    """Who is named holds one of the rows, or a post that is shown, or was named by the asker."""
    section = block.section
    allowed = {key for one in block.rows for key in one.officers}
    allowed |= {signer.officer for one in block.rows if one.sheet for signer in one.sheet.signatories}
    if block.is_head or not block.rows:
        allowed |= set(section.asked.officers)
        allowed |= {one.key for one in section.officers if any(post.title in section.text for post in one.posts)}
    named = [one for one in section.plan.officers if one.first_name in block.text or _last(one) in block.text]
    return [f"{one.name} is not in {cited(block)}: {block.text}" for one in named if one.key not in allowed]


def _last(officer: Officer) -> str:
    return officer.last_name or officer.first_name
