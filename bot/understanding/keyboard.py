"""A message as typed, in; the message as meant when the keyboard stood on the wrong layout, out (else None).

Thai offices type on the Kedmanee layout over US QWERTY. Give the text as it arrived, not folded:
the shift layer matters.
"""

from __future__ import annotations

import re
from itertools import pairwise

_LATIN_KEYS = "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:\"ZXCVBNM<>?"
_THAI_KEYS = (
    "_ๅ/-ภถ\u0e38\u0e36คตจขช"
    "ๆไ\u0e33พะ\u0e31\u0e35รนยบลฃ"
    "ฟหกดเ\u0e49\u0e48าสวง"
    "ผปแอ\u0e34\u0e37ทมใฝ"
    "%+๑๒๓๔\u0e39฿๕๖๗๘๙"
    '๐"ฎฑธ\u0e4d\u0e4aณฯญฐ,ฅ'
    "ฤฆฏโฌ\u0e47\u0e4bษศซ."
    "()ฉฮ\u0e3a\u0e4c?ฒฬฦ"
)
_TO_THAI = str.maketrans(_LATIN_KEYS, _THAI_KEYS)
_TO_LATIN = str.maketrans(_THAI_KEYS, _LATIN_KEYS)

_THAI_LETTER = re.compile("[ก-ฺเ-์]")
_THAI_SIGN = re.compile("[ะ-ฺเ-์]")
_ABBREVIATION = re.compile("[A-Za-z]{2,5}")
_NUMBER = re.compile(r"[0-9]+(?:[.,/:-][0-9]+)*[.,?!]?")
# Sequences that no Thai syllable has: a sign without its consonant, a leading vowel without one, two vowels at once.
_NO_THAI = re.compile(
    "^[ะ-ฺ็-์]|[^ก-ฮะ-ฺเ-์][ะ-ฺ็-์]"
    "|[เแโไใ](?!เ?[ก-ฮ])|[ิ-ฺั็][ะ-ฺั็]|[ัื](?![่-๋]?[ก-ฮ])|(?<!ก)็(?![ก-ฮ])|(?<![ก-ฮิ-ูั])[่-๋]"
    "|[าะำ][ัาำิ-ฺ็-์]|[ะำ]ะ|[ไใ][ก-ฮ][ะ-ฺ็]|[แโ][ก-ฮ][ัาำิ-ฺ]|เ[ก-ฮ][ัำุู]|[ฃฅฦฺ]"
)
_ENGLISH_SHAPE = re.compile(r"(?=[a-z'-]*[aeiouy])[a-z]+(?:['-][a-z]+)*[.,:;?!]*|[a-z]")
_ADDRESS = re.compile(r"\S@\S|://|www\.|^/")
# Letters that follow each letter in English words; what is missing here marks a text that is none.
_FOLLOWERS = {
    "a": "bcdefghijklmnpqrstuvwxyz",
    "b": "abeijlorstuy",
    "c": "acehiklortuy",
    "d": "adeighlmorsuvwy",
    "e": "abcdefghijklmnopqrstuvwxyz",
    "f": "aefilorstuy",
    "g": "aeghilmnorsuy",
    "h": "aeiortuyn",
    "i": "abcdefgklmnopqrstuvxz",
    "j": "aeiou",
    "k": "aeilnsyowi",
    "l": "abcdefgiklmopstuvy",
    "m": "abeimnopsuy",
    "n": "acdefghijklnoqrstuvy",
    "o": "abcdefghijklmnoprstuvwxyz",
    "p": "aehiloprstuyd",
    "q": "u",
    "r": "abcdefgiklmnoprstuvwy",
    "s": "acehiklmnopqstuwy",
    "t": "acehilorstuwy",
    "u": "abcdefgiklmnoprstxyz",
    "v": "aeiouy",
    "w": "aehinorsl",
    "x": "aceiptuy",
    "y": "abceilmnoprstw",
    "z": "aeiozy",
}


def retyped(text: str) -> str | None:
    """The text on the other layout when it makes no sense on this one; None when it is plausible as it stands.

    A candidate only: worth trying when nothing else was understood. Mixed messages are left alone.
    """
    text = text.strip()
    if len(text) < 2 or _ADDRESS.search(text):
        return None
    return _as_english(text) if _THAI_LETTER.search(text) else _as_thai(text)


def _as_thai(text: str) -> str | None:
    if all(_NUMBER.fullmatch(word) or _is_english(word) for word in text.split()):
        return None
    as_unlocked = text.swapcase()
    for typed in (as_unlocked, text) if text.isupper() else (text, as_unlocked):
        candidate = " ".join(_thai_word(word) for word in typed.split())
        if _is_thai(candidate):
            return candidate
    return None


def _thai_word(word: str) -> str:
    """One word on the Thai layout; numbers (typed on the number pad) and English words stay."""
    if _NUMBER.fullmatch(word):
        return word
    candidate = word.translate(_TO_THAI)
    return word if _NO_THAI.search(candidate) and _is_english(word) else candidate


def _as_english(text: str) -> str | None:
    if re.search("[A-Za-z]", text) or not any(_NO_THAI.search(word) for word in text.split()):
        return None
    candidate = text.translate(_TO_LATIN)
    is_english = all(_NUMBER.fullmatch(word) or _is_english(word) for word in candidate.split())
    return candidate if is_english or _ABBREVIATION.fullmatch(candidate) else None


def _is_thai(candidate: str) -> bool:
    """Whether the Thai words in it are made of possible syllables, with as many signs as Thai has."""
    letters = len(_THAI_LETTER.findall(candidate))
    signs = len(_THAI_SIGN.findall(candidate))
    return letters >= 2 and signs * 6 >= letters and not any(_NO_THAI.search(word) for word in candidate.split())


def _is_english(word: str) -> bool:
    """Whether letters follow each other as in English words; abbreviations need a vowel."""
    word = word.lower()
    if not _ENGLISH_SHAPE.fullmatch(word):
        return False
    return all(
        follower in _FOLLOWERS[letter] for letter, follower in pairwise(word) if letter.isalpha() and follower.isalpha()
    )
