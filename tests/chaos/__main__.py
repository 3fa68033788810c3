"""`make chaos`: a thousand kills of the Telegram door on each database, figures printed.

PostgreSQL is the server that THAMPLAN_TEST_POSTGRES names. Each run has a database of its own: what an earlier one left
would be taken for effects of this one.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.chaos.kills import Run
from tests.conftest import POSTGRES, Postgres


def main() -> None:
    parser = argparse.ArgumentParser(description="Kill the Telegram door again and again")
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", choices=("sqlite", "postgresql"), help="one of the two databases")
    asked = parser.parse_args()
    kinds = [asked.only] if asked.only else ["sqlite", *(["postgresql"] if os.environ.get(POSTGRES) else [])]
    for kind in kinds:
        with tempfile.TemporaryDirectory() as folder, blank(kind, Path(folder)) as url:
            figures = Run(url, Path(folder), asked.kills, asked.seed).run()
            sys.stdout.write(f"{kind}: {figures}\n")
            sys.stdout.flush()


@contextmanager
def blank(kind: str, folder: Path) -> Iterator[str]:
    """The address of a database in which nothing is."""
    if kind == "sqlite":
        yield f"sqlite:///{folder}/chaos.db"
        return
    server = Postgres(os.environ[POSTGRES])
    try:
        yield server.blank().render_as_string(hide_password=False)
    finally:
        server.close()


if __name__ == "__main__":
    main()
