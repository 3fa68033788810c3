"""A message as typed, in; folded text, its skeleton with offsets back and its word borders, out.

Three spaces, each made from the one before:
    typed     what arrived
    folded    `fold`: one spelling of each character; every offset in this package counts folded characters
    skeleton  `skeleton`: confused letters made equal, marks and gaps out; misspellings match exactly here
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

MAX_LENGTH = 500
"""Folded characters that are read; no question is longer, and time grows with length."""

_TONES = "่้๊๋"
_SIGNS = "ะัาำิีึืฺุู็่้๊๋์ํ๎"
"""Vowel signs and marks that follow their consonant: no word begins with one."""
_LEADING = "เแโใไ"

_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
# Old Thai fonts put shifted marks into the private use area; text copied out of PDF files still holds them.
_FONT_MARKS = dict(zip(map(chr, range(0xF700, 0xF71B)), "ฐิีึื่้๊๋์่้๊๋์ญัํ็่้๊๋์\u0e38\u0e39\u0e3a", strict=True))
_ALIKE: dict[str, str] = {
    **{chr(ord("๐") + digit): str(digit) for digit in range(10)},
    **{chr(0xFEE0 + code): chr(code) for code in range(0x21, 0x7F)},
    **_FONT_MARKS,
    **dict.fromkeys("‐‑‒–—―−﹘﹣～〜", "-"),
    **dict.fromkeys("\t\n\v\f\r\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000", " "),
    **{chr(code): " " for code in range(0x2000, 0x200B)},
    **dict.fromkeys("‘’‚‛`´", "'"),
    **dict.fromkeys("“”„‟«»", '"'),
    "…": "...",
    "⁄": "/",
}
# A table that knows every usual letter: `translate` raises and swallows an error for each letter that it does not know.
_USUAL = {code: chr(code) for code in (*range(0x20, 0x7F), *range(0x0E01, 0x0E5C))}
_SAME = _USUAL | str.maketrans(_ALIKE)
_UNUSUAL = re.compile('[^ !"-@\\[-_a-~\u0e01-\u0e39\u0e3f-\u0e4e]')
"""What folding may have to change letter by letter; most texts hold none of it."""
_SHORT_E = rf"แ(?=[ก-ฮ][รลว]?[{_TONES}]?[ิีืา])"
_UNTIDY = re.compile(rf" [{_SIGNS}]|[{_LEADING}] |{_SHORT_E}|ํ|[เแ]{{2}}|[{_TONES}][ัิ-ฺ]|([{_SIGNS}])\1|(\D)\2\2|  |^ | $")
_TORN = re.compile(rf" +(?=[{_SIGNS}])|(?<=[{_LEADING}]) +(?=[ก-ฮ])")
"""Spaces where no word can end or begin."""
_SARA_E = re.compile(_SHORT_E)
"""No syllable is written so: it is that of เดือน or เท่า, doubled by a slip."""
_SARA_AM = re.compile(rf"ํ+([{_TONES}]*)า")
_SARA_AE = re.compile("[เแ]{2,}")
_TONE_FIRST = re.compile(rf"([{_TONES}]+)([ัิ-ฺ]+)")
_DOUBLED_SIGN = re.compile(rf"([{_SIGNS}])\1+")
_REPEATED = re.compile(r"(\D)\1{2,}")
_SPACES = re.compile("  +")


def fold(text: str) -> str:
    """One spelling for what looks the same: Thai digits, sara am, zero-width marks, repeats, case, odd spaces.

    Folding twice changes nothing more. Markup stays as it was typed: it is text to us.
    """
    text = text[: 2 * MAX_LENGTH]
    if _UNUSUAL.search(text):
        text = unicodedata.normalize("NFC", _DROPPED.sub("", text).translate(_SAME).lower())
    while _UNTIDY.search(text):
        tidied = _tidy(text)
        if tidied == text:
            break
        text = tidied
    return text[:MAX_LENGTH].rstrip()


def _tidy(text: str) -> str:
    text = _SARA_AM.sub(r"\1ำ", _TORN.sub("", text))
    text = _SARA_E.sub("เ", _SARA_AE.sub("แ", text))
    text = _TONE_FIRST.sub(r"\2\1", text)
    text = _DOUBLED_SIGN.sub(r"\1", text)
    text = _REPEATED.sub(r"\1", text)
    return unicodedata.normalize("NFC", _SPACES.sub(" ", text).strip())


# Confusions of Thai writers. No letter on the right is itself on the left, so the skeleton of a skeleton is itself.
_CONFUSED = {
    "ศษซ": "ส",
    "ณ": "น",
    "ญ": "ย",
    "ฬ": "ล",
    "ธฒฑฐถ": "ท",
    "ฎ": "ด",
    "ฏ": "ต",
    "ภพ": "ผ",
    "ฆขฃฅ": "ค",
    "ฌฉ": "ช",
    "ฝ": "ฟ",
    "ฮ": "ห",
    "ใ": "ไ",
    "ู": "ุ",
    "ี": "ิ",
    "ื": "ึ",
}
_MARK, _GAP = "\x00", "\x01"
_SKELETON = {
    **_USUAL,
    **{code: _GAP for code in range(0x20, 0x80) if not chr(code).isalnum() and chr(code) != "."},
    **{ord(letter): same for letters, same in _CONFUSED.items() for letter in letters},
    **{ord(mark): _MARK for mark in "็่้๊๋์ํฺ๎"},
    **{ord(sign): _GAP for sign in "ฯๆ฿๏๚๛"},
}
_OTHER = re.compile(rf"(?<![0-9])\.|\.(?![0-9])|[^\w{_SIGNS}{_MARK}{_GAP}.]|_")
_PLAIN = re.compile(f"[a-z\u0e01-\u0e39\u0e40-\u0e4e0-9{_MARK}{_GAP}]*")
_RUN = re.compile(r"(\D)\1+")


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A folded text reduced to what survives misspelling, with the way back.

    `positions[i]` and `ends[i]` are the folded offsets of skeleton letter i: from its first character to behind its
    last mark. Punctuation and spaces are out (a dot between digits stays), doubled letters are one.
    """

    folded: str
    text: str
    positions: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, folded: str) -> Skeleton:
        """The skeleton of a folded text."""
        marked = _marked(folded)
        positions: list[int] = []
        ends: list[int] = []
        last = ""
        for index, letter in enumerate(marked):
            if letter == _MARK or (letter == last and not letter.isdecimal()):
                if ends:
                    ends[-1] = index + 1
            elif letter != _GAP:
                positions.append(index)
                ends.append(index + 1)
                last = letter
        return cls(folded, "".join(map(marked.__getitem__, positions)), tuple(positions), tuple(ends))

    def folded_span(self, start: int, end: int) -> tuple[int, int]:
        """The folded offsets of skeleton letters start..end (end excluded, not empty)."""
        return self.positions[start], self.ends[end - 1]


