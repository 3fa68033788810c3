"""A reminder that has to be sent again, and a process that dies in the middle of that: one marked copy at most."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.plan import Plan
from tests.botapi import Fault
from tests.reminders.runs import FAST, FIRST, REPEATED, people_the_office, sends, wait_until_quiet
from tests.telegram.running import Bot, PatientApi

pytestmark = pytest.mark.slow


def texts_after_a_death(fault: Fault, url: str, folder: Path, plan: Plan) -> tuple[list[str], dict[str, int]]:
    """One member; the first request meets the fault, the second one arrives and the process dies of it."""
    people_the_office(url, plan, 1)
    with PatientApi() as api:
        api.settings(known_chats_only=False)
        api.fault(fault)
        with Bot(api, url, folder / "bot.log", "bot run", **FAST, THAMPLAN_TEST_FAILPOINT="after_request:2") as bot:
            assert bot.wait_for_death(60)
            bot.kill()
            bot.start(THAMPLAN_TEST_FAILPOINT="")
            states = wait_until_quiet(api, url, plan.office.key)
            return [call.text for call in sends(api)], states


def test_after_too_many_requests_a_death_makes_one_marked_copy(store_url: str, tmp_path: Path, plan_2567: Plan) -> None:
    too_many = Fault("too_many", method="sendMessage", chat_id=FIRST, nth=(1,), retry_after=1)
    texts, states = texts_after_a_death(too_many, store_url, tmp_path, plan_2567)
    assert [REPEATED in text for text in texts] == [False, True]
    assert states == {"sent": 1}


def test_a_copy_whose_fate_is_unknown_too_is_not_followed_by_another(
    store_url: str, tmp_path: Path, plan_2567: Plan
) -> None:
    lost = Fault("drop_after", method="sendMessage", chat_id=FIRST, nth=(1,))
    texts, states = texts_after_a_death(lost, store_url, tmp_path, plan_2567)
    assert [REPEATED in text for text in texts] == [False, True]
    assert states == {"unknown": 1}
