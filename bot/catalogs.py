"""A language in, its sentences out: from the compiled catalog, or from the .po of a checkout never compiled."""

from __future__ import annotations

import gettext
from functools import cache
from io import BytesIO
from pathlib import Path

from bot.yaml_files import read_yaml

LOCALES = Path(__file__).parents[1] / "locales"
DOMAIN = "thamplan"


@cache
def sentences(language: str) -> gettext.NullTranslations:
    """The catalog of a language; the English of the code itself when there is none."""
    folder = LOCALES / language / "LC_MESSAGES"
    compiled, source = folder / f"{DOMAIN}.mo", folder / f"{DOMAIN}.po"
    if compiled.exists() and not _is_older(compiled, source):
        with compiled.open("rb") as file:
            return gettext.GNUTranslations(file)
    return _compiled(source, language) if source.exists() else gettext.NullTranslations()


def _is_older(compiled: Path, source: Path) -> bool:
    return source.exists() and compiled.stat().st_mtime < source.stat().st_mtime


def _compiled(source: Path, language: str) -> gettext.NullTranslations:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as file:
        catalog = read_po(file, locale=language)
    made = BytesIO()
    write_mo(made, catalog)
    made.seek(0)
    return gettext.GNUTranslations(made)


@cache
def labels(language: str) -> dict[str, dict[str, str]]:
    """Short words that are data, not sentences: names of topics, and forms of particles."""
    path = LOCALES / "words" / language / "labels.yaml"
    return read_yaml(path) or {} if path.exists() else {}
