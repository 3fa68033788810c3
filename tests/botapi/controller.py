"""In: a test's wishes. Out: a local Bot API in a process of its own, steered and read from here.

Every method is synchronous and short (about a millisecond), so async tests may call it too; only the waiting ones have
async twins. One BotApi may be used from several threads.
"""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import os
import secrets
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self
from urllib.parse import urlencode

from . import events
from .calls import Call
from .faults import Fault
from .limits import Limit

_ROOT = Path(__file__).resolve().parents[2]
_PAUSE = 0.01


class BotApi:
    """A running local Bot API: `with` or `async with`. token, base_url and base_file_url are for the bot."""

    def __init__(self, token: str = "", port: int = 0, cpus: Sequence[int] = ()) -> None:
        self.token = token or f"{secrets.randbelow(10**9) + 10**9}:{secrets.token_urlsafe(24)}"
        self.port = port
        self.control_port = 0
        self._cpus = cpus
        self._process: subprocess.Popen[str] | None = None
        self._line: http.client.HTTPConnection | None = None
        self._lock = threading.Lock()

    # The process

    def start(self) -> Self:
        """Start the process and wait for its ports."""
        with tempfile.NamedTemporaryFile("w", prefix="botapi-token-") as token_file:
            token_file.write(self.token)
            token_file.flush()
            command = [sys.executable, "-m", __package__, "--port", str(self.port), "--token-file", token_file.name]
            command += ["--until-stdin-closes", "--cpus", ",".join(map(str, self._cpus))]
            self._process = subprocess.Popen(
                command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=_environment()
            )
            ports = json.loads(_first_line(self._process))
        self.port, self.control_port = ports["port"], ports["control_port"]
        self._line = http.client.HTTPConnection("127.0.0.1", self.control_port, timeout=60)
        return self

    def stop(self) -> None:
        """End the process; its records are gone."""
        line, self._line = self._line, None
        if line is not None:
            line.close()
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()

    @property
    def pid(self) -> int:
        """The server's process id."""
        if self._process is None:
            raise RuntimeError("the local Bot API is not running")
        return self._process.pid

    @property
    def root_url(self) -> str:
        """http://host:port of the bot's side."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def base_url(self) -> str:
        """For ApplicationBuilder.base_url."""
        return f"{self.root_url}/bot"

    @property
    def base_file_url(self) -> str:
        """For ApplicationBuilder.base_file_url."""
        return f"{self.root_url}/file/bot"

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    async def __aenter__(self) -> Self:
        return await asyncio.to_thread(self.start)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await asyncio.to_thread(self.stop)

    # Updates

    def push(self, *updates: events.Update) -> list[int | None]:
        """Queue updates; returns their ids (None: of a kind the bot does not want)."""
        return self.push_many(updates)

    def push_many(self, updates: Iterable[events.Update]) -> list[int | None]:
        """Queue many at once, in order."""
        ids: list[int | None] = self._ask("POST", "/updates", {"updates": list(updates)})["ids"]
        return ids

    def push_verbatim(self, *texts: str) -> list[int]:
        """Queue texts as they are, JSON of any shape or not JSON at all; give update_id a place in them yourself."""
        ids: list[int] = self._ask("POST", "/updates", {"updates": list(texts)})["ids"]
        return ids

    def waiting(self) -> list[int]:
        """The ids of the updates that are not confirmed."""
        ids: list[int] = self._ask("GET", "/updates")["waiting"]
        return ids

    def confirmed(self) -> int:
        """How many updates were confirmed (asked beyond, or answered 2xx by the webhook)."""
        return int(self._ask("GET", "/updates")["confirmed"])

    def jump_to_update_id(self, next_id: int) -> None:
        """The next update gets this id, as Telegram takes a random one after a week of silence."""
        self._ask("PUT", "/updates/next_id", {"next_id": next_id})

    # Calls

    def calls(
        self, method: str | None = None, chat_id: int | None = None, accepted: bool | None = None, since: int = 0
    ) -> list[Call]:
        """The calls received, in order; `since` is the number of the first one wanted."""
        rows = self._ask("GET", "/calls" + _query(method, chat_id, accepted, since))["rows"]
        return [Call.from_row(row) for row in rows]

    def count(
        self, method: str | None = None, chat_id: int | None = None, accepted: bool | None = None, since: int = 0
    ) -> int:
        """How many calls fit; cheaper than calls."""
        return int(self._ask("GET", "/count" + _query(method, chat_id, accepted, since))["count"])

    def summary(self) -> dict[str, Any]:
        """Outcomes by method and the rest in numbers."""
        return dict(self._ask("GET", "/summary"))

    def clear_calls(self) -> None:
        """Forget the recorded calls; numbering goes on."""
        self._ask("DELETE", "/calls")

    def wait_for(
        self, count: int, method: str | None = "sendMessage", chat_id: int | None = None, timeout: float = 10.0
    ) -> list[Call]:
        """Wait until so many calls were accepted; TimeoutError says how many there were."""
        ends_at = time.monotonic() + timeout
        while not self._enough(count, method, chat_id, ends_at):
            time.sleep(_PAUSE)
        return self.calls(method, chat_id, accepted=True)

    async def wait_for_async(
        self, count: int, method: str | None = "sendMessage", chat_id: int | None = None, timeout: float = 10.0
    ) -> list[Call]:
        """wait_for that leaves the event loop free."""
        ends_at = time.monotonic() + timeout
        while not self._enough(count, method, chat_id, ends_at):
            await asyncio.sleep(_PAUSE)
        return self.calls(method, chat_id, accepted=True)

    def _enough(self, count: int, method: str | None, chat_id: int | None, ends_at: float) -> bool:
        found = self.count(method, chat_id, accepted=True)
        if found < count and time.monotonic() > ends_at:
            raise TimeoutError(f"{found} of {count} accepted calls of {method or 'any method'}: {self.summary()}")
        return found >= count

    # What goes wrong, and the rest of the world

    def fault(self, *faults: Fault) -> None:
        """Set faults; they add to those already set, and count from now."""
        self._ask("POST", "/faults", [fault.to_json() for fault in faults])

    def faults(self) -> list[dict[str, Any]]:
        """The faults with how many calls each saw and hit."""
        return list(self._ask("GET", "/faults"))

    def clear_faults(self) -> None:
        """Nothing goes wrong any more."""
        self._ask("DELETE", "/faults")

    def limit(self, *limits: Limit) -> None:
        """Answer 429 when these are broken; without arguments: no limits."""
        self._ask("PUT", "/limits", [limit.to_json() for limit in limits])

    def settings(self, **values: Any) -> None:
        """Change settings, see state.Settings."""
        self._ask("PATCH", "/settings", values)

    def revoke_token(self, revoked: bool = True) -> None:
        """Every call is answered 401 from now on (or no more)."""
        self._ask("PUT", "/token", {"revoked": revoked})

    def online(self, online: bool = True) -> None:
        """False: the bot's port refuses connections and drops the open ones."""
        self._ask("PUT", "/online", {"online": online})

    def add_chats(self, ids: Iterable[int], state: str | None = None) -> None:
        """Let the bot know these chats; state "blocked", "deactivated", "kicked", "left", "no_rights" or "open"."""
        self._ask("PUT", "/chats", [{"id": chat_id, "state": state} for chat_id in ids])

    def set_chat(self, chat_id: int, **values: Any) -> None:
        """One chat: state=…, migrated_to=…, info={title: …}, members=[users, with a status each if you like]."""
        self._ask("PUT", "/chats", [{"id": chat_id, **values}])

    def migrate(self, group_id: int, supergroup_id: int) -> None:
        """The group has become a supergroup: writing to it gives 400 with migrate_to_chat_id."""
        self._ask("PUT", "/chats", [{"id": group_id, "migrated_to": supergroup_id}, {"id": supergroup_id}])

    def add_file(self, name: str, content: bytes, kind: str = "application/octet-stream") -> dict[str, Any]:
        """Store a file somebody sends: a Document object for events.message(…, document=…)."""
        path = "/files?" + urlencode({"name": name})
        return dict(json.loads(self._send("POST", path, content, kind)))

    def file(self, file_id: str) -> bytes:
        """A stored file: what the bot has sent is under call.params["file_id"]."""
        return self._send("GET", f"/files/{file_id}", b"", "")

    # The line to the control API

    def _ask(self, verb: str, path: str, body: object = None) -> Any:
        content = b"" if body is None else json.dumps(body).encode()
        return json.loads(self._send(verb, path, content, "application/json"))

    def _send(self, verb: str, path: str, content: bytes, kind: str) -> bytes:
        headers = {"Content-Type": kind} if kind else {}
        with self._lock:
            if self._line is None:
                raise RuntimeError("the local Bot API is not running")
            try:
                self._line.request(verb, "/control" + path, content, headers)
                answer = self._line.getresponse()
                text = answer.read()
            except BaseException:
                self._line.close()  # http.client opens it again at the next request
                raise
        if answer.status != 200:
            raise ValueError(f"{verb} {path}: {answer.status} {text.decode(errors='replace')}")
        return text


def _query(method: str | None, chat_id: int | None, accepted: bool | None, since: int) -> str:
    wanted: dict[str, str | int] = {"since": since}
    if method is not None:
        wanted["method"] = method
    if chat_id is not None:
        wanted["chat_id"] = chat_id
    if accepted is not None:
        wanted["accepted"] = int(accepted)
    return "?" + urlencode(wanted)


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(_ROOT)}


def _first_line(process: subprocess.Popen[str]) -> str:
    out: IO[str] | None = process.stdout
    line = "" if out is None else out.readline()
    if not line:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(5)
        raise RuntimeError(f"the local Bot API did not start (exit code {process.poll()})")
    return line
