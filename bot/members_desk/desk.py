"""Which part of the members' desk answers: the command or the pressed verb in, the replies of that part out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.asking_back import NO, YES, cancelled, refused, settled
from bot.commands import Spoken
from bot.frontdesk import Replies, Request
from bot.members_desk import about_me, admitting, contacting, handing, looking
from bot.members_desk.parts import LETTER, Matter, Ports
from bot.pending import PendingAction, Refused

Answer = Callable[[Matter], Replies | None]
COMMANDS: dict[str, Answer] = {
    "me": about_me.show,
    "export": about_me.export,
    "forget": about_me.ask_to_forget,
    "join": about_me.is_member_already,
    "mycontact": contacting.ask_own,
    "contacts": contacting.show,
    "invite": admitting.invite,
    "members": admitting.show_members,
    "role": admitting.ask_role,
    "remove": admitting.ask_to_remove,
    "handover": handing.ask_handover,
    "acting": handing.ask_acting,
    "audit": looking.show_trail,
    "allow": looking.allow_group,
    "disallow": looking.leave_group,
}
PRESSES: dict[str, Answer] = {
    "consent": about_me.has_consented_already,
    "decline": about_me.has_consented_already,
    "join": about_me.is_member_already,
    "export": about_me.export,
    "forget": about_me.ask_to_forget,
    "take": admitting.accept,
    "refuse": admitting.refuse,
    "older": looking.show_older,
}
CONFIRMED: dict[str, Callable[[Matter, PendingAction], Replies]] = {
    "forget": about_me.forget,
    "contact": contacting.keep_own,
    "role": admitting.change_role,
    "remove": admitting.remove,
    "handover": handing.hand_over,
}
"""What a confirmed action of each kind does; every one asks for the right again."""


class MembersDesk:
    """The desk of members (`bot.frontdesk.Desk`)."""

    def __init__(self, ports: Ports) -> None:
        self._ports = ports

    @property
    def letter(self) -> str:
        return LETTER

    def reply(self, request: Request) -> Replies | None:
        matter = Matter(self._ports, request)
        if request.press is not None:
            return self._pressed(matter, request.press.verb)
        if request.spoken is None and (name := self._ports.words.whose_number(request.text)):
            return contacting.show(Matter(self._ports, replace(request, spoken=Spoken("contacts", name))))
        answer = COMMANDS.get(request.spoken.name) if request.spoken is not None else None
        return answer(matter) if answer is not None else None

    def _pressed(self, matter: Matter, verb: str) -> Replies | None:
        if verb in (YES, NO):
            return self._decided(matter, verb)
        answer = PRESSES.get(verb)
        return answer(matter) if answer is not None else None

    def _decided(self, matter: Matter, verb: str) -> Replies:
        """A confirmation: consumed in the transaction of its effect, whatever is pressed how often."""
        kind, _, nonce = matter.argument.partition(".")
        request = matter.request
        act = CONFIRMED.get(kind)
        if act is None:
            return (refused(Refused.UNKNOWN, matter.voice),)
        if verb == NO:
            is_open = self._ports.pending.drop(nonce, request.person, request.now)
            return (cancelled(matter.voice) if is_open else settled(matter.voice),)
        taken = self._ports.pending.take(nonce, request.person, kind, request.now)
        return act(matter, taken) if isinstance(taken, PendingAction) else (refused(taken, matter.voice),)


__all__ = ["COMMANDS", "CONFIRMED", "PRESSES", "MembersDesk"]