def skeleton(text: str) -> str:
    """The skeleton of a folded text as a bare string; the same text as `Skeleton.of(text).text`."""
    bones = _marked(text).replace(_MARK, "").replace(_GAP, "")
    return _RUN.sub(r"\1", bones) if _RUN.search(bones) else bones


@lru_cache(maxsize=32768)
def bones_of(form: str) -> str:
    """The skeleton of a form of a word list. Kept: lists share forms, and every plan asks for them again."""
    return skeleton(fold(form))


def _marked(folded: str) -> str:
    """The folded text, letter for letter, with confusions resolved and dropped marks and gaps marked as such."""
    marked = folded.translate(_SKELETON)
    return marked if _PLAIN.fullmatch(marked) else _OTHER.sub(_GAP, marked)


_ALIKE_LETTERS = _USUAL | str.maketrans({letter: same for letters, same in _CONFUSED.items() for letter in letters})
_DROPPED_MARKS = frozenset("็่้๊๋์ํฺ๎")


def loose(folded: str) -> tuple[str, list[int]]:
    """The text with marks out and confused letters alike, all else in place, and the folded offset of each letter.

    Between folded and skeleton: numbers, points and spaces still mean something here (10 มิ.ย.67).
    """
    kept = [index for index, letter in enumerate(folded) if letter not in _DROPPED_MARKS]
    return "".join([folded[index] for index in kept]).translate(_ALIKE_LETTERS), kept


