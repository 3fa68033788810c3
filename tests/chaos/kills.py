"""A number of kills in; what was lost, repeated, doubled and out of order out. The judge is the local Bot API."""

from __future__ import annotations

import random
import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from bot.failpoints import POINTS
from data.session import open_engine
from tests.botapi import events, windows
from tests.botapi.calls import Call
from tests.telegram.running import Bot, PatientApi

SENDERS = 8
CHATS = 40
_NUMBER = re.compile(r"#(\d+)")


@dataclass(slots=True)
class Figures:
    """What a run of kills has shown."""

    updates: int
    presses: int
    kills: int
    lost: int
    repeated: int
    effects_missing: int
    effects_doubled: int
    out_of_order: int
    conflicts: int
    seconds: float
    lapsed: int
    """Presses that Telegram itself forgot, because nobody asked for 150 seconds."""

    def __str__(self) -> str:
        return (
            f"{self.kills} kills, {self.updates} messages and {self.presses} presses (each delivered twice): "
            f"lost {self.lost}, repeated {self.repeated} (allowed {self.kills * SENDERS}), "
            f"effects missing {self.effects_missing}, doubled {self.effects_doubled}, "
            f"out of order {self.out_of_order}, lapsed at Telegram {self.lapsed}, {self.seconds:.0f} s"
        )


class Run:
    """One run: messages and presses keep coming while the bot is killed and started again."""

    def __init__(self, url: str, folder: Path, kills: int, seed: int = 0, per_kill: int = 40) -> None:
        self._url = url
        self._log = folder / "chaos.log"
        self._kills = kills
        self._per_kill = per_kill
        self._chance = random.Random(seed)
        self._pushed = 0
        self._tokens: list[str] = []
        self._cards: dict[int, int] = {}

    def run(self) -> Figures:
        began = time.monotonic()
        with PatientApi() as api:
            api.settings(latency=0.005, jitter=0.01)
            bot = Bot(api, self._url, self._log, THAMPLAN_SENDERS=str(SENDERS))
            try:
                self._show_cards(api, bot)
                for number in range(self._kills):
                    self._push(api)
                    self._live_and_die(api, bot, number)
                wait_for_poll(api, bot, bot.start)
                self._settle(api)
            finally:
                bot.kill()
            return self._judge(api, time.monotonic() - began)

    def _show_cards(self, api: PatientApi, bot: Bot) -> None:
        bot.start()
        api.push_many([events.message(chat, "card") for chat in range(1, CHATS + 1)])
        for call in api.wait_for(CHATS, timeout=30):
            self._cards[int(call.chat_id or 0)] = call.message_id or 0
        bot.kill()

    def _push(self, api: PatientApi) -> None:
        """Messages of all chats, and presses that Telegram delivers twice under two numbers."""
        batch = []
        for _ in range(self._per_kill):
            self._pushed += 1
            batch.append(events.message(1 + self._pushed % CHATS, f"#{self._pushed}"))
        for _ in range(4):
            token, chat = f"t{len(self._tokens)}", self._chance.randint(1, CHATS)
            self._tokens.append(token)
            batch += [events.press(chat, self._cards[chat], f"take:{token}")] * 2
        api.push_many(batch)

    def _live_and_die(self, api: PatientApi, bot: Bot, number: int) -> None:
        """Half the deaths at a named commit point, half at any instant after the first sign of life."""
        if number % 2:
            point = POINTS[number // 2 % len(POINTS)]
            passing = 1 if point in ("fetched", "before_acknowledging") else self._chance.randint(1, 4)
            wait_for_poll(api, bot, lambda: bot.start(THAMPLAN_TEST_FAILPOINT=f"{point}:{passing}"))
            bot.wait_for_death(2.0)
        else:
            wait_for_poll(api, bot, bot.start)
            time.sleep(self._chance.uniform(0, 0.15))
        bot.kill()

    def _settle(self, api: PatientApi) -> None:
        """Until nothing is left at Telegram, in the inbox or in the outbox; a minute without progress ends it too."""
        moved_at, before = time.monotonic(), (-1, -1, -1)
        while time.monotonic() - moved_at < 60.0:
            # Looked at in the order in which a message passes: none slips by unseen between two looks.
            now = api.waiting(), self._left(), api.count(accepted=True)
            if not any(now[:2]):
                return
            moved_at, before = (moved_at if now == before else time.monotonic()), now
            time.sleep(0.1)

    def _left(self) -> int:
        """Rows that somebody still has to handle or send."""
        engine = open_engine(self._url)
        with engine.connect() as connection:
            new = connection.scalar(text("SELECT count(*) FROM inbox WHERE state = 'new'")) or 0
            leaving = connection.scalar(text("SELECT count(*) FROM outbox WHERE state IN ('pending', 'sending')")) or 0
        engine.dispose()
        return int(new) + int(leaving)

    def _judge(self, api: PatientApi, seconds: float) -> Figures:
        calls = api.calls("sendMessage", accepted=True)
        counts = Counter(number for call in calls if (number := number_of(call)) is not None)
        effects = self._effects()
        return Figures(
            updates=self._pushed,
            presses=len(self._tokens),
            kills=self._kills,
            lost=sum(counts[number] == 0 for number in range(1, self._pushed + 1)),
            repeated=sum(count - 1 for count in counts.values()),
            effects_missing=sum(effects[token] == 0 for token in self._tokens),
            effects_doubled=sum(count > 1 for count in effects.values()),
            out_of_order=sum(windows.out_of_order(first_only(calls), number_of).values()),
            conflicts=api.summary()["methods"].get("getUpdates", {}).get("409", 0),
            seconds=seconds,
            lapsed=api._ask("GET", "/updates")["lapsed"],
        )

    def _effects(self) -> Counter[str]:
        engine = open_engine(self._url)
        with engine.connect() as connection:
            found = Counter(str(row[0]) for row in connection.execute(text("SELECT token FROM test_effect")))
        engine.dispose()
        return found


def wait_for_poll(api: PatientApi, bot: Bot, start: Callable[[], object]) -> None:
    """Start it and wait for its first poll: a press lapses after 150 seconds, so each life must be a life."""
    seen = api.count("getUpdates")
    start()
    ends_at = time.monotonic() + 60
    while api.count("getUpdates") <= seen and bot.running.poll() is None and time.monotonic() < ends_at:
        time.sleep(0.005)


def number_of(call: Call) -> int | None:
    """The number of the message that a call answers."""
    found = _NUMBER.search(call.text)
    return int(found[1]) if found else None


def first_only(calls: list[Call]) -> list[Call]:
    """Each answer the first time: a repeat after a crash may come behind a later one that had already left."""
    seen: set[tuple[object, str]] = set()
    return [call for call in calls if (call.chat_id, call.text) not in seen and not seen.add((call.chat_id, call.text))]
