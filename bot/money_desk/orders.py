"""What somebody wants to book: an Order, kept as texts while it waits for a yes; its entries and its preview out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime

from bot.errors import NotAllowedError, RecordingRefusedError
from bot.handover import Duties, is_responsible
from bot.ledger import Books, Entry, EntryKind, Ledger, NewEntry, Posting, Refusal, Sums, place_of
from bot.ledger_rules import Past, effects, reversal, siblings, transfer
from bot.people import Person, Setting
from bot.plan import Activity, Plan, Satang
from bot.rights import Action, demand, may
from bot.voice import N_

DISBURSE, COMMIT, REFUND, RELEASE = "disburse", "commit", "refund", "release"
TRANSFER, REVERSE = "transfer", "reverse"
KINDS = {
    DISBURSE: EntryKind.DISBURSE,
    COMMIT: EntryKind.COMMIT,
    REFUND: EntryKind.REFUND,
    RELEASE: EntryKind.RELEASE,
}
NOT_YOURS = N_("Only the officers of this activity, finance and admins record its money{polite}. Nothing was recorded.")
NOT_TO_UNDO = N_("Only finance and admins undo what somebody else has recorded{polite}. Nothing was changed.")
NOT_TO_MOVE = N_("Only finance and admins move money from one activity to another{polite}. Nothing was recorded.")


@dataclass(frozen=True, slots=True)
class Order:
    """An order in the making; empty fields are not known yet. Amounts are satang; `entry` is what is undone."""

    verb: str
    activity: str = ""
    item: str = ""
    amount: int = 0
    note: str = ""
    document: str = ""
    settles: int = 0
    settled: int = 0
    to_activity: str = ""
    to_item: str = ""
    entry: int = 0
    allowed: str = ""
    is_whole: bool = False
    """True when the whole activity is meant, though it has steps."""

    @property
    def key(self) -> str:
        return self.item or self.activity

    @property
    def to_key(self) -> str:
        return self.to_item or self.to_activity

    def payload(self) -> dict[str, str]:
        """As texts, without what is empty."""
        given = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: str(int(value) if isinstance(value, bool) else value) for name, value in given.items() if value}


def order_of(payload: Mapping[str, str]) -> Order:
    """The order of its texts."""
    numbers = {name: int(payload.get(name, "0")) for name in ("amount", "settles", "settled", "entry")}
    texts = {name: payload.get(name, "") for name in _TEXTS}
    return Order(is_whole=payload.get("is_whole", "") == "1", **texts, **numbers)  # type: ignore[arg-type]


_TEXTS = ("verb", "activity", "item", "note", "document", "to_activity", "to_item", "allowed")


@dataclass(frozen=True, slots=True)
class Counter:
    """What booking needs: whose money, the books, who is in charge of what, and the moment."""

    plan: Plan
    ledger: Ledger
    duties: Duties
    person: Person
    setting: Setting
    now: datetime
    today: date

    def posting(self, order: Order, token: str) -> Posting:
        """The order as the ledger takes it; RecordingRefusedError when it names an entry that is not there."""
        new = self._reversed(order) if order.verb == REVERSE else entries_of(order)
        number = self.person.number
        return Posting(self.plan.office.key, self.plan.year, token, new, number, self.now, self.now, order.allowed)

    def _reversed(self, order: Order) -> tuple[NewEntry, ...]:
        return reversal(self.together(self.entry(order.entry)), order.note)

    def entry(self, number: int) -> Entry:
        found = self.ledger.entry(self.plan.office.key, number)
        if found is None or found.year != self.plan.year:
            raise RecordingRefusedError(Refusal.NO_ENTRY, number=number)
        return found

    def together(self, entry: Entry) -> tuple[Entry, ...]:
        """The entry with what was booked in one with it."""
        is_transfer = entry.kind in (EntryKind.TRANSFER_OUT, EntryKind.TRANSFER_IN)
        return siblings(entry, self.ledger.entries(entry.office, entry.year)) if is_transfer else (entry,)

    def demand_right(self, order: Order) -> None:
        """Nothing, or NotAllowedError; asked when the words come and again at the press."""
        if order.verb == REVERSE:
            self._demand_undoing(self.entry(order.entry))
        elif order.verb == TRANSFER:
            if not may(self.person, Action.TRANSFER_MONEY, self.setting):
                raise NotAllowedError(NOT_TO_MOVE)
        elif not self.may_record(order.activity):
            raise NotAllowedError(NOT_YOURS)
        if order.allowed:
            demand(self.person, Action.ALLOW_OVERSPENDING, self.setting)

    def may_record(self, number: str) -> bool:
        if may(self.person, Action.RECORD_ANY_MONEY, self.setting):
            return True
        activity = self.plan.activity_by_number.get(number)
        is_mine = activity is None or is_responsible(self.person, activity, self.duties, self.today)
        return is_mine and may(self.person, Action.RECORD_OWN_MONEY, self.setting)

    def _demand_undoing(self, entry: Entry) -> None:
        is_own = entry.recorder == self.person.number and may(self.person, Action.REVERSE_OWN_ENTRY, self.setting)
        is_transfer = len(self.together(entry)) > 1
        if not (is_own and not is_transfer) and not may(self.person, Action.REVERSE_ANY_ENTRY, self.setting):
            raise NotAllowedError(NOT_TO_UNDO)

    def preview(self, order: Order) -> Books:
        """The books as they would be; RecordingRefusedError when the order would be refused as they are now."""
        posting = self.posting(order, "preview")
        past = self._past(posting)
        sums = dict(past.books.sums)
        for new, effect in zip(posting.entries, effects(posting, past), strict=True):
            place = (new.activity, new.item)
            sums[place] = sums.get(place, Sums()).plus(Sums(effect, 1))
        return Books(self.plan, sums)

    def _past(self, posting: Posting) -> Past:
        books = self.ledger.books(self.plan)
        numbers = {number for one in posting.entries for number in (one.reverses, one.settles) if number}
        if not numbers:
            return Past(books)
        office, year = posting.office, posting.year
        activities = {one.activity for one in posting.entries}
        known = {e.number: e for activity in activities for e in self.ledger.entries(office, year, activity)}
        gone = frozenset(e.reverses for e in known.values() if e.reverses is not None)
        used: dict[int, int] = {}
        for one in known.values():
            if one.settles is not None:
                used[one.settles] = used.get(one.settles, 0) - one.effect.commits
        return Past(books, known, gone, used)


def entries_of(order: Order) -> tuple[NewEntry, ...]:
    """The entries of an order that books something new."""
    if order.verb == TRANSFER:
        source, target = (order.activity, order.item), (order.to_activity, order.to_item)
        return transfer(source, target, Satang(order.amount), order.document, order.note)
    kind, settles = KINDS[order.verb], order.settles or None
    place = order.activity, Satang(order.amount), order.item
    return (NewEntry(kind, *place, order.document, order.note, settles, Satang(order.settled)),)


def item_named(activity: Activity, said: str) -> str | None:
    """The key of the step or line item that somebody means by "3", "3.1" or "2.1/3"; None when there is none."""
    wanted = said if "/" in said else f"{activity.number}/{said}"
    if place_of(activity, wanted) is not None:
        return wanted
    numbered = (step for step in (activity.sheet.steps if activity.sheet else ()) if step.number == said)
    return next((step.key for step in numbered), None)


def is_complete(order: Order) -> bool:
    if order.verb == REVERSE:
        return bool(order.entry)
    has_target = order.verb != TRANSFER or bool(order.to_activity)
    return bool(order.activity and order.amount and has_target and (order.verb != RELEASE or order.settles))


__all__ = ["Counter", "Order", "entries_of", "is_complete", "item_named", "order_of"]
