"""A revoked token, a locked database, a clock set back, an address without TLS: said once, nothing lost."""

from __future__ import annotations

import sqlite3
import time
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.errors import SettingsError
from bot.settings import read_settings
from bot.turn import Handled, Mark, OutboxState, Outgoing, Update
from data.sql_inbox import SqlInbox
from data.sql_leases import SqlLeases
from data.sql_outbox import SqlOutbox
from handlers.telegram.incoming import DOOR
from tests.botapi import events
from tests.telegram.running import Bot, PatientApi
from tests.telegram.test_processes import free_port, wait_for_port

NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def api() -> Iterator[PatientApi]:
    with PatientApi() as running:
        yield running


@pytest.mark.slow
def test_a_token_revoked_while_running_is_said_once_and_nothing_is_lost(api: PatientApi, tmp_path: Path) -> None:
    api.clear_calls()
    with Bot(api, f"sqlite:///{tmp_path}/x.db", tmp_path / "log") as bot:
        api.push(events.message(1, "a"))
        api.wait_for(1, chat_id=1)
        api.revoke_token()
        api.push(events.message(1, "b"))
        for _ in range(600):
            if "refuses the bot's token" in bot.said():
                break
            time.sleep(0.1)
        assert bot.said().count("refuses the bot's token") == 1
        api.revoke_token(False)
        bot.stop()
        bot.start()
        assert [call.text for call in api.wait_for(2, chat_id=1)][-1] == "<b>re:</b> b"


def test_a_locked_database_delays_and_loses_nothing(api: PatientApi, tmp_path: Path) -> None:
    api.clear_calls()
    port = free_port()
    with Bot(api, f"sqlite:///{tmp_path}/x.db", tmp_path / "log", THAMPLAN_HTTP=f"127.0.0.1:{port}"):
        api.push(events.message(2, "a"))
        api.wait_for(1, chat_id=2)
        other = sqlite3.connect(tmp_path / "x.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        api.push(events.message(2, "b"))
        time.sleep(0.5)
        assert api.count("sendMessage", chat_id=2) == 1
        other.execute("ROLLBACK")
        other.close()
        assert [call.text for call in api.wait_for(2, chat_id=2, timeout=30)][-1] == "<b>re:</b> b"
        assert page(port, "readyz") == "ok\n"
        wait_for_words(port, 'thamplan_sendings_total{fate="sent"}')
        wait_for_words(port, 'thamplan_outbox{state="sent"}')


def wait_for_words(port: int, words: str) -> None:
    """Until the metrics say so: the mark of a sending is committed just after the receiver has it."""
    for _ in range(200):
        if words in page(port, "metrics"):
            return
        time.sleep(0.05)
    raise AssertionError(page(port, "metrics"))


def page(port: int, name: str) -> str:
    wait_for_port(port)
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/{name}", timeout=10) as answer:
        return str(answer.read().decode())


def test_an_answer_that_waited_says_so(api: PatientApi, tmp_path: Path) -> None:
    api.clear_calls()
    old = events.message(3, "old", date=int(time.time()) - 1200)
    api.push(old)
    with Bot(api, f"sqlite:///{tmp_path}/x.db", tmp_path / "log"):
        assert api.wait_for(1, chat_id=3)[0].text.startswith("late: ")


def test_a_webhook_without_tls_is_refused_in_one_sentence() -> None:
    with pytest.raises(SettingsError, match="https://"):
        read_settings({"THAMPLAN_WEBHOOK_URL": "http://example.org/hook"})


def test_a_lease_is_one_owners_until_it_ends_or_the_clock_is_set_back(engine: Engine) -> None:
    first, second = SqlLeases(engine, "a"), SqlLeases(engine, "b")
    assert first.take("x", NOW)
    if engine.dialect.name == "sqlite":  # PostgreSQL has a clock of its own
        assert not second.take("x", NOW + timedelta(seconds=14))
        assert first.take("x", NOW + timedelta(seconds=14))
        assert second.take("x", NOW + timedelta(seconds=30))
        assert not first.take("x", NOW + timedelta(seconds=31))
        assert first.take("x", NOW - timedelta(hours=1))
        first.give_back("x")
    else:
        assert not second.take("x", NOW)
        first.give_back("x")
    assert second.take("x", NOW)


def test_only_key_and_outcome_of_a_handled_update_stay_and_keys_go_after_three_days(engine: Engine) -> None:
    inbox = SqlInbox(engine, 1)
    updates = [Update(1, "secret"), Update(2, "odd"), Update(3, "new")]
    assert inbox.store(updates, NOW) == updates
    inbox.close([Handled(1, "answer"), Handled(2, "UnreadableError", is_quarantined=True)], NOW)
    assert [(row.key, row.raw) for row in inbox.quarantined()] == [(2, "odd")]
    assert inbox.store(updates, NOW) == []
    assert inbox.seen(NOW) == 1
    assert inbox.quarantined() == []
    inbox.tidy(NOW + timedelta(days=2))
    assert inbox.store(updates[:2], NOW) == []
    inbox.tidy(NOW + timedelta(days=4))
    assert [one.key for one in inbox.store(updates, NOW)] == [1, 2]
    assert [one.key for one in inbox.waiting(10)] == [1, 2, 3]


def test_sent_texts_are_emptied_after_seven_days(engine: Engine) -> None:
    outbox = SqlOutbox(engine, DOOR, "me")
    (sent,) = outbox.put([Outgoing("1", "sendMessage {}", file=b"x")], NOW, is_claimed=True)
    (waits,) = outbox.put([Outgoing("2", "sendMessage {}")], NOW)
    outbox.mark([Mark(sent.id, OutboxState.SENT, 0, message=5)], NOW)
    outbox.tidy(NOW + timedelta(days=8))
    assert outbox.counts() == {"pending": 1, "sent": 1}
    assert [one.message.body for one in outbox.recover(NOW)] == ["sendMessage {}"]
    assert waits.id > sent.id
