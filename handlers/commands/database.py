"""`thamplan db`: the database as a whole: made, checked, copied, brought back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from bot.settings import clock_from
from handlers.commands.copies import FOLDER
from handlers.commands.options import shares_options
from handlers.commands.ports import Circumstances, Parts, StoreReport
from handlers.commands.workplace import opened_store

a_file = click.Path(dir_okay=False, path_type=Path)
force = click.option("--force", "is_forced", is_flag=True, help="Overwrite what is there.")


@click.group()
def db() -> None:
    """Upgrade, check, back up and restore the database."""


@db.command()
@shares_options
@click.pass_obj
def upgrade(parts: Parts, asked: Circumstances) -> None:
    """Make the database, or bring an older one up to date after a copy aside."""
    with opened_store(parts, asked) as (settings, _store):
        report = parts.databases().check(settings.database_url)
    click.echo(f"The database is up to date: {report.kind}, revision {report.revision}.")


@db.command()
@shares_options
@click.pass_obj
def check(parts: Parts, asked: Circumstances) -> int:
    """Look through the whole database; it is not changed. Exit code 1 when something is wrong."""
    with database(parts, asked) as url:
        report = parts.databases().check(url)
    click.echo("\n".join(as_lines(report)))
    return 1 if report.problems else 0


@db.command()
@click.argument("target", required=False, type=a_file)
@force
@shares_options
@click.pass_obj
def backup(parts: Parts, target: Path | None, is_forced: bool, asked: Circumstances) -> None:
    """Copy the database to the file TARGET while it is in use; without TARGET, to a new file in var/copies."""
    now = clock_from(asked.now or parts.read_settings().clock)()
    with database(parts, asked) as url:
        databases = parts.databases()
        new = FOLDER / f"backup-{now:%Y%m%dT%H%M%S}{databases.suffix(url)}"
        made = databases.backup(url, target or new, force=is_forced)
    click.echo(f"Copied to {made} ({made.stat().st_size:,} bytes).")


@db.command()
@click.argument("source", type=a_file)
@force
@shares_options
@click.pass_obj
def restore(parts: Parts, source: Path, is_forced: bool, asked: Circumstances) -> None:
    """Bring back the copy SOURCE; a database that holds something is overwritten with --force only, copied aside."""
    if asked.is_demo:
        with database(parts, asked) as url:
            _restore(parts, source, url, is_forced)
    else:
        _restore(parts, source, parts.read_settings().database_url, is_forced)


def _restore(parts: Parts, source: Path, url: str, is_forced: bool) -> None:
    databases = parts.databases()
    databases.restore(url, source, force=is_forced)
    click.echo(f"Restored from {source}: {sum(databases.check(url).counts.values()):,} rows.")


@contextmanager
def database(parts: Parts, asked: Circumstances) -> Iterator[str]:
    """The address of the database as it stands, not even upgraded; made when there is none."""
    url = parts.read_settings().database_url
    if asked.is_demo or not parts.has_database(url):
        with opened_store(parts, asked) as (settings, _store):
            yield settings.database_url
    else:
        yield url


def as_lines(report: StoreReport) -> list[str]:
    state = "the newest" if report.is_newest else "older: thamplan db upgrade brings it up to date"
    counts = ", ".join(f"{name} {count:,}" for name, count in sorted(report.counts.items()) if count)
    verdict = [f"Problem: {one}" for one in report.problems] or ["All is well."]
    return [f"{report.kind}, revision {report.revision} ({state})", f"Rows: {counts or 'none'}", *verdict]
