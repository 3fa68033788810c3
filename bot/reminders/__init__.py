"""Reminders: plan, meetings, members and a moment in; what is due, for whom, in which words, out.

`kinds` holds the values, `schedule` what is due when, `receivers` who gets it, `rounds` the tick that does it.
"""
