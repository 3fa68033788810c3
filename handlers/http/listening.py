"""An address in; the open socket out, before anything else starts, so that a taken port is told at once."""

from __future__ import annotations

import socket

from bot.errors import SettingsError
from bot.settings import Address


def listen(address: Address) -> socket.socket:
    """The socket on which the HTTP server will answer."""
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    try:
        return socket.create_server((address.host, address.port), family=family, backlog=1024)
    except OSError:
        place = f"{address.host}:{address.port}"
        raise SettingsError(
            f"THAMPLAN_HTTP: nothing can listen on {place}; choose another, or none by an empty one."
        ) from None
