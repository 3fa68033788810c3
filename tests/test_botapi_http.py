"""In: bare HTTP calls. Out: whether the local Bot API answers as the real one does."""

from __future__ import annotations

import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.botapi import BotApi, Limit, events

CHAT = 1001


@pytest.fixture(scope="module")
def running() -> Iterator[BotApi]:
    with BotApi() as api:
        yield api


@pytest.fixture
def api(running: BotApi) -> Iterator[BotApi]:
    running.settings(strict_polls=False)
    running.add_chats([CHAT])
    yield running
    running.limit()
    call(running, "getUpdates", offset=-1)
    if waiting := running.waiting():
        call(running, "getUpdates", offset=waiting[-1] + 1)


def call(api: BotApi, method: str, token: str = "", **params: Any) -> dict[str, Any]:
    line = http.client.HTTPConnection("127.0.0.1", api.port, timeout=20)
    headers = {"Content-Type": "application/json"}
    line.request("POST", f"/bot{token or api.token}/{method}", json.dumps(params), headers)
    answer = json.loads(line.getresponse().read())
    line.close()
    assert isinstance(answer, dict)
    return answer


def told(api: BotApi, method: str, **params: Any) -> tuple[int, str]:
    answer = call(api, method, **params)
    return answer["error_code"], answer["description"]


def ids(answer: dict[str, Any]) -> list[int]:
    return [update["update_id"] for update in answer["result"]]


def test_updates_come_again_until_a_higher_offset_is_asked(api: BotApi) -> None:
    pushed = api.push_many(events.message(CHAT, str(n)) for n in range(3))
    assert ids(call(api, "getUpdates")) == pushed
    assert ids(call(api, "getUpdates")) == pushed
    assert ids(call(api, "getUpdates", offset=pushed[1])) == pushed[1:]
    assert api.waiting() == pushed[1:]
    assert ids(call(api, "getUpdates", offset=pushed[1], limit=1)) == pushed[1:2]
    assert ids(call(api, "getUpdates", offset=pushed[2] + 1 if pushed[2] else 0)) == []
    assert api.waiting() == []


def test_a_negative_offset_keeps_the_last_and_a_far_one_confirms_nothing(api: BotApi) -> None:
    pushed = api.push_many(events.message(CHAT, str(n)) for n in range(5))
    assert ids(call(api, "getUpdates", offset=(pushed[-1] or 0) + 1000)) == pushed
    assert ids(call(api, "getUpdates", offset=-2)) == pushed[-2:]
    assert api.waiting() == pushed[-2:]


def test_at_most_a_hundred_updates_come_at_once(api: BotApi) -> None:
    pushed = api.push_many(events.message(CHAT, str(n)) for n in range(250))
    assert ids(call(api, "getUpdates", limit=1000)) == pushed[:100]


def test_a_long_poll_is_answered_when_an_update_comes(api: BotApi) -> None:
    answers: list[dict[str, Any]] = []
    poll = threading.Thread(target=lambda: answers.append(call(api, "getUpdates", timeout=20)))
    before = api.count("getUpdates")
    poll.start()
    while api.count("getUpdates") == before:
        time.sleep(0.01)
    pushed = api.push(events.message(CHAT, "news"))
    poll.join(10)
    assert ids(answers[0]) == pushed


def test_a_second_poller_ends_the_first_with_409(api: BotApi) -> None:
    answers: list[dict[str, Any]] = []
    polls = [threading.Thread(target=lambda: answers.append(call(api, "getUpdates", timeout=20))) for _ in range(2)]
    for poll in polls:
        before = api.count("getUpdates")
        poll.start()
        while api.count("getUpdates") == before:
            time.sleep(0.01)
    while not answers:
        time.sleep(0.01)
    assert answers[0]["error_code"] == 409
    assert answers[0]["description"].startswith("Conflict: terminated by other getUpdates request")
    api.push(events.message(CHAT, "for the second"))
    for poll in polls:
        poll.join(10)
    assert answers[1]["ok"]


def test_updates_of_unwanted_kinds_are_not_queued(api: BotApi) -> None:
    call(api, "getUpdates", allowed_updates=["callback_query"])
    assert api.push(events.message(CHAT, "unheard")) == [None]
    call(api, "getUpdates", allowed_updates=[])
    assert api.push(events.message(CHAT, "heard")) != [None]


