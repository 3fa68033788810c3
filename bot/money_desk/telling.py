"""What was booked in; messages to the activity's officers and to finance, and to nobody else, out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.handover import Duties, is_responsible
from bot.ledger import Books, Entry, Sums
from bot.money_desk.parts import Matter
from bot.money_desk.saying import place_name
from bot.money_desk.targets import crossed
from bot.people import Person, Role
from bot.plan import Activity
from bot.rendering import money
from bot.rendering.view import View
from bot.rendering.words import N_, Words, strong
from bot.reply import Outcome, Reply

LINES = {
    80: N_("Eighty percent of the budget is spent or committed{polite}."),
    100: N_("The whole budget is spent or committed{polite}."),
}


def tell_of(matter: Matter, booked: Iterable[Entry]) -> None:
    """One notice for each activity that this booking brought over a line."""
    entries = tuple(booked)
    after = matter.ports.ledger.books(matter.plan)
    before = _without(after, entries)
    for number in dict.fromkeys(one.activity for one in entries):
        line = crossed(before.balance(number), after.balance(number))
        activity = matter.plan.activity_by_number.get(number)
        if line and activity is not None:
            _tell(matter, activity, after, line)


def _without(books: Books, entries: tuple[Entry, ...]) -> Books:
    sums = dict(books.sums)
    for one in entries:
        place = (one.activity, one.item)
        sums[place] = sums.get(place, Sums()).plus(Sums(one.effect.undone(), -1))
    return Books(books.plan, sums)


def _tell(matter: Matter, activity: Activity, books: Books, line: int) -> None:
    for person in concerned(matter, activity):
        view = View(matter.plan, matter.today, person.language, matter.ports.particle)
        matter.ports.notices.tell(person, notice(Words(view), activity, books, line), matter.request.now)


def concerned(matter: Matter, activity: Activity) -> tuple[Person, ...]:
    """Finance and those in charge of the activity today; who has booked it knows already."""
    members = matter.ports.people.members(matter.person.office)
    found = concerned_of(members, activity, matter.duties, matter.today)
    return tuple(one for one in found if one.number != matter.person.number)


def concerned_of(members: Iterable[Person], activity: Activity, duties: Duties, day: date) -> tuple[Person, ...]:
    """Finance and those in charge of the activity on a day."""
    return tuple(one for one in members if one.role is Role.FINANCE or is_responsible(one, activity, duties, day))


def notice(words: Words, activity: Activity, books: Books, line: int) -> Reply:
    figures = money.four_figures(words, books.balance(activity.number))
    head = strong(place_name(words, books.plan, activity.number))
    return Reply("\n".join((words.say(LINES[line]), head, *figures)), Outcome.CHAT, refs=(activity.number,))


__all__ = ["concerned", "concerned_of", "notice", "tell_of"]
