"""In: what a test asks for over HTTP (/control/…). Out: the state changed or shown. Port of its own, no token."""

from __future__ import annotations

import asyncio
from typing import Any

from aiohttp import web

from .calls import Wanted
from .chats import made_up_chat
from .faults import Fault
from .limits import Limit
from .server import Door
from .state import State
from .updates import decoded


class PublicSide:
    """The port the bot talks to; it can be taken off the network and brought back."""

    def __init__(self, state: State, host: str, port: int) -> None:
        self.host, self.port = host, port
        self._server = web.Server(Door(state).answer, access_log=None)
        self._listener: asyncio.Server | None = None

    async def open(self) -> None:
        """Listen; the first time on a free port if none was given."""
        if self._listener is None:
            loop = asyncio.get_running_loop()
            self._listener = await loop.create_server(self._server, self.host, self.port, backlog=4096)
            self.port = self._listener.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Refuse connections and drop those that are open."""
        if self._listener is not None:
            self._listener.close()
            self._listener = None
            await self._server.shutdown(0.01)  # 0 would wait for long polls


class Control:
    """The handlers of the control API; each is one line of the README's table."""

    def __init__(self, state: State, public: PublicSide) -> None:
        self.state = state
        self.public = public

    def application(self) -> web.Application:
        """All routes."""
        app = web.Application(client_max_size=1 << 30)
        app.add_routes(
            [
                web.get("/control/health", self.health),
                web.post("/control/updates", self.push),
                web.get("/control/updates", self.waiting),
                web.put("/control/updates/next_id", self.set_next_id),
                web.get("/control/calls", self.calls),
                web.delete("/control/calls", self.clear_calls),
                web.get("/control/count", self.count),
                web.get("/control/summary", self.summary),
                web.post("/control/faults", self.add_faults),
                web.get("/control/faults", self.faults),
                web.delete("/control/faults", self.clear_faults),
                web.put("/control/limits", self.set_limits),
                web.patch("/control/settings", self.change_settings),
                web.put("/control/token", self.set_token),
                web.put("/control/online", self.set_online),
                web.put("/control/chats", self.set_chats),
                web.post("/control/files", self.add_file),
                web.get("/control/files/{file_id}", self.file),
            ]
        )
        return app

    async def health(self, request: web.Request) -> web.Response:
        """That it is alive, and the bot's port."""
        return web.json_response({"port": self.public.port})

    async def push(self, request: web.Request) -> web.Response:
        """Queue updates (objects, completed where a message has no id) or texts (verbatim)."""
        body = await request.json()
        ids = [self._push_one(update) for update in body["updates"]]
        self.state.news()
        return web.json_response({"ids": ids})

    def _push_one(self, update: object) -> int | None:
        if isinstance(update, str):
            self.state.note_update(decoded(update))
            return self.state.updates.push_verbatim(update)
        if not isinstance(update, dict):
            raise web.HTTPBadRequest(text="an update is an object, or a text to be sent as it is")
        self._complete(update)
        self.state.note_update(update)
        return self.state.updates.push(update)

    def _complete(self, update: dict[str, Any]) -> None:
        for kind in ("message", "edited_message"):
            message = update.get(kind)
            if isinstance(message, dict) and message.get("message_id", 0) is None:
                message["message_id"] = self.state.messages.new_id()
        query = update.get("callback_query")
        if isinstance(query, dict) and isinstance(query.get("message"), dict):
            query["message"] = self._as_stored(query["message"])

    def _as_stored(self, message: dict[str, Any]) -> dict[str, Any]:
        info, message_id = message.get("chat"), message.get("message_id")
        chat_id = info.get("id") if isinstance(info, dict) else None
        if not isinstance(chat_id, int) or not isinstance(message_id, int):
            return message
        chat = self.state.chats.chats.get(chat_id)
        stored = None if chat is None else self.state.messages.find(chat, message_id)
        return message if stored is None or not stored.is_mine else stored.shown(self.state.bot)

    async def waiting(self, request: web.Request) -> web.Response:
        """What is queued, and how many were confirmed."""
        queue = self.state.updates
        return web.json_response({"waiting": queue.ids(), "confirmed": queue.confirmed, "lapsed": queue.lapsed})

    async def set_next_id(self, request: web.Request) -> web.Response:
        """Jump to another update_id, as after a week without updates."""
        self.state.updates.next_id = int((await request.json())["next_id"])
        return web.json_response({})

    async def calls(self, request: web.Request) -> web.Response:
        """The recorded calls as rows."""
        rows = [call.row() for call in self.state.calls.select(_wanted(request))]
        return web.json_response({"rows": rows, "total": self.state.calls.total})

    async def clear_calls(self, request: web.Request) -> web.Response:
        """Forget the records."""
        self.state.calls.clear()
        return web.json_response({})

    async def count(self, request: web.Request) -> web.Response:
        """How many calls fit."""
        return web.json_response({"count": sum(1 for _ in self.state.calls.select(_wanted(request)))})

    async def summary(self, request: web.Request) -> web.Response:
        """Outcomes per method, and the rest in numbers."""
        state = self.state
        pushes = 0 if state.pusher is None else state.pusher.tries
        return web.json_response(
            {
                "methods": state.calls.summary(),
                "waiting": len(state.updates),
                "confirmed": state.updates.confirmed,
                "messages": len(state.messages),
                "refused_by_limits": state.limits.refused,
                "webhook_tries": pushes,
            }
        )

    async def add_faults(self, request: web.Request) -> web.Response:
        """Set more faults."""
        try:
            self.state.faults.add([Fault.from_json(value) for value in await request.json()])
        except (TypeError, ValueError) as error:
            raise web.HTTPBadRequest(text=str(error)) from error
        return web.json_response({})

    async def faults(self, request: web.Request) -> web.Response:
        """The faults with their counters."""
        return web.json_response(self.state.faults.report())

    async def clear_faults(self, request: web.Request) -> web.Response:
        """No more faults."""
        self.state.faults.clear()
        return web.json_response({})

    async def set_limits(self, request: web.Request) -> web.Response:
        """Keep these limits instead of the ones before."""
        self.state.limits.set([Limit(**value) for value in await request.json()])
        return web.json_response({})

    async def change_settings(self, request: web.Request) -> web.Response:
        """Change some settings."""
        try:
            self.state.settings.change(await request.json())
        except ValueError as error:
            raise web.HTTPBadRequest(text=str(error)) from error
        self.state.chats.known_only = self.state.settings.known_chats_only
        return web.json_response({})

    async def set_token(self, request: web.Request) -> web.Response:
        """Revoke the token, or let it be good again."""
        self.state.revoked = bool((await request.json())["revoked"])
        return web.json_response({})

    async def set_online(self, request: web.Request) -> web.Response:
        """Take the bot's port off the network, or bring it back."""
        online = (await request.json())["online"]
        await (self.public.open() if online else self.public.close())
        return web.json_response({})

    async def set_chats(self, request: web.Request) -> web.Response:
        """Add chats or change their state; an id is enough."""
        for value in await request.json():
            chat = self.state.chats.add({**made_up_chat(value["id"]), **value.get("info", {})})
            chat.state = value.get("state") or chat.state
            chat.migrated_to = value.get("migrated_to", chat.migrated_to)
            chat.members.update({user["id"]: user for user in value.get("members", ())})
        return web.json_response({})

    async def add_file(self, request: web.Request) -> web.Response:
        """A file somebody will send to the bot."""
        name, kind = request.query.get("name", "file.bin"), request.content_type
        file = self.state.files.add("documents", name, kind, await request.read())
        return web.json_response({**file.shown(), "file_name": name, "mime_type": kind})

    async def file(self, request: web.Request) -> web.Response:
        """A stored file's content."""
        file = self.state.files.find(request.match_info["file_id"])
        if file is None:
            raise web.HTTPNotFound
        return web.Response(body=self.state.files.read(file))


def _wanted(request: web.Request) -> Wanted:
    query = request.query
    return Wanted(
        since=int(query.get("since", "0")),
        method=query.get("method"),
        chat_id=int(query["chat_id"]) if "chat_id" in query else None,
        accepted=query["accepted"] == "1" if "accepted" in query else None,
    )
