"""Orders, entries and refusals in; what is said of them out. Amounts are read out in figures and in words."""

from __future__ import annotations

from bot.calendar import BANGKOK
from bot.errors import RecordingRefusedError
from bot.ledger import Books, Entry, Refusal, place_of
from bot.ledger_rules import MOST
from bot.money_desk.orders import REVERSE, TRANSFER, Order
from bot.money_desk.spelling import in_words
from bot.money_desk.words import MoneyWords
from bot.plan import LineItem, Plan, Satang
from bot.rendering import money
from bot.rendering.dates import short_day
from bot.rendering.words import N_, Words, clean, strong

VERBS = {
    "disburse": N_("Disburse"),
    "commit": N_("Commit"),
    "refund": N_("Take back"),
    "release": N_("Release a commitment"),
    "transfer": N_("Transfer"),
    "reverse": N_("Undo"),
}
REFUSALS = {
    Refusal.UNKNOWN_ACTIVITY: N_("The plan has no item {activity}{polite}. Nothing was recorded."),
    Refusal.UNKNOWN_ITEM: N_("The plan has no item {item}{polite}. Nothing was recorded."),
    Refusal.NO_AMOUNT: N_("The amount must be more than zero and at most {most}{polite}. Nothing was recorded."),
    Refusal.BELOW_ZERO: N_(
        "Not enough: {key} has {left} left, {missing} are missing{polite}. Nothing was recorded. "
        "Finance can allow it with a written reason."
    ),
    Refusal.ITEM_ABOVE: N_(
        "Not enough: {key} has {left} left of its own, {missing} are missing, and the plan does not let its items be "
        "averaged{polite}. Nothing was recorded."
    ),
    Refusal.NOT_DISBURSED: N_("Only {disbursed} are recorded there ({key}){polite}. Nothing was recorded."),
    Refusal.NOT_A_COMMITMENT: N_("Entry {number} is no commitment that stands{polite}. Nothing was recorded."),
    Refusal.ABOVE_COMMITMENT: N_("Of commitment {number} only {left} are left{polite}. Nothing was recorded."),
    Refusal.OTHER_ITEM: N_("Commitment {number} belongs to {key}{polite}. Nothing was recorded."),
    Refusal.NO_ENTRY: N_("There is no entry {number} in this year's books{polite}. Nothing was changed."),
    Refusal.IS_REVERSAL: N_("Entry {number} is an undoing itself; please record anew{polite}. Nothing was changed."),
    Refusal.REVERSED: N_("Entry {number} has been undone already{polite}. Nothing was changed again."),
    Refusal.SETTLED: N_("Commitment {number} has been used; undo that first{polite}. Nothing was changed."),
    Refusal.SAME_PLACE: N_("Money cannot be moved from {key} to itself{polite}. Nothing was recorded."),
    Refusal.REASON_NEEDED: N_("Please write the reason{polite}. Nothing was recorded."),
    Refusal.TOKEN_TAKEN: N_("This has been recorded already{polite}."),
}
NO_BUDGET = N_(
    "{key} has no budget in the plan{polite}. Nothing was recorded. Finance can transfer money to it first, or allow "
    "it with a written reason."
)
NONE_DISBURSED = N_("No disbursement is recorded there yet ({key}){polite}. Nothing was recorded.")
OVERTAKEN = N_("Somebody else has just recorded there; please look at the balance and try again{polite}.")
FAULTS = {
    "": N_("How much is it{asking} For example 3,200 or 1,010.50"),
    "unreadable": N_("I cannot read the amount. How much is it{asking} For example 3,200 or 1,010.50"),
    "several": N_("There are several amounts. Which one is it{asking} Please write it alone, for example 3,200"),
    "decimals": N_("An amount has two decimals at most (satang). How much is it exactly{asking}"),
    "zero": N_("The amount is zero. How much is it{asking}"),
    "negative": N_("The amount is below zero. Write it without the minus; money that comes back is a refund{polite}."),
}


