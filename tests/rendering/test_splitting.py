"""Long answers are cut at the ends of items, and nothing is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.plan import Layer
from bot.questions import Agenda, Facts, Listing, Scope, Slot
from bot.rendering.splitting import LIMIT, split
from tests.rendering.conftest import Ask

letters = st.text(alphabet="กขค abc\n", max_size=400)


@given(st.lists(letters, max_size=30))
def test_no_page_is_above_the_limit_and_no_letter_is_lost(blocks: list[str]) -> None:
    pages = split(blocks, limit=100)
    assert all(len(page) <= 100 for page in pages)
    assert "".join("".join(pages).split()) == "".join("".join(blocks).split())


def test_blocks_that_fit_stay_whole() -> None:
    assert split(["a" * 60, "b" * 60, "c" * 30], limit=100) == ("a" * 60, "b" * 60 + "\n" + "c" * 30)


def test_a_long_answer_is_several_replies_cut_between_items(ask: Ask) -> None:
    replies = ask(Agenda(Scope(), (Slot.WHO, Slot.ALLOCATED)))
    assert len(replies) > 1
    assert all(len(reply.text) <= LIMIT for reply in replies)
    assert all(reply.text.splitlines()[0].startswith("• ") for reply in replies[1:])
    assert [bool(reply.choices) for reply in replies] == [False] * (len(replies) - 1) + [True]
    assert len({reply.refs for reply in replies}) == 1


def test_every_layer_of_the_plan_can_be_sent(ask: Ask) -> None:
    for layer in Layer:
        assert all(0 < len(reply.text) <= LIMIT for reply in ask(Listing(layer)))


def test_every_activity_can_be_sent_whole(ask: Ask) -> None:
    for number in ("1.1", "2.1", "2.3"):
        assert all(0 < len(reply.text) <= LIMIT for reply in ask(Facts(Scope(keys=(number,)), ())))
