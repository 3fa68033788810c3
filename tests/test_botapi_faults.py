"""In: faults set by a schedule. Out: whether exactly those calls go wrong, and the record tells the truth of them."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.botapi import BotApi, Fault

CHAT, OTHER = 1001, 1002
DROPPED = (http.client.RemoteDisconnected, ConnectionError)


@pytest.fixture(scope="module")
def running() -> Iterator[BotApi]:
    with BotApi() as api:
        api.add_chats([CHAT, OTHER])
        yield api


@pytest.fixture
def api(running: BotApi) -> Iterator[BotApi]:
    running.clear_calls()
    yield running
    running.clear_faults()


def send(api: BotApi, text: str = "x", chat_id: int = CHAT) -> tuple[int, dict[str, Any], str | None]:
    line = http.client.HTTPConnection("127.0.0.1", api.port, timeout=20)
    try:
        body = json.dumps({"chat_id": chat_id, "text": text})
        line.request("POST", f"/bot{api.token}/sendMessage", body, {"Content-Type": "application/json"})
        answer = line.getresponse()
        content = answer.read()
        is_json = answer.headers["Content-Type"].startswith("application/json")
        return answer.status, json.loads(content) if is_json else {}, answer.headers["Retry-After"]
    finally:
        line.close()


def outcomes(api: BotApi, count: int) -> list[int]:
    found = []
    for number in range(count):
        try:
            found.append(send(api, str(number))[0])
        except DROPPED:
            found.append(0)
    return found


def test_the_third_is_accepted_and_then_the_line_drops(api: BotApi) -> None:
    api.fault(Fault("drop_after", method="sendMessage", nth=(3,)))
    assert outcomes(api, 4) == [200, 200, 0, 200]
    assert [(call.accepted, call.answered, call.text) for call in api.calls()] == [
        (True, True, "0"),
        (True, True, "1"),
        (True, False, "2"),
        (True, True, "3"),
    ]


def test_a_line_dropped_before_acceptance_takes_no_effect(api: BotApi) -> None:
    api.fault(Fault("drop_before", method="send*", every=2))
    assert outcomes(api, 4) == [200, 0, 200, 0]
    assert [call.accepted for call in api.calls()] == [True, False, True, False]
    assert api.count(accepted=True) == 2


def test_429_carries_retry_after_twice_and_sticks_to_its_chat(api: BotApi) -> None:
    api.fault(Fault("too_many", chat_id=CHAT, retry_after=10_800, sticky=True, times=1))
    status, answer, header = send(api)
    assert (status, header) == (429, "10800")
    assert answer["parameters"] == {"retry_after": 10_800}
    assert send(api)[1]["parameters"]["retry_after"] <= 10_800
    assert send(api, chat_id=OTHER)[0] == 200


def test_a_server_error_is_not_accepted_and_ends_after_its_times(api: BotApi) -> None:
    api.fault(Fault("error", status=502, description="<html>Bad Gateway</html>", times=2))
    assert outcomes(api, 3) == [502, 502, 200]
    assert api.count(accepted=True) == 1


def test_a_percentage_with_a_seed_hits_the_same_calls_again(api: BotApi) -> None:
    fault = Fault("error", percent=30.0, seed=7)
    api.fault(fault)
    first = outcomes(api, 40)
    api.clear_faults()
    api.fault(fault)
    assert outcomes(api, 40) == first
    assert 3 < first.count(500) < 25


def test_a_hanging_line_is_accepted_before_it_hangs(api: BotApi) -> None:
    api.fault(Fault("hang_after", seconds=0.05, nth=(1,)), Fault("hang_before", seconds=0.05, nth=(2,)))
    assert outcomes(api, 3) == [0, 0, 200]
    assert [call.accepted for call in api.calls()] == [True, False, True]


def test_a_late_answer_is_accepted_at_once(api: BotApi) -> None:
    api.fault(Fault("delay", seconds=0.05))
    assert outcomes(api, 1) == [200]
    assert api.count(accepted=True) == 1


def test_a_proxys_page_hides_an_accepted_message(api: BotApi) -> None:
    api.fault(Fault("garbage", status=200))
    assert send(api)[:2] == (200, {})
    assert api.count(accepted=True) == 1


def test_the_faults_report_what_they_hit(api: BotApi) -> None:
    api.fault(Fault("error", after=1, times=1))
    assert outcomes(api, 3) == [200, 500, 200]
    report = api.faults()[0]
    assert (report["seen"], report["hits"]) == (3, 1)


def test_off_the_network_connections_are_refused_and_the_port_stays_the_same(api: BotApi) -> None:
    waiting = http.client.HTTPConnection("127.0.0.1", api.port, timeout=20)
    waiting.request("GET", f"/bot{api.token}/getUpdates?timeout=50")
    while not api.count("getUpdates"):
        time.sleep(0.01)
    api.online(False)
    with pytest.raises(DROPPED):
        waiting.getresponse()
    waiting.close()
    with pytest.raises(ConnectionRefusedError):
        send(api)
    api.online()
    assert send(api)[0] == 200


def test_an_unknown_field_of_a_fault_or_setting_is_refused(api: BotApi) -> None:
    with pytest.raises(ValueError, match="unknown settings"):
        api.settings(latncy=1)
    with pytest.raises(ValueError, match="unknown fields"):
        Fault.from_json({"action": "error", "evry": 2})
