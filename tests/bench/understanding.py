"""What a question costs: one plan beside 2,250, memory, and how soon a process is ready.

    python -m tests.bench.understanding [--quick]

Every question is timed in processor time, the best of three rounds that take turns, so that other work on the machine
counts as little as possible. --quick leaves the country of plans out.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median, quantiles

from bot.assistant import Assistant
from bot.ledger import NothingRecorded
from bot.people import Chat, Person, Role, Setting
from bot.readers import CachedReaders
from data.plan_files import read_plan
from data.store import Store, open_store
from tests.bench.country import OFFICES, PLAN, fill_country, say
from tests.questions.line import SETS, WORDS, Asked, line_2567, questions

ROUNDS = 3
MEDIAN_BAR, P99_BAR, RATIO_BAR, SNAPSHOT_BAR, MEMORY_BAR, READY_BAR = 1.5, 6.0, 1.5, 150.0, 120.0, 1.0
Ask = Callable[[Asked], object]
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Speed:
    """Milliseconds of the processor for a question."""

    median: float
    p99: float


def ask_store(store: Store, office: str) -> Ask:
    """A member of an office asks the assistant over a database; what is remembered of a chat lies there, too."""
    assistant = Assistant(store.plans, store.people, NothingRecorded(), CachedReaders(WORDS))
    person, chat = Person(0, office, Role.STAFF), Chat("bench", "1", Setting.CONSOLE)
    return lambda asked: assistant.reply_to(asked["q"], person, chat, datetime.fromisoformat(asked["now"]))


def side_by_side(ways: Sequence[Ask], asked: Sequence[Asked]) -> list[Speed]:
    """Each way's speed; for every question the ways take turns, three rounds, the best counts."""
    best = [[float("inf")] * len(asked) for _ in ways]
    for way in ways:
        for one in asked[:50]:
            way(one)
    gc.collect()
    gc.freeze()
    for _ in range(ROUNDS):
        for number, one in enumerate(asked):
            for way, times in zip(ways, best, strict=True):
                started = time.process_time_ns()
                way(one)
                times[number] = min(times[number], (time.process_time_ns() - started) / 1e6)
    gc.unfreeze()
    return [Speed(median(times), quantiles(times, n=100)[98]) for times in best]


def measure_line(asked: Sequence[Asked]) -> None:
    line = line_2567()
    whole, alone = side_by_side([line.run, lambda one: line.ask(one["q"])], asked)
    say(f"one plan in memory, {len(asked)} questions of all sets, with the messages before them:")
    say(f"  a question with its earlier ones: median {whole.median:.2f} ms, p99 {whole.p99:.2f} ms")
    say(
        f"  a question: median {alone.median:.2f} ms (bar {MEDIAN_BAR}), p99 {alone.p99:.2f} ms (bar {P99_BAR})"
        f"{_verdict(alone.median <= MEDIAN_BAR and alone.p99 <= P99_BAR)}"
    )


@contextmanager
def one_plan() -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder, open_store(f"sqlite:///{folder}/one.db") as store:
        store.plans.save_plan(read_plan(PLAN))
        yield store


@contextmanager
def country() -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder, open_store(f"sqlite:///{folder}/country.db") as store:
        started = time.perf_counter()
        fill_country(store.engine)
        say(f"a country of plans was made in {time.perf_counter() - started:.0f} s")
        yield store


def measure_country(asked: Sequence[Asked]) -> None:
    with one_plan() as small, country() as large:
        office = read_plan(PLAN).office.key
        one, many = side_by_side([ask_store(small, office), ask_store(large, "office100")], asked)
        ratio = many.median / one.median
        say(f"through the database: one plan median {one.median:.2f} ms, p99 {one.p99:.2f} ms;")
        say(
            f"  2,250 plans, a member of one office: median {many.median:.2f} ms, p99 {many.p99:.2f} ms: "
            f"{ratio:.2f} times (bar {RATIO_BAR}){_verdict(ratio <= RATIO_BAR)}"
        )
        _measure_offices(large, asked[0])


def _measure_offices(store: Store, asked: Asked) -> None:
    """What the first question of each office costs, and what stays in memory when many have asked."""
    assistant = Assistant(store.plans, store.people, NothingRecorded(), CachedReaders(WORDS))
    now, year = datetime.fromisoformat(asked["now"]), read_plan(PLAN).year
    snapshots, firsts, sizes = [], [], []
    for number in range(0, OFFICES, 3):
        office = f"office{number:03}"
        started = time.process_time()
        store.plans.plan(office, year)
        snapshots.append((time.process_time() - started) * 1e3)
        started = time.process_time()
        chat = Chat("bench", office, Setting.CONSOLE)
        assistant.reply_to(asked["q"], Person(0, office, Role.STAFF), chat, now)
        firsts.append((time.process_time() - started) * 1e3)
        sizes.append(memory())
    say(
        f"  snapshot of an office's plan: median {median(snapshots):.0f} ms, worst {max(snapshots):.0f} ms "
        f"(bar {SNAPSHOT_BAR:.0f}){_verdict(median(snapshots) <= SNAPSHOT_BAR)}; its first question after that: "
        f"median {median(firsts):.0f} ms"
    )
    quarter = len(sizes) // 4
    grown = ", ".join(f"{sizes[place]:.0f} MiB after {place + 1}" for place in (quarter, 2 * quarter, len(sizes) - 1))
    say(f"  memory while office after office asks: {grown} offices")


def memory(pid: int | str = "self") -> float:
    """MiB that a process holds in memory."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))


def measure_process(asked: Sequence[Asked]) -> None:
    """`thamplan ask --jsonl` over a database that is there: start to first answer, and memory after all questions."""
    with tempfile.TemporaryDirectory() as folder:
        own = {name: value for name, value in os.environ.items() if not name.startswith("THAMPLAN_")}
        environment = {**own, "THAMPLAN_DATABASE_URL": f"sqlite:///{folder}/thamplan.db"}
        _ready(environment, asked[:1])
        measured = [_ready(environment, asked[:1])[0] for _ in range(7)]
        size = _ready(environment, asked)[1]
    ready = median(measured)
    say(
        f"a process: ready to answer {ready:.2f} s after its start, median of 7 (best {min(measured):.2f}; bar "
        f"{READY_BAR:.1f}){_verdict(ready <= READY_BAR)}; {size:.0f} MiB after {len(asked)} questions "
        f"(bar {MEMORY_BAR:.0f}){_verdict(size <= MEMORY_BAR)}"
    )


def _ready(environment: dict[str, str], asked: Sequence[Asked]) -> tuple[float, float]:
    """Seconds from start to first answer, and MiB after the last."""
    started = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "ask", "--jsonl"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env=environment,
    ) as process:
        assert process.stdin
        assert process.stdout
        first = 0.0
        for one in asked:
            process.stdin.write((json.dumps(one, ensure_ascii=False) + "\n").encode())
            process.stdin.flush()
            process.stdout.readline()
            first = first or time.perf_counter() - started
        return first, memory(process.pid)


def _verdict(is_reached: bool) -> str:
    return "" if is_reached else "  <-- bar missed"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="leave the country of plans out")
    args = parser.parse_args()
    asked = questions(*SETS)
    measure_process(asked)
    measure_line(asked)
    if not args.quick:
        measure_country(asked)


if __name__ == "__main__":
    main()
