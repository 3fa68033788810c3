"""In: what a method found wrong with a call. Out: the refusal as Telegram words it, code and parameters included."""

from __future__ import annotations

import json


class RefusedError(Exception):
    """The call is refused: an HTTP status, Telegram's description and, for some, machine-readable parameters."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> str:
        """The JSON answer of this refusal."""
        answer: dict[str, object] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return json.dumps(answer)

    def headers(self) -> dict[str, str]:
        """Telegram repeats retry_after as an HTTP header."""
        wait = self.parameters.get("retry_after")
        return {} if wait is None else {"Retry-After": str(wait)}


def bad_request(description: str, **parameters: int) -> RefusedError:
    """400, the way Telegram opens it."""
    return RefusedError(400, f"Bad Request: {description}", **parameters)


def forbidden(description: str) -> RefusedError:
    """403, the way Telegram opens it."""
    return RefusedError(403, f"Forbidden: {description}")


def too_many(retry_after: int) -> RefusedError:
    """429 with the seconds to wait."""
    return RefusedError(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)
