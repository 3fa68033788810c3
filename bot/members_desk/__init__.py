"""The conversation of members: commands and presses in, changes of membership and replies out."""

from bot.members_desk.desk import MembersDesk
from bot.members_desk.parts import InvitationLinks, Ports

__all__ = ["InvitationLinks", "MembersDesk", "Ports"]
