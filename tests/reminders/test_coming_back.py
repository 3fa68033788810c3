"""Who has blocked the bot and writes again, through the real Telegram door: the card comes after all, once."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.people import MemberState
from bot.plan import Plan
from data.store import open_store
from tests.botapi import events
from tests.reminders.runs import FAST, FIRST, REPEATED, people_the_office, sends, states_of, wait_until_quiet
from tests.telegram.running import Bot, PatientApi

pytestmark = pytest.mark.slow


def wait_until(is_so: Callable[[], bool], seconds: float = 90.0) -> None:
    ends_at = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < ends_at
        time.sleep(0.1)


@pytest.mark.parametrize("waits", [True, False], ids=["after the tick that noticed", "at once"])
def test_who_comes_back_gets_the_card_that_could_not_be_delivered(
    waits: bool, store_url: str, tmp_path: Path, plan_2567: Plan
) -> None:
    people_the_office(store_url, plan_2567, 1)
    office = plan_2567.office.key
    with PatientApi() as api, open_store(store_url) as store:
        api.settings(known_chats_only=False)
        api.add_chats([FIRST], "blocked")
        with Bot(api, store_url, tmp_path / "bot.log", "bot run", **FAST):

            def state() -> MemberState | None:
                person = store.people.by_account("telegram", str(FIRST))
                return person.state if person else None

            wait_until(lambda: state() is MemberState.UNREACHABLE)
            if waits:
                wait_until(lambda: states_of(store, office) == {"unreachable": 1})
            api.add_chats([FIRST], "open")
            api.push(events.message(FIRST, "สวัสดี"))
            wait_until(lambda: any("เริ่มไตรมาส" in call.text for call in sends(api)))
            assert state() is MemberState.ACTIVE
            assert wait_until_quiet(api, store_url, office) == {"sent": 1}
        cards = [call.text for call in sends(api) if "เริ่มไตรมาส" in call.text]
    assert len(cards) == 1
    assert REPEATED not in cards[0]
