"""An amount in, the same in words out: 3,200 → สามพันสองร้อยบาทถ้วน."""

from __future__ import annotations

from bot.money_desk.words import Spelling

_MILLION = 1_000_000


def in_words(satang: int, words: Spelling) -> str:
    """A positive amount as cheques and receipts write it."""
    baht, rest = divmod(satang, 100)
    whole = _number(baht, words) + words.baht if baht or not rest else ""
    return whole + (_number(rest, words) + words.satang if rest else words.whole)


def _number(number: int, words: Spelling) -> str:
    if number >= _MILLION:
        millions, rest = divmod(number, _MILLION)
        return _number(millions, words) + words.million + (_below_million(rest, words, True) if rest else "")
    return _below_million(number, words, False) if number else words.digits[0]


def _below_million(number: int, words: Spelling, has_more: bool) -> str:
    digits = [int(digit) for digit in str(number)]
    places = ((digit, len(digits) - 1 - index, has_more or index > 0) for index, digit in enumerate(digits) if digit)
    return "".join(_digit(*place, words) for place in places)


def _digit(digit: int, place: int, has_more: bool, words: Spelling) -> str:
    """One digit with its place: ten is สิบ, twenty ยี่สิบ, and a last one after anything else เอ็ด."""
    if place == 0:
        return words.last_one if digit == 1 and has_more else words.digits[digit]
    if place == 1:
        name = "" if digit == 1 else words.two_tens if digit == 2 else words.digits[digit]
        return name + words.places[1]
    return words.digits[digit] + words.places[place]