def refusal(words: Words, refused: RecordingRefusedError) -> str:
    """The sentence of a rule; amounts in it as people read them."""
    if _has_no_budget(words, refused):
        return words.say(NO_BUDGET, key=refused.values["key"])
    if refused.refusal == Refusal.NOT_DISBURSED and refused.values.get("disbursed") == 0:
        return words.say(NONE_DISBURSED, key=refused.values["key"])  # what is not recorded is never shown as zero
    values = {"most": money.baht(words, MOST)} | {
        name: money.baht(words, value) if name in _AMOUNTS and isinstance(value, int) else value
        for name, value in refused.values.items()
    }
    try:
        return words.say(REFUSALS[Refusal(refused.refusal)], **values)
    except KeyError:  # the database refused it: it does not tell the amounts
        return words.say(OVERTAKEN)


_AMOUNTS = ("left", "missing", "disbursed")


def _has_no_budget(words: Words, refused: RecordingRefusedError) -> bool:
    """True when nothing is short: the plan gives this activity no budget, and nobody has moved money to it."""
    activity = words.view.plan.activity_by_number.get(str(refused.values.get("key", "")))
    is_short = refused.refusal == Refusal.BELOW_ZERO and not refused.values.get("left")
    return is_short and activity is not None and not activity.allocated


def amount(words: Words, satang: int, spoken: MoneyWords) -> str:
    """3,200 บาท (สามพันสองร้อยบาทถ้วน); words in Thai only."""
    figure = money.baht(words, satang)
    return f"{figure} ({in_words(satang, spoken.spelling)})" if words.is_thai else figure


def place_name(words: Words, plan: Plan, activity: str, item: str = "") -> str:
    """1.4 and its title; a step or line item with its own number and title."""
    found = plan.activity_by_number.get(activity)
    if found is None:
        return item or activity
    place = place_of(found, item) if item else None
    if place is None:
        return f"{activity} {clean(found.title)}"
    if isinstance(place, LineItem):
        return words.say("{n} item {item}: {title}", n=activity, item=item.partition("/")[2], title=clean(place.text))
    return words.say("{n} step {step} {title}", n=activity, step=place.number, title=clean(place.title))


def order_lines(words: Words, plan: Plan, order: Order, spoken: MoneyWords) -> tuple[str, ...]:
    """What is about to be booked, line by line."""
    head = words.say("{verb}: {place}", verb=words.say(VERBS[order.verb]), place=_places(words, plan, order))
    lines = [strong(head)]
    if order.amount:
        lines.append(words.say("Amount: {amount}", amount=amount(words, order.amount, spoken)))
    if order.settles:
        lines.append(words.say("Uses commitment {number}", number=order.settles))
    return (*lines, *_remarks(words, order.note, order.document, order.allowed))


def _places(words: Words, plan: Plan, order: Order) -> str:
    if order.verb == REVERSE:
        return words.say("entry {number}", number=order.entry)
    place = place_name(words, plan, order.activity, order.item)
    if order.verb == TRANSFER and order.to_activity:
        return f"{place} → {place_name(words, plan, order.to_activity, order.to_item)}"
    return place


def _remarks(words: Words, note: str, document: str, allowed: str) -> tuple[str, ...]:
    lines = (
        words.say("For: {note}", note=clean(note)) if note else "",
        words.say("Document: {document}", document=clean(document)) if document else "",
        words.say("Allowed above the budget because: {reason}", reason=clean(allowed)) if allowed else "",
    )
    return tuple(line for line in lines if line)


def entry_line(words: Words, entry: Entry) -> str:
    """One line of the books: number, day, kind, place, amount, remarks, recorder."""
    day = short_day(words, entry.at.astimezone(BANGKOK).date())
    kind = words.say(money.KINDS[entry.kind])
    if entry.reverses is not None:
        kind = words.say("Undone: entry {number}", number=entry.reverses)
    parts = [f"#{entry.number}", day, f"{kind} {entry.key}", money.baht(words, entry.amount)]
    parts += [clean(entry.note)] * bool(entry.note) + [clean(entry.document)] * bool(entry.document)
    parts += [words.say("Allowed above the budget because: {reason}", reason=clean(entry.allowed))] * bool(
        entry.allowed
    )
    parts.append(money.recorder(words, entry.recorder, entry.recorder_name))
    return " · ".join(parts)


def remaining_line(words: Words, books: Books, activity: str) -> str:
    """What is left of an activity."""
    left = books.balance(activity).remaining or Satang(0)
    return words.say("Remaining of {key}: {amount}", key=activity, amount=money.baht(words, left))
