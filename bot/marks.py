"""A sentence in, the same sentence out: marked, so that it is found for translation and translated where it is said."""

from __future__ import annotations


def N_(msgid: str) -> str:  # noqa: N802  # the name that gettext's tools look for
    """Marks a sentence that is translated where it is used."""
    return msgid
