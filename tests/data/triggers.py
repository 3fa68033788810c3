"""The address of a database in; its triggers out, or taken away."""

from __future__ import annotations

from contextlib import closing

from sqlalchemy import text

from data.session import open_engine, read_url, writing


def triggers(url: str) -> set[tuple[str, str]]:
    """(name, table) of every trigger that a migration made."""
    engine = open_engine(read_url(url))
    query = {
        "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal",
    }[engine.dialect.name]
    with closing(engine.connect()) as connection:
        found = {(name, table) for name, table in connection.execute(text(query))}
    engine.dispose()
    return found


def take_away(url: str, names: set[tuple[str, str]]) -> None:
    engine = open_engine(read_url(url))
    on = engine.dialect.name == "postgresql"
    with writing(engine) as connection:
        for name, table in names:
            connection.execute(text(f"DROP TRIGGER {name} ON {table}" if on else f"DROP TRIGGER {name}"))
    engine.dispose()
