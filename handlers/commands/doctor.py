"""`thamplan doctor`: the whole house looked over; one plain line for each part, exit code 1 when something is wrong."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from bot.calendar import FiscalYear, bangkok_day
from bot.errors import ThamPlanError
from bot.settings import Access, Settings, clock_from, unknown_names
from handlers.commands.ports import Parts

FREE_BYTES = 200_000_000
SECONDS_OFF = 30
GOOD, ODD, BAD = "ok", "look", "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: how it is, what was looked at, and a sentence."""

    state: str
    part: str
    words: str

    def __str__(self) -> str:
        return f"[{self.state:5}] {self.part}: {self.words}"


@click.command()
@click.option("--quarantine", "shows_quarantine", is_flag=True, help="Show the updates that nobody could handle.")
@click.option("--seen", "is_seen", is_flag=True, help="You have seen them: their texts are removed.")
@click.pass_obj
def doctor(parts: Parts, shows_quarantine: bool, is_seen: bool) -> int:
    """Look over settings, database, token, webhook, clock, fonts, sentences and disk; nothing is changed."""
    settings = parts.read_settings()
    if shows_quarantine or is_seen:
        _show_quarantine(parts, settings, is_seen)
        return 0
    findings = [found for look in LOOKS for found in _carefully(look, parts, settings)]
    click.echo("\n".join(map(str, findings)))
    return 1 if any(found.state == BAD for found in findings) else 0


def _carefully(look: Look, parts: Parts, settings: Settings) -> list[Finding]:
    """A look that fails is a finding too."""
    try:
        return list(look(parts, settings))
    except (ThamPlanError, OSError) as fault:
        return [Finding(BAD, look.__name__.removeprefix("look_at_"), str(fault))]


def look_at_settings(_parts: Parts, settings: Settings) -> Iterator[Finding]:
    odd = unknown_names(os.environ)
    yield (
        Finding(ODD, "settings", f"nothing reads {', '.join(odd)}.")
        if odd
        else Finding(GOOD, "settings", "all readable.")
    )
    if settings.access is Access.OPEN:
        yield Finding(ODD, "access", "THAMPLAN_ACCESS=open: everybody gets in. For demos only.")


def look_at_database(parts: Parts, settings: Settings) -> Iterator[Finding]:
    if not parts.has_database(settings.database_url):
        yield Finding(ODD, "database", "there is none yet; the first command makes it.")
        return
    report = parts.databases().check(settings.database_url)
    for problem in report.problems:
        yield Finding(BAD, "database", problem)
    if not report.problems:
        yield Finding(GOOD, "database", f"{report.kind}, revision {report.revision}, whole.")
    yield from _look_at_boxes(parts, settings)


def _look_at_boxes(parts: Parts, settings: Settings) -> Iterator[Finding]:
    with parts.open_boxes(settings) as boxes:
        odd, unknown = boxes.inbox().get("quarantined", 0), boxes.outbox().get("unknown", 0)
        waiting = boxes.outbox().get("pending", 0) + boxes.inbox().get("new", 0)
    if odd:
        yield Finding(ODD, "inbox", f"{odd} updates could not be handled: thamplan doctor --quarantine shows them.")
    if unknown:
        yield Finding(ODD, "outbox", f"of {unknown} messages nobody knows whether they arrived.")
    yield Finding(GOOD, "boxes", f"{waiting} messages wait.")


def look_at_plan(parts: Parts, settings: Settings) -> Iterator[Finding]:
    if not parts.has_database(settings.database_url):
        return
    store = parts.open_store(settings.database_url)
    try:
        year = FiscalYear.containing(bangkok_day(clock_from(settings.clock)()))
        offices = store.plans.offices()
        for office in offices:
            if year in store.plans.years(office.key):
                yield Finding(GOOD, "plan", f"{office.key} has the plan of {year.number}.")
            else:
                yield Finding(ODD, "plan", f"{office.key} has no plan of {year.number}: an earlier one answers.")
        if not offices:
            yield Finding(BAD, "plan", "none is loaded: thamplan plan load PATH")
    finally:
        store.close()


