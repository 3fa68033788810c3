"""A member and what is kept about them: shown, exported as files, or removed for good."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from bot.members_desk.parts import LETTER, Matter, clean_name, said
from bot.membership import check_last_admin
from bot.pending import PendingAction, press_code
from bot.people import Person
from bot.reply import Attachment, Choice, Outcome, Reply
from bot.rights import Action
from bot.voice import Voice
from bot.welcome import role_name

Replies = tuple[Reply, ...]


def is_member_already(matter: Matter) -> Replies | None:
    if matter.request.press is None and not matter.is_certain:
        return None
    return said(matter.voice.say("You are a member already{polite}."), "member_already")


def has_consented_already(matter: Matter) -> Replies:
    text = matter.voice.say("You have agreed already; “remove my data” takes everything back{polite}.")
    return said(text, "consented_already")


def show(matter: Matter) -> Replies | None:
    """Who I am here."""
    if not matter.is_certain:
        return None
    matter.demand(Action.SEE_OWN_RECORD)
    if not matter.person.number:
        return said(matter.voice.say("Nothing is kept about you here{polite}."), "nothing_kept")
    row = (
        Choice(matter.voice.say("Everything kept about me"), press_code(LETTER, "export")),
        Choice(matter.voice.say("Remove me"), press_code(LETTER, "forget")),
    )
    return said("\n".join(_lines(matter)), "me", row)


def _lines(matter: Matter) -> list[str]:
    person, voice = matter.person, matter.voice
    lines = [
        f"*{clean_name(person, voice)}*",
        voice.say("Member number {number}: {role}.", number=person.number, role=role_name(person.role, voice)),
    ]
    officer = matter.plan().officer_by_key.get(person.officer)
    if officer is not None:
        lines.append(voice.say("In the plan: {name}.", name=officer.full_name))
    shown = [contact.value for contact in matter.ports.contacts.of(person)]
    return [*lines, voice.say("Shown to colleagues: {contacts}.", contacts=", ".join(shown))] if shown else lines


def export(matter: Matter) -> Replies | None:
    """Everything that is kept, for people to read and for programs."""
    if matter.request.press is None and not matter.is_certain:
        return None
    matter.demand(Action.EXPORT_OWN)
    if not matter.person.number:
        return said(matter.voice.say("Nothing is kept about you here{polite}."), "nothing_kept")
    return exported(matter.person, matter.ports.book.members.everything_about(matter.person), matter.voice)


def exported(person: Person, everything: Mapping[str, object], voice: Voice) -> Replies:
    """The two files."""
    name = f"thamplan-member-{person.number}"
    text = Attachment(f"{name}.txt", "text/plain", readable(everything).encode())
    data = json.dumps(everything, ensure_ascii=False, indent=1).encode()
    said_first = voice.say("This is everything that is kept about you, to read{polite}.")
    said_next = voice.say("And the same for programs (JSON){polite}.")
    file = Attachment(f"{name}.json", "application/json", data)
    return (
        Reply(said_first, Outcome.CHAT, attachment=text, code="export"),
        Reply(said_next, Outcome.CHAT, attachment=file, code="export_json"),
    )


def readable(everything: Mapping[str, object]) -> str:
    """The same as plain lines: a heading a table, a line a field."""
    lines: list[str] = []
    for table, rows in everything.items():
        found = rows if isinstance(rows, Sequence) and not isinstance(rows, str) else ()
        lines += ["", f"{table} ({len(found)})"]
        for row in found:
            lines += [f"  {field}: {value}" for field, value in dict(row).items()] + ["  –"]
    return "\n".join(lines).strip() + "\n"


def ask_to_forget(matter: Matter) -> Replies | None:
    if matter.request.press is None and not matter.is_certain:
        return None
    matter.demand(Action.REMOVE_SELF)
    if not matter.person.number:
        return said(matter.voice.say("Nothing is kept about you here{polite}."), "nothing_kept")
    check_last_admin(matter.members(), matter.person)
    text = matter.voice.say(
        "Your name, account, contacts and messages will be removed, and you will no longer be a member. Your number"
        " stays in the record of changes. Remove everything{asking}?"
    )
    return matter.ask_back("forget", {}, text)


def forget(matter: Matter, action: PendingAction) -> Replies:
    matter.demand(Action.REMOVE_SELF)
    check_last_admin(matter.members(), matter.person)
    matter.ports.book.members.remove(matter.person, matter.person.number, matter.request.now)
    return said(matter.voice.say("Done: your data is removed. Good luck{polite}."), "forgotten")
