"""What a group does, and whose duty a matter is: reading in, question or nothing out."""

from __future__ import annotations

import re

from bot.plan import Layer
from bot.questions import Duties, SingleQuestion, Slot
from bot.understanding.context import Context, is_follow_up
from bot.understanding.deciding import POSSIBLE, decide, matters
from bot.understanding.documents import WORK
from bot.understanding.kinds import DUTY_KINDS
from bot.understanding.reading import Reading

_LETTER = re.compile(r"[^0-9a-z]{0,8}?\(?(?<![ก-๎])([ก-ฮ])(?![ก-๎])")
"""The letter of a duty behind the word for one: "(ค)", "ข้อ ค"."""


def duties(reading: Reading, context: Context) -> SingleQuestion | None:
    """What a group does ("กลุ่มกฎหมายทำอะไร")."""
    groups = reading.group_keys
    slots = set(reading.cues.slots)
    if not groups or slots - {Slot.WHO}:
        return None
    place = _place(reading, groups)
    if place:
        return Duties(groups, place=place)
    if isinstance(context.before, Duties) and is_follow_up(reading) and not slots:
        return Duties(groups)
    own = _own_duties(reading, groups) if reading.cues.any("confirm", "yes_no", "exists") else ()
    if own:
        return Duties(statements=own)
    asks_work = reading.cues.any("word_duty", "work", "what", "list") and not reading.times
    if not asks_work and not slots and len(groups) == 1 and _only_names(reading):
        return Duties(groups)
    return Duties(groups) if asks_work else None


def _place(reading: Reading, groups: tuple[str, ...]) -> int:
    """Which of a group's duties is asked ("หน้าที่ข้อแรกของกลุ่ม…", "หน้าที่ (ค)"), -1 for the last and 0 for all."""
    spoken = reading.patterns.duty.search(reading.folded)
    if spoken is None or reading.cues.any("count", "count_texts"):
        return 0
    letter = _LETTER.match(reading.folded, spoken.end())
    if letter:
        printed = [one.number for one in reading.plan.layer(Layer.DUTY) if one.group == groups[0]]
        return printed.index(letter[1]) + 1 if letter[1] in printed else 0
    numbered = [int(one.number) for one in reading.references if one.what in ("duty", "") and one.number.isdigit()]
    return numbered[0] if numbered else reading.place_apart


def _own_duties(reading: Reading, groups: tuple[str, ...]) -> tuple[str, ...]:
    """The duties of these groups that are about what is named ("กลุ่มกฎหมายดูแลเรื่องวินัยใช่ไหม")."""
    by_key = reading.plan.statement_by_key
    found = reading.link(DUTY_KINDS)
    if not matters(found):
        return ()
    return tuple(one.key for one in found.candidates if one.title_evidence >= 0.5 and by_key[one.key].group in groups)[
        :3
    ]


def _only_names(reading: Reading) -> bool:
    """Whether a group that runs nothing in the plan is named and nothing else: its duties are what there is to tell."""
    key, plan = reading.group_keys[0], reading.plan
    runs = any(part.group == key for part in plan.parts) or any(one.group == key for one in plan.activities)
    has_duties = any(one.group == key for one in plan.layer(Layer.DUTY))
    other = ("count", "count_people", "how_many", "few", "largest", "smallest", "yes_no", "post", "exists", "contact")
    asks = reading.times or reading.cues.any(*other)
    return has_duties and not runs and not asks and not reading.link(None).mentions


def group_asked(reading: Reading, context: Context) -> SingleQuestion | None:
    """ "… อยู่กลุ่มไหน": the group whose printed duty it is, when that fits at least as well as an activity does."""
    if "group_of" not in reading.cues or reading.people or reading.references:
        return None
    duty = reading.link(DUTY_KINDS)
    work = reading.link(frozenset(WORK))
    if not duty.candidates or duty.coverage < 0.25:
        return None
    best = duty.candidates[0]
    is_better = not work.candidates or work.candidates[0].score <= best.score + 0.05
    if best.title_evidence < min(0.35, 0.6 * duty.coverage) or not is_better:
        return None
    near = tuple(one.key for one in duty.candidates if one.score >= best.score - 0.05)[:3]
    return Duties(statements=near)


def handled_by(reading: Reading, context: Context) -> SingleQuestion | None:
    """Which group a matter belongs to by its printed duties; for matters beyond the plan, too."""
    linking = reading.link(DUTY_KINDS)
    topic = decide(linking)
    if not linking.candidates or linking.candidates[0].title_evidence < 0.5 or linking.confidence < POSSIBLE:
        return None
    asks_group = reading.cues.any("group_of", "who", "contact", "word_duty")
    if topic.is_usable and (asks_group or linking.coverage >= 0.5):
        return Duties(statements=topic.keys[:3], is_beyond=not asks_group)
    if asks_group and linking.confidence >= 0.5:
        return Duties(statements=topic.keys[:2], is_beyond=True)
    return None
