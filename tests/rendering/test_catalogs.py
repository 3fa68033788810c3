"""Both catalogs are whole, the code holds no Thai, and a checkout never compiled speaks, too."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from bot import catalogs
from bot.answers import Chatter
from bot.plan import Plan
from bot.questions import Beyond, SmallTalk
from bot.rendering import View, render
from tests.fakes import tiny_plan
from tests.rendering.conftest import TODAY, Ask

ROOT = Path(__file__).parents[2]
PLACE = re.compile(r"{(\w+)}")


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_sentence_is_translated_with_its_placeholders(language: str) -> None:
    with (ROOT / "locales" / language / "LC_MESSAGES" / "thamplan.po").open("rb") as file:
        messages = [message for message in read_po(file, locale=language) if message.id]
    assert len(messages) > 200
    for message in messages:
        said = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        asked = message.id[-1] if isinstance(message.id, (tuple, list)) else message.id
        assert not message.fuzzy
        assert all(said)
        assert all(set(PLACE.findall(one)) == set(PLACE.findall(asked)) for one in said), asked


def test_no_thai_stands_in_the_code_of_rendering() -> None:
    for path in [*(ROOT / "bot" / "rendering").glob("*.py"), ROOT / "bot" / "choices.py"]:
        assert not re.search("[\u0e00-\u0e7f]", path.read_text("utf-8")), path


def test_a_checkout_that_was_never_compiled_speaks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "locales", tmp_path / "locales", ignore=shutil.ignore_patterns("*.mo"))
    monkeypatch.setattr(catalogs, "LOCALES", tmp_path / "locales")
    catalogs.sentences.cache_clear()
    try:
        assert catalogs.sentences("th").gettext("{amount} baht") == "{amount} บาท"
    finally:
        catalogs.sentences.cache_clear()


def test_an_unknown_language_is_answered_in_english(plan_2567: Plan) -> None:
    assert catalogs.sentences("xx").gettext("Budget") == "Budget"


def test_examples_come_from_the_plan_that_is_loaded(ask: Ask) -> None:
    plan = tiny_plan()
    text = render(Chatter("help"), View(plan, TODAY))[0].text
    assert plan.office.short_name in text
    assert any(activity.number in text for activity in plan.activities)
    assert "กิตติศักดิ์" not in text
    assert "กิตติศักดิ์" in ask(SmallTalk("help"))[0].text


def test_topics_have_a_name_or_are_called_this(ask: Ask) -> None:
    assert "การลา" in ask(Beyond("leave"))[0].text
    assert "แผนไม่ได้ระบุเรื่องนี้" in ask(Beyond("no_such_topic"))[0].text
