"""The words of commands to members' desk: a YAML file in; roles, answers and the parts of a command out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.people import Role
from bot.understanding.text import fold
from bot.yaml_files import read_yaml

Forms = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class MemberWords:
    """What stands in `member_words.yaml` beside the commands themselves."""

    answers: Forms
    roles: Forms
    markers: Forms
    trail: Forms

    def is_answer(self, kind: str, text: str) -> bool:
        """True when the whole message is that answer, whatever polite particle ends it."""
        return self.plainly(text) in map(fold, self.answers[kind])

    def plainly(self, text: str) -> str:
        """Folded, without the polite particles that end it."""
        endings = "|".join(map(re.escape, sorted(map(fold, self.answers["polite"]), key=len, reverse=True)))
        return re.sub(rf"(?: *(?:{endings}))+$", "", fold(text))

    def whose_number(self, text: str) -> str:
        """The name in a question for somebody's number (NAMEเบอร์อะไร); empty for any other text."""
        folded = self.plainly(text)
        forms = sorted(map(fold, self.answers["number_of"]), key=len, reverse=True)
        return next((folded.removesuffix(form).strip() for form in forms if folded.endswith(form)), "")

    def role_in(self, text: str) -> tuple[Role | None, str]:
        """The role that a text begins with, and the words behind it."""
        folded = fold(text)
        forms = [(fold(form), Role(role)) for role, found in self.roles.items() for form in found]
        for form, role in sorted(forms, key=lambda one: -len(one[0])):
            if folded.startswith(form):
                return role, folded[len(form) :].lstrip(" .")
        return None, folded

    def counted(self, text: str, marker: str) -> int | None:
        """3 of "3 คน"; None when it is not said."""
        units = "|".join(map(re.escape, self.markers[marker]))
        found = re.search(rf"(\d{{1,4}}) *(?:{units})", fold(text))
        return int(found[1]) if found else None

    def uncounted(self, text: str) -> str:
        """What is left of "ครูใหม่ 3 คน 7 วัน" without its counts."""
        units = "|".join(re.escape(unit) for marker in ("people", "days") for unit in self.markers[marker])
        return re.sub(rf"\d{{1,4}} *(?:{units})|[ ,.]", "", fold(text))

    def parts(self, text: str) -> dict[str, str]:
        """What stands behind each marker (จาก, ให้, ตั้งแต่ …); what comes before the first is under ""."""
        forms = {fold(form): kind for kind in PARTING for form in self.markers[kind]}
        pattern = "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))
        pieces = re.split(f"({pattern})", fold(text))
        found = {"": pieces[0].strip()}
        for marker, behind in zip(pieces[1::2], pieces[2::2], strict=True):
            found.setdefault(forms[marker], behind.strip())
        return found

    def as_written_down(self, text: str) -> str:
        """The words of a search in the trail of changes, kinds as they are written down; fillers left out."""
        folded = fold(text)
        kinds = [(fold(form), kind) for kind, forms in self.trail.items() for form in forms]
        for form, kind in sorted(kinds, key=lambda one: -len(one[0])):
            folded = folded.replace(form, f" {kind if kind != 'nothing' else ''} ")
        return " ".join(folded.split())

    def says_all(self, text: str) -> bool:
        return any(fold(form) in fold(text) for form in self.markers["all"])


PARTING = ("from", "to", "since", "until", "instead", "as")


def load_member_words(folder: Path) -> MemberWords:
    """The lists of one language."""
    found = read_yaml(folder / "member_words.yaml")
    return MemberWords(*(_forms(found[name]) for name in ("answers", "roles", "markers", "trail")))


def _forms(found: Mapping[str, list[object]]) -> Forms:
    return {str(key): tuple(map(str, forms)) for key, forms in found.items()}
