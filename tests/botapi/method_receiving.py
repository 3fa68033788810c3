"""In: getUpdates, setWebhook, deleteWebhook, getWebhookInfo. Out: updates, or where they go."""

from __future__ import annotations

import re
import time
from typing import Any
from urllib.parse import urlsplit

from .errors import bad_request, too_many
from .polling import LONGEST_POLL, Asked
from .requests import Params
from .state import State
from .webhook import CallMethod, Pusher, Webhook

_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")


async def get_updates(state: State, params: Params) -> str:
    """The JSON array of updates, waiting for some if asked to; 409 while a webhook is set."""
    if state.pusher is not None:
        raise await state.polling.refuse_for_webhook()
    state.updates.allow(_allowed(params))
    asked = Asked(
        params.integer("offset"), params.integer("limit", 100, 1, 100), params.integer("timeout", 0, 0, LONGEST_POLL)
    )
    return await state.polling.get_updates(asked, state.settings.strict_polls)


async def set_webhook(state: State, params: Params, call: CallMethod) -> bool:
    """From now on updates are pushed; an empty address ends that."""
    if not params.text("url"):
        return await delete_webhook(state, params)
    now = time.monotonic()
    if now < state.next_webhook_at:
        raise too_many(1)
    state.next_webhook_at = now + 1.0
    webhook = _webhook(state, params)
    state.updates.allow(_allowed(params))
    await delete_webhook(state, params)
    state.polling.end_for_webhook()
    state.pusher = Pusher(webhook, state.updates, call, state.settings.webhook_delay_scale)
    return True


async def delete_webhook(state: State, params: Params) -> bool:
    """Push no more; what was not confirmed stays, unless it shall be dropped."""
    pusher, state.pusher = state.pusher, None
    if pusher is not None:
        await pusher.close()
    if params.truth("drop_pending_updates"):
        state.updates.keep_last(0)
    return True


def webhook_info(state: State) -> dict[str, Any]:
    """Where updates go and what went wrong last."""
    info: dict[str, Any] = {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": len(state.updates),
    }
    if state.updates.allowed is not None:
        info["allowed_updates"] = sorted(state.updates.allowed)
    if state.pusher is None:
        return info
    webhook, error = state.pusher.webhook, state.pusher.last_error
    info.update(url=webhook.url, max_connections=webhook.max_connections, ip_address=webhook.ip_address or "<unknown>")
    if error is not None:
        info.update(last_error_date=error[0], last_error_message=error[1])
    return info


def _webhook(state: State, params: Params) -> Webhook:
    url, secret = params.text("url"), params.text("secret_token")
    address = urlsplit(url if "://" in url else f"https://{url}")
    if not address.hostname or address.scheme not in ("http", "https"):
        raise bad_request("invalid webhook URL specified")
    if state.settings.https_only and address.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    connections = params.integer("max_connections", 40, 1, 100)
    return Webhook(address.geturl(), secret, connections, params.text("ip_address"))


def _allowed(params: Params) -> list[str] | None:
    try:
        value = params.decoded("allowed_updates")
    except ValueError:
        return None
    return [str(kind) for kind in value] if isinstance(value, list) else None
