"""How a plan prints money, sources and keys: cells in, values of the core out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.calendar import FiscalYear
from bot.plan import Satang, Source, baht
from data.plan_files.cells import Fields, read_fields
from data.plan_files.periods import PeriodCells


@dataclass(frozen=True, slots=True)
class Printed:
    """What is needed to read the cells of one plan: the year, printed months, words for 'no budget', known keys."""

    periods: PeriodCells
    without_budget: frozenset[str]
    groups: frozenset[str] = frozenset()
    officers: frozenset[str] = frozenset()

    def amount(self, fields: Fields, name: str) -> Satang | None:
        """The amount in a cell; None when the cell says that no budget is used, or is missing."""
        printed = fields.text(name, "")
        if not printed or printed in self.without_budget:
            return None
        try:
            amount = baht(printed)
        except ValueError as error:
            raise fields.fault(f"'{printed}' is not an amount", name) from error
        if amount < 0:
            raise fields.fault(f"'{printed}' is below zero", name)
        return amount

    def group(self, fields: Fields, name: str = "group") -> str:
        return self._known(fields, name, fields.text(name, ""), self.groups)

    def group_list(self, fields: Fields, name: str = "groups") -> tuple[str, ...]:
        return tuple(self._known(fields, name, key, self.groups) for key in fields.texts(name))

    def officer(self, fields: Fields, name: str = "officer") -> str:
        return self._known(fields, name, fields.text(name), self.officers)

    def officer_list(self, fields: Fields, name: str = "officers") -> tuple[str, ...]:
        return tuple(self._known(fields, name, key, self.officers) for key in fields.texts(name))

    @staticmethod
    def _known(fields: Fields, name: str, key: str, known: frozenset[str]) -> str:
        if key and key not in known:
            raise fields.fault(f"'{key}' is not known", name)
        return key


def printed_of(year: FiscalYear, cells: Path) -> Printed:
    """The ways of printing that are the same in all plans, read from the file of cells."""
    fields = read_fields(cells)
    months = fields.entry("months")
    names: Mapping[str, int] = {name: months.number(name) for name in months.names()}
    printed = Printed(PeriodCells(year, names), frozenset(fields.texts("without_budget")))
    fields.finish()
    return printed


def source_of(fields: Fields) -> Source:
    """Where the item stands in the plan's text; `why` is asked for whenever it was corrected or is uncertain."""
    source = Source(
        line=fields.number("line"),
        last_line=fields.number("last_line") if "last_line" in fields else None,
        page=fields.text("page", ""),
        raw=fields.text("raw", ""),
        reason=fields.text("why", ""),
        is_uncertain=fields.flag("uncertain"),
        also=fields.numbers("also"),
    )
    if (source.raw or source.is_uncertain) and not source.reason:
        raise fields.fault("a corrected or uncertain item says 'why'", "raw" if source.raw else "uncertain")
    return source


def unique(entries: Iterable[tuple[str, Fields]]) -> None:
    """PlanFileError at the second item of the same key."""
    seen: set[str] = set()
    for key, fields in entries:
        if key in seen:
            raise fields.fault(f"'{key}' is given twice")
        seen.add(key)
