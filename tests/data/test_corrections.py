"""Every line of the plan's source is kept, and every known reading error is corrected in the item of its own line."""

from __future__ import annotations

import csv
import re

import pytest

from bot.plan import Plan
from tests.data.written import SOURCE, Written, source_lines, squeeze, written_items

ITEMS = written_items()
LINES = source_lines()

STRUCTURE = {
    230: "two heads on one line: the second heads the vision (section 'vision'), the first is the office's name",
    321: "a stray repeat of the end of 319: covered by P1.L1, not repeated in its text",
    639: "eight areas announced, seven written: HK1 to HK8 keep the announcement, HK5 is marked, H1 to H7 are written",
    893: "a table head printed again: 894 continues the cells of 885 in one text",
    898: "heads shifted: amounts are kept by row and their sums are checked by the reader",
    987: "the roles slipped by one: the director (974) approves, the deputy (981) endorses",
    846: "blanks of a wrapped table cell are taken out of every title",
    882: "one person under several spellings: watcharee, the spelling kept as an alias",
    999: "one person under several spellings: watcharee, the spelling kept as an alias",
    1030: "one person under several spellings: watcharee, the spelling kept as an alias",
}
"""Rows that tell no plain text: what was done with them."""

HEADS_OF_MONTHS = {899, 913, 923, 938, 951, 1009}
"""Heads of quarter columns with a misread month: no head is kept; a step names its quarter, the calendar its months."""

PAGE_FEET = {931, 943}
"""Feet of pages ("แผนปฏิบัติการประจำปี…"), which belong to no item."""

NO_ITEM = HEADS_OF_MONTHS | PAGE_FEET
ENGLISH_TEXTS = {"Re 5 Steps", "No Gift Policy", "Leading"}
"""What the plan itself says in English."""

CONTENTS = set(range(14, 40))
HEADS = {56, 71, 133, 727, 729, 731, 757, 813, 814, 815, 823, 824, 832, 833, 843, 844, 845, 850, 852, 854, 855, 869}
SHEET_HEADS = {884, 893, 896, 898, 899, 912, 913, 922, 923, 937, 938, 950, 951, 1002, 1006, 1008, 1009}
FEET = {887, 889, 906, 908, 916, 918, 931, 933, 943, 945}
EMPTY_CHAPTERS = {37: "ส่วนที่ 1 บทนำ", 544: "1.3: the chart is a picture, there is no text", 548: "", 550: ""}
STRUCTURAL_LINES = {*CONTENTS, *HEADS, *SHEET_HEADS, *FEET, *EMPTY_CHAPTERS} - {16, 18}


def rows(name: str) -> list[dict[str, str]]:
    with (SOURCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


ALL_ROWS = [*rows("corrections.tsv"), *rows("corrections_found.tsv")]


def is_text_row(row: dict[str, str]) -> bool:
    """A cell in brackets or in English is a remark about the reading, never text for people."""
    if row["corrected"] in ENGLISH_TEXTS:
        return True
    is_letter_of_list = re.match(r"\([ก-ฮ]\)", row["corrected"])
    is_remark = row["corrected"].startswith("(") and not is_letter_of_list
    is_thai = re.search(r"[\u0e01-\u0e5b]", row["corrected"])
    return bool(is_thai and not is_remark and int(row["line"]) not in NO_ITEM)


def items_at(line: int) -> list[Written]:
    return [item for item in ITEMS if line in item.lines]


def row_name(row: dict[str, str]) -> str:
    return f"{row['line']}-{row['corrected'][:20]}"


CERTAIN_TEXTS = [row for row in ALL_ROWS if row["class"] == "A" and is_text_row(row)]
LIKELY_TEXTS = [row for row in ALL_ROWS if row["class"] == "B" and is_text_row(row)]


def as_written(corrected: str) -> str:
    """The corrected text as an item has it: a letter in brackets is its number, "(?)" and "(or …)" are remarks.

    The office has one short form everywhere; the plan never prints the usual outside form right.
    """
    text = re.sub(r"^\((\S)\) ", r"\1 ", corrected)
    text = re.sub(r" \((?:or .*|\?|1039)\)$", "", text)
    return text.replace("สพม.ลปลพ", "สพม.ลำปาง ลำพูน")


@pytest.mark.parametrize("row", CERTAIN_TEXTS, ids=row_name)
def test_a_certain_error_is_corrected_in_the_item_of_its_own_line(row: dict[str, str]) -> None:
    items = items_at(int(row["line"]))
    assert any(item.says(as_written(row["corrected"])) for item in items), [item.words for item in items]
    if squeeze(row["raw"]) not in squeeze(row["corrected"]):
        assert not any(item.says(row["raw"]) for item in items)


@pytest.mark.parametrize("row", LIKELY_TEXTS, ids=row_name)
def test_a_likely_error_is_corrected_and_marked_for_the_office(row: dict[str, str]) -> None:
    items = items_at(int(row["line"]))
    assert any(item.is_uncertain and item.why for item in items)
    assert any(item.says(as_written(row["corrected"])) for item in items), [item.words for item in items]


@pytest.mark.parametrize("row", [row for row in ALL_ROWS if row["class"] == "C"], ids=row_name)
def test_a_doubtful_reading_is_marked_with_the_question_for_the_office(row: dict[str, str]) -> None:
    line = 476 if row["line"] == "529" else int(row["line"])
    assert any(item.is_uncertain and item.why for item in items_at(line))


def test_every_certain_row_is_text_or_named_as_structure() -> None:
    certain = [row for row in ALL_ROWS if row["class"] == "A"]
    unnamed = [row for row in certain if not is_text_row(row) and int(row["line"]) not in STRUCTURE]
    assert {int(row["line"]) for row in unnamed} == NO_ITEM
    assert len(CERTAIN_TEXTS) > 90


def test_every_written_line_of_the_plan_belongs_to_an_item_or_is_named_as_structure() -> None:
    covered = {line for item in ITEMS for line in item.lines}
    # The range of a whole sheet hides gaps: only its finer items count.
    whole_sheets = {item.place for item in ITEMS if len(item.lines) > 30}
    covered_finely = {line for item in ITEMS if item.place not in whole_sheets for line in item.lines}
    missing = [
        number for number, text in enumerate(LINES) if number >= 16 and text.strip() and number not in covered_finely
    ]
    assert [number for number in missing if number not in STRUCTURAL_LINES] == []
    assert covered >= covered_finely


def test_the_raw_text_that_is_kept_stands_in_the_source() -> None:
    for item in ITEMS:
        printed = squeeze(" ".join(LINES[line] for line in sorted(item.lines)))
        for raw in item.raw:
            assert squeeze(raw) in printed, (item.place, raw)


def test_a_statement_that_is_not_marked_as_corrected_says_exactly_what_is_printed(plan_2567: Plan) -> None:
    for statement in plan_2567.statements:
        source = statement.source
        lines = [*range(source.line, (source.last_line or source.line) + 1), *source.also]
        if not source.raw:
            assert squeeze(statement.text) in squeeze(" ".join(LINES[line] for line in lines)), statement.key


def test_no_text_holds_a_split_sara_am_or_a_stray_script() -> None:
    for item in ITEMS:
        assert "\u0e4d" not in item.words, item.place
        assert not re.search(r"[\u0900-\u097f]", item.words), item.place


def test_no_line_stands_outside_the_source() -> None:
    assert max(line for item in ITEMS for line in item.lines) <= len(LINES)
