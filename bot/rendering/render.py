"""Answer → Replies: each kind to its own module; a new kind does not type-check until it is here."""

from __future__ import annotations

from typing import assert_never

from bot.answers import (
    AgendaGiven,
    Answer,
    BeyondPlan,
    BreakdownGiven,
    Chatter,
    ComparisonGiven,
    CountGiven,
    DutiesGiven,
    FactsGiven,
    HoldersGiven,
    ListingGiven,
    NoPlanOf,
    NothingThere,
    PersonsGiven,
    RankGiven,
    SeveralGiven,
    SheetGiven,
    SingleAnswer,
    TextsGiven,
    TodayGiven,
    TotalGiven,
    WhichOne,
)
from bot.rendering import agendas, buttons, chatter, comparing, facts, notes, persons, sheets, sums, texts, unknowns
from bot.rendering.draft import Draft
from bot.rendering.splitting import split
from bot.rendering.view import View
from bot.rendering.words import Words
from bot.reply import Choice, Outcome, Reply

BEST_FIRST = (Outcome.ANSWER, Outcome.CLARIFY, Outcome.UNKNOWN, Outcome.CHAT)


def render(answer: Answer, view: View) -> tuple[Reply, ...]:
    """The messages that say an answer; buttons hang under the last."""
    words = Words(view)
    singles = answer.answers if isinstance(answer, SeveralGiven) else (answer,)
    drafts = tuple(_draft(words, one) for one in singles)
    blocks = [line for line in notes.first_lines(words, drafts) if line]
    for draft in drafts:
        blocks += ["", *draft.blocks()] if blocks else draft.blocks()
    return _replies(split(blocks), drafts, notes.other_readings(words))


def _replies(pages: tuple[str, ...], drafts: tuple[Draft, ...], readings: tuple[Choice, ...]) -> tuple[Reply, ...]:
    offered = (*readings, *(one for draft in drafts for one in draft.choices))
    limit = buttons.CANDIDATES if any(draft.outcome is Outcome.CLARIFY for draft in drafts) else buttons.MOST
    rows = tuple((one,) for one in dict.fromkeys(offered))[:limit]
    outcomes = {draft.outcome for draft in drafts}
    last = len(pages) - 1
    return tuple(
        Reply(
            text,
            next((one for one in BEST_FIRST if one in outcomes), Outcome.CHAT),
            rows if index == last else (),
            tuple(dict.fromkeys(ref for draft in drafts for ref in draft.refs)),
            tuple(dict.fromkeys(code for draft in drafts for code in draft.policies)),
            code=next((draft.code for draft in drafts if draft.code), ""),
        )
        for index, text in enumerate(pages)
    )


def _draft(words: Words, answer: SingleAnswer) -> Draft:
    match answer:
        case (
            FactsGiven()
            | AgendaGiven()
            | TotalGiven()
            | CountGiven()
            | RankGiven()
            | ComparisonGiven()
            | BreakdownGiven()
        ):
            return _of_activities(words, answer)
        case PersonsGiven():
            return persons.persons(words, answer)
        case HoldersGiven():
            return persons.holders(words, answer)
        case SheetGiven() | TextsGiven() | ListingGiven() | DutiesGiven():
            return _of_texts(words, answer)
        case TodayGiven() | NothingThere() | BeyondPlan() | WhichOne() | NoPlanOf():
            return _of_unknowns(words, answer)
        case Chatter():
            return chatter.chatter(words, answer)
    assert_never(answer)


def _of_activities(
    words: Words,
    answer: FactsGiven | AgendaGiven | TotalGiven | CountGiven | RankGiven | ComparisonGiven | BreakdownGiven,
) -> Draft:
    match answer:
        case FactsGiven():
            return facts.facts(words, answer)
        case AgendaGiven():
            return agendas.agenda(words, answer)
        case TotalGiven():
            return sums.total(words, answer)
        case CountGiven():
            return sums.count(words, answer)
        case RankGiven():
            return sums.rank(words, answer)
        case ComparisonGiven():
            return comparing.comparison(words, answer)
        case BreakdownGiven():
            return sums.breakdown(words, answer)
    assert_never(answer)


def _of_texts(words: Words, answer: SheetGiven | TextsGiven | ListingGiven | DutiesGiven) -> Draft:
    match answer:
        case SheetGiven():
            return sheets.sheet(words, answer)
        case TextsGiven():
            return texts.texts(words, answer)
        case ListingGiven():
            return texts.listing(words, answer)
        case DutiesGiven():
            return texts.duties(words, answer)
    assert_never(answer)


def _of_unknowns(words: Words, answer: TodayGiven | NothingThere | BeyondPlan | WhichOne | NoPlanOf) -> Draft:
    match answer:
        case TodayGiven():
            return unknowns.today(words, answer)
        case NothingThere():
            return unknowns.nothing_there(words, answer)
        case BeyondPlan():
            return unknowns.beyond(words, answer)
        case WhichOne():
            return unknowns.which_one(words, answer)
        case NoPlanOf():
            return unknowns.no_plan_of(words, answer)
    assert_never(answer)
