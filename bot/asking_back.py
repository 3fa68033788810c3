"""A nonce in; the buttons that confirm or cancel it out, and the sentence for a press that came too late."""

from __future__ import annotations

from bot.pending import Refused, press_code
from bot.reply import Choice, Outcome, Reply
from bot.voice import Voice

YES, NO = "yes", "no"


def confirm_row(desk: str, nonce: str, voice: Voice) -> tuple[Choice, Choice]:
    """[Confirm] [Cancel] for the desk of that letter."""
    return (
        Choice(voice.say("Confirm"), press_code(desk, YES, nonce)),
        Choice(voice.say("Cancel"), press_code(desk, NO, nonce)),
    )


def refused(why: Refused, voice: Voice) -> Reply:
    """What a press is told that has no effect any more."""
    match why:
        case Refused.USED:
            said = voice.say("This has been done already; nothing was changed again{polite}.")
        case Refused.EXPIRED:
            said = voice.say("This button is too old; please begin again{polite}.")
        case Refused.UNKNOWN:
            said = voice.say("This button is not for you, or no longer known; nothing was changed{polite}.")
    return Reply(said, Outcome.CHAT, code=f"press_{why.value}")


def cancelled(voice: Voice) -> Reply:
    return Reply(voice.say("Cancelled; nothing was changed{polite}."), Outcome.CHAT, edits_card=True, code="cancelled")


def settled(voice: Voice) -> Reply:
    """What a no is told that comes after the yes, after another no, or too late: nothing is taken back by it."""
    said = voice.say("This was confirmed or cancelled before, or is too old; this press changed nothing{polite}.")
    return Reply(said, Outcome.CHAT, code="press_settled")