_CONSONANT = "[ก-ฮ]"
_TONE = f"[{_TONES}]?"
_HEAD = f"(?:ห[งญณนมยรลว]|{_CONSONANT}[รลว]|{_CONSONANT})"
_FINAL = f"(?:{_CONSONANT}(?![{_SIGNS}]))"
_CLUSTER = re.compile(
    rf"""(?:
      เ{_HEAD}(?:ี{_TONE}ยะ?|ื{_TONE}อะ?|็{_CONSONANT}|ิ{_TONE}{_FINAL}?|{_TONE}(?:าะ?|อะ?|ย(?![{_SIGNS}])|ะ)?)
    | [แโ]{_HEAD}(?:็{_CONSONANT}|{_TONE}ะ?)
    | [ไใ]{_HEAD}{_TONE}
    | {_CONSONANT}ั{_TONE}(?:วะ|{_CONSONANT}[ิุ](?![ก-ฮ]์)|{_FINAL})?
    | {_CONSONANT}(?:็{_CONSONANT}|[ืึ]{_TONE}{_FINAL}?|{_TONE}(?:ำ|าะ?|ะ)|[ิีุู]{_TONE}|รร|{_TONE})
    | [0-9]+(?:\.[0-9]+)*
    | [a-z]+
    | .
    )(?:{_CONSONANT}{{1,2}}?[ิุ]?์)?[{_SIGNS}]*""",
    re.VERBOSE | re.DOTALL,
)


def clusters(folded: str) -> tuple[str, ...]:
    """The parts of a folded text that no word border can cut, in order; together they are the text.

    Thai character clusters with the finals that writing makes certain (ตั้ง, เมื่อ, สิทธิ์), numbers and Latin words.
    No dictionary: a cluster may still be less than a word, never more than one.
    """
    return tuple(_CLUSTER.findall(folded))


@dataclass(frozen=True, slots=True)
class Edges:
    """Where words may begin and end in one skeleton: `starts[i]` and `ends[i]` speak of before letter i; 1 or 0."""

    starts: bytes
    ends: bytes

    def is_word(self, start: int, end: int) -> bool:
        """Whether skeleton letters start..end (end excluded) may be whole words."""
        return bool(self.starts[start] and self.ends[end])


class Borders:
    """Where words may begin or end, so that งบ is not found in แต่งตั้งบุคลากร nor เหลือ in ช่วยเหลือ.

    A border is a border between clusters that no carrier word covers; carriers are the words within which short cues
    stand by accident, handed in from data. They are matched in skeleton space: their misspellings carry too.
    """

    def __init__(self, carriers: Iterable[str]) -> None:
        found = {(bones_of(carrier), _bare_length(fold(carrier))) for carrier in carriers}
        words = [one for one in sorted(found) if len(one[0]) >= 2]
        self._head = min((len(bones) for bones, _ in words if len(bones) < 3), default=3)
        by_head: dict[str, list[tuple[str, int]]] = {}
        for one in words:
            by_head.setdefault(one[0][: self._head], []).append(one)
        self._carriers = {
            head: tuple(sorted(found, key=lambda one: (-len(one[0]), one))) for head, found in by_head.items()
        }

    def of(self, whole: Skeleton) -> Edges:
        """The edges of words in a text."""
        cuts = bytearray(len(whole.folded) + 1)
        cuts[0] = 1
        offset = 0
        for cluster in _CLUSTER.findall(whole.folded):
            offset += len(cluster)
            cuts[offset] = 1
        # One skeleton letter may be two that met (งาน|นิเทศ): a word ends at the first, the next begins at the second.
        starts = bytearray(map(cuts.__getitem__, whole.positions)) + b"\x00"
        ends = bytearray(b"\x00") + bytearray(map(cuts.__getitem__, whole.ends))
        for index, (first, end) in enumerate(zip(whole.positions, whole.ends, strict=True)):
            if end - first > 1:
                starts[index] = 1 in cuts[first:end]
                ends[index + 1] = 1 in cuts[first + 1 : end + 1]
        self._carry(whole, starts, ends)
        return Edges(bytes(starts), bytes(ends))

    def _carry(self, whole: Skeleton, starts: bytearray, ends: bytearray) -> None:
        """Take the edges inside carriers away."""
        heads, bones, size = self._carriers, whole.text, self._head
        for index in range(len(bones) - 1):
            if bones[index : index + size] in heads and (length := self._carried(whole, index)):
                starts[index + 1 : index + length] = bytes(length - 1)
                ends[index + 1 : index + length] = bytes(length - 1)

    def _carried(self, whole: Skeleton, index: int) -> int:
        """The length of the longest carrier that begins at this skeleton letter, 0 for none."""
        for bones, bare_length in self._carriers[whole.text[index : index + self._head]]:
            if whole.text.startswith(bones, index):
                start, end = whole.folded_span(index, index + len(bones))
                # ส่งงบ has the skeleton of สงบ but one letter more: two words that met, not a misspelling.
                if _bare_length(whole.folded[start:end]) == bare_length:
                    return len(bones)
        return 0


_MARKS = re.compile("[็่้๊๋์ํฺ๎]")


def _bare_length(folded: str) -> int:
    return len(_MARKS.sub("", folded))
