"""What a message costs: the durable door beside bare python-telegram-bot and bare aiogram, rounds interleaved, medians.

`python -m tests.bench.door [--rounds N] [--updates N] [--only p1,p2,p3,p4,p5] [--postgres URL]`. One table:
P1 processor time of an answer, 2,000 queued updates of 500 chats; P2 answers a second at 50 ms API latency and 256
chats at once; P3 a lone answer; P4 answers out of order in a chat; P5 start to first poll and idle memory. Below it,
each bar.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.bench.contenders import BARE, CONCURRENT, Contender, contenders, drop_databases
from tests.bench.measuring import disorder, flood, idle, lone

PARTS = ("p1", "p2", "p3", "p4", "p5")
LONE = 40


@dataclass(slots=True)
class Row:
    """What is known of one bot: a figure for each round."""

    cpu_ms: list[float] = field(default_factory=list)
    per_second: list[float] = field(default_factory=list)
    lone_ms: list[float] = field(default_factory=list)
    disorder: list[tuple[int, int]] = field(default_factory=list)
    start_s: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Bar:
    """What issue 4 asks for; `is_bar` is False where a figure is only printed beside."""

    name: str
    who: str
    figure: Callable[[Row, Table], float]
    most: float = float("inf")
    least: float = 0.0
    is_bar: bool = True


Table = dict[str, Row]


def median(figures: list[float]) -> float:
    return statistics.median(figures) if figures else float("nan")


def cost(row: Row, table: Table) -> float:
    return median(row.cpu_ms) / median(table[BARE.name].cpu_ms)


def speed(row: Row, table: Table) -> float:
    return median(row.per_second) / median(table[CONCURRENT.name].per_second)


def patience(row: Row, table: Table) -> float:
    return median(row.lone_ms) / median(table[BARE.name].lone_ms)


def wrong(row: Row, _: Table) -> float:
    return max((one[0] for one in row.disorder), default=float("nan"))


def start(row: Row, _: Table) -> float:
    return median(row.start_s)


def memory(row: Row, _: Table) -> float:
    return median(row.memory)


BARS = (
    Bar("P1 echo, x bare PTB", "durable echo, SQLite", cost, most=0.6),
    Bar("P1 echo, x bare PTB", "durable echo, PostgreSQL", cost, most=1.2),
    Bar("P1 full answer, x bare PTB", "full answers, SQLite", cost, most=2.2),
    Bar("P1 full answer, x bare PTB", "full answers, PostgreSQL", cost, is_bar=False),
    Bar("P2 x PTB concurrent_updates", "full answers, SQLite", speed, least=4.0),
    Bar("P2 x PTB concurrent_updates", "full answers, PostgreSQL", speed, is_bar=False),
    Bar("P3 x bare PTB", "full answers, SQLite", patience, most=1.5),
    Bar("P3 x bare PTB", "full answers, PostgreSQL", patience, most=2.5),
    Bar("P4 out of order", "full answers, SQLite", wrong, most=0),
    Bar("P4 out of order", "full answers, PostgreSQL", wrong, most=0),
    Bar("P5 s to first poll", "full answers, SQLite", start, most=1.0),
    Bar("P5 s to first poll", "full answers, PostgreSQL", start, is_bar=False),
    Bar("P5 MiB idle", "full answers, SQLite", memory, most=120),
    Bar("P5 MiB idle", "full answers, PostgreSQL", memory, is_bar=False),
)


def measure(bot: Contender, row: Row, parts: list[str], updates: int) -> None:
    """One round of one bot."""
    if "p1" in parts and bot is not CONCURRENT:
        row.cpu_ms.append(flood(bot, updates, 500, 0.0).cpu_ms)
    if "p2" in parts and bot is not BARE:  # one at a time at 50 ms: nobody needs that measured
        row.per_second.append(flood(bot, updates, 256, 0.05).per_second)
    if "p3" in parts and bot is not CONCURRENT:
        row.lone_ms.append(lone(bot, LONE))


def measure_once(bot: Contender, row: Row, parts: list[str]) -> None:
    """What does not vary with the machine's mood, or is its own median."""
    if "p4" in parts:
        row.disorder.append(disorder(bot))
    if "p5" in parts and bot is not CONCURRENT:
        for started, used in (idle(bot) for _ in range(3)):
            row.start_s.append(started)
            row.memory.append(used)


def say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def told(figure: float, form: str) -> str:
    return "-" if figure != figure else format(figure, form)


def print_table(table: Table) -> None:
    say(f"{'':26}{'P1 ms':>8}{'min-max':>14}{'x PTB':>7}{'P2 /s':>8}{'x conc.':>8}{'P3 ms':>8}{'x PTB':>7}{'P4':>9}"
        f"{'P5 s':>7}{'MiB':>6}")  # fmt: skip
    for name, row in table.items():
        spread = f"{min(row.cpu_ms):.2f}-{max(row.cpu_ms):.2f}" if row.cpu_ms else "-"
        order = "{}/{}".format(*max(row.disorder)) if row.disorder else "-"
        say(
            f"{name:26}{told(median(row.cpu_ms), '8.2f'):>8}{spread:>14}{told(cost(row, table), '7.2f'):>7}"
            f"{told(median(row.per_second), '8.0f'):>8}{told(speed(row, table), '8.1f'):>8}"
            f"{told(median(row.lone_ms), '8.1f'):>8}{told(patience(row, table), '7.2f'):>7}{order:>9}"
            f"{told(start(row, table), '7.2f'):>7}{told(memory(row, table), '6.0f'):>6}"
        )


def print_bars(table: Table) -> None:
    for bar in BARS:
        figure = bar.figure(table[bar.who], table) if bar.who in table else float("nan")
        if figure != figure:
            continue
        limit = f"at least {bar.least:g}" if bar.least else f"at most {bar.most:g}"
        verdict = "met" if bar.least <= figure <= bar.most else "MISSED"
        say(f"{bar.name:30}{bar.who:26}{figure:8.2f}  " + (f"{limit}: {verdict}" if bar.is_bar else "(no bar)"))


def main() -> None:
    parser = argparse.ArgumentParser(description="What a message costs")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--updates", type=int, default=2000)
    parser.add_argument("--postgres", default=os.environ.get("THAMPLAN_TEST_POSTGRES", ""))
    parser.add_argument("--only", default=",".join(PARTS), help="p1,p2,p3,p4,p5")
    asked = parser.parse_args()
    os.sched_setaffinity(0, {1})
    bots, parts = contenders(asked.postgres), asked.only.split(",")
    table: Table = defaultdict(Row)
    try:
        for number in range(1, asked.rounds + 1):
            for bot in bots:
                measure(bot, table[bot.name], parts, asked.updates)
            if number < asked.rounds:
                say(f"after round {number}:")
                print_table(table)
        for bot in bots:
            measure_once(bot, table[bot.name], parts)
    finally:
        if asked.postgres:
            drop_databases(asked.postgres)
    say(f"{asked.rounds} interleaved rounds of {asked.updates} updates, medians; P4: out of order / numbered answers")
    print_table(table)
    print_bars(table)


if __name__ == "__main__":
    main()
