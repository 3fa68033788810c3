"""P5 and the start of a question: how soon each process is of use, and what it holds when nothing happens.

    python -m tests.bench.start [--rounds 15]

Seconds of the clock and of the processor (user and system) from the start of the process to its first poll or first
answer, medians of rounds that take turns, beside a bare interpreter and a bare python-telegram-bot. Databases are there
already, but for the demo, which makes its own.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.telegram.running import Bot, PatientApi

ROOT = Path(__file__).parents[2]
TICK = os.sysconf("SC_CLK_TCK")
START_BAR, MEMORY_BAR = 1.0, 120.0
IDLE_SECONDS = 3.0
QUESTION = "ใครดูแล 1.7"


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds until it was of use, on the clock and on the processor; MiB when idle (0: not looked at)."""

    wall: float
    cpu: float
    memory: float = 0.0


Starting = Callable[[], Start]


def polling(api: PatientApi, bot: Bot) -> Start:
    """From the start of a bot to its first getUpdates, by the clock of the local Bot API."""
    polls, began = api.count("getUpdates"), time.monotonic()
    with bot:
        while api.count("getUpdates") <= polls:
            time.sleep(0.002)
        cpu = cpu_of(bot.running.pid)
        wall = api.calls("getUpdates")[polls].at - began
        time.sleep(IDLE_SECONDS)
        return Start(wall, cpu, memory_of(bot.running.pid))


def answering(folder: Path, *options: str) -> Start:
    """From the start of `thamplan ask` to its first line."""
    began = time.monotonic()
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "ask", *options, QUESTION],
        cwd=ROOT,
        env=environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdout
        process.stdout.readline()
        wall, cpu = time.monotonic() - began, cpu_of(process.pid)
        process.communicate()
    return Start(wall, cpu)


def interpreter() -> Start:
    """A process that does nothing, to its end."""
    began = time.monotonic()
    process = subprocess.Popen([sys.executable, "-c", "pass"])
    _, _, spent = os.wait4(process.pid, 0)
    process.returncode = 0
    return Start(time.monotonic() - began, spent.ru_utime + spent.ru_stime)


def environment(folder: Path) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("THAMPLAN_")}
    return {**own, "THAMPLAN_DATABASE_URL": f"sqlite:///{folder}/asked.db"}


def cpu_of(pid: int) -> float:
    """Seconds of processor time so far, all threads; the kernel counts in hundredths."""
    numbers = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(numbers[11]) + int(numbers[12])) / TICK


def memory_of(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


@contextmanager
def contenders() -> Iterator[dict[str, Starting]]:
    """What starts, by name."""
    with tempfile.TemporaryDirectory() as place, PatientApi() as api, PatientApi() as bare_api:
        folder = Path(place)
        http = {"THAMPLAN_HTTP": "127.0.0.1:0", "THAMPLAN_LOG_LEVEL": "WARNING"}
        ours = Bot(api, f"sqlite:///{folder}/bot.db", folder / "log", "bot run", **http)
        bare = Bot(bare_api, "", folder / "bare", "tests.bench.ptb_bot", PYTHONWARNINGS="ignore")
        yield {
            "python -c pass": interpreter,
            "bare PTB, first poll": lambda: polling(bare_api, bare),
            "thamplan run, first poll": lambda: polling(api, ours),
            "thamplan ask, first line": lambda: answering(folder),
            "thamplan ask --demo, first line": lambda: answering(folder, "--demo"),
        }


def report(name: str, starts: list[Start], bare: float, has_bar: bool) -> None:
    wall, cpu, memory = (median(getattr(one, part) for one in starts) for part in ("wall", "cpu", "memory"))
    is_missed = has_bar and (wall > START_BAR or memory > MEMORY_BAR)
    best = min(one.wall for one in starts)
    sys.stdout.write(
        f"  {name:32} {wall:5.2f} s (best {best:.2f})  processor {cpu:5.2f} s  {cpu / bare:5.2f} x"
        + (f"  idle {memory:4.0f} MiB" if memory else "")
        + ("  <-- bar missed\n" if is_missed else "\n")
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    with contenders() as starting:
        for start in starting.values():
            start()  # the first start makes the database, and its Python files are compiled
        found = {name: [] for name in starting}  # type: dict[str, list[Start]]
        for _ in range(rounds):
            for name, start in starting.items():
                found[name].append(start())
    bare = median(one.cpu for one in found["bare PTB, first poll"])
    sys.stdout.write(
        f"P5: from the start to the first poll or line, median of {rounds} (bars of ThamPlan: {START_BAR:.1f} s, "
        f"{MEMORY_BAR:.0f} MiB; the ratio is of processor time, to bare PTB)\n"
    )
    for name, starts in found.items():
        report(name, starts, bare, name.startswith("thamplan"))


if __name__ == "__main__":
    main()