def test_texts_of_any_shape_are_handed_out_as_they_are(api: BotApi) -> None:
    number = api.push(events.message(CHAT, "first"))[0] or 0
    poison = f'{{"update_id":{number + 1},"message":{{"date":1e999,"chat":[7],"message_id":{{}}}}}}'
    api.push_verbatim(poison)
    line = http.client.HTTPConnection("127.0.0.1", api.port, timeout=20)
    line.request("GET", f"/bot{api.token}/getUpdates?offset={number + 1}")
    assert line.getresponse().read().decode() == f'{{"ok":true,"result":[{poison}]}}'
    line.close()


def test_an_update_that_is_no_unicode_is_handed_out_all_the_same(api: BotApi) -> None:
    number = api.push(events.message(CHAT, "lone \ud800 surrogate"))[0] or 0
    assert call(api, "getUpdates", offset=number)["result"][0]["message"]["text"] == "lone \ud800 surrogate"
    api.push_verbatim(f'{{"update_id":{number + 1},"message":"\ud800"}}')
    line = http.client.HTTPConnection("127.0.0.1", api.port, timeout=20)
    line.request("GET", f"/bot{api.token}/getUpdates?offset={number + 1}")
    assert b'"message":"\xed\xa0\x80"' in line.getresponse().read()
    line.close()


def test_a_request_cut_in_the_middle_asks_nothing(api: BotApi) -> None:
    before = api.count("sendMessage")
    with socket.create_connection(("127.0.0.1", api.port)) as line:
        head = f"POST /bot{api.token}/sendMessage HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        line.sendall(f'{head}Content-Length: 100\r\n\r\n{{"chat_id": {CHAT}'.encode())
    assert call(api, "getMe")["ok"]
    assert api.count("sendMessage") == before


def test_every_form_of_a_call_is_understood(api: BotApi) -> None:
    line = http.client.HTTPConnection("127.0.0.1", api.port, timeout=20)
    params = urlencode({"chat_id": CHAT, "text": "สวัสดี"})
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    for verb, path, body, headers in (("GET", f"?{params}", "", {}), ("POST", "", params, form)):
        line.request(verb, f"/bot{api.token}/SENDmessage{path}", body, headers)
        assert json.loads(line.getresponse().read())["result"]["text"] == "สวัสดี"
    line.close()


def test_a_wrong_or_revoked_token_is_401_and_a_wrong_path_404(api: BotApi) -> None:
    assert call(api, "getMe", token="1234:wrong")["error_code"] == 401
    assert call(api, "getMe", token="nonsense")["description"] == "Unauthorized: invalid token specified"
    api.revoke_token()
    assert told(api, "getMe") == (401, "Unauthorized")
    api.revoke_token(False)
    assert call(api, "getMe")["ok"]
    assert told(api, "noSuchMethod") == (404, "Not Found: method not found")


