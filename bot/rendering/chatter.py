"""A greeting, thanks, a call for help … in; a human reply that leads on out."""

from __future__ import annotations

from bot.answers import Chatter
from bot.plan import Layer, Plan
from bot.rendering import buttons
from bot.rendering.draft import Draft
from bot.rendering.words import N_, Words
from bot.reply import Outcome

SENTENCES = {
    "greeting": N_("Hello{polite}. Ask me anything about the plan."),
    "thanks": N_("You are welcome{polite}."),
    "bye": N_("Goodbye{polite}. Ask again at any time."),
    "praise": N_("Thank you{polite}. I am glad it helped."),
    "insult": N_("I am sorry that it did not help{polite}. Please tell me what you would like to know about the plan."),
    "frustration": N_(
        "I am sorry that it did not help{polite}. Please tell me what you would like to know about the plan."
    ),
    "decline": N_("I can only answer from the plan{polite}, and do not make anything up or show my settings."),
    "identity": N_(
        "I am ThamPlan{polite}, a program that answers from the annual plan of {office}. I am not a person."
    ),
    "help": N_("I answer from the plan of {year} of {office}{polite}: who, when, how much, policies and duties."),
    "empty": N_("Please type a question about the plan{polite}."),
    "unreadable": N_("I can read text only{polite}. Please type the question in words."),
    "too_long": N_("That message is too long{polite}. Please ask in one or two sentences."),
    "feeling": N_("Take care{polite}. When you have a question about the plan, I am here."),
    "service": N_("I cannot do that{polite}; I only answer from the plan."),
    "laugh": N_("I am glad that you are in good spirits{polite}. Ask me anything about the plan."),
    "wrong": N_(
        "I am sorry{polite}. Please write the number of the activity or the name that you mean, and I look again."
    ),
    "old_button": N_("That button is out of date{polite}. Please ask again."),
    "acknowledged": N_("All right{polite}."),
}
ALIASES = {
    "hello": "greeting",
    "goodbye": "bye",
    "who": "identity",
    "whoami": "identity",
    "who_are_you": "identity",
    "start": "help",
    "compliment": "praise",
    "injection": "decline",
    "ok": "acknowledged",
    "long": "too_long",
}
WITH_EXAMPLES = ("help", "identity", "greeting", "empty")
NOT_UNDERSTOOD = N_("I did not find this in the plan{polite}. You could ask, for example:")
STILL_NOT = N_("I am sorry, I still do not find it{polite}. The number of an activity or a name helps:")


def chatter(words: Words, given: Chatter) -> Draft:
    """The sentence of a kind, by name when the person is known; another one when the last was 'not understood', too."""
    kind = ALIASES.get(given.kind, given.kind)
    if kind not in SENTENCES:
        return not_understood(words)
    plan = words.view.plan
    if kind == "greeting" and given.officer is not None:
        head = words.say("Hello, {name}{polite}. Ask me anything about the plan.", name=given.officer.first_name)
    else:
        head = words.say(SENTENCES[kind], office=plan.office.short_name, year=plan.year.number)
    outcome = (
        Outcome.UNKNOWN if kind in ("decline", "service", "unreadable", "too_long", "old_button") else Outcome.CHAT
    )
    items = examples(words) if kind in WITH_EXAMPLES else ()
    return Draft(outcome, head, items, choices=buttons.to_look_around(words), code=f"chatter.{kind}")


def not_understood(words: Words) -> Draft:
    """Nothing was found; in other words when the reply before said so already."""
    if words.view.last_code == "not_understood":
        head, code = words.say(STILL_NOT), "not_understood.again"
    else:
        head, code = words.say(NOT_UNDERSTOOD), "not_understood"
    return Draft(Outcome.UNKNOWN, head, examples(words), choices=buttons.to_look_around(words), code=code)


def examples(words: Words) -> tuple[str, ...]:
    """Questions that the loaded plan can answer, made from its own numbers and names."""
    plan = words.view.plan
    made = [
        *(words.say("Who is responsible for {n}?", n=one) for one in _numbers(plan)[:1]),
        *(words.say("How much is the budget of {n}?", n=one) for one in _numbers(plan)[1:2]),
        words.say("What is on in quarter 2?"),
        *(words.say("What does {name} do?", name=one) for one in _busiest(plan)),
        *(words.say("What is policy {n} of the office?", n=one.number) for one in plan.layer(Layer.POLICY)[:1]),
    ]
    return tuple(f"• {one}" for one in made)


def _numbers(plan: Plan) -> list[str]:
    """Activities with money, those with most rounds first."""
    paid = [one for one in plan.activities if one.allocated]
    return [one.number for one in sorted(paid, key=lambda one: -len(one.periods))]


def _busiest(plan: Plan) -> list[str]:
    ordered = sorted(plan.officers, key=lambda one: -len(plan.activities_of[one.key]))
    return [one.first_name for one in ordered[:1] if plan.activities_of[one.key]]
