"""What the desks of dates and reminders say when they do not do what was asked, each a sentence."""

from __future__ import annotations

from bot.errors import SchedulingError
from bot.people import Person
from bot.voice import N_

NOT_YOURS = N_(
    "Only those responsible for the activity, or an admin, can change its date; nothing was changed{polite}."
)
PAST = N_("That day has passed; please write a day to come, or mark the meeting as held{polite}.")
SAME = N_("That is its date already; nothing was changed{polite}.")
NOT_YET = N_("That day has not come yet, so it cannot be marked as held{polite}.")
CHANGED_MEANWHILE = N_(
    "Somebody else has just changed this date; nothing of yours was saved, please look again{polite}."
)
CHANGED_BY_YOU = N_("You have changed this date since; nothing of this card was saved{polite}.")
NOTHING_DATED = N_("Nothing here has a date yet, so there is no calendar file{polite}.")
NOT_DATED = N_("It has no date yet, so there is nothing to mark or to cancel{polite}.")
GONE = N_("This button is of a plan that is no longer here{polite}.")
NOTHING_OPEN = N_("In {quarter} nothing is left without a date{polite}.")
NO_SUCH_TOPIC = N_("I know no such topic; choose one of the buttons{polite}.")
NO_DAY = N_("Write the day too, such as 2 Jan 2024{polite}.")
NOTHING_TO_SAY = N_("Write what is to be said to everybody behind the command{polite}.")
TOO_LATE = N_("The first message has left already, so it cannot be taken back{polite}.")
NOBODY = N_("Reminders are kept for members only; at the command line name one with --as{polite}.")


def demand_member(person: Person) -> None:
    """Number 0 is whoever sits at the machine: nobody to remind, and no row may name them."""
    if not person.number:
        raise SchedulingError(NOBODY)
