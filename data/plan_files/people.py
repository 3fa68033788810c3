"""people.yaml in, Officers out: each person once, with posts and all printed spellings."""

from __future__ import annotations

from bot.plan import Officer, Post
from data.plan_files.cells import Fields
from data.plan_files.printed import Printed, source_of, unique

ROLES = frozenset({"", "maker", "officer", "proposer", "endorser", "approver"})


def read_officers(file: Fields, printed: Printed) -> tuple[Officer, ...]:
    read = [(_officer(entry, printed), entry) for entry in file.entries("officers")]
    unique((officer.key, entry) for officer, entry in read)
    return tuple(officer for officer, _ in read)


def _officer(entry: Fields, printed: Printed) -> Officer:
    source = source_of(entry)
    return Officer(
        key=entry.text("key"),
        title=entry.text("title", ""),
        first_name=entry.text("first_name"),
        last_name=entry.text("last_name", ""),
        aliases=entry.texts("aliases"),
        posts=tuple(_post(post, printed) for post in entry.entries("posts")),
        is_spelling_uncertain=source.is_uncertain,
        spelling_note=source.reason if source.is_uncertain else "",
        source=source,
    )


def _post(entry: Fields, printed: Printed) -> Post:
    role = entry.text("role", "")
    if role not in ROLES:
        raise entry.fault(f"'{role}' is not a role", "role")
    return Post(
        title=entry.text("title"),
        source=source_of(entry),
        group=printed.group(entry),
        is_acting=entry.flag("acting"),
        role=role,
    )
