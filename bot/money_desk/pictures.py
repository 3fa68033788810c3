"""The books in; a picture and a caption that says the same in words out: what is left, the pace, the plan by group."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot.balances import sum_of
from bot.calendar import BANGKOK
from bot.errors import NotAllowedError
from bot.frontdesk import Replies
from bot.ledger import Balance, Books, Entry, Ledger
from bot.money_desk.parts import LETTER, Matter
from bot.money_desk.targets import is_behind
from bot.pending import press_code
from bot.rendering import money
from bot.rendering.charts import Bar, Legend, Pace, bars, pace
from bot.rendering.dates import long_day, year_name
from bot.rendering.words import N_, Words, clean, strong
from bot.reply import Attachment, Choice, Outcome, Reply
from bot.rights import Action, may
from bot.understanding.text import fold

LISTED = 12
"""So many lines stand in a caption: a messenger takes 1,024 letters."""
PRIVATE_ONLY = N_("Money is shown in the private chat with me{polite}.")
LABELS = {
    "remaining": N_("Left by activity"),
    "pace": N_("Spent by quarter"),
    "groups": N_("The plan by group"),
}
END_OF_QUARTER = N_("to the end of quarter {n}: {percent} percent disbursed")
SO_FAR = N_("so far in quarter {n}: {percent} percent disbursed")
Drawn = tuple[bytes, list[str]]
"""A picture, and the lines that say the same."""


def show(matter: Matter) -> Replies:
    """The picture that the words after the command ask for; what is left, when they ask for none."""
    rest = fold(matter.request.spoken.rest if matter.request.spoken else "")
    charts = matter.ports.words.charts
    named = (key for key in ("groups", "pace", "remaining") if any(form in rest for form in charts[key]))
    return _picture(matter, next(named, "remaining"))


def press(matter: Matter) -> Replies:
    key = matter.argument[1]
    return _picture(matter, key if key in PICTURES else "remaining")


def _picture(matter: Matter, key: str) -> Replies:
    if not may(matter.person, Action.SEE_MONEY, matter.request.chat.setting):
        raise NotAllowedError(PRIVATE_ONLY)
    books = matter.ports.ledger.books(matter.plan)
    title = f"{matter.words.say(LABELS[key])} · {year_name(matter.words, matter.plan.year)}"
    content, lines = PICTURES[key](matter, books, title)
    caption = "\n".join((strong(title), _recorded(matter.words, whole_of(books)), *lines))
    others = tuple(
        (Choice(matter.words.say(label), press_code(LETTER, "chart", f"~{other}")),)
        for other, label in LABELS.items()
        if other != key
    )
    picture = Attachment(f"{key}-{matter.plan.year.number}.png", "image/png", content, is_picture=True)
    return (Reply(caption, Outcome.ANSWER, others, attachment=picture),)


def whole_of(books: Books) -> Balance:
    """The figures of all activities together, each once."""
    return sum_of(books.balance(number) for number in books.plan.activity_by_number)


def _recorded(words: Words, whole: Balance) -> str:
    """The day of the newest entry, or that there is none."""
    if whole.as_of is None:
        return words.say("No spending has been recorded yet.")
    day = long_day(words, whole.as_of.astimezone(BANGKOK).date())
    name = money.recorder(words, whole.recorder_number, whole.recorder)
    return words.say("As of {day}, recorded by {name}", day=day, name=name)


def _legend(words: Words) -> Legend:
    return Legend(words.say("disbursed"), words.say("committed"), words.say("left"), words.say("target"))


def _bar(label: str, balance: Balance) -> Bar:
    left = balance.remaining or 0
    return Bar(label, balance.disbursed, balance.committed, left, money.figure(left))


def _remaining(matter: Matter, books: Books, title: str) -> Drawn:
    """A bar for each activity with money, in plan order."""
    found = [(number, books.balance(number)) for number in matter.plan.activity_by_number]
    rows = [_bar(number, balance) for number, balance in found if balance.allocated is not None]
    return bars(title, rows, _legend(matter.words)), _lines(matter.words, rows, whole_of(books))


def _groups(matter: Matter, books: Books, title: str) -> Drawn:
    """A bar for each group that runs activities; what no group runs stands last."""
    plan = matter.plan
    keys = dict.fromkeys(activity.group for activity in plan.activities)
    rows = []
    for key in keys:
        mine = [books.balance(one.number) for one in plan.activities if one.group == key]
        group = plan.group_by_key.get(key)
        rows.append(_bar(clean(group.name) if group else matter.words.say("no group named"), sum_of(mine)))
    return bars(title, rows, _legend(matter.words), are_named=True), _lines(matter.words, rows, whole_of(books))


def _lines(words: Words, rows: list[Bar], whole: Balance) -> list[str]:
    """The sum, and the places where anything is spent or bound, or all when they are few."""
    if not whole.is_recorded:  # what is left is not known then, so nothing is called left
        allocated = words.say("Allocated: {amount}", amount=money.allocation(words, whole.allocated))
        return [allocated, *(f"• {row.label}: {row.figure}" for row in rows if len(rows) <= LISTED)]
    total = words.say("Remaining: {amount}", amount=money.baht(words, whole.remaining or 0))
    touched = [row for row in rows if row.spent or row.bound] if len(rows) > LISTED else rows
    shown = [words.say("{key}: {amount} left", key=row.label, amount=row.figure) for row in touched[:LISTED]]
    rest = len(rows) - len(shown)
    if rest:
        shown.append(words.ngettext("and {n} more, see the picture", "and {n} more, see the picture", rest))
    return [total, *(f"• {line}" for line in shown)]


def _pace(matter: Matter, books: Books, title: str) -> Drawn:
    """Percents disbursed at the end of each quarter that has begun, against the targets if there are any."""
    plan, words, targets = matter.plan, matter.words, matter.ports.targets
    days = plan.year.span.days
    gone = min(1.0, max(0.0, ((matter.today - plan.year.span.start_on).days + 1) / days)) * 4
    spent = spent_by_quarter(matter.ports.ledger, books, gone)
    names = tuple(words.say("Q{n}", n=quarter.number) for quarter in plan.year.quarters)
    picture = pace(title, Pace(names, (0.0, *spent), targets.percents, gone), _legend(words))
    lines = []
    for number, percent in enumerate(spent, 1):
        target = targets.at_end_of(number)
        is_over = number <= gone
        said = END_OF_QUARTER if is_over else SO_FAR
        found = words.say(said, n=number, percent=f"{percent:.2f}")
        lines.append(found + (" · " + words.say("target {percent} %", percent=target) if target else ""))
    behind = [one.number for one in plan.activities if is_behind(one, books, targets, matter.today)]
    if behind:
        lines.append(words.say("Behind target: {activities}", activities=words.all_of(behind)))
    return picture, [f"• {line}" for line in lines]


def spent_by_quarter(ledger: Ledger, books: Books, gone: float) -> tuple[float, ...]:
    """The share disbursed by the end of each quarter that has begun; late bookings count for the last."""
    plan = books.plan
    whole = sum(activity.allocated or 0 for activity in plan.activities) or 1
    entries = ledger.entries(plan.office.key, plan.year)
    shares = []
    for quarter in plan.year.quarters[: max(1, min(4, int(gone) + 1))]:
        is_last = quarter.number == 4
        spent = sum(one.effect.disburses for one in entries if is_last or _day(one) <= quarter.span.end_on)
        shares.append(100 * spent / whole)
    return tuple(shares)


def _day(entry: Entry) -> date:
    return entry.at.astimezone(BANGKOK).date()


PICTURES: dict[str, Callable[[Matter, Books, str], Drawn]] = {"remaining": _remaining, "pace": _pace, "groups": _groups}