@pytest.mark.parametrize(
    ("params", "why"),
    [
        ({"text": "x"}, "chat_id is empty"),
        ({"chat_id": 999_999, "text": "x"}, "chat not found"),
        ({"chat_id": CHAT, "text": " "}, "message text is empty"),
        ({"chat_id": CHAT, "text": "ก" * 4097}, "message is too long"),
        ({"chat_id": CHAT, "text": "<b>x", "parse_mode": "HTML"}, "can't parse entities: Can't find end tag"),
        (
            {"chat_id": CHAT, "text": "x", "reply_parameters": {"message_id": 1 << 30}},
            "message to be replied not found",
        ),
        ({"chat_id": CHAT, "text": "x", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
    ],
)
def test_a_message_that_cannot_be_sent_is_refused_in_telegrams_words(
    api: BotApi, params: dict[str, Any], why: str
) -> None:
    code, description = told(api, "sendMessage", **params)
    assert code == 400
    assert description.startswith(f"Bad Request: {why}")


@pytest.mark.parametrize("data", ["", "ก" * 22, "x" * 65])
def test_callback_data_is_1_to_64_bytes(api: BotApi, data: str) -> None:
    markup = {"inline_keyboard": [[{"text": "ok", "callback_data": data}]]}
    assert told(api, "sendMessage", chat_id=CHAT, text="x", reply_markup=markup) == (
        400,
        "Bad Request: BUTTON_DATA_INVALID",
    )


def test_chats_that_are_closed_are_refused_with_their_reason(api: BotApi) -> None:
    api.add_chats([2001], "blocked")
    assert told(api, "sendMessage", chat_id=2001, text="x") == (403, "Forbidden: bot was blocked by the user")
    api.push(events.my_chat_member(2001, "kicked", "member"))
    assert call(api, "sendMessage", chat_id=2001, text="x")["ok"]
    api.push(events.my_chat_member(-1002002, "member", "kicked"))
    assert told(api, "sendMessage", chat_id=-1002002, text="x")[1].startswith(
        "Forbidden: bot was kicked from the super"
    )
    api.migrate(-2003, -1002003)
    moved = call(api, "sendMessage", chat_id=-2003, text="x")
    assert moved["parameters"] == {"migrate_to_chat_id": -1002003}
    assert call(api, "sendMessage", chat_id=-1002003, text="x")["ok"]
    assert call(api, "leaveChat", chat_id=-1002003)["ok"]
    assert told(api, "sendMessage", chat_id=-1002003, text="x")[0] == 403


def test_edits_know_what_is_there(api: BotApi) -> None:
    number = call(api, "sendMessage", chat_id=CHAT, text="one")["result"]["message_id"]
    same = told(api, "editMessageText", chat_id=CHAT, message_id=number, text="one")
    assert same[1].startswith("Bad Request: message is not modified")
    assert call(api, "editMessageText", chat_id=CHAT, message_id=number, text="two")["result"]["text"] == "two"
    markup = {"inline_keyboard": [[{"text": "ok", "callback_data": "1"}]]}
    for ok in (True, False):
        edited = call(api, "editMessageReplyMarkup", chat_id=CHAT, message_id=number, reply_markup=markup)
        assert edited["ok"] is ok
    assert call(api, "deleteMessage", chat_id=CHAT, message_id=number)["ok"]
    gone = told(api, "editMessageText", chat_id=CHAT, message_id=number, text="three")
    assert gone == (400, "Bad Request: message to edit not found")


def test_a_press_carries_the_message_it_is_under_and_only_a_real_one_is_answered(api: BotApi) -> None:
    markup = {"inline_keyboard": [[{"text": "ok", "callback_data": "yes"}]]}
    number = call(api, "sendMessage", chat_id=CHAT, text="sure?", reply_markup=markup)["result"]["message_id"]
    api.push(events.press(CHAT, number, "yes", query_id="q1"))
    query = call(api, "getUpdates", offset=-1)["result"][0]["callback_query"]
    assert query["message"]["text"] == "sure?"
    assert query["message"]["reply_markup"] == markup
    assert call(api, "answerCallbackQuery", callback_query_id="q1")["ok"]
    assert told(api, "answerCallbackQuery", callback_query_id="q2")[1].startswith("Bad Request: query is too old")


def test_a_full_window_is_429_with_the_seconds_to_wait(api: BotApi) -> None:
    api.limit(Limit("group", 2, 60.0), Limit("chat", 3, 60.0))
    api.add_chats([-3001, 3002])
    for chat, allowed in ((-3001, 2), (3002, 3)):
        answers = [call(api, "sendMessage", chat_id=chat, text="x") for _ in range(allowed + 1)]
        assert [answer["ok"] for answer in answers] == [True] * allowed + [False]
        assert answers[-1]["error_code"] == 429
        assert 1 <= answers[-1]["parameters"]["retry_after"] <= 60


def test_a_bot_that_asks_in_a_tight_loop_gets_one_update_at_a_time(api: BotApi) -> None:
    api.settings(strict_polls=True)
    pushed = api.push_many(events.message(CHAT, str(n)) for n in range(3))
    first, second = (ids(call(api, "getUpdates", offset=pushed[0])) for _ in range(2))
    assert (first, second) == (pushed, pushed[:1])


def test_a_jump_of_update_ids_is_read_from_the_head(api: BotApi) -> None:
    before = api.push(events.message(CHAT, "before"))[0] or 0
    call(api, "getUpdates", offset=before + 1)
    api.jump_to_update_id(before - 5_000)
    after = api.push(events.message(CHAT, "after a week"))
    assert ids(call(api, "getUpdates", offset=before + 1)) == after
