"""Words link to the plan's items: the right one first, near-identical ones apart, nothing where nothing fits."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.calendar import FiscalYear
from bot.plan import Activity, Layer, Office, Part, Plan, Source, Statement
from bot.understanding.confidence import Evidence, probability
from bot.understanding.documents import WORK, Kind, PlanIndex
from bot.understanding.linking import link, relink
from bot.understanding.words import Words

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("ตรวจสอบคุณสมบัติย้ายครู", "1.4"),
        ("ตรวจสอบคะแนนประเมินย้ายครู", "1.5"),
        ("คิดค่าคะแนนการย้ายผู้บริหารสถานศึกษา", "1.16"),
        ("ตรวจสอบการคิดค่าคะแนนย้ายผู้บริหาร", "1.17"),
        ("กลั่นกรองย้าย ศน.", "1.14"),
        ("เลื่อนขั้น ๓๘ ค.(๒)", "1.10"),
        ("เกลี่ยอัตราพนักงานราชการ", "1.1"),
        ("โครงการครูบรรจุใหม่", "2.2"),
        ("ตรวดคุนสมบัดผอยาย", "1.15"),
    ],
)
def test_the_right_activity_comes_first(index: PlanIndex, text: str, key: str) -> None:
    assert link(index, index.read(text), kinds=WORK).candidates[0].key == key


def test_another_position_contradicts_a_title(index: PlanIndex) -> None:
    linking = link(index, index.read("กลั่นกรองการย้ายครู"), kinds=frozenset({Kind.ACTIVITY}))
    other = next(one for one in linking.candidates if one.key == "1.14")
    assert other.conflicts == ("position",)
    assert other.evidence <= 0.5


def test_what_a_row_prints_below_its_title_does_not_make_it_one_of_the_family(index: PlanIndex) -> None:
    linking = link(index, index.read("เรื่องย้าย"), kinds=frozenset({Kind.ACTIVITY}))
    scores = {one.key: one.score for one in linking.candidates}
    assert scores["1.2"] < min(score for key, score in scores.items() if key != "1.2")
    assert "1.2" not in index.families["transfer"]


def test_families_come_from_the_titles_of_the_loaded_plan(index: PlanIndex) -> None:
    assert set(index.families["salary_raise"]) == {"1.9", "1.10", "1.11", "1.12"}
    assert index.families["transfer/supervisor"] == ("1.14",) if "transfer/supervisor" in index.families else True
    assert set(index.families["transfer/executive"]) == {"1.7", "1.15", "1.16", "1.17", "1.18"}


@pytest.mark.parametrize("text", ["ผลหวยงวดนี้", "asdf qwer", "ทำกับข้าวกินอะไรดี", "😀"])
def test_nothing_is_likely_where_nothing_fits(index: PlanIndex, text: str) -> None:
    linking = link(index, index.read(text))
    assert linking.confidence < 0.3


def test_common_words_alone_name_no_subject(index: PlanIndex) -> None:
    linking = link(index, index.read("ประชุมของเขต"))
    assert linking.mentions
    assert (linking.coverage, linking.confidence, linking.concepts) == (0.0, 0.0, ())


def test_linking_again_from_keys_needs_no_text(index: PlanIndex) -> None:
    first = link(index, index.read("กลั่นกรองการย้ายครู"), kinds=WORK)
    again = relink(index, first.concepts, (("position", "supervisor"), ("step", "screening")), WORK)
    assert again.candidates[0].key == "1.14"


def test_the_parts_of_a_score_add_up(index: PlanIndex) -> None:
    for one in link(index, index.read("คิดคะแนนวิสัยทัศน์ผู้บริหาร")).candidates:
        assert one.score == pytest.approx(sum(value for _, value in one.parts), abs=1e-5)


def test_more_evidence_is_never_less_likely() -> None:
    weights = {"bias": -3.0, "evidence": 2.0, "score": 2.0}
    assert probability(Evidence(1, 1), weights) > probability(Evidence(0.5, 0.5), weights)


@pytest.fixture(scope="module")
def invented(words: Words) -> PlanIndex:
    source = Source(1)
    activities = tuple(
        Activity(number, 1, title, (), (), source)
        for number, title in [
            ("1.1", "ประกวดห้องสมุดมีชีวิต"),
            ("1.2", "ซ่อมบำรุงเรือนเพาะชำ"),
            ("1.3", "ประชุมคณะกรรมการกลั่นกรองการย้าย ตำแหน่งครู"),
        ]
    )
    plan = Plan(
        Office("x", "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาดอยใหม่", "สพป.ดอยใหม่"),
        FiscalYear(2570),
        "แผน",
        1,
        (Part(1, "แผน", source),),
        activities,
        (),
        (Statement("P1", Layer.POLICY, "1", "ส่งเสริมการปลูกป่าชายเลน", source),),
        (),
        words={"1.2": ("โรงต้นไม้",)},
    )
    return PlanIndex(plan, words)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("ห้องสมุดมีชีวิตใครดูแล", "1.1"),
        ("เรือนเพาะชำ ซ่อมเมื่อไร", "1.2"),
        ("โรงต้นไม้ งบเท่าไร", "1.2"),
        ("กลั่นกรองย้ายครู", "1.3"),
        ("ปลูกป่าชายเลน", "P1"),
    ],
)
def test_a_plan_never_seen_links_by_its_own_words(invented: PlanIndex, text: str, key: str) -> None:
    assert link(invented, invented.read(text)).candidates[0].key == key


def test_pieces_are_cut_at_joining_words_but_not_inside_words(index: PlanIndex) -> None:
    assert index.pieces("ย้ายครูกับย้ายผู้บริหาร") == ("ย้ายครู", "ย้ายผู้บริหาร")
    assert index.pieces("กำกับติดตาม") == ("กำกับติดตาม",)


@pytest.mark.slow
def test_links_do_not_depend_on_the_hash_seed() -> None:
    outputs = [
        subprocess.run(
            [sys.executable, "-m", "tests.questions.run_linking", "--keys"], cwd=ROOT, capture_output=True, text=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"}, check=False,
        ).stdout.rpartition("right first")[0]
        for seed in ("1", "77")
    ]  # fmt: skip
    assert outputs[0] == outputs[1] != ""
