"""The code and locales/*.po in; every sentence that lacks a good translation out, and exit code 1 when there is one."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[1]
LANGUAGES = ("th", "en")
SOURCE = "en"
"""The sentences of the code are English: this catalog holds only what people should read otherwise."""
KEYWORDS = {**DEFAULT_KEYWORDS, "say": None, "N_": None}
PLACE = re.compile(r"\{[^{}]*\}|%\(\w+\)[sd]")
THAI = re.compile("[\u0e00-\u0e7f]")


def said_in_code() -> dict[str, str]:
    """Every sentence that the code says, and one place where it does."""
    methods = [("bot/**.py", "python"), ("handlers/**.py", "python")]
    found = extract_from_dir(ROOT, methods, keywords=KEYWORDS, directory_filter=lambda _folder: True)
    return {text: f"{file}:{line}" for file, line, message, *_ in found for text in _forms(message)[:1] if text}


def catalog_of(language: str) -> Catalog:
    with (ROOT / "locales" / language / "LC_MESSAGES" / "thamplan.po").open("rb") as file:
        return read_po(file, locale=language)


def faults(language: str, catalog: Catalog, said: dict[str, str]) -> Iterator[str]:
    known = {_forms(message.id)[0]: message for message in catalog if message.id}
    if language != SOURCE:
        yield from (f"{language}: missing {text!r} ({place})" for text, place in said.items() if text not in known)
    yield from (f"{language}: nothing says {text!r} any more" for text in known if text not in said)
    for text, message in known.items():
        yield from (f"{language}: {text!r} {fault}" for fault in _faults_of(language, message))


def _faults_of(language: str, message: Message) -> Iterator[str]:
    if not all(_forms(message.string)):
        yield "has no translation"
    if message.fuzzy:
        yield "is marked fuzzy"
    if set(PLACE.findall(_forms(message.id)[-1])) - set(PLACE.findall(" ".join(_forms(message.string)))):
        yield "lost a placeholder"
    # What pybabel refuses to compile, such as "5 % of": to gettext's tools "% o" is a placeholder.
    yield from (str(error) for error in message.check())
    if language == "en" and THAI.search(" ".join(_forms(message.string))):
        yield "is in Thai"


def _forms(text: object) -> tuple[str, ...]:
    """A sentence as its forms: one, or singular and plural."""
    return tuple(str(one) for one in text) if isinstance(text, (tuple, list)) else (str(text or ""),)


def main() -> int:
    said = said_in_code()
    found = [fault for language in LANGUAGES for fault in faults(language, catalog_of(language), said)]
    print("\n".join(found) or f"catalogs: {len(said)} sentences, complete")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
