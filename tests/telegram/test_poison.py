"""Updates as Telegram never sends them: fields dropped, retyped, made huge. The good ones behind are answered."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.telegram.batches import UnreadableBatchError, arrived, read_batch, read_blindly, read_one
from handlers.telegram.incoming import Self, UnreadableError, read
from handlers.telegram.writer import TRIES_ALONE
from tests.botapi import events
from tests.telegram.running import Bot, PatientApi

US = Self(1, "local_test_bot")
GOOD = 50
SAMPLES: list[dict[str, Any]] = [
    events.message(7, "hello"),
    events.message(-7, "/hello@local_test_bot", user_id=7, reply_to_message={"message_id": 1, "from": {"id": 1}}),
    events.message(7, "", document={"file_id": "x", "file_unique_id": "y"}, caption="c"),
    events.edited_message(7, 1, "changed"),
    events.press(7, 1, "code"),
    events.inline_query(7, "question"),
    events.my_chat_member(7, "member", "kicked"),
    *events.migration(-8, -1008),
]
ODD: list[Any] = [None, True, -1, 0, 10**30, 1e308, "", "x" * 70_000, "\ud800", "\0", [], [[[]]], {}, {"id": "7"}]


def places(value: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The way to every field of a value."""
    if at:
        yield at
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, one in inside:
        yield from places(one, (*at, name))


def spoiled(update: dict[str, Any], at: tuple[str | int, ...], odd: Any, *, drop: bool) -> dict[str, Any]:
    """The update with one field dropped or replaced."""
    made = copy.deepcopy(update)
    inside: Any = made
    for name in at[:-1]:
        inside = inside[name]
    if drop:
        del inside[at[-1]]
    else:
        inside[at[-1]] = odd
    return made


def all_spoiled() -> Iterator[dict[str, Any]]:
    for sample in SAMPLES:
        numbered = {"update_id": 5, **sample}
        for at in places(numbered):
            yield spoiled(numbered, at, None, drop=True)
            for odd in ODD:
                yield spoiled(numbered, at, odd, drop=False)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(max_size=8), inside, max_size=4),
)


def check(update: Any) -> None:
    """It is kept under a number of 64 bits, in ASCII, and reading it ends in a value or in UnreadableError."""
    kept = arrived(json.loads(json.dumps(update)))
    assert -(2**63) <= kept.update.key < 2**63
    assert kept.update.raw.isascii()
    try:
        read(kept.parsed, US)
    except UnreadableError:
        return


def test_every_field_of_every_kind_dropped_retyped_and_made_huge_can_be_kept() -> None:
    count = 0
    for update in all_spoiled():
        check(update)
        count += 1
    assert count > 1000


@given(JSON)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_anything_at_all_can_be_kept(value: Any) -> None:
    check(value)
    check({"update_id": 1, "message": value})
    check({"update_id": 1, "callback_query": value})


@given(st.binary())
def test_bytes_that_are_no_json_can_be_kept(payload: bytes) -> None:
    assert -(2**63) <= read_one(payload).update.key < 2**63
    assert "\0" not in read_blindly(payload).update.raw
    with pytest.raises(UnreadableBatchError):
        read_batch(payload)


def test_an_unreadable_update_is_kept_under_the_number_in_its_text() -> None:
    assert read_blindly(b'{"update_id": 77, "message": \xff').update.key == 77


def test_poison_delays_nobody(store_url: str, tmp_path: Path) -> None:
    """A thousand odd updates over the wire, good ones in between; every good one is answered."""
    odd = list(all_spoiled())[::7]
    step = max(1, len(odd) // GOOD)
    with PatientApi() as api:
        texts: list[str] = []
        for number, update in enumerate(odd):
            if number % step == 0:
                texts.append(json.dumps({"update_id": 1000 + len(texts), **numbered(number // step)}))
            odd_id = update.get("update_id")
            update_id = 1000 + len(texts) if odd_id == 5 else odd_id
            texts.append(
                json.dumps({**update, "update_id": update_id}) if "update_id" in update else json.dumps(update)
            )
        texts += ['{"update_id": 900000, "message": {"chat": NaN', "[" * 3000, '"a text"', "null"]
        texts.append(json.dumps({"update_id": 900010, **numbered(9999)}))
        api.push_verbatim(*texts)
        with Bot(api, store_url, tmp_path / "log"):
            wanted = {f"good {number // step}" for number in range(0, len(odd), step)} | {"good 9999"}
            api.wait_for(len(wanted), chat_id=99, timeout=60)
            answered = {
                call.text.removeprefix("<b>re:</b> ") for call in api.calls("sendMessage", chat_id=99, accepted=True)
            }
        assert wanted <= answered


@pytest.mark.slow
def test_an_update_that_kills_the_process_is_put_away_in_the_end(store_url: str, tmp_path: Path) -> None:
    """Also when it comes to a bot that has answered before, and so handles it in the commit that keeps it."""
    with PatientApi() as api:
        bot = Bot(api, store_url, tmp_path / "log")
        with bot:
            api.push(events.message(1, "before"))
            api.wait_for(1, chat_id=1)
            api.push(events.message(2, "die"))
            assert bot.wait_for_death(30)
        api.push(events.message(3, "behind"))
        deaths = 1
        while not api.calls("sendMessage", chat_id=3, accepted=True):
            with bot:
                deaths += bot.wait_for_death(2.0)
        # One that nobody had kept yet, one that kept it first, and then those that are counted.
        assert deaths <= 2 + TRIES_ALONE
        with bot:
            assert [call.text for call in api.wait_for(1, chat_id=2)] == ["sorry"]


def numbered(number: int) -> dict[str, Any]:
    update = events.message(99, f"good {number}")
    update["message"]["message_id"] = 10 + number
    return update
