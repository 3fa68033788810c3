"""`thamplan deliveries`: what became of the reminders: counts of every campaign, or each delivery with its reason."""

from __future__ import annotations

import json

import click

from bot.calendar import BANGKOK
from bot.reminders.kinds import Delivery, DeliveryState
from handlers.commands.options import with_workplace
from handlers.commands.ports import Parts, Workplace

RESENDABLE = frozenset({DeliveryState.FAILED, DeliveryState.UNKNOWN, DeliveryState.UNREACHABLE})
STATES = click.Choice([state.value for state in DeliveryState])


@click.command()
@click.option("--state", type=STATES, multiple=True, help="Only deliveries in this state; may be given several times.")
@click.option("--all", "is_each", is_flag=True, help="Each delivery, not only the counts.")
@click.option("--jsonl", "is_jsonl", is_flag=True, help="Each delivery as one JSON object a line.")
@click.option(
    "--resend", "is_resent", is_flag=True, help="Send failed, unknown or --state ones again, if still of use."
)
@click.option("--limit", type=click.IntRange(1, 100_000), default=1000, show_default=True)
@with_workplace
@click.pass_obj
def deliveries(
    parts: Parts,
    state: tuple[str, ...],
    is_each: bool,
    is_jsonl: bool,
    is_resent: bool,
    limit: int,
    place: Workplace,
) -> None:
    """Show what became of the reminders, newest first."""
    keeper = parts.reminders(place).keepers.deliveries
    if is_resent:
        wanted = [DeliveryState(one) for one in state] or [DeliveryState.FAILED, DeliveryState.UNKNOWN]
        if not RESENDABLE.issuperset(wanted):
            raise click.UsageError("Only failed, unknown and unreachable reminders can be sent again.")
        click.echo(f"{keeper.resend(place.office, wanted, place.clock())} reminders wait to be sent again.")
        return
    if not (state or is_each or is_jsonl):
        counts = keeper.counts(place.office)
        if not counts:
            click.echo(place.say("No reminder has been made yet."))
        for (kind, period, activity), found in counts.items():
            shown = ", ".join(f"{name} {count}" for name, count in sorted(found.items()))
            click.echo(f"{kind.value} {period} {activity}".rstrip() + f": {shown}")
        return
    for one in keeper.deliveries(place.office, limit):
        if not state or one.state.value in state:
            click.echo(as_json(one) if is_jsonl else as_text(one))


def as_text(one: Delivery) -> str:
    at = f"{one.changed_at.astimezone(BANGKOK):%Y-%m-%d %H:%M}" if one.changed_at else ""
    marks = " ".join(word for word, is_so in (("late", one.is_late), ("perhaps twice", one.is_repeated)) if is_so)
    campaign = one.campaign
    what = f"{campaign.kind.value} {campaign.period} {campaign.activity}".rstrip()
    return " · ".join(part for part in (at, what, f"member {one.member}", one.state.value, marks, one.reason) if part)


def as_json(one: Delivery) -> str:
    campaign = one.campaign
    found = {
        "kind": campaign.kind.value,
        "period": campaign.period,
        "activity": campaign.activity,
        "member": one.member,
        "state": one.state.value,
        "reason": one.reason,
        "late": one.is_late,
        "repeated": one.is_repeated,
        "changed_at": one.changed_at.astimezone(BANGKOK).isoformat() if one.changed_at else None,
    }
    return json.dumps(found, ensure_ascii=False)
