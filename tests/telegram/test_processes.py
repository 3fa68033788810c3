"""Several processes of one bot: one leads, the others stand by; webhook replicas store, and the order holds."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import text

from data.session import open_engine
from tests.botapi import events, windows
from tests.botapi.calls import Call
from tests.telegram.running import Bot, PatientApi, several

NUMBER = re.compile(r"#(\d+)")


def number_of(call: Call) -> int | None:
    found = NUMBER.search(call.text)
    return int(found[1]) if found else None


def messages(first: int, count: int, chats: int = 20) -> list[events.Update]:
    return [events.message(1 + number % chats, f"#{number}") for number in range(first, first + count)]


def judged(api: PatientApi, count: int) -> None:
    """Each once, each chat in order, and no storm of 409."""
    calls = answers(api)
    assert len({number_of(call) for call in calls}) == count
    assert not windows.out_of_order(calls, number_of)
    assert api.summary()["methods"].get("getUpdates", {}).get("409", 0) <= 1


@pytest.mark.slow
@pytest.mark.parametrize("processes", [2, 4, 8])
def test_a_second_process_stands_by_and_takes_over(store_url: str, tmp_path: Path, processes: int) -> None:
    with PatientApi() as api, several([Bot(api, store_url, tmp_path / f"log{n}") for n in range(processes)]) as bots:
        api.push_many(messages(0, 300))
        api.wait_for(300, timeout=60)
        for killed in range(processes - 1):
            next(bot for bot in bots if bot.running.poll() is None and leads(bot)).kill()
            began = time.monotonic()
            api.push_many(messages(300 + 50 * killed, 50))
            wait_for_numbers(api, 350 + 50 * killed)
            assert time.monotonic() - began < 30
        assert len(answers(api)) - (300 + 50 * (processes - 1)) <= 64 * processes
        judged(api, 300 + 50 * (processes - 1))


@pytest.mark.slow
@pytest.mark.parametrize("processes", [2, 4, 8])
def test_replicas_take_webhook_calls_and_no_update_is_handled_twice(
    store_url: str, tmp_path: Path, processes: int
) -> None:
    ports = [free_port() for _ in range(processes)]
    with PatientApi() as api, Proxy(ports) as proxy:
        webhook = f"http://127.0.0.1:{proxy.port}/telegram"
        bots = [
            Bot(
                api, store_url, tmp_path / f"log{port}", THAMPLAN_WEBHOOK_URL=webhook, THAMPLAN_HTTP=f"127.0.0.1:{port}"
            )
            for port in ports
        ]
        with several(bots):
            for port, bot in zip(ports, bots, strict=True):
                wait_for_port(port, bot)
            assert refused(ports[0], "wrong") == 403
            api.push_many(messages(0, 400))
            api.push(*[events.press(3, 1, "take:once")] * 2)
            wait_for_numbers(api, 400)
            judged(api, 400)
            assert max(Counter(map(number_of, answers(api))).values()) == 1
            api.wait_for(2, method="answerCallbackQuery", timeout=20)
            assert effects(store_url).count("once") == 1


def answers(api: PatientApi) -> list[Call]:
    return [call for call in api.calls("sendMessage", accepted=True) if number_of(call) is not None]


def leads(bot: Bot) -> bool:
    return "This process answers now" in bot.said()


def effects(url: str) -> list[str]:
    engine = open_engine(url)
    with engine.begin() as connection:
        found = [str(row[0]) for row in connection.execute(text("SELECT token FROM test_effect"))]
        connection.execute(text("DELETE FROM test_effect"))
    engine.dispose()
    return found


def wait_for_numbers(api: PatientApi, count: int, seconds: float = 40.0) -> None:
    ends_at = time.monotonic() + seconds
    while len({number_of(call) for call in answers(api)}) < count:
        assert time.monotonic() < ends_at
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_for_port(port: int, bot: Bot | None = None) -> None:
    for _ in range(600):
        assert bot is None or bot.running.poll() is None, bot.said()
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(port)


def refused(port: int, secret: str) -> int:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/telegram", b"{}", {"X-Telegram-Bot-Api-Secret-Token": secret}, method="POST"
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


class Proxy:
    """A balancer in front of the replicas: each connection goes to the next one."""

    def __init__(self, ports: list[int]) -> None:
        self._ports = ports

    def __enter__(self) -> Proxy:
        code = (
            "import asyncio, itertools, sys\n"
            "ports = itertools.cycle(map(int, sys.argv[2:]))\n"
            "async def pipe(a, b):\n"
            "    try:\n"
            "        while data := await a.read(65536):\n"
            "            b.write(data); await b.drain()\n"
            "    except OSError: pass\n"
            "    finally: b.close()\n"
            "async def serve(r, w):\n"
            "    try: up = await asyncio.open_connection('127.0.0.1', next(ports))\n"
            "    except OSError: w.close(); return\n"
            "    await asyncio.gather(pipe(r, up[1]), pipe(up[0], w))\n"
            "async def main():\n"
            "    s = await asyncio.start_server(serve, '127.0.0.1', int(sys.argv[1])); await s.serve_forever()\n"
            "asyncio.run(main())\n"
        )
        self.port = free_port()
        command = [sys.executable, "-W", "ignore", "-c", code, str(self.port), *map(str, self._ports)]
        self._process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        wait_for_port(self.port)
        return self

    def __exit__(self, *_error: object) -> None:
        self._process.kill()
        self._process.wait()
