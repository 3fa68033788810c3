"""A bot in; what its answers cost and how long they take out. Bots run on core 0, the local Bot API and we on 1."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench.contenders import ORDERED, Contender, number_of
from tests.botapi import events, windows
from tests.telegram.running import Bot, PatientApi

UNLIMITED = {
    "THAMPLAN_BULK_PER_SECOND": "0",
    "THAMPLAN_MESSAGES_A_MINUTE": "999999",
    "THAMPLAN_SENDERS": "256",
    "THAMPLAN_LOG_LEVEL": "WARNING",
    "PYTHONWARNINGS": "ignore",
}
"""Limits are lifted, for every bot alike."""
TICK = os.sysconf("SC_CLK_TCK")
ORDER_CHATS, ORDER_EACH = 50, 15


@dataclass(frozen=True, slots=True)
class Flood:
    """Queued updates, answered."""

    cpu_ms: float
    """Processor time of an answer, all threads of the bot's process."""
    per_second: float


def bot_of(contender: Contender, api: PatientApi, folder: Path) -> Bot:
    environ = {**UNLIMITED, **contender.environ}
    return Bot(api, contender.database(folder), folder / "log", contender.module, cpu="0", **environ)


def queued(contender: Contender, updates: int, chats: int) -> list[events.Update]:
    texts = contender.questions
    return [events.message(1000 + n % chats, texts[n % len(texts)].format(n)) for n in range(updates)]


def flood(contender: Contender, updates: int, chats: int, latency: float) -> Flood:
    """All updates wait before the bot starts; from the first answer to the last."""
    with tempfile.TemporaryDirectory() as folder, PatientApi(cpus=[1]) as api:
        api.settings(latency=latency, keep_params=False)
        api.push_many(queued(contender, updates, chats))
        with bot_of(contender, api, Path(folder)) as bot:
            api.wait_for(1, timeout=60)
            cpu, began, before = cpu_of(bot), time.monotonic(), api.count("sendMessage", accepted=True)
            api.wait_for(updates, timeout=240)
            done = updates - before
            return Flood((cpu_of(bot) - cpu) / done * 1000, done / (time.monotonic() - began))


def lone(contender: Contender, count: int) -> float:
    """The median of one answer at a time, from the push to Telegram's taking of the answer, in ms."""
    with (
        tempfile.TemporaryDirectory() as folder,
        PatientApi(cpus=[1]) as api,
        bot_of(contender, api, Path(folder)),
    ):
        for _ in range(3):  # what the first answers still have to make is not what an answer takes
            api.push(*queued(contender, 1, 1))
        api.wait_for(3, timeout=60)
        times = []
        for n in range(count):
            time.sleep(0.05)
            began = time.monotonic()
            api.push(events.message(2000 + n, contender.questions[n % len(contender.questions)].format(n)))
            times.append(api.wait_for(1, chat_id=2000 + n)[0].at - began)
    return statistics.median(times) * 1000


def disorder(contender: Contender) -> tuple[int, int]:
    """Answers that came after an answer to a later message of their chat; and how many answers showed their number."""
    text = contender.questions[0] if contender.is_echo else ORDERED
    with tempfile.TemporaryDirectory() as folder, PatientApi(cpus=[1]) as api:
        api.settings(latency=0.02, jitter=0.05)
        asked = [
            events.message(1000 + chat, text.format(number))
            for number in range(1, ORDER_EACH + 1)
            for chat in range(ORDER_CHATS)
        ]
        api.push_many(asked)
        with bot_of(contender, api, Path(folder)):
            calls = api.wait_for(len(asked), timeout=240)
    seen = sum(number_of(call) is not None for call in calls)
    return sum(windows.out_of_order(calls, number_of).values()), seen


def idle(contender: Contender) -> tuple[float, float]:
    """Seconds from the start of the process to its first poll, and MiB of memory when nothing happens."""
    with tempfile.TemporaryDirectory() as folder, PatientApi(cpus=[1]) as api:
        bot = bot_of(contender, api, Path(folder))
        with bot:  # the first start makes the database
            wait_for_poll(api, 60.0)
            time.sleep(0.5)
        polls = api.count("getUpdates")
        began = time.monotonic()
        with bot:
            while api.count("getUpdates") <= polls:
                time.sleep(0.002)
            started = time.monotonic() - began
            time.sleep(2.0)
            return started, memory_of(bot)


def wait_for_poll(api: PatientApi, seconds: float) -> None:
    ends_at = time.monotonic() + seconds
    while not api.count("getUpdates") and time.monotonic() < ends_at:
        time.sleep(0.01)


def cpu_of(bot: Bot) -> float:
    """Seconds of processor time, all threads."""
    numbers = Path(f"/proc/{bot.running.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(numbers[11]) + int(numbers[12])) / TICK


def memory_of(bot: Bot) -> float:
    status = Path(f"/proc/{bot.running.pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024
