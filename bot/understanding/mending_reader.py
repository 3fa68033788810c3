"""A typed message in; its Reading with slips of the finger put right where that explains it as well or better, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from functools import cached_property, lru_cache

from bot.understanding.known_words import KnownWords
from bot.understanding.mending import Mended, mend
from bot.understanding.postings import fold_whole
from bot.understanding.reader import Reader
from bot.understanding.reading import Reading, spans_of
from bot.understanding.text import fold
from bot.understanding.times import TimeReader
from bot.understanding.words import Words

_TONES = re.compile("[่้๊๋]")
_ITEM = re.compile("(?<=[ก-๎])ขอ(?= ?[0-9])")
_PIECE = re.compile("(?<!เล)ข้?(?= ?[0-9])")
_HOW_MANY = re.compile("กี(?= *%)")
_LATIN = re.compile("[a-z]{2,}")
_OTHERS = 3
"""No more other ways to read a message are looked at."""
_CLEARLY = 0.2
"""How much more weight of words another reading must explain."""
_AS_LIKELY = 0.3
"""How much dearer the words of another reading may be for it to be as likely."""
_LETTERS_READ = 120
"""Letters that are read in other ways: of a long message, fewer ways are looked at."""
_KEPT = 256
"""Messages whose mended text is remembered: one message is read in pieces more than once."""


class MendingReader(Reader):
    """A reader that looks twice at what no word explains."""

    def read(self, typed: str, today: date) -> Reading:
        """Everything that stands in a message, its slips put right. Never raises on any text."""
        first = super().read(_numbered(fold(typed)), today)
        mended = self.mend(first)
        best = self._better(first, mended, today)
        ways = mended.others[: _LETTERS_READ // len(first.folded)] if mended.others else ()
        others = [(self._unsure(super(MendingReader, self).read(one.text, today), one), one) for one in ways]
        return _likeliest(best, [one for one in others if one[0].folded != best.folded and _reads_more(one[0], best)])

    def read_one_way(self, typed: str, today: date) -> Reading:
        """The message with its slips put right as they most likely are; no other way is looked at."""
        first = super().read(_numbered(fold(typed)), today)
        return self._better(first, self.mend(first), today)

    def read_mended(self, text: str, today: date) -> Reading:
        """Another way to read a message, whose slips have been put right."""
        return super().read(text, today)

    def _better(self, first: Reading, mended: Mended, today: date) -> Reading:
        """The message mended, unless it explains less so."""
        if not mended.slips:
            return self._unsure(first, mended)
        second = super().read(mended.text, today)
        if second.unknown > first.unknown:
            first.faint, first.rare = mended.faint, mended.rare
            first.unread = (
                *mended.unread,
                *(written for written, right in mended.slips if not _is_more(written, right)),
            )
            return first
        return self._unsure(second, mended)

    @staticmethod
    def _unsure(reading: Reading, mended: Mended) -> Reading:
        reading.unread, reading.faint, reading.rare = mended.unread, mended.faint, mended.rare
        reading.slips, reading.vague = mended.slips, mended.vague
        return reading

    def mend(self, reading: Reading) -> Mended:
        """The message with its slips put right, and what stayed unread."""
        if reading.folded not in self._kept:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            names = spans_of(one for one in reading.people if not one.is_exact)
            self._kept[reading.folded] = mend(self._known, reading.folded, names)
        return self._kept[reading.folded]

    @cached_property
    def _kept(self) -> dict[str, Mended]:
        return {}

    @cached_property
    def _known(self) -> KnownWords:
        """Made when the first message is read."""
        printed = " ".join(text for text, _ in self.index.postings.passages)
        return _shared(self.index.words, self._times).extended(self._own(), printed)

    def _own(self) -> Iterator[str]:
        """What this plan knows: its forms, its people, and the Latin words that it prints."""
        yield from (form for _, form in self._matcher.meanings.values())
        yield from (form for _, form in self.index.lexicon.matcher.meanings.values())
        for officer in self.index.plan.officers:
            for name in (officer.name, *officer.aliases):
                yield from name.split()
        for one in self.index.documents:
            yield from _LATIN.findall(fold_whole(one.title))
        for heading in dict.fromkeys(one.heading for one in self.index.plan.statements):
            yield from _LATIN.findall(fold_whole(heading))


def _likeliest(best: Reading, others: list[tuple[Reading, Mended]]) -> Reading:
    """The reading that leaves least unexplained, with those that are as likely or say more than it does."""
    clearer = [one for one in others if one[0].unknown < best.unknown - _CLEARLY and _says(one[0]) >= _says(best)]
    sure = [one for one in clearer if len(one[0].faint) <= len(best.faint)]
    if sure:
        best, way = min(sure, key=lambda one: (one[0].unknown, one[1].more))
        least, most = best.unknown + _CLEARLY, way.more + _AS_LIKELY
        rivals = [one for one, other in clearer if one is not best and one.unknown < least and other.more < most]
    else:
        rivals = [one for one, way in others if (best.slips and way.more < _AS_LIKELY) or _is_rival(one, best)]
    rivals.sort(key=lambda one: (one.unknown, -_says(one)))
    best.others = tuple(one.folded for one in rivals[:_OTHERS])
    return best


def _reads_more(one: Reading, best: Reading) -> bool:
    """Whether another reading leaves fewer letters of no word, if there are any: amid such no word is sure."""
    return not best.unread or sum(map(len, one.unread)) < sum(map(len, best.unread))


def _is_rival(one: Reading, best: Reading) -> bool:
    """Whether another reading explains as much and says more, or as much where the best left a letter out."""
    if one.unknown > best.unknown:
        return False
    is_firmer = one.unknown < best.unknown - _CLEARLY or len(one.faint) < len(best.faint)
    return _says(one) + is_firmer > _says(best)


def _is_more(written: str, right: str) -> bool:
    """Whether a letter was only typed twice."""
    doubled = (at for at in range(1, len(written)) if written[at] == written[at - 1])
    return any(written[:at] + written[at + 1 :] == right for at in doubled)


def _says(reading: Reading) -> int:
    """How many things are read in a message."""
    rows = (reading.times, reading.references, reading.people, reading.groups, reading.posts, reading.parts)
    linked = reading.link(None)
    return (
        sum(map(len, rows)) + len(reading.cues.found) + len(reading.topics) + len(linked.concepts) + len(linked.facets)
    )


def _numbered(folded: str) -> str:
    """What stands between a word and a number is ข้อ, if the message has no tone mark or its vowel is gone."""
    folded = _HOW_MANY.sub("กี่", folded)
    return _ITEM.sub("ข้อ", folded) if not _TONES.search(folded) else _PIECE.sub("ข้อ", folded)


@lru_cache(maxsize=4)
def _shared(words: Words, times: TimeReader) -> KnownWords:
    """The words of a language, which all plans share."""
    lists = (getattr(words, one.name) for one in fields(words) if one.name != "ordinary")
    forms = (form for found in lists for row in found.values() for form in row)
    return KnownWords((*forms, *words.abbreviations, *times.names), words.ordinary, times.misspelt)
