"""A kind of database and a revision in; the names of the triggers that must guard it out."""

from __future__ import annotations

from collections.abc import Iterable

_GUARDS = (
    ("0003", "sqlite", ("audit_entry_is_not_changed", "audit_entry_is_not_deleted", "audit_entry_is_not_replaced")),
    ("0003", "postgresql", ("audit_entry_is_not_changed", "audit_entry_is_not_emptied")),
    ("0004", "sqlite", ("member_keeps_an_admin", "member_keeps_an_admin_row")),
    ("0004", "postgresql", ("member_keeps_an_admin",)),
    ("0005", "sqlite", ("ledger_entry_is_not_changed", "ledger_entry_is_not_deleted", "ledger_entry_keeps_the_rules")),
    ("0005", "postgresql", ("ledger_entry_is_not_changed", "ledger_entry_is_not_emptied")),
    ("0005", "postgresql", ("ledger_entry_keeps_the_rules",)),
)
"""Since which revision, on which database, which triggers: what the migrations make (a test compares them)."""


def guards(kind: str, revision: str) -> frozenset[str]:
    """The triggers that a database of this revision has."""
    return frozenset(name for since, on, names in _GUARDS if on == kind and since <= revision for name in names)


def missing(kind: str, revision: str, there: Iterable[str]) -> tuple[str, ...]:
    """What a check says of each trigger that is not there."""
    return tuple(f"the trigger {name} is missing" for name in sorted(guards(kind, revision) - set(there)))
