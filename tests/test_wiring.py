"""What is made late is made once, and what is made ready leaves nothing for the first message to wait for."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier

from bot.people import Chat, Person, Role, Setting
from bot.reply import Outcome, Reply
from bot.wiring.late import LateAssistant
from tests.test_imports import modules_after

PERSON, CHAT, NOW = (
    Person(1, "office", Role.STAFF),
    Chat("console", "1", Setting.CONSOLE),
    datetime(2024, 1, 8, tzinfo=UTC),
)
READY = """
import os
os.environ["THAMPLAN_DATABASE_URL"] = "sqlite:///{folder}/there.db"
from bot.people import Chat, Setting
from bot.wiring.parts import parts
from bot.wiring.warming import warm
from handlers.commands.ports import Circumstances
from handlers.commands.workplace import opened_workplace
with opened_workplace(parts(), Circumstances()) as place:
    warm(place)
    {then}
"""
ASKED = 'place.assistant.reply_to("ใครดูแล 1.7", place.person, Chat("console", "1", Setting.CONSOLE), place.clock())'


class Parrot:
    """An assistant that takes its time to be made."""

    made = 0

    def __init__(self) -> None:
        time.sleep(0.05)
        Parrot.made += 1

    def reply_to(self, text: str, person: Person, chat: Chat, now: datetime) -> tuple[Reply, ...]:
        return (Reply(text, Outcome.CHAT),)

    def reply_to_choice(self, code: str, person: Person, chat: Chat, now: datetime) -> tuple[Reply, ...]:
        return (Reply(f"pressed {code}", Outcome.CHAT),)

    def explain(self, text: str, person: Person, chat: Chat, now: datetime) -> str:
        return f"explained {text}"


def test_an_assistant_is_made_once_however_many_ask_first() -> None:
    late, together = LateAssistant(Parrot), Barrier(8)

    def ask(number: int) -> str:
        together.wait(10)
        return late.reply_to(str(number), PERSON, CHAT, NOW)[0].text

    assert Parrot.made == 0
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(ask, range(8))) == [str(number) for number in range(8)]
    assert Parrot.made == 1
    assert late.reply_to_choice("a", PERSON, CHAT, NOW)[0].text == "pressed a"
    assert late.explain("why", PERSON, CHAT, NOW) == "explained why"
    assert Parrot.made == 1


def test_the_first_question_finds_every_module_of_ours_there(tmp_path: Path) -> None:
    ready = modules_after(READY.format(folder=tmp_path, then="pass"))
    asked = modules_after(READY.format(folder=tmp_path, then=ASKED))
    ours = ("bot.", "data.", "handlers.")
    assert "bot.rendering.render" in ready
    # The first of the two made the database.
    assert {name for name in asked - ready if name.startswith(ours)} == set()
