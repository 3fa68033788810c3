"""The code of an invitation in; the link that opens the bot with it out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class InvitationLinks:
    """Makes links of codes; the door tells the bot's name when it knows it."""

    bot_name: str = ""

    def link(self, secret: str) -> str:
        """`https://t.me/<bot>?start=<code>`; before the name is known, what to write to the bot."""
        return f"https://t.me/{self.bot_name}?start={secret}" if self.bot_name else f"/start {secret}"
