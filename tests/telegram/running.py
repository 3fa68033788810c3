"""A local Bot API and a database in; running bots out, which are gone at the end whatever happened."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from tests.botapi import BotApi, Call

ROOT = Path(__file__).parents[2]
QUICK = {"THAMPLAN_CHAT_PER_SECOND": "0", "THAMPLAN_GROUP_PER_MINUTE": "0", "THAMPLAN_HTTP": ""}
"""No limits and no HTTP server: what most tests want."""


class PatientApi(BotApi):
    """The local Bot API, with patience for a machine that does other things too."""

    def wait_for(
        self, count: int, method: str | None = "sendMessage", chat_id: int | None = None, timeout: float = 60.0
    ) -> list[Call]:
        return super().wait_for(count, method, chat_id, max(timeout, 60.0))


class Bot:
    """One process of the bot of the tests."""

    def __init__(
        self, api: BotApi, url: str, log: Path, module: str = "tests.telegram.bot", cpu: str = "", **environ: str
    ) -> None:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("THAMPLAN_")}
        settings = {
            "THAMPLAN_TOKEN": api.token,
            "THAMPLAN_TELEGRAM_API_URL": api.base_url,
            "THAMPLAN_DATABASE_URL": url,
            "THAMPLAN_LOG_LEVEL": "INFO",
        }
        self._environ = clean | settings | QUICK | environ
        self._command = [*(["taskset", "-c", cpu] if cpu else []), sys.executable, "-m", *module.split()]
        self.log = log
        self._stderr: IO[str] | None = None
        self.process: subprocess.Popen[str] | None = None

    def start(self, **environ: str) -> Self:
        self._stderr = self.log.open("a")
        self.process = subprocess.Popen(
            self._command,
            cwd=ROOT,
            env=self._environ | environ,
            stdin=subprocess.DEVNULL,
            stderr=self._stderr,
            text=True,
        )
        return self

    @property
    def running(self) -> subprocess.Popen[str]:
        assert self.process is not None
        return self.process

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def stop(self) -> float:
        """SIGTERM; the seconds it took to leave."""
        began = time.monotonic()
        self._end(signal.SIGTERM)
        return time.monotonic() - began

    def wait_for_death(self, seconds: float) -> bool:
        """True when it has died by itself (a failpoint)."""
        try:
            self.running.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def said(self) -> str:
        return self.log.read_text()

    def _end(self, by: signal.Signals) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(by)
            self.process.wait(30)
        if self._stderr is not None:
            self._stderr.close()
            self._stderr = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.kill()


@contextmanager
def several(bots: list[Bot]) -> Iterator[list[Bot]]:
    """All of them started, and killed at the end."""
    try:
        yield [bot.start() for bot in bots]
    finally:
        for bot in bots:
            bot.kill()
