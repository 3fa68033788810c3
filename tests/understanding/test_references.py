"""Numbers name items of the plan; amounts, dates and counts do not."""

from __future__ import annotations

import pytest

from bot.understanding.documents import PlanIndex
from bot.understanding.references import Reference, read_references


def read(index: PlanIndex, text: str) -> tuple[Reference, ...]:
    return read_references(index, index.read(text))


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("งบ 1.4 เท่าไร", ["1.4"]),
        ("ข้อ ๑.๑๔ ใคร", ["1.14"]),
        ("1.8ใครรับผิดชอบ", ["1.8"]),
        ("1.9-1.12 ใครดูแล", ["1.9", "1.10", "1.11", "1.12"]),
        ("ตั้งแต่ 1.4 ถึง 1.6", ["1.4", "1.5", "1.6"]),
        ("1.16 กับ 1.17 งบเท่ากันไหม", ["1.16", "1.17"]),
        ("โครงการ 2.1 กิจกรรมที่ 3", ["2.1/3"]),
        ("กิจกรรมที่ 3 ของโครงการ 2.1", ["2.1/3"]),
        ("นโยบายที่ 7 ของเขต", ["P7"]),
        ("นโยบายที่ 2 ของ สพฐ.", ["B2"]),
        ("นโยบายที่ 2 ของกระทรวง", ["M2"]),
        ("นโยบายที่ 5 ด้านทรัพยากรบุคคล", ["H5"]),
        ("จุดเน้นที่ 8", ["F8"]),
        ("จุดเน้นข้อ 12 เขียนไว้ยังไง", ["F12"]),
        ("จุดเน้นที่ 3-5", ["F3", "F4", "F5"]),
        ("กลยุทธ์ที่ 4", ["S4"]),
        ("เป้าประสงค์ข้อ 9", ["G9"]),
        ("ด้านที่ 5", ["H5"]),
        ("ตัวชี้วัดที่ 2 ของนโยบายที่ 7", ["P7.I2"]),
        ("นโยบายที่ 7 แนวทางข้อ 3", ["P7.L3"]),
        ("มาตรา 37", ["A.nea.37", "A.moe.37"]),
        ("พันธกิจข้อ 3", ["N3", "HN3"]),
    ],
)
def test_a_number_names_its_item(index: PlanIndex, text: str, keys: list[str]) -> None:
    assert [key for reference in read(index, text) for key in reference.keys] == keys


@pytest.mark.parametrize(
    "text",
    [
        "วันที่ 10 มิ.ย.", "ไม่ถึง 2,000 บาท", "0.5 ขั้น", "ครั้งที่ 2", "เลื่อนเงินเดือน 38 ค. 2", "10/6/67", "9.30 น.",
        "ปี 2567 ไตรมาส 3", "1 ต.ค. 66 ถึง 31 มี.ค. 67", "มาตรา 38 ค.(2)", "ประชุม 2 ครั้ง", "14,200", "",
    ],
)  # fmt: skip
def test_other_numbers_name_nothing(index: PlanIndex, text: str) -> None:
    assert read(index, text) == ()


@pytest.mark.parametrize(
    ("text", "what", "count"),
    [
        ("กิจกรรม 1.25 คืออะไร", "activity", 18),
        ("นโยบายที่ 12 ของเขต", "policy", 11),
        ("จุดเน้นที่ 14", "focus", 13),
    ],
)
def test_a_number_that_is_not_there_says_how_many_there_are(index: PlanIndex, text: str, what: str, count: int) -> None:
    (reference,) = read(index, text)
    assert (reference.exists, reference.what, reference.count) == (False, what, count)


def test_a_policy_number_without_its_layer_means_the_offices_own_first(index: PlanIndex) -> None:
    (reference,) = read(index, "นโยบายที่ 5 ว่ายังไง")
    assert reference.keys[:2] == ("P5", "H5")


def test_a_number_alone_is_open(index: PlanIndex) -> None:
    (reference,) = read(index, "ข้อ 4 ล่ะ")
    assert (reference.what, reference.number, reference.keys, reference.exists) == ("", "4", (), True)
