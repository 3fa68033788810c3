"""What people see of the door: each thing they can do in, the calls that leave out. On both databases."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from data.session import open_engine
from tests.botapi import Fault, events
from tests.conftest import POSTGRES_LATER
from tests.telegram.running import Bot, PatientApi

CHAT = 4321


pytestmark = POSTGRES_LATER


@pytest.fixture(scope="module")
def api() -> Iterator[PatientApi]:
    with PatientApi() as running:
        yield running


@pytest.fixture
def bot(api: PatientApi, store_url: str, tmp_path: Path) -> Iterator[Bot]:
    api.clear_calls()
    with Bot(api, store_url, tmp_path / "log") as running:
        yield running
    api.clear_faults()
    api.online()
    api.revoke_token(False)


def wait_for_row(url: str, query: str) -> None:
    engine = open_engine(url)
    for _ in range(400):
        with engine.connect() as connection:
            if connection.execute(text(query)).first() is not None:
                break
        time.sleep(0.05)
    else:
        raise TimeoutError(query)
    engine.dispose()


def effects(url: str) -> list[str]:
    engine = open_engine(url)
    with engine.connect() as connection:
        found = [row[0] for row in connection.execute(text("SELECT token FROM test_effect"))]
    engine.dispose()
    return found


def test_it_answers_in_order_with_marks_files_and_long_texts(api: PatientApi, bot: Bot) -> None:
    api.push(*(events.message(CHAT, words) for words in ("<a> & *b*", "picture", "file", "long", "end")))
    calls = api.wait_for(7, method=None, chat_id=CHAT)
    assert [call.method for call in calls] == ["sendMessage", "sendPhoto", "sendDocument", *["sendMessage"] * 4]
    assert calls[0].text == "<b>re:</b> &lt;a&gt; &amp; <b>b</b>"
    assert calls[1].text == "a <b>picture</b>"
    assert api.file(calls[2].params["file_id"]) == b"plan"
    assert max(len(call.text) for call in calls) <= 4096
    assert calls[-1].text == "<b>re:</b> end"
    assert "line 149" in calls[-2].text


def test_a_press_changes_its_card_and_takes_effect_once(api: PatientApi, bot: Bot, store_url: str) -> None:
    api.push(events.message(CHAT, "card1"))
    card = api.wait_for(1, chat_id=CHAT)[0]
    assert card.buttons == [("take it", "take:1"), ("leave it", "leave")]
    press = events.press(CHAT, card.message_id or 0, "take:1")
    api.push(press, press)
    api.wait_for(2, method="answerCallbackQuery")
    # The second change is refused, because it changes nothing: that counts as sent.
    assert [edit.text for edit in api.wait_for(1, method="editMessageText", chat_id=CHAT)] == ["re: take:1"]
    assert effects(store_url).count("1") == 1


def test_what_cannot_be_handled_is_taken_back_and_delays_nobody(api: PatientApi, bot: Bot, store_url: str) -> None:
    api.push(events.message(CHAT, "a"), events.message(CHAT, "boom"), events.message(CHAT, "b"))
    assert [call.text for call in api.wait_for(3, chat_id=CHAT)] == ["<b>re:</b> a", "sorry", "<b>re:</b> b"]
    api.push(events.message(CHAT, "card"))
    card = api.wait_for(4, chat_id=CHAT)[-1]
    api.push(events.press(CHAT, card.message_id or 0, "take:boom"), events.message(CHAT, "c"))
    assert [call.text for call in api.wait_for(6, chat_id=CHAT)[4:]] == ["sorry", "<b>re:</b> c"]
    assert "boom" not in effects(store_url)
    assert "boom" not in bot.said()


def test_a_group_is_answered_when_it_speaks_to_the_bot(api: PatientApi, bot: Bot) -> None:
    group = -77
    words = ("just talking", "@local_test_bot hello", "/help@other_bot", "/help")
    api.push(*(events.message(group, one, user_id=5) for one in words))
    assert [call.text for call in api.wait_for(2, chat_id=group)] == ["<b>re:</b> hello", "<b>re:</b> /help"]


def test_an_inline_question_is_answered(api: PatientApi, bot: Bot) -> None:
    api.push(events.inline_query(9, "hello"))
    assert "re: hello" in str(api.wait_for(1, method="answerInlineQuery")[0].params)


def test_a_group_that_becomes_another_is_followed(api: PatientApi, bot: Bot) -> None:
    api.migrate(-500, -1000500)
    api.push(events.message(-500, "/first", user_id=5))
    assert api.wait_for(1, chat_id=-1000500)[0].text == "<b>re:</b> /first"


def test_a_message_to_somebody_who_blocked_the_bot_ends_and_others_go_on(api: PatientApi, bot: Bot) -> None:
    api.add_chats([600], "blocked")
    api.push(events.message(600, "a"), events.message(CHAT, "b"))
    api.wait_for(1, chat_id=CHAT)
    api.add_chats([600], "open")


def test_a_dropped_line_repeats_an_answer_rather_than_losing_it(api: PatientApi, bot: Bot) -> None:
    api.fault(Fault("drop_after", method="sendMessage", nth=(1,)), Fault("drop_before", method="sendMessage", nth=(2,)))
    api.push(events.message(CHAT, "x"), events.message(CHAT + 1, "y"))
    api.wait_for(3, timeout=15)
    texts = sorted(call.text for call in api.calls("sendMessage", accepted=True))
    assert set(texts) == {"<b>re:</b> x", "<b>re:</b> y"}


@pytest.mark.slow
def test_a_wait_that_telegram_asks_for_survives_a_restart(api: PatientApi, bot: Bot, store_url: str) -> None:
    api.fault(Fault("too_many", method="sendMessage", chat_id=CHAT, nth=(1,), retry_after=4))
    api.push(events.message(CHAT, "wait"), events.message(CHAT, "behind"), events.message(CHAT + 1, "at once"))
    api.wait_for(1, chat_id=CHAT + 1)
    refused = next(call for call in api.calls("sendMessage", chat_id=CHAT) if call.status == 429)
    wait_for_row(store_url, "SELECT id FROM outbox WHERE state = 'pending' AND not_before IS NOT NULL")
    bot.kill()
    bot.start()
    first, second = api.wait_for(2, chat_id=CHAT, timeout=15)
    assert (first.text, second.text) == ("<b>re:</b> wait", "<b>re:</b> behind")
    assert first.at - refused.at > 3.5


@pytest.mark.slow
def test_the_network_may_be_away_at_the_start_and_later(api: PatientApi, store_url: str, tmp_path: Path) -> None:
    api.clear_calls()
    api.online(False)
    with Bot(api, store_url, tmp_path / "log") as bot:
        assert not bot.wait_for_death(1.5)
        api.online()
        api.push(events.message(CHAT, "one"))
        api.wait_for(1, chat_id=CHAT, timeout=15)
        api.online(False)
        api.push(events.message(CHAT, "two"))
        assert not bot.wait_for_death(1.0)
        api.online()
        api.wait_for(2, chat_id=CHAT, timeout=15)
        assert bot.said().count("Telegram cannot be reached") <= 2 * 2


def test_a_refused_token_is_one_sentence(api: PatientApi, store_url: str, tmp_path: Path) -> None:
    api.revoke_token()
    with Bot(api, store_url, tmp_path / "log") as bot:
        assert bot.wait_for_death(60)
        assert "Telegram refuses THAMPLAN_TOKEN" in bot.said()
    api.revoke_token(False)


@pytest.mark.slow
def test_it_leaves_within_ten_seconds_and_loses_nothing(api: PatientApi, bot: Bot) -> None:
    api.push_many([events.message(9000 + number % 50, f"m{number}") for number in range(600)])
    api.wait_for(50)
    assert bot.stop() < 10
    assert bot.running.returncode == 0
    bot.start()
    api.wait_for(600, timeout=20)
    assert len({(call.chat_id, call.text) for call in api.calls("sendMessage", accepted=True)}) == 600
