"""`thamplan remind`: a moment in; one tick of the reminders, or who would get what and why, out."""

from __future__ import annotations

import json
from typing import Any

import click

from bot.reminders.rounds import Made
from bot.reply import plain
from handlers.commands.options import with_workplace
from handlers.commands.ports import Parts, Workplace

ROOM = 1000
"""What one call puts into the outbox at most; a running bot goes on with the rest."""


@click.command()
@click.option("--dry-run", "is_dry", is_flag=True, help="Print what falls due on that day; send and keep nothing.")
@click.option("--jsonl", "is_jsonl", is_flag=True, help="With --dry-run: one JSON object a line.")
@with_workplace
@click.pass_obj
def remind(parts: Parts, is_dry: bool, is_jsonl: bool, place: Workplace) -> None:
    """Open what is due at --now and put it into the outbox; with --dry-run only show what falls due on that day."""
    if is_jsonl and not is_dry:
        raise click.UsageError("--jsonl goes with --dry-run.")
    reminders = parts.reminders(place)
    now = place.clock()
    if is_dry:
        made = reminders.dry_run(now)
        click.echo("\n".join(as_lines(made, place, is_jsonl=is_jsonl)), nl=bool(made) or not is_jsonl)
        return
    opened = reminders.tick(now)
    taken = reminders.feed(now, ROOM)
    click.echo(f"Opened {opened} reminders; {taken} messages were put into the outbox.")


def as_lines(made: tuple[Made, ...], place: Workplace, *, is_jsonl: bool) -> list[str]:
    if is_jsonl:
        return [json.dumps(as_object(one, place), ensure_ascii=False) for one in made]
    if not place.store.people.members(place.office):
        return [place.say("Nobody is a member yet, so nobody would get a reminder.")]
    if not made:
        return [place.say("Nothing falls due on that day.")]
    return [as_text(one) for one in made]


def as_object(made: Made, place: Workplace) -> dict[str, Any]:
    """The line of the command's contract, and why."""
    person, campaign = made.recipient.person, made.delivery.campaign
    share = made.composed.share
    return {
        "member": person.number,
        "role": person.role.value if person.role else "",
        "officer": officer_name(place, person.officer),
        "kind": campaign.kind.value,
        "period": campaign.period,
        "activities": list(share.activities) if share else [],
        "text": "\n".join(plain(reply.text) for reply in made.composed.replies),
        "why": share.why if share else "",
    }


def officer_name(place: Workplace, key: str) -> str | None:
    """The name of an officer of any plan of the office; None for who is none."""
    if not key:
        return None
    for year in reversed(place.store.plans.years(place.office)):
        officer = place.store.plans.plan(place.office, year).officer_by_key.get(key)
        if officer is not None:
            return officer.name
    return None


def as_text(made: Made) -> str:
    person, campaign = made.recipient.person, made.delivery.campaign
    why = made.composed.share.why if made.composed.share else ""
    head = f"── #{person.number} {person.name} ({person.role}) · {campaign.kind.value} {campaign.period} · {why}"
    return "\n".join((head, *(plain(reply.text) for reply in made.composed.replies)))
