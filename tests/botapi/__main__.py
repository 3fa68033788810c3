"""In: `python -m tests.botapi --port 0 --token-file FILE`. Out: a running local Bot API; its ports as a JSON line."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gc
import json
import os
import signal
import sys
from pathlib import Path

from aiohttp import web

from .control import Control, PublicSide
from .state import State


def main() -> None:
    """Read the arguments and serve until a signal, or until stdin closes if asked to."""
    asked = _arguments()
    if asked.cpus:
        os.sched_setaffinity(0, {int(cpu) for cpu in asked.cpus.split(",")})
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)  # many small long-lived records: the default would walk them all the time
    asyncio.run(_serve(asked))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.botapi", description="A local Telegram Bot API for tests")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="the bot's port; 0 takes a free one")
    parser.add_argument("--control-port", type=int, default=0)
    parser.add_argument("--token-file", type=Path, required=True, help="a file that holds the bot's token")
    parser.add_argument("--cpus", default="", help="run on these cores only, like 0,1")
    parser.add_argument("--until-stdin-closes", action="store_true", help="end with the process that started us")
    return parser.parse_args()


async def _serve(asked: argparse.Namespace) -> None:
    state = State(asked.token_file.read_text().strip())
    public = PublicSide(state, asked.host, asked.port)
    await public.open()
    runner = web.AppRunner(Control(state, public).application(), access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, asked.host, asked.control_port)
    await site.start()
    control_port = runner.addresses[0][1]
    sys.stdout.write(json.dumps({"port": public.port, "control_port": control_port, "pid": os.getpid()}) + "\n")
    sys.stdout.flush()
    await _end(asked.until_stdin_closes)
    if state.pusher is not None:
        await state.pusher.close()
    await public.close()
    await runner.cleanup()
    state.files.close()


async def _end(until_stdin_closes: bool) -> None:
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    if until_stdin_closes:
        loop.add_reader(sys.stdin.fileno(), ended.set)
    await ended.wait()
    with contextlib.suppress(ValueError):
        loop.remove_reader(sys.stdin.fileno())


if __name__ == "__main__":
    main()
