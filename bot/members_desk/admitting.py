"""Who is a member and as what: invitations, requests to join, roles, removal. For admins."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.errors import MemberError
from bot.handover import officer_who
from bot.members_desk.parts import LETTER, Matter, clean_name, said
from bot.membership import (
    FIRST_REQUEST,
    Invitation,
    Invitations,
    check_invitation,
    check_last_admin,
    check_role,
    key_of,
    new_secret,
)
from bot.pending import PendingAction, press_code
from bot.people import MemberState, Person, Role
from bot.qr import qr_picture
from bot.reply import Choice, Outcome, Reply
from bot.rights import Action
from bot.voice import N_, Voice
from bot.welcome import consent_notice, join_notice, role_name, role_of

Replies = tuple[Reply, ...]
DAYS = 7
MEMBERS_SHOWN = 60
ROLES = N_("The roles are: staff, officer, finance, director, admin{polite}.")
ONE_OFFICER = N_("An invitation as a person of the plan is for one person only{polite}. Nothing was made.")
LONGEST_KEY = 30
"""Letters of an officer's key that fit behind a button."""


def make_invitation(
    invitations: Invitations, office: str, role: Role, officer: str, places: int, days: int, by: int, now: datetime
) -> str:
    """A new invitation; its code, which is told once and kept nowhere."""
    check_invitation(places, days)
    check_role(role, officer)
    if officer and places > 1:
        raise MemberError(ONE_OFFICER)
    secret = new_secret()
    invitations.make(Invitation(key_of(secret), office, role, officer, places, 0, by, now + timedelta(days=days)), now)
    return secret


def invite(matter: Matter) -> Replies | None:
    """เชิญสมาชิก [role] [officer's name] [3 คน] [7 วัน]: a link and its picture."""
    words = matter.ports.words
    role, behind = words.role_in(matter.rest)
    places, days = words.counted(behind, "people"), words.counted(behind, "days")
    if not matter.is_certain and role is None and places is None and days is None:
        return None
    matter.demand(Action.INVITE)
    if role is None and words.uncounted(behind):
        raise MemberError(ROLES)
    role = role or Role.STAFF
    if role is Role.OFFICER and not words.uncounted(behind):
        check_role(role, "")
    officer = matter.officer_key(behind) if role is Role.OFFICER else ""
    places, days = 1 if places is None else places, DAYS if days is None else days
    by, now = matter.person.number, matter.request.now
    secret = make_invitation(matter.ports.invitations, matter.person.office, role, officer, places, days, by, now)
    named = matter.role_name(role, officer)
    return _link_replies(matter.ports.links.link(secret), named, places, days, matter.voice)


def _link_replies(link: str, named: str, places: int, days: int, voice: Voice) -> Replies:
    lines = (
        voice.say("Invitation as {role}, for {places} people, {days} days:", role=named, places=places, days=days),
        link,
        voice.say("Send it only to whom it is for: whoever opens it comes in{polite}."),
    )
    text = Reply("\n".join(lines), Outcome.CHAT, code="invitation")
    if not link.startswith("https:"):
        return (text,)
    return (text, Reply("", Outcome.CHAT, attachment=qr_picture(link), code="invitation_qr"))


def show_members(matter: Matter) -> Replies | None:
    if not matter.is_certain:
        return None
    matter.demand(Action.LIST_MEMBERS)
    members, voice = matter.members(), matter.voice
    lines = [voice.say("*Members: {count}*", count=len(members))]
    lines += [member_line(one, voice) for one in members[:MEMBERS_SHOWN]]
    if len(members) > MEMBERS_SHOWN:
        lines.append(voice.say("… and {count} more: thamplan member list", count=len(members) - MEMBERS_SHOWN))
    if sum(one.role is Role.ADMIN for one in members) == 1:
        lines.append(voice.say("There is only one admin; two are advised{polite}."))
    requests = matter.ports.book.requests.waiting(matter.person.office)
    waiting = [join_notice(one, voice) for one in requests[:5]] if matter.person.role is Role.ADMIN else []
    return (Reply("\n".join(lines), Outcome.CHAT, code="members"), *waiting)


def member_line(person: Person, voice: Voice) -> str:
    state = {
        MemberState.INVITED: voice.say("has not agreed yet"),
        MemberState.UNREACHABLE: voice.say("cannot be reached"),
    }.get(person.state, "")
    line = f"#{person.number} {clean_name(person, voice)} · {role_name(person.role, voice)}"
    return f"{line} · {state}" if state else line


def ask_role(matter: Matter) -> Replies | None:
    """เปลี่ยนบทบาท #3 เป็น การเงิน."""
    parts = matter.ports.words.parts(matter.rest)
    if not parts[""] or "as" not in parts:
        return matter.usage(
            matter.voice.say("Write it like this: change role #3 to finance{polite}."), matter.rest.startswith("#")
        )
    matter.demand(Action.CHANGE_ROLE)
    target = matter.member(parts[""])
    role, behind = matter.ports.words.role_in(parts["as"])
    if role is None:
        raise MemberError(ROLES)
    officer = _officer_of(matter, target, role, behind)
    _check_role(matter, target, role, officer)
    text = matter.voice.say(
        "Change {name} from {before} to {after}{asking}?",
        name=f"#{target.number} {clean_name(target, matter.voice)}",
        before=matter.role_name(target.role, target.officer),
        after=matter.role_name(role, officer),
    )
    return matter.ask_back("role", {"member": str(target.number), "role": role.value, "officer": officer}, text)


