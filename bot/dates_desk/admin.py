"""What admins write about reminders in; previews, broadcasts with their recall, results and days off, out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.asking_back import cancelled, confirm_row, refused, settled
from bot.calendar import BANGKOK, FiscalYear, Quarter, bangkok_day
from bot.date_codes import REMINDERS
from bot.dates_desk.sentences import NO_DAY, NOTHING_TO_SAY, TOO_LATE
from bot.dates_desk.surroundings import Surroundings
from bot.errors import SchedulingError
from bot.frontdesk import Replies, Request
from bot.pending import PendingAction, Refused, press_code
from bot.reminders.kinds import Campaign, Kind, Share
from bot.reminders.receivers import share
from bot.reminders.rounds import Made
from bot.rendering.dates import long_day, quarter_name
from bot.rendering.words import Words
from bot.reply import Choice, Outcome, Reply
from bot.rights import Action, demand
from bot.voice import N_
from bot.workdays import AddedDay, opening

BROADCAST, DAY = "remind.broadcast", "remind.day"
SHOWN = 5


@dataclass(frozen=True)
class AdminCounter(Surroundings):
    """The part of the desk of reminders that is for admins."""

    # Previews and broadcasts

    def preview(self, request: Request, rest: str) -> Replies:
        """The same as `thamplan remind --dry-run`, for a quarter or a day."""
        demand(request.person, Action.PREVIEW_REMINDERS, request.chat.setting)
        rounds, words = self._rounds(request), self._words(request)
        day = self._day_of(request, rest)
        made = rounds.dry_run(opening(day))
        shown = long_day(words, day)
        if not made:
            said = self._say(request, N_("Nothing falls due on {day}{polite}."), day=shown)
            return (Reply(said, Outcome.ANSWER, code="preview"),)
        kinds = Counter(_title(words, one.delivery.campaign.kind, one.delivery.campaign.period, "") for one in made)
        counts = "\n".join(f"• {kind}: {count}" for kind, count in kinds.items())
        head = words.ngettext(
            "On {day} {n} message would go out; nothing is sent now:",
            "On {day} {n} messages would go out; nothing is sent now:",
            len(made),
            day=shown,
        )
        samples = [_sample(one) for one in _one_of_each(made)[:SHOWN]]
        return tuple(Reply(text, Outcome.ANSWER, code="preview") for text in (f"{head}\n{counts}", *samples))

    def _day_of(self, request: Request, rest: str) -> date:
        """A day, the start of a quarter, or the next day on which anything falls due."""
        rounds, plan = self._rounds(request), self._plan(request)
        workdays, today = rounds.workdays(), bangkok_day(request.now)
        quarter = self._quarter(rest, plan.year)
        if quarter is not None:
            return workdays.on_or_after(quarter.span.start_on)
        when = self.reader.read_when_alone(rest, plan.year, today) if rest else None
        return when.on if when else workdays.on_or_after(Quarter.containing(today).next().span.start_on)

    def broadcast(self, request: Request, rest: str) -> Replies:
        demand(request.person, Action.BROADCAST, request.chat.setting)
        if not rest:
            raise SchedulingError(NOTHING_TO_SAY)
        count = len(self._audience(request, self._campaign(request, rest, "x")))
        nonce = self.pending.offer(request.person, request.chat, BROADCAST, {"text": rest}, request.now)
        said = self._words(request).ngettext(
            "Send this to {n} member{asking}?", "Send this to {n} members{asking}?", count
        )
        row = confirm_row(REMINDERS, nonce, self._voice(request))
        return (Reply(f"{said}\n\n{rest}", Outcome.CLARIFY, (row,), code="broadcast"),)

    def _campaign(self, request: Request, text: str, nonce: str) -> Campaign:
        due_at = self._rounds(request).workdays().next_opening(request.now)
        year = FiscalYear.containing(bangkok_day(request.now)).number
        return Campaign(
            request.person.office, Kind.BROADCAST, nonce, due_at, due_at + timedelta(days=7), year, text=text
        )

    def _audience(self, request: Request, campaign: Campaign) -> list[Share]:
        rounds = self._rounds(request)
        circle = rounds.circle(self._plan(request), request.now)
        found = (share(campaign, circle, one) for one in rounds.keepers.wishes.recipients(request.person.office))
        return [one for one in found if one is not None]

    def confirmed(self, request: Request, nonce: str) -> Replies:
        """The two kinds of actions that wait here know themselves by their kind."""
        waiting = self.pending.look(nonce, request.person, request.now)
        kind = waiting.kind if waiting else BROADCAST
        action = self.pending.take(nonce, request.person, kind, request.now)
        if isinstance(action, Refused):
            return (refused(action, self._voice(request)),)
        return self._send(request, action) if kind == BROADCAST else self._save_day(request, action)

    def declined(self, request: Request, nonce: str) -> Replies:
        is_open = self.pending.drop(nonce, request.person, request.now)
        return (cancelled(self._voice(request)) if is_open else settled(self._voice(request)),)

    def _send(self, request: Request, action: PendingAction) -> Replies:
        demand(request.person, Action.BROADCAST, request.chat.setting)
        campaign = self._campaign(request, action.payload["text"], action.nonce)
        members = [one.member for one in self._audience(request, campaign)]
        made = self._rounds(request).keepers.book.open(campaign, members, request.now)
        self._note(request, "reminder.broadcast", f"campaign {made.id if made else 0}", {"members": str(len(members))})
        said = self._say(
            request,
            N_("It goes out at {moment}{polite}."),
            moment=_moment(self._words(request), campaign.due_at),
        )
        row = (Choice(self._say(request, N_("Take it back")), press_code(REMINDERS, "recall", made.id if made else 0)),)
        return (Reply(said, Outcome.ANSWER, (row,), edits_card=True, code="broadcast_sent"),)

    def recall(self, request: Request, number: str) -> Replies:
        demand(request.person, Action.BROADCAST, request.chat.setting)
        count = (
            self._rounds(request).keepers.deliveries.recall(request.person.office, int(number), request.now)
            if number.isdigit()
            else None
        )
        if count is None:
            raise SchedulingError(TOO_LATE)
        self._note(request, "reminder.recalled", f"campaign {number}", {"members": str(count)})
        return (
            Reply(
                self._say(request, N_("Taken back; nobody got it{polite}.")),
                Outcome.ANSWER,
                edits_card=True,
                code="recalled",
            ),
        )

    def deliveries(self, request: Request, rest: str) -> Replies | None:
        demand(request.person, Action.SEE_DELIVERIES, request.chat.setting)
        counts = self._rounds(request).keepers.deliveries.counts(request.person.office)
        words = self._words(request)
        lines = [
            f"• {_title(words, kind, period, activity)}: "
            + ", ".join(f"{words.label('delivery_states', name)} {n}" for name, n in sorted(found.items()))
            for (kind, period, activity), found in list(counts.items())[:20]
        ]
        said = "\n".join(lines) or self._say(request, N_("No reminder has gone out yet{polite}."))
        return (Reply(said, Outcome.ANSWER, code="deliveries"),)

    # Days off and files

    def day(self, request: Request, rest: str, is_off: bool) -> Replies:
        demand(request.person, Action.ADD_HOLIDAY, request.chat.setting)
        when = self.reader.read_when_alone(rest, self._plan(request).year, bangkok_day(request.now))
        if when is None:
            raise SchedulingError(NO_DAY)
        payload = {"day": when.on.isoformat(), "reason": when.place, "is_off": "1" if is_off else ""}
        nonce = self.pending.offer(request.person, request.chat, DAY, payload, request.now)
        sentence = N_("Make {day} a day off ({reason}){asking}?") if is_off else N_("Make {day} a working day{asking}?")
        said = self._say(request, sentence, day=long_day(self._words(request), when.on), reason=when.place or "-")
        return (Reply(said, Outcome.CLARIFY, (confirm_row(REMINDERS, nonce, self._voice(request)),), code="day"),)

    def _save_day(self, request: Request, action: PendingAction) -> Replies:
        demand(request.person, Action.ADD_HOLIDAY, request.chat.setting)
        payload = action.payload
        day = AddedDay(date.fromisoformat(payload["day"]), payload["reason"], bool(payload["is_off"]))
        self._rounds(request).keepers.wishes.add_day(request.person.office, day, request.now)
        self._note(request, "day.added", f"day {payload['day']}", {"off": payload["is_off"]})
        return (Reply(self._say(request, N_("Saved{polite}.")), Outcome.ANSWER, edits_card=True, code="day_saved"),)


def _title(words: Words, kind: Kind, period: str, activity: str) -> str:
    """A campaign as people call it: the quarter or activity that it is about, not its codes."""
    year, _, quarter = period.partition("-Q")
    of = (
        quarter_name(words, FiscalYear(int(year)).quarter(int(quarter))) if year.isdigit() and quarter.isdigit() else ""
    )
    return " ".join(filter(None, (words.label("reminder_kinds", kind.value), activity or of)))


def _moment(words: Words, moment: datetime) -> str:
    at = moment.astimezone(BANGKOK)
    return words.say("{day} at {time}", day=long_day(words, at.date()), time=f"{at:%H.%M}")


def _one_of_each(made: tuple[Made, ...]) -> list[Made]:
    """One message of each kind and reason, so that an admin sees every sort of card."""
    found: dict[tuple[str, str], Made] = {}
    for one in made:
        why = one.composed.share.why if one.composed.share else ""
        found.setdefault((one.delivery.campaign.kind.value, why), one)
    return list(found.values())


def _sample(made: Made) -> str:
    person = made.recipient.person
    return f"→ {person.name or f'#{person.number}'}\n" + "\n".join(reply.text for reply in made.composed.replies)
