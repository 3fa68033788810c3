"""What buttons about dates and reminders carry: an activity of a year, and the delivery that the button hangs under.

`!dopen:2567/1.7~12.7` opens the dates of 1.7; pressed, it proves that delivery 12 reached member 7.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.pending import press_code

DATES, REMINDERS = "d", "r"
_ARGUMENT = re.compile(r"(?:(\d{4})/([\d.]{1,12}))?(?:~(\d{1,12}\.\d{1,9}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a button is about. `delivery` is empty where no reminder carried it."""

    year: int = 0
    activity: str = ""
    delivery: str = ""

    @property
    def reference(self) -> str:
        """The delivery as the outbox names it."""
        return f"r{self.delivery}" if self.delivery else ""

    def proves_for(self, member: int) -> str:
        """The reference of the delivery when it was this member's; a forwarded button proves nothing."""
        return self.reference if self.delivery.endswith(f".{member}") else ""

    @property
    def written(self) -> str:
        where = f"{self.year}/{self.activity}" if self.activity else ""
        return where + (f"~{self.delivery}" if self.delivery else "")


def date_code(verb: str, year: int, activity: str, delivery: str = "") -> str:
    """A button about the dates of an activity."""
    return press_code(DATES, verb, Subject(year, activity, delivery).written)


def read_subject(argument: str) -> Subject | None:
    """The subject of a button; None when none of ours wrote it."""
    found = _ARGUMENT.fullmatch(argument)
    if found is None:
        return None
    return Subject(int(found[1] or 0), found[2] or "", found[3] or "")