def _officer_of(matter: Matter, target: Person, role: Role, typed: str) -> str:
    """Who of the plan it is: named, or as before; whoever is printed in the plan stays so in any role."""
    return matter.officer_key(typed) if typed.strip() else target.officer


def _check_role(matter: Matter, target: Person, role: Role, officer: str) -> None:
    check_role(role, officer)
    if role is not Role.ADMIN:
        check_last_admin(matter.members(), target)


def change_role(matter: Matter, action: PendingAction) -> Replies:
    matter.demand(Action.CHANGE_ROLE)
    target = _still_there(matter, action.payload["member"])
    role, officer = Role(action.payload["role"]), action.payload["officer"]
    _check_role(matter, target, role, officer)
    new = matter.ports.book.members.change_role(target, role, officer, matter.person.number, matter.request.now)
    voice = Voice(new.language, matter.ports.particle)
    named = role_of(role, matter.name_of(officer_who(officer)) if officer else "", voice)
    told = voice.say("Your role here is now: {role}{polite}.", role=named)
    matter.ports.book.notices.tell(new, Reply(told, Outcome.CHAT, code="role_told"), matter.request.now)
    return said(_done(matter, new), "role_changed")


def ask_to_remove(matter: Matter) -> Replies | None:
    if not matter.rest:
        return matter.usage(matter.voice.say("Write it like this: remove member #3{polite}."))
    matter.demand(Action.REMOVE_MEMBER)
    target = matter.member(matter.rest)
    check_last_admin(matter.members(), target)
    name = f"#{target.number} {clean_name(target, matter.voice)}"
    text = matter.voice.say("Remove {name} and their data{asking}? Only the number stays.", name=name)
    return matter.ask_back("remove", {"member": str(target.number)}, text)


def remove(matter: Matter, action: PendingAction) -> Replies:
    matter.demand(Action.REMOVE_MEMBER)
    target = _still_there(matter, action.payload["member"])
    check_last_admin(matter.members(), target)
    matter.ports.book.members.remove(target, matter.person.number, matter.request.now)
    return said(matter.voice.say("Done: member {number} is removed{polite}.", number=target.number), "removed")


def _still_there(matter: Matter, number: str) -> Person:
    found = matter.ports.book.people.by_number(matter.person.office, int(number))
    if found is None or not found.is_member:
        raise MemberError(N_("That member is no longer here; nothing was changed{polite}."))
    return found


def accept(matter: Matter) -> Replies:
    """`take:12.officer.KEY`: the request, the role, and for an officer who of the plan it is."""
    matter.demand(Action.DECIDE_JOINING)
    number, _, behind = matter.argument.partition(".")
    role_word, _, officer = behind.partition(".")
    if not _is_number(number) or role_word not in list(Role):
        return _gone(matter)
    role = Role(role_word)
    if role is Role.OFFICER and officer not in matter.plan().officer_by_key:
        return _which_officer(matter, number)
    office, by, now = matter.person.office, matter.person.number, matter.request.now
    new = matter.ports.book.requests.accept(office, int(number), role, officer, by, now)
    if new is None:
        return _gone(matter)
    tell_accepted(matter, new)
    return said(_done(matter, new), "accepted")


def _done(matter: Matter, new: Person) -> str:
    """The member as they are now, and whose work of the plan is theirs."""
    line = member_line(new, matter.voice)
    if new.officer:
        in_plan = matter.voice.say("In the plan: {name}.", name=matter.name_of(officer_who(new.officer)))
        line = f"{line} · {in_plan}"
    return matter.voice.say("Done: {member}", member=line)


def tell_accepted(matter: Matter, new: Person) -> None:
    """The new member reads the notice of data protection at once."""
    in_plan = matter.name_of(officer_who(new.officer)) if new.officer else ""
    notice = consent_notice(new, Voice(new.language, matter.ports.particle), in_plan)
    matter.ports.book.notices.tell(new, notice, matter.request.now)


def refuse(matter: Matter) -> Replies:
    matter.demand(Action.DECIDE_JOINING)
    office, by, now = matter.person.office, matter.person.number, matter.request.now
    argument = matter.argument
    if not _is_number(argument) or not matter.ports.book.requests.refuse(office, int(argument), by, now):
        return _gone(matter)
    return said(matter.voice.say("Refused; they are not told, and can ask again in a week{polite}."), "refused_joining")


def _is_number(argument: str) -> bool:
    return argument.isdecimal() and len(argument) <= len(str(FIRST_REQUEST))


def _gone(matter: Matter) -> Replies:
    return said(matter.voice.say("This request has been decided already; nothing was changed{polite}."), "request_gone")


def _which_officer(matter: Matter, number: str) -> Replies:
    taken = {one.officer for one in matter.members()}
    buttons = tuple(
        (Choice(one.name, press_code(LETTER, "take", f"{number}.{Role.OFFICER.value}.{one.key}")),)
        for one in matter.plan().officers
        if one.key not in taken and len(one.key) <= LONGEST_KEY
    )
    return said(matter.voice.say("Which person of the plan is it{asking}?"), "which_officer", *buttons)
