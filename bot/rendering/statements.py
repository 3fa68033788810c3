"""A statement in, the name by which people call it out: policy 7 of the office, focus point 8, area 3 item 3.5."""

from __future__ import annotations

import re

from bot.plan import Layer, Statement
from bot.rendering.words import N_, Words, clean

NUMBERED = {
    Layer.MINISTRY: N_("policy {n} of the Ministry of Education"),
    Layer.OBEC: N_("policy {n} of OBEC"),
    Layer.QUICK_WIN: N_("Quick Win item {n}"),
    Layer.MISSION: N_("mission {n}"),
    Layer.GOAL: N_("goal {n}"),
    Layer.STRATEGY: N_("strategy {n}"),
    Layer.POLICY: N_("policy {n} of the office"),
    Layer.FOCUS: N_("focus point {n}"),
    Layer.GUIDELINE: N_("guideline {n}"),
    Layer.INDICATOR: N_("indicator {n}"),
    Layer.HR_MISSION: N_("human resource mission {n}"),
    Layer.HR_AREA: N_("human resource policy, area {n}"),
    Layer.OFFICE_DUTY: N_("duty {n} of the area office"),
    Layer.DUTY: N_("duty ({n})"),
    Layer.LAW: N_("law, {n}"),
    Layer.VALUE: N_("value {n}"),
    Layer.MODEL: N_("management model, {n}"),
    Layer.BACKGROUND: N_("background, item {n}"),
}
PLAIN = {
    Layer.MINISTRY: N_("policy of the Ministry of Education"),
    Layer.OBEC: N_("policy of OBEC"),
    Layer.QUICK_WIN: N_("Quick Win policy of OBEC"),
    Layer.VISION: N_("vision of the office"),
    Layer.MISSION: N_("mission of the office"),
    Layer.GOAL: N_("goals of the office"),
    Layer.STRATEGY: N_("strategies of the office"),
    Layer.POLICY: N_("policies of the office"),
    Layer.FOCUS: N_("focus points of the office"),
    Layer.GUIDELINE: N_("guidelines"),
    Layer.INDICATOR: N_("indicators"),
    Layer.HR_VISION: N_("human resource vision"),
    Layer.HR_MISSION: N_("human resource mission"),
    Layer.HR_AREA: N_("human resource policy areas"),
    Layer.OFFICE_DUTY: N_("duties of the area office"),
    Layer.DUTY: N_("duties of groups"),
    Layer.LAW: N_("legal bases"),
    Layer.VALUE: N_("values"),
    Layer.MODEL: N_("management model of the office"),
    Layer.BACKGROUND: N_("background of the plan"),
}
CODED = re.compile(r"[PFH]\d+")


BARE = {
    Layer.STRATEGY: N_("strategies"),
    Layer.POLICY: N_("policies"),
    Layer.FOCUS: N_("focus points"),
    Layer.GUIDELINE: N_("guidelines"),
    Layer.INDICATOR: N_("indicators"),
}


def layer_under(words: Words, layer: Layer, parent: Statement) -> str:
    """The statements of a layer that belong to one statement: focus points of policy 6."""
    msgid = BARE.get(layer, N_("items"))
    return words.say("{layer} under {owner}", layer=words.say(msgid), owner=statement_name(words, parent))


def layer_name(words: Words, layer: Layer) -> str:
    return words.say(PLAIN[layer])


def numbered_name(words: Words, layer: Layer, number: str) -> str:
    """The name that a statement of that number would have."""
    msgid = NUMBERED.get(layer, N_("item {n}"))
    return words.say(msgid, n=number)


def statement_name(words: Words, one: Statement) -> str:
    """The statement's own name with that of what it stands under where it would be ambiguous."""
    if not one.number:
        return (
            clean(one.heading)
            if one.layer in (Layer.BACKGROUND, Layer.MODEL) and one.heading
            else layer_name(words, one.layer)
        )
    parent = words.view.plan.statement_by_key.get(one.parent)
    if parent is not None and parent.layer is one.layer and one.number.startswith(parent.number + "."):
        top = statement_name(words, parent)
        return words.say("{parent}, item {n}", parent=top, n=one.number)
    name = words.say(NUMBERED[one.layer], n=one.number)
    return _with_owner(words, one, parent, name)


def _with_owner(words: Words, one: Statement, parent: Statement | None, name: str) -> str:
    if one.layer is Layer.QUICK_WIN and one.heading:
        return words.say("{name} ({heading})", name=name, heading=clean(one.heading))
    if one.layer is Layer.DUTY and one.group in words.view.plan.group_by_key:
        return words.say("{name} of {owner}", name=name, owner=words.view.plan.group_by_key[one.group].name)
    if one.layer is Layer.LAW and parent is not None:
        section = _section(words, one, parent)
        return words.say("{section} of the law {law}", section=section, law=clean(_top(words, parent).text))
    if parent is not None and parent.layer is not one.layer:
        return words.say("{name} of {owner}", name=name, owner=statement_name(words, parent))
    return name


def _section(words: Words, one: Statement, parent: Statement) -> str:
    """Section 37, item (4) of section 37, or item 2 of a law without sections."""
    if not one.number.isdigit():
        return one.number
    if parent.number.isdigit():
        return words.say("item {n}", n=one.number)
    above = words.view.plan.statement_by_key.get(parent.parent)
    section = f"{above.number} " if above and above.layer is Layer.LAW and not above.number.isdigit() else ""
    return f"{section}{parent.number} ({one.number})"


def _top(words: Words, one: Statement) -> Statement:
    """The law itself above its sections."""
    parent = words.view.plan.statement_by_key.get(one.parent)
    return one if parent is None or parent.layer is not one.layer else _top(words, parent)


def short_name(words: Words, one: Statement) -> str:
    """Just the own name, for a line under something else."""
    if one.layer is Layer.LAW and not one.parent:
        return clean(one.text)
    return words.say(NUMBERED[one.layer], n=one.number) if one.number else layer_name(words, one.layer)


def codes_of(statements: tuple[Statement, ...]) -> tuple[str, ...]:
    """The codes P*, F*, H* that statements are or stand under."""
    found = (CODED.match(one.key) or CODED.match(one.parent) for one in statements)
    return tuple(dict.fromkeys(match.group() for match in found if match))
