"""`make bench`: every benchmark one after the other, each in a process of its own, figures printed."""

from __future__ import annotations

import subprocess
import sys

BENCHES = ("understanding", "linkers", "database", "door", "start")


def main() -> int:
    failed = 0
    for name in BENCHES:
        sys.stdout.write(f"\n== {name}\n")
        sys.stdout.flush()
        failed += subprocess.run([sys.executable, "-m", f"tests.bench.{name}"], check=False).returncode != 0
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
