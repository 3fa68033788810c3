"""What `--explain` shows: everything that led to the question, one fact a line."""

from __future__ import annotations

import pytest

from bot.understanding.explaining import explain
from tests.understanding.asking import Desk, invented, real

READ = ("cues", "times", "rounds", "people", "references", "amounts", "topics", "groups")
HEADS = ("today", "folded", "skeleton", *READ)


def _lines(desk: Desk, text: str) -> dict[str, str]:
    shown = explain(desk.understand(text), desk.today).splitlines()
    return {line.split()[0]: line for line in shown if line and not line.startswith(" ")}


@pytest.mark.parametrize("text", ["1.4 ใครดูแล", "", "😀", "ย้ายใครดูแล", "ไตรมาส 2 มีอะไรบ้าง", "<b>'; DROP TABLE"])
def test_every_message_is_explained_from_folding_to_decision(text: str) -> None:
    assert {*HEADS, "linking", "rule", "question"} <= set(_lines(real(), text))


def test_each_finding_stands_on_its_line() -> None:
    lines = _lines(real(), "ข้อ ๑.๔ คุณภิญญาพัชญ์ดูแลไตรมาส 2 งบ 14,200 บาทใช่ไหม")
    assert "1.4→['1.4']" in lines["references"]
    assert "phinyaphat" in lines["people"]
    assert "2024-01-01..2024-03-31" in lines["times"]
    assert "1420000" in lines["amounts"]
    assert "1.4" in lines["question"]


def test_the_candidates_are_shown_with_the_parts_of_their_scores() -> None:
    shown = explain(real().understand("กลั่นกรองการย้ายครู"), real().today)
    best = next(line for line in shown.splitlines() if line.strip().startswith("1.13"))
    assert "score" in best
    assert "title" in best


def test_the_rule_that_decided_is_named() -> None:
    assert _lines(real(), "ขอบคุณค่ะ")["rule"].split(maxsplit=1)[1] == "small talk"


def test_what_was_typed_on_the_wrong_keyboard_is_shown_retyped() -> None:
    assert "retyped" in _lines(real(), "phkp8i^")["folded"]


def test_a_plan_never_seen_is_explained_as_well() -> None:
    assert "1.10" in _lines(invented(), "ซ้อมพายเมื่อไหร่")["question"]
