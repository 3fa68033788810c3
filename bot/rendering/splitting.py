"""Blocks of text in, messages below the limit of any messenger out, cut at the ends of items."""

from __future__ import annotations

from collections.abc import Iterable

LIMIT = 3500
"""Below Telegram's 4,096 with room for what a door adds."""


def split(blocks: Iterable[str], limit: int = LIMIT) -> tuple[str, ...]:
    """Messages of whole blocks; a block that is too long alone is cut at lines, then spaces, then letters."""
    pages: list[str] = []
    for block in blocks:
        for piece in _pieces(block, limit):
            if pages and len(pages[-1]) + 1 + len(piece) <= limit:
                pages[-1] += "\n" + piece
            else:
                pages.append(piece)
    return tuple(page.strip("\n") for page in pages)


def _pieces(block: str, limit: int) -> list[str]:
    pieces: list[str] = []
    while len(block) > limit:
        cut = _cut(block, limit)
        pieces.append(block[:cut].rstrip())
        block = block[cut:].lstrip()
    return [*pieces, block]


def _cut(block: str, limit: int) -> int:
    for mark in ("\n", " "):
        found = block.rfind(mark, limit // 2, limit)
        if found > 0:
            return found
    return limit
