"""A line such as `1.13 ประชุม 15 ก.พ. 67 9.00 น. ห้องประชุม 1` in; which activity, what to do, when and where, out. Pure.

Only what begins with the number of an activity, or with a verb and then the number, can be a change; a question never
is.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from bot.calendar import FiscalYear
from bot.dates_desk.words import DateWords
from bot.errors import SchedulingError
from bot.meetings import When
from bot.plan import Plan
from bot.understanding.text import fold
from bot.understanding.times import TimeKind, TimeMention, TimeReader
from bot.voice import N_

_NUMBER = re.compile(r"(?<![\d.])(\d{1,2}\.\d{1,2})(?![\d.]*\d)")
_BEFORE_MONTH = re.compile(r"(?<!\d)(\d{1,2})\s*$")
_SLASHED = re.compile(r"(?<!\d)\d{1,2}\s*[/-]\s*\d{1,2}\s*[/-]\s*\d{2,4}(?!\d)")
_YEAR = re.compile(r"\s*(?:[3-9]\d|25\d\d|20\d\d)(?![\d.:/]|\s*น\.)")
_LINK = re.compile(r"https?://\S+")
PLACE = 120
LONGEST = 14
"""Days; nobody meets longer."""
LONGEST_COMMAND = 100
"""Letters; no command has more."""
NO_SUCH_DAY = N_("There is no such day in the calendar; please check the date{polite}.")
WHICH_DAY = N_("I read more than one day there; please write one{polite}.")


@dataclass(frozen=True, slots=True)
class Intent:
    """What somebody wrote. `verb` is set, move, held, cancel, watch, unwatch, or ask: the day is still to come."""

    activity: str
    verb: str
    when: When | None = None


@dataclass(frozen=True, slots=True)
class DateReader:
    """Reads lines about dates in the words of one language."""

    words: DateWords
    times: TimeReader

    def read(self, typed: str, plan: Plan, today: date) -> Intent | None:
        """What the line asks to be done; None when it is not about a date. SchedulingError for a day that is none."""
        folded = self.without_politeness(fold(typed).strip())
        if self._is_question(folded):
            return None
        found = self._number_and_verb(folded, plan)
        if found is None:
            return None
        number, verb, rest = found
        if verb == "move" and rest.strip() in self.words.undated:
            return Intent(number, verb)
        if verb == "set" and not rest and any(word in folded for word in self.words.wants_day):
            return Intent(number, "ask")
        if verb in ("watch", "unwatch"):
            return None if rest and rest not in self.words.wants_day else Intent(number, verb)
        when = self.read_when(rest, plan.year, today)
        if when is None and (verb == "set" or self._place(rest)):
            return None
        return Intent(number, verb, _with_typed_place(when, typed))

    def _is_question(self, folded: str) -> bool:
        """A link may hold a question mark, and asks nothing."""
        said = _LINK.sub(" ", folded)
        return any(word in said for word in self.words.asking)

    def _number_and_verb(self, folded: str, plan: Plan) -> tuple[str, str, str] | None:
        """The number and the verb that the line begins with, in either order, and what follows."""
        verb, rest = self._verb_at_start(self._without_leading(folded))
        rest = self._without_leading(rest)
        number = _NUMBER.match(rest)
        if number is None or number[1] not in plan.activity_by_number:
            return None
        rest = rest[number.end() :].lstrip(" :")
        if not verb:
            verb, rest = self._verb_at_start(rest)
        return (number[1], verb, rest) if verb else None

    def _without_leading(self, text: str) -> str:
        """Without "ข้อ", "กิจกรรมที่", "ขอ" and the like in front; a number or a verb is left alone."""
        for word in self.words.before * 2:
            rest = text.removeprefix(word).lstrip(" :")
            if rest != text and (_NUMBER.match(rest) or self._verb_at_start(rest)[0]):
                return rest
        return text

    def _verb_at_start(self, text: str) -> tuple[str, str]:
        forms = [(form, verb) for verb, found in self.words.verbs.items() for form in found]
        for form, verb in sorted(forms, key=lambda one: -len(one[0])):
            rest = text.removeprefix(form)
            if text.startswith(form) and self._may_follow(rest):
                return verb, rest.lstrip(" :")
        return "", text

    def _may_follow(self, rest: str) -> bool:
        """Thai writes no spaces: with other letters right behind it the verb is part of a longer word."""
        numbers = (rest.removeprefix(word).lstrip(" :") for word in self.words.before if rest.startswith(word))
        return (
            not rest
            or not rest[0].isalpha()
            or rest.startswith((*self.words.fillers, *self.words.undated))
            or any(_NUMBER.match(number) for number in numbers)
        )

    def without_politeness(self, folded: str) -> str:
        for word in self.words.polite:
            folded = folded.removesuffix(word).rstrip()
        return folded

    def read_when_alone(self, typed: str, year: FiscalYear, today: date) -> When | None:
        """The day that answers a question of ours; None when the text is a question itself, or names no day."""
        folded = self.without_politeness(fold(typed).strip())
        if self._is_question(folded):
            return None
        return _with_typed_place(self.read_when(folded, year, today), typed)

    def read_correction(self, typed: str, year: FiscalYear, today: date) -> When | None:
        """Another day for the card that waits: "16 ก.พ. 67", "เลื่อนเป็น 16 ก.พ. 67"; nothing else may stand before it."""
        folded = self.without_politeness(fold(typed).strip())
        if self._is_question(folded):
            return None
        rest = self._without_leading(folded)
        for word in self.words.correcting:
            rest = rest.removeprefix(word).lstrip(" :")
        mentions = self.times.read_times(rest, today, year)
        first = min((one.start for one in mentions), default=None)
        is_first = first is not None and not self._place(_BEFORE_MONTH.sub("", rest[:first]))
        when = self.read_when(rest, year, today) if is_first or _SLASHED.match(rest) else None
        return _with_typed_place(when, typed)

    def read_when(self, folded: str, year: FiscalYear, today: date) -> When | None:
        """The day, time and place of a text; None when it names no day."""
        clock = self.words.clock.read(folded)
        if clock is not None:
            # First, because 13 นาฬิกา behind a day would be taken for its year.
            folded = folded[: clock.start] + " " * (clock.end - clock.start) + folded[clock.end :]
        mentions = self.times.read_times(folded, today, year)
        days = [one for one in mentions if one.span.days == 1 and one.kind is not TimeKind.NOW]
        days = [self._with_year(folded, one, year, today) for one in days]
        _refuse_impossible(folded, mentions)
        if len({one.span.start_on for one in days}) > 1 or any(_is_of_days(one) for one in mentions):
            raise SchedulingError(WHICH_DAY)
        if not days:
            return None
        return When(days[0].span.start_on, clock.at if clock else None, self._place(_without(folded, days)))

    def _with_year(self, folded: str, mention: TimeMention, year: FiscalYear, today: date) -> TimeMention:
        """A number right behind a day is its year, though what follows may look as if it were counted."""
        number = _YEAR.match(folded, mention.end)
        if number is None:
            return mention
        again = self.times.read_times(folded[mention.start : number.end()], today, year)
        whole = [one for one in again if one.span.days == 1]
        return replace(whole[0], start=mention.start, end=number.end()) if len(whole) == 1 else mention

    def _place(self, rest: str) -> str:
        """What is left when day, time and joining words are gone."""
        left = [word for word in rest.split() if word not in self.words.fillers and word not in (".", ",", "-", "–")]
        place = " ".join(left)
        for filler in self.words.fillers:
            place = place.removeprefix(f"{filler} ")
        return place[:PLACE].strip(" ,").lstrip(".")


def _is_of_days(mention: TimeMention) -> bool:
    """15–16 ก.พ.: from a day to another, and not a month, a quarter or a week."""
    return mention.kind is TimeKind.RANGE and 1 < mention.span.days <= LONGEST


def _refuse_impossible(folded: str, mentions: Iterable[TimeMention]) -> None:
    """31 ก.พ. is read as a month with a number before it; 31/2/67 as nothing at all."""
    covered = [range(one.start, one.end) for one in mentions]
    for one in mentions:
        number = _BEFORE_MONTH.search(folded[: one.start])
        is_month = one.kind is TimeKind.MONTH
        if is_month and number and int(number[1]) > monthrange(one.span.start_on.year, one.span.start_on.month)[1]:
            raise SchedulingError(NO_SUCH_DAY)
    for slashed in _SLASHED.finditer(folded):
        if not any(slashed.start() in span for span in covered):
            raise SchedulingError(NO_SUCH_DAY)


def _without(folded: str, mentions: Iterable[TimeMention]) -> str:
    letters = list(folded)
    for one in mentions:
        letters[one.start : one.end] = " " * (one.end - one.start)
    return "".join(letters)


def as_typed(folded: str, typed: str) -> str:
    """The end of a text that folds to these words, as it was typed; the words themselves when there is none."""
    wanted = fold(folded).strip(" :")
    if not wanted:
        return folded
    starts = range(min(len(typed), LONGEST_COMMAND))
    return next((typed[at:].strip(" :\n") for at in starts if fold(typed[at:]).strip(" :") == wanted), folded)


def _with_typed_place(when: When | None, typed: str) -> When | None:
    """The place in the letters and figures that somebody wrote: links tell them apart."""
    if when is None or not when.place:
        return when
    words = typed.split()
    place = " ".join(_typed_word(word, words) for word in when.place.split())
    return replace(when, place=place)


def _typed_word(folded: str, typed: Iterable[str]) -> str:
    """The typed word, or its end, that folds to this one."""
    ends = (word[at:] for word in typed for at in range(len(word)) if fold(word).endswith(folded))
    return next((end for end in ends if fold(end) == folded), folded)
