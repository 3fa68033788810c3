"""All tables of the database, in one metadata; a new subject has its own `tables_*` module, imported here."""

from __future__ import annotations

from data import tables_door, tables_ledger, tables_members, tables_people, tables_plan, tables_reminders, tables_sheet
from data.tables_base import metadata

RETIRED: tuple[str, ...] = ()
"""Names of tables that a released schema had and the newest has no more: copies of old databases hold them."""

__all__ = [
    "RETIRED",
    "metadata",
    "tables_door",
    "tables_ledger",
    "tables_members",
    "tables_people",
    "tables_plan",
    "tables_reminders",
    "tables_sheet",
]
