"""The desk of money: a typed line or a press in; questions, cards to confirm, and what was booked, out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.asking_back import NO, YES, cancelled, refused
from bot.errors import NotAllowedError, RecordingError, RecordingRefusedError
from bot.frontdesk import Replies, Request
from bot.ledger_rules import has_reason
from bot.money_desk import listing, pictures, saying
from bot.money_desk.asking import ask_amount, ask_reason, ask_verb, confirm, proceed, take_up
from bot.money_desk.booking import book, booked_by, entry_number, is_booked, undo, undo_for
from bot.money_desk.correcting import correct
from bot.money_desk.orders import TRANSFER, Order, is_complete, item_named
from bot.money_desk.parts import BOOK, DRAFT, LETTER, Matter, Ports
from bot.money_desk.reading import is_question, read_amount_line, read_order, read_place_line, read_reason, read_undoing
from bot.pending import PendingAction, Refused
from bot.people import Setting
from bot.rendering.words import N_
from bot.rights import Action, may
from bot.understanding.text import fold

PRIVATE_ONLY = N_("Money is recorded in the private chat with me{polite}. Nothing was recorded.")
WHICH_ENTRY = N_("Which entry shall be undone? Write for example: undo 12 because it was booked twice")


class MoneyDesk:
    """The desk of money (`bot.frontdesk.Desk`)."""

    def __init__(self, ports: Ports) -> None:
        self._ports = ports

    @property
    def letter(self) -> str:
        return LETTER

    def reply(self, request: Request) -> Replies | None:
        matter = Matter(self._ports, request)
        try:
            return _reply(matter)
        except RecordingRefusedError as fault:
            raise RecordingError(saying.refusal(matter.words, fault)) from None
        except NotAllowedError as fault:
            # The front desk has one sentence for every right; ours say who may.
            raise (RecordingError(matter.words.say(str(fault))) if fault.args else fault) from None


def _reply(matter: Matter) -> Replies | None:
    request = matter.request
    if request.press is not None:
        answer = PRESSES.get(request.press.verb)
        return answer(matter) if answer is not None else None
    if request.spoken is not None and request.spoken.name in COMMANDS:
        return COMMANDS[request.spoken.name](matter)
    return _typed(matter)


def _typed(matter: Matter) -> Replies | None:
    """An order, or the answer to a question of ours; anything else is for the next desk."""
    text = matter.request.text
    read = read_order(text, matter.plan, matter.ports.words)
    may_record = may(matter.person, Action.RECORD_OWN_MONEY)
    if read is None or not (may_record or is_complete(read.order)):
        return (_answer_to_us(matter, text) or correct(matter)) if may_record else None
    if matter.request.chat.setting not in (Setting.PRIVATE, Setting.CONSOLE):
        raise NotAllowedError(PRIVATE_ONLY)
    _leave_draft(matter)
    return take_up(matter, read)


def _leave_draft(matter: Matter) -> None:
    """A new order ends the one in the making: a number typed later is no answer to the old question."""
    waiting = matter.ports.pending.waiting(matter.person, matter.request.chat, DRAFT, matter.request.now)
    if waiting is not None:
        matter.ports.pending.drop(waiting.nonce, matter.person, matter.request.now)


def _answer_to_us(matter: Matter, text: str) -> Replies | None:
    """The typed answer to the newest open question, when it can be one."""
    request = matter.request
    if request.spoken is not None or is_question(text, matter.ports.words):
        return None
    waiting = matter.ports.pending.waiting(matter.person, request.chat, DRAFT, request.now)
    kept = matter.kept(waiting.nonce, DRAFT) if waiting is not None else None
    if kept is None:
        return None
    action, order = kept
    found = ANSWERS[action.payload.get("asks", "amount")](matter, order, text)
    if found is not None:
        matter.ports.pending.drop(action.nonce, matter.person, request.now)
    return found


def _typed_activity(matter: Matter, order: Order, text: str) -> Replies | None:
    """Its number, and perhaps the amount behind it: "๑.๒", "1.5 ค่ะ", "1.2 500 อาหารว่าง"."""
    read = read_place_line(text, matter.plan, matter.ports.words)
    if read is None or read.unknown or not read.order.activity:
        return None
    given = read.order
    chosen = replace(order, activity=given.activity, item=given.item or order.item)
    matter.counter.demand_right(chosen)
    if read.fault:
        return (ask_amount(matter, replace(chosen, note=given.note or order.note), read.fault),)
    amount, note = given.amount or order.amount, given.note or order.note
    return proceed(matter, replace(chosen, amount=amount, note=note, document=given.document or order.document))


def _typed_step(matter: Matter, order: Order, text: str) -> Replies | None:
    activity = matter.plan.activity_by_number[order.activity]
    item = item_named(activity, text.strip())
    return proceed(matter, replace(order, item=item)) if item else _typed_amount(matter, order, text)


def _typed_amount(matter: Matter, order: Order, text: str) -> Replies | None:
    read = read_amount_line(text, matter.ports.words)
    if not read.fault and not read.order.amount:
        return None  # rather another matter than an amount
    if read.fault or not read.order.amount:
        return (ask_amount(matter, order, read.fault or "unreadable"),)
    note, document = read.order.note or order.note, read.order.document or order.document
    return proceed(matter, replace(order, amount=read.order.amount, note=note, document=document, is_whole=True))


def _typed_reason(matter: Matter, order: Order, text: str) -> Replies | None:
    """A reason of some words; a no leaves it, and what names another activity is another matter."""
    words = matter.ports.words
    if words.starting(fold(text), "leaves"):
        return (cancelled(matter.voice),)
    reason = read_reason(text, matter.plan, words)
    if reason is None:
        return None
    if not has_reason(reason):
        return (ask_reason(matter, order),)
    return (confirm(matter, replace(order, allowed=reason[:300])),)


ANSWERS: dict[str, Callable[[Matter, Order, str], Replies | None]] = {
    "activity": _typed_activity,
    "step": _typed_step,
    "amount": _typed_amount,
    "reason": _typed_reason,
}


def _pressed_draft(matter: Matter, kind: str, change: Callable[[Order, str], Order]) -> Replies:
    """A button under a question of ours: the order goes on, the question is done."""
    nonce, choice = matter.argument
    kept = matter.kept(nonce, kind)
    if kept is None:
        why = matter.ports.pending.take(nonce, matter.person, kind, matter.request.now)
        return (refused(Refused.UNKNOWN if isinstance(why, PendingAction) else why, matter.voice),)
    order = change(kept[1], choice)
    if order.activity not in matter.plan.activity_by_number:
        return (refused(Refused.UNKNOWN, matter.voice),)
    matter.counter.demand_right(order)
    matter.ports.pending.drop(nonce, matter.person, matter.request.now)
    return proceed(matter, order)


def _press_verb(matter: Matter) -> Replies:
    verb = matter.argument[1]
    if verb not in saying.VERBS or verb == TRANSFER or not may(matter.person, Action.RECORD_OWN_MONEY):
        return ask_verb(matter)
    return proceed(matter, Order(verb))


def _press_activity(matter: Matter) -> Replies:
    return _pressed_draft(matter, DRAFT, lambda order, number: replace(order, activity=number))


def _press_step(matter: Matter) -> Replies:
    def choose(order: Order, number: str) -> Order:
        activity = matter.plan.activity_by_number[order.activity]
        item = item_named(activity, number) if number else None
        return replace(order, item=item or "", is_whole=item is None)

    return _pressed_draft(matter, DRAFT, choose)


def _press_settle(matter: Matter) -> Replies:
    return _pressed_draft(matter, BOOK, lambda order, number: replace(order, settles=entry_number(number)))


def _press_close(matter: Matter) -> Replies:
    def close(order: Order, number: str) -> Order:
        plan = matter.plan
        found = matter.ports.ledger.open_commitments(plan.office.key, plan.year, order.activity)
        left = next((int(amount) for entry, amount in found if str(entry.number) == number), 0)
        return replace(order, settles=entry_number(number), settled=left)

    return _pressed_draft(matter, BOOK, close)


def _press_no(matter: Matter) -> Replies:
    nonce, pending = matter.argument[0], matter.ports.pending
    if pending.drop(nonce, matter.person, matter.request.now):
        return (cancelled(matter.voice),)
    booked = booked_by(matter, nonce)
    if booked is not None:
        return (is_booked(matter, booked),)
    why = pending.take(nonce, matter.person, BOOK, matter.request.now)
    if why is Refused.UNKNOWN:
        why = pending.take(nonce, matter.person, DRAFT, matter.request.now)
    # What ended without being booked is cancelled, however it ended.
    return (refused(why, matter.voice) if why is Refused.UNKNOWN else cancelled(matter.voice),)


def _say_undo(matter: Matter) -> Replies:
    spoken = matter.request.spoken
    read = read_undoing(spoken.rest if spoken else "", matter.request.text, matter.ports.words)
    if read is None:
        return (matter.made([matter.words.say(WHICH_ENTRY)]),)
    return undo_for(matter, *read)


PRESSES: dict[str, Callable[[Matter], Replies]] = {
    YES: book,
    NO: _press_no,
    "verb": _press_verb,
    "act": _press_activity,
    "step": _press_step,
    "settle": _press_settle,
    "close": _press_close,
    "undo": undo,
    "chart": pictures.press,
}
COMMANDS: dict[str, Callable[[Matter], Replies]] = {
    "money": ask_verb,
    "undo": _say_undo,
    "chart": pictures.show,
    "entries": listing.show,
}

__all__ = ["ANSWERS", "COMMANDS", "PRESSES", "MoneyDesk"]
