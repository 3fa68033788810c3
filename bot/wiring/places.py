"""Where the files of the house lie, and what its messenger is called in the tables."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
"""The folder that holds bot/, data/ and locales/: the checkout, or where the wheel was installed."""
WORDS = ROOT / "locales" / "words" / "th"
PLANS = ROOT / "data" / "plans"
TELEGRAM = "telegram"
