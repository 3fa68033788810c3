"""Word lists are data: they can be linted, extended by an office, and edited while the bot runs."""

from __future__ import annotations

import os
from pathlib import Path

from bot.understanding.words import Words, WordsFolder, lint, load_words, merge


def test_the_lists_that_ship_are_clean(words: Words) -> None:
    assert lint(words) == ()


def test_the_lists_are_rich(words: Words) -> None:
    assert sum(map(len, words.concepts.values())) > 1000
    assert "position.teacher" in words.facets


def test_lint_tells_a_form_that_means_two_things() -> None:
    found = lint(Words(concepts={"one": ("ปริมาณงาน",), "two": ("ปริมานงาน",)}))
    assert len(found) == 1
    assert "means both" in found[0]


def test_lint_tells_forms_too_short_abbreviations_of_nothing_and_empty_lists() -> None:
    words = Words(
        concepts={"one": ("ก",), "none": ()}, abbreviations={"ไม่มีในรายการ": ("มมร.",)}, implies={"one": ("gone",)}
    )
    found = " ".join(lint(words))
    assert "too short" in found
    assert "no word list has it" in found
    assert "has no form" in found
    assert "which no concept is called" in found


def test_an_abbreviation_means_what_its_full_term_means() -> None:
    words = Words(facets={"position.supervisor": ("ศึกษานิเทศก์",)}, abbreviations={"ศึกษานิเทศก์": ("ศน.",)})
    assert words.with_abbreviations(words.facets)["position.supervisor"] == ("ศึกษานิเทศก์", "ศน.")


def test_an_office_adds_its_own_forms() -> None:
    merged = merge(Words(concepts={"transfer": ("ย้าย",)}), Words(concepts={"transfer": ("ย้าย", "ขยับ"), "x": ("กขค",)}))
    assert merged.concepts == {"transfer": ("ย้าย", "ขยับ"), "x": ("กขค",)}


def test_a_changed_file_is_read_again_without_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "concepts.yaml"
    path.write_text("transfer: [ย้าย]\n", encoding="utf-8")
    folder = WordsFolder(tmp_path, look_every=0)
    first = folder.current()
    assert folder.current() is first
    path.write_text("transfer: [ย้าย, โยกย้าย]\n", encoding="utf-8")
    os.utime(path, ns=(1, 1))
    assert folder.current().concepts["transfer"] == ("ย้าย", "โยกย้าย")


def test_files_are_not_looked_at_for_every_question(tmp_path: Path) -> None:
    path = tmp_path / "concepts.yaml"
    path.write_text("transfer: [ย้าย]\n", encoding="utf-8")
    folder = WordsFolder(tmp_path, look_every=3600)
    first = folder.current()
    path.write_text("transfer: [ย้าย, โยกย้าย]\n", encoding="utf-8")
    os.utime(path, ns=(1, 1))
    assert folder.current() is first


def test_a_missing_list_is_empty(tmp_path: Path) -> None:
    assert load_words(tmp_path).concepts == {}
