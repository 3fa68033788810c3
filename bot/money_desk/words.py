"""The words of recording money: `money_words.yaml` and the words of number in; one frozen value out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.finance_sheets import SheetWords
from bot.ledger import EntryKind
from bot.readers import amount_reader
from bot.understanding.amounts import AmountReader
from bot.understanding.text import fold
from bot.yaml_files import read_yaml

FILE = "money_words.yaml"
Forms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spelling:
    """How an amount is written in words."""

    digits: Forms
    places: Forms
    million: str
    last_one: str
    two_tens: str
    baht: str
    whole: str
    satang: str


@dataclass(frozen=True, slots=True)
class MoneyWords:
    """Folded forms, the longest first, by what they mean."""

    verbs: Mapping[str, Forms]
    lists: Mapping[str, Forms]
    charts: Mapping[str, Forms]
    sheet: SheetWords
    spelling: Spelling
    amounts: AmountReader

    def starting(self, text: str, name: str) -> str:
        """The form of a list that the text begins with, or ''."""
        return next((form for form in self.lists[name] if text.startswith(form)), "")

    def verb(self, text: str) -> tuple[str, str]:
        """(key, form) of the verb that the text begins with; two empty texts when it begins with none."""
        found = ((form, key) for key, forms in self.verbs.items() for form in forms if text.startswith(form))
        form, key = max(found, key=lambda one: len(one[0]), default=("", ""))
        return key, form


LISTS = (
    "before",
    "between",
    "after",
    "asks",
    "not_asks",
    "activity",
    "item",
    "to",
    "document",
    "because",
    "no_note",
    "counted",
    "ordinal",
    "about",
    "more",
    "parts_of_baht",
    "money_words",
    "denies",
    "corrects",
    "leaves",
    "asks_at_end",
)


def load_money_words(folder: Path) -> MoneyWords:
    """The words of a folder such as locales/words/th."""
    found: dict[str, Any] = read_yaml(folder / FILE)
    reading = found["reading"]
    names = ("million", "last_one", "two_tens", "baht", "whole", "satang")
    spelling = Spelling(tuple(reading["digits"]), tuple(reading["places"]), *(str(reading[name]) for name in names))
    return MoneyWords(
        verbs={str(key): _forms(forms) for key, forms in found["verbs"].items()},
        lists={name: _forms(found[name]) for name in LISTS},
        charts={str(key): _forms(forms) for key, forms in found["chart"].items()},
        sheet=SheetWords(
            {str(key): str(form) for key, form in found["sheet"].items()},
            {EntryKind(key): tuple(map(str, forms)) for key, forms in found["kinds"].items()},
        ),
        spelling=spelling,
        amounts=amount_reader(folder),
    )


def _forms(forms: list[str]) -> Forms:
    return tuple(sorted((fold(str(form)) for form in forms), key=len, reverse=True))
