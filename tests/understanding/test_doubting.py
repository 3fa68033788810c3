"""What could not be read is asked about when it may change the question; a fact about what is named is given."""

from __future__ import annotations

import pytest

from bot.questions import Facts, Unclear
from tests.understanding.asking import real


@pytest.mark.parametrize(
    "messages",
    [
        ("1.4 ใครดูแล", "แล้ว ฆฌฏฐ ล่ะคะ งบเท่าไร"),
        ("ไตรมาส 2 ฆฌฏฐ มีกิจกรรมอะไรบ้าง",),
    ],
)
def test_letters_that_may_change_what_is_asked_are_asked_about(messages: tuple[str, ...]) -> None:
    assert isinstance(real().ask(*messages), Unclear)


@pytest.mark.parametrize("text", ["1.4 ฆฌฏฐ ใครดูแล", "ฆฌฏฐ ประชุมกลั่นกรองการย้ายครู ใครดูแล"])
def test_a_fact_about_what_is_named_is_given(text: str) -> None:
    assert isinstance(real().ask(text), Facts)
