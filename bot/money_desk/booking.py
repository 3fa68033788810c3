"""A confirmed order in; its entries, the way to undo them, and word to those concerned, out. Booked once."""

from __future__ import annotations

from bot.asking_back import cancelled, refused
from bot.errors import RecordingRefusedError
from bot.frontdesk import Replies
from bot.ledger import Entry, Posted, Refusal
from bot.money_desk import saying
from bot.money_desk.asking import ask_reason, proceed
from bot.money_desk.orders import REVERSE, Order
from bot.money_desk.parts import BOOK, LETTER, Matter
from bot.money_desk.telling import tell_of
from bot.pending import PendingAction, Refused, press_code
from bot.rendering import money
from bot.rendering.words import N_
from bot.reply import Choice, Outcome, Reply
from bot.rights import Action, may

BOOKED = N_("This is recorded already, as entry {number}{polite}. To undo it, press or type: undo.")


def book(matter: Matter) -> Replies:
    """The press of [confirm]. The nonce is the token: booked first, consumed after, it is neither lost nor doubled."""
    nonce, _ = matter.argument
    kept = matter.kept(nonce, BOOK)
    if kept is None:
        return (_too_late(matter, nonce),)
    order = kept[1]
    matter.counter.demand_right(order)
    try:
        posted = matter.ports.ledger.post(matter.counter.posting(order, nonce))
    except RecordingRefusedError as short:
        is_short = short.refusal in (Refusal.BELOW_ZERO, Refusal.ITEM_ABOVE)
        if is_short and may(matter.person, Action.ALLOW_OVERSPENDING, matter.request.chat.setting):
            return (ask_reason(matter, order, short),)
        raise
    matter.ports.pending.take(nonce, matter.person, BOOK, matter.request.now)
    return (_done(matter, posted),)


def _too_late(matter: Matter, nonce: str) -> Reply:
    why = matter.ports.pending.take(nonce, matter.person, BOOK, matter.request.now)
    if why is Refused.USED and booked_by(matter, nonce) is None:
        return cancelled(matter.voice)  # or another card took its place
    return refused(Refused.UNKNOWN if isinstance(why, PendingAction) else why, matter.voice)


def booked_by(matter: Matter, nonce: str) -> Entry | None:
    """The first entry that the card of this nonce booked, if it was confirmed."""
    entries = matter.ports.ledger.entries(matter.plan.office.key, matter.plan.year)
    mine = (one for one in entries if one.token == nonce and one.recorder == matter.person.number)
    return next(mine, None)


def is_booked(matter: Matter, entry: Entry) -> Reply:
    """Said to a no that comes after the yes."""
    undo = Choice(matter.words.say("Undo"), press_code(LETTER, "undo", entry.number))
    said = matter.words.say(BOOKED, number=entry.number)
    return Reply(said, Outcome.CHAT, ((undo,),), (entry.activity,), code="is_booked")


def _done(matter: Matter, posted: Posted) -> Reply:
    """What was booked and what is left; [undo] hangs under what can be undone."""
    if posted.is_new:
        tell_of(matter, posted.entries)
    books = matter.ports.ledger.books(matter.plan)
    words = matter.words
    lines = [words.say("Recorded{polite}.") if posted.is_new else words.say("This had been recorded already{polite}.")]
    lines += [saying.entry_line(words, one) for one in posted.entries]
    for number in dict.fromkeys(one.activity for one in posted.entries):
        lines += [saying.place_name(words, matter.plan, number), *money.four_figures(words, books.balance(number))]
    undo = Choice(words.say("Undo"), press_code(LETTER, "undo", posted.entries[0].number))
    rows = ((undo,),) if posted.entries[0].reverses is None else ()
    refs = tuple(dict.fromkeys(one.activity for one in posted.entries))
    return Reply("\n".join(lines), Outcome.CHAT, rows, refs, edits_card=True)


def undo(matter: Matter) -> Replies:
    """One tap on [undo]: the reversing entry, at once; its token is the entry's own, so a second tap finds it done."""
    number, _ = matter.argument
    order = Order(REVERSE, entry=entry_number(number), note=matter.words.say("recorded by mistake"))
    matter.counter.demand_right(order)
    # The reason is another for each language, but the entry is undone once whoever taps.
    token = f"undo-{matter.plan.office.key}-{number}"
    return (_done(matter, matter.ports.ledger.post(matter.counter.posting(order, token))),)


def entry_number(written: str) -> int:
    """The number of an entry; 0, which no entry has, for a forged one."""
    return int(written) if written.isascii() and written.isdigit() and len(written) <= 12 else 0


def undo_for(matter: Matter, number: int, reason: str) -> Replies:
    """Undoing by text, with a reason of one's own, is read back first."""
    note = reason or matter.words.say("recorded by mistake")
    return proceed(matter, Order(REVERSE, entry=number, note=note))
