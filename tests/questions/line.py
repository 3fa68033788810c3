"""Questions in, what `thamplan ask --jsonl` would print of them out: the straight line inside one process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias

from bot.assistant import Assistant, Readers
from bot.calendar import BANGKOK
from bot.ledger import NothingRecorded
from bot.people import Chat, Person, Role, Setting
from bot.plan import Plan, Plans
from bot.readers import CachedReaders
from bot.settings import Settings
from data.plan_files import read_plan
from handlers.commands.replies import Answered, as_object
from tests.fakes import MemoryPeople, MemoryPlans

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
WORDS = ROOT / "locales" / "words" / "th"
PLAN = ROOT / "data" / "plans" / "2567"
NOW = datetime(2024, 2, 15, 9, tzinfo=BANGKOK)
OWN = tuple(sorted(path.stem for path in HERE.glob("own_*.jsonl")))
"""Our own sets, whose misses are listed."""
SETS = ("sample", *OWN)

Asked: TypeAlias = dict[str, Any]
"""One line of a question set; README.md beside this file says what is in it."""


class Line:
    """Answers questions from one plan, each in a chat of its own."""

    def __init__(self, plan: Plan, readers: Readers | None = None, plans: Plans | None = None) -> None:
        self.plan = plan
        self.person = Person(0, plan.office.key, Role.ADMIN, "บรรทัดคำสั่ง")
        self.readers = readers or CachedReaders(WORDS)
        people = MemoryPeople(plan.office.key)
        plans = plans or MemoryPlans(plan)
        self.assistant = Assistant(plans, people, NothingRecorded(), self.readers, particle=Settings().polite)
        self._chats = 0

    def ask(self, text: str, before: Sequence[str] = (), now: datetime = NOW, id_: object = None) -> Answered:
        """The answer to a question after these earlier messages of the same chat."""
        self._chats += 1
        chat = Chat("test", str(self._chats), Setting.CONSOLE)
        for earlier in before:
            self.assistant.reply_to(earlier, self.person, chat, now)
        return as_object(id_, self.assistant.reply_to(text, self.person, chat, now))

    def run(self, asked: Asked, text: str | None = None) -> Answered:
        """The answer to one line of a question set, or to other words in its place."""
        now = datetime.fromisoformat(asked["now"])
        return self.ask(asked["q"] if text is None else text, asked["before"], now, asked["id"])


def line_2567() -> Line:
    """The line over the plan of 2567, ready to answer."""
    line = Line(read_plan(PLAN))
    line.ask("สวัสดี")
    return line


def questions(*names: str) -> list[Asked]:
    """The questions of these sets, in order."""
    lines = (one for name in names for one in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines())
    return [json.loads(one) for one in lines if one.strip()]


def ask_command(asked: Iterable[Asked], hash_seed: str = "random") -> list[Answered]:
    """The same by a process of its own: `thamplan ask --jsonl` over a fresh database with the bundled plan."""
    lines = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in asked)
    own = {name: value for name, value in os.environ.items() if not name.startswith("THAMPLAN_")}
    ran = subprocess.run(
        [sys.executable, "-m", "bot", "ask", "--jsonl", "--demo"],
        input=lines.encode(),
        capture_output=True,
        check=True,
        cwd=ROOT,
        env={**own, "PYTHONHASHSEED": hash_seed},
    )
    return [json.loads(line) for line in ran.stdout.decode().splitlines()]


def say(lines: Iterable[str]) -> None:
    """Print for whoever runs a bar by hand."""
    for one in lines:
        print(one)  # noqa: T201
