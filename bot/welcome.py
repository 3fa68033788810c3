"""What somebody reads who comes in: the notice of data protection, the welcome; and what admins read of them."""

from __future__ import annotations

from bot.membership import JoinRequest
from bot.pending import press_code
from bot.people import Person, Role
from bot.reply import Choice, Outcome, Reply
from bot.voice import Voice

KEPT_DAYS = 90


def role_name(role: Role | None, voice: Voice) -> str:
    match role:
        case Role.STAFF:
            return voice.say("staff")
        case Role.OFFICER:
            return voice.say("responsible officer")
        case Role.FINANCE:
            return voice.say("finance officer")
        case Role.DIRECTOR:
            return voice.say("director")
        case Role.ADMIN:
            return voice.say("admin")
        case None:
            return voice.say("not a member")


def role_of(role: Role | None, in_plan: str, voice: Voice) -> str:
    """The name of a role, with that of the person of the plan, if it is one."""
    named = role_name(role, voice)
    return voice.say("{role} (in the plan: {name})", role=named, name=in_plan) if in_plan else named


def consent_notice(person: Person, voice: Voice, in_plan: str = "") -> Reply:
    """`in_plan`: the person of the plan whose activities become theirs, by name.

    What is kept, why, how long and how it is removed: the law wants it told before anything is used (PDPA s. 23)."""
    lines = (
        "*" + voice.say("Before we begin: your personal data") + "*",
        voice.say("You are invited as: {role}.", role=role_of(person.role, in_plan, voice)),
        voice.say("Kept about you: your name, your account number here, your role, and who changed what and when."),
        voice.say("Used only to answer you, to remind you and to record your work; shown to the admins of the office."),
        voice.say("Questions that could not be answered are kept {days} days without your name.", days=KEPT_DAYS),
        voice.say("You can see, export and remove it at any time: write “my data” or “remove my data”{polite}."),
        voice.say("Do you agree{asking}?"),
    )
    row = (
        Choice(voice.say("I agree"), press_code("m", "consent")),
        Choice(voice.say("I do not agree"), press_code("m", "decline")),
    )
    return Reply("\n".join(lines), Outcome.CHAT, (row,), code="consent")


def welcome(person: Person, voice: Voice) -> Reply:
    role = role_name(person.role, voice)
    lines = (
        voice.say("Welcome! You are number {number} here: {role}.", number=person.number, role=role),
        voice.say("Ask about the plan in plain words; “help” shows what I can answer{polite}."),
    )
    topics = Choice(voice.say("The topics I am reminded of"), press_code("r", "topics"))
    return Reply("\n".join(lines), Outcome.CHAT, ((topics,),), code="welcome")


def join_notice(request: JoinRequest, voice: Voice) -> Reply:
    """An admin is asked about somebody at the door, with a button for each role."""
    name = request.visitor.name.replace("*", "×") or voice.say("somebody without a name")
    text = voice.say("{name} asks to join (request {number}). Accept as{asking}?", name=name, number=request.number)
    roles = tuple(_take_button(request.number, role, voice) for role in Role)
    no = Choice(voice.say("Refuse"), press_code("m", "refuse", request.number))
    return Reply(text, Outcome.CHAT, (roles[:2], roles[2:4], (roles[4], no)), code="join_request")


def _take_button(number: int, role: Role, voice: Voice) -> Choice:
    return Choice(role_name(role, voice), press_code("m", "take", f"{number}.{role.value}"))
