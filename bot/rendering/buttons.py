"""An answer in; at most four useful next questions as buttons out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from bot import choices
from bot.answers import AgendaGiven, CountGiven, FactsGiven, PersonsGiven, SheetGiven, TextsGiven, TotalGiven, WhichOne
from bot.calendar import Quarter
from bot.plan import Layer, Statement
from bot.questions import Agenda, Breakdown, Facts, Listing, Persons, Question, Scope, Sheet, Slot, Texts, Total
from bot.rendering.rows import CARD
from bot.rendering.statements import layer_name, short_name
from bot.rendering.words import N_, Words, clean
from bot.reply import Choice

MOST = 4
CANDIDATES = 8
"""So many candidates of a question are offered as buttons; the rest stand in the text."""
LABEL = 40
SLOT_LABELS = {
    Slot.WHO: N_("Who is responsible"),
    Slot.WHEN: N_("When"),
    Slot.ALLOCATED: N_("Budget"),
    Slot.WHAT: N_("Details"),
}
Offer = tuple[str, Question]


def make(offers: Iterable[Offer], most: int = MOST) -> tuple[Choice, ...]:
    """Buttons of what fits behind one."""
    made = (Choice(shorten(label), choices.encode(question)) for label, question in offers)
    return tuple(one for one in made if choices.fits_button(one.code))[:most]


def shorten(label: str, limit: int = LABEL) -> str:
    """At most `limit` letters, never cut before a mark that belongs to the letter before it."""
    label = " ".join(clean(label).split())
    if len(label) <= limit:
        return label
    end = limit - 1
    while end > 1 and _is_mark(label[end]):
        end -= 1
    return label[:end].rstrip() + "…"


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter) == "Mn" or letter == "\u0e33"


def after_facts(words: Words, given: FactsGiven, slots: tuple[Slot, ...]) -> tuple[Choice, ...]:
    """The facts of one activity that were not asked for; its sheet."""
    keys = tuple(dict.fromkeys(row.key for row in given.rows))
    if len(keys) > 5:
        return ()
    scope = Scope(keys=keys, is_list=len(keys) > 1)
    offers: list[Offer] = [
        (words.say(SLOT_LABELS[slot]), Facts(scope, (slot,))) for slot in CARD[1:] if slot not in slots
    ]
    if slots != CARD and len(keys) == 1:
        offers.append((words.say(SLOT_LABELS[Slot.WHAT]), Facts(scope, (Slot.WHAT,))))
    if len(keys) == 1 and given.rows[0].activity.sheet is not None:
        offers += _of_sheet(words, given.rows[0].ref, "")
    return make(offers)


def _of_sheet(words: Words, number: str, shown: str) -> list[Offer]:
    offers = {
        "aims": words.say("Aims of {n}", n=number),
        "steps": words.say("Steps of {n}", n=number),
        "indicators": words.say("Indicators of {n}", n=number),
        "evaluation": words.say("Evaluation of {n}", n=number),
    }
    return [(label, Sheet(number, part)) for part, label in offers.items() if part != shown]


def after_sheet(words: Words, given: SheetGiven) -> tuple[Choice, ...]:
    return make(_of_sheet(words, given.activity.number, given.part))


def after_agenda(words: Words, given: AgendaGiven) -> tuple[Choice, ...]:
    """Each of a few activities, or the sum and the people of many."""
    if len(given.rows) <= MOST - 1:
        offers: list[Offer] = [
            (words.say("Details of {n}", n=row.ref), Facts(Scope(keys=(row.key,)), ())) for row in given.rows
        ]
        return make(offers)
    offers = [(words.say("Sum of the budgets"), Total(given.scope))]
    if Slot.WHO not in given.slots and not given.scope.officers:
        offers.append((words.say(SLOT_LABELS[Slot.WHO]), Agenda(given.scope, (Slot.WHO,))))
    return make(offers)


def after_total(words: Words, given: TotalGiven) -> tuple[Choice, ...]:
    offers: list[Offer] = []
    if not given.table and len(given.rows) > 1:
        offers.append((words.say("By quarter"), Total(given.scope, given.slot, "quarter")))
        if not given.scope.officers:
            offers.append((words.say("By person"), Total(given.scope, given.slot, "officer")))
    kinds = {line.kind for line in given.table}
    if len(kinds) > 1:
        offers.append((words.say("Who does what"), Total(Scope(), by="officer")))
        offers.append((layer_name(words, Layer.POLICY), Listing(Layer.POLICY)))
    if kinds == {"group"}:
        offers += _shares(words)
    return make(offers)


def _shares(words: Words) -> list[Offer]:
    """The projects that give money to groups by their sheets."""
    sheets = ((one.number, step) for one in words.view.plan.activities if one.sheet for step in one.sheet.steps)
    numbers = dict.fromkeys(number for number, step in sheets if any(item.group or item.groups for item in step.items))
    return [(words.say("What {n} gives to groups", n=number), Breakdown(number, "item")) for number in numbers]


def after_count(words: Words, given: CountGiven) -> tuple[Choice, ...]:
    return (
        make([(words.say("Sum of the budgets"), Total(given.scope))]) if given.of == "activity" and given.rows else ()
    )


def after_persons(words: Words, given: PersonsGiven, shows_work: bool) -> tuple[Choice, ...]:
    """Work after posts, money after work; and what the person has on now."""
    if len(given.cards) != 1:
        return ()
    card = given.cards[0]
    keys = (card.officer.key,)
    offers: list[Offer] = []
    if not shows_work:
        offers.append((words.say("Work in the plan"), Persons(keys, ("work",))))
    if "post" not in given.question.slots:
        offers.append((words.say("Post"), Persons(keys, ("post",))))
    if card.rows:
        offers.append((words.say("By quarter"), Total(Scope(officers=keys), by="quarter")))
    return make(offers)


def after_texts(words: Words, given: TextsGiven) -> tuple[Choice, ...]:
    """The layers that stand below or are tied to a single statement."""
    if len(given.statements) != 1:
        return ()
    one = given.statements[0]
    shown = {other.layer for other in (*given.children[0], *given.related[0])}
    below = words.view.plan.children_of.get(one.key, ())
    layers = dict.fromkeys(other.layer for other in below if other.layer not in shown)
    offers: list[Offer] = [(_below_label(words, one, layer), Listing(layer, one.key)) for layer in layers]
    if given.parents[0] is not None:
        offers.append((short_name(words, given.parents[0]), Texts((given.parents[0].key,))))
    return make(offers)


def _below_label(words: Words, one: Statement, layer: Layer) -> str:
    return words.say("Items below") if layer is one.layer else layer_name(words, layer)


def to_choose(words: Words, given: WhichOne) -> tuple[Choice, ...]:
    """A button for each candidate; what all titles begin with alike is left out of the labels."""
    titles = [clean(row.title) for row in given.rows]
    skip = _alike(titles)
    offers: list[Offer] = [
        (f"{row.ref} {_from(title, skip)}", Facts(Scope(keys=(row.key,)), given.slots))
        for row, title in zip(given.rows, titles, strict=True)
    ]
    offers += [(f"{short_name(words, one)} {clean(one.text)}", Texts((one.key,))) for one in given.statements]
    offers += [(one.full_name, Persons((one.key,), ("post", "work"))) for one in given.officers]
    return make(offers, CANDIDATES)


def _alike(titles: list[str]) -> int:
    """How many letters all titles share at their beginning, when there are at least two titles."""
    if len(titles) < 2:
        return 0
    count = 0
    for letters in zip(*titles, strict=False):
        if len(set(letters)) > 1:
            break
        count += 1
    return count if count > LABEL // 2 else 0


def _from(title: str, skip: int) -> str:
    while 0 < skip < len(title) and _is_mark(title[skip]):
        skip -= 1
    return ("…" if skip else "") + title[skip:]


def to_look_around(words: Words) -> tuple[Choice, ...]:
    """Where to start: this quarter when the plan is of this year, its first quarter else; and the whole sum."""
    plan = words.view.plan
    quarter = Quarter.containing(words.view.today)
    shown = quarter if quarter.year == plan.year else plan.year.quarter(1)
    return make(
        [
            (
                words.say("Quarter {n} of {year}", n=shown.number, year=shown.year.number),
                Agenda(Scope(span=shown.span)),
            ),
            (words.say("Sum of the budgets"), Total(Scope())),
            (words.say("Who does what"), Total(Scope(), by="officer")),
        ]
    )
