"""The `Ledger` of tests, in memory, held to the same contract tests as the one in SQL."""

from __future__ import annotations

from collections.abc import Mapping

from bot.calendar import FiscalYear
from bot.errors import RecordingRefusedError
from bot.ledger import Books, Effect, Entry, EntryKind, NewEntry, Posted, Posting, Refusal, Sums
from bot.ledger_rules import Past, effects, needs_allowing
from bot.plan import Plan, Plans, Satang


class MemoryLedger:
    """The `Ledger` of a test: the rules of the core over a list."""

    def __init__(self, plans: Plans, names: Mapping[int, str] | None = None) -> None:
        self._plans = plans
        self._names = names or {}
        self._all: list[Entry] = []

    def books(self, plan: Plan) -> Books:
        sums: dict[tuple[str, str], Sums] = {}
        for one in self.entries(plan.office.key, plan.year):
            new = Sums(one.effect, 1, one.number, one.recorded_at, one.recorder, one.recorder_name)
            sums[one.activity, one.item] = sums.get((one.activity, one.item), Sums()).plus(new)
        return Books(plan, sums)

    def post(self, posting: Posting) -> Posted:
        tokens = {posting.token_of(place) for place in range(len(posting.entries))}
        before = tuple(one for one in self._all if one.token in tokens)
        if any((one.office, one.year) != (posting.office, posting.year) for one in before):
            raise RecordingRefusedError(Refusal.TOKEN_TAKEN)
        if before:
            return Posted(before, False)
        past = self._past(posting)
        allowed = posting.allowed.strip() if needs_allowing(posting, past) else ""
        for place, (new, effect) in enumerate(zip(posting.entries, effects(posting, past), strict=True)):
            self._all.append(self._entry(posting, place, new, effect, allowed))
        return Posted(tuple(self._all[-len(posting.entries) :]), True)

    def _past(self, posting: Posting) -> Past:
        here = {one.number: one for one in self.entries(posting.office, posting.year)}
        used: dict[int, int] = {}
        for one in here.values():
            if one.settles is not None:
                used[one.settles] = used.get(one.settles, 0) - one.effect.commits
        gone = frozenset(one.reverses for one in here.values() if one.reverses is not None)
        return Past(self.books(self._plans.plan(posting.office, posting.year)), here, gone, used)

    def _entry(self, posting: Posting, place: int, new: NewEntry, effect: Effect, allowed: str) -> Entry:
        original = next((one for one in self._all if one.number == new.reverses), None)
        return Entry(
            len(self._all) + 1,
            posting.token_of(place),
            posting.office,
            posting.year,
            new.activity,
            new.item,
            new.kind,
            new.amount,
            effect,
            posting.at,
            posting.recorded_at,
            posting.recorder,
            self._names.get(posting.recorder, ""),
            new.document,
            new.note,
            new.reverses,
            original.settles if original else new.settles,
            allowed if effect.remains < 0 else "",
        )

    def entries(self, office: str, year: FiscalYear, activity: str = "") -> tuple[Entry, ...]:
        here = (one for one in self._all if (one.office, one.year) == (office, year))
        return tuple(one for one in here if activity in ("", one.activity))

    def entry(self, office: str, number: int) -> Entry | None:
        return next((one for one in self._all if (one.office, one.number) == (office, number)), None)

    def open_commitments(self, office: str, year: FiscalYear, activity: str) -> tuple[tuple[Entry, Satang], ...]:
        here = self.entries(office, year, activity)
        gone = {one.reverses for one in here}
        kept = [one for one in here if one.kind is EntryKind.COMMIT and one.number not in gone]
        left = [(one, one.amount + sum(x.effect.commits for x in here if x.settles == one.number)) for one in kept]
        return tuple((one, Satang(amount)) for one, amount in left if amount > 0)
