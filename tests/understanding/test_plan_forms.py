"""How people name the groups, parts, posts and headings of a plan: whole, shortly, and never by what two share."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.plan import Group, Plan
from bot.understanding.plan_forms import forms_of_plan, heading_forms
from bot.understanding.text import fold, skeleton
from bot.understanding.words import load_forms
from tests.understanding.asking import ROOT, invented, real

PARTS = load_forms(ROOT / "locales" / "words" / "th" / "parts.yaml")


def _forms(plan: Plan) -> dict[str, tuple[str, ...]]:
    return {key: tuple(forms) for key, forms in forms_of_plan(plan, PARTS).items()}


@pytest.mark.parametrize(
    ("key", "form"),
    [
        ("group:personnel", "กลุ่มบริหารงานบุคคล"),
        ("group:personnel", "กลุ่มบุคคล"),
        ("group:legal", "กลุ่มกฎหมาย"),
        ("group:audit", "หน่วยตรวจสอบภายใน"),
        ("part:1", "แผนบริหารงานบุคคล"),
        ("part:2", "แผนพัฒนาครู"),
        ("post:bandun", "ผอ.กลุ่มบุคคล"),
        ("post:raphiphan", "เจ้าพนักงานธุรการชำนาญงาน"),
    ],
)
def test_people_say_names_whole_or_shortly(key: str, form: str) -> None:
    assert form in _forms(real().plan)[key]


def test_a_post_is_said_with_the_short_name_of_the_office() -> None:
    forms = _forms(real().plan)
    (director,) = (found for key, found in forms.items() if key == "post:naphaphon")
    assert any(form.startswith("ผอ.") and len(form) < 12 for form in director)


def test_a_post_that_several_hold_names_them_all() -> None:
    deputies = [key for key in _forms(real().plan) if key.startswith("post:") and "wilaiwan" in key]
    assert deputies
    assert any("," in key for key in deputies)


def test_a_beginning_that_two_groups_share_names_neither() -> None:
    plan = real().plan
    twins = (Group("one", "กลุ่มประสานงานภายในและภายนอก"), Group("two", "กลุ่มประสานงานภายในและชุมชน"))
    forms = _forms(replace(plan, groups=(*plan.groups, *twins)))
    assert "กลุ่มประสานงานภายใน" not in (*forms["group:one"], *forms["group:two"])
    alone = _forms(replace(plan, groups=(*plan.groups, twins[0])))
    assert "กลุ่มประสานงานภายใน" in alone["group:one"]


def test_every_group_part_post_and_heading_has_its_printed_name() -> None:
    for plan in (real().plan, invented().plan):
        forms = _forms(plan)
        for group in plan.groups:
            assert group.name in forms[f"group:{group.key}"]
        for part in plan.parts:
            assert part.title in forms[f"part:{part.number}"]
        said = {form for key, found in forms.items() if key.startswith("post:") for form in found}
        assert {post.title for officer in plan.officers for post in officer.posts} <= said
        assert {f"heading:{one.heading}" for one in plan.statements if one.heading} <= set(forms)


def test_headings_are_known_by_their_bones() -> None:
    plan = real().plan
    forms = heading_forms(plan)
    for heading in {one.heading for one in plan.statements if one.heading}:
        assert skeleton(fold(heading)) in forms[heading]


def test_a_plan_without_groups_parts_or_texts_has_no_forms() -> None:
    bare = replace(invented().plan, groups=(), parts=(), officers=(), statements=())
    assert forms_of_plan(bare, PARTS) == {}
