"""How colleagues reach each other: the office's contact for all; a mobile or e-mail only of those who agreed."""

from __future__ import annotations

import re

from bot.errors import MemberError
from bot.members_desk.parts import Matter, clean_name, said
from bot.membership import Contact, ContactKind
from bot.mentions import read_member, read_officers
from bot.pending import PendingAction
from bot.people import Person
from bot.reply import Outcome, Reply
from bot.rights import Action
from bot.understanding.text import fold
from bot.voice import N_

Replies = tuple[Reply, ...]
_MOBILE = re.compile(r"0\d{8,9}")
_EMAIL = re.compile(r"[a-z0-9._+-]{1,60}@[a-z0-9-]{1,60}(?:\.[a-z0-9-]{1,60}){1,4}")


def show(matter: Matter) -> Replies | None:
    """The contact of the office, and of the colleague who is named if they agreed."""
    named = _named(matter) if matter.rest else ()
    if not named and not matter.is_certain:
        return None
    matter.demand(Action.SEE_CONTACTS)
    text = "\n".join([_office(matter), *(_line(matter, one) for one in named)])
    return (Reply(text, _outcome(matter, named), code="contacts"),)


def _outcome(matter: Matter, named: tuple[Person, ...]) -> Outcome:
    """Unknown when nothing that was asked for can be given."""
    asked = [bool(matter.ports.contacts.of(one)) for one in named] or [bool(matter.plan().office.contact)]
    return Outcome.ANSWER if any(asked) else Outcome.UNKNOWN


def _office(matter: Matter) -> str:
    office = matter.plan().office
    contact = office.contact or matter.voice.say("no contact is stated")
    return matter.voice.say("{office}: {contact}", office=office.name, contact=contact)


def _named(matter: Matter) -> tuple[Person, ...]:
    keys = read_officers(matter.reader(), matter.rest, matter.today)
    officers = tuple(one for one in matter.members() if one.officer and one.officer in keys)
    return officers or read_member(matter.members(), matter.rest)


def _line(matter: Matter, person: Person) -> str:
    values = [one.value for one in matter.ports.contacts.of(person)]
    name = clean_name(person, matter.voice)
    if not values:
        return matter.voice.say("{name}: has not agreed to show a number or e-mail", name=name)
    return matter.voice.say("{name}: {contacts}", name=name, contacts=", ".join(values))


def ask_own(matter: Matter) -> Replies | None:
    """Mine: entered with a number or an e-mail, taken back with the word for removing."""
    folded = fold(matter.request.text)
    if any(folded.startswith(fold(form)) for form in matter.ports.words.answers["withdraw"]):
        return _drop(matter, folded)
    if not matter.rest.strip():
        usage = matter.voice.say("Write it like this: my number 0xxxxxxxxx, or my e-mail name@example.org{polite}.")
        return matter.usage(usage)
    matter.demand(Action.SET_OWN_CONTACT)
    if not matter.person.number:
        return said(matter.voice.say("Nothing is kept about you here{polite}."), "nothing_kept")
    # The address as typed: folding takes repeated letters out of words.
    typed = next((one for one in matter.request.text.split() if "@" in one), matter.rest)
    kind, value = read_contact(typed)
    text = matter.voice.say("Shall members of the office see {value} as yours{asking}?", value=value)
    return matter.ask_back("contact", {"kind": kind.value, "value": value}, text)


def read_contact(value: str) -> tuple[ContactKind, str]:
    """Which kind of contact it is, tidied."""
    number = re.sub(r"[ -]", "", fold(value))
    if _MOBILE.fullmatch(number):
        return ContactKind.MOBILE, number
    if _EMAIL.fullmatch(value.strip().lower()):
        return ContactKind.EMAIL, value.strip().lower()
    raise MemberError(N_("I cannot read that as a Thai telephone number or an e-mail address{polite}."))


def _drop(matter: Matter, folded: str) -> Replies:
    matter.demand(Action.SET_OWN_CONTACT)
    contacts, person, now = matter.ports.contacts, matter.person, matter.request.now
    gone = [one for one in contacts.of(person) if contacts.drop(person, one.kind, now)]
    if not gone:
        return said(matter.voice.say("Nothing was shown of you{polite}."), "contact_none")
    return said(matter.voice.say("Done: nobody sees it any more{polite}."), "contact_dropped")


def keep_own(matter: Matter, action: PendingAction) -> Replies:
    matter.demand(Action.SET_OWN_CONTACT)
    contact = Contact(matter.person.number, ContactKind(action.payload["kind"]), action.payload["value"])
    matter.ports.contacts.put(matter.person, contact, matter.request.now)
    return said(matter.voice.say("Done: members can see it now{polite}."), "contact_kept")
