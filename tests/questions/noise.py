"""A seed, in; texts that nobody would write on purpose, out: random letters of many scripts, and mutated questions."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

THAI = "".join(map(chr, (*range(0x0E01, 0x0E3B), *range(0x0E40, 0x0E5C))))
_PIECES = (
    "ไตรมาส ใคร งบ เท่าไหร่ 1.8 ข้อ นโยบายที่ 2567 67 ก.ค.ศ. 38ค.(2) ย้าย ครู ผอ. แล้ว ล่ะ กับ ม.ค. - ถึง วันที่ 31 ๑ บาท"
    " ร้อยละ ที่ ใช่ไหม ไม่ กี่ มากกว่า เดือนหน้า 1.1.1 999999999999 0 กลุ่ม"
)
PIECES = tuple(_PIECES.split())
ALPHABETS: tuple[Sequence[str], ...] = (
    THAI,
    THAI + "  ",
    "abcdefghijklmnopqrstuvwxyz ABC.,-/()\"'*_`[]{}<>&;%$#@!?0123456789",
    "0123456789๐๑๒๓๔๕๖๗๘๙.,/-() ",
    "ะัาำิีึืฺุู็่้๊๋์ํ๎เแโใไๆฯ",
    [chr(code) for code in range(0x20)] + ["\x7f", "\u200b", "\u202e", "\ufeff", "\ud7ff", "\ue000", "\U0010ffff"],
    ["😀", "👨‍👩‍👧", "字", "ال", "Ω", "ก", "é", "e\u0301", "ß", "İ", "\u0e4d\u0e32", "ﬁ", "①", "½", "٣", "৩"],
    PIECES,
    [f"{piece} " for piece in PIECES],
)


def random_texts(count: int, seed: int) -> Iterator[str]:
    """So many random texts: mostly as long as a question, now and then empty or very long."""
    chance = random.Random(seed)
    for number in range(count):
        alphabet = chance.choice(ALPHABETS)
        length = chance.choice((10_000, 600)) if number % 500 == 499 else chance.randint(0, chance.choice((8, 40, 120)))
        if len(alphabet[0].strip()) > 1 and number % 20:  # whole words: seldom more than a message has
            length //= 5
        yield "".join(chance.choices(alphabet, k=length))


def mutated(texts: Sequence[str], count: int, seed: int) -> Iterator[str]:
    """So many real questions, each torn: stretches dropped, repeated, moved, joined to another, letters replaced."""
    chance = random.Random(seed)
    for _ in range(count):
        text = chance.choice(texts)
        for _ in range(chance.randint(1, 4)):
            text = _torn(text, chance.choice(texts), chance)
        yield text


def _torn(text: str, other: str, chance: random.Random) -> str:
    start, end = sorted((chance.randint(0, len(text)), chance.randint(0, len(text))))
    match chance.randrange(6):
        case 0:
            return text[:start] + text[end:]
        case 1:
            return text[:end] + text[start:end] * chance.randint(1, 5) + text[end:]
        case 2:
            return text[end:] + text[:start] + text[start:end]
        case 3:
            return text[:start] + other[: chance.randint(0, len(other))] + text[start:]
        case 4:
            return text[:start] + "".join(chance.choices(chance.choice(ALPHABETS), k=3)) + text[start:]
        case _:
            return "".join(letter for letter in text if chance.random() > 0.15)