def look_at_telegram(parts: Parts, settings: Settings) -> Iterator[Finding]:
    if not settings.token:
        yield Finding(BAD, "token", "THAMPLAN_TOKEN is missing: get one from @BotFather.")
        return
    found = parts.examine_telegram(settings)
    if found.trouble:
        yield Finding(BAD, "token", found.trouble)
        return
    yield Finding(GOOD, "token", f"the bot is @{found.username}; {found.waiting} updates wait at Telegram.")
    yield _webhook(settings.webhook_url, found.webhook, found.webhook_trouble)
    if abs(found.seconds_ahead) > SECONDS_OFF:
        side = "ahead of" if found.seconds_ahead > 0 else "behind"
        yield Finding(BAD, "clock", f"this machine is {abs(found.seconds_ahead):.0f} s {side} Telegram's clock.")
    else:
        yield Finding(GOOD, "clock", "agrees with Telegram's.")


def _webhook(wanted: str, found: str, trouble: str) -> Finding:
    if wanted != found:
        words = (
            f"set to {found or 'nothing'}, should be {wanted or 'nothing (polling)'}; the bot sets it when it starts."
        )
        return Finding(ODD, "webhook", words)
    if trouble:
        return Finding(ODD, "webhook", f"Telegram's last trouble with it: {trouble}")
    return Finding(GOOD, "webhook", "as set." if wanted else "none: the bot polls.")


def look_at_fonts(_parts: Parts, _settings: Settings) -> Iterator[Finding]:
    if importlib.util.find_spec("fontpkg_sarabun") is None:
        yield Finding(BAD, "fonts", "the Thai font (fontpkg-sarabun) is not installed: charts would show boxes.")
    else:
        yield Finding(GOOD, "fonts", "the Thai font is there.")


def look_at_sentences(parts: Parts, settings: Settings) -> Iterator[Finding]:
    said = "Sorry, something went wrong. Please ask in another way."
    if settings.language != "en" and parts.say_in(settings.language)(said) == said:
        yield Finding(BAD, "sentences", f"no catalog of {settings.language!r}: make catalogs")
    else:
        yield Finding(GOOD, "sentences", f"the catalog of {settings.language!r} is there.")


def look_at_disk(_parts: Parts, settings: Settings) -> Iterator[Finding]:
    folder = Path("var")
    if settings.database_url.startswith("sqlite"):
        folder = Path(settings.database_url.removeprefix("sqlite:///")).parent
    while not folder.exists():
        folder = folder.parent if folder.parent != folder else Path(".")
    free = shutil.disk_usage(folder).free
    if not os.access(folder, os.W_OK):
        yield Finding(BAD, "disk", f"{folder} cannot be written.")
    elif free < FREE_BYTES:
        yield Finding(BAD, "disk", f"{free // 1_000_000} MB are left.")
    else:
        yield Finding(GOOD, "disk", f"{free // 1_000_000:,} MB are left.")


def _show_quarantine(parts: Parts, settings: Settings, is_seen: bool) -> None:
    if not parts.has_database(settings.database_url):
        click.echo("There is no database yet: nothing is in quarantine.")
        return
    with parts.open_boxes(settings) as boxes:
        found = boxes.quarantined()
        if not found:
            click.echo("Nothing is in quarantine.")
        for row in found:
            click.echo(f"{row.received_at:%Y-%m-%d %H:%M} {row.key} {row.outcome}\n  {row.raw[:2000]}")
        if is_seen:
            click.echo(f"The texts of {boxes.seen()} updates are removed.")


Look = Callable[[Parts, Settings], Iterator[Finding]]
LOOKS: tuple[Look, ...] = (
    look_at_settings,
    look_at_database,
    look_at_plan,
    look_at_telegram,
    look_at_fonts,
    look_at_sentences,
    look_at_disk,
)
