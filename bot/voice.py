"""A language and a polite particle in; our own sentences in that voice out, for talk about no plan."""

from __future__ import annotations

from dataclasses import dataclass

from bot.catalogs import labels, sentences
from bot.marks import N_

__all__ = ["N_", "Voice"]


@dataclass(frozen=True, slots=True)
class Voice:
    """Says sentences; each may hold `{polite}` (after a statement) or `{asking}` (after a question)."""

    language: str = "th"
    particle: str = ""

    def say(self, msgid: str, **values: object) -> str:
        return sentences(self.language).gettext(msgid).format(**self._particles(), **values)

    def say_error(self, fault: Exception) -> str:
        """What an error says: its sentence translated when the catalog has it, else as it is."""
        found = sentences(self.language).gettext(str(fault))
        for name, particle in self._particles().items():
            found = found.replace("{" + name + "}", particle)
        return found

    def _particles(self) -> dict[str, str]:
        polite = self.particle if self.language == "th" else ""
        return {"polite": polite, "asking": labels(self.language).get("asking", {}).get(polite, polite)}
