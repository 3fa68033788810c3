"""The console script `thamplan`, and `python -m bot`; how the parts fit together is in `bot.wiring`."""

from __future__ import annotations

import gc
import sys

from bot.wiring.parts import run


def main() -> None:
    # A start makes much and drops little: looking for garbage every 700 objects would cost a tenth of it.
    gc.set_threshold(500_000, 20, 20)
    sys.exit(run())


if __name__ == "__main__":
    main()
