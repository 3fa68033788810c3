"""Two Thai names, in; how far apart they are in writing and whether they sound alike, out."""

from __future__ import annotations

import re

from bot.understanding.text import fold, skeleton

# Consonants that begin a syllable with one sound, after the skeleton made confused letters equal.
_FIRST = str.maketrans({"ช": "จ", "ต": "ท", "ด": "ท", "ย": "น", "ล": "ร", "ป": "บ", "ค": "ก", "ฟ": "ผ"})
# Consonants that end a syllable with one sound: ล ร ย น | จ ช ส ด ต ท | บ ป ผ ฟ | ก ค.
_LATER = str.maketrans(
    {**dict.fromkeys("ลรย", "น"), **dict.fromkeys("จชสดต", "ท"), **dict.fromkeys("ปผฟ", "บ"), "ค": "ก"}
)
_SILENT = re.compile("[ก-ฮ][ิุ]?์")
_VOWELS = re.compile("[ะัาำิึุเแโไๅอ]")
_RUN = re.compile(r"(.)\1+")


def sound_key(name: str) -> str:
    """A key that is equal for names that sound alike: silent letters and vowels out, like-sounding consonants one.

    In the manner of the Thai Soundex of Lorchirachoonkul (1982): the first consonant by its sound as an initial, the
    later ones by their sound as finals, because writing does not show where a syllable ends.
    """
    bones = _VOWELS.sub("", skeleton(_SILENT.sub("", fold(name))))
    return _RUN.sub(r"\1", bones[:1].translate(_FIRST) + bones[1:].translate(_LATER))


def edits(one: str, other: str, most: int) -> int:
    """Letters to drop, add, change or swap to make one skeleton the other; `most` + 1 when there are more."""
    from rapidfuzz.distance import OSA  # not at the start of every process

    return OSA.distance(one, other, score_cutoff=most)


def allowed_edits(length: int) -> int:
    """How many slips a name or word of this many skeleton letters may hold."""
    return 0 if length <= 3 else 1 if length <= 6 else 2 if length <= 10 else 3
