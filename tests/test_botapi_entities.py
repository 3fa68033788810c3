"""In: texts with Telegram's HTML. Out: what is shown, or the words of the refusal."""

from __future__ import annotations

import pytest

from tests.botapi.entities import parse_html, utf16_length
from tests.botapi.errors import RefusedError


@pytest.mark.parametrize(
    ("text", "shown", "entities"),
    [
        ("plain", "plain", []),
        ("งบ <b>10</b> บาท", "งบ 10 บาท", [("bold", 3, 2)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("1 &lt; 2 &amp; 3 & 4", "1 < 2 & 3 & 4", []),
        ("😀<code>x</code>", "😀x", [("code", 2, 1)]),
        ('<span class="tg-spoiler">s</span>', "s", [("spoiler", 0, 1)]),
        ("<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", 0, 1)]),
        ("<b></b>x", "x", []),
    ],
)
def test_marked_up_text_is_split(text: str, shown: str, entities: list[tuple[str, int, int]]) -> None:
    plain, found = parse_html(text)
    assert plain == shown
    assert [(each["type"], each["offset"], each["length"]) for each in found] == entities


def test_a_link_carries_its_address() -> None:
    assert parse_html('<a href="https://example.org/?a=1">here</a>')[1][0]["url"] == "https://example.org/?a=1"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("งบ <x>", 'Unsupported start tag "x" at byte offset 7'),
        ("a < b", "Unclosed start tag at byte offset 2"),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_a_mistake_is_refused_in_telegrams_words(text: str, why: str) -> None:
    with pytest.raises(RefusedError) as refused:
        parse_html(text)
    assert refused.value.description == f"Bad Request: can't parse entities: {why}"


def test_length_is_counted_in_utf16_units() -> None:
    assert utf16_length("ก็😀a") == 5
