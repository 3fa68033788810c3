"""What somebody types under a card that waits for a yes, in; a new card, or the question what is right, out.

The old card ends: "confirm" after "ไม่ใช่ แก้เป็น 1300" must never book what stood there before.
"""

from __future__ import annotations

from dataclasses import replace

from bot.asking_back import YES
from bot.frontdesk import Replies
from bot.money_desk.amount_lines import read_amount
from bot.money_desk.asking import ask_amount, proceed
from bot.money_desk.orders import RELEASE, REVERSE, TRANSFER, Order
from bot.money_desk.parts import BOOK, DRAFT_LASTS, Matter
from bot.money_desk.reading import is_question, without
from bot.pending import LASTS, PendingAction, read_press
from bot.typed_presses import KIND
from bot.understanding.text import fold


def correct(matter: Matter) -> Replies | None:
    """The answer to a correction of the newest card; None when the text corrects nothing."""
    text, words = matter.request.text, matter.ports.words
    if matter.request.spoken is not None or is_question(text, words):
        return None
    found = _newest_card(matter)
    if found is None or found[1].verb == REVERSE:
        return None
    action, order = found
    folded = fold(text)
    rest = without(without(folded, words, "denies"), words, "corrects")
    says_so = rest != folded
    rest = "" if without(rest, words, "after") == "" else rest
    is_fresh = matter.request.now < action.expires_at - LASTS + DRAFT_LASTS
    answer = _corrected(matter, order, rest, says_so) if says_so or is_fresh else None
    if answer is not None:
        matter.ports.pending.drop(action.nonce, matter.person, matter.request.now)
    return answer


def _newest_card(matter: Matter) -> tuple[PendingAction, Order] | None:
    """The card that a typed "confirm" would press."""
    request, pending = matter.request, matter.ports.pending
    typed = pending.waiting(matter.person, request.chat, KIND, request.now)
    press = read_press(typed.payload.get(YES, "")) if typed is not None else None
    return matter.kept(press.argument, BOOK) if press is not None else None


def _corrected(matter: Matter, order: Order, rest: str, says_so: bool) -> Replies | None:
    number = rest.strip(" .")
    if number in matter.plan.activity_by_number:
        can_move = says_so and order.verb not in (RELEASE, TRANSFER)
        return proceed(matter, replace(order, activity=number, item="", settles=0, settled=0)) if can_move else None
    read = read_amount(rest, matter.ports.words)
    if read.amount and (says_so or not (read.note or read.document)):
        note, document = read.note or order.note, read.document or order.document
        return proceed(matter, replace(order, amount=read.amount, settled=0, note=note, document=document))
    asks = says_so and (read.fault or not rest)
    return (ask_amount(matter, replace(order, amount=0, settled=0, is_whole=True), read.fault),) if asks else None


__all__ = ["correct"]
