"""Folded text in, amounts of money out: "60,000.-", "3.5 พัน", "สองหมื่น", "1,010.50"; words of number come from data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from bot.plan import Satang
from bot.understanding.patterns import any_of


@dataclass(frozen=True, slots=True)
class AmountMention:
    """An amount at folded offsets start..end (end excluded); `amount` is None when it cannot be booked (see `fault`).

    `fault` is '', 'decimals' (more than two), 'zero' or 'negative'. `is_money` says that a unit or the way it is
    written shows money.
    """

    start: int
    end: int
    amount: Satang | None
    is_money: bool
    fault: str = ""


_DIGITS = r"(?<![\d.,/])[-−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![\d.,/])[-−]?\d+(?:\.\d+)?"


class AmountReader:
    """Reads amounts; built once from data: `digits` word → 0..9, `scales` word → 10 and up, `units` words for baht."""

    def __init__(
        self, digits: Mapping[str, int], scales: Mapping[str, int], units: tuple[str, ...], others: tuple[str, ...] = ()
    ) -> None:
        """`others`: words that hold a word of number and are none (ผูกพัน)."""
        self._others = re.compile(any_of(others)) if others else None
        self._digits = dict(digits)
        self._scales = dict(scales)
        scale = any_of(scales)
        word = any_of(one for one in (*digits, *scales) if not one.isascii())
        unit = any_of(units)
        self._pattern = re.compile(
            rf"(?P<number>{_DIGITS})(?P<dash>\.-|\.–)?\s*(?P<scale>{scale})?\s*(?P<unit>{unit})?"
            rf"|(?P<words>(?:{word})(?:\s?(?:{word}))*)\s*(?P<unit2>{unit})?"
        )
        self._word = re.compile(word)
        self._unit = re.compile(rf"(?:{unit})\s*$|\.[-–]\s*$")
        large = any_of(one for one, worth in scales.items() if worth >= 100 and not one.isascii())
        last = any_of(one for one, worth in digits.items() if worth > 1)
        self._short = re.compile(rf"(?:{large})\s?(?:{last})\s*(?:{unit})?$")

    def read(self, folded: str) -> tuple[AmountMention, ...]:
        """All numbers that could be money, in order; plain numbers that look like years or items are not."""
        if self._others is not None:
            folded = self._others.sub(lambda found: "\0" * len(found[0]), folded)
        return tuple(mention for found in self._pattern.finditer(folded) if (mention := self._mention(found)))

    def starts(self, text: str) -> bool:
        """True when a text begins with a word of number: what stands before it is a part of an amount."""
        return self._word.match(text) is not None

    def has_unit(self, written: str) -> bool:
        return self._unit.search(written) is not None

    def is_short(self, written: str) -> bool:
        """True for "พันห้า": written as 1,005, spoken for 1,500."""
        return self._short.search(written) is not None

    def _mention(self, found: re.Match[str]) -> AmountMention | None:
        if found["number"]:
            return self._from_digits(found)
        words = found["words"]
        # A lone small word is a number of things ("สอง"), hardly an amount; with a unit or a scale it is one.
        # So is a hundred that is not counted: it begins a rank (ร้อยโท) or a share (ร้อยละ).
        is_bare = self._scales.get(words.strip(), 0) == 100
        is_small = not any(scale in words for scale, worth in self._scales.items() if worth >= 100)
        if not found["unit2"] and (is_small or is_bare):
            return None
        value = self._from_words(words)
        return AmountMention(found.start(), found.end(), Satang(value * 100), True) if value else None

    def _from_digits(self, found: re.Match[str]) -> AmountMention:
        written = found["number"].replace(",", "").replace("−", "-")
        value = Decimal(written) * self._scales.get(found["scale"] or "", 1)
        satang = value * 100
        fault = (
            "negative"
            if value < 0
            else "zero"
            if value == 0
            else "decimals"
            if satang != satang.to_integral_value() or (not found["scale"] and len(written.partition(".")[2]) > 2)
            else ""
        )
        looks_like_money = bool(found["unit"] or found["dash"] or found["scale"] or "," in found["number"])
        is_plain_amount = (
            "." not in written and value >= 1000 and not 2400 <= value <= 2700 and not 1900 <= value <= 2100
        )
        amount = None if fault else Satang(int(satang))
        return AmountMention(found.start(), found.end(), amount, looks_like_money or is_plain_amount, fault)

    def _from_words(self, words: str) -> int:
        total = part = last = 0
        for word in self._word.findall(words):
            if word in self._digits:
                last = self._digits[word]
                part += last
            else:
                worth = self._scales[word]
                part = part - last + (last or 1) * worth
                last = 0
                if worth >= 1_000_000:
                    total, part = (total + part), 0
        return total + part
