"""The holidays of the office's country: those of the library, without the memory of all other countries."""

from __future__ import annotations

import pytest
from holidays import country_holidays

from bot.workdays import public_holidays
from tests.test_imports import modules_after


@pytest.mark.parametrize("year", range(2023, 2031))
def test_they_are_what_the_library_says_of_thailand(year: int) -> None:
    expected = {day: str(name) for day, name in country_holidays("TH", years=year, language="th").items()}
    assert len(expected) > 15
    assert public_holidays(year) == expected


def test_no_other_country_is_imported() -> None:
    found = modules_after("from bot.workdays import public_holidays; assert public_holidays(2024)")
    assert "holidays" in found
    assert not {name for name in found if name.startswith("holidays.countries")}
