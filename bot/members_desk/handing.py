"""Work that changes hands: from a day on for good, or until a day while somebody acts (รักษาการ)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.errors import MemberError
from bot.handover import POST, Duties, Handover, activities_of, check_handovers, has_post, who_of, whos
from bot.members_desk.parts import Matter, said
from bot.mentions import read_activities, read_day, without_activities
from bot.pending import PendingAction
from bot.plan import Activity
from bot.reply import Reply
from bot.rights import Action, may
from bot.voice import N_
from bot.written_days import day_name

Replies = tuple[Reply, ...]


def ask_handover(matter: Matter) -> Replies | None:
    """ส่งมอบ 1.9-1.12 จาก A ให้ B ตั้งแต่ 1 ต.ค. 69."""
    parts = matter.ports.words.parts(matter.rest)
    activities = read_activities(matter.plan(), parts[""])
    if "to" not in parts or not (activities or matter.ports.words.says_all(parts[""])):
        return matter.usage(
            matter.voice.say("Write it like this: hand over 1.9-1.12 from A to B from 1 Oct 2026{polite}."),
            is_order=bool(activities) and not without_activities(matter.rest),
        )
    day = read_day(matter.reader(), parts["since"], matter.today) if "since" in parts else matter.today
    from_who = matter.who(parts["from"]) if "from" in parts else _holder_of(matter, activities, day)
    _demand_handover(matter, from_who)
    to_who = matter.who(parts["to"])
    found = activities or _all_of(matter, from_who, to_who, day)
    new = [Handover(one.number, from_who, to_who, day) for one in found]
    return _ask(matter, new)


def ask_acting(matter: Matter) -> Replies | None:
    """รักษาการ B แทน A ถึง 31 มี.ค. 67 [ตั้งแต่ 1 มี.ค. 67]."""
    parts = matter.ports.words.parts(matter.rest)
    if not parts[""] or "instead" not in parts or "until" not in parts:
        text = matter.voice.say("Write it like this: acting B for A until 31 Mar 2024{polite}.")
        return matter.usage(text, is_order="instead" in parts and bool(parts[""]) and matter.knows(parts[""]))
    matter.demand(Action.NAME_ACTING)
    from_who, to_who = matter.who(parts["instead"]), matter.who(parts[""])
    reader, today = matter.reader(), matter.today
    start = read_day(reader, parts["since"], today) if "since" in parts else today
    end = read_day(reader, parts["until"], today)
    base = Handover(POST, from_who, to_who, start, end, is_acting=True)
    post = (base,) if has_post(from_who, matter.plan()) else ()
    found = _shared_out(matter, from_who, to_who, start) if post else _all_of(matter, from_who, to_who, start)
    return _ask(matter, [*post, *(replace(base, activity=one.number) for one in found)])


def _holder_of(matter: Matter, activities: Sequence[Activity], day: date) -> str:
    """Whose work it is when nobody is named: one's own, or that of the only one in charge of all of it."""
    duties = _duties(matter)
    charges = [{one.who for one in duties.in_charge(activity, day)} for activity in activities]
    everywhere = set.intersection(*charges) if charges else set()
    if whos(matter.person) & everywhere or not everywhere:
        return who_of(matter.person)
    if len(everywhere) > 1:
        raise MemberError(N_("Several are in charge of it; please write from whom{polite}."))
    return everywhere.pop()


def _demand_handover(matter: Matter, from_who: str) -> None:
    """One's own work, or anybody's."""
    setting = matter.request.chat.setting
    if from_who in whos(matter.person) and may(matter.person, Action.HAND_OVER_OWN, setting):
        return
    matter.demand(Action.HAND_OVER_ANY)


def _all_of(matter: Matter, from_who: str, to_who: str, day: date) -> tuple[Activity, ...]:
    """All that somebody is in charge of, but for what the other one shares already."""
    found = _shared_out(matter, from_who, to_who, day)
    if not found:
        raise MemberError(N_("The one who hands over is in charge of nothing on that day{polite}."))
    return found


def _shared_out(matter: Matter, from_who: str, to_who: str, day: date) -> tuple[Activity, ...]:
    plan, duties = matter.plan(), _duties(matter)
    shared = activities_of((to_who,), plan, duties, day) if to_who != from_who else ()
    return tuple(one for one in activities_of((from_who,), plan, duties, day) if one not in shared)


def _duties(matter: Matter) -> Duties:
    return matter.ports.handovers.of_year(matter.person.office, matter.plan().year.number)


def _ask(matter: Matter, new: Sequence[Handover]) -> Replies:
    check_handovers(matter.plan(), _duties(matter), new, matter.today)
    first = new[0]
    payload = {
        "activities": ",".join(one.activity for one in new),
        "from": first.from_who,
        "to": first.to_who,
        "start": first.start_on.isoformat(),
        "end": first.end_on.isoformat() if first.end_on else "",
        "year": str(matter.plan().year.number),
    }
    return matter.ask_back("handover", payload, _question(matter, new))


def _question(matter: Matter, new: Sequence[Handover]) -> str:
    voice, first = matter.voice, new[0]
    names = {"old": matter.name_of(first.from_who), "new": matter.name_of(first.to_who)}
    numbers = _numbers(new)
    start = day_name(first.start_on, voice.language)
    if first.end_on is None:
        names |= {"numbers": numbers, "day": start}
        return voice.say("Hand over {numbers} from {old} to {new}, from {day} on{asking}?", **names)
    names |= {"numbers": numbers, "first": start, "last": day_name(first.end_on, voice.language)}
    if not numbers:
        return voice.say("{new} acts for {old} from {first} to {last}{asking}?", **names)
    return voice.say("{new} acts for {old} in {numbers} from {first} to {last}{asking}?", **names)


def _numbers(handed: Sequence[Handover]) -> str:
    return ", ".join(one.activity for one in handed if one.activity != POST)


def hand_over(matter: Matter, action: PendingAction) -> Replies:
    """Done as it was shown; every rule is asked again, behind the lock: things may have changed in between."""
    payload = action.payload
    end = date.fromisoformat(payload["end"]) if payload["end"] else None
    if end is None:
        _demand_handover(matter, payload["from"])
    else:
        matter.demand(Action.NAME_ACTING)
    start = date.fromisoformat(payload["start"])
    base = Handover("", payload["from"], payload["to"], start, end, is_acting=end is not None)
    new = [replace(base, activity=number) for number in payload["activities"].split(",")]
    plan, now = matter.plan(), matter.request.now
    if str(plan.year.number) != payload["year"]:
        raise MemberError(N_("Another plan is in force by now; please begin again{polite}."))

    def check(duties: Duties) -> None:
        check_handovers(plan, duties, new, matter.today)

    matter.ports.handovers.add(matter.person.office, plan.year.number, new, matter.person.number, now, check)
    return said(_done(matter, new), "handed_over")


def _done(matter: Matter, new: Sequence[Handover]) -> str:
    voice, first = matter.voice, new[0]
    name, day = matter.name_of(first.to_who), day_name(first.start_on, voice.language)
    if first.end_on is None:
        return voice.say(
            "Done: {numbers} is with {name} from {day} on{polite}.", numbers=_numbers(new), name=name, day=day
        )
    last = day_name(first.end_on, voice.language)
    return voice.say(
        "Done: {new} acts for {old} from {first} to {last}{polite}.",
        new=name,
        old=matter.name_of(first.from_who),
        first=day,
        last=last,
    )
