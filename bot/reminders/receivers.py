"""A campaign and the members with what they chose, in; who gets it, which activities and why, out. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.handover import Duties, activities_of, whos
from bot.people import MemberState, Person, Role
from bot.plan import Plan
from bot.reminders.kinds import Campaign, Kind, Recipient, Share

Topics = Mapping[str, tuple[str, ...]]
"""Topic → numbers of its activities."""
_REMINDED = (MemberState.ACTIVE, MemberState.UNREACHABLE)
"""For who cannot be reached a delivery is kept: it goes out when they write again in time."""


@dataclass(frozen=True, slots=True)
class Circle:
    """What decides whom an activity concerns."""

    plan: Plan
    topics: Topics
    first_topics: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Role → the topics of members who have not chosen yet."""
    duties: Duties = field(default_factory=Duties)
    day: date | None = None
    """The day on which somebody is in charge; the plan's printed officers without it."""

    def of_topics(self, topics: Iterable[str]) -> frozenset[str]:
        """The activities of these topics."""
        return frozenset(number for topic in topics for number in self.topics.get(topic, ()))

    def own(self, person: Person) -> frozenset[str]:
        """What a member is in charge of, handed over or acting included."""
        day = self.day or self.plan.year.span.start_on
        return frozenset(one.number for one in activities_of(whos(person), self.plan, self.duties, day))

    def followed(self, recipient: Recipient) -> frozenset[str]:
        """What a member follows: what they chose, else what their role begins with."""
        role = recipient.person.role
        first = self.first_topics.get(role.value, ()) if role else ()
        topics = first if recipient.topics is None else recipient.topics
        return self.of_topics(topic for topic in topics if topic not in recipient.muted)

    def muted(self, recipient: Recipient) -> frozenset[str]:
        return self.of_topics(recipient.muted)


def shares(campaign: Campaign, circle: Circle, recipients: Sequence[Recipient]) -> tuple[Share, ...]:
    """Each member whom the campaign concerns, once."""
    found = (share(campaign, circle, one) for one in recipients)
    return tuple(one for one in found if one is not None)


def share(campaign: Campaign, circle: Circle, recipient: Recipient) -> Share | None:
    """What of a campaign concerns a member; None for nothing."""
    person = recipient.person
    if recipient.is_stopped or person.state not in _REMINDED or not person.has_consented or not person.role:
        return None
    match campaign.kind:
        case Kind.NO_PLAN | Kind.TROUBLE:
            return Share(person.number, "admin") if person.role is Role.ADMIN else None
        case Kind.BROADCAST:
            return Share(person.number, "everybody")
        case Kind.DATE_SET:
            return Share(person.number, "watched", campaign.activities)
        case Kind.QUARTER_END:
            return _share_of_end(campaign, circle, recipient)
        case _:
            return _share_of_work(campaign, circle, recipient)


def _share_of_work(campaign: Campaign, circle: Circle, recipient: Recipient) -> Share | None:
    """An officer's own first; else what they follow; the director's screen at the start of a quarter."""
    person = recipient.person
    if campaign.kind is Kind.QUARTER_START and person.role is Role.DIRECTOR:
        return Share(person.number, "director", campaign.activities)
    muted = circle.muted(recipient)
    for why, concerned in (("own", circle.own(person)), ("topics", circle.followed(recipient))):
        activities = tuple(one for one in campaign.activities if one in concerned and one not in muted)
        if activities:
            return Share(person.number, why, activities)
    return None


def _share_of_end(campaign: Campaign, circle: Circle, recipient: Recipient) -> Share | None:
    """Officers see their own, the director all; what is settled by then is left out when the text is made."""
    person = recipient.person
    if person.role is Role.DIRECTOR:
        return Share(person.number, "director", campaign.activities)
    own = circle.own(person) - circle.muted(recipient)
    activities = tuple(one for one in campaign.activities if one in own)
    return Share(person.number, "own", activities) if activities else None
