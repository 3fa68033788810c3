"""The text of an answer, in; its sections and blocks with the rows that each speaks of, out.

An answer is read as people see it: sections that each end with a line "ที่มา: แผนฯ 2567 ข้อ 1.4 และ 1.5", in them a head
and items that begin with "•" or a number. Nothing here knows the code that writes answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bot.plan import Activity, Officer, Plan, Statement
from tests.questions.generated import Generated
from tests.questions.printed import texts_of

SOURCE = "ที่มา: "
EXAMPLES = re.compile("ลองถามแบบนี้|เช่น$")
_REFS = re.compile(r"แผนฯ \d{4} ข้อ ((?:\d+\.\d+|[–, ]|และ)+)")
_REF = re.compile(r"(\d+\.\d+)(?:–(\d+\.\d+))?")
ITEM = re.compile(r"^(?:•|\d+\.) ")
OWNER = re.compile(r"^(?:• |\d+\. )?(\d+\.\d+) ")
THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


class Printed:
    """A plan's printed texts, made ready once for many answers."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.statements = [(one, bare(one.text)) for one in plan.statements if len(one.text) > 3]
        self.named = [one.name for one in plan.groups] + [one.title for one in plan.parts]
        self.of_activity = {one.number: [_plain(text) for text in texts_of(one) if text] for one in plan.activities}


@dataclass(frozen=True)
class Section:
    """One answer within a message: its lines, and the activities that its source line cites."""

    printed: Printed
    asked: Generated
    today: date
    lines: tuple[str, ...]
    source: str

    @property
    def plan(self) -> Plan:
        return self.printed.plan

    @cached_property
    def text(self) -> str:
        return "\n".join(self.lines)

    @cached_property
    def rows(self) -> tuple[Activity, ...]:
        """The cited activities; a run such as 1.4–1.7 stands for all between."""
        found = _REFS.match(self.source.removeprefix(SOURCE))
        numbers = [one.number for one in self.plan.activities]
        cited: set[str] = set()
        for first, last in _REF.findall(found[1]) if found else ():
            cited.update(numbers[numbers.index(first) : numbers.index(last or first) + 1])
        return tuple(one for one in self.plan.activities if one.number in cited)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """The statements whose printed text is shown."""
        shown = bare(self.text)
        return tuple(one for one, text in self.printed.statements if text in shown)

    @cached_property
    def officers(self) -> tuple[Officer, ...]:
        """The people who are named."""
        return tuple(one for one in self.plan.officers if one.first_name in self.text)


@dataclass(frozen=True)
class Block:
    """A stretch of a section that speaks of some of its rows: an item of the list, or all that is no item."""

    section: Section
    text: str
    rows: tuple[Activity, ...]
    is_head: bool


def sections_of(printed: Printed, text: str, asked: Generated, today: date) -> Iterator[Section]:
    lines: list[str] = []
    for line in text.translate(THAI_DIGITS).splitlines():
        if EXAMPLES.search(line):  # what can be asked is no answer
            break
        if line.startswith(SOURCE):
            yield Section(printed, asked, today, tuple(lines), line)
            lines = []
        else:
            lines.append(line)
    if any(lines):
        yield Section(printed, asked, today, tuple(lines), "")


def blocks_of(section: Section) -> Iterator[Block]:
    head: list[str] = []
    items: list[list[str]] = []
    for line in section.lines:
        if ITEM.match(line):
            items.append([line])
        elif items and line.startswith((" ", "–")):
            items[-1].append(line)
        else:
            head.append(line)
    yield Block(section, "\n".join(head), section.rows, True)
    for item in items:
        owner = OWNER.match(item[0])
        own = tuple(one for one in section.rows if owner and one.number == owner[1])
        if owner and owner[1] in section.plan.activity_by_number and not own:
            own = (section.plan.activity_by_number[owner[1]],) if not section.source else ()
        yield Block(section, "\n".join(item), own or section.rows, False)


def masked(block: Block) -> str:
    section = block.section
    texts = {text for one in block.rows for text in section.printed.of_activity[one.number]}
    texts |= {_plain(text) for one in section.statements for text in (one.text, one.heading)}
    texts |= {_plain(post.title) for one in section.officers for post in one.posts}
    texts |= set(section.printed.named)
    left = _plain_lines(block.text)
    for text in sorted((text for text in texts if text in left), key=lambda one: (-len(one), one)):
        left = left.replace(text, "▒") if len(text) > 2 else left
    return left


def _plain(text: str) -> str:
    """One way of writing a printed text: ASCII digits, "×" for "*", single spaces."""
    return " ".join(text.translate(THAI_DIGITS).replace("*", "×").split())


def _plain_lines(text: str) -> str:
    return "\n".join(map(_plain, text.split("\n")))


def cited(block: Block) -> str:
    return ", ".join(one.number for one in block.rows) or block.section.source or "no source"


def bare(text: str) -> str:
    return "".join(text.translate(THAI_DIGITS).split())
