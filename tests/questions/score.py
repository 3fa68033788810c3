#!/usr/bin/env python3
"""Score answers to Thai staff questions against expected facts.

    score.py QUESTIONS.jsonl ANSWERS.jsonl [--failures]

QUESTIONS: the format is in README.md beside this file. ANSWERS: what
`thamplan ask --jsonl` printed, one object a line with at least
`id`, `outcome`, `text` and `refs` (activity numbers such as "1.4").

A question passes when the outcome is one of those accepted, the refs match,
every `all` pattern is found in the text and no `none` pattern is.
A pass needs all four. "wrong" counts definite answers (outcome "answer") that
state or point to something false: the worst kind of failure for this bot.
"""

from __future__ import annotations

import argparse
import collections
import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def normal(text: str) -> str:
    """The text as patterns expect it: ASCII digits, one sara am, no odd spaces, no tags."""
    text = text.translate(THAI_DIGITS).replace("ํา", "ำ").replace("\u200b", "").replace("\u00a0", " ")
    return re.sub(r"<[^>]+>", "", text)


def judge(want: Mapping[str, Any], got: Mapping[str, Any] | None) -> list[str]:
    """What is wrong with an answer; nothing when it passes."""
    if got is None:
        return ["no answer line"]
    reasons = []
    if got.get("outcome") not in want["outcome"]:
        reasons.append(f"outcome {got.get('outcome')} not in {want['outcome']}")
    reasons += _judge_refs(set(want["refs"]), want["refs_mode"], set(got.get("refs") or []))
    raw = got.get("text") or ""
    text = normal(raw)
    reasons += [f"missing /{p}/" for p in want["all"] if not (re.search(p, text) or re.search(p, raw))]
    reasons += [f"forbidden /{p}/" for p in want["none"] if re.search(p, text)]
    return reasons


def _judge_refs(expected: set[str], mode: str, refs: set[str]) -> list[str]:
    if mode == "exact" and refs != expected:
        return [f"refs {sorted(refs)} != {sorted(expected)}"]
    if mode == "superset" and not expected <= refs:
        return [f"refs {sorted(refs)} lack {sorted(expected - refs)}"]
    if mode == "any" and not expected & refs:
        return [f"refs {sorted(refs)} have none of {sorted(expected)}"]
    return []


def _objects(path: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").split("\n") if line.strip()]


def _failure(want: Mapping[str, Any], got: Mapping[str, Any], reasons: list[str]) -> str:
    chat = " / ".join(want["before"] + [want["q"]])
    said = f"{got.get('outcome')} {got.get('refs')} {normal(got.get('text') or '')[:160]!r}"
    return f"{want['id']} {want['kind']} | {chat}\n    {'; '.join(reasons)}\n    got: {said}\n"


def main() -> int:
    """Print the score; 1 unless all pass."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions")
    parser.add_argument("answers")
    parser.add_argument("--failures", action="store_true", help="print every failure with its reasons")
    args = parser.parse_args()
    wants = _objects(args.questions)
    gots = {answer.get("id"): answer for answer in _objects(args.answers)}
    total: collections.Counter[str] = collections.Counter()
    passed: collections.Counter[str] = collections.Counter()
    wrong = 0
    for want in wants:
        got = gots.get(want["id"])
        reasons = judge(want, got)
        total[want["kind"]] += 1
        passed[want["kind"]] += not reasons
        wrong += bool(reasons and got and got.get("outcome") == "answer")
        if reasons and args.failures:
            sys.stdout.write(_failure(want, got or {}, reasons))
    for kind in sorted(total):
        sys.stdout.write(f"{kind:10} {passed[kind]:4}/{total[kind]:4}\n")
    n, k = sum(total.values()), sum(passed.values())
    sys.stdout.write(f"passed {k}/{n} = {100 * k / max(n, 1):.1f}%  ")
    sys.stdout.write(f"wrong definite answers {wrong} = {100 * wrong / max(n, 1):.1f}%\n")
    return 0 if k == n else 1


if __name__ == "__main__":
    sys.exit(main())
