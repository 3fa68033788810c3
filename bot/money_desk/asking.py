"""An order in; the question for what it lacks, with buttons, or the card to confirm it, out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.asking_back import confirm_row
from bot.calendar import FiscalYear
from bot.errors import NotAllowedError, RecordingRefusedError
from bot.frontdesk import Replies
from bot.ledger import Refusal
from bot.money_desk import saying
from bot.money_desk.orders import NOT_YOURS, RELEASE, REVERSE, TRANSFER, Order, is_complete
from bot.money_desk.parts import BOOK, DRAFT, LETTER, Matter
from bot.money_desk.reading import ReadOrder
from bot.pending import press_code
from bot.plan import Activity
from bot.rendering import money
from bot.rendering.buttons import shorten
from bot.rendering.dates import year_name
from bot.rendering.words import N_
from bot.reply import Choice, Reply
from bot.rights import Action, may

MOST_BUTTONS = 12
WITH_BUTTONS = ("disburse", "commit", "refund")
EXAMPLE = N_("Or in one line, for example: disburse 1.2 3,200 snacks")
TRANSFER_EXAMPLE = N_("Please write a transfer in one line, for example: transfer 1.4 → 1.5 500")
WHICH = N_("Of which activity{asking} Choose, or type its number.")
WHICH_STEP = N_("Of which step of {n}{asking}")
Row = tuple[Choice, ...]


def take_up(matter: Matter, read: ReadOrder) -> Replies:
    """The order of a typed line: read back when it is complete, else asked for what it lacks."""
    if read.unknown:
        refusal = Refusal.UNKNOWN_ITEM if "/" in read.unknown else Refusal.UNKNOWN_ACTIVITY
        raise RecordingRefusedError(refusal, activity=read.unknown, item=read.unknown)
    order = _with_commitment(matter, read.order)
    if order.activity:
        matter.counter.demand_right(order)
    if read.fault:
        return (ask_amount(matter, order, read.fault),)
    return proceed(matter, order)


def _with_commitment(matter: Matter, order: Order) -> Order:
    """A release names its commitment only: place and amount are those of the commitment."""
    if order.verb != RELEASE or order.activity:
        return order
    entry = matter.counter.entry(order.settles)
    left = matter.ports.ledger.open_commitments(entry.office, entry.year, entry.activity)
    amount = order.amount or next((int(amount) for one, amount in left if one.number == entry.number), 0)
    return replace(order, activity=entry.activity, item=entry.item, amount=amount or int(entry.amount))


def proceed(matter: Matter, order: Order) -> Replies:
    """The next question, or the card to confirm."""
    if order.verb == TRANSFER and not order.to_activity:
        return (matter.made([matter.words.say(TRANSFER_EXAMPLE)]),)
    if not order.activity and order.verb != REVERSE:
        return (ask_activity(matter, order),)
    if is_complete(order):
        return (confirm(matter, order),)
    return (ask_step(matter, order) if _has_steps(matter, order) else ask_amount(matter, order),)


def _has_steps(matter: Matter, order: Order) -> bool:
    activity = matter.plan.activity_by_number[order.activity]
    return bool(activity.sheet and activity.sheet.steps) and not order.item and not order.is_whole


def ask_verb(matter: Matter) -> Replies:
    """The menu of recording."""
    if not may(matter.person, Action.RECORD_OWN_MONEY, matter.request.chat.setting):
        raise NotAllowedError(NOT_YOURS)
    say = matter.words.say
    rows = tuple((Choice(say(saying.VERBS[verb]), press_code(LETTER, "verb", f"~{verb}")),) for verb in WITH_BUTTONS)
    return (matter.made([say("What shall be recorded{asking}"), say(EXAMPLE)], rows),)


def ask_activity(matter: Matter, order: Order) -> Reply:
    """The activities that this person may book on, their own first."""
    offered = _offered(matter)
    if not offered:
        raise NotAllowedError(NOT_YOURS)
    nonce = matter.offer(DRAFT, order, asks="activity")
    rows = _rows(nonce, "act", ((one.number, f"{one.number} {one.title}") for one in offered))
    return matter.made([matter.words.say(WHICH)], (*rows, _cancel_row(matter, nonce)))


def _offered(matter: Matter) -> list[Activity]:
    allowed = [one for one in matter.plan.activities if one.allocated and matter.counter.may_record(one.number)]
    own = matter.person.officer
    return sorted(allowed, key=lambda one: own not in one.officers)[:MOST_BUTTONS]


def ask_step(matter: Matter, order: Order) -> Reply:
    """The steps of a project, or the whole of it."""
    activity = matter.plan.activity_by_number[order.activity]
    steps = activity.sheet.steps if activity.sheet else ()
    nonce = matter.offer(DRAFT, order, asks="step")
    whole = ("", matter.words.say("The whole of {n}", n=activity.number))
    offers = [whole, *((step.number, f"{step.number}. {step.title}") for step in steps if step.allocated)]
    return matter.made(
        [matter.words.say(WHICH_STEP, n=activity.number)], (*_rows(nonce, "step", offers), _cancel_row(matter, nonce))
    )


def _cancel_row(matter: Matter, nonce: str) -> Row:
    return (Choice(matter.voice.say("Cancel"), press_code(LETTER, "no", nonce)),)


def _rows(nonce: str, verb: str, offers: Iterable[tuple[str, str]]) -> tuple[Row, ...]:
    return tuple((Choice(shorten(label), press_code(LETTER, verb, f"{nonce}~{key}")),) for key, label in offers)


def ask_amount(matter: Matter, order: Order, fault: str = "") -> Reply:
    """What the amount is; the next typed line is the answer."""
    nonce = matter.offer(DRAFT, order, asks="amount")
    place = saying.place_name(matter.words, matter.plan, order.activity, order.item) if order.activity else ""
    books = matter.ports.ledger.books(matter.plan)
    left = saying.remaining_line(matter.words, books, order.activity) if order.activity else ""
    cancel = Choice(matter.voice.say("Cancel"), press_code(LETTER, "no", nonce))
    return matter.made([place, left, matter.words.say(saying.FAULTS[fault])], ((cancel,),))


def ask_reason(matter: Matter, order: Order, refused: RecordingRefusedError | None = None) -> Reply:
    """Finance may go below zero, in writing; without a refusal it is asked once more."""
    nonce = matter.offer(DRAFT, order, asks="reason")
    cancel = Choice(matter.voice.say("Cancel"), press_code(LETTER, "no", nonce))
    ask = matter.words.say("To record it all the same, type the reason (it stays in the books){polite}.")
    return matter.made([saying.refusal(matter.words, refused) if refused else "", ask], ((cancel,),))


def confirm(matter: Matter, order: Order) -> Reply:
    """The order read back in words and figures, with what would remain; its token is made here."""
    matter.counter.demand_right(order)
    try:
        after = matter.counter.preview(order)
    except RecordingRefusedError as refused:
        is_short = refused.refusal in (Refusal.BELOW_ZERO, Refusal.ITEM_ABOVE)
        if is_short and may(matter.person, Action.ALLOW_OVERSPENDING, matter.request.chat.setting):
            return ask_reason(matter, order, refused)
        raise
    nonce = matter.offer(BOOK, order)
    posting = matter.counter.posting(order, nonce)
    lines = [*_other_year(matter), *saying.order_lines(matter.words, matter.plan, order, matter.ports.words)]
    if order.verb == REVERSE:
        lines.append(saying.entry_line(matter.words, matter.counter.entry(order.entry)))
    for number in dict.fromkeys(one.activity for one in posting.entries):
        lines.append(saying.remaining_line(matter.words, after, number))
    rows = (*_settling(matter, order, nonce), confirm_row(LETTER, nonce, matter.voice))
    return matter.made(["\n".join(lines), matter.words.say("Is this right{asking}")], rows)


def _other_year(matter: Matter) -> tuple[str, ...]:
    """Said when today lies outside the plan's year: late bookings go to the year of the plan."""
    year = matter.plan.year
    if FiscalYear.containing(matter.today) == year:
        return ()
    return (matter.words.say("Recorded in the books of {year}", year=year_name(matter.words, year)),)


def _settling(matter: Matter, order: Order, nonce: str) -> tuple[Row, ...]:
    """Open commitments of the same place, each to be used in part or closed."""
    if order.verb != "disburse" or order.settles:
        return ()
    plan = matter.plan
    found = matter.ports.ledger.open_commitments(plan.office.key, plan.year, order.activity)
    rows: list[Row] = []
    for entry, left in [one for one in found if one[0].item == order.item][:3]:
        amount = money.baht(matter.words, left)
        part = matter.words.say("Use commitment {n} ({left})", n=entry.number, left=amount)
        rows.append((Choice(part, press_code(LETTER, "settle", f"{nonce}~{entry.number}")),))
        if left > order.amount:
            close = matter.words.say("Use and close commitment {n}", n=entry.number)
            rows.append((Choice(close, press_code(LETTER, "close", f"{nonce}~{entry.number}")),))
    return tuple(rows)
