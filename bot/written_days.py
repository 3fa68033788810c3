"""Days and moments in; how people write them out: Buddhist years in Thai, Christian years in English."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache

from bot.calendar import BANGKOK, BUDDHIST_ERA_OFFSET


def day_name(day: date, language: str) -> str:
    """1 ต.ค. 2569, 1 Oct 2026."""
    year = day.year + (BUDDHIST_ERA_OFFSET if language == "th" else 0)
    return f"{day.day} {_months(language)[day.month]} {year}"


def moment_name(moment: datetime, language: str) -> str:
    """The day and the hour in Bangkok."""
    local = moment.astimezone(BANGKOK)
    return f"{day_name(local.date(), language)} {local:%H:%M}"


@cache
def _months(language: str) -> dict[int, str]:
    from babel import Locale  # not at the start of every process

    return {number: str(name) for number, name in Locale.parse(language).months["format"]["abbreviated"].items()}
