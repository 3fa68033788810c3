"""The rules of the ledger: a posting and what is in the books in; each entry's effect, or RecordingRefusedError, out.

Pure. The database holds the same rules once more (triggers of its migrations); here they have names and can be told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.errors import RecordingRefusedError
from bot.ledger import Books, Effect, Entry, EntryKind, NewEntry, Posting, Refusal, Sums, allocated_to, place_of
from bot.plan import Activity, Satang

MOST = Satang(10**13)
"""More than any office has: what is larger was mistyped."""
LEAST_REASON = 3
"""Letters of a written reason."""


@dataclass(frozen=True, slots=True)
class Past:
    """What the books hold that a posting depends on. `named` are the entries that it reverses or settles, by number."""

    books: Books
    named: Mapping[int, Entry] = field(default_factory=dict)
    reversed: frozenset[int] = frozenset()
    """Those of `named` that have been reversed."""
    used: Mapping[int, int] = field(default_factory=dict)
    """How much of a named commitment has been settled or released."""


def effects(posting: Posting, past: Past) -> tuple[Effect, ...]:
    """The effect of each entry of the posting, one after the other; refused as a whole when one breaks a rule."""
    if not posting.entries or not posting.token:
        raise RecordingRefusedError(Refusal.NO_AMOUNT)
    found: list[Effect] = []
    for new in posting.entries:
        effect = _effect(new, past)
        past = Past(_with(past.books, new, effect), past.named, past.reversed, past.used)
        _check_place(new, past.books)
        if effect.remains < 0 and not has_reason(posting.allowed):
            _check_remaining(new, effect, past.books)
        found.append(effect)
    return tuple(found)


def has_reason(text: str) -> bool:
    return len(text.strip()) >= LEAST_REASON


def needs_allowing(posting: Posting, past: Past) -> bool:
    """True when the posting holds only with a written reason."""
    try:
        effects(_without_reason(posting), past)
    except RecordingRefusedError as refused:
        return refused.refusal in (Refusal.BELOW_ZERO, Refusal.ITEM_ABOVE)
    return False


def _without_reason(posting: Posting) -> Posting:
    return Posting(
        posting.office, posting.year, posting.token, posting.entries, posting.recorder, posting.at, posting.recorded_at
    )


def _effect(new: NewEntry, past: Past) -> Effect:
    if not 0 < new.amount <= MOST:
        raise RecordingRefusedError(Refusal.NO_AMOUNT)
    _activity(new, past.books)
    amount = int(new.amount)
    match new.kind:
        case EntryKind.COMMIT:
            return Effect(commits=amount)
        case EntryKind.REFUND:
            return Effect(disburses=-amount)
        case EntryKind.TRANSFER_OUT:
            return Effect(allocates=-amount)
        case EntryKind.TRANSFER_IN:
            return Effect(allocates=amount)
        case EntryKind.RELEASE:
            return Effect(commits=-_settled(new, past))
        case EntryKind.DISBURSE:
            settled = _settled(new, past) if new.settles is not None else 0
            return Effect(commits=-settled, disburses=amount)
    return _reversed(new, past)


def _activity(new: NewEntry, books: Books) -> Activity:
    activity = books.plan.activity_by_number.get(new.activity)
    if activity is None:
        raise RecordingRefusedError(Refusal.UNKNOWN_ACTIVITY, activity=new.activity)
    # What a reversal undoes may stand in a step that a newer version of the plan has no more.
    if new.item and new.kind is not EntryKind.REVERSAL and place_of(activity, new.item) is None:
        raise RecordingRefusedError(Refusal.UNKNOWN_ITEM, activity=new.activity, item=new.item)
    return activity


def _settled(new: NewEntry, past: Past) -> int:
    """How much of the commitment is used up; a disbursement above it uses it up whole."""
    number = new.settles or 0
    commitment = _named(number, past)
    if commitment.kind is not EntryKind.COMMIT or number in past.reversed:
        raise RecordingRefusedError(Refusal.NOT_A_COMMITMENT, number=number)
    if (commitment.activity, commitment.item) != (new.activity, new.item):
        raise RecordingRefusedError(Refusal.OTHER_ITEM, number=number, key=commitment.key)
    left = commitment.amount - past.used.get(number, 0)
    wanted = int(new.settled) or (min(int(new.amount), left) if new.kind is EntryKind.DISBURSE else int(new.amount))
    if not 0 < wanted <= left:
        raise RecordingRefusedError(Refusal.ABOVE_COMMITMENT, number=number, left=Satang(left))
    return wanted


def _named(number: int, past: Past) -> Entry:
    found = past.named.get(number)
    if found is None:
        raise RecordingRefusedError(Refusal.NO_ENTRY, number=number)
    return found


def _reversed(new: NewEntry, past: Past) -> Effect:
    number = new.reverses or 0
    original = _named(number, past)
    if original.kind is EntryKind.REVERSAL:
        raise RecordingRefusedError(Refusal.IS_REVERSAL, number=number)
    if number in past.reversed:
        raise RecordingRefusedError(Refusal.REVERSED, number=number)
    if original.kind is EntryKind.COMMIT and past.used.get(number, 0):
        raise RecordingRefusedError(Refusal.SETTLED, number=number)
    return original.effect.undone()


def _with(books: Books, new: NewEntry, effect: Effect) -> Books:
    """The books as they would be."""
    place = (new.activity, new.item)
    before = books.sums.get(place, Sums())
    return Books(books.plan, {**books.sums, place: before.plus(Sums(effect, 1))})


def _check_place(new: NewEntry, books: Books) -> None:
    """At no place may more be paid back than was paid, or more be settled than was committed."""
    there = books.sums[new.activity, new.item].effect
    if there.disburses < 0 or there.commits < 0:
        back = int(new.amount)
        raise RecordingRefusedError(
            Refusal.NOT_DISBURSED, key=new.item or new.activity, disbursed=Satang(max(0, there.disburses + back))
        )


def _check_remaining(new: NewEntry, effect: Effect, books: Books) -> None:
    """The activity stays within its own; so does each step and item, unless the plan lets them be averaged (ถัวจ่าย)."""
    _check_within(new.activity, "", effect, books, Refusal.BELOW_ZERO)
    activity = books.plan.activity_by_number[new.activity]
    if activity.sheet is not None and activity.sheet.is_averaging_allowed:
        return
    for key in _chain(activity, new.item):
        _check_within(new.activity, key, effect, books, Refusal.ITEM_ABOVE)


def _check_within(activity: str, item: str, effect: Effect, books: Books, refusal: Refusal) -> None:
    after = (allocated_to(books.plan, activity, item) or 0) + books.of(activity, item).effect.remains
    if after < 0:
        left = Satang(after - effect.remains)
        raise RecordingRefusedError(refusal, key=item or activity, left=left, missing=Satang(-after))


def _chain(activity: Activity, item: str) -> Iterable[str]:
    """The key and what it stands in: the line item and its step."""
    for step in activity.sheet.steps if activity.sheet and item else ():
        if step.key == item or any(line.key == item for line in step.items):
            yield from dict.fromkeys((item, step.key))


def transfer(
    source: tuple[str, str], target: tuple[str, str], amount: Satang, document: str, note: str
) -> tuple[NewEntry, ...]:
    """The two entries that move an allocation from one (activity, item) to another."""
    if source == target:
        raise RecordingRefusedError(Refusal.SAME_PLACE, key=source[1] or source[0])
    out = NewEntry(EntryKind.TRANSFER_OUT, source[0], amount, source[1], document, note)
    return out, NewEntry(EntryKind.TRANSFER_IN, target[0], amount, target[1], document, note)


def reversal(originals: Iterable[Entry], reason: str) -> tuple[NewEntry, ...]:
    """The entries that undo these, newest first, so that no place is below zero in between."""
    return tuple(
        NewEntry(EntryKind.REVERSAL, one.activity, one.amount, one.item, one.document, reason, reverses=one.number)
        for one in sorted(originals, key=lambda one: -one.number)
    )


def siblings(entry: Entry, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """All entries that were booked together with this one: both sides of a transfer."""
    posting = entry.token.partition("/")[0]
    return tuple(one for one in entries if one.token.partition("/")[0] == posting)
