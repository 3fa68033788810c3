"""Kills: the bot dies again and again, and a counted receiver says what was lost and what came twice."""
