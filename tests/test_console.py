"""The console chat: lines typed in, replies and numbered choices out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from bot.people import Chat, Person, Role, Setting
from bot.reply import Attachment, Choice, Outcome, Reply
from handlers.console import Console, columns, wrapped

NOW = datetime(2024, 1, 8, 1, tzinfo=UTC)


@dataclass
class Assistant:
    """Offers two choices for "choose", fails for "break", else says what it heard."""

    heard: list[str] = field(default_factory=list)

    def reply_to(self, text: str, person: Person, chat: Chat, now: datetime) -> tuple[Reply, ...]:
        self.heard.append(text)
        if text == "break":
            raise ZeroDivisionError
        if text == "picture":
            return (Reply("รูป", Outcome.ANSWER, attachment=Attachment("a.png", "image/png", b"")),)
        row = (Choice("ครู", "code-a"), Choice("ผู้บริหาร", "code-b"))
        return (Reply(f"*ได้ยิน* {text}", Outcome.CLARIFY, (row,) if text == "choose" else ()),)

    def reply_to_choice(self, code: str, person: Person, chat: Chat, now: datetime) -> tuple[Reply, ...]:
        self.heard.append(f"pressed {code}")
        return (Reply("ได้", Outcome.ANSWER),)


def talk(*lines: str, ending: type[BaseException] = EOFError) -> tuple[list[str], str]:
    """What the assistant heard and what the terminal showed."""
    typed: Iterator[str] = iter(lines)
    shown: list[str] = []
    assistant = Assistant()

    def read(_prompt: str) -> str:
        line = next(typed, None)
        if line is None:
            raise ending
        return line

    person, chat = Person(0, "one", Role.ADMIN), Chat("console", "1", Setting.CONSOLE)
    Console(assistant, person, chat, lambda: NOW, lambda text: text, read, shown.append).talk("banner")
    return assistant.heard, "\n".join(shown)


def test_a_line_is_answered_without_marks() -> None:
    heard, shown = talk("สวัสดี")
    assert heard == ["สวัสดี"]
    assert "ได้ยิน สวัสดี" in shown


def test_a_number_picks_the_choice_that_was_offered_also_in_thai_digits() -> None:
    heard, shown = talk("choose", "2", "choose", "๑")
    assert heard == ["choose", "pressed code-b", "choose", "pressed code-a"]
    assert "  [2] ผู้บริหาร" in shown


@pytest.mark.parametrize("line", ["3", "0", "1.4", "²", "9" * 5000])
def test_a_number_that_was_not_offered_is_a_question(line: str) -> None:
    assert talk("choose", line)[0] == ["choose", line]


def test_a_choice_is_over_after_the_next_message() -> None:
    assert talk("choose", "สวัสดี", "1")[0] == ["choose", "สวัสดี", "1"]


@pytest.mark.parametrize("word", ["exit", "Quit", " exit "])
def test_a_word_leaves(word: str) -> None:
    heard, shown = talk(word, "never heard")
    assert heard == []
    assert shown.rstrip().endswith("Goodbye.")


@pytest.mark.parametrize("ending", [EOFError, KeyboardInterrupt])
def test_the_end_of_input_and_an_interruption_leave(ending: type[BaseException]) -> None:
    assert talk("a", ending=ending)[1].rstrip().endswith("Goodbye.")


def test_a_fault_is_said_and_the_talk_goes_on() -> None:
    heard, shown = talk("break", "a")
    assert heard == ["break", "a"]
    assert "Sorry" in shown
    assert "Traceback" not in shown


def test_a_picture_is_named() -> None:
    assert "[attached: a.png]" in talk("picture")[1]


def test_long_lines_are_broken_at_spaces_and_keep_their_indent() -> None:
    lines = list(wrapped("  " + "คำ " * 60, 40))
    assert all(columns(line) <= 40 for line in lines)
    assert all(line.startswith("  คำ") for line in lines)


@pytest.mark.parametrize("text", ["ประชุมคณะกรรมการกลั่นกรองการย้าย" * 5, "a" * 300, "น้ำที่นี่" * 40, "漢字" * 60])
def test_a_text_without_spaces_is_broken_without_losing_a_letter(text: str) -> None:
    lines = list(wrapped(text, 40))
    assert "".join(lines) == text
    assert all(0 < columns(line) <= 40 for line in lines)


def test_a_line_never_begins_with_a_mark_nor_ends_with_a_leading_vowel() -> None:
    for width in range(10, 60):
        for line in wrapped("เปลี่ยนแปลงตำแหน่งที่ได้รับแต่งตั้งให้ดำรงอยู่ในปัจจุบันนี้" * 3, width):
            assert columns(line[0]) > 0
            assert line[0] not in "ะาำ"
            assert line[-1] not in "เแโใไ"
