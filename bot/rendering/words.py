"""A view in, a voice out: sentences in its language with the polite particle and lists joined as people write them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.catalogs import labels, sentences
from bot.marks import N_ as N_
from bot.rendering.view import View
from bot.voice import JOINT, joined


@dataclass(frozen=True, slots=True)
class Words:
    """The voice of a view. Sentences may hold `{polite}` (after a statement) or `{asking}` (after a question)."""

    view: View

    def say(self, msgid: str, **values: object) -> str:
        return self._spoken(sentences(self.view.language).gettext(msgid), values)

    def ngettext(self, one: str, many: str, n: int, **values: object) -> str:
        found = sentences(self.view.language).ngettext(one, many, n)
        return self._spoken(found, {"n": f"{n:,}", **values})

    def _spoken(self, sentence: str, values: Mapping[str, object]) -> str:
        polite = self.view.particle if self.is_thai else ""
        particles = {"polite": JOINT + polite, "asking": JOINT + self.label("asking", polite)}
        return joined(sentence.format(**particles, **values))

    @property
    def is_thai(self) -> bool:
        return self.view.language == "th"

    def label(self, kind: str, key: str) -> str:
        """A short word of data, or the key itself."""
        return labels(self.view.language).get(kind, {}).get(key, key)

    def all_of(self, things: Iterable[str]) -> str:
        """a · a and b · a, b and c."""
        listed = list(dict.fromkeys(things))
        if len(listed) < 2:
            return "".join(listed)
        return self.say("{first} and {last}", first=", ".join(listed[:-1]), last=listed[-1])


def clean(printed: str) -> str:
    """Text of the plan as it may stand in a message: the sign of our markup becomes the one that it means there."""
    return printed.replace("*", "×").strip()


def strong(text: str) -> str:
    return f"*{clean(text)}*"
