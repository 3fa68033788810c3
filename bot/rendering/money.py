"""Satang and balances in; amounts and the four figures as people read them out."""

from __future__ import annotations

from bot.calendar import BANGKOK
from bot.ledger import Balance, EntryKind
from bot.plan import LineItem, Satang
from bot.questions import Slot
from bot.rendering.dates import long_day
from bot.rendering.words import N_, Words, clean

KINDS = {
    EntryKind.DISBURSE: N_("Disbursed"),
    EntryKind.COMMIT: N_("Committed"),
    EntryKind.REFUND: N_("Paid back"),
    EntryKind.RELEASE: N_("Released"),
    EntryKind.TRANSFER_OUT: N_("Transferred away"),
    EntryKind.TRANSFER_IN: N_("Transferred to it"),
    EntryKind.REVERSAL: N_("Undone"),
}
"""What an entry of the books does."""


def baht(words: Words, amount: int) -> str:
    """12,300 baht; satang only when there are some."""
    return words.say("{amount} baht", amount=figure(amount))


def figure(amount: int) -> str:
    whole, satang = divmod(abs(amount), 100)
    sign = "-" if amount < 0 else ""
    return f"{sign}{whole:,}" + (f".{satang:02}" if satang else "")


def allocation(words: Words, amount: Satang | None) -> str:
    """What is allocated; no amount means that the plan says it uses none."""
    return words.say("uses no budget") if amount is None else baht(words, amount)


def four_figures(words: Words, balance: Balance) -> tuple[str, ...]:
    """Allocated, committed, disbursed and remaining with the share spent, the day and the recorder."""
    lines = [
        words.say("Allocated: {amount}", amount=allocation(words, balance.allocated)),
        words.say("Committed: {amount}", amount=baht(words, balance.committed)),
        words.say("Disbursed: {amount}", amount=_with_share(words, balance.disbursed, balance.allocated)),
    ]
    if balance.transferred:
        lines.insert(1, words.say("of which transferred: {amount}", amount=baht(words, balance.transferred)))
    if balance.remaining is not None:
        remaining = _with_share(words, balance.remaining, balance.allocated)
        lines.append(words.say("Remaining: {amount}", amount=remaining))
    if balance.as_of is not None:
        day = long_day(words, balance.as_of.astimezone(BANGKOK).date())
        name = recorder(words, balance.recorder_number, balance.recorder)
        lines.append(words.say("As of {day}, recorded by {name}", day=day, name=name))
    return tuple(lines)


def recorder(words: Words, number: int, name: str) -> str:
    """Who recorded; a member whose name was removed is left with the number, and number 0 is the command line."""
    if name or number:
        return clean(name) or words.say("member {number}", number=number)
    return words.say("the command line")


def _with_share(words: Words, part: int, whole: int | None) -> str:
    if not whole:
        return baht(words, part)
    return words.say("{amount} ({percent} %)", amount=baht(words, part), percent=share(part, whole))


def share(part: int, whole: int) -> str:
    """A share in percent with at most two decimals, rounded half up as accounts are."""
    hundredths = (part * 20_000 + whole) // (2 * whole)
    return figure(hundredths)


def nothing_recorded(words: Words, slots: tuple[Slot, ...]) -> str:
    """The plain words for what cannot be told before anything is recorded."""
    if Slot.REMAINING in slots:
        return words.say("No spending has been recorded yet, so the remaining amount is not known.")
    return words.say("No spending has been recorded yet.")


def product(words: Words, item: LineItem) -> str:
    """120 people × 2 meals × 35 baht = 8,400 baht; empty when the plan prints no rate."""
    if item.rate is None or item.amount is None or not item.counts:
        return ""
    factors = [f"{count:,} {unit}" for count, unit in item.counts] + [baht(words, item.rate)]
    return f"{' × '.join(factors)} = {baht(words, item.amount)}"


def parts_of(words: Words, item: LineItem) -> tuple[str, ...]:
    """What a lump sum is made of, when the plan prints it."""
    return tuple(f"– {clean(text)}: {baht(words, amount)}" for text, amount in item.parts)
