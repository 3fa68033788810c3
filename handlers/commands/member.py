"""`thamplan member`: who gets in and as what, at the command line, by the same rules and rights as in chat."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from pathlib import Path
from typing import Any

import click

from bot.errors import MemberError, NotAllowedError
from bot.frontdesk import Request
from bot.handover import Handover, check_handovers
from bot.members_desk import admitting, looking
from bot.members_desk.about_me import readable
from bot.members_desk.parts import Matter
from bot.membership import check_last_admin, check_role
from bot.mentions import read_activities, read_day
from bot.people import Chat, Person, Role, Setting
from bot.qr import qr_picture
from bot.rights import Action
from bot.voice import N_, Voice
from handlers.commands.bot_name import ask_bot_name
from handlers.commands.options import with_workplace
from handlers.commands.ports import Parts, Workplace

ADMIN_LINK_DAYS = 1
a_role = click.Choice([role.value for role in Role])
yes_option = click.option("--yes", "is_sure", is_flag=True, help="Do not ask back.")
officer_option = click.option("--officer", default="", metavar="NAME", help="Which person of the plan it is.")


@click.group()
def member() -> None:
    """Invite, list, change and remove members; hand work over; read the trail of changes."""


def at_the_desk(command: Callable[..., Any]) -> Callable[..., Any]:
    """Call a command with the `matter` at hand; refusals become sentences in the language of the settings."""

    @click.pass_obj
    def called(parts: Parts, /, *args: Any, place: Workplace, **rest: Any) -> Any:
        ports = parts.members(place.store, place.settings)
        voice = Voice(place.settings.language, place.settings.polite)
        request = Request(place.person, Chat("command", "", Setting.CONSOLE), place.clock())
        try:
            return command(Matter(ports, request), *args, place=place, **rest)
        except NotAllowedError:
            said = voice.say("That is not yours to do here; nothing was changed{polite}.")
            raise NotAllowedError(said) from None
        except MemberError as fault:
            raise MemberError(voice.say_error(fault)) from None

    return with_workplace(wraps(command)(called))


@member.command("add-admin")
@at_the_desk
def add_admin(matter: Matter, place: Workplace) -> None:
    """Print a link that makes whoever opens it an admin: once, within a day."""
    _print_invitation(matter, place, Role.ADMIN, "", 1, ADMIN_LINK_DAYS, None)


@member.command()
@click.option("--role", type=a_role, default=Role.STAFF.value, show_default=True)
@officer_option
@click.option("--days", type=int, default=admitting.DAYS, show_default=True, help="How long it can be used.")
@click.option("--people", "places", type=int, default=1, show_default=True, help="How many may use it.")
@click.option("--qr", type=click.Path(dir_okay=False, path_type=Path), help="Write the QR picture (PNG) to this file.")
@at_the_desk
def invite(matter: Matter, role: str, officer: str, days: int, places: int, qr: Path | None, place: Workplace) -> None:
    """Print a link to join."""
    wanted = Role(role)
    matter.demand(Action.INVITE)
    key = matter.officer_key(officer) if officer else ""
    _print_invitation(matter, place, wanted, key, places, days, qr)


def _print_invitation(
    matter: Matter, place: Workplace, role: Role, officer: str, places: int, days: int, qr: Path | None
) -> None:
    matter.demand(Action.INVITE)
    by, now = place.person.number, matter.request.now
    secret = admitting.make_invitation(matter.ports.invitations, place.office, role, officer, places, days, by, now)
    matter.ports.links.bot_name = ask_bot_name(place.settings)
    link = matter.ports.links.link(secret)
    until = (now + timedelta(days=days)).date().isoformat()
    told = place.say("Invitation: {role}, {places} × until {until}.")
    click.echo(told.format(role=role.value, places=places, until=until))
    click.echo(link)
    if not matter.ports.links.bot_name:
        click.echo(place.say("The bot's name is not known here: write this line to your bot."), err=True)
    if qr is not None:
        qr.write_bytes(qr_picture(link).content)


@member.command("list")
@click.option("--json", "is_json", is_flag=True, help="Print one JSON object a line.")
@at_the_desk
def list_(matter: Matter, is_json: bool, place: Workplace) -> None:
    """List the members, and who asks to join."""
    matter.demand(Action.LIST_MEMBERS)
    if not matter.members() and not is_json:
        click.echo(place.say("There are no members yet; `thamplan member add-admin` makes the link for the first one."))
    for one in matter.members():
        row = {"number": one.number, "name": one.name, "role": one.role, "officer": one.officer, "state": one.state}
        click.echo(json.dumps(row, ensure_ascii=False) if is_json else admitting.member_line(one, matter.voice))
    for request in matter.ports.book.requests.waiting(place.office) if not is_json else ():
        said = place.say("request {number}: {name}")
        click.echo(said.format(number=request.number, name=request.visitor.name))


@member.command()
@click.argument("who", metavar="MEMBER")
@click.argument("role", type=a_role)
@officer_option
@yes_option
@at_the_desk
def role(matter: Matter, who: str, role: str, officer: str, is_sure: bool, place: Workplace) -> None:
    """Change the role of MEMBER (number or name)."""
    matter.demand(Action.CHANGE_ROLE)
    target, wanted = matter.member(who), Role(role)
    key = matter.officer_key(officer) if officer else target.officer
    check_role(wanted, key)
    if wanted is not Role.ADMIN:
        check_last_admin(matter.members(), target)
    _confirm(place, is_sure, target)
    new = matter.ports.book.members.change_role(target, wanted, key, place.person.number, matter.request.now)
    click.echo(admitting.member_line(new, matter.voice))


@member.command()
@click.argument("who", metavar="MEMBER")
@yes_option
@at_the_desk
def remove(matter: Matter, who: str, is_sure: bool, place: Workplace) -> None:
    """Remove MEMBER: name, account, contacts and messages go, the number stays."""
    matter.demand(Action.REMOVE_MEMBER)
    target = matter.member(who)
    check_last_admin(matter.members(), target)
    _confirm(place, is_sure, target)
    matter.ports.book.members.remove(target, place.person.number, matter.request.now)
    click.echo(matter.voice.say("Done: member {number} is removed{polite}.", number=target.number))


@member.command()
@click.argument("number", type=int, metavar="REQUEST")
@click.option("--role", type=a_role, default=Role.STAFF.value, show_default=True)
@officer_option
@at_the_desk
def accept(matter: Matter, number: int, role: str, officer: str, place: Workplace) -> None:
    """Let in who asked to join under the number REQUEST (see list)."""
    matter.demand(Action.DECIDE_JOINING)
    key = matter.officer_key(officer) if officer else ""
    check_role(Role(role), key)
    by, now = place.person.number, matter.request.now
    new = matter.ports.book.requests.accept(place.office, number, Role(role), key, by, now)
    if new is None:
        raise MemberError(N_("This request has been decided already; nothing was changed{polite}."))
    admitting.tell_accepted(matter, new)
    click.echo(admitting.member_line(new, matter.voice))


@member.command()
@click.argument("who", metavar="MEMBER")
@click.option("--json", "is_json", is_flag=True, help="As JSON, for programs.")
@at_the_desk
def export(matter: Matter, who: str, is_json: bool, place: Workplace) -> None:
    """Print everything that is kept about MEMBER."""
    target = matter.member(who)
    matter.demand(Action.EXPORT_OWN if target.number == place.person.number else Action.READ_AUDIT)
    found = matter.ports.book.members.everything_about(target)
    click.echo(json.dumps(found, ensure_ascii=False, indent=1) if is_json else readable(found), nl=is_json)


# When MEMBER asks for their data to be deleted, that is the same.
member.add_command(click.Command("forget", callback=remove.callback, params=remove.params, help="The same as remove."))


@member.command()
@click.argument("activities")
@click.option("--from", "giver", required=True, metavar="NAME", help="Who hands over: an officer or a member.")
@click.option("--to", "taker", required=True, metavar="NAME", help="Who takes over.")
@click.option("--since", default="", metavar="DAY", help="The first day; else today.")
@click.option("--until", default="", metavar="DAY", help="The last day: then the other one only acts (รักษาการ).")
@yes_option
@at_the_desk
def handover(
    matter: Matter, activities: str, giver: str, taker: str, since: str, until: str, is_sure: bool, place: Workplace
) -> None:
    """Hand ACTIVITIES (1.9-1.12, 2.1) over from a day on."""
    matter.demand(Action.HAND_OVER_ANY)
    plan, reader, today = matter.plan(), matter.reader(), matter.today
    start = read_day(reader, since, today) if since else today
    end = read_day(reader, until, today) if until else None
    found = read_activities(plan, activities)
    if not found:
        raise MemberError(N_("There is no activity of that number in the plan{polite}."))
    hands = matter.who(giver), matter.who(taker)
    new = [Handover(one.number, *hands, start, end, is_acting=end is not None) for one in found]
    keep, year = matter.ports.handovers, plan.year.number
    check_handovers(plan, keep.of_year(place.office, year), new, today)
    _confirm(place, is_sure, None)
    by, now = place.person.number, matter.request.now
    keep.add(place.office, year, new, by, now, lambda duties: check_handovers(plan, duties, new, today))
    click.echo(", ".join(one.number for one in found))


@member.command()
@click.argument("words", nargs=-1)
@click.option("--limit", type=click.IntRange(1, 100_000), default=50, show_default=True)
@at_the_desk
def audit(matter: Matter, words: tuple[str, ...], limit: int, place: Workplace) -> None:
    """Print the newest changes in which all WORDS stand."""
    matter.demand(Action.READ_AUDIT)
    for entry in matter.ports.audit.find(place.office, " ".join(words), limit):
        click.echo(looking.entry_line(entry, matter.voice))


def _confirm(place: Workplace, is_sure: bool, target: Person | None) -> None:
    if not is_sure:
        who = f"#{target.number} {target.name}" if target is not None else ""
        click.confirm(place.say("Really{who}?").format(who=f" {who}" if who else ""), abort=True)
