"""The power goes off at a random commit: database and log are copied, the copy's log is torn behind its last commit.

With `synchronous = FULL` SQLite syncs the log before a commit returns, so whatever follows the last commit frame may be
missing, cut anywhere or garbage. The copy must open, be whole, and hold every update that Telegram was told we have.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import struct
import time
from functools import partial
from pathlib import Path

import pytest

from tests.botapi import events
from tests.chaos.kills import wait_for_poll
from tests.telegram.running import Bot, PatientApi

WAL_HEADER, FRAME_HEADER = 32, 24


def last_commit_ends_at(log: bytes) -> int:
    """Where the last frame ends that closes a transaction of this log's own round (its salts are the header's)."""
    if len(log) < WAL_HEADER:
        return 0
    page_size, salts = struct.unpack(">I", log[8:12])[0], log[16:24]
    ends_at, at, size = WAL_HEADER, WAL_HEADER, FRAME_HEADER + page_size
    while at + size <= len(log) and log[at + 8 : at + 16] == salts:
        pages_after_commit = struct.unpack(">I", log[at + 4 : at + 8])[0]
        at += size
        ends_at = at if pages_after_commit else ends_at
    return ends_at


def torn(log: bytes, chance: random.Random) -> bytes:
    """The log up to its last commit, and of what follows some frames, half a frame or rubbish."""
    ends_at = last_commit_ends_at(log)
    behind = log[ends_at:] or log[WAL_HEADER : WAL_HEADER + 3 * 4120] or b"rubbish" * 1000
    kept = behind[: chance.randint(0, len(behind))]
    return log[:ends_at] + chance.choice([b"", kept, kept + chance.randbytes(500), chance.randbytes(5000)])


def cut_the_power(folder: Path, rounds: int) -> None:
    chance = random.Random(2567)
    with PatientApi() as api:
        bot = Bot(api, f"sqlite:///{folder / 'live.db'}", folder / "log")
        for number in range(rounds):
            first = api.push_many([events.message(1 + one % 20, f"m{number * 40 + one}") for one in range(40)])
            point = f"{chance.choice(['after_commit', 'before_commit'])}:{chance.randint(1, 6)}"
            wait_for_poll(api, bot, partial(bot.start, THAMPLAN_TEST_FAILPOINT=point))
            if not bot.wait_for_death(1.0):
                time.sleep(chance.uniform(0, 0.1))
            bot.kill()
            acknowledged = {one for one in first if one is not None} - set(api.waiting())
            check_copy(folder, acknowledged, chance)


def check_copy(folder: Path, acknowledged: set[int], chance: random.Random) -> None:
    copy = folder / "copy.db"
    for suffix in ("", "-wal", "-shm"):
        Path(f"{copy}{suffix}").unlink(missing_ok=True)
    shutil.copyfile(folder / "live.db", copy)
    log = folder / "live.db-wal"
    if log.exists():
        Path(f"{copy}-wal").write_bytes(torn(log.read_bytes(), chance))
    connection = sqlite3.connect(copy)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        kept = {row[0] for row in connection.execute("SELECT key FROM inbox")}
    finally:
        connection.close()
    assert acknowledged <= kept


@pytest.mark.slow
@pytest.mark.parametrize("rounds", [3, 40])
def test_what_was_acknowledged_survives_a_power_cut(tmp_path: Path, rounds: int) -> None:
    cut_the_power(tmp_path, rounds)
