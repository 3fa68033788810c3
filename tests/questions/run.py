"""Every question set through the whole line, in; the figures beside their bars, out.

    python -m tests.questions.run [--failures] [--only NAME …] [--update-misses]

Names: sample, own_a, …, held_i, linking, times, words. Exit code 1 when a bar is missed.
--update-misses writes known_misses.txt anew; look at what it adds: the list should only shrink.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import partial

from bot.calendar import FiscalYear
from bot.understanding.text import fold
from bot.understanding.times import TimeReader, read_time_words
from tests.questions import own_words, whole
from tests.questions.line import HERE, OWN, WORDS, Line, line_2567, say
from tests.questions.sets import SAMPLE_BAR, Verdict, known_misses, run_own, run_set, surprises, write_misses

TIMES_DAY = date(2024, 2, 15)
"""The day on which times.tsv is asked."""


def _report(name: str, verdicts: list[Verdict], bar: str, is_told: bool) -> None:
    right = Counter(one.asked["kind"] for one in verdicts if one.is_right)
    every = Counter(one.asked["kind"] for one in verdicts)
    wrong = [one for one in verdicts if one.is_wrong_fact]
    total = sum(right.values())
    say([f"{name}: {total}/{len(verdicts)} = {total / len(verdicts):.1%}, wrong definite answers {len(wrong)} ({bar})"])
    say(["  " + ", ".join(f"{kind} {right[kind]}/{every[kind]}" for kind in sorted(every))])
    say(str(one) for one in verdicts if is_told and not one.is_right)


def _sample(line: Line, is_told: bool) -> bool:
    verdicts = run_set(line, "sample")
    _report("sample", verdicts, f"bars: {SAMPLE_BAR} right, none wrong", is_told)
    right = sum(one.is_right for one in verdicts)
    return right >= SAMPLE_BAR and not any(one.is_wrong_fact for one in verdicts)


def _own(name: str, line: Line, is_told: bool) -> bool:
    verdicts = run_set(line, name)
    known = known_misses()
    _report(name, verdicts, f"{sum(one.id in known for one in verdicts)} known misses", is_told)
    found = surprises(verdicts, known)
    say(f"  {id_}: {why}" for id_, why in found.items())
    return not found


def _held(line: Line, is_told: bool) -> bool:
    """What questions give that were kept aside while rules were made: an estimate of what unseen ones would."""
    _report("held_i", run_set(line, "held_i"), "no bar: kept aside", is_told)
    return True


def _linking(line: Line, is_told: bool) -> bool:
    linked = whole.run_linking(line)
    say(whole.report(linked, is_told))
    return linked.reaches_bars


def _times(line: Line, is_told: bool) -> bool:
    reader = TimeReader(read_time_words(WORDS / "times.yaml"))
    lines = (HERE / "times.tsv").read_text(encoding="utf-8").splitlines()
    table = [one.split("\t") for one in lines if not one.startswith(("#", "expression"))]
    wrong = [cells for cells in table if _read(reader, cells[0]) != cells[1:3]]
    say([f"times.tsv: {len(table) - len(wrong)}/{len(table)} (bar: all 109)"])
    say(f"  {cells[0]} → {_read(reader, cells[0])}, not {cells[1:3]}" for cells in wrong)
    return not wrong and len(table) == 109


def _read(reader: TimeReader, text: str) -> list[str]:
    spans = [one.span for one in reader.read_times(fold(text), TIMES_DAY, FiscalYear.containing(TIMES_DAY))]
    starts, ends = ",".join(str(one.start_on) for one in spans), ",".join(str(one.end_on) for one in spans)
    return [starts or "-", ends or "-"]


def _words(line: Line, is_told: bool) -> bool:
    asked = own_words.run(line)
    missed = [one for one in asked if not one.is_right]
    say([f"own_words.tsv: {len(asked) - len(missed)}/{len(asked)}"])
    say(f"  {one}" for one in missed if is_told)
    found = surprises(asked, known_misses())
    say(f"  {id_}: {why}" for id_, why in found.items())
    return not found


BARS: dict[str, Callable[[Line, bool], bool]] = {
    "sample": _sample,
    **{name: partial(_own, name) for name in OWN},
    "held_i": _held,
    "linking": _linking,
    "times": _times,
    "words": _words,
}


def main() -> int:
    """Print the figures; 1 when a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--failures", action="store_true", help="print every miss with its reasons")
    parser.add_argument("--only", nargs="+", choices=BARS, default=list(BARS), help="run only these")
    parser.add_argument("--update-misses", action="store_true", help="write known_misses.txt anew")
    args = parser.parse_args()
    line = line_2567()
    if args.update_misses:
        before = known_misses()
        count = write_misses(run_own(line))
        new = sorted(known_misses() - before)
        say([f"{count} known misses ({len(before)} before); new on the list: {' '.join(new) or 'none'}"])
        return 0
    reached = [BARS[name](line, args.failures) for name in args.only]
    say(["all bars reached" if all(reached) else "NOT all bars reached"])
    return 0 if all(reached) else 1


if __name__ == "__main__":
    sys.exit(main())
