"""People: their cards, what they hold and sign, and what happens when a plan prints no person."""

from __future__ import annotations

import pytest

from bot.answers import HoldersGiven, PersonCard, PersonsGiven
from bot.plan import baht
from bot.questions import Holders, Persons, Scope
from tests.answering.conftest import YEAR, Ask


def _cards(ask: Ask, *officers: str, scope: Scope = Scope()) -> tuple[PersonCard, ...]:  # noqa: B008  # frozen
    given = ask(Persons(officers, ("post", "work"), scope))
    assert isinstance(given, PersonsGiven)
    return given.cards


def _holders(ask: Ask, question: Holders) -> HoldersGiven:
    given = ask(question)
    assert isinstance(given, HoldersGiven)
    return given


def test_a_card_has_posts_once_groups_work_and_its_sum(ask: Ask) -> None:
    (card,) = _cards(ask, "ann")
    assert [post.title for post in card.posts] == ["เสมียน"]
    assert [group.key for group in card.groups] == ["front"]
    assert [row.ref for row in card.rows] == ["1.1", "1.2", "2.2"]
    assert card.total == baht(350)
    assert card.shared == ("1.2", "2.2")


def test_groups_of_the_work_come_behind_those_of_the_posts(ask: Ask) -> None:
    cards = {card.officer.key: [group.key for group in card.groups] for card in _cards(ask, "ben", "cat", "dan")}
    assert cards == {"ben": ["front"], "cat": ["back"], "dan": []}


def test_a_person_without_work_has_an_empty_card(ask: Ask) -> None:
    (card,) = _cards(ask, "dan")
    assert (card.posts, card.rows, card.total, card.shared) == ((), (), 0, ())


def test_a_card_shows_the_work_of_the_time_and_part_asked(ask: Ask) -> None:
    (in_time,) = _cards(ask, "ann", scope=Scope(span=YEAR.quarter(1).span))
    (in_part,) = _cards(ask, "ann", scope=Scope(part=2))
    assert [row.ref for row in in_time.rows] == ["1.1"]
    assert [row.ref for row in in_part.rows] == ["2.2"]


@pytest.mark.parametrize(
    ("officers", "is_same"),
    [(("ann", "ben"), True), (("ann", "cat"), False), (("ann",), None), (("dan", "ann"), False)],
)
def test_posts_are_compared_when_asked(ask: Ask, officers: tuple[str, ...], is_same: bool | None) -> None:
    given = ask(Persons(officers, ("post",), is_compared=True))
    assert isinstance(given, PersonsGiven)
    assert given.is_same is is_same


def test_holders_of_a_post_are_shown_with_their_cards(ask: Ask) -> None:
    given = _holders(ask, Holders(("cat",), post="หัวหน้า"))
    assert [card.officer.key for card in given.cards] == ["cat"]
    assert given.post == "หัวหน้า"


@pytest.mark.parametrize(
    ("role", "officers"),
    [("", ["watcharee", "wilaiwan", "naphaphon"]), ("approver", ["naphaphon"]), ("proposer", ["watcharee"])],
)
def test_those_who_sign_a_sheet_are_shown_by_role(ask_2567: Ask, role: str, officers: list[str]) -> None:
    given = _holders(ask_2567, Holders((), role=role, project="2.1"))
    assert [officer.key for _, officer in given.signatories] == officers


def test_nobody_signs_what_has_no_sheet(ask_2567: Ask) -> None:
    given = _holders(ask_2567, Holders((), project="2.2"))
    assert (given.signatories, given.activity is None) == ((), False)


def test_a_post_may_sign_without_a_name(ask_tiny: Ask) -> None:
    given = _holders(ask_tiny, Holders((), role="approver", project="2.1"))
    ((signed, officer),) = given.signatories
    assert (signed.post, officer.full_name) == ("ผู้อำนวยการ", "")
