"""Words in, the source of a regular expression that matches any of them out."""

from __future__ import annotations

import re
from collections.abc import Iterable

NEVER = "(?!)"


def any_of(words: Iterable[str]) -> str:
    """Any of the words, the longest first, so that no word hides a longer one; nothing when there are none."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True)) or NEVER
