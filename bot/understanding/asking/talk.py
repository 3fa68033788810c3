"""Talk that asks nothing of the plan, and where a day stands in the year: reading in, question or nothing out."""

from __future__ import annotations

import re

from bot.questions import Nothing, SingleQuestion, Slot, SmallTalk, Today
from bot.understanding.context import Context
from bot.understanding.deciding import decide
from bot.understanding.kinds import ACTIVITY_KINDS
from bot.understanding.reading import Reading

_LAUGHTER = re.compile(r"(?:5{3,}\++|5{3,})(?: .{0,5})?")
"""Five is said "ha". A short word may follow (555 ค่ะ)."""
_ABOUT_THE_WHOLE = ("who_what", "overview", "overview_money", "count_parts")
_ASKING_CUES = (
    *("who", "when", "what", "money", "remaining", "money_summary", "disbursed", "committed"),
    *("list", "count", "total", "next"),
    *("largest", "smallest", "work", "post", "contact", "today", "count_days", "group_of", "me", "free"),
    *_ABOUT_THE_WHOLE,
)


def empty(reading: Reading, context: Context) -> SingleQuestion | None:
    """Nothing typed, or nothing that is writing."""
    if not reading.folded:
        return SmallTalk("empty")
    return SmallTalk("unreadable") if not reading.text.skeleton.text else None


def injection(reading: Reading, context: Context) -> SingleQuestion | None:
    """An attempt to make the bot invent, play a role or show its settings."""
    return SmallTalk("decline") if "inject" in reading.cues else None


def service(reading: Reading, context: Context) -> SingleQuestion | None:
    """A wish for a translation, a poem, a letter: nothing that a plan answers, with a word of it or not."""
    if (
        reading.references
        or reading.people
        or reading.cues.any("who", "when", "money", "how_many", "total", "count", "how")
    ):
        return None
    return SmallTalk("service") if reading.patterns.service.match(reading.folded) else None


def small_talk(reading: Reading, context: Context) -> SingleQuestion | None:
    """A greeting, thanks and the like, when nothing else is asked."""
    kinds = [key.removeprefix("chat_") for key in reading.cues.starting("chat_")]
    if _LAUGHTER.fullmatch(reading.folded):
        return SmallTalk("laugh")
    introduced = introduction(reading)
    if not kinds and not introduced:
        return None
    if _asks_something(reading, bool(introduced)):
        return None
    kind = next((kind for kind in kinds if kind != "greeting"), "greeting")
    return SmallTalk(kind, introduced or context.me)


def _asks_something(reading: Reading, is_introduced: bool) -> bool:
    """Whether the plan is asked something beside the greeting."""
    if reading.references or reading.groups or reading.topics or reading.amounts or reading.posts or reading.parts:
        return True
    linking = reading.link(None)
    if linking.concepts and linking.confidence >= 0.3:
        return True
    if reading.people and not is_introduced:
        return True
    asks = reading.cues.any(*_ASKING_CUES) or bool(reading.cues.starting("sheet_") or reading.cues.starting("word_"))
    if asks and reading.cues.any("chat_identity", "chat_help", "chat_greeting", "chat_bye"):
        is_time = bool(reading.times and not reading.is_now)
        return is_time or reading.cues.any("money", "total", "me", "work", "today", *_ABOUT_THE_WHOLE)
    return asks or linking.confidence >= 0.5


def introduction(reading: Reading) -> str:
    """The officer's key when the asker names themself ("ผมสมชาย", "สมหญิงเองค่ะ"); else empty."""
    for person in reading.people:
        for match in reading.cues.found.get("i_am", ()):
            if len(person.keys) == 1 and (0 <= person.start - match.end <= 2 or 0 <= match.start - person.end <= 2):
                return person.keys[0]
    return ""


def today(reading: Reading, context: Context) -> SingleQuestion | None:
    """Which quarter or fiscal year it is, now or on a day."""
    if reading.references or reading.people or reading.groups or reading.cues.any("list", "money", "exists", "who"):
        return None
    if reading.cues.any("count_rounds") and "today" not in reading.cues:
        return None
    if "whole_plan" in reading.cues and reading.cues.slots == (Slot.WHEN,) and reading.link(None).coverage == 0:
        return Today(reading.plan.year.span, "quarter")
    if "today" not in reading.cues and not (reading.times and reading.cues.slots == (Slot.WHEN,)):
        return None
    if decide(reading.link(ACTIVITY_KINDS)).is_usable or reading.link(None).concepts or reading.unknown > 4:
        return None
    return Today(None if reading.is_now else reading.span, "quarter")


def missing_number(reading: Reading, context: Context) -> SingleQuestion | None:
    """A number that does not exist in the plan, or a time that does not exist at all."""
    time = reading.missing_time
    if time is not None:
        return Nothing(time.what, time.text, time.most)
    for reference in reading.references:
        if not reference.exists and reference.what != "law":  # the plan may print more sections than it quotes
            return Nothing(reference.what, reference.number, reference.count)
    return None
