"""A language and a polite particle in; our own sentences in that voice out, for talk about no plan."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.catalogs import labels, sentences
from bot.marks import N_

__all__ = ["JOINT", "N_", "Voice", "joined"]

JOINT = "\N{WORD JOINER}"
"""Stands before a particle until it is known what it follows."""
_AFTER_OTHERS = re.compile(f"(?<![\\u0e01-\\u0e4e]){JOINT}(?=[\\u0e01-\\u0e4e])")


def joined(spoken: str) -> str:
    """A particle follows Thai letters directly, and anything else after a space."""
    return _AFTER_OTHERS.sub(" ", spoken).replace(JOINT, "")


@dataclass(frozen=True, slots=True)
class Voice:
    """Says sentences; each may hold `{polite}` (after a statement) or `{asking}` (after a question)."""

    language: str = "th"
    particle: str = ""

    def say(self, msgid: str, **values: object) -> str:
        return joined(sentences(self.language).gettext(msgid).format(**self._particles(), **values))

    def say_error(self, fault: Exception) -> str:
        """What an error says: its sentence translated when the catalog has it, else as it is."""
        found = sentences(self.language).gettext(str(fault))
        for name, particle in self._particles().items():
            found = found.replace("{" + name + "}", particle)
        return joined(found)

    def _particles(self) -> dict[str, str]:
        polite = self.particle if self.language == "th" else ""
        asking = labels(self.language).get("asking", {}).get(polite, polite)
        return {"polite": JOINT + polite, "asking": JOINT + asking}
